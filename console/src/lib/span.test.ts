import { expect, test } from "vitest";
import { tone } from "./span";

const minutes = (it: number, seconds = 0) => (it * 60 + seconds) * 1000;
const ecg = { withinMinutes: 10, goalMinutes: null, below: true };
const balloon = { withinMinutes: 90, goalMinutes: null, below: null };

test("less than ten minutes are over at ten", () => {
  expect(tone(ecg, minutes(9, 59))).toBe("amber");
  expect(tone(ecg, minutes(10))).toBe("red");
});

test("ninety minutes at most are over after ninety", () => {
  expect(tone(balloon, minutes(90))).toBe("amber");
  expect(tone(balloon, minutes(90, 1))).toBe("red");
});

test("green is up to the goal, or four fifths of the threshold", () => {
  expect(tone(ecg, minutes(8))).toBe("green");
  expect(tone({ withinMinutes: 60, goalMinutes: 45, below: null }, minutes(46))).toBe("amber");
});

test("without a threshold or a time there is no colour", () => {
  expect(tone({ withinMinutes: null, goalMinutes: null, below: null }, minutes(500))).toBe("");
  expect(tone(ecg, null)).toBe("");
});
