import type { Locator, Page } from "@playwright/test";
import { caseNumber, expect, patientOf, sit, test, TEXT } from "./county";

/** Tabs until the wanted control has the focus; nothing is clicked. */
async function tabTo(page: Page, role: "button" | "link" | "checkbox" | "radio" | "textbox" | "combobox", name: string | RegExp, within: Page | Locator = page): Promise<void> {
  const wanted = within.getByRole(role, { name }).first();
  for (let i = 0; i < 80; i++) {
    if (await wanted.evaluate((it) => it === document.activeElement)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${role} ${String(name)}.`);
}

test("by keyboard alone a case is referred, accepted, treated and acknowledged", async ({ browser }) => {
  test.setTimeout(90_000);
  const clinic = await sit(browser, "shazhouba.doctor");
  const { page } = clinic;
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "工作台" })).toBeVisible();
  await page.keyboard.press("n");
  await expect(page.getByLabel("身份证号")).toBeVisible();
  await tabTo(page, "textbox", "身份证号");
  await page.keyboard.type(patientOf("rj-shazhouba").residentId);
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  await tabTo(page, "combobox", "诊断");
  await page.keyboard.type("I20.0");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^已选/ })).toBeVisible();
  await tabTo(page, "radio", "超出本院诊疗能力");
  await page.keyboard.press("Space");
  await tabTo(page, "textbox", /病情摘要/);
  await page.keyboard.type(TEXT);
  await tabTo(page, "checkbox", /知情同意/);
  await page.keyboard.press("Space");
  await tabTo(page, "button", "提交转诊");
  await page.keyboard.press("Enter");
  const number = await caseNumber(page);

  const hospital = await sit(browser, "people.officer2");
  const officer = hospital.page;
  await officer.goto("/referrals");
  await expect(officer.getByRole("row", { name: new RegExp(number) })).toBeVisible();
  await officer.keyboard.press("/");
  await officer.keyboard.type(number);
  await officer.keyboard.press("Enter");
  await officer.keyboard.press("a");
  await expect(officer.getByRole("dialog", { name: new RegExp(number) })).toBeVisible();
  await tabTo(officer, "button", "接收并预约", officer.getByRole("dialog"));
  await officer.keyboard.press("Enter");
  for (const [action, fill] of [["登记到达", ""], ["登记诊治结果", "留观后好转。"]] as const) {
    await expect(officer.getByRole("dialog")).toBeHidden();
    await expect(officer.getByRole("group", { name: "下一步" }).getByRole("button", { name: action })).toBeVisible();
    await tabTo(officer, "button", action);
    await officer.keyboard.press("Enter");
    await expect(officer.getByRole("dialog")).toBeVisible();
    if (fill) {
      await tabTo(officer, "textbox", /小结/, officer.getByRole("dialog"));
      await officer.keyboard.type(fill);
    }
    await tabTo(officer, "button", action, officer.getByRole("dialog"));
    await officer.keyboard.press("Enter");
  }
  await expect(officer.getByText("已诊治，待确认").first()).toBeVisible();
  await hospital.context.close();

  await expect(page.getByRole("button", { name: "确认结果并结案" })).toBeVisible();
  await tabTo(page, "button", "确认结果并结案");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await tabTo(page, "button", "确认结果并结案", page.getByRole("dialog"));
  await page.keyboard.press("Enter");
  await expect(page.getByText("已办结", { exact: true }).first()).toBeVisible();
  await clinic.context.close();
});
