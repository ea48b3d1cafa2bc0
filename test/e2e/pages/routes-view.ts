import type { Locator, Page } from "@playwright/test";
import type { RouteChoice, RouteId } from "#core/advice/route-id.ts";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** The routes of a site: the four choices, what is within one, the questions, the comparison. */
export class RoutesView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(siteId: string): Promise<void> {
    await this.page.evaluate((hash) => (window.location.hash = hash), `#/sites/${siteId}/routes`);
    await this.choices.waitFor();
  }

  get choices(): Locator {
    return this.page.getByRole("list", { name: ui.routes.choices });
  }
  choice(choice: RouteChoice): Locator {
    return this.choices
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { name: en.routeChoice[choice].name, exact: true }) });
  }
  /** Brings what is within a choice into view. */
  async lookAt(choice: RouteChoice): Promise<void> {
    await this.choice(choice).getByRole("button").click();
  }
  variants(choice: RouteChoice): Locator {
    return this.page.getByRole("list", { name: ui.routes.variants.replace("{{choice}}", en.routeChoice[choice].name) });
  }
  /** The line of a route, which opens what is known of it. */
  route(route: RouteId): Locator {
    return this.page
      .getByRole("button", { name: new RegExp(`^${en.route[route].name}`) })
      .and(this.page.locator("[aria-expanded]"));
  }
  /** The line and what it opens. */
  entry(route: RouteId): Locator {
    return this.page.getByRole("listitem").filter({ has: this.route(route) });
  }
  chooseButton(route: RouteId): Locator {
    return this.page.getByRole("button", {
      name: ui.routes.decision.chooseNamed.replace("{{route}}", en.route[route].name),
    });
  }
  /** What was decided. */
  decision(route: RouteId): Locator {
    return this.page.getByRole("group", {
      name: new RegExp(`^${ui.routes.decision.made.replace("{{route}}", en.route[route].name)}`),
    });
  }
  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }
  get reason(): Locator {
    return this.dialog.getByRole("textbox", { name: ui.routes.decision.reason });
  }
  get confirm(): Locator {
    return this.dialog.getByRole("button", { name: ui.routes.decision.confirm, exact: true });
  }
  get questions(): Locator {
    return this.page.getByRole("region", { name: ui.routes.wishes.title });
  }
  get comparison(): Locator {
    return this.page.getByRole("table", { name: ui.routes.compare.title });
  }
  /** Whether a route takes part in the comparison. */
  compared(route: RouteId): Locator {
    return this.page
      .getByRole("group", { name: ui.routes.compare.which })
      .getByRole("button", { name: en.route[route].name, exact: true });
  }
}
