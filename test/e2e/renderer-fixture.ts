import { createHash } from "node:crypto";
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

/** Kept for all tests of a worker: the browser keeps its process, with the script it has read, only for the same origin. */
let port = 0;

export const test = base.extend<Fixtures>({
  shell: async ({ page: _ }, use) => {
    const shell = await serveFake(port);
    port = Number(new URL(shell.address).port);
    await use(shell);
    await shell.close();
  },
  complaints: async ({ page }, use) => {
    // The one thing a test here may leave in its context that Playwright does not reset for the next.
    await page.context().clearPermissions();
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

/** For a page that has axe already: AxeBuilder would load its half a megabyte twice for every look. */
const NOTHING_TO_LOAD = "0";

/** Dark differs from light by its colours only. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Without FARSITE_LONG one state in so many is looked at in the dark theme, always the same ones. */
const STATES_FOR_ONE_IN_DARK = 4;

function isLookedAtInDark(state: string): boolean {
  const sum = createHash("sha256").update(state).digest().readUInt32BE();
  return process.env["FARSITE_LONG"] === "1" || sum % STATES_FOR_ONE_IN_DARK === 0;
}

/**
 * In the page: what has begun to fade or to change its colour has done so; what turns for ever goes on. What begins after it ends
 * at once, as motion is reduced. No frame is waited for: a test may have stopped the page's clock.
 */
function endMotion(): void {
  for (const motion of document.getAnimations()) {
    if (motion.effect?.getComputedTiming().endTime !== Infinity) motion.finish();
  }
}

/** No violation of WCAG 2.2 AA in what is on the screen, in the light theme, and for a sample of the states in the dark one. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of isLookedAtInDark(state) ? (["light", "dark"] as const) : (["light"] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // A page that is gone to in the window's first second may still be on its way.
    await page.locator("h1").first().waitFor({ state: "attached" });
    let found = await violationsOn(page, colorScheme);
    // A busy machine may still be on its way from one theme to the other; what is wrong stays wrong.
    if (found.length > 0) {
      await page.waitForTimeout(SETTLING_MS);
      found = await violationsOn(page, colorScheme);
    }
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

export { expect };

const SETTLING_MS = 500;

async function violationsOn(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  await page.evaluate(endMotion);
  const isLoaded = await page.evaluate(() => "axe" in globalThis);
  const axe = new AxeBuilder({ page, ...(isLoaded && { axeSource: NOTHING_TO_LOAD }) })
    // In the page itself: the other mode opens one more page for every look, to put together frames that we do not have.
    .setLegacyMode()
    // What passes is not described node by node.
    .options({ resultTypes: ["violations"] });
  const { violations } = await (colorScheme === "light" ? axe.withTags(WCAG) : axe.withRules(OF_COLOURS)).analyze();
  return violations.map(
    (violation) =>
      `${violation.id}: ${violation.nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`).join("\n")}`,
  );
}
