import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** The firm's machines on the internet. */
export class ServersView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }
  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }
  field(name: string): Locator {
    return this.page.getByRole("textbox", { name, exact: true });
  }
  card(title: string): Locator {
    return this.page.getByRole("region", { name: title });
  }
  row(name: string): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  async open(): Promise<void> {
    const nav = this.page.getByRole("navigation", { name: ui.nav.label });
    await nav.getByRole("link", { name: ui.nav.settings }).click();
    await this.page.getByRole("link", { name: ui.servers.title, exact: true }).click();
  }
  async openServer(name: string): Promise<void> {
    await this.open();
    await this.page.getByRole("link", { name, exact: true }).click();
  }
}
