import { expect, test } from "vitest";
import { contradicted, nodesOfMoves, timesOf, verdictOf } from "./nodes";

const BALLOON = { name: "DOOR_TO_BALLOON", from: "DOOR", to: "BALLOON", withinMinutes: 90, goalMinutes: 60, below: null };
const MINUTE = 60_000;

test.each([
  [-758 * MINUTE, "wrong"],
  [0, "met"],
  [60 * MINUTE, "met"],
  [61 * MINUTE, "near"],
  [91 * MINUTE, "missed"],
  [null, "none"],
])("a span of %s ms is %s", (millis, verdict) => {
  expect(verdictOf(BALLOON, millis)).toBe(verdict);
});

test("a span without a limit is neither met nor missed, but may be wrong", () => {
  expect(verdictOf({ withinMinutes: null, goalMinutes: null, below: null }, MINUTE)).toBe("none");
  expect(verdictOf({ withinMinutes: null, goalMinutes: null, below: null }, -MINUTE)).toBe("wrong");
});

test("less than ten minutes are over at ten, ninety at most after ninety", () => {
  const ecg = { withinMinutes: 10, goalMinutes: null, below: true };
  expect(verdictOf(ecg, 8 * MINUTE)).toBe("met");
  expect(verdictOf(ecg, 10 * MINUTE - 1000)).toBe("near");
  expect(verdictOf(ecg, 10 * MINUTE)).toBe("missed");
  expect(verdictOf(BALLOON, 90 * MINUTE)).toBe("near");
  expect(verdictOf(BALLOON, 90 * MINUTE + 1000)).toBe("missed");
});

test("a balloon before the door is warned of, and a door after the balloon", () => {
  const times = timesOf({ nodes: [{ node: "DOOR", at: "2026-03-10T12:38:00Z" }] });
  expect(contradicted([BALLOON], times, "BALLOON", "2026-03-10T00:00:00Z")).toEqual([{ node: "DOOR", before: true }]);
  expect(contradicted([BALLOON], times, "BALLOON", "2026-03-10T13:00:00Z")).toEqual([]);
  const later = timesOf({ nodes: [{ node: "BALLOON", at: "2026-03-10T12:00:00Z" }] });
  expect(contradicted([BALLOON], later, "DOOR", "2026-03-10T12:38:00Z")).toEqual([{ node: "BALLOON", before: false }]);
});

test("what the clinic reported counts until it is stamped", () => {
  const firstReport = { firstContact: "2026-03-10T11:00:00Z" };
  expect(timesOf({ firstReport })("FIRST_CONTACT")).toBe(firstReport.firstContact);
  expect(timesOf({ firstReport, nodes: [{ node: "FIRST_CONTACT", at: "2026-03-10T11:05:00Z" }] })("FIRST_CONTACT")).toBe("2026-03-10T11:05:00Z");
});

test("a stamp of the time line is told by its node, a correction by when it was made", () => {
  const at = "2026-03-10T12:00:00Z";
  const moves = [
    { version: 3, action: "CORRECT_NODE", at: "2026-03-10T12:09:00Z" },
    { version: 2, action: "STAMP_NODE", at },
    { version: 1, action: "STAMP_NODE", at },
    { version: 0, action: "EMERGENCY_SUBMIT", at },
  ];
  const nodes = [{ node: "FIRST_ECG" }, { node: "DOOR", corrections: [{ correctedAt: "2026-03-10T12:09:00Z" }] }];
  expect([...nodesOfMoves(moves, nodes)]).toEqual([[1, "FIRST_ECG"], [2, "DOOR"], [3, "DOOR"]]);
});
