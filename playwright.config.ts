import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { EXPECT_MS } from "./test/e2e/expect-timeout.ts";

/** A browser of the system saves a download; without one, Playwright's own is used where it is installed. */
const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const executablePath = process.env["FARSITE_CHROMIUM"] ?? (existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : undefined);

export default defineConfig({
  testDir: "test/e2e",
  outputDir: "test-results/e2e",
  // Two cores, and a browser wants both.
  workers: 1,
  // Long enough for a machine that does other things besides; a test that waits for what never comes costs this once.
  timeout: 90_000,
  expect: { timeout: EXPECT_MS },
  // A machine that tests for others may stall for longer than any test waits; `npm test` names who needed its second try.
  retries: process.env["CI"] === undefined ? 0 : 1,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"]],
  use: {
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // As root (containers) Chromium starts without its sandbox only.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
    locale: "en-GB",
    viewport: { width: 1024, height: 640 },
    // Recording every test costs a fifth of its time; the second try is recorded (`--trace=on` records the first).
    trace: "on-first-retry",
  },
  projects: [
    { name: "build-renderer", testMatch: "renderer.setup.ts" },
    {
      name: "renderer",
      testMatch: ["renderer.spec.ts", "renderer-*.spec.ts"],
      dependencies: ["build-renderer"],
      // A new browser context costs more than most of these tests; what Playwright does not reset, renderer-fixture.ts does.
      use: { reuseContext: true },
    },
    { name: "electron", testMatch: ["electron.spec.ts", "electron-survey.spec.ts", "packaged.spec.ts"] },
    { name: "journey", testMatch: ["journey.spec.ts", "devices.spec.ts", "*-journey.spec.ts"] },
  ],
});
