import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** The page of what is known, and its dialogs. */
export class KnowledgeView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    const nav = this.page.getByRole("navigation", { name: ui.nav.label });
    await nav.getByRole("link", { name: ui.nav.settings }).click();
    await this.page.getByRole("link", { name: ui.knowledge.title, exact: true }).click();
  }

  kind(name: keyof typeof ui.knowledge.kind): Locator {
    return this.page.getByRole("radio", { name: ui.knowledge.kind[name] });
  }
  search(kind: keyof typeof ui.knowledge.search): Locator {
    return this.page.getByLabel(ui.knowledge.search[kind]);
  }
  list(kind: keyof typeof ui.knowledge.kind): Locator {
    return this.page.getByRole("list", { name: ui.knowledge.kind[kind] });
  }
  /** The line of an entry, which opens it. */
  entry(name: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${name}`) });
  }
  /** The facts that rest on one source. */
  facts(certainty: keyof typeof en.knowledge.certainty): Locator {
    return this.page.getByRole("group", { name: en.knowledge.certainty[certainty] });
  }
  button(sentence: string, what?: string): Locator {
    return this.page.getByRole("button", { name: sentence.replace("{{what}}", what ?? ""), exact: true });
  }
  /** A message that goes by itself is a dialog by its role, too. */
  get dialog(): Locator {
    return this.page.locator("[role=dialog]:not([aria-modal=false])");
  }
  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }
  async choose(label: string, option: string): Promise<void> {
    await this.dialog.getByRole("combobox", { name: label }).click();
    await this.page.getByRole("option", { name: option }).click();
  }
  async save(): Promise<void> {
    await this.dialog.getByRole("button", { name: ui.common.save }).click();
  }
}
