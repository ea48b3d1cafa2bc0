import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";
import { AppWindow } from "./pages/app-window.ts";
import { serveFake, type FakeShell } from "./serve-fake.ts";

type Fixtures = {
  shell: FakeShell;
  /** The window, opened by a fresh link and ready for the first check. */
  app: AppWindow;
  /** Everything that was complained about: policy violations, errors, warnings of the page. */
  complaints: string[];
};

/** Complaints that a test provokes on purpose. */
const EXPECTED = [
  // The browser itself reports the line that a test cuts.
  /WebSocket connection to 'ws:.*' failed/,
  // A used or foreign code is refused with 403, which the browser prints.
  /Failed to load resource: the server responded with a status of 403/,
];

export const test = base.extend<Fixtures>({
  shell: async ({ page: _ }, use) => {
    const shell = await serveFake();
    await use(shell);
    await shell.close();
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    await use(complaints);
    // Every test is also a test of the policy: nothing it shows may break it.
    expect(complaints.filter((text) => !EXPECTED.some((pattern) => pattern.test(text)))).toEqual([]);
  },
  app: async ({ page, shell, complaints: _ }, use) => {
    const app = new AppWindow(page);
    await page.goto(shell.link());
    await app.ready();
    await use(app);
  },
});

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation of WCAG 2.2 AA in what is on the screen, in either theme; only colours differ between the two. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // In the page itself: the other mode opens one more page for every look, to put together frames that we do not have.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (
      colorScheme === "light" ? axe.withTags(WCAG) : axe.withRules(["color-contrast", "link-in-text-block"])
    ).analyze();
    const found = violations.map(
      (violation) =>
        `${violation.id}: ${violation.nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`).join("\n")}`,
    );
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

export { expect };
