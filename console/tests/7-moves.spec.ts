import { expect, open, patientOf, refer, sendHome, sit, take, test } from "./county";

test("a changed reservation is confirmed by the sender, who sees what it is now", async ({ browser }) => {
  const clinic = await sit(browser, "rentian.doctor");
  await clinic.page.goto("/");
  const number = await refer(clinic, patientOf("rj-rentian"));
  const hospital = await sit(browser, "people.officer");
  await open(hospital.page, number);
  await take(hospital.page, "接收并预约");
  await take(hospital.page, "变更预约", async (dialog) => {
    await dialog.getByRole("radio", { name: "医师不在" }).check();
    await dialog.getByLabel("请患者携带").fill("既往心电图");
  });
  await expect(hospital.page.getByText(/待 壬田.* 确认/).first()).toBeVisible();

  await expect(clinic.page.getByText("既往心电图")).toBeVisible();
  await clinic.page.getByRole("button", { name: "确认变更通知" }).click();
  await expect(clinic.page.getByText(/已确认/).first()).toBeVisible();
  await expect(clinic.page.getByRole("button", { name: "确认变更通知" })).toHaveCount(0);
  await expect(hospital.page.getByText(/壬田.* 已确认/).first()).toBeVisible();
  for (const desk of [clinic, hospital]) {
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  }
});

test("a return that the clinic declines is changed and proposed again, taken, and recalled when the patient worsens", async ({ browser }) => {
  test.setTimeout(120_000);
  const hospital = await sit(browser, "people.specialist");
  const path = await sendHome(hospital, patientOf("rj-rentian"), "壬田卫生院");
  const clinic = await sit(browser, "rentian.doctor");
  await clinic.page.goto(path);
  await take(clinic.page, "说明理由后退回", async (dialog) => {
    await dialog.getByRole("radio", { name: "缺少药品" }).check();
    await dialog.getByLabel("说明").fill("本院没有甘精胰岛素。");
  });
  await expect(clinic.page.getByText("已退回，待确认").first()).toBeVisible();

  await hospital.page.goto(path);
  await expect(hospital.page.getByText("本院没有甘精胰岛素。").first()).toBeVisible();
  await take(hospital.page, "调整后再次提出下转", async (dialog) => {
    // The plan is there as it was; what changed is said.
    await expect(dialog.getByLabel("出院小结")).toHaveValue("胰岛素方案已定，血糖平稳。");
    await dialog.getByLabel("调整内容").fill("改用本地可得的预混胰岛素。");
    await dialog.getByRole("textbox", { name: "药品 1" }).fill("门冬胰岛素 30");
  });
  await expect(hospital.page.getByText("待基层确认").first()).toBeVisible();

  await expect(clinic.page.getByText("门冬胰岛素 30")).toBeVisible();
  await take(clinic.page, "接收并预约");
  await take(clinic.page, "登记到达");
  await expect(clinic.page.getByText("随访中", { exact: true }).first()).toBeVisible();
  await take(clinic.page, "返院", async (dialog) => {
    await dialog.getByRole("radio", { name: "病情加重" }).check();
    await dialog.getByRole("radio", { name: "紧急" }).check();
    await dialog.getByLabel("说明").fill("反复低血糖两次，意识模糊。");
  });
  await expect(clinic.page.getByText("待接诊审核").or(clinic.page.getByText("返院中")).first()).toBeVisible();
  await clinic.page.goto(path);
  await expect(clinic.page.getByText("返院中", { exact: true }).first()).toBeVisible();
  await clinic.page.getByRole("definition").filter({ hasText: "打开" }).getByRole("link", { name: "打开" }).click();
  await expect(clinic.page.getByText("反复低血糖两次，意识模糊。").first()).toBeVisible();
  const number = (await clinic.page.getByRole("heading", { level: 1 }).innerText()).match(/R\d{8}-\d+/)![0];

  const officer = await sit(browser, "people.officer");
  await open(officer.page, number);
  await expect(officer.page.getByText("待接诊审核", { exact: true }).first()).toBeVisible();
  for (const desk of [clinic, hospital, officer]) {
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  }
});
