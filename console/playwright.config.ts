import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((it) => existsSync(it));
const executablePath = process.env.CHROMIUM ?? installed;
if (!executablePath) {
  throw new Error("No Chromium found: install it (apt-get install chromium fonts-noto-cjk) or name it in CHROMIUM.");
}

/** Against a running platform with the demo county: GATEWAY=http://127.0.0.1:8080 npm run test:browser */
export default defineConfig({
  testDir: "tests",
  outputDir: "target/browser",
  // One county, one worker: what one test does, the next would see.
  workers: 1,
  fullyParallel: false,
  timeout: 45_000,
  expect: { timeout: 12_000 },
  reporter: [["list", { printSteps: false }]],
  forbidOnly: true,
  use: {
    baseURL: process.env.GATEWAY ?? "http://127.0.0.1:8080",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1366, height: 768 },
    actionTimeout: 12_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
      ],
    },
  },
});
