import { expect, open, patientOf, refer, sit, take, test, TEXT, type Person } from "./county";
import type { Page } from "@playwright/test";

async function patient(page: Page, person: Person): Promise<void> {
  await page.getByLabel("身份证号").fill(person.residentId);
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
}

async function diagnosis(page: Page, code: string): Promise<void> {
  await page.getByRole("combobox", { name: "诊断" }).fill(code);
  await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
}

const summary = (page: Page) => page.getByLabel("病情摘要");
const consent = (page: Page) => page.getByRole("checkbox", { name: /知情同意/ });
const card = (page: Page, person: Person) => page.getByText(`${person.residentId.slice(0, 6)}********${person.residentId.slice(-4)}`);
const TEN_MINUTES = 600_000;
const kept = (page: Page) => expect(page.getByText("草稿已保存在本机")).toBeVisible();

test("who is chosen on the patient's page is who the form is about, whatever draft there is; the draft is not lost", async ({ browser }) => {
  const clinic = await sit(browser, "wuyang.doctor");
  const { page } = clinic;
  const [first, second] = [patientOf("rj-wuyang"), patientOf("rj-wuyang")];
  await page.goto("/referrals/new");
  await patient(page, first);
  await diagnosis(page, "I20.0");
  await summary(page).fill(TEXT);
  await consent(page).check();
  await kept(page);

  await page.goto("/patients");
  await page.getByLabel("查找内容").or(page.getByLabel("身份证号")).first().fill(second.residentId);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "为该患者新建转诊" }).click();
  await expect(card(page, second)).toBeVisible();
  await expect(card(page, first)).toHaveCount(0);
  await expect(summary(page)).toHaveValue("");
  await expect(consent(page)).not.toBeChecked();
  await expect(page.getByText(/有另一位患者的草稿/)).toBeVisible();
  await summary(page).fill("第二位患者的摘要");
  await kept(page);

  // The first patient's draft goes on where it was, and the second's is still the second's.
  const second_ = page.url();
  await page.getByRole("button", { name: "继续那份草稿" }).click();
  await expect(card(page, first)).toBeVisible();
  await expect(summary(page)).toHaveValue(TEXT);
  await expect(page).toHaveURL(/\/referrals\/new$/);
  await page.goto(second_);
  await expect(card(page, second)).toBeVisible();
  await expect(summary(page)).toHaveValue("第二位患者的摘要");
  await page.getByRole("button", { name: "丢弃那份草稿" }).click();
  await expect(page.getByText(/有另一位患者的草稿/)).toHaveCount(0);
  await page.goto("/referrals/new");
  await expect(page.getByLabel("身份证号")).toBeVisible();
  await expect(summary(page)).toHaveValue("");
  expect(clinic.complaints).toEqual([]);
  await clinic.context.close();
});

test("what was written about one patient does not go on to the next, and a form that is emptied has no patient", async ({ browser }) => {
  const clinic = await sit(browser, "wuyang.doctor");
  const { page } = clinic;
  const [first, second] = [patientOf("rj-wuyang"), patientOf("rj-wuyang")];
  await page.goto("/referrals/new");
  await patient(page, first);
  await diagnosis(page, "I20.0");
  await expect(page.getByRole("button", { name: /^已选/ })).toBeVisible();
  await summary(page).fill(TEXT);
  await page.getByRole("radio", { name: "紧急", exact: true }).check();
  await consent(page).check();
  await page.getByRole("button", { name: "换一位患者" }).click();
  await expect(consent(page)).not.toBeChecked();
  await patient(page, second);
  await expect(summary(page)).toHaveValue("");
  await expect(page.getByText(/I20\.0/)).toHaveCount(0);
  await expect(page.getByLabel(/^医院/)).toHaveValue("");
  await expect(page.getByText(/已换患者/)).toBeVisible();

  // It had been the wrong person: the text is taken on, consent is asked anew.
  await expect(page.getByRole("radio", { name: "紧急", exact: true })).not.toBeChecked();
  await page.getByRole("button", { name: /选错了人/ }).click();
  await expect(summary(page)).toHaveValue(TEXT);
  await expect(page.getByRole("radio", { name: "紧急", exact: true })).toBeChecked();
  await expect(consent(page)).not.toBeChecked();
  await kept(page);
  await page.reload();
  await page.getByRole("button", { name: "清空重填" }).click();
  await expect(page.getByLabel("身份证号")).toBeVisible();
  await expect(card(page, second)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "历次转诊" })).toHaveCount(0);
  expect(clinic.complaints).toEqual([]);
  await clinic.context.close();
});

test("a destination for another diagnosis is taken back, a pathway asks anew, and on a phone both come before the submit", async ({ browser }) => {
  const clinic = await sit(browser, "ruilin.doctor");
  const { page } = clinic;
  await page.goto("/referrals/new");
  await diagnosis(page, "I20.0");
  await expect(page.getByRole("button", { name: /^已选.*心血管/ })).toBeVisible();
  const panel = page.getByRole("region", { name: "就近方案" });
  await expect(panel.getByText(/张床中空|未上报床位/).first()).toBeVisible();
  await expect(panel.getByText(/[A-Z]+_[A-Z]+/)).toHaveCount(0);
  await page.getByRole("button", { name: /^移除 |^删除 / }).first().click();
  await diagnosis(page, "S52.5");
  await expect(page.getByRole("alert").filter({ hasText: /心血管内科.*请重新选择去向/ })).toBeVisible();
  await expect(page.getByLabel(/^医院/)).toHaveValue("");
  await page.getByRole("button", { name: /^选这家.*骨科/ }).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "请重新选择去向" })).toHaveCount(0);

  const asked = page.waitForRequest((it) => it.url().endsWith("/referral/v1/options") && it.postDataJSON().pathway === "TRAUMA");
  await page.getByText(/^通道：/).click();
  await page.getByRole("radio", { name: "创伤" }).check();
  await asked;

  await page.setViewportSize({ width: 390, height: 844 });
  const options = await panel.boundingBox();
  const submit = await page.getByRole("button", { name: "提交转诊" }).boundingBox();
  expect(options!.y).toBeLessThan(submit!.y);
  expect(clinic.complaints).toEqual([]);
  await clinic.context.close();
});

test("consent is of the moment it was ticked, nothing is cut off, and a fault goes when it is mended", async ({ browser }) => {
  const clinic = await sit(browser, "wuyang.doctor");
  const { page } = clinic;
  const person = patientOf("rj-wuyang");
  await page.clock.install();
  await page.goto("/referrals/new");
  await patient(page, person);
  await diagnosis(page, "I20.0");
  await expect(page.getByRole("button", { name: /^已选/ })).toBeVisible();
  const opened = Date.now();
  await summary(page).fill("重".repeat(4016));
  await expect(page.getByText("最多 4000 字，超出 16 字，请删减")).toBeVisible();
  await page.getByRole("button", { name: "提交转诊" }).click();
  const faults = page.locator("form .fault:visible");
  await expect(faults.filter({ hasText: "超出 16 字" })).toBeVisible();
  await expect(summary(page)).toHaveValue("重".repeat(4016));
  await summary(page).fill(TEXT);
  await expect(page.getByText(/超出 16 字/)).toHaveCount(0);
  await page.clock.fastForward(TEN_MINUTES);
  await page.getByRole("radio", { name: "超出本院诊疗能力" }).check();
  await consent(page).check();
  await expect(faults).toHaveCount(0);

  // A refusal of the service points to fields in words, and goes with the mending.
  let sent: { consent: { at: string } } | null = null;
  await page.route(/\/referral\/v1\/referrals$/, async (route) => {
    sent = route.request().postDataJSON();
    await route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      json: {
        type: "urn:medalliance:problem:invalid", status: 422, title: "内容不符合要求", detail: "请按 errors 中列出的位置修改后重新提交。",
        errors: [{ pointer: "/clinical/summary", detail: "不能为空" }, { pointer: "/firstContact", detail: "不能晚于现在" }],
      },
    });
  });
  await page.getByRole("button", { name: "提交转诊" }).click();
  const note = page.getByRole("alert").filter({ hasText: "内容不符合要求" });
  await expect(note).toContainText("病情摘要：不能为空");
  await expect(note).toContainText("首次医疗接触：不能晚于现在");
  await expect(note).not.toContainText("errors");
  expect(Date.parse(sent!.consent.at) - opened).toBeGreaterThan(TEN_MINUTES - 60_000);
  await expect(faults.filter({ hasText: "不能为空" })).toBeVisible();
  await summary(page).fill(`${TEXT}补充。`);
  await expect(faults).toHaveCount(0);
  await page.unroute(/\/referral\/v1\/referrals$/);
  await clinic.context.close();
});

test("a return is no second of a case that goes up; faults are in sight, and go when they are mended", async ({ browser }) => {
  const hospital = await sit(browser, "people.officer");
  const { page } = hospital;
  const person = patientOf("rj-wuyang");
  const other = { id: "00000000-0000-7000-8000-000000000001", number: "R20260101-0001", state: "ADMITTED", direction: "UP", originInstitution: "rj-wuyang", destinationInstitution: "rj-people", specialty: "03.04" };
  await page.route(/\/referrals\/open\?/, (route) => route.fulfill({ json: { items: [other] } }));
  await page.goto("/referrals/return");
  await page.getByLabel("身份证号").fill(person.residentId);
  const name = page.getByLabel(/^姓名/);
  await expect(name.or(page.getByRole("button", { name: "换一位患者" }))).toBeVisible();
  if (await name.isVisible()) {
    await name.fill(person.name);
    await page.getByRole("button", { name: "登记并继续" }).click();
  }
  await expect(page.getByText("该患者还有其他未结病例，不影响本次提交")).toBeVisible();
  await expect(page.getByText("该患者已有未结转诊")).toHaveCount(0);
  await page.getByRole("button", { name: "提出下转" }).last().click();
  await expect(page.getByRole("combobox", { name: "诊断" })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "诊断" })).toBeInViewport();
  await expect(page.getByText(/还缺：急性期已过/)).toBeVisible();
  await page.getByRole("button", { name: "全部符合" }).click();
  await expect(page.getByText(/还缺：/)).toHaveCount(0);
  await page.getByRole("group", { name: "急性期已过" }).getByRole("radio", { name: "否" }).check();
  await page.getByRole("button", { name: "提出下转" }).last().click();
  const why = page.getByRole("region", { name: /稳定性评估/ }).getByLabel("说明");
  await expect(why).toHaveAttribute("aria-invalid", "true");
  await why.fill("仍有低热");
  await expect(why).not.toHaveAttribute("aria-invalid");
  await hospital.context.close();
});

test("an answer is written with the question in sight, and what is too long is said, not cut", async ({ browser }) => {
  test.setTimeout(100_000);
  const clinic = await sit(browser, "wuyang.doctor");
  await clinic.page.goto("/");
  const number = await refer(clinic, patientOf("rj-wuyang"));
  const hospital = await sit(browser, "people.officer");
  await open(hospital.page, number);
  await take(hospital.page, "要求补充资料", (dialog) => dialog.getByLabel("问题").fill("肌钙蛋白多少？"));
  const page = clinic.page;
  await page.getByRole("button", { name: "答复" }).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("肌钙蛋白多少？")).toBeVisible();
  await dialog.getByLabel("答复").fill("答".repeat(3016));
  await expect(dialog.getByText(/超出 1016 字/)).toBeVisible();
  await clinic.context.close();
  await hospital.context.close();
});
