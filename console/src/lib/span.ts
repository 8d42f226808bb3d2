import type { Span } from "../api/types";

export type Tone = "" | "green" | "amber" | "red";

const NEAR = 0.8;

/** How a span stands to its threshold, which itself is too late where the sheet says less than: as the indicators count. */
export function tone(it: Pick<Span, "withinMinutes" | "goalMinutes" | "below">, millis: number | null): Tone {
  if (millis === null || !it.withinMinutes) {
    return "";
  }
  const minutes = millis / 60_000;
  const late = it.below ? minutes >= it.withinMinutes : minutes > it.withinMinutes;
  return late ? "red" : minutes > (it.goalMinutes ?? it.withinMinutes * NEAR) ? "amber" : "green";
}
