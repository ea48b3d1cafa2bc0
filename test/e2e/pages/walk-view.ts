import type { Locator, Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** A walk-through: one step, its list of steps and its parts. */
export class WalkView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The step that is open. */
  get heading(): Locator {
    return this.page.getByRole("main").getByRole("heading", { level: 2 }).first();
  }
  get steps(): Locator {
    return this.page.getByRole("list", { name: ui.walk.steps });
  }
  get currentStep(): Locator {
    return this.steps.locator("[aria-current=step]");
  }
  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }
  choice(question: string, answer: string | RegExp): Locator {
    return this.page.getByRole("radiogroup", { name: question }).getByRole("radio", { name: answer });
  }
  field(name: string): Locator {
    return this.page.getByRole("textbox", { name, exact: true });
  }
  /** What a part is drawn in. */
  card(title: string): Locator {
    return this.page.getByRole("region", { name: title });
  }
  get results(): Locator {
    return this.page.getByRole("list", { name: ui.walk.proof.results });
  }
  get visits(): Locator {
    return this.page.getByRole("list", { name: ui.walk.phone.visits });
  }
}
