import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expect, sit, test } from "./county";

interface Sound extends Window {
  allowed?: boolean;
  tones?: number;
}

/** A browser that wants a gesture first, and counts what it plays. */
function guardSound(): void {
  const it = window as Sound;
  it.tones = 0;
  const start = AudioScheduledSourceNode.prototype.start;
  AudioScheduledSourceNode.prototype.start = function (when?: number) {
    it.tones!++;
    start.call(this, when);
  };
  Object.defineProperty(AudioContext.prototype, "state", { get: () => (it.allowed ? "running" : "suspended") });
}

const tones = (page: Page) => page.evaluate(() => (window as Sound).tones ?? -1);

/** Whether anything is left that would cover the page, which shows it a moment later. */
const rings = (page: Page) =>
  page.evaluate(async () => {
    const inbox = (await (await fetch("/api/inbox")).json()) as { items: { kind: string; urgency: string; state: string }[] };
    return inbox.items.some((it) => ["referral.ring-down", "referral.triage"].includes(it.kind) && it.urgency === "CRITICAL" && it.state === "OPEN");
  });

async function answerShown(page: Page): Promise<void> {
  const number = (await page.locator("#ring-title").innerText()).match(/R\d{8}-\d+/)![0];
  await page.getByRole("alertdialog").getByRole("button").first().click();
  await expect(page.getByRole("alertdialog", { name: new RegExp(number) })).toBeHidden();
}

test("what nobody has answered for two minutes rings full-screen at the centre's lead, who answers by keyboard", async ({ browser }) => {
  test.setTimeout(180_000);
  const { number, path } = JSON.parse(readFileSync("target/browser-emergency.json", "utf8")) as { number: string; path: string };
  const clinic = await sit(browser, "wuyang.doctor");
  await clinic.page.goto(path);
  const lead = await sit(browser, "people.chestpain");
  const { page } = lead;
  await page.addInitScript(guardSound);
  await page.goto("/");
  // Before anything rings it is said that nothing would be heard.
  await expect(page.getByRole("button", { name: "开启警报声" })).toBeVisible();

  const alarm = page.getByRole("alertdialog", { name: new RegExp(number) });
  const any = page.getByRole("alertdialog");
  await expect(any).toBeVisible({ timeout: 150_000 });
  // The oldest is shown first: what other tests left ringing is answered on the way.
  for (let others = 0; others < 20 && !(await alarm.isVisible()); others++) {
    await answerShown(page);
    await expect(any).toBeVisible({ timeout: 150_000 });
  }
  await expect(alarm).toBeVisible();
  await expect(alarm.getByText("胸痛一小时，V1–V4 ST 段抬高")).toBeVisible();
  await expect(alarm.getByRole("button", { name: "应答预警，准备接收" })).toBeFocused();
  // Blocked by the browser: it says so, and rings from the click on; without a click it would from any gesture.
  expect(await tones(page)).toBe(0);
  await page.evaluate(() => ((window as Sound).allowed = true));
  await alarm.getByRole("button", { name: "浏览器未允许声音，点此开启" }).click();
  await expect.poll(() => tones(page)).toBeGreaterThanOrEqual(3);
  await expect(alarm.getByRole("button", { name: /未允许声音/ })).toHaveCount(0);

  const answer = alarm.getByRole("button", { name: "应答预警，准备接收" });
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.filter((it) => it.impact === "serious" || it.impact === "critical")).toEqual([]);
  if (process.env.SCREENS) {
    await page.screenshot({ path: "../docs/screens/ring-down.png" });
  }
  await answer.focus();
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(new RegExp(path));
  await expect(page.getByText(/人民医院 已应答/).first()).toBeVisible();
  await expect(alarm).toBeHidden();
  await expect(clinic.page.getByText(/人民医院 已应答/).first()).toBeVisible();

  for (let others = 0; others < 20 && (await rings(page)); others++) {
    await page.goto("/");
    await expect(any).toBeVisible();
    await answerShown(page);
  }

  // The sheet's clocks run on both sides, and a node is stamped once.
  await page.goto(path);
  await page.getByRole("button", { name: "登记现在 首份心电图" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "登记时间节点" }).click();
  await expect(page.getByRole("button", { name: "更正 首份心电图" })).toBeVisible();
  await expect(clinic.page.getByRole("row", { name: /首份心电图.*人民医院/ })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "登记时间节点 · 首份心电图" })).toBeVisible();
  // A time before what it follows is said before it is sent, and has to be confirmed.
  await page.getByRole("button", { name: "登记现在 心电图诊断" }).click();
  const stamp = page.getByRole("dialog");
  await stamp.locator("input[type=datetime-local]").first().fill(`${new Date().getFullYear() - 1}-01-01T08:00`);
  await expect(stamp.getByRole("alert")).toContainText("早于已登记的“首份心电图”");
  await stamp.getByRole("button", { name: "登记时间节点" }).click();
  await expect(stamp.getByRole("button", { name: "仍按此时间登记" })).toBeVisible();
  await stamp.getByRole("button", { name: "取消" }).click();
  for (const desk of [lead, clinic]) {
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  }
});
