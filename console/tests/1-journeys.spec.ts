import { expect, open, patientOf, refer, sit, test } from "./county";

test("a referral goes from the clinic to the hospital and back, in two browsers of two institutions", async ({ browser }) => {
  const clinic = await sit(browser, "jiubao.doctor");
  const hospital = await sit(browser, "people.officer");
  await clinic.page.goto("/");
  await hospital.page.goto("/referrals");

  const number = await refer(clinic, patientOf("rj-jiubao"));
  expect(clinic.hands.clicks).toBeLessThanOrEqual(8);
  expect(clinic.hands.fields).toBeLessThanOrEqual(10);
  console.log(`    refer: ${clinic.hands.clicks} clicks, ${clinic.hands.fields} typed fields`);

  // It appears at the hospital by itself.
  const row = hospital.page.getByRole("row", { name: new RegExp(number) });
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: /接收并预约/ }).click();
  const dialog = hospital.page.getByRole("dialog", { name: new RegExp(number) });
  await dialog.getByRole("button", { name: "接收并预约" }).click();
  const accepted = hospital.page.getByRole("group", { name: "下一步" });
  await expect(accepted.getByRole("button", { name: "登记到达" })).toBeVisible();
  console.log("    accept: 2 clicks");

  // And what was decided appears at the clinic, which departs.
  await expect(clinic.page.getByText("已接收", { exact: true }).first()).toBeVisible();
  await clinic.page.getByRole("button", { name: "登记出发" }).click();
  await clinic.page.getByRole("dialog").getByRole("button", { name: "登记出发" }).click();
  await expect(clinic.page.getByText("途中", { exact: true }).first()).toBeVisible();

  await expect(hospital.page.getByText("途中", { exact: true }).first()).toBeVisible();
  await hospital.page.getByRole("button", { name: "登记到达" }).click();
  await hospital.page.getByRole("dialog").getByRole("button", { name: "登记到达" }).click();
  await hospital.page.getByRole("button", { name: "登记诊治结果" }).click();
  const treated = hospital.page.getByRole("dialog");
  await treated.getByLabel("小结").fill("冠脉造影未见狭窄，调整用药后好转。");
  await treated.getByRole("button", { name: "登记诊治结果" }).click();

  await clinic.page.getByRole("button", { name: "确认结果并结案" }).click();
  await clinic.page.getByRole("dialog").getByRole("button", { name: "确认结果并结案" }).click();
  await expect(clinic.page.getByText("已办结", { exact: true }).first()).toBeVisible();
  for (const desk of [clinic, hospital]) {
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  }
});

test("an officer declines with a coded reason and a comment, and the clinic appeals", async ({ browser }) => {
  const clinic = await sit(browser, "jiubao.doctor");
  await clinic.page.goto("/");
  const number = await refer(clinic, patientOf("rj-jiubao"));
  const hospital = await sit(browser, "people.officer");
  await open(hospital.page, number);
  await hospital.page.getByRole("button", { name: "说明理由后退回" }).or(hospital.page.getByRole("button", { name: /更多操作/ })).first().click();
  if (!(await hospital.page.getByRole("dialog").isVisible())) {
    await hospital.page.getByRole("button", { name: "说明理由后退回" }).click();
  }
  const dialog = hospital.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "说明理由后退回" }).click();
  await expect(dialog.getByText("请填写").first()).toBeVisible();
  await dialog.getByRole("radio").first().click();
  await dialog.getByLabel("说明").fill("按基层指南可先口服药物治疗，四周后复查。");
  await dialog.getByRole("button", { name: "说明理由后退回" }).click();
  await expect(hospital.page.getByText("已退回，待确认").first()).toBeVisible();
  await clinic.page.getByRole("button", { name: "对退回提出复核" }).click();
  await clinic.page.getByRole("dialog").getByLabel("说明").fill("口服药物已用满四周，症状加重。");
  await clinic.page.getByRole("dialog").getByRole("button", { name: "对退回提出复核" }).click();
  await expect(clinic.page.getByText("待接诊审核").first()).toBeVisible();
  await clinic.context.close();
  await hospital.context.close();
});

