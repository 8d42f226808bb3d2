import type { Referral } from "../api/types";

const AFTERWARDS_MILLIS = 7 * 24 * 3600_000;

/** Whether the service still takes messages: while the case is open, and for a week after. */
export function inTime(it: Pick<Referral, "state" | "since">, now: number): boolean {
  return !["CLOSED", "WITHDRAWN"].includes(it.state) || Date.parse(it.since) + AFTERWARDS_MILLIS > now;
}
