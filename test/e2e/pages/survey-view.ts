import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** A survey while it is filled in, driven by role and by the name that is read out. */
export class SurveyView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get parts(): Locator {
    return this.page.getByRole("navigation", { name: ui.survey.parts });
  }
  part(name: keyof typeof ui.survey.part): Locator {
    return this.parts.getByRole("link", { name: ui.survey.part[name] });
  }
  heading(name: keyof typeof ui.survey.part): Locator {
    return this.page.getByRole("heading", { level: 2, name: ui.survey.part[name] });
  }
  field(name: string): Locator {
    return this.page.getByRole("textbox", { name, exact: true });
  }
  choice(group: string, option: string): Locator {
    return this.page
      .getByRole("radiogroup", { name: group, exact: true })
      .getByRole("radio", { name: option, exact: true });
  }
  dontKnow(name: string): Locator {
    return this.page.getByRole("button", { name: ui.survey.dontKnowWhat.replace("{{what}}", name) });
  }
  get saved(): Locator {
    return this.page.getByText(ui.survey.saved, { exact: true });
  }
  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async open(part: keyof typeof ui.survey.part): Promise<void> {
    await this.part(part).click();
    await this.heading(part).waitFor();
  }
}
