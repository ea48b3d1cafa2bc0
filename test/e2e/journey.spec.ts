import { expect, test, type LaunchOptions } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { hasProgram } from "../../scripts/test/system-packages.ts";
import { whyNoLab } from "../lab/requirements.ts";
import { prepareRuntime, whyNoRuntime } from "./electron-runtime.ts";
import { journey, type Expected } from "./journey.ts";
import { inBrowserTab, type Tab } from "./in-browser-tab.ts";
import { LabSite } from "./lab-site.ts";
import { AppWindow } from "./pages/app-window.ts";

/** The real app among real routers: in a browser tab and in the Electron window. */

const missing = ["dbus-run-session", "gnome-keyring-daemon", "pdfinfo"].filter((p) => !hasProgram(p, process.env));
const whyNot = whyNoLab() ?? (missing.length > 0 ? `needs ${missing.join(", ")}` : null);
test.skip(whyNot !== null, whyNot ?? "");
// A check that is done again, twice (see journey.ts), beside the seconds in which a site comes up.
test.describe.configure({ timeout: 180_000 });

/** The router's own address at a site of the lab that has a public one. */
const PUBLIC_SITE_ADDRESS = "25.0.113.2";

const customers = en.layer.owner.customer;
const SITES: readonly (Expected & { topology: string })[] = [
  {
    topology: "public-all+vantage",
    verdict: "public",
    inbound: "proven",
    boxes: [[en.layer.router, customers, en.map.passed]],
  },
  {
    topology: "double-nat-mapped",
    verdict: "double-nat",
    inbound: "untested",
    boxes: [
      [en.layer.router, customers, "192.168.1.1"],
      [en.layer["second-router"], customers, "192.168.0.1", en.map.advice["second-router"]],
    ],
  },
];
const CARRIER: Expected & { topology: string } = {
  topology: "cgnat-100-64-mapped",
  verdict: "cgnat",
  inbound: "untested",
  boxes: [[en.layer["carrier-nat"], en.layer.owner.carrier, en.map.advice.carrier]],
};

for (const { topology, ...expected } of SITES) {
  test(`in a browser tab, at a site that is ${topology}`, async ({ launchOptions }, testInfo) => {
    await atSite(topology, launchOptions, async ({ page, site, link, server, browser }) => {
      await journey(page, site, expected, async (press) => {
        const downloading = page.waitForEvent("download");
        await press();
        const file = testInfo.outputPath("report.pdf");
        await (await downloading).saveAs(file);
        return file;
      });
      // The code is spent: the same address opens nothing a second time.
      const stranger = await browser.newContext();
      const second = await stranger.newPage();
      await second.goto(link);
      await expect(second.getByRole("heading", { level: 1 })).not.toHaveText(/check/i);
      const exited = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await exited;
    });
  });
}

test("what a check leaves open is settled by the address that a person reads off the router", async ({
  launchOptions,
}) => {
  await atSite("public-all", launchOptions, async ({ page }) => {
    const app = new AppWindow(page);
    await app.ready();
    await app.goTo("settings");
    for (const group of ["router", "way-out"] as const) {
      await app.settings.probes(group).click();
      await expect(app.settings.probes(group)).not.toBeChecked();
    }
    await app.goTo("check");
    await app.check.start();
    await expect(app.check.verdictOf("unknown")).toBeVisible({ timeout: 15_000 });
    await app.check.saved();
    await app.check.typeAddressButton.click();
    const dialog = app.dialog(en.ui.settle.title);
    await dialog.getByRole("textbox", { name: en.ui.settle.field }).fill(PUBLIC_SITE_ADDRESS);
    await dialog.getByRole("button", { name: en.ui.settle.confirm }).click();
    await expect(app.check.verdictOf("public")).toBeVisible();
    await app.check.savedSite.click();
    await expect(app.site.checkLinks).toHaveCount(2);
    await expect(app.site.changes.first()).toContainText(en.change.typed.replace("{{address}}", PUBLIC_SITE_ADDRESS));
    await expect(app.site.changes.first()).toContainText(en.verdict.name.public);
  });
});

test(`in the Electron window, at a site that is ${CARRIER.topology}`, async ({}, testInfo) => {
  const noRuntime = whyNoRuntime();
  test.skip(noRuntime !== undefined, noRuntime);
  const runtime = prepareRuntime();
  const { topology, ...expected } = CARRIER;
  const site = await LabSite.open(topology);
  try {
    // Playwright speaks to Electron over the laptop's own loopback, so both have to be there.
    const { exitCode, stdout, stderr } = await site.laptop.runInSession("test/e2e/electron-journey.ts", {
      program: runtime.program,
      args: runtime.args,
      dataFolder: site.dataFolder,
      outputFolder: testInfo.outputDir,
      routers: site.lab.topology.layers.map((layer) => site.lab.namespaceOf(layer.host)),
      expected,
    });
    expect(`${stdout}${exitCode === 0 ? "" : stderr}`).toBe("done\n");
  } finally {
    await site.close();
    runtime.remove();
  }
});

async function atSite(
  topology: string,
  launchOptions: LaunchOptions,
  work: (tab: Tab & { site: LabSite }) => Promise<void>,
): Promise<void> {
  const site = await LabSite.open(topology);
  try {
    await inBrowserTab(site.laptop, launchOptions, (tab) => work({ ...tab, site }));
  } finally {
    await site.close();
  }
}
