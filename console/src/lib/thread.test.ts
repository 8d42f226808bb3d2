import { expect, test } from "vitest";
import { inTime } from "./thread";

const NOON = Date.parse("2026-03-10T12:00:00Z");

test("one writes while the case is open, however long that is", () => {
  expect(inTime({ state: "FOLLOWING_UP", since: "2025-01-01T00:00:00Z" }, NOON)).toBe(true);
});

test("and for a week after its end", () => {
  expect(inTime({ state: "CLOSED", since: "2026-03-03T12:00:01Z" }, NOON)).toBe(true);
  expect(inTime({ state: "CLOSED", since: "2026-03-03T12:00:00Z" }, NOON)).toBe(false);
  expect(inTime({ state: "WITHDRAWN", since: "2026-03-01T00:00:00Z" }, NOON)).toBe(false);
});
