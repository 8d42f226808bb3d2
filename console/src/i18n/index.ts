import { ref } from "vue";
import { speak } from "../api/client";
import { ACTIONS } from "../generated/actions";
import { WORDS } from "./words";

export type Language = "zh-CN" | "en";
const KEPT = "language";

/** Actions of the time line that are nobody's command, and shorter words where a button has to be short. */
const DOES = {
  accept: ["接收并预约", "Accept"],
  acknowledge: ["确认退回、留治或未到", "Acknowledge"],
  "acknowledge-notice": ["确认变更通知", "Confirm the change"],
  "acknowledge-outcome": ["确认结果并结案", "Confirm and close"],
  "acknowledge-ring-down": ["应答预警，准备接收", "Acknowledge: we make ready"],
  arrive: ["登记到达", "Record the arrival"],
  submit: ["提交", "Submit"],
  "emergency-submit": ["急救上转", "Emergency"],
  "draft-referral": ["新建草稿", "Draft begun"],
  "consult-opened": ["会诊已开出", "Consult opened"],
  "opinion-signed": ["会诊意见已签署", "Opinion signed"],
  "consult-ended": ["会诊结束，未出意见", "Consult ended without opinion"],
  "consult-overdue": ["会诊超时，恢复审核", "Consult overdue, back to triage"],
  "arrival-overdue": ["逾期未到", "Did not arrive in time"],
  "pass-on": ["申诉转交另一医院", "Appeal passed on"],
  "ring-next": ["加呼下一家医院", "Next hospital rung too"],
  "recall-accepted": ["返院已被接收", "Recall accepted"],
  "recall-ended": ["返院结束", "Recall ended"],
  "change-draft": ["修改草稿", "Change the draft"],
  "patient-identified": ["已补全患者身份", "Patient identified"],
  "patient-merged": ["患者记录已合并", "Patient records merged"],
  erased: ["临床内容已按保存期限删除", "Clinical content erased, its time to be kept being over"],
};

const TREE = { ...WORDS, does: { ...Object.fromEntries(Object.entries(ACTIONS).map(([name, it]) => [name, [it.zh, it.en]])), ...DOES } };

const stored = localStorage.getItem(KEPT);
const first: Language = stored === "en" || stored === "zh-CN" ? stored : "zh-CN";

/** What is spoken now. */
export const locale = ref<Language>(first);

type Pair = readonly [string, string];
const found = new Map<string, Pair | null>();

function pairOf(key: string): Pair | null {
  let pair = found.get(key);
  if (pair === undefined) {
    const leaf = key.split(".").reduce<unknown>((node, name) => (node && Object.hasOwn(node, name) ? (node as Record<string, unknown>)[name] : null), TREE);
    pair = Array.isArray(leaf) ? (leaf as unknown as Pair) : null;
    found.set(key, pair);
  }
  return pair;
}

/** Whether there are words for this. */
export const te = (key: string): boolean => pairOf(key) !== null;

/** The words for a key, with what they name in braces filled in; the key itself where there are none. */
export function t(key: string, named?: Record<string, unknown>): string {
  const pair = pairOf(key);
  const text = pair ? pair[locale.value === "en" ? 1 : 0] : key;
  return named ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(named[name] ?? "")) : text;
}

export function setLanguage(it: Language): void {
  locale.value = it;
  localStorage.setItem(KEPT, it);
  document.documentElement.lang = it;
  document.title = t("app.name");
  speak(it);
}

setLanguage(first);

/**
 * A code's word; the code itself where there is none, since a screen must not lose anything.
 *
 * @param kind an enumeration of the contract, or a group of words of ours, which begins with a small letter
 */
export function word(kind: string, code: string | null | undefined): string {
  if (!code) {
    return "";
  }
  const key = /^[a-z]/.test(kind) ? `${kind}.${code}` : `word.${kind}.${code}`;
  return te(key) ? t(key) : code;
}
