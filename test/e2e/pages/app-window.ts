import { expect, type Locator, type Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { EXPECT_MS } from "../expect-timeout.ts";
import { CheckView } from "./check-view.ts";
import { DevicesView } from "./devices-view.ts";
import { PasswordsView } from "./passwords-view.ts";
import { SettingsView } from "./settings-view.ts";
import { SiteView, SitesView } from "./sites-view.ts";

/**
 * The window in whichever shell shows it, driven as a person does: by role and by the name that is read out (English).
 * The names come from the catalogue, so that rewording a button does not break a test of what it does.
 */
export class AppWindow {
  readonly page: Page;
  readonly check: CheckView;
  readonly devices: DevicesView;
  readonly sites: SitesView;
  readonly site: SiteView;
  readonly passwords: PasswordsView;
  readonly settings: SettingsView;

  constructor(page: Page) {
    this.page = page;
    this.check = new CheckView(page);
    this.devices = new DevicesView(page);
    this.sites = new SitesView(page);
    this.site = new SiteView(page);
    this.passwords = new PasswordsView(page);
    this.settings = new SettingsView(page);
  }

  /** The one heading of the page that is shown. */
  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** What was last said to assistive technology. */
  get announcement(): Locator {
    return this.page.getByRole("status");
  }

  async ready(): Promise<void> {
    await expect(this.check.startButton).toBeVisible({ timeout: EXPECT_MS });
  }

  /** By the navigation, as `en.ui.nav` names its places. */
  async goTo(place: "check" | "devices" | "sites" | "passwords" | "settings"): Promise<void> {
    const nav = this.page.getByRole("navigation", { name: en.ui.nav.label });
    await nav.getByRole("link", { name: en.ui.nav[place] }).click();
  }

  /** A problem or notice that stands in the page, by its sentence. */
  notice(title: string | RegExp): Locator {
    return this.page.getByRole("group", { name: title });
  }

  dialog(title?: string): Locator {
    return this.page.getByRole("dialog", title === undefined ? {} : { name: title });
  }
}
