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
}

/** One site: its checks, its router's login. */
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
  get login(): Locator {
    return this.page.getByRole("region", { name: ui.login.title });
  }
  get revealButton(): Locator {
    return this.login.getByRole("button", { name: ui.login.reveal });
  }
  get forgetButton(): Locator {
    return this.login.getByRole("button", { name: ui.login.forget });
  }

  async rename(name: string): Promise<void> {
    await this.page.getByRole("button", { name: ui.sites.rename }).click();
    const dialog = this.page.getByRole("dialog", { name: ui.sites.renameTitle });
    await dialog.getByRole("textbox", { name: ui.sites.name }).fill(name);
    await dialog.getByRole("button", { name: ui.sites.rename }).click();
  }

  /** Types the router's login and keeps it; `login` shows afterwards what came of it. */
  async keepLogin(userName: string, password: string): Promise<void> {
    await this.login
      .getByRole("button", { name: ui.login.add })
      .or(this.login.getByRole("button", { name: ui.login.change }))
      .click();
    await this.login.getByRole("textbox", { name: ui.login.userName }).fill(userName);
    await this.login.getByLabel(ui.login.password, { exact: true }).fill(password);
    await this.login.getByRole("button", { name: ui.login.keep }).click();
  }

  async forgetLogin(): Promise<void> {
    await this.forgetButton.click();
    const dialog = this.page.getByRole("dialog", { name: ui.login.forgetTitle });
    await dialog.getByRole("button", { name: ui.login.forget }).click();
  }
}
