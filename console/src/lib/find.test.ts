import { expect, test } from "vitest";
import { criterionOf } from "./find";

test("a case's number, an id number, a code of ICD-10 are known by their form", () => {
  expect(criterionOf(" r20260310-000012 ")).toEqual({ number: "R20260310-000012" });
  expect(criterionOf("99999919491231005x")).toEqual({ residentId: "99999919491231005X" });
  expect(criterionOf("i20.0")).toEqual({ diagnosis: "I20.0" });
  expect(criterionOf("E11")).toEqual({ diagnosis: "E11" });
});

test("an id number with a wrong check digit is nobody's, and is not looked for", () => {
  expect(criterionOf("999999194912310051")).toBeNull();
});

test("all else is a name: its beginning up to four characters, the whole from five on", () => {
  expect(criterionOf("张")).toEqual({ namePrefix: "张" });
  expect(criterionOf("慕容白雪")).toEqual({ namePrefix: "慕容白雪" });
  expect(criterionOf("买买提·吐尔逊")).toEqual({ name: "买买提·吐尔逊" });
});

test("nothing typed is no criterion", () => {
  expect(criterionOf("  ")).toEqual({});
});
