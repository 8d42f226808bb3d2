import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, patientOf, refer, sit, test } from "./county";

const ROUTES = ["/", "/referrals", "/referrals?tab=all", "/referrals/search", "/referrals/new", "/referrals/emergency", "/patients", "/break-glass", "/referrals/nowhere"];

async function isAccessible(page: Page, where: string): Promise<void> {
  await expect(page.locator(".skeleton")).toHaveCount(0);
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  const bad = found.violations
    .filter((it) => it.impact === "serious" || it.impact === "critical")
    .map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" ")).join("; ")}`);
  expect(bad, where).toEqual([]);
}

test("no route and no open dialog has a serious fault of accessibility", async ({ browser }) => {
  test.setTimeout(120_000);
  const clinic = await sit(browser, "wantian.doctor");
  const { page } = clinic;
  await page.goto("/");
  const number = await refer(clinic, patientOf("rj-wantian"));
  const path = new URL(page.url()).pathname;
  await isAccessible(page, "the sender's case");
  for (const route of ROUTES) {
    await page.goto(route);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await isAccessible(page, route);
  }
  await page.goto(path);
  await page.getByRole("link", { name: "患者页" }).click();
  await page.getByRole("button", { name: "查看明文" }).click();
  await isAccessible(page, "a patient, with the dialog for clear values");
  await clinic.context.close();

  const hospital = await sit(browser, "people.officer");
  const officer = hospital.page;
  await officer.goto("/referrals/return");
  await isAccessible(officer, "/referrals/return");
  await officer.goto("/referrals?tab=all");
  await officer.keyboard.press("?");
  await isAccessible(officer, "help");
  await officer.goto(path);
  await officer.getByRole("button", { name: /更多操作/ }).click();
  const names = await officer.getByRole("group", { name: "下一步" }).getByRole("button").allInnerTexts();
  let dialogs = 0;
  for (const name of names.filter((it) => !/更多操作|领取审核/.test(it))) {
    const button = officer.getByRole("group", { name: "下一步" }).getByRole("button", { name, exact: true });
    if (!(await button.isVisible())) {
      await officer.getByRole("button", { name: /更多操作/ }).click();
    }
    await button.click();
    await expect(officer.getByRole("dialog", { name: new RegExp(number) })).toBeVisible();
    await isAccessible(officer, `dialog ${name}`);
    dialogs++;
    await officer.keyboard.press("Escape");
    await expect(officer.getByRole("dialog")).toBeHidden();
  }
  expect(dialogs).toBeGreaterThanOrEqual(5);
  await hospital.context.close();

  const outside = await browser.newContext({ reducedMotion: "reduce" });
  const stranger = await outside.newPage();
  await stranger.goto("/");
  await expect(stranger.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await isAccessible(stranger, "/sign-in");
  await outside.close();
});

test("nor on a phone, where nothing runs out of the screen sideways", async ({ browser }) => {
  test.setTimeout(120_000);
  const phone = { width: 390, height: 844 };
  const clinic = await sit(browser, "wantian.doctor", phone);
  const { page } = clinic;
  const fits = async (where: string) => {
    await isAccessible(page, where);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), where).toBe(0);
  };
  for (const route of [...ROUTES, "/referrals?side=ORIGIN&tab=all", "/sign-in"]) {
    await page.goto(route);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await fits(route);
  }
  await page.goto("/referrals?side=ORIGIN&tab=all");
  await page.getByRole("row").getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: /^R\d{8}/ })).toBeVisible();
  await expect(page.getByRole("log")).toBeVisible();
  await fits("a case");
  await page.getByRole("link", { name: "患者页" }).click();
  await expect(page.getByRole("heading", { name: "历次转诊" })).toBeVisible();
  await fits("a patient");
  await page.getByRole("button", { name: "打开菜单" }).click();
  await fits("the menu");
  await clinic.context.close();

  const hospital = await sit(browser, "people.officer", phone);
  await hospital.page.goto("/referrals/return");
  await expect(hospital.page.getByRole("heading", { level: 1 })).toBeVisible();
  await isAccessible(hospital.page, "/referrals/return");
  await hospital.page.goto("/");
  await expect(hospital.page.getByRole("heading", { level: 1 })).toBeVisible();
  await isAccessible(hospital.page, "/ of an officer");
  await hospital.context.close();
});

test("the worklist's first load is small, comes from here alone, and leaves no token behind", async ({ browser }) => {
  const desk = await sit(browser, "zetan.doctor");
  const { page, context } = desk;
  const line = await context.newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.setCacheDisabled", { cacheDisabled: true });
  await line.send("Network.setBypassServiceWorker", { bypass: true });
  let bytes = 0;
  line.on("Network.loadingFinished", (it) => (bytes += it.encodedDataLength));
  const response = await page.goto("/referrals");
  await expect(page.getByRole("tab", { name: "全部" })).toBeVisible();
  await page.waitForLoadState("load");
  console.log(`    first load of the worklist: ${Math.round(bytes / 1024)} kB over the line`);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(350 * 1024);

  const policy = response!.headers()["content-security-policy"]!;
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain("unsafe");
  expect(response!.headers()["cache-control"]).toBe("no-store");

  const own = new URL(page.url()).host;
  const idp = desk.asked.filter((it) => it.host !== own && it.protocol.startsWith("http") && !it.pathname.startsWith("/realms/") && !it.pathname.startsWith("/resources/"));
  expect(idp.map(String)).toEqual([]);

  const kept = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map((it) => it.name);
    return { local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), names, cookies: document.cookie };
  });
  expect(kept.local + kept.session + kept.cookies).not.toMatch(/eyJ|token"|bearer/i);
  expect(kept.names.every((it) => it === "alliance-console")).toBe(true);

  const asset = desk.asked.find((it) => it.pathname.startsWith("/assets/") && it.pathname.endsWith(".js"))!;
  const file = await page.request.get(asset.pathname, { headers: { "Accept-Encoding": "br" } });
  expect(file.headers()["cache-control"]).toContain("immutable");
  expect(file.headers()["content-encoding"]).toBe("br");
  expect(desk.complaints).toEqual([]);
  await context.close();
});
