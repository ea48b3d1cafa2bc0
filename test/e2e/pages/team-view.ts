import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** Files between laptops, the firm's server, the storage. */
export class TeamView {
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

  async open(page: "team" | "storage"): Promise<void> {
    const nav = this.page.getByRole("navigation", { name: ui.nav.label });
    await nav.getByRole("link", { name: ui.nav.settings }).click();
    await this.page.getByRole("link", { name: page === "team" ? ui.team.row : ui.storage.row, exact: true }).click();
  }

  /** Chooses the file that another laptop made. */
  async choose(name = "bakery.farsite"): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.button(ui.transfer.choose).click();
    await (await chooser).setFiles([{ name, mimeType: "application/octet-stream", buffer: Buffer.from("PK") }]);
  }
  /** A site of the file, in the table of what it would bring. */
  row(site: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("checkbox", { name: site }) });
  }
}
