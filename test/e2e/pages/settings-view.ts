import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

export class SettingsView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get stunServers(): Locator {
    return this.page.getByRole("form", { name: ui.settings.stun });
  }
  get addressPages(): Locator {
    return this.page.getByRole("form", { name: ui.settings.whoami });
  }
  get testMappingsSwitch(): Locator {
    return this.page.getByRole("switch", { name: ui.explain.mappings });
  }
  get vantage(): Locator {
    return this.page.getByRole("region", { name: ui.vantage.title });
  }
  get doctorButton(): Locator {
    return this.page
      .getByRole("button", { name: ui.doctor.run })
      .or(this.page.getByRole("button", { name: ui.doctor.runAgain }));
  }
  get doctorItems(): Locator {
    return this.page.getByRole("list", { name: ui.doctor.results }).getByRole("listitem");
  }

  /** What a check may ask. */
  probes(group: keyof typeof ui.probes.label): Locator {
    return this.page.getByRole("switch", { name: ui.probes.label[group] });
  }

  theme(choice: "themeSystem" | "themeLight" | "themeDark"): Locator {
    return this.page.getByRole("radio", { name: ui.settings[choice] });
  }
  /** By the language's own name; `Automatic` for the browser's. */
  language(name: string): Locator {
    return this.page.getByRole("radio", { name });
  }
}
