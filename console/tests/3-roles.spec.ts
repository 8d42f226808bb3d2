import { expect, patientOf, sendHome, sit, test } from "./county";

test("a hospital sends a patient home with a plan, and the clinic takes it", async ({ browser }) => {
  const hospital = await sit(browser, "people.specialist");
  const path = await sendHome(hospital, patientOf("rj-huangbai"), "黄柏卫生院");

  const clinic = await sit(browser, "huangbai.doctor");
  await clinic.page.goto(path);
  await expect(clinic.page.getByText("甘精胰岛素")).toBeVisible();
  await clinic.page.getByRole("button", { name: "接收并预约" }).click();
  await clinic.page.getByRole("dialog").getByRole("button", { name: "接收并预约" }).click();
  await expect(clinic.page.getByText("已接收", { exact: true }).first()).toBeVisible();
  await clinic.context.close();
  await hospital.context.close();
});

test("clear values are shown for a purpose only, and a stranger's case through break-glass only", async ({ browser }) => {
  const clinic = await sit(browser, "dabodi.doctor");
  const { page } = clinic;
  const person = patientOf("rj-dabodi");
  await page.goto("/patients");
  await page.getByLabel("查找内容").fill(person.residentId);
  await page.getByRole("button", { name: "查找" }).click();
  await expect(page.getByRole("button", { name: "查看明文" })).toBeVisible();
  await expect(page.getByText(person.residentId)).toHaveCount(0);
  await page.getByRole("button", { name: "查看明文" }).click();
  const dialog = page.getByRole("dialog", { name: "查看明文" });
  await dialog.getByLabel("说明").fill("核对身份后开具转诊单");
  await dialog.getByRole("button", { name: "查看明文" }).click();
  await expect(page.getByText(person.residentId)).toBeVisible();
  await page.getByRole("button", { name: "立即隐藏" }).click();
  await expect(page.getByText(person.residentId)).toHaveCount(0);

  const lead = await sit(browser, "people.officer");
  await lead.page.goto("/referrals?tab=all");
  const foreign = lead.page.getByRole("row").filter({ hasText: "九堡卫生院" }).getByRole("link").first();
  const number = await foreign.innerText();
  const path = (await foreign.getAttribute("href"))!;
  await lead.context.close();
  await page.goto(path);
  await expect(page.getByRole("heading", { name: /没有这个病例/ })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "紧急调阅" }).click();
  await page.getByLabel("病例编号").fill(number);
  await page.getByRole("radio", { name: "患者已到本院" }).check();
  await page.getByLabel("情况说明").fill("患者在本院门口昏倒，需了解用药。");
  await page.getByRole("button", { name: "调阅", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(number) })).toBeVisible();
  await clinic.context.close();

  const auditor = await sit(browser, "auditor");
  await auditor.page.goto("/break-glass");
  await auditor.page.getByRole("button", { name: `复核 ${number}` }).first().click();
  await auditor.page.getByRole("dialog").getByLabel("说明").fill("情况属实。");
  await auditor.page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await expect(auditor.page.getByText("理由成立").first()).toBeVisible();
  await auditor.context.close();
});

test("every other role finds its place, with institution and role in sight", async ({ browser }) => {
  for (const [user, role, sees] of [
    ["people.duty", "总值班", true],
    ["people.reviewer", "审核医师", false],
    ["people.medical-affairs", "医务科", false],
    ["bureau", "卫健局", false],
    ["admin", "医共体管理员", false],
    ["operator", "运维", false],
  ] as const) {
    const desk = await sit(browser, user);
    await desk.page.goto("/");
    await expect(desk.page.getByRole("banner").getByText(role)).toBeVisible();
    await expect(desk.page.getByRole("navigation").getByRole("link", { name: "转诊", exact: true })).toHaveCount(sees ? 1 : 0);
    await expect(desk.page.getByRole("alert")).toHaveCount(0);
    expect(desk.complaints, user).toEqual([]);
    await desk.context.close();
  }
});

test("the console speaks English as well, and remembers it", async ({ browser }) => {
  const desk = await sit(browser, "people.officer2");
  const { page } = desk;
  await page.goto("/referrals");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Referral worklists" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("tab", { name: /To triage/ })).toBeVisible();
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "转诊工作列表" })).toBeVisible();
  await desk.context.close();
});
