import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** The history: all sites. */
export class SitesView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get list(): Locator {
    return this.page.getByRole("list", { name: ui.sites.list });
  }
  get rows(): Locator {
    return this.list.getByRole("listitem");
  }
  site(name: string | RegExp): Locator {
    return this.list.getByRole("link", { name });
  }
  get search(): Locator {
    return this.page.getByRole("textbox", { name: ui.sites.search });
  }
  filter(name: string): Locator {
    return this.page.getByRole("group", { name: ui.sites.filters }).getByRole("button", { name });
  }
}

/** One site: its checks, what was changed. */
export class SiteView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get checkAgainButton(): Locator {
    return this.page.getByRole("button", { name: ui.site.checkAgain });
  }
  get checks(): Locator {
    return this.page.getByRole("list", { name: ui.site.checks });
  }
  /** The past checks, newest first; each leads to its record. */
  get checkLinks(): Locator {
    return this.checks.getByRole("link");
  }
  /** The sentences of what changed, check by check. */
  get changes(): Locator {
    return this.checks.getByRole("list", { name: ui.site.changes });
  }

  get olderChecks(): Locator {
    return this.page.getByRole("button", { name: ui.site.olderChecks_other.replace(" ({{count}})", "") });
  }

  async rename(name: string): Promise<void> {
    await this.page.getByRole("button", { name: ui.sites.rename }).click();
    const dialog = this.page.getByRole("dialog", { name: ui.sites.renameTitle });
    await dialog.getByRole("textbox", { name: ui.sites.name }).fill(name);
    await dialog.getByRole("button", { name: ui.sites.rename }).click();
  }
}
