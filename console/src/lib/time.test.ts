import { expect, test } from "vitest";
import { ago } from "./time";

const NOON = Date.parse("2026-03-10T12:00:00Z");

test.each([
  ["2026-03-10T11:59:01Z", "when.now", 0],
  ["2026-03-10T11:57:00Z", "when.past.minutes", 3],
  ["2026-03-10T10:20:00Z", "when.past.hours", 2],
  ["2026-03-07T12:00:00Z", "when.past.days", 3],
  ["2026-03-10T12:05:00Z", "when.ahead.minutes", 5],
  ["2026-03-12T12:00:00Z", "when.ahead.days", 2],
])("%s is told as %s", (at, words, n) => {
  expect(ago(at, NOON)).toEqual({ words, n });
});
