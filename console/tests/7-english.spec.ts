import { expect, patientOf, sit, test } from "./county";

const HAN = /\p{Script=Han}/u;

test("the forms speak English as well: every label, hint and refusal", async ({ browser }) => {
  const desk = await sit(browser, "xiefang.doctor", { fresh: true });
  const { page } = desk;
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "New referral" }).click();
  await expect(page.getByRole("heading", { name: "New referral", level: 1 })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Beyond" })).toHaveCount(1);
  await page.getByLabel("Resident id number").fill(patientOf("rj-xiefang").residentId);
  await expect(page.getByRole("button", { name: "Another patient" })).toBeVisible();
  await expect(page.getByText("No earlier referrals.")).toBeVisible();
  await page.getByRole("button", { name: "Submit the referral" }).click();
  await expect(page.getByText("Please fill in").first()).toBeVisible();
  const labels = await page.getByRole("main").locator("label, legend, h1, h2, h3, summary, .help, .fault").allInnerTexts();
  expect(labels.length).toBeGreaterThan(12);
  expect(labels.filter((it) => HAN.test(it))).toEqual([]);

  await page.goto("/referrals/emergency");
  await expect(page.getByRole("heading", { name: "Emergency referral", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Call now" }).click();
  await expect(page.getByText("Please fill in").first()).toBeVisible();
  const fields = await page.getByRole("main").locator("label, legend, h1, h2, h3, .help, .fault").allInnerTexts();
  expect(fields.filter((it) => HAN.test(it))).toEqual([]);

  await page.goto("/referrals/search");
  await page.getByLabel("Search for").fill("I20.0");
  await expect(page.getByText("By diagnosis code")).toBeVisible();
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "查找病例" })).toBeVisible();
  await desk.context.close();
});
