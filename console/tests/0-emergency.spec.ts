import { mkdirSync, writeFileSync } from "node:fs";
import { caseNumber, expect, sit, test } from "./county";

// First of all, since the ladder calls the centre's lead after two minutes: 9-ring-down.spec.ts is there to hear it.
test("an emergency is called with six fields and two clicks", async ({ browser }) => {
  const clinic = await sit(browser, "wuyang.doctor");
  await clinic.page.goto("/");
  const { page, hands } = clinic;

  await hands.click("link", /急救上转/);
  await page.getByRole("radio", { name: "胸痛" }).focus();
  await page.keyboard.press("Space");
  hands.fields++;
  await hands.fill(/^姓名/, "刘建国");
  await hands.fill(/^年龄/, "61");
  await hands.fill(/^主要发现/, "胸痛一小时，V1–V4 ST 段抬高");
  await hands.click("button", "立即呼叫");
  const number = await caseNumber(page);
  expect(hands.fields).toBeLessThanOrEqual(6);
  expect(hands.clicks).toBe(2);
  console.log(`    emergency: ${hands.clicks} clicks, ${hands.fields} fields`);
  await expect(page.getByText("尚无人应答").first()).toBeVisible();
  // A call is no acceptance: what is shown is that nobody has answered, and what to do about it.
  await expect(page.getByText(/正在呼叫，尚未应答 · 已 \d+ 分钟/).first()).toBeVisible();
  await expect(page.getByText("请同时打电话给医院急诊或总值班")).toBeVisible();
  await expect(page.getByText("已接收", { exact: true })).toHaveCount(0);
  mkdirSync("target/browser", { recursive: true });
  writeFileSync("target/browser-emergency.json", JSON.stringify({ number, path: new URL(page.url()).pathname }));
  expect(clinic.complaints).toEqual([]);
  await clinic.context.close();
});
