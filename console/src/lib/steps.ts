import type { Line } from "../api/types";

const PRIORITIES = ["EMERGENCY", "URGENT", "ROUTINE"];

/** Points in time as the services write them; localeCompare would weigh them as words, and has to be made ready. */
export const earlier = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What runs out first comes first; what has no deadline comes after, the newest first. */
export function byUrgency(a: Line, b: Line): number {
  if (a.due && b.due) {
    return earlier(a.due.at, b.due.at);
  }
  if (a.due || b.due) {
    return a.due ? -1 : 1;
  }
  return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || earlier(b.movedAt, a.movedAt);
}

export const NEVER_FIRST = ["withdraw", "record-death", "raise-priority", "undo", "stamp-node", "correct-node", "divert", "change-reservation", "change-draft"];
const FIRST = [
  "acknowledge-ring-down", "acknowledge-notice", "acknowledge-outcome", "acknowledge", "submit", "propose", "answer", "accept", "reinstate", "arrive", "depart",
  "admit", "discharge", "treat", "record-follow-up", "complete-task", "claim", "finish", "re-propose", "resume",
];

/** The step that is most often the next one, of those that the server offers. */
export function nextStep(line: Pick<Line, "availableActions" | "state">): string | null {
  const offered = line.availableActions.map((it) => it.action);
  return FIRST.find((it) => offered.includes(it)) ?? null;
}
