import type { Page } from "@playwright/test";
import { expect, sit, test } from "./county";

/** The worker has everything, and every page is its from now on. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    }
  });
}

const keptFiles = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (it) => (await (await caches.open(it)).keys()).map((one) => new URL(one.url).pathname)));
    return all.flat();
  });

test("without a line the console opens, says so, and goes on where one was once the line is back", async ({ browser }) => {
  const desk = await sit(browser, "baying.doctor", { fresh: true });
  const { page, context } = desk;
  await page.goto("/referrals");
  await expect(page.getByRole("heading", { name: "转诊工作列表" })).toBeVisible();
  await isKept(page);

  // Its page and its files, and nothing that a service has answered.
  const files = await keptFiles(page);
  expect(files).toContain("/index.html");
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((it) => !/^\/(assets\/[\w.-]+\.(js|css)|index\.html|icon\.svg)$/.test(it))).toEqual([]);

  await context.setOffline(true);
  await page.goto("/referrals/emergency");
  await expect(page.getByRole("heading", { name: "连不上平台" })).toBeVisible();
  await expect(page.getByText(/线路恢复后自动继续/)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1, name: "急救上转" })).toBeVisible();
  await context.close();
});

test("while the line is up the page is the gateway's, however old what is kept", async ({ browser }) => {
  const desk = await sit(browser, "baying.doctor", { fresh: true });
  const { page, context } = desk;
  await page.goto("/referrals");
  await isKept(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (new URL(request.url).pathname === "/index.html") {
          await cache.put(request, new Response("<!doctype html><title>old</title><p>an old release</p>", { headers: { "Content-Type": "text/html" } }));
        }
      }
    }
  });
  await page.goto("/patients");
  await expect(page.getByRole("heading", { level: 1, name: "查找患者" })).toBeVisible();
  await context.setOffline(true);
  await page.goto("/patients");
  await expect(page.getByText("an old release")).toBeVisible();
  await context.setOffline(false);

  // A release that takes over while a page is open: the next place is the new one's, by a fresh page.
  await page.goto("/referrals");
  await expect(page.getByRole("heading", { name: "转诊工作列表" })).toBeVisible();
  await page.evaluate(() => {
    (window as { mark?: string }).mark = "the old page";
    navigator.serviceWorker.dispatchEvent(new Event("controllerchange"));
  });
  await page.getByRole("navigation").getByRole("link", { name: "患者" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "查找患者" })).toBeVisible();
  expect(await page.evaluate(() => (window as { mark?: string }).mark)).toBeUndefined();
  await context.close();
});

test("who signs out leaves no console behind", async ({ browser }) => {
  const desk = await sit(browser, "baying.doctor", { fresh: true });
  const { page, context } = desk;
  await page.goto("/");
  await isKept(page);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  expect(await keptFiles(page)).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await context.close();
});
