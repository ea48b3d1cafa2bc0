import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import type { VerdictKind } from "#core/nat/diagnosis.ts";

const { ui } = en;

/** The start page and the check that it starts. */
export class CheckView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get startButton(): Locator {
    return this.page.getByRole("button", { name: ui.home.start, exact: true });
  }
  get explanation(): Locator {
    return this.page.getByRole("dialog", { name: ui.explain.title });
  }
  get confirmButton(): Locator {
    return this.explanation.getByRole("button", { name: ui.explain.start });
  }
  get testMappingsSwitch(): Locator {
    return this.explanation.getByRole("switch", { name: ui.explain.mappings });
  }
  /** Where the result goes; only there when a site is known. */
  get targetSelect(): Locator {
    return this.page.getByRole("combobox", { name: ui.home.target });
  }
  get cancelButton(): Locator {
    return this.page.getByRole("button", { name: ui.check.cancel });
  }
  get againButton(): Locator {
    return this.page.getByRole("button", { name: ui.check.again });
  }
  get anotherButton(): Locator {
    return this.page.getByRole("button", { name: ui.check.another });
  }
  get exportButton(): Locator {
    return this.page.getByRole("button", { name: /^Export PDF/ });
  }
  get progress(): Locator {
    return this.page.getByRole("progressbar");
  }
  get verdict(): Locator {
    return this.page.getByRole("region", { name: ui.verdict.label });
  }
  /** The verdict in one plain sentence. */
  get sentence(): Locator {
    return this.verdict.getByRole("heading", { level: 2 });
  }
  get path(): Locator {
    return this.page.getByRole("list", { name: ui.map.label });
  }
  /** The same as a picture. */
  get map(): Locator {
    return this.page.getByRole("img", { name: en.map.title });
  }
  get findings(): Locator {
    return this.page.getByRole("region", { name: ui.findings.title });
  }
  get openPorts(): Locator {
    return this.page.getByRole("table", { name: ui.ports.title });
  }
  get typeAddressButton(): Locator {
    return this.verdict.getByRole("button", { name: ui.settle.type });
  }
  get furtherTest(): Locator {
    return this.page.getByRole("region", { name: ui.further.title });
  }
  get evidence(): Locator {
    return this.page.getByRole("list", { name: ui.evidence.title });
  }
  /** The rows of the evidence; each is a button that opens its detail. */
  get evidenceRows(): Locator {
    return this.evidence.locator(":scope > li").getByRole("button");
  }
  /** The site's link in "Saved under ..."; there once the host has confirmed it. */
  get savedSite(): Locator {
    return this.page.getByText(ui.check.savedAs).getByRole("link");
  }
  /** The buttons that lead from a reason to what it rests on. */
  get showEvidenceButtons(): Locator {
    return this.verdict.getByRole("button", { name: /^Show the/ });
  }

  verdictOf(kind: VerdictKind): Locator {
    return this.verdict.getByText(en.verdict.name[kind], { exact: true });
  }

  /** Presses the one button, and answers the explanation that comes before the first check. */
  async start(): Promise<void> {
    await this.startButton.click();
    await this.page
      .getByRole("button", { name: ui.explain.start })
      .or(this.cancelButton)
      .or(this.againButton)
      .first()
      .waitFor();
    if (await this.confirmButton.isVisible()) await this.confirmButton.click();
  }

  async saved(): Promise<void> {
    await this.savedSite.waitFor();
  }
}
