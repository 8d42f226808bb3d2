import { caseNumber, expect, patientOf, signIn, sit, test, TEXT } from "./county";

test("a line that breaks in the middle of a form loses nothing: what was submitted goes out once it is back", async ({ browser }) => {
  const desk = await sit(browser, "yeping.doctor");
  const { page, context } = desk;
  await page.goto("/referrals/emergency");
  await page.getByRole("radio", { name: "创伤" }).check();
  await page.getByLabel(/^年龄/).fill("40");
  await context.setOffline(true);
  await page.getByLabel(/^主要发现/).fill("高处坠落，右大腿畸形，血压 90/60");
  await page.getByRole("button", { name: "立即呼叫" }).click();
  await expect(page.getByText("线路中断，已存入“待发送”").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "待发送 1" })).toBeVisible();
  await page.getByRole("button", { name: "待发送 1" }).click();
  await expect(page.getByRole("dialog", { name: "待发送" }).getByText("等待线路恢复")).toBeVisible();
  await page.keyboard.press("Escape");
  await context.setOffline(false);
  await expect(page.getByRole("button", { name: "待发送 1" })).toBeHidden();
  await page.goto("/referrals?side=ORIGIN&tab=all");
  await expect(page.getByRole("row", { name: /创伤/ })).toHaveCount(1);
  await context.close();
});

test("what was submitted offline and is refused later is shown as a conflict, not dropped", async ({ browser }) => {
  const desk = await sit(browser, "dingpi.doctor");
  const { page, context } = desk;
  const person = patientOf("rj-dingpi");
  const fill = async () => {
    await page.goto("/referrals/new");
    await page.getByLabel("身份证号").fill(person.residentId);
    await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
    await page.getByRole("combobox", { name: "诊断" }).fill("I20.0");
    await expect(page.getByRole("option").first()).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: /^已选/ })).toBeVisible();
    await page.getByRole("radio", { name: "超出本院诊疗能力" }).check();
    await page.getByLabel("病情摘要").fill(TEXT);
    await page.getByRole("checkbox", { name: /知情同意/ }).check();
  };
  await fill();
  await context.setOffline(true);
  await page.getByRole("button", { name: "提交转诊" }).click();
  await expect(page.getByRole("button", { name: "待发送 1" })).toBeVisible();

  // A colleague refers the same patient meanwhile, from another machine.
  const colleague = await sit(browser, "dingpi.doctor");
  await colleague.page.goto("/referrals/new");
  await colleague.page.getByLabel("身份证号").fill(person.residentId);
  await expect(colleague.page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  await colleague.page.getByRole("combobox", { name: "诊断" }).fill("I20.0");
  await expect(colleague.page.getByRole("option").first()).toBeVisible();
  await colleague.page.keyboard.press("Enter");
  await expect(colleague.page.getByRole("button", { name: /^已选/ })).toBeVisible();
  await colleague.page.getByRole("radio", { name: "超出本院诊疗能力" }).check();
  await colleague.page.getByLabel("病情摘要").fill(TEXT);
  await colleague.page.getByRole("checkbox", { name: /知情同意/ }).check();
  await colleague.page.getByRole("button", { name: "提交转诊" }).click();
  await caseNumber(colleague.page);
  await colleague.context.close();

  await context.setOffline(false);
  await page.getByRole("button", { name: /1 条未被接受/ }).click();
  const panel = page.getByRole("dialog", { name: "待发送" });
  await expect(panel.getByText(/已有未结转诊/)).toBeVisible();
  await panel.getByRole("button", { name: "取回修改" }).click();
  await expect(page.getByLabel("病情摘要")).toHaveValue(TEXT);
  await context.close();
});

test("a session that ends in the middle of a form leads back into it, filled as it was", async ({ browser }) => {
  const desk = await sit(browser, "gangmian.doctor", { fresh: true });
  const { page, context } = desk;
  const person = patientOf("rj-gangmian");
  await page.goto("/referrals/new");
  await page.getByLabel("身份证号").fill(person.residentId);
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  await page.getByLabel("病情摘要").fill(TEXT);
  await page.getByRole("radio", { name: "诊断不明" }).check();
  // At the gateway as well as at the identity provider.
  await context.clearCookies();
  await page.getByRole("combobox", { name: "诊断" }).fill("I20.0");
  const ended = page.getByRole("dialog", { name: "登录已过期" });
  await expect(ended).toBeVisible();
  await ended.getByRole("button", { name: "重新登录" }).click();
  await signIn(page, "gangmian.doctor");
  await expect(page).toHaveURL(/\/referrals\/new$/);
  await expect(page.getByText(/已恢复 .* 未提交的内容/)).toBeVisible();
  await expect(page.getByLabel("病情摘要")).toHaveValue(TEXT);
  await expect(page.getByRole("radio", { name: "诊断不明" })).toBeChecked();
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  await context.close();
});

test("who signs out is out, here and at the identity provider", async ({ browser }) => {
  const desk = await sit(browser, "ridong.doctor", { fresh: true });
  const { page, context } = desk;
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await page.goto("/referrals");
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByLabel("用户名")).toBeVisible();
  await context.close();
});
