import { readFile } from "node:fs/promises";
import type { SyncEvent, TransferPreview } from "#core/contract/team-calls.ts";
import { en } from "#core/text/en.ts";
import { emptySite, writeRevision } from "./fake-survey.ts";
import { fakePreview, OTHER_LAPTOP, someHub } from "./fake-team.ts";
import { fakeLaptop } from "./fake-vault.ts";
import { PhotosView } from "./pages/photos-view.ts";
import { TeamView } from "./pages/team-view.ts";
import { inBothThemes } from "./picture.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { ui, error } = en;
const { transfer, team, storage } = ui;

const PASSPHRASE = "correct horse battery staple";

const siteOf = (changes: Partial<TransferPreview["sites"][number]>): TransferPreview["sites"][number] => ({
  siteId: crypto.randomUUID(),
  name: "Bakery",
  what: "new",
  newRevisions: 12,
  newPhotos: 3,
  conflicts: 0,
  unsigned: 0,
  ...changes,
});

function keepSites(shell: FakeShell, ...names: string[]): string[] {
  return names.map((name) => {
    const site = emptySite(name);
    return writeRevision(shell.store, site, site.document).id;
  });
}

test("a survey is passed on as a file, with a passphrase that was typed twice", async ({ app: _, page, shell }) => {
  const [siteId = ""] = keepSites(shell, "Bakery");
  await page.evaluate((hash) => (window.location.hash = hash), `#/sites/${siteId}`);
  const view = new TeamView(page);
  await view.button(transfer.exportSome).click();
  const dialog = view.dialog(transfer.exportTitle.replace("{{site}}", "Bakery"));
  await expect(dialog).toContainText(transfer.goesNoPasswords);
  await dialog.getByRole("switch", { name: transfer.photos }).click();
  await expect(dialog).toContainText(transfer.goesNoPhotos);
  await dialog.getByRole("switch", { name: transfer.protect }).click();
  await view.button(transfer.make).click();
  await expect(dialog).toContainText(transfer.missing);
  await dialog.getByLabel(transfer.passphrase, { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel(transfer.again).fill("something else");
  await view.button(transfer.make).click();
  await expect(dialog).toContainText(transfer.differs);
  await expectAccessible(page, "export");
  await inBothThemes(page, "export");
  await dialog.getByLabel(transfer.again).fill(PASSPHRASE);
  const download = page.waitForEvent("download");
  await view.button(transfer.make).click();
  expect((await download).suggestedFilename()).toBe("Farsite 2026-11-21.farsite");
  expect(await readFile(await (await download).path(), "utf8")).toBe("PK");
  expect(shell.store.team.exports).toEqual([{ siteIds: [siteId], photos: false, passphrase: PASSPHRASE }]);
  await expect(dialog).toHaveCount(0);
});

test("some sites or all are passed on", async ({ app, page, shell }) => {
  const [bakery = "", hotel = "", kiosk = ""] = keepSites(shell, "Bakery", "Hotel Alpenblick", "Kiosk");
  await app.goTo("sites");
  const view = new TeamView(page);
  await view.button(transfer.exportSome).click();
  const dialog = view.dialog(transfer.exportSitesTitle);
  await view.button(transfer.make).click();
  await expect(dialog).toContainText(transfer.chooseSome);
  await dialog.getByRole("textbox", { name: transfer.find }).fill("alpen");
  await expect(dialog.getByRole("checkbox")).toHaveCount(1);
  await dialog.getByRole("checkbox", { name: "Hotel Alpenblick" }).click();
  await dialog.getByRole("textbox", { name: transfer.find }).fill("kio");
  await dialog.getByRole("checkbox", { name: "Kiosk" }).click();
  await expectAccessible(page, "export of sites");
  await inBothThemes(page, "export-sites");
  await view.button(transfer.make).click();
  await expect(dialog).toHaveCount(0);
  await view.button(transfer.exportSome).click();
  await dialog.getByText(transfer.all_other.replace("{{count}}", "3")).click();
  await view.button(transfer.make).click();
  await expect(dialog).toHaveCount(0);
  expect(shell.store.team.exports.map(({ siteIds }) => siteIds.toSorted())).toEqual([
    [hotel, kiosk].toSorted(),
    [bakery, hotel, kiosk].toSorted(),
  ]);
});

test("a protected file is opened, looked at, and only what is chosen is taken in", async ({ app, page, shell }) => {
  const { store } = shell;
  const [known = ""] = keepSites(shell, "Hotel Alpenblick");
  const bakery = siteOf({ unsigned: 2 });
  const hotel = siteOf({ siteId: known, name: "Hotel Alpenblick", what: "merges", conflicts: 2, newPhotos: 0 });
  const kiosk = siteOf({ name: "Kiosk", what: "same", newRevisions: 0, newPhotos: 0 });
  const school = siteOf({ name: "School", what: "adds", newRevisions: 1 });
  store.team.preview = fakePreview([bakery, hotel, kiosk, school]);
  store.team.passphrase = PASSPHRASE;
  store.vault.laptops = [...store.vault.laptops, fakeLaptop({ id: OTHER_LAPTOP, trust: "confirmed" })];
  await app.goTo("sites");
  const view = new TeamView(page);
  await view.button(transfer.import).click();
  await expectAccessible(page, "import");
  await view.choose();
  const locked = view.dialog(transfer.lockedTitle.replace("{{file}}", "bakery.farsite"));
  await locked.getByLabel(transfer.passphrase, { exact: true }).fill("wrong");
  await view.button(transfer.unlock).click();
  await expect(app.notice(error.PASSPHRASE_WRONG.title)).toBeVisible();
  await locked.getByLabel(transfer.passphrase, { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  const preview = view.dialog(transfer.previewTitle);
  await expect(preview).toContainText("Petra Lang, Van 2");
  await expect(preview).toContainText(transfer.maker.confirmed);
  await expect(preview).toContainText(transfer.unsigned_other.replace("{{count}}", "2"));
  await expect(view.row("Hotel Alpenblick")).toContainText(transfer.what.merges);
  await expect(view.row("Kiosk").getByRole("checkbox")).toBeDisabled();
  await expectAccessible(page, "preview of a file");
  await inBothThemes(page, "import-preview");
  await view.row("School").getByRole("checkbox").click();
  await view.button(transfer.take_other.replace("{{count}}", "2")).click();
  const done = view.dialog(transfer.doneTitle);
  await expect(done).toContainText(transfer.toDecide_other.replace("{{count}}", "2"));
  expect(store.team.applied).toEqual([[bakery.siteId, known]]);
  await expectAccessible(page, "taken in");
  await inBothThemes(page, "import-done");
  await done.getByRole("button", { name: transfer.openOf.replace("{{site}}", "Bakery") }).click();
  await expect(app.title).toHaveText("Bakery");
  await expect.poll(() => store.team.dropped).toContain(store.team.preview.transferId);
});

test("a file that is dropped anywhere is opened; of an unknown laptop that is said, whatever name it gives", async ({
  app,
  page,
  shell,
}) => {
  const { store } = shell;
  store.team.preview = fakePreview([siteOf({})]);
  // One of the same name is known and confirmed: a name proves nothing.
  store.vault.laptops = [...store.vault.laptops, fakeLaptop({ trust: "confirmed" })];
  const view = new TeamView(page);
  const drop = (name: string) =>
    new PhotosView(page).bring("drop", [{ name, mimeType: "application/octet-stream", buffer: Buffer.from("PK") }]);
  await app.goTo("devices");
  await drop("bakery.farsite");
  await expect(view.dialog(transfer.previewTitle)).toContainText(transfer.maker.unknown);
  await view.button(ui.common.cancel).click();
  await expect.poll(() => store.team.dropped).toEqual([store.team.preview.transferId]);
  expect(store.team.applied).toEqual([]);

  store.team.openTrouble = { code: "NOT_A_PACKAGE", data: { detail: "manifest.json: not JSON" } };
  await drop("bakery.farsite");
  await expect(app.notice(error.NOT_A_PACKAGE.title)).toBeVisible();
  await expectAccessible(page, "not a package");
  store.team.openTrouble = { code: "PACKAGE_NEWER", data: { found: 9, known: 1 } };
  await view.choose();
  await expect(app.notice(error.PACKAGE_NEWER.title)).toBeVisible();
  await view.button(ui.common.cancel).click();

  // The window stays, whatever is dropped on it.
  await drop("invoice.pdf");
  await expect(view.dialog(transfer.notThis)).toBeVisible();
  await view.button(ui.common.close).click();
  await expect(app.title).toBeVisible();
});

const synced: SyncEvent = {
  type: "finished",
  pushed: 3,
  pulled: 41,
  photosPushed: 2,
  photosPulled: 0,
  sitesChanged: 4,
  conflicts: 1,
  refused: 0,
};

test("the team's server is set up by its line, exchanged with and forgotten", async ({ app, page, shell }) => {
  const { store } = shell;
  const view = new TeamView(page);
  await view.open("team");
  await expect(page.getByText(team.none)).toBeVisible();
  await expectAccessible(page, "no team server");
  await inBothThemes(page, "team-none");
  await view.button(team.setUp).click();
  const line = page.getByLabel(team.lineField, { exact: true });
  await line.fill("https://db.example.com");
  await expect(page.getByRole("dialog")).toContainText(team.lineWrong);
  await line.fill("postgres://anna@db.example.com/farsite#s3cret%2Fword");
  await expect(page.getByRole("dialog")).toContainText("anna on db.example.com:5432/farsite");
  await page.getByRole("button", { name: team.authority }).click();
  await page.getByRole("textbox", { name: team.authorityField }).fill("no certificate");
  await expect(page.getByRole("dialog")).toContainText(team.authorityWrong);
  const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
  await page.getByRole("textbox", { name: team.authorityField }).fill(pem);
  store.team.hubTrouble = { code: "HUB_REFUSED", data: { hub: "db.example.com:5432/farsite", detail: "28P01" } };
  await view.button(team.tryOut).click();
  await expect(app.notice(error.HUB_REFUSED.title)).toBeVisible();
  await expectAccessible(page, "team server refused");
  await inBothThemes(page, "team-set-up");
  store.team.hubTrouble = null;
  await view.button(team.tryOut).click();
  await expect(page.getByText(team.never)).toBeVisible();
  expect(store.team.hubUsed).toEqual([
    { url: "postgres://anna@db.example.com:5432/farsite", password: "s3cret/word", authority: pem },
  ]);
  await expect(page.locator("body")).not.toContainText("s3cret");

  store.team.syncEvents = [{ type: "progress", phase: "pull", done: 120, total: 400 }];
  store.team.syncStall = true;
  await view.button(team.sync).click();
  const words = team.phase.pull.replace("{{done}}", "120").replace("{{total}}", "400");
  await expect(page.getByRole("progressbar", { name: words })).toBeVisible();
  await expectAccessible(page, "exchanging");
  await inBothThemes(page, "team-running");
  // It goes on while other pages are looked at.
  await app.goTo("sites");
  await view.open("team");
  await expect(page.getByRole("progressbar", { name: words })).toBeVisible();
  await view.button(team.stop).click();
  await expect(view.button(team.sync)).toBeVisible();

  store.team.syncStall = false;
  store.team.syncEvents = [synced];
  await view.button(team.sync).click();
  await expect(app.notice(team.resultTitle)).toContainText(team.result.pulled_other.replace("{{count}}", "41"));
  await expect(app.notice(team.resultTitle)).toContainText(team.conflicts_one.replace("{{count}}", "1"));
  await inBothThemes(page, "team-done");

  await view.button(team.forget).click();
  const forget = view.dialog(team.forgetTitle.replace("{{hub}}", "db.example.com:5432/farsite"));
  await expect(forget).toContainText(team.forgetKept);
  await forget.getByRole("button", { name: team.forget }).click();
  await expect(page.getByText(team.none)).toBeVisible();
});

test("the frame says what a person has to mend, and nothing about being offline", async ({ app, page, shell }) => {
  const { store } = shell;
  const nav = page.getByRole("navigation");
  const trouble = (code: "HUB_UNREACHABLE" | "HUB_REFUSED", detail: string) => ({
    ...someHub,
    trouble: { code, data: { hub: "db.example.com:5432/farsite", detail } },
    lastSyncAt: new Date().toISOString(),
    waiting: { revisions: 4, photos: 1 },
  });
  const again = async (): Promise<void> => {
    await app.goTo("check");
    await page.reload();
    await app.ready();
  };
  store.team.hub = trouble("HUB_UNREACHABLE", "no route (ENETUNREACH)");
  await again();
  const view = new TeamView(page);
  await view.open("team");
  await expect(page.getByText(team.waitingRevisions_other.replace("{{count}}", "4"))).toBeVisible();
  await expect(app.notice(error.HUB_UNREACHABLE.title)).toBeVisible();
  await app.goTo("sites");
  await expect(nav.getByText(team.sign.trouble)).toHaveCount(0);
  await expect(nav.getByText(team.sign.waiting)).toHaveCount(0);

  store.team.hub = trouble("HUB_REFUSED", "28P01");
  await again();
  await expect(nav.getByText(team.sign.trouble)).toBeVisible();
  await expectAccessible(page, "team server in trouble");

  store.team.hub = { ...someHub, lastSyncAt: "2026-01-01T00:00:00Z", waiting: { revisions: 1, photos: 0 } };
  await again();
  await expect(nav.getByText(team.sign.waiting)).toBeVisible();
});

test("a damaged file is told on every page and repaired step by step", async ({ app, page, shell }) => {
  const { store } = shell;
  store.team.storage = { ...store.team.storage, state: "read-only", detail: "database disk image is malformed" };
  store.team.repair = { ...store.team.repair, lost: 3, setBack: ["Bakery", "Hotel Alpenblick"] };
  await page.reload();
  await app.ready();
  await expect(app.notice(storage.readOnlyShort)).toBeVisible();
  await expectAccessible(page, "damaged");
  await page.getByRole("link", { name: storage.toRepair }).click();
  await expect(app.title).toHaveText(storage.title);
  await expect(app.notice(storage.state["read-only"])).toContainText(storage.readOnlyText);
  await inBothThemes(page, "storage-damaged");
  await view(page).button(storage.repair).click();
  await expect(page.getByRole("dialog")).toContainText(storage.repairKeptText);
  await expectAccessible(page, "repair");
  await inBothThemes(page, "storage-repair");
  await view(page).button(storage.repairRun).click();
  const done = view(page).dialog(storage.repairedTitle);
  await expect(done).toContainText(storage.lost_other.replace("{{count}}", "3"));
  await expect(done).toContainText("Hotel Alpenblick");
  await expect(done).toContainText(store.team.repair.damagedFile);
  await inBothThemes(page, "storage-repaired");
  await view(page).button(transfer.finish).click();
  await expect(app.notice(storage.state.ok)).toBeVisible();
  expect(store.team.repairs).toBe(1);
});

test("what was put back after a crash is said once; copies are listed and made by hand", async ({
  app,
  page,
  shell,
}) => {
  const { store } = shell;
  store.team.storage = { ...store.team.storage, state: "healed", healed: 3 };
  await page.reload();
  await app.ready();
  await expect(app.notice(storage.healedShort)).toContainText(storage.healedText_other.replace("{{count}}", "3"));
  await view(page).button(storage.dismiss).click();
  await expect(app.notice(storage.healedShort)).toHaveCount(0);
  await app.goTo("sites");
  await expect(app.notice(storage.healedShort)).toHaveCount(0);
  await view(page).open("storage");
  const copies = page.getByRole("table", { name: storage.backups });
  await expect(copies.getByRole("row")).toHaveCount(3);
  await view(page).button(storage.backUp).click();
  await expect(copies.getByRole("row")).toHaveCount(4);
  await expect(copies).toContainText(storage.whyOf["by-hand"]);
  await expectAccessible(page, "storage");
  await inBothThemes(page, "storage");
});

test("in German, in a small window, everything fits", async ({ app, page, shell }) => {
  const { store } = shell;
  store.settings = { ...store.settings, locale: "de" };
  store.team.hub = { ...someHub, waiting: { revisions: 12, photos: 3 } };
  store.team.preview = fakePreview([siteOf({ name: "Bäckerei Huber", what: "merges", conflicts: 1, unsigned: 1 })]);
  const [siteId = ""] = keepSites(shell, "Hotel Alpenblick");
  await page.setViewportSize({ width: 1024, height: 640 });
  await page.reload();
  await expect(app.title).toBeVisible();
  const places = {
    team: "#/settings/team",
    storage: "#/settings/storage",
    settings: "#/settings",
    photos: `#/sites/${siteId}/photos`,
    site: `#/sites/${siteId}`,
    sites: "#/sites",
  };
  for (const [name, hash] of Object.entries(places)) {
    await page.evaluate((to) => (window.location.hash = to), hash);
    await expect(app.title).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(1024);
    await inBothThemes(page, `de-${name}`);
  }
  await new PhotosView(page).bring("drop", [
    { name: "huber.farsite", mimeType: "application/octet-stream", buffer: Buffer.from("PK") },
  ]);
  await expect(page.getByRole("dialog")).toContainText("Bäckerei Huber");
  await inBothThemes(page, "de-import");
});

const view = (page: ConstructorParameters<typeof TeamView>[0]): TeamView => new TeamView(page);
