import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** The devices of a place: what to search, what was found, one of them. */
export class DevicesView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get plan(): Locator {
    return this.page.getByRole("form", { name: ui.devices.planTitle });
  }
  /** The range that is tried by a network card. */
  rangeOf(adapter: string): Locator {
    return this.plan.getByRole("textbox", { name: ui.devices.rangeOf.replace("{{adapter}}", adapter) });
  }
  get sweepSwitch(): Locator {
    return this.plan.getByRole("switch", { name: ui.devices.sweep });
  }
  /** The one button, by whichever of its names. */
  get confirmButton(): Locator {
    return this.plan
      .getByRole("button", { name: ui.devices.confirm })
      .or(this.plan.getByRole("button", { name: ui.devices.confirmSearch }));
  }
  get stopButton(): Locator {
    return this.page.getByRole("button", { name: ui.devices.stop });
  }
  get againButton(): Locator {
    return this.page.getByRole("button", { name: ui.devices.again });
  }
  get changeButton(): Locator {
    return this.page.getByRole("button", { name: ui.devices.changeRanges });
  }
  get savedSite(): Locator {
    return this.page.getByText(ui.check.savedAs).getByRole("link");
  }
  get list(): Locator {
    return this.page.getByRole("grid", { name: ui.devices.listTitle });
  }
  /** One for each device; the line with the columns' names is none. */
  get rows(): Locator {
    return this.list.locator("[data-row]");
  }
  /** Each leads to its device. */
  get links(): Locator {
    return this.rows.getByRole("link");
  }
  get search(): Locator {
    return this.page.getByRole("textbox", { name: ui.devices.search });
  }
  get sort(): Locator {
    return this.page.getByRole("combobox", { name: ui.devices.sortLabel });
  }
  get filters(): Locator {
    return this.page.getByRole("group", { name: ui.devices.filters });
  }
  get inspection(): Locator {
    return this.page.getByRole("region", { name: ui.inspect.title });
  }
  get notes(): Locator {
    return this.page.getByRole("form", { name: ui.device.yourNotes });
  }

  /** In a low window they are one click away. */
  async showFilters(): Promise<void> {
    await this.page.getByRole("button", { name: ui.devices.filters }).click();
    await this.filters.waitFor();
  }

  column(name: keyof typeof ui.devices.sort): Locator {
    return this.list.getByRole("button", { name: ui.devices.sortBy.replace("{{what}}", ui.devices.sort[name]) });
  }

  async find(): Promise<void> {
    await this.confirmButton.click();
    await this.savedSite.waitFor();
  }
}
