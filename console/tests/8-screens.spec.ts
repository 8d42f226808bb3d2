import { mkdirSync } from "node:fs";
import { caseNumber, expect, patientOf, refer, sit, test } from "./county";

const SIZES = [
  ["desk", 1366, 768],
  ["phone", 390, 844],
] as const;
const FOLDER = "../docs/screens";

/** For people to look at; compares nothing. SCREENS=1 npm run test:browser -- 8-screens */
test("the console's pages as they look on a desk and on a phone", async ({ browser }) => {
  test.skip(!process.env.SCREENS, "only where SCREENS is set");
  test.setTimeout(240_000);
  mkdirSync(FOLDER, { recursive: true });

  const first = await sit(browser, "yunshishan.doctor");
  await first.page.goto("/");
  await refer(first, patientOf("rj-yunshishan"));
  const asked = new URL(first.page.url()).pathname;
  await first.page.goto("/referrals/emergency");
  await first.page.getByRole("radio", { name: "胸痛" }).check();
  await first.page.getByLabel(/^姓名/).fill("刘建国");
  await first.page.getByLabel(/^年龄/).fill("61");
  await first.page.getByLabel(/^主要发现/).fill("胸痛一小时，V1–V4 ST 段抬高");
  await first.page.screenshot({ path: `${FOLDER}/emergency-filled-desk.png` });
  await first.page.getByRole("button", { name: "立即呼叫" }).click();
  await caseNumber(first.page);
  const emergency = new URL(first.page.url()).pathname;
  await first.context.close();

  const hospital = await sit(browser, "people.officer");
  await hospital.page.goto(emergency);
  await hospital.page.getByRole("button", { name: "应答预警，准备接收" }).first().click().catch(() => undefined);
  await hospital.context.close();
  const person = patientOf("rj-yunshishan");

  for (const [size, width, height] of SIZES) {
    const clinic = await sit(browser, "yunshishan.doctor", { width, height });
    const officer = await sit(browser, "people.officer", { width, height });
    const stranger = await browser.newPage({ viewport: { width, height } });
    const shoot = async (page: typeof clinic.page, name: string, fullPage = false) => {
      await expect(page.locator(".skeleton")).toHaveCount(0);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: `${FOLDER}/${name}-${size}.png`, fullPage, animations: "disabled" });
    };
    await stranger.goto("/");
    await expect(stranger.getByRole("button", { name: "登录", exact: true })).toBeVisible();
    await shoot(stranger, "start");
    await stranger.getByRole("button", { name: "登录", exact: true }).click();
    await expect(stranger.getByLabel("用户名")).toBeVisible();
    await shoot(stranger, "sign-in");
    await stranger.close();
    for (const [desk, name, path] of [
      [officer, "home", "/"],
      [officer, "worklist", "/referrals?tab=all"],
      [officer, "case", asked],
      [officer, "emergency-case", emergency],
      [officer, "return", "/referrals/return"],
      [officer, "search", "/referrals/search"],
      [clinic, "patients", "/patients"],
      [clinic, "break-glass", "/break-glass"],
      [clinic, "emergency", "/referrals/emergency"],
    ] as const) {
      await desk.page.goto(path);
      await expect(desk.page.getByRole("heading", { level: 1 })).toBeVisible();
      await shoot(desk.page, name, false);
    }
    await officer.page.goto("/referrals/search");
    await officer.page.getByRole("searchbox", { name: "查找内容" }).fill("I20");
    await officer.page.keyboard.press("Enter");
    await expect(officer.page.getByRole("row").nth(1)).toBeVisible();
    await shoot(officer.page, "found");
    for (const [desk, text] of size === "desk" ? ([[officer, "请先口服阿司匹林 300 mg，心电图发来看一下。"], [clinic, "已服用。心电图已上传，胸闷稍缓解。"]] as const) : []) {
      await desk.page.goto(asked);
      await desk.page.getByLabel("写给对方").fill(text);
      await desk.page.getByRole("button", { name: "发送消息" }).click();
      await expect(desk.page.getByRole("log").getByText(text)).toBeVisible();
    }
    await clinic.page.goto(asked);
    await expect(clinic.page.getByRole("log").getByText(/阿司匹林/)).toBeVisible();
    await clinic.page.getByRole("region", { name: /^沟通/ }).scrollIntoViewIfNeeded();
    await shoot(clinic.page, "thread");
    await clinic.page.getByRole("link", { name: "患者页" }).click();
    await expect(clinic.page.getByRole("region", { name: "历次转诊" })).toBeVisible();
    await shoot(clinic.page, "patient");
    await officer.page.goto(asked);
    await officer.page.getByRole("button", { name: "接收并预约" }).click();
    await shoot(officer.page, "accept");
    await clinic.page.goto("/referrals/new");
    await clinic.page.getByLabel("身份证号").fill(person.residentId);
    await expect(clinic.page.getByRole("button", { name: "换一位患者" })).toBeVisible();
    await clinic.page.getByRole("combobox", { name: "诊断" }).fill("xj");
    await expect(clinic.page.getByRole("option").first()).toBeVisible();
    await shoot(clinic.page, "diagnosis");
    await clinic.page.getByRole("combobox", { name: "诊断" }).fill("I20.0");
    await expect(clinic.page.getByRole("option", { name: /I20.0/ })).toBeVisible();
    await clinic.page.keyboard.press("Enter");
    await expect(clinic.page.getByRole("button", { name: /^已选/ })).toBeVisible();
    await shoot(clinic.page, "referral-form");
    await clinic.context.close();
    await officer.context.close();
  }
});
