import { shallowRef } from "vue";

/** The list that a case was opened from: where it is, and its cases in their order; in memory only. */
export interface Origin {
  path: string;
  caseId: string;
  order: string[];
}

export const cameFrom = shallowRef<Origin | null>(null);

/**
 * The row to go on with: the case itself while it is still listed as it was, else the first after it that is there, else the last before it.
 *
 * @param acted something was done with the case, so that it is the next one's turn
 */
export function goOnWith(from: Origin, listed: string[], acted: boolean): string | null {
  const at = from.order.indexOf(from.caseId);
  const wanted = [...from.order.slice(acted ? at + 1 : at), ...from.order.slice(0, Math.max(0, at)).reverse()];
  return wanted.find((it) => listed.includes(it)) ?? null;
}
