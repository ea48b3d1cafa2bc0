import { chromium, expect, test } from "@playwright/test";
import { hasProgram } from "../../scripts/test/system-packages.ts";
import { whyNoLab } from "../lab/requirements.ts";
import { prepareRuntime, whyNoRuntime } from "./electron-runtime.ts";
import { journey } from "./journey.ts";
import { LabSite } from "./lab-site.ts";

/** The real app among real routers: in a browser tab and in the Electron window. */

const missing = ["dbus-run-session", "gnome-keyring-daemon", "pdfinfo"].filter((p) => !hasProgram(p, process.env));
const whyNot = whyNoLab() ?? (missing.length > 0 ? `needs ${missing.join(", ")}` : null);
test.skip(whyNot !== null, whyNot ?? "");

for (const [topology, verdict] of [
  ["public-all", "public"],
  ["cgnat-100-64-mapped", "cgnat"],
] as const) {
  test(`in a browser tab, at a site that is ${topology}`, async ({ launchOptions }, testInfo) => {
    const site = await LabSite.open(topology);
    const { link, server } = await site.serve();
    const { executablePath = chromium.executablePath(), args } = { args: [], ...launchOptions };
    const browser = await chromium.launch({
      executablePath: site.launcher(executablePath),
      args,
      env: { ...process.env, ...site.environment },
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
      const problems: string[] = [];
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto(link);
      await journey(page, site, verdict, async (press) => {
        const downloading = page.waitForEvent("download");
        await press();
        const file = testInfo.outputPath("report.pdf");
        await (await downloading).saveAs(file);
        return file;
      });
      expect(problems).toEqual([]);
      // The code is spent: the same address opens nothing a second time.
      const stranger = await browser.newContext();
      const second = await stranger.newPage();
      await second.goto(link);
      await expect(second.getByRole("heading", { level: 1 })).not.toHaveText(/check/i);
      const exited = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await exited;
    } finally {
      await browser.close();
      await site.close();
    }
  });
}

test("in the Electron window, at a site that is cgnat-100-64-mapped", async ({}, testInfo) => {
  const noRuntime = whyNoRuntime();
  test.skip(noRuntime !== undefined, noRuntime);
  const runtime = prepareRuntime();
  const site = await LabSite.open("cgnat-100-64-mapped");
  try {
    // Playwright speaks to Electron over the laptop's own loopback, so both have to be there.
    const { exitCode, stdout, stderr } = await site.runInSession("test/e2e/electron-journey.ts", {
      program: runtime.program,
      args: runtime.args,
      dataFolder: site.dataFolder,
      outputFolder: testInfo.outputDir,
      routers: site.lab.topology.layers.map((layer) => site.lab.namespaceOf(layer.host)),
      verdict: "cgnat",
    });
    expect(`${stdout}${exitCode === 0 ? "" : stderr}`).toBe("done\n");
  } finally {
    await site.close();
    runtime.remove();
  }
});
