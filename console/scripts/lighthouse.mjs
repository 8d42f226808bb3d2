// The worklist under Lighthouse 12, median of five, throttled as Lighthouse does by default (slow 4G, slow CPU):
//   GATEWAY=http://127.0.0.1:8080 node scripts/lighthouse.mjs
// Signs in as a demo user in a browser of its own and lets Lighthouse use that session.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const RUNS = 5;
const PORT = 29222;
const gateway = process.env.GATEWAY ?? "http://127.0.0.1:8080";
const out = join(dirname(fileURLToPath(import.meta.url)), "../target/lighthouse");
const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((it) => existsSync(it));
mkdirSync(out, { recursive: true });

// A browser of its own: one that Playwright drives holds new pages back, and Lighthouse would wait for ever.
const profile = join(out, `profile-${Date.now()}`);
const running = spawn(
  executablePath,
  [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", `--remote-debugging-port=${PORT}`, `--user-data-dir=${profile}`, "about:blank",
  ],
  { stdio: "ignore" },
);
process.on("exit", () => running.kill());
let browser;
for (let tries = 0; !browser; tries++) {
  browser = await chromium.connectOverCDP(`http://127.0.0.1:${PORT}`).catch((failure) => {
    if (tries > 50) {
      throw failure;
    }
    return new Promise((resolve) => setTimeout(resolve, 200));
  });
}
const page = await browser.contexts()[0].newPage();
await page.goto(`${gateway}/oauth2/authorization/alliance`);
await page.fill("#username", process.env.DEMO_USER ?? "people.officer");
await page.fill("#password", "demo");
await page.click("#kc-login");
await page.waitForURL(`${gateway}/**`);
await page.close();
await browser.close();

const scores = { performance: [], accessibility: [] };
const figures = { "first-contentful-paint": [], "largest-contentful-paint": [], "total-blocking-time": [], "cumulative-layout-shift": [], "total-byte-weight": [] };
for (let run = 0; run < RUNS; run++) {
  const file = join(out, `run-${run}.json`);
  execFileSync(
    "npx",
    ["--yes", "lighthouse@12", `${gateway}/referrals`, `--port=${PORT}`, "--only-categories=performance,accessibility", "--disable-storage-reset",
      // The stream of events never ends, so the line is never idle.
      "--max-wait-for-load=15000",
      "--output=json", `--output-path=${file}`, "--quiet", ...(process.env.DESKTOP ? ["--preset=desktop"] : [])],
    { stdio: ["ignore", "inherit", "ignore"] },
  );
  const report = JSON.parse(readFileSync(file, "utf8"));
  Object.keys(scores).forEach((it) => scores[it].push(Math.round(report.categories[it].score * 100)));
  Object.keys(figures).forEach((it) => figures[it].push(report.audits[it].numericValue));
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
for (const [name, list] of Object.entries({ ...scores, ...figures })) {
  console.log(`${name.padEnd(28)} ${String(Math.round(median(list) * 1000) / 1000).padStart(10)}   of ${list.map((it) => Math.round(it * 1000) / 1000).join(", ")}`);
}
process.exit(median(scores.performance) >= 90 && median(scores.accessibility) >= 95 ? 0 : 1);
