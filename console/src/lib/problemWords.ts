import type { Problem } from "../api/problem";
import { t, te, word } from "../i18n";

/** Where the name alone would say something else. */
const SAID: Record<string, string> = {
  "clinical/summary": "form.summary",
  "clinical/diagnoses": "form.diagnosis",
  "clinical/medication": "detail.medication",
  "carePlan/summary": "form.dischargeSummary",
  "carePlan/checklist": "form.checklist",
  "carePlan/checklist/remark": "form.remark",
  "carePlan/tasks": "form.tasks",
  "carePlan/medication": "form.medicines",
  "carePlan/medication/name": "form.medicine",
  "carePlan/followUps": "form.followUps",
  "guardian/name": "patient.guardian",
  patientId: "form.patientHere",
  diagnoses: "form.diagnosis",
  destination: "form.where",
};
/** What only holds the rest together. */
const HOLDERS = ["clinical", "vitals", "content"];

/** @return the words on the screen for what a JSON pointer points to; null where there are none */
export function fieldOf(pointer: string): string | null {
  const steps = pointer.split("/").filter(Boolean);
  const path: string[] = [];
  const said: string[] = [];
  for (const [i, step] of steps.entries()) {
    if (/^\d+$/.test(step)) {
      said.push(t("form.nth", { n: Number(step) + 1 }));
      continue;
    }
    path.push(step);
    const isHolder = HOLDERS.includes(step) && i < steps.length - 1;
    const key = isHolder ? undefined : [SAID[path.join("/")], `field.${step}`, `form.${step}`, `detail.${step}`].find((it) => it && te(it));
    if (key) {
      said.push(t(key).replace(/^\d\s+|\s*[（(].*?[）)]/g, ""));
    }
  }
  return said.length ? said.join(" · ") : null;
}

/** States and actions by the names that the buttons and tags have. */
const named = (text: string): string =>
  text
    .replace(/[“"]([a-z]+(?:-[a-z]+)*)[”"]/g, (whole, action: string) => (te(`does.${action}`) ? whole.replace(action, t(`does.${action}`)) : whole))
    .replace(/\s?\b[A-Z]{4,}(?:_[A-Z]+)*\b\s?/g, (whole) => (te(`word.State.${whole.trim()}`) ? `“${word("State", whole.trim())}”` : whole));

/** What a service said of a refusal, without the words that are for programmers. */
export function detailOf({ code, status, detail, errors }: Pick<Problem, "code" | "status" | "detail" | "errors">): string {
  if (status === 412) {
    return t("problem.staleHelp");
  }
  if (status === 401) {
    return t("problem.signIn");
  }
  if (code === "invalid" || code === "unreadable") {
    return errors.length ? t("problem.seeFields") : t("problem.unreadable");
  }
  if (code.startsWith("idempotency-key") || code.startsWith("precondition") || code.startsWith("etag") || code.startsWith("http-")) {
    return t("problem.again");
  }
  return named(detail).replace(/用?同一个?\s*Idempotency-Key\s*/g, "").replace(/ with the same Idempotency-Key/g, "").replace("requestId", t("problem.requestId"));
}

export const titleOf = ({ status, title }: Pick<Problem, "status" | "title">): string => (status === 412 ? t("problem.stale") : title || t("problem.unknown"));

/** The whole of a refusal in one line: where there is no room for a list. */
export function lineOf(it: Pick<Problem, "code" | "status" | "title" | "detail" | "errors">): string {
  const faults = it.errors.filter((one) => one.detail).map((one) => `${fieldOf(one.pointer ?? "") ?? t("problem.elsewhere")}：${one.detail}`);
  return [titleOf(it), ...(faults.length ? faults : [detailOf(it)])].map((one) => one.replace(/[。.]$/, "")).filter(Boolean).join(t("problem.stop")) + t("problem.stop").trimEnd();
}
