import type { Page, Route } from "@playwright/test";
import { expect, patientOf, refer, sit, test } from "./county";

const json = (body: unknown) => ({ status: 200, contentType: "application/json", body: JSON.stringify(body) });
const caseId = (n: number) => `019a0000-0000-7000-8000-00000000000${n}`;
const numberOf = (n: number) => `R20260101-000${n}`;

const alarm = (n: number, minutesAgo: number) => ({
  itemId: `019a0000-0000-7000-9000-00000000000${n}`, service: "referral-service", kind: "referral.ring-down", caseType: "referral", caseId: caseId(n), caseNumber: numberOf(n),
  urgency: "CRITICAL", state: "OPEN", step: 1, version: 1, raisedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(), changedAt: new Date().toISOString(), audience: { institution: "rj-people" },
});

const line = (n: number, more: object = {}) => ({
  id: caseId(n), version: 1, number: numberOf(n), direction: "UP", priority: "ROUTINE", pathway: "GENERAL", specialty: "CARDIOLOGY", state: "SUBMITTED", patientName: `患${n}*`,
  origin: "rj-wuyang", destination: "rj-people", submittedAt: new Date(Date.now() - 3600_000).toISOString(), since: new Date(Date.now() - 3600_000).toISOString(),
  movedAt: new Date(Date.now() - n * 60_000).toISOString(), due: { limit: "triage", step: 1, at: new Date(Date.now() + n * 600_000).toISOString() },
  availableActions: [{ action: "accept", party: "DESTINATION", needs: [], schema: "Accept" }], ...more,
});

/** The lists answer with what the test holds now. */
async function listing(page: Page, lines: () => object[], side = "DESTINATION"): Promise<void> {
  await page.route(/\/api\/referral\/v1\/referrals\/counts\?/, (route) => route.fulfill(json({ items: [{ state: "SUBMITTED", cases: 3 }, { state: "ACCEPTED", cases: 1 }] })));
  await page.route(/\/api\/referral\/v1\/referrals\?/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const mine = query.get("side") === side ? lines().filter((it) => !query.get("state") || (it as { state: string }).state === query.get("state")) : [];
    return route.fulfill(json({ items: mine, next: null }));
  });
}

test("an alarm that comes while another is made small comes up full-screen, and all are listed", async ({ browser }) => {
  const lead = await sit(browser, "people.chestpain");
  const { page } = lead;
  const items = [alarm(1, 4)];
  let tell: ((route: Route) => void) | null = null;
  let streams = 0;
  await page.route("**/api/inbox", (route) => route.fulfill(json({ items, unavailable: [], truncated: [] })));
  await page.route("**/api/live", async (route) => {
    if (streams++ > 0) {
      // A stream that waits until there is something to tell.
      await new Promise<void>((resolve) => (tell = () => resolve()));
    }
    const news = streams > 1 ? items.slice(1).map((it) => `event: raised\ndata: ${JSON.stringify(it)}\n\n`).join("") : "";
    await route.fulfill({ status: 200, contentType: "text/event-stream", body: `event: ready\ndata: {}\n\n${news}` }).catch(() => undefined);
  });
  await page.goto("/referrals");
  const first = page.getByRole("alertdialog", { name: new RegExp(numberOf(1)) });
  await expect(first).toBeVisible();
  await first.getByRole("button", { name: "查看病例" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(page.getByRole("button", { name: `显示预警 ${numberOf(1)}` })).toBeVisible();

  // Also at a hospital that is called because another did not answer.
  items.push(alarm(2, 1), { ...alarm(3, 0), kind: "referral.ring-beside" });
  await expect.poll(() => tell !== null).toBe(true);
  (tell as unknown as () => void)();
  const second = page.getByRole("alertdialog", { name: new RegExp(numberOf(2)) });
  await expect(second).toBeVisible();
  await expect(second.getByText("共 3 个预警未应答")).toBeVisible();
  // Any of them is chosen, and made small by itself: the others stay.
  await second.getByRole("button", { name: new RegExp(numberOf(3)) }).click();
  const third = page.getByRole("alertdialog", { name: new RegExp(numberOf(3)) });
  await third.getByRole("button", { name: "查看病例" }).click();
  await expect(second).toBeVisible();
  await second.getByRole("button", { name: "查看病例" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  for (const n of [1, 2, 3]) {
    await expect(page.getByRole("button", { name: `显示预警 ${numberOf(n)}` })).toBeVisible();
  }
  await lead.context.close();
});

test("a key acts on the case that was chosen, wherever the list has put it; on none when it has left", async ({ browser }) => {
  const hospital = await sit(browser, "people.officer");
  const { page } = hospital;
  let lines = [line(1), line(2), line(3)];
  await listing(page, () => lines);
  await page.goto("/referrals");
  await expect(page.getByRole("row", { name: new RegExp(numberOf(3)) })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const chosen = page.getByRole("row", { name: new RegExp(numberOf(2)) });
  await expect(chosen).toBeFocused();

  // A colleague accepts the first: the list moves up, the choice does not.
  lines = lines.slice(1);
  await page.keyboard.press("r");
  await expect(page.getByRole("row", { name: new RegExp(numberOf(1)) })).toHaveCount(0);
  await expect(chosen).toBeFocused();
  await expect(chosen).toHaveAttribute("aria-current", "true");

  // And then the chosen one: nothing is chosen, and it is said.
  lines = lines.slice(1);
  await page.keyboard.press("r");
  await expect(page.getByText(`${numberOf(2)} 已不在此列表`)).toBeVisible();
  await expect(page.locator("tr[aria-current]")).toHaveCount(0);
  await page.keyboard.press("a");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/referrals$/);
  await page.keyboard.press("j");
  await expect(page.getByRole("row", { name: new RegExp(numberOf(3)) })).toBeFocused();
  await page.keyboard.press("a");
  await expect(page).toHaveURL(new RegExp(caseId(3)));
  await page.goBack();

  // From a case, one key leads back to the row, or to the next one where something was done.
  await page.goto("/referrals");
  lines = [line(1), line(2), line(3)];
  await page.keyboard.press("r");
  await expect(page.getByRole("row", { name: new RegExp(numberOf(2)) })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(caseId(2)));
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/\/referrals$/);
  await expect(page.getByRole("row", { name: new RegExp(numberOf(2)) })).toBeFocused();
  await hospital.context.close();
});

async function callWithoutLine(page: Page, finding: string): Promise<void> {
  await page.getByRole("radio", { name: "创伤" }).check();
  await page.getByLabel(/^年龄/).fill("40");
  await page.getByLabel(/^主要发现/).fill(finding);
  await page.getByRole("button", { name: "立即呼叫" }).click();
  await expect(page.getByRole("alert").getByText("医院还没有接到这次呼叫")).toBeVisible();
}

test("two tabs keep one queue: what either could not send goes out once, whichever is left", async ({ browser }) => {
  const desk = await sit(browser, "yeping.doctor");
  const { page, context } = desk;
  let isDown = true;
  const keys: string[] = [];
  await context.route("**/api/referral/v1/referrals/emergency", (route) => {
    if (isDown) {
      return route.abort("internetdisconnected");
    }
    keys.push(route.request().headers()["idempotency-key"]!);
    return route.fulfill({ ...json({ id: caseId(keys.length) }), status: 201 });
  });
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/referrals/emergency");
    await expect(tab.getByRole("heading", { level: 1, name: "急救上转" })).toBeVisible();
  }
  await callWithoutLine(page, "甲");
  await expect(other.getByRole("button", { name: "待发送 1" })).toBeVisible();
  await callWithoutLine(other, "乙");
  await expect(page.getByRole("button", { name: "待发送 2" })).toBeVisible();
  const third = await context.newPage();
  await third.goto("/referrals");
  await expect(third.getByRole("button", { name: "待发送 2" })).toBeVisible();

  await page.close();
  isDown = false;
  for (const tab of [other, third]) {
    await tab.evaluate(() => dispatchEvent(new Event("online")));
  }
  await expect(other.getByRole("button", { name: /待发送/ })).toHaveCount(0);
  await expect(third.getByRole("button", { name: /待发送/ })).toHaveCount(0);
  await expect(other.getByText("医院还没有接到这次呼叫")).toBeHidden();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
  await context.close();
});

test("what comes back from the queue never takes the place of something else, and is never lost", async ({ browser }) => {
  const desk = await sit(browser, "yeping.doctor");
  const { page, context } = desk;
  let isDown = true;
  await context.route("**/api/referral/v1/referrals/emergency", (route) =>
    isDown
      ? route.abort("internetdisconnected")
      : route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: { type: "urn:medalliance:problem:invalid", status: 422, title: "内容不符合要求", detail: "请按 errors 中列出的位置修改后重新提交。", errors: [{ pointer: "/firstContact", detail: "不能晚于现在" }] },
        }),
  );
  await page.goto("/referrals/emergency");
  await callWithoutLine(page, "高处坠落");
  isDown = false;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  const alarm = page.getByRole("alert").filter({ hasText: "医院还没有接到这次呼叫" });
  await expect(alarm).toContainText("平台没有接受这次呼叫");

  // The form is on the screen, and holds the next patient: that one stays, and so does what waits.
  await page.goto("/referrals/emergency");
  const finding = page.getByLabel(/^主要发现/);
  await finding.fill("另一位患者");
  await alarm.getByRole("button", { name: "查看并修改" }).click();
  const waiting = page.getByRole("dialog", { name: "待发送" });
  await expect(waiting.getByText("首次医疗接触：不能晚于现在")).toBeVisible();
  await waiting.getByRole("button", { name: "取回修改" }).click();
  await expect(waiting.getByText(/还有未提交的内容/)).toBeVisible();
  await waiting.getByRole("button", { name: "打开表单" }).click();
  await expect(finding).toHaveValue("另一位患者");

  // Empty, and still on the screen: it comes back at once, and is there after a reload.
  await finding.fill("");
  await alarm.getByRole("button", { name: "查看并修改" }).click();
  await waiting.getByRole("button", { name: "取回修改" }).click();
  await expect(finding).toHaveValue("高处坠落");
  await expect(page.getByLabel(/^年龄/)).toHaveValue("40");
  await expect(alarm).toBeHidden();
  await page.getByRole("link", { name: "转诊", exact: true }).click();
  await page.goto("/referrals/emergency");
  await expect(finding).toHaveValue("高处坠落");
  await page.getByRole("button", { name: "清空重填" }).click();
  await context.close();
});

test("a long list stays as long as it was, and one comes back to the row one left", async ({ browser }) => {
  const hospital = await sit(browser, "people.officer");
  const { page } = hospital;
  const many = Array.from({ length: 60 }, (_, i) => ({ ...line(1), id: `019a0000-0000-7000-8000-0000000001${String(i).padStart(2, "0")}`, number: `R20260101-01${String(i).padStart(2, "0")}` }));
  await page.route(/\/api\/referral\/v1\/referrals\/counts\?/, (route) => route.fulfill(json({ items: [{ state: "SUBMITTED", cases: 60 }] })));
  await page.route(/\/api\/referral\/v1\/referrals\?/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const from = Number(query.get("cursor") ?? 0);
    const to = from + Number(query.get("limit"));
    const isMine = query.get("side") === "DESTINATION" && query.get("state") === "SUBMITTED";
    return route.fulfill(json({ items: isMine ? many.slice(from, to) : [], next: isMine && to < many.length ? String(to) : null }));
  });
  await page.goto("/referrals");
  const last = page.getByRole("row", { name: /R20260101-0159/ });
  await expect(page.getByRole("row", { name: /R20260101-0149/ })).toBeVisible();
  await expect(last).toHaveCount(0);
  await page.getByRole("button", { name: "加载更多" }).click();
  await expect(last).toBeVisible();
  await last.focus();

  const looked = page.waitForResponse(/\/api\/referral\/v1\/referrals\?/);
  await page.keyboard.press("r");
  await looked;
  await expect(last).toHaveAttribute("aria-current", "true");
  await expect(page.getByText(/已不在此列表/)).toHaveCount(0);
  await expect(last).toBeFocused();

  const twelfth = page.getByRole("row", { name: /R20260101-0111/ });
  await twelfth.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/-000000000111$/);
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/\/referrals$/);
  await expect(twelfth).toBeFocused();
  await hospital.context.close();
});

test("without a line an emergency is never taken for a call, and the live sign says so at once", async ({ browser }) => {
  const desk = await sit(browser, "yeping.doctor");
  const { page, context } = desk;
  await page.route("**/api/referral/v1/referrals/emergency", (route) => route.abort("internetdisconnected"));
  await page.clock.install();
  await page.goto("/referrals/emergency");
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
  // Read ahead what the next page needs, as the kept files have it.
  await page.getByRole("link", { name: "转诊", exact: true }).click();
  await page.getByRole("link", { name: "急救上转" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "急救上转" })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("数据可能已过时")).toBeVisible({ timeout: 2_000 });
  await callWithoutLine(page, "高处坠落");
  await expect(page.getByText(/^已呼叫/)).toHaveCount(0);
  // Longer than anything that is said for a moment; and gone only by hand, or by being sent.
  await page.clock.fastForward(60_000);
  const said = page.getByRole("alert").filter({ hasText: "医院还没有接到这次呼叫" });
  await expect(said).toContainText("120");
  await page.getByRole("button", { name: "待发送 1" }).click();
  await page.getByRole("dialog", { name: "待发送" }).getByRole("button", { name: "放弃这条" }).click();
  await page.keyboard.press("Escape");
  await expect(said).toBeHidden();
  await context.close();
});

test("the sender sees on the workbench and in the list that nobody has answered", async ({ browser }) => {
  const clinic = await sit(browser, "wuyang.doctor");
  const { page } = clinic;
  const rung = line(1, { priority: "EMERGENCY", pathway: "CHEST_PAIN", state: "IN_TRANSIT", since: new Date(Date.now() - 20_000).toISOString(), ringingSince: new Date(Date.now() - 190_000).toISOString(), due: { limit: "ring-next", step: 1, at: new Date(Date.now() + 100_000).toISOString() }, availableActions: [] });
  await listing(page, () => [rung], "ORIGIN");
  await page.goto("/");
  const todo = page.getByRole("listitem").filter({ hasText: "急救呼叫无人应答" });
  await expect(todo).toContainText("正在呼叫，尚未应答 · 已 3 分钟");
  await expect(todo.getByRole("link", { name: new RegExp(numberOf(1)) })).toHaveAttribute("href", `/referrals/${caseId(1)}`);
  await page.goto("/referrals?side=ORIGIN&tab=all");
  const row = page.getByRole("row", { name: new RegExp(numberOf(1)) });
  await expect(row).toContainText("正在呼叫，尚未应答 · 已 3 分钟");
  await expect(row).not.toContainText("途中");
  await clinic.context.close();
});

test("what was typed for a step outlives its dialog, and waits on the case when the line is down", async ({ browser }) => {
  test.setTimeout(90_000);
  const clinic = await sit(browser, "huangbai.doctor");
  await clinic.page.goto("/");
  const number = await refer(clinic, patientOf("rj-huangbai"));
  const path = new URL(clinic.page.url()).pathname;
  await clinic.context.close();

  const hospital = await sit(browser, "people.officer");
  const { page } = hospital;
  await page.goto(path);
  const steps = page.getByRole("group", { name: "下一步" });
  const open = async () => {
    const button = steps.getByRole("button", { name: "要求补充资料" });
    if (!(await button.isVisible())) {
      await steps.getByRole("button", { name: /更多操作/ }).click();
    }
    await button.click();
  };
  const dialog = page.getByRole("dialog", { name: /要求补充资料/ });
  await expect(steps.getByRole("button").first()).toBeVisible();
  await open();
  await dialog.getByRole("textbox").first().fill("请补传心电图");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(steps.getByRole("button").first()).toBeVisible();
  await open();
  await expect(dialog.getByText(/已恢复/)).toBeVisible();
  await expect(dialog.getByRole("textbox").first()).toHaveValue("请补传心电图");

  await page.route(/\/api\/referral\/v1\/referrals\/[^/]+\/ask/, (route) => route.abort("internetdisconnected"));
  await dialog.getByRole("button", { name: "要求补充资料" }).click();
  await expect(page.getByText(`待发送：要求补充资料 ${number}`)).toBeVisible();
  // While it waits nothing is offered that contradicts it; its text can be read, and taken back.
  await expect(page.getByRole("button", { name: "接收并预约" })).toHaveCount(0);
  await page.getByText("查看内容").click();
  await expect(page.getByText("请补传心电图")).toBeVisible();
  await page.getByRole("button", { name: "取回修改" }).click();
  await expect(dialog.getByRole("textbox").first()).toHaveValue("请补传心电图");
  await expect(page.getByRole("button", { name: /待发送/ })).toHaveCount(0);

  // A sign-in that ends in the middle leads back into the dialog, filled as it was.
  await page.unroute(/\/api\/referral\/v1\/referrals\/[^/]+\/ask/);
  await page.route(/\/api\/referral\/v1\/referrals\/[^/]+\/ask/, (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: JSON.stringify({ status: 401, title: "401" }) }));
  await page.route("**/oauth2/**", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<title>idp</title>" }));
  await dialog.getByRole("button", { name: "要求补充资料" }).click();
  await page.getByRole("dialog", { name: "登录已过期" }).getByRole("button", { name: "重新登录" }).click();
  await expect(page).toHaveTitle("idp");
  const back = await page.evaluate(() => sessionStorage.getItem("back-to"));
  expect(back).toBe(`${path}?do=ask`);
  await page.goto(back!);
  await expect(dialog.getByRole("textbox").first()).toHaveValue("请补传心电图");
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await page.keyboard.press("Escape");

  // What a broken line was in the way of is said no longer than it lasts.
  await page.route(/\/claim$/, (route) => route.abort("internetdisconnected"));
  const claim = steps.getByRole("button", { name: "领取审核" });
  if (!(await claim.isVisible())) {
    await steps.getByRole("button", { name: /更多操作/ }).click();
  }
  await claim.click();
  await expect(page.getByText("网络中断")).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByText("网络中断")).toBeHidden();
  await hospital.context.close();
});

test("a patient whom nobody knew is merged into the record that is there", async ({ browser }) => {
  const clinic = await sit(browser, "wuyang.doctor");
  const { page } = clinic;
  await page.goto("/");
  const person = patientOf("rj-wuyang");
  const id = await page.evaluate(async () => {
    const token = decodeURIComponent(/XSRF-TOKEN=([^;]+)/.exec(document.cookie)![1]!);
    const body = JSON.stringify({ identityKind: "UNKNOWN", sex: "MALE", birthDate: "1960-01-01", insurance: "RESIDENT" });
    const answer = await fetch("/api/referral/v1/patients", { method: "POST", headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": token, "Idempotency-Key": crypto.randomUUID() }, body });
    return ((await answer.json()) as { id: string }).id;
  });
  await page.goto(`/patients/${id}`);
  await page.getByRole("button", { name: "补全身份" }).click();
  const dialog = page.getByRole("dialog", { name: "补全身份" });
  // A number with a wrong check digit is nobody's.
  await dialog.getByLabel(/身份证号/).fill(person.residentId.replace(/.$/, (last) => (last === "1" ? "2" : "1")));
  await expect(dialog.getByText(/校验码不对/)).toBeVisible();
  await dialog.getByLabel(/身份证号/).fill(person.residentId);
  await expect(dialog.getByText("本机构已登记过此人")).toBeVisible();
  await dialog.getByRole("button", { name: "合并到这条登记" }).click();
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page.getByText("身份待核实")).toHaveCount(0);
  await page.goto(`/patients/${id}`);
  await expect(page.getByText("已并入另一条登记")).toBeVisible();
  await clinic.context.close();
});
