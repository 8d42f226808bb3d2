import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expect, sit, test } from "./county";

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
  await page.goto("/");

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
  const answer = alarm.getByRole("button", { name: "应答预警，准备接收" });
  await expect(answer).toBeFocused();
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.filter((it) => it.impact === "serious" || it.impact === "critical")).toEqual([]);
  if (process.env.SCREENS) {
    await page.screenshot({ path: "../docs/screens/ring-down.png" });
  }
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(new RegExp(path));
  await expect(page.getByText(/人民医院 已应答/).first()).toBeVisible();
  await expect(alarm).toBeHidden();
  await expect(clinic.page.getByText(/人民医院 已应答/).first()).toBeVisible();

  for (let others = 0; others < 20 && (await any.isVisible()); others++) {
    await answerShown(page);
  }

  // The sheet's clocks run on both sides, and a node is stamped once.
  await page.goto(path);
  await page.getByRole("button", { name: "登记现在 首份心电图" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "登记时间节点" }).click();
  await expect(page.getByRole("button", { name: "更正 首份心电图" })).toBeVisible();
  await expect(clinic.page.getByRole("row", { name: /首份心电图.*人民医院/ })).toBeVisible();
  for (const desk of [lead, clinic]) {
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  }
});
