import type { ChildProcess } from "node:child_process";
import { chromium, expect, type Browser, type LaunchOptions, type Page } from "@playwright/test";
import type { Laptop } from "./laptop.ts";

export type Tab = { page: Page; link: string; server: ChildProcess; browser: Browser };

/** Starts the browser shell and a browser on a laptop, and sees to it that the page complains of nothing. */
export async function inBrowserTab(
  laptop: Laptop,
  launchOptions: LaunchOptions,
  work: (tab: Tab) => Promise<void>,
): Promise<void> {
  const { link, server } = await laptop.serve();
  const { executablePath = chromium.executablePath(), args } = { args: [], ...launchOptions };
  const browser = await chromium.launch({
    executablePath: laptop.launcher(executablePath),
    args,
    env: { ...process.env, ...laptop.environment },
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    const problems: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(link);
    await work({ page, link, server, browser });
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
}
