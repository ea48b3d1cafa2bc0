import { expect, test } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { hasProgram } from "../../scripts/test/system-packages.ts";
import { bringUpDeviceSite } from "../lab/devices/device-lab.ts";
import { siteByName } from "../lab/devices/site.ts";
import { whyNoLab } from "../lab/requirements.ts";
import { inBrowserTab } from "./in-browser-tab.ts";
import { Laptop } from "./laptop.ts";
import { inBothThemes } from "./picture.ts";
import { AppWindow } from "./pages/app-window.ts";

/** The real app among the devices of a customer's site, in a browser tab. */

const missing = ["dbus-run-session", "gnome-keyring-daemon"].filter((p) => !hasProgram(p, process.env));
const whyNot = whyNoLab() ?? (missing.length > 0 ? `needs ${missing.join(", ")}` : null);
test.skip(whyNot !== null, whyNot ?? "");
test.describe.configure({ timeout: 180_000 });

/** A customer's site takes seconds to come up, and a search takes six. */
const SEARCH_MS = 30_000;

test("finds a customer's devices, shows one, and keeps what the person calls it", async ({ launchOptions }) => {
  const lab = await bringUpDeviceSite(siteByName("customer"));
  const laptop = new Laptop(lab);
  try {
    await inBrowserTab(laptop, launchOptions, async ({ page }) => {
      const app = new AppWindow(page);
      await app.ready();
      await app.goTo("devices");
      await expect(app.devices.rangeOf("eth0")).toHaveValue("192.168.1.0/24");
      await app.devices.confirmButton.click();
      await expect(app.devices.savedSite).toBeVisible({ timeout: SEARCH_MS });
      await inBothThemes(page, "devices");
      const recorder = app.devices.rows.filter({ hasText: "DS-7608NI-K2" });
      await expect(recorder).toHaveCount(1);
      await expect(recorder).toContainText("Hikvision");
      // A name that is a script is a name.
      await expect(app.devices.rows.filter({ hasText: "<script>" })).toHaveCount(1);
      await recorder.getByRole("link").click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("DS-7608NI-K2");
      await inBothThemes(page, "device");
      const form = app.devices.notes;
      await form.getByRole("textbox", { name: en.ui.device.yourName }).fill("Recorder in the cellar");
      await form.getByRole("button", { name: en.ui.common.save }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Recorder in the cellar");
      await page.goBack();
      await expect(app.devices.rows.filter({ hasText: "Recorder in the cellar" })).toHaveCount(1);
    });
  } finally {
    await lab.down();
    laptop.close();
  }
});
