import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

const withWhat = (text: string, what: string): string => text.replace("{{what}}", what);

/** The passwords of a site, on its own page and on the site's. */
export class PasswordsView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** On the page of a site. */
  get card(): Locator {
    return this.page.getByRole("region", { name: ui.passwords.title });
  }
  get openLink(): Locator {
    return this.page.getByRole("link", { name: ui.passwords.all });
  }
  get addButton(): Locator {
    return this.page.getByRole("button", { name: ui.passwords.add });
  }
  get handOverButton(): Locator {
    return this.page.getByRole("button", { name: ui.handOver.button, exact: true });
  }
  get sheetButton(): Locator {
    return this.page.getByRole("button", { name: ui.sheet.button });
  }
  get receiveButton(): Locator {
    return this.page.getByRole("button", { name: ui.handOver.receive });
  }

  get list(): Locator {
    return this.page.getByRole("list", { name: ui.passwords.list });
  }
  row(label: string): Locator {
    return this.list.getByRole("listitem").filter({ has: this.page.getByText(label, { exact: true }) });
  }
  showButton(label: string): Locator {
    return this.page.getByRole("button", { name: withWhat(ui.passwords.showOf, label) });
  }
  hideButton(label: string): Locator {
    return this.page.getByRole("button", { name: withWhat(ui.passwords.hideOf, label) });
  }
  copyButton(label: string): Locator {
    return this.page.getByRole("button", { name: withWhat(ui.passwords.copyOf, label) });
  }
  changeButton(label: string): Locator {
    return this.page.getByRole("button", { name: withWhat(ui.passwords.changeOf, label) });
  }
  forgetButton(label: string): Locator {
    return this.page.getByRole("button", { name: withWhat(ui.passwords.forgetOf, label) });
  }

  get ledger(): Locator {
    return this.page.getByRole("region", { name: ui.passwords.ledger });
  }
  /** Where passwords are kept. */
  get keeping(): Locator {
    return this.page.getByRole("region", { name: ui.keeping.title });
  }
  get due(): Locator {
    return this.page.getByRole("list", { name: ui.passwords.due });
  }

  dialog(title: string): Locator {
    return this.page.getByRole("dialog", { name: title });
  }
  get form(): Locator {
    return this.dialog(ui.passwords.formAdd);
  }

  /** Fills in the open form; the kind stays as it is. */
  async fill(account: { label: string; userName?: string; password: string }): Promise<void> {
    await this.form.getByRole("textbox", { name: ui.passwords.label, exact: true }).fill(account.label);
    if (account.userName !== undefined)
      await this.form.getByRole("textbox", { name: ui.passwords.userName }).fill(account.userName);
    await this.form.getByLabel(ui.passwords.password, { exact: true }).fill(account.password);
  }
  async save(): Promise<void> {
    await this.page.getByRole("dialog").getByRole("button", { name: ui.common.save }).click();
  }

  async keep(account: { label: string; userName?: string; password: string }): Promise<void> {
    await this.addButton.click();
    await this.fill(account);
    await this.save();
  }

  async forget(label: string): Promise<void> {
    await this.forgetButton(label).click();
    const dialog = this.dialog(withWhat(ui.passwords.forgetTitle, label));
    await dialog.getByRole("switch", { name: ui.passwords.forgetAccount }).click();
    await dialog.getByRole("button", { name: ui.passwords.forget, exact: true }).click();
  }

  /** Which way a card or hand-over comes in. */
  way(way: "file" | "paste" | "camera"): Locator {
    return this.page.getByRole("dialog").getByText(ui.intake[way], { exact: true });
  }
  async paste(text: string): Promise<void> {
    await this.way("paste").click();
    await this.page.getByRole("textbox", { name: ui.intake.pasteLabel }).fill(text);
    await this.page.getByRole("button", { name: ui.intake.take }).click();
  }
}
