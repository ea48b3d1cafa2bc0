import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect as expectAtOnce, type Page } from "@playwright/test";
import type { Diagnosis, VerdictKind } from "#core/nat/diagnosis.ts";
import { en } from "#core/text/en.ts";
import { EXPECT_MS } from "./expect-timeout.ts";
import { inBothThemes } from "./picture.ts";
import { AppWindow } from "./pages/app-window.ts";

export type JourneySite = {
  /** Names the pictures. */
  shell: "browser" | "window";
  dataFolder: string;
  /** Entries in the router's own tables. */
  mappingsLeft: () => Promise<number>;
};

/** What the site has to be found to be, and how much of it. */
export type Expected = {
  verdict: VerdictKind;
  inbound: Diagnosis["inbound"];
  /** The boxes of the NAT map, each by words that stand with it: what it is and whose. */
  boxes: readonly (readonly string[])[];
};

/** The window is driven outside of the test runner, and so without its settings. */
const expect = expectAtOnce.configure({ timeout: EXPECT_MS });

const PASSWORD = "kitchen-Sink-4711-ä";
const ACCOUNT = "Router, admin";

/**
 * The whole thread through the real app at a real site: check, verdict, saved, past check, router login in the keychain, PDF.
 * `savePdf` is how this shell hands over a file.
 */
export async function journey(
  page: Page,
  site: JourneySite,
  expected: Expected,
  savePdf: (press: () => Promise<void>) => Promise<string>,
): Promise<void> {
  const app = new AppWindow(page);
  await app.ready();
  await checkUntilFound(app, expected);
  expect(await site.mappingsLeft()).toBe(0);
  await expect(app.check.verdictOf(expected.verdict)).toBeVisible();
  const inbound = en.inbound[expected.inbound];
  // Behind a carrier's NAT it goes without saying that nothing was tested.
  if (expected.verdict !== "cgnat") await expect(app.check.verdict).toContainText(inbound);
  for (const [title = "", ...words] of expected.boxes) {
    const box = app.check.path.getByRole("listitem").filter({ has: page.getByText(title, { exact: true }) });
    for (const word of words) await expect(box).toContainText(word);
  }
  await pictures(page, site.shell);
  const sentence = await app.check.sentence.innerText();

  const pdf = await savePdf(() => app.check.exportButton.click());
  expect(execFileSync("pdfinfo", [pdf], { encoding: "utf8" })).toMatch(/Tagged:\s+yes/);
  const text = execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" });
  expect(withoutBreaks(text)).toContain(withoutBreaks(sentence));
  expect(withoutBreaks(text)).toContain(withoutBreaks(inbound));

  await app.check.savedSite.click();
  await app.passwords.openLink.click();
  await app.passwords.keep({ label: ACCOUNT, userName: "admin", password: PASSWORD });
  await app.passwords.showButton(ACCOUNT).click();
  await expect(app.passwords.list.getByText(PASSWORD)).toBeVisible();
  expect(filesHolding(site.dataFolder, PASSWORD)).toEqual([]);

  await page.reload();
  await expect(app.passwords.showButton(ACCOUNT)).toBeVisible();
  await app.passwords.forget(ACCOUNT);
  await expect(app.passwords.row(ACCOUNT)).toHaveCount(0);
  await app.goTo("sites");
  await expect(app.sites.rows).toHaveCount(1);
}

/**
 * A check ends in time, whatever it has got by then, and a computer that has other things to do (ten programs that each want
 * a core) gets too little: then it is done again, as a person would. What is right at all is tested in the lab.
 */
const CHECK_TRIES = 3;

async function checkUntilFound(app: AppWindow, { verdict, inbound, boxes }: Expected): Promise<void> {
  await app.check.start();
  await app.check.saved();
  const wanted = [en.verdict.name[verdict], ...(verdict === "cgnat" ? [] : [en.inbound[inbound]]), ...boxes.flat()];
  for (let tries = 1; tries < CHECK_TRIES; tries++) {
    const shown = `${await app.check.verdict.textContent()} ${await app.check.path.textContent()}`;
    const lacking = wanted.filter((words) => !shown.includes(words));
    if (lacking.length === 0) return;
    process.stderr.write(`A check did not find "${lacking.join('", "')}" in its time and is done again.\n`);
    // An open verdict has one more below it.
    await app.check.againButton.first().click();
    await app.check.savedSite.waitFor({ state: "detached" });
    await app.check.saved();
  }
}

/** The files below a folder in which a secret stands as it is. */
function filesHolding(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(secret));
}

/** pdftotext takes a hyphen at the end of a line for one that only breaks a word, and leaves it away. */
const withoutBreaks = (text: string): string => text.replace(/[-\s]+/g, "");

/** The result in both themes and (once is enough) its NAT map, for README and docs: only where `FARSITE_SCREENSHOTS` names a folder. */
async function pictures(page: Page, shell: string): Promise<void> {
  await inBothThemes(page, shell);
  const folder = process.env["FARSITE_SCREENSHOTS"];
  if (!folder) return;
  if (shell !== "browser") return;
  await page.emulateMedia({ colorScheme: "light" });
  const map = page.getByRole("region", { name: en.ui.map.title });
  await map.screenshot({ path: join(folder, `${shell}-map.png`), animations: "disabled" });
}
