import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { end } from "./desk.ts";
import {
  addGenerated,
  beginSurvey,
  choose,
  downloaded,
  LABEL,
  openSite,
  ready,
  showsPassword,
  test,
} from "./desk-fixture.ts";
import { expectKeptQuiet } from "./kept-quiet.ts";
import type { AppWindow } from "./pages/app-window.ts";
import { inBothThemes } from "./picture.ts";
import { databaseBodies, zipEntries } from "./unpacked.ts";
import { shapesIn } from "../unit/vault/secret-traces.ts";

/** Passwords through the real app, a real keyring and real files; whatever was typed or made in a test is looked for at its end. */

const { ui } = en;
const SAFE_PASSPHRASE = "eleven otters mend a kite";
const PACKAGE_PASSPHRASE = "seven ducks paint the barn";

/** Names the laptop and saves its card; returns its fingerprint. */
async function saveCard(app: AppWindow, name: string, path: string): Promise<string> {
  const { page } = app;
  await app.goTo("settings");
  const own = page.getByRole("region", { name: ui.laptops.own });
  await own.getByRole("textbox", { name: ui.laptops.name }).fill(name);
  await own.getByRole("button", { name: ui.common.save }).click();
  await expect(own.getByRole("button", { name: ui.common.save })).toHaveCount(0);
  await own.getByRole("button", { name: ui.laptops.showCard }).click();
  const dialog = app.dialog(ui.laptops.cardTitle.replace("{{laptop}}", name));
  const fingerprint = await dialog.getByText(FINGERPRINT).innerText();
  await downloaded(page, () => dialog.getByRole("button", { name: ui.laptops.cardFile }).click(), path);
  await page.keyboard.press("Escape");
  return fingerprint;
}
const FINGERPRINT = /^\s*\w{4,5}([-\s]+\w{4,5}){3,}\s*$/;

const pdfText = (file: string, passphrase: string): string =>
  execFileSync("pdftotext", ["-upw", passphrase, file, "-"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

test("a password is made, looked at, handed over to a confirmed laptop and put on a sealed sheet", async ({
  openDesk,
  launchOptions,
}, testInfo) => {
  const [here, there] = [await openDesk(), await openDesk()];
  const page = await here.tab((await here.serve()).link, launchOptions);
  const { app } = await ready(page);
  await beginSurvey(app, "Bakery");
  await openSite(app, "Bakery");
  await app.passwords.openLink.click();
  const password = await addGenerated(app);
  await showsPassword(app, password);
  await app.passwords.copyButton(LABEL).click();
  await expect(page.getByText(ui.passwords.copied)).toBeVisible();
  expect(await clipboard(page)).toBe(password);
  for (const event of ["kept", "shown", "copied"] as const)
    await expect(app.passwords.ledger).toContainText(ui.passwords.event[event]);
  await inBothThemes(page, "passwords");

  await app.passwords.sheetButton.click();
  const sheet = app.passwords.dialog(ui.sheet.title);
  await sheet.getByRole("textbox", { name: ui.sheet.to }).fill("Mrs Moser");
  await sheet.getByRole("button", { name: ui.sheet.make }).click();
  const sheetPassphrase = await sheet.getByLabel(ui.sheet.passphrase, { exact: true }).inputValue();
  const pdf = await downloaded(
    page,
    () => sheet.getByRole("button", { name: ui.sheet.create }).click(),
    testInfo.outputPath("sheet.pdf"),
  );
  await app.passwords.dialog(ui.sheet.readyTitle).getByRole("button", { name: ui.sheet.done }).click();
  const text = pdfText(pdf, sheetPassphrase);
  for (const word of [password, "Mrs Moser", "Bakery", LABEL]) expect(text).toContain(word);
  expect(() => pdfText(pdf, "another passphrase")).toThrow();

  const page2 = await there.tab((await there.serve()).link, launchOptions);
  const { app: app2 } = await ready(page2);
  const card = testInfo.outputPath("card.json");
  const fingerprint = await saveCard(app2, "Van 2", card);
  await app.goTo("settings");
  await page.getByRole("button", { name: ui.laptops.add }).click();
  await choose(page, () => page.getByRole("button", { name: ui.laptops.addFile }).click(), card);
  const comparing = app.passwords.dialog(ui.laptops.compareTitle.replace("{{laptop}}", "Van 2"));
  await expect(comparing.getByText(fingerprint)).toBeVisible();
  await inBothThemes(page, "compare-laptops");
  await comparing.getByRole("button", { name: ui.laptops.compareSame }).click();
  await expect(comparing).toHaveCount(0);

  const [survey, sealed] = [testInfo.outputPath("plain.farsite"), testInfo.outputPath("sealed.farsite")];
  await here.farsite(["export", "Bakery", "-o", survey]);
  await here.farsite(["export", "Bakery", "-o", sealed, "--passphrase-env", "PASSPHRASE"], {
    env: { PASSPHRASE: PACKAGE_PASSPHRASE },
  });
  await there.farsite(["import", survey, "--yes"]);
  await openSite(app, "Bakery");
  await app.passwords.openLink.click();
  await app.passwords.handOverButton.click();
  await app.passwords.dialog(ui.handOver.title).getByRole("button", { name: ui.handOver.make, exact: true }).click();
  const madeFor = app.passwords.dialog(ui.handOver.readyTitle.replace("{{laptop}}", "Van 2"));
  const handOver = await downloaded(
    page,
    () => madeFor.getByRole("button", { name: ui.handOver.saveFile }).click(),
    testInfo.outputPath("van-2.farsite-handover"),
  );
  await madeFor.getByRole("button", { name: ui.handOver.done }).click();
  await expect(app.passwords.ledger).toContainText(ui.passwords.event["handed-over"].replace("{{to}}", "Van 2"));

  await openSite(app2, "Bakery");
  await app2.passwords.openLink.click();
  await expect(app2.passwords.row(LABEL)).toContainText(ui.passwords.elsewhere);
  await app2.passwords.receiveButton.first().click();
  await choose(page2, () => page2.getByRole("button", { name: ui.handOver.receiveFile }).click(), handOver);
  const taken = app2.passwords.dialog(ui.handOver.receivedList);
  await expect(taken.getByRole("listitem")).toHaveText([LABEL]);
  await taken.getByRole("button", { name: ui.handOver.done }).click();
  await showsPassword(app2, password);

  const files = [pdf, card, survey, sealed, handOver];
  for (const desk of [here, there]) {
    const secrets = desk.secrets();
    expect(Object.values(secrets)).toContain(password);
    expect(Object.keys(secrets).filter((name) => name.startsWith("laptop-key/"))).toHaveLength(1);
    await desk.closeTabs();
    expectKeptQuiet(desk, secrets, [sheetPassphrase, PACKAGE_PASSPHRASE], files);
  }
  // It is looked for in a way that finds it: what is no secret is found wherever surveys are.
  const isIn = (bodies: Buffer[]): boolean => bodies.some((body) => shapesIn(body, LABEL).length > 0);
  expect([databaseBodies(here.dataFolder), databaseBodies(there.dataFolder), zipEntries(survey)].map(isIn)).toEqual([
    true,
    true,
    true,
  ]);
  writeFileSync(join(here.folder, "planted"), Buffer.from(`x${password}`).toString("base64"));
  expect(() => expectKeptQuiet(here, {}, [password])).toThrow(/planted/);
});

test("without a keychain the page says what to do, and a passphrase safe holds after a restart", async ({
  openDesk,
  launchOptions,
}) => {
  const desk = await openDesk("none");
  const first = await desk.serve();
  const page = await desk.tab(first.link, launchOptions);
  const { app } = await ready(page);
  await beginSurvey(app, "Bakery");
  await openSite(app, "Bakery");
  await app.passwords.openLink.click();
  const notice = app.notice(ui.keeping.missing);
  await expect(notice).toContainText(en.vault.keychain.missing.linux);
  await inBothThemes(page, "no-keychain");
  await notice.getByRole("button", { name: ui.keeping.useSafe }).click();
  const begin = app.passwords.dialog(ui.keeping.newTitle);
  await begin.getByLabel(ui.keeping.passphraseField, { exact: true }).fill(SAFE_PASSPHRASE);
  await begin.getByLabel(ui.keeping.again, { exact: true }).fill(SAFE_PASSPHRASE);
  await begin.getByRole("button", { name: ui.keeping.begin }).click();
  await expect(begin).toHaveCount(0);
  const password = await addGenerated(app);
  await showsPassword(app, password);
  await end(first.process, "SIGTERM");
  await desk.closeTabs();
  expectKeptQuiet(desk, {}, [password, SAFE_PASSPHRASE]);

  const page2 = await desk.tab((await desk.serve()).link, launchOptions);
  const { app: again } = await ready(page2);
  await openSite(again, "Bakery");
  await again.passwords.openLink.click();
  const locked = again.notice(ui.keeping.passphraseLocked);
  await inBothThemes(page2, "safe-locked");
  await locked.getByRole("button", { name: ui.keeping.open }).click();
  const open = again.passwords.dialog(ui.keeping.openTitle);
  await open.getByLabel(ui.keeping.passphraseField, { exact: true }).fill("not the passphrase");
  await open.getByRole("button", { name: ui.keeping.open }).click();
  await expect(again.notice(en.error.PASSPHRASE_WRONG.title)).toBeVisible();
  await open.getByLabel(ui.keeping.passphraseField, { exact: true }).fill(SAFE_PASSPHRASE);
  await open.getByRole("button", { name: ui.keeping.open }).click();
  await expect(open).toHaveCount(0);
  await showsPassword(again, password);
  await again.goTo("passwords");
  await again.passwords.keeping.getByRole("button", { name: ui.keeping.lock }).click();
  await expect(again.notice(ui.keeping.passphraseLocked)).toBeVisible();
  await desk.closeTabs();
  expectKeptQuiet(desk, {}, [password, SAFE_PASSPHRASE, "not the passphrase"]);
});
