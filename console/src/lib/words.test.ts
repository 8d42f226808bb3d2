import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { CODES } from "../i18n/words/codes";
import { DETAIL } from "../i18n/words/detail";
import { SCHEMAS } from "../generated/schemas";
import { WEIGHTS } from "./why";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
vi.stubGlobal("location", { origin: "http://localhost" });
vi.stubGlobal("document", { documentElement: {}, cookie: "", createElement: () => ({}) });

const contract = parse(readFileSync(new URL("../../../contracts/openapi/referral.yaml", import.meta.url), "utf8"));

describe("reasons of options", () => {
  const reasons = contract.components.schemas.Option.properties.reasons.items.enum as string[];

  it("have words in both languages and a weight, each of the contract's", () => {
    expect(reasons.length).toBeGreaterThan(10);
    for (const code of reasons) {
      expect(CODES.word.Why, code).toHaveProperty(code);
      expect(WEIGHTS, code).toHaveProperty(code);
    }
    for (const [zh, en] of Object.values(CODES.word.Why)) {
      expect(zh).toBeTruthy();
      expect(en).toBeTruthy();
    }
  });

  it("have no words for what no service says", () => {
    expect(Object.keys(CODES.word.Why).sort()).toEqual([...reasons].sort());
    expect(Object.keys(WEIGHTS).sort()).toEqual([...reasons].sort());
  });
});

describe("limits", () => {
  // The service's own test keeps this list whole.
  const named = readFileSync(new URL("../../../referral-service/src/main/resources/problems/service.properties", import.meta.url), "utf8");
  const limits = [...named.matchAll(/^webhook-kind\.attention\\:referral\.([\w-]+)=/gm)].map((it) => it[1]!);

  it("have words in both languages", () => {
    expect(limits).toContain("ring-beside");
    expect(limits.filter((it) => !(it in DETAIL.limit))).toEqual([]);
  });
});

describe("what a service refuses", () => {
  let fieldOf: (pointer: string) => string | null;
  let detailOf: typeof import("./problemWords").detailOf;
  let lineOf: typeof import("./problemWords").lineOf;
  beforeAll(async () => ({ fieldOf, detailOf, lineOf } = await import("./problemWords")));
  const said = (code: string, detail: string, status = 409) => detailOf({ code, status, detail, errors: [] });

  it("is said of fields by their labels", () => {
    expect(fieldOf("/clinical/summary")).toBe("病情摘要");
    expect(fieldOf("/firstContact")).toBe("首次医疗接触");
    expect(fieldOf("/carePlan/checklist/0/remark")).toBe("康复计划 · 稳定性评估 · 第 1 项 · 说明");
    expect(fieldOf("/clinical/vitals/pulse")).toBe("脉搏 次/分");
  });

  it("has a label for each property that a command brings", () => {
    const names = new Set(Object.values(SCHEMAS).flatMap((it) => Object.keys(it.properties ?? {})));
    expect([...names].filter((it) => !fieldOf(`/${it}`))).toEqual([]);
  });

  it("names states and actions as the buttons do, and no header", () => {
    expect(said("wrong-state", "当前状态为 ACCEPTED,不能进行“decline”。")).toBe("当前状态为“已接收”,不能进行“说明理由后退回”。");
    expect(said("invalid", "请按 errors 中列出的位置修改后重新提交。", 422)).not.toContain("errors");
    expect(said("unauthenticated", "浏览器请先登录；系统对接请携带 Bearer 令牌。", 401)).not.toContain("Bearer");
    expect(said("precondition-failed", "If-Match 与当前版本不符", 412)).toContain("核对后再试");
    expect(said("busy", "没有写入任何内容。请稍后用同一个 Idempotency-Key 重试。", 503)).toBe("没有写入任何内容。请稍后重试。");
  });

  it("fits in one line, the fields by their labels", () => {
    const errors = [{ pointer: "/clinical/summary", detail: "必填。" }];
    expect(lineOf({ code: "invalid", status: 422, title: "提交的内容有误", detail: "请按 errors 修改", errors })).toBe("提交的内容有误。病情摘要：必填。");
    expect(lineOf({ code: "wrong-state", status: 409, title: "状态已变", detail: "当前状态为 ACCEPTED。", errors: [] })).toBe("状态已变。当前状态为“已接收”。");
  });
});
