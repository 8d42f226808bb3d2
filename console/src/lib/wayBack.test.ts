import { expect, test } from "vitest";
import { goOnWith } from "./wayBack";

const from = { path: "/referrals", caseId: "b", order: ["a", "b", "c", "d"] };

test("after a step it is the next row's turn, wherever it stands now", () => {
  expect(goOnWith(from, ["x", "a", "c", "d"], true)).toBe("c");
  expect(goOnWith(from, ["a", "b", "d"], true)).toBe("d");
});

test("who only looked finds the row as it was left", () => {
  expect(goOnWith(from, ["a", "b", "c"], false)).toBe("b");
  expect(goOnWith(from, ["a", "d"], false)).toBe("d");
});

test("after the last row it is the one before, and after the only one nobody's", () => {
  expect(goOnWith({ ...from, caseId: "d" }, ["a", "c"], true)).toBe("c");
  expect(goOnWith(from, ["x"], true)).toBeNull();
});
