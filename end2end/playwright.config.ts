import { defineConfig, devices } from "@playwright/test";
import { environment } from "./environment";

// Pictures are taken when asked for by name, not by every run of the tests. Workers load this
// file too but get no arguments, only the environment.
if (process.argv.some((argument) => argument.startsWith("--project"))) {
  process.env.CARBOT_ALL_PROJECTS = "1";
}

const desktop = {
  ...devices["Desktop Chrome"],
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 1,
};

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // A build server shares its machine with others. What passes only when repeated is named at the end.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["./summary-reporter.ts"]],
  use: {
    baseURL: environment.url,
    actionTimeout: 15_000,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || process.env.CHROME_PATH || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
      ],
    },
  },
  projects: [
    { name: "chromium", testDir: "tests", use: desktop },
    ...(process.env.CARBOT_ALL_PROJECTS
      ? [{ name: "screenshots", testDir: "screenshots", use: desktop }]
      : []),
  ],
});
