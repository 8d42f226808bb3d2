import { expect, patientOf, refer, sit, test } from "./county";

test("the two sides write to one another on the case, and what is not read yet is marked", async ({ browser }) => {
  test.setTimeout(90_000);
  const clinic = await sit(browser, "xianghu.doctor");
  await clinic.page.goto("/");
  const number = await refer(clinic, patientOf("rj-xianghu"));
  const path = new URL(clinic.page.url()).pathname;
  await clinic.page.goto("/referrals?side=ORIGIN&tab=all");
  const row = clinic.page.getByRole("row", { name: new RegExp(number) });
  await expect(row).toBeVisible();

  const hospital = await sit(browser, "people.officer");
  await hospital.page.goto(path);
  const there = hospital.page.getByRole("region", { name: /^沟通/ });
  await there.getByLabel("写给对方").fill("请先口服阿司匹林 300 mg。");
  await there.getByRole("button", { name: "发送消息" }).click();
  await expect(there.getByRole("log").getByText("请先口服阿司匹林 300 mg。")).toBeVisible();
  await expect(there.getByText("对方未读")).toBeVisible();

  // It is heard of at the clinic, in the list and among the to-dos, and read from there.
  await expect(row.getByText("新消息")).toBeVisible();
  await clinic.page.goto("/");
  await clinic.page.getByRole("link", { name: `打开 新消息 ${number}` }).click();
  const here = clinic.page.getByRole("region", { name: /^沟通/ });
  await expect(here.getByRole("log").getByText("请先口服阿司匹林 300 mg。")).toBeVisible();
  await expect(here.getByLabel("写给对方")).toBeFocused();
  await expect(here.getByText(/条未读/)).toHaveCount(0);
  await clinic.page.keyboard.type("已服用，胸闷稍缓解。");
  await clinic.page.keyboard.press("Control+Enter");
  await expect(here.getByRole("log").getByText("已服用，胸闷稍缓解。")).toBeVisible();
  await expect(here.getByLabel("写给对方")).toHaveValue("");

  // And appears at the hospital by itself; that it was read there is seen here.
  await there.scrollIntoViewIfNeeded();
  await expect(there.getByRole("log").getByText("已服用，胸闷稍缓解。")).toBeVisible();
  await expect(there.getByText(/条未读/)).toHaveCount(0);
  await clinic.page.reload();
  await expect(here.getByText(/人民医院 已读/)).toBeVisible();
  await clinic.page.goto("/referrals?side=ORIGIN&tab=all");
  await expect(row).toBeVisible();
  await expect(row.getByText("新消息")).toHaveCount(0);
  for (const desk of [clinic, hospital]) {
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  }
});

test("a message written while the line is down is kept, shown as waiting, and sent once", async ({ browser }) => {
  const clinic = await sit(browser, "xianghu.doctor");
  const { page, context } = clinic;
  await page.goto("/");
  await refer(clinic, patientOf("rj-xianghu"));
  const path = new URL(page.url()).pathname;
  const thread = page.getByRole("region", { name: /^沟通/ });
  await expect(thread.getByText(/还没有消息/)).toBeVisible();

  // Begun and left: it is there again.
  await thread.getByLabel("写给对方").fill("家属询问能否");
  await page.getByRole("link", { name: "患者页" }).click();
  await expect(page.getByRole("heading", { name: "历次转诊" })).toBeVisible();
  await page.goBack();
  await expect(thread.getByLabel("写给对方")).toHaveValue("家属询问能否");

  await context.setOffline(true);
  await thread.getByLabel("写给对方").fill("家属询问能否明早到院。");
  await thread.getByRole("button", { name: "发送消息" }).click();
  await expect(thread.getByRole("log").getByText("待发送", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "待发送 1" })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("button", { name: "待发送 1" })).toBeHidden();
  await expect(thread.getByRole("log").getByText("家属询问能否明早到院。")).toHaveCount(1);
  await expect(thread.getByRole("log").getByText("待发送", { exact: true })).toHaveCount(0);

  const hospital = await sit(browser, "people.officer");
  await hospital.page.goto(path);
  await expect(hospital.page.getByRole("log").getByText("家属询问能否明早到院。")).toHaveCount(1);
  await hospital.context.close();
  await context.close();
});

test("who has no part in the case finds no conversation, and who only looks on writes nothing", async ({ browser }) => {
  const clinic = await sit(browser, "xianghu.doctor");
  await clinic.page.goto("/");
  await refer(clinic, patientOf("rj-xianghu"));
  const path = new URL(clinic.page.url()).pathname;
  await clinic.context.close();
  const other = await sit(browser, "zetan.doctor");
  await other.page.goto(path);
  await expect(other.page.getByRole("heading", { name: /没有这个病例/ })).toBeVisible();
  await expect(other.page.getByRole("log")).toHaveCount(0);
  await other.context.close();
});
