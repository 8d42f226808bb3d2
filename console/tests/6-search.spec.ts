import { expect, patientOf, refer, sit, take, test } from "./county";

test("a case is found among all by its patient's number, by keyboard, and nothing of it stands in the address", async ({ browser }) => {
  const clinic = await sit(browser, "ruilin.doctor");
  await clinic.page.goto("/");
  const person = patientOf("rj-ruilin");
  const number = await refer(clinic, person);
  await clinic.context.close();

  const hospital = await sit(browser, "people.officer");
  const { page } = hospital;
  await page.goto("/referrals");
  await expect(page.getByRole("tab", { name: "全部" })).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { level: 1, name: "查找病例" })).toBeVisible();
  await expect(page.getByText(/只查找本机构参与的病例/)).toBeVisible();
  const box = page.getByRole("searchbox", { name: "查找内容" });
  await expect(box).toBeFocused();
  await page.keyboard.type(person.residentId);
  await expect(page.getByText("按身份证号查找")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: new RegExp(number) })).toBeVisible();
  await expect(page.getByRole("heading", { name: "找到 1 例" })).toBeVisible();
  expect(page.url()).toMatch(/\/referrals\/search$/);

  // A second Enter goes to the first row, a third opens it; the way back leads to what was found.
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: new RegExp(number) })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(number) })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("row", { name: new RegExp(number) })).toBeVisible();

  // Filters narrow it at once; nothing found says so.
  await page.getByRole("combobox", { name: "状态", exact: true }).selectOption({ label: "已办结" });
  await expect(page.getByText("没有符合条件的病例。")).toBeVisible();
  await page.getByRole("combobox", { name: "状态", exact: true }).selectOption({ label: "待接诊审核" });
  await expect(page.getByRole("row", { name: new RegExp(number) })).toBeVisible();
  await page.getByRole("button", { name: "清除条件" }).click();
  await expect(page.getByText(/只查找本机构参与的病例/)).toBeVisible();

  // The beginning of a name, which comes masked; a number with a wrong check digit is nobody's.
  await box.fill(person.name.slice(0, 2));
  await expect(page.getByText("按姓名开头查找")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: new RegExp(number) })).toBeVisible();
  await expect(page.getByText(person.name)).toHaveCount(0);
  await box.fill(person.residentId.replace(/.$/, (last) => (last === "1" ? "2" : "1")));
  await expect(page.getByText(/校验码不对/)).toBeVisible();
  await expect(page.getByRole("button", { name: "查找", exact: true })).toBeDisabled();

  // From a list, what is not in it is looked for everywhere.
  await page.goto("/referrals?side=ORIGIN&tab=draft");
  await expect(page.getByRole("tab", { name: "全部" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "找到 1 例" })).toBeVisible();
  expect(hospital.complaints).toEqual([]);
  await hospital.context.close();
});

test("a search that fails says so and can be tried again", async ({ browser }) => {
  const desk = await sit(browser, "people.officer");
  const { page } = desk;
  await page.goto("/referrals/search");
  await page.route(/referrals\/search\?/, (route) => route.abort());
  await page.getByRole("searchbox", { name: "查找内容" }).fill("张");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").getByText("网络中断")).toBeVisible();
  await page.unroute(/referrals\/search\?/);
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("heading", { name: /找到|先列出/ })).toBeVisible();
  await desk.context.close();
});

test("care found nearer is taken from the panel, nobody travels, and the case is in the patient's history", async ({ browser }) => {
  const clinic = await sit(browser, "ruilin.doctor");
  const { page } = clinic;
  const person = patientOf("rj-ruilin");
  await page.goto("/referrals/new");
  await page.getByLabel("身份证号").fill(person.residentId);
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  await expect(page.getByText("没有历次转诊。")).toBeVisible();
  await page.getByRole("combobox", { name: "诊断" }).fill("I20.0");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByLabel("病情摘要").fill("胸闷三天，请专家看。");
  await page.getByRole("region", { name: "就近方案" }).getByRole("button", { name: /就地解决，不转诊/ }).first().click();
  // What it does is said first, and can still be left.
  const dialog = page.getByRole("dialog", { name: /就地解决/ });
  await expect(dialog.getByText(/立即结案/)).toBeVisible();
  await expect(dialog.getByText(/不会因此预约远程会诊|占用.*一个号位/)).toBeVisible();
  await dialog.getByRole("button", { name: "取消" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("region", { name: "就近方案" }).getByRole("button", { name: /就地解决，不转诊/ }).first().click();
  await dialog.getByRole("button", { name: "确认就地解决并结案" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^R\d{8}-\d+/ })).toBeVisible();
  const number = (await page.getByRole("heading", { level: 1 }).innerText()).match(/R\d{8}-\d+/)![0];
  await expect(page.getByText("已办结", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("采用的就近方案").first()).toBeVisible();
  await expect(page.getByText("胸闷三天，请专家看。").first()).toBeVisible();

  await page.goto("/referrals/new");
  await page.getByLabel("身份证号").fill(person.residentId);
  await expect(page.getByRole("region", { name: "历次转诊" }).getByRole("link", { name: number })).toBeVisible();
  await page.getByRole("region", { name: "历次转诊" }).getByRole("link", { name: number }).click();
  await page.getByRole("link", { name: "患者页" }).click();
  await expect(page.getByRole("region", { name: "历次转诊" }).getByRole("link", { name: number })).toBeVisible();
  expect(clinic.complaints).toEqual([]);
  await clinic.context.close();
});

test("what is open for a patient and what was before are seen as soon as the patient is chosen", async ({ browser }) => {
  const clinic = await sit(browser, "ruilin.doctor");
  const { page } = clinic;
  const person = patientOf("rj-ruilin");
  await page.goto("/");
  const number = await refer(clinic, person);
  await page.goto("/referrals/new");
  await page.getByLabel("身份证号").fill(person.residentId);
  const open = page.getByRole("alert").filter({ hasText: "该患者已有未结转诊" });
  await expect(open.getByRole("link", { name: `跟踪 ${number}` })).toBeVisible();
  await open.getByRole("link", { name: `跟踪 ${number}` }).click();
  await take(page, "撤回", async (dialog) => {
    await dialog.getByRole("radio").first().check();
    const comment = dialog.getByLabel("说明");
    if (await comment.isVisible()) {
      await comment.fill("家属改变主意。");
    }
  });
  await expect(page.getByText("已撤回", { exact: true }).first()).toBeVisible();
  // The form was left with the patient in it, and is there as it was.
  await page.goto("/referrals/new");
  await expect(page.getByRole("button", { name: "换一位患者" })).toBeVisible();
  await expect(page.getByRole("region", { name: "历次转诊" }).getByRole("link", { name: number })).toBeVisible();
  await expect(open).toHaveCount(0);
  await clinic.context.close();
});
