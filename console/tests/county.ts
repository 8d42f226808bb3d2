import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";

const here = dirname(fileURLToPath(import.meta.url));

export interface Person {
  name: string;
  residentId: string;
  clinic: string;
}
const people = (JSON.parse(readFileSync(join(here, "../../deploy/demo/patients.json"), "utf8")) as { patients: Person[] }).patients;
/** Outlives a worker that a failed test ended; to begin with the first again, delete it. */
const USED = join(here, "../target/browser-patients.json");

/** A registered patient of the clinic whom no test has had; from the end, since the demo's morning begins at the front. */
export function patientOf(clinic: string): Person {
  const all = people.filter((it) => it.clinic === clinic && it.residentId).reverse();
  const used = existsSync(USED) ? (JSON.parse(readFileSync(USED, "utf8")) as Record<string, number>) : {};
  const at = used[clinic] ?? 0;
  writeFileSync(USED, JSON.stringify({ ...used, [clinic]: at + 1 }));
  const it = all[at];
  if (!it) {
    throw new Error(`${clinic} has no more patients.`);
  }
  return it;
}

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
const sessions = new Map<string, State>();

export interface Desk {
  page: Page;
  context: BrowserContext;
  hands: Hands;
  /** What the console asked of whom, and what it complained of. */
  asked: URL[];
  complaints: string[];
}

/** Signs in on Keycloak's own page. */
export async function signIn(page: Page, user: string): Promise<void> {
  await page.getByLabel("用户名").fill(user);
  await page.getByLabel("密码", { exact: true }).fill("demo");
  await page.getByRole("button", { name: /登\s*录/ }).click();
}

export async function sit(browser: Browser, user: string, options: { fresh?: boolean; width?: number; height?: number } = {}): Promise<Desk> {
  const known = options.fresh ? undefined : sessions.get(user);
  const context = await browser.newContext({
    ...(known ? { storageState: known } : {}),
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    // A dialog that fades in is pale for a moment, which is no fault of its colours.
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const desk: Desk = { page, context, hands: new Hands(page), asked: [], complaints: [] };
  page.on("request", (it) => desk.asked.push(new URL(it.url())));
  page.on("console", (it) => it.type() === "error" && desk.complaints.push(it.text()));
  page.on("pageerror", (it) => desk.complaints.push(it.message));
  if (!known) {
    await page.goto("/");
    await page.getByRole("button", { name: "登录" }).click();
    await signIn(page, user);
    await expect(page.getByRole("heading", { name: "工作台", level: 1 })).toBeVisible();
    if (!options.fresh) {
      sessions.set(user, await context.storageState());
    }
    // That nobody was signed in was said with a 401.
    desk.complaints.length = 0;
  }
  return desk;
}

/** Counts what a person does. */
export class Hands {
  clicks = 0;
  fields = 0;

  constructor(private readonly page: Page) {}

  async click(role: "button" | "link" | "checkbox" | "radio" | "tab", name: string | RegExp): Promise<void> {
    this.clicks++;
    await this.page.getByRole(role, { name }).first().click();
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    this.fields++;
    await this.page.getByLabel(label).first().fill(text);
  }
}

export const TEXT = "反复胸闷三天，心电图 ST-T 改变，基层处理效果不佳，请上级医院评估。";

/** Refers a known patient and answers the case's number. */
export async function refer(desk: Desk, person: Person, code = "I20.0"): Promise<string> {
  const { page, hands } = desk;
  await hands.click("link", "新建转诊");
  await hands.fill("身份证号", person.residentId);
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  hands.fields++;
  await page.getByRole("combobox", { name: "诊断" }).fill(code);
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^已选/ })).toBeVisible();
  const wanted = page.getByRole("button", { name: /^选这家.*人民医院/ }).first();
  if (await wanted.isVisible()) {
    await hands.click("button", /^选这家.*人民医院/);
  }
  await hands.click("radio", "超出本院诊疗能力");
  await hands.fill("病情摘要", TEXT);
  await hands.click("checkbox", /知情同意/);
  await hands.click("button", "提交转诊");
  return caseNumber(page);
}

export async function caseNumber(page: Page): Promise<string> {
  await expect(page.getByRole("heading", { level: 1, name: /^R\d{8}-\d+/ })).toBeVisible();
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  return title.match(/R\d{8}-\d+/)![0];
}

export async function open(page: Page, number: string, side?: string): Promise<void> {
  await page.goto(`/referrals?tab=all${side ? `&side=${side}` : ""}`);
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(number) })).toBeVisible();
}

/** Proposes that a patient goes home to a clinic with a plan, and answers the case's path. */
export async function sendHome(desk: Desk, person: Person, clinic: string): Promise<string> {
  const { page } = desk;
  await page.goto("/referrals/return");
  await page.getByLabel("身份证号").fill(person.residentId);
  // Every institution knows its own patients; here the person is new.
  const name = page.getByLabel(/^姓名/);
  await expect(name.or(page.getByRole("button", { name: "换一位患者" }))).toBeVisible();
  if (await name.isVisible()) {
    await name.fill(person.name);
    await page.getByRole("button", { name: "登记并继续" }).click();
  }
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  await page.getByRole("combobox", { name: "诊断" }).fill("E11.9");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByLabel("病情摘要").fill("2 型糖尿病，血糖已达标。");
  await page.getByLabel("基层机构").selectOption({ label: clinic });
  await page.getByLabel("专科").selectOption({ label: "内分泌" }).catch(() => page.getByLabel("专科").selectOption({ index: 1 }));
  await page.getByRole("radio", { name: "慢性病长期管理" }).check();
  await page.getByLabel("出院小结").fill("胰岛素方案已定，血糖平稳。");
  await page.getByRole("button", { name: "提出下转" }).last().click();
  await expect(page.getByText(/还缺：急性期已过/)).toBeVisible();
  await page.getByRole("button", { name: "全部符合" }).click();
  await page.getByRole("region", { name: "康复任务" }).getByRole("button", { name: "添加" }).click();
  await page.getByRole("textbox", { name: "任务 1" }).fill("每周测空腹血糖");
  await page.getByRole("region", { name: "用药" }).getByRole("button", { name: "添加" }).click();
  await page.getByRole("textbox", { name: "药品 1" }).fill("甘精胰岛素");
  await page.getByRole("textbox", { name: "用法用量" }).fill("每晚 12 单位");
  await page.getByRole("radio", { name: "基层有药" }).check();
  await page.getByRole("button", { name: "+7 天" }).click();
  await page.getByLabel("返院指征").fill("反复低血糖");
  await page.getByRole("checkbox", { name: /知情同意/ }).check();
  await page.getByRole("button", { name: "提出下转" }).last().click();
  await expect(page.getByText("待基层确认").first()).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Takes a step that the case offers, behind "more" or not, fills in its form and sends it. */
export async function take(page: Page, action: string, fill: (dialog: Locator) => Promise<void> = async () => undefined): Promise<void> {
  const steps = page.getByRole("group", { name: "下一步" });
  const step = steps.getByRole("button", { name: action, exact: true });
  const more = steps.getByRole("button", { name: /更多操作/ });
  await expect(step.or(more).first()).toBeVisible();
  if (!(await step.isVisible())) {
    await more.click();
  }
  await step.click();
  const dialog = page.getByRole("dialog", { name: new RegExp(action) });
  await fill(dialog);
  await dialog.getByRole("button", { name: action, exact: true }).click();
  await expect(dialog).toBeHidden();
}

export const test = base;
export { expect };
