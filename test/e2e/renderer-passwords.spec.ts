import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { emptySite } from "./fake-survey.ts";
import { fakeLaptop, keepAccount, surveyedRecorder } from "./fake-vault.ts";
import type { AppWindow } from "./pages/app-window.ts";
import { textOfQrCode } from "./pages/qr-code-in-view.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { ui, error } = en;
const SECRET = "Kq7-vX_2mTz!9wRb";
const SHOWN_MS = 30_000;
const DAY_MS = 86_400_000;

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** A site of which nothing is known but a recorder in its survey; its passwords are in view. */
async function atSite(app: AppWindow, { store }: FakeShell, before?: (siteId: string) => void): Promise<string> {
  const site = emptySite("Hotel Alpenblick");
  store.sites.set(site.id, { ...site, document: { ...site.document, devices: [surveyedRecorder] } });
  before?.(site.id);
  await app.page.evaluate((id) => (window.location.hash = `#/sites/${id}/passwords`), site.id);
  await expect(app.title).toHaveText(ui.passwords.title);
  return site.id;
}

/** All that assistive technology is told, the address and the title: where a secret must never be. */
async function expectKeptQuiet(page: Page, secret: string): Promise<void> {
  expect(page.url()).not.toContain(secret);
  expect(await page.title()).not.toContain(secret);
  for (const region of await page.locator("[aria-live], [role=status], [role=alert]").all())
    await expect(region).not.toContainText(secret);
  expect(
    await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])),
  ).not.toContain(secret);
}

/** From here on time passes only where the test says so. */
async function stopClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1_000);
}

test("a password is made for the device and kept", async ({ app, page, shell }) => {
  const siteId = await atSite(app, shell);
  await expect(page.getByText(ui.passwords.noneTitle)).toBeVisible();
  await expectAccessible(page, "no passwords");
  await app.passwords.addButton.click();
  await app.passwords.save();
  await expect(app.passwords.form).toContainText(ui.passwords.labelMissing);
  await expect(app.passwords.form).toContainText(ui.passwords.passwordMissing);
  await app.passwords.form.getByRole("combobox", { name: ui.passwords.formKind }).click();
  await page.getByRole("option", { name: ui.passwords.kind.recorder }).click();
  await app.passwords.form.getByRole("combobox", { name: ui.passwords.device }).click();
  await page.getByRole("option", { name: /Recorder in the cabinet/ }).click();
  await expect(app.passwords.form.getByRole("combobox", { name: ui.passwords.rules })).toContainText("Hikvision");
  const field = app.passwords.form.getByLabel(ui.passwords.password, { exact: true });
  await field.fill("abc");
  await expect(app.passwords.form).toContainText(ui.passwords.strengthOf.weak);
  await expect(app.passwords.form).toContainText(ui.passwords.tooShort_other.replace("{{count}}", "8"));
  await expectAccessible(page, "password form");
  await app.passwords.form.getByRole("button", { name: ui.passwords.generate }).click();
  await expect(field).not.toHaveValue("abc");
  await expect(app.passwords.form).toContainText(ui.passwords.strengthOf["very-strong"]);
  await expect(field).toHaveAttribute("type", "password");
  await expect(field).toHaveAttribute("autocomplete", "new-password");
  const made = await field.inputValue();
  await app.passwords.form.getByRole("textbox", { name: ui.passwords.label, exact: true }).fill("Recorder, admin");
  await app.passwords.form.getByRole("textbox", { name: ui.passwords.userName }).fill("admin");
  await app.passwords.form.getByLabel(ui.passwords.changeBy).fill(inDays(12));
  await app.passwords.save();
  await expect(app.passwords.row("Recorder, admin")).toContainText("admin");
  await expect(app.passwords.row("Recorder, admin")).toContainText(ui.passwords.dueIn_other.replace("{{count}}", "12"));
  await expect(page.locator("body")).not.toContainText(made);
  await expectKeptQuiet(page, made);
  expect([...shell.store.vault.secrets.values()]).toEqual([made]);
  expect(shell.store.vault.accounts.get(siteId)).toMatchObject([
    { kind: "recorder", deviceId: surveyedRecorder.id, userName: "admin" },
  ]);
  await expect(app.passwords.ledger).toContainText(ui.passwords.event.kept);
});

test("a password is shown for a while, and hidden when the window is left", async ({ app, page, shell }) => {
  await atSite(app, shell, (siteId) => void keepAccount(shell.store.vault, siteId, { password: SECRET }));
  await stopClock(page);
  await app.passwords.showButton("Router").click();
  await expect(app.passwords.row("Router")).toContainText(SECRET);
  await expectKeptQuiet(page, SECRET);
  await page.clock.fastForward(SHOWN_MS - 1_000);
  await expect(app.passwords.row("Router")).toContainText(SECRET);
  await page.clock.fastForward(1_000);
  await expect(page.locator("body")).not.toContainText(SECRET);

  await app.passwords.showButton("Router").click();
  await expect(app.passwords.row("Router")).toContainText(SECRET);
  await page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await expect(page.locator("body")).not.toContainText(SECRET);

  await app.passwords.showButton("Router").click();
  await expect(app.passwords.row("Router")).toContainText(SECRET);
  await page.keyboard.press("Enter");
  await expect(page.locator("body")).not.toContainText(SECRET);
  await expect(app.passwords.showButton("Router")).toBeFocused();
  await expect(app.passwords.ledger.getByText(ui.passwords.event.shown)).toHaveCount(3);
});

test("a copied password leaves the clipboard, what was copied since stays", async ({ app, page, shell }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await atSite(app, shell, (siteId) => void keepAccount(shell.store.vault, siteId, { password: SECRET }));
  await stopClock(page);
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await app.passwords.copyButton("Router").click();
  await expect(page.getByText(ui.passwords.copied)).toBeVisible();
  expect(await clipboard()).toBe(SECRET);
  await expect(page.locator("body")).not.toContainText(SECRET);
  await page.clock.fastForward(SHOWN_MS);
  await expect(page.getByText(ui.passwords.clipboardCleared).last()).toBeVisible();
  expect(await clipboard()).toBe("");

  await app.passwords.copyButton("Router").click();
  await expect.poll(clipboard).toBe(SECRET);
  await page.evaluate(() => navigator.clipboard.writeText("192.168.1.1"));
  // It goes on while another page is looked at.
  await app.goTo("sites");
  await page.clock.fastForward(SHOWN_MS);
  await expect(page.getByText(ui.passwords.clipboardCleared).last()).toBeVisible();
  expect(await clipboard()).toBe("192.168.1.1");
});

test("where the clipboard can't be read, the person is told and clears it", async ({ app, page, shell }) => {
  await page.context().grantPermissions(["clipboard-write"]);
  await atSite(app, shell, (siteId) => void keepAccount(shell.store.vault, siteId, { password: SECRET }));
  await stopClock(page);
  await app.passwords.copyButton("Router").click();
  await expect(page.getByText(ui.passwords.copied)).toBeVisible();
  await app.goTo("settings");
  await page.clock.fastForward(SHOWN_MS);
  const notice = app.notice(ui.passwords.clipboardStays);
  await expect(notice).toContainText("Router");
  await page.clock.resume();
  await expectAccessible(page, "clipboard stays");
  await notice.getByRole("button", { name: ui.passwords.clipboardClear }).click();
  await expect(notice).toHaveCount(0);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("");
});

test("what is elsewhere or lost says where it is and what to do", async ({ app, page, shell }) => {
  await atSite(app, shell, (siteId) => {
    keepAccount(shell.store.vault, siteId, { label: "Camera", holders: ["Petra Lang (Van 2)"] });
    keepAccount(shell.store.vault, siteId, { label: "Portal", password: SECRET });
    keepAccount(shell.store.vault, siteId, { label: "Wi-Fi", password: SECRET, isOutdated: true });
  });
  await expect(app.passwords.row("Wi-Fi")).toContainText(ui.passwords.outdatedText);
  await expect(app.passwords.row("Camera")).toContainText("Petra Lang (Van 2)");
  await expect(app.notice(ui.passwords.elsewhereSome_one.replace("{{count}}", "1"))).toContainText(
    ui.passwords.elsewhereDo,
  );
  await expect(app.passwords.showButton("Camera")).toHaveCount(0);
  // The keychain loses it behind our back.
  shell.store.vault.secrets.clear();
  await app.passwords.showButton("Portal").click();
  await expect(app.notice(ui.passwords.lostTitle)).toContainText(ui.passwords.lostDo);
  await expectAccessible(page, "lost");
  await app.notice(ui.passwords.lostTitle).getByRole("button", { name: ui.passwords.enterAgain }).click();
  await page.getByRole("dialog").getByLabel(ui.passwords.newPassword, { exact: true }).fill("found-Again-77");
  await app.passwords.save();
  await expect(app.notice(ui.passwords.lostTitle)).toHaveCount(0);
  await expect(app.passwords.showButton("Portal")).toBeVisible();
});

test("a password is forgotten, here or altogether", async ({ app, page, shell }) => {
  const siteId = await atSite(app, shell, (id) => {
    keepAccount(shell.store.vault, id, { label: "Router", password: SECRET });
    keepAccount(shell.store.vault, id, { label: "Wi-Fi", kind: "wifi", password: SECRET });
  });
  await app.passwords.forgetButton("Router").click();
  await expectAccessible(page, "forget");
  await page.getByRole("dialog").getByRole("button", { name: ui.passwords.forget, exact: true }).click();
  await expect(app.passwords.row("Router")).toContainText(ui.passwords.elsewhere);
  await app.passwords.forget("Wi-Fi");
  await expect(app.passwords.row("Wi-Fi")).toHaveCount(0);
  await expect(app.passwords.ledger.getByText(ui.passwords.event.forgotten)).toHaveCount(2);
  expect(shell.store.vault.secrets.size).toBe(0);
  expect(shell.store.vault.accounts.get(siteId)?.map(({ label }) => label)).toEqual(["Router"]);
});

test("passwords go to a colleague only after the fingerprints were compared", async ({ app, page, shell }) => {
  const { vault } = shell.store;
  const colleague = fakeLaptop({ name: "Van 2" });
  vault.laptops.push(colleague);
  await atSite(app, shell, (siteId) => {
    keepAccount(vault, siteId, { label: "Router", password: SECRET });
    keepAccount(vault, siteId, { label: "Recorder", password: "second-Secret-88" });
    keepAccount(vault, siteId, { label: "Camera" });
  });
  await app.passwords.handOverButton.click();
  const dialog = app.passwords.dialog(ui.handOver.title);
  await expect(dialog.getByRole("checkbox", { name: "Camera" })).toBeDisabled();
  await expect(app.notice(ui.handOver.unconfirmedTitle)).toBeVisible();
  await expectAccessible(page, "hand over");
  await dialog.getByRole("checkbox", { name: "Recorder" }).click();
  await dialog.getByRole("button", { name: ui.handOver.make, exact: true }).click();
  const comparing = app.passwords.dialog(ui.laptops.compareTitle.replace("{{laptop}}", "Van 2"));
  await expect(comparing).toContainText(colleague.fingerprint);
  await expectAccessible(page, "compare");
  expect(vault.asked.handOvers).toEqual([]);
  await comparing.getByRole("button", { name: ui.laptops.compareSame }).click();
  await expect(app.notice(ui.handOver.unconfirmedTitle)).toHaveCount(0);
  await dialog.getByRole("button", { name: ui.handOver.make, exact: true }).click();
  const ready = app.passwords.dialog(ui.handOver.readyTitle.replace("{{laptop}}", "Van 2"));
  await expect(ready).toContainText(ui.handOver.readyDo.replace("{{laptop}}", "Van 2"));
  expect(await textOfQrCode(page)).toBe(vault.handOverText);
  await expectAccessible(page, "handed over");
  const download = page.waitForEvent("download");
  await ready.getByRole("button", { name: ui.handOver.saveFile }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("Passwords for Van 2.farsite-handover");
  expect(await readFile(await file.path(), "utf8")).toMatch(/^age-encryption/);
  await ready.getByRole("button", { name: ui.handOver.done }).click();
  expect(vault.asked.handOvers).toEqual([{ accountIds: [expect.any(String)], laptopId: colleague.id }]);
  await expect(app.passwords.ledger).toContainText(ui.passwords.event["handed-over"].replace("{{to}}", "Van 2"));
});

test("what is too long for a code goes as a file, and nobody is known at first", async ({ app, page, shell }) => {
  const { vault } = shell.store;
  await atSite(app, shell, (siteId) => void keepAccount(vault, siteId, { password: SECRET }));
  await app.passwords.handOverButton.click();
  await expect(app.notice(ui.handOver.nobody)).toBeVisible();
  await page.keyboard.press("Escape");
  vault.laptops.push(fakeLaptop({ name: "Van 2", trust: "confirmed" }));
  vault.handOverText = null;
  await app.passwords.handOverButton.click();
  await app.passwords.dialog(ui.handOver.title).getByRole("button", { name: ui.handOver.make, exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText(ui.handOver.noQr);
  await expect(page.getByRole("dialog").locator("svg[role=img]")).toHaveCount(0);
});

test("a hand-over is taken in, by text or file", async ({ app, page, shell }) => {
  const { vault } = shell.store;
  await atSite(app, shell, (siteId) => void keepAccount(vault, siteId, { label: "Camera" }));
  await app.passwords.receiveButton.click();
  await app.passwords.way("paste").click();
  await page.getByRole("button", { name: ui.intake.take }).click();
  await expect(page.getByText(ui.intake.pasteMissing)).toBeVisible();
  await app.passwords.paste("something else");
  await expect(app.notice(error.NOT_A_HANDOVER.title)).toBeVisible();
  await expectAccessible(page, "not a hand-over");
  await app.passwords.paste("for the other-laptop");
  await expect(app.notice(error.HANDOVER_NOT_FOR_US.title)).toContainText(error.HANDOVER_NOT_FOR_US.next);
  await app.passwords.way("file").click();
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: ui.handOver.receiveFile }).click();
  const content = Buffer.from("FARSITE-HANDOVER:1:abc");
  await (
    await choosing
  ).setFiles({ name: "x.farsite-handover", mimeType: "application/octet-stream", buffer: content });
  const done = app.passwords.dialog(ui.handOver.receivedList);
  await expect(done).toContainText("Petra Lang (Van 2)");
  await expect(done.getByRole("listitem")).toHaveText(["Camera"]);
  await expectAccessible(page, "taken in");
  await done.getByRole("button", { name: ui.handOver.done }).click();
  await expect(app.passwords.showButton("Camera")).toBeVisible();
});

test("a locked keychain says so, and a passphrase safe does without it", async ({ app, page, shell }) => {
  const { vault } = shell.store;
  await atSite(app, shell, (siteId) => void keepAccount(vault, siteId, { password: SECRET }));
  vault.state = { ...vault.state, state: "locked", detail: "unlock prompt was dismissed" };
  await app.passwords.showButton("Router").click();
  await expect(app.notice(error.KEYCHAIN_LOCKED.title).first()).toBeVisible();
  await app.goTo("passwords");
  await expect(app.notice(ui.keeping.locked)).toContainText(ui.keeping.nothingLost);
  await expectAccessible(page, "keychain locked");
  await app.passwords.keeping.getByRole("button", { name: ui.keeping.useSafe }).click();
  const begin = app.passwords.dialog(ui.keeping.newTitle);
  const [passphrase, again] = [
    begin.getByLabel(ui.keeping.passphraseField, { exact: true }),
    begin.getByLabel(ui.keeping.again, { exact: true }),
  ];
  await passphrase.fill("short");
  await begin.getByRole("button", { name: ui.keeping.begin }).click();
  await expect(begin).toContainText(ui.keeping.tooShort_other.replace("{{count}}", "10"));
  await passphrase.fill("correct horse battery");
  await again.fill("correct horse batery");
  await expect(begin).toContainText(ui.keeping.differs);
  await expectAccessible(page, "new safe");
  await again.fill("correct horse battery");
  await begin.getByRole("button", { name: ui.keeping.begin }).click();
  await expect(app.passwords.keeping).toContainText(ui.keeping.passphrase);
  await expect(app.passwords.keeping).toContainText(ui.keeping.kept_one.replace("{{count}}", "1"));
  expect(vault.passphrase).toBe("correct horse battery");

  await app.passwords.keeping.getByRole("button", { name: ui.keeping.lock }).click();
  await expect(app.notice(ui.keeping.passphraseLocked)).toBeVisible();
  await expectAccessible(page, "safe locked");
  await app.passwords.keeping.getByRole("button", { name: ui.keeping.open }).click();
  const open = app.passwords.dialog(ui.keeping.openTitle);
  await open.getByLabel(ui.keeping.passphraseField, { exact: true }).fill("wrong horse battery");
  await open.getByRole("button", { name: ui.keeping.open }).click();
  await expect(app.notice(error.PASSPHRASE_WRONG.title)).toBeVisible();
  await open.getByLabel(ui.keeping.passphraseField, { exact: true }).fill("correct horse battery");
  await open.getByRole("button", { name: ui.keeping.open }).click();
  await expect(open).toHaveCount(0);
  await expectKeptQuiet(page, "correct horse battery");

  await app.passwords.keeping.getByRole("button", { name: ui.keeping.toKeychain }).click();
  await expect(app.passwords.keeping).toContainText(ui.keeping.keychain);
  await expect(page.getByText(ui.keeping.moved_one.replace("{{count}}", "1"))).toBeVisible();
  expect(vault.state.backend).toBe("keychain");
});

test("an unfinished move is said and finished", async ({ app, shell }) => {
  const { vault } = shell.store;
  vault.passphrase = "correct horse battery";
  vault.state = { ...vault.state, backend: "passphrase", keptElsewhere: 2 };
  await app.goTo("passwords");
  const notice = app.notice(ui.keeping.unfinished_other.replace("{{count}}", "2"));
  await notice.getByRole("button", { name: ui.keeping.finish }).click();
  await expect(notice).toHaveCount(0);
  expect(vault.state).toMatchObject({ backend: "passphrase", keptElsewhere: 0 });
});

test("the customer's sheet is sealed with a passphrase that is told apart", async ({ app, page, shell }) => {
  const { vault } = shell.store;
  await atSite(app, shell, (siteId) => void keepAccount(vault, siteId, { label: "Router", password: SECRET }));
  await app.passwords.sheetButton.click();
  const dialog = app.passwords.dialog(ui.sheet.title);
  await dialog.getByRole("button", { name: ui.sheet.create }).click();
  await expect(dialog).toContainText(ui.sheet.toMissing);
  await dialog.getByRole("button", { name: ui.sheet.make }).click();
  const passphrase = await dialog.getByLabel(ui.sheet.passphrase, { exact: true }).inputValue();
  await dialog.getByRole("textbox", { name: ui.sheet.to }).fill("Mrs Moser");
  await expectAccessible(page, "sheet");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: ui.sheet.create }).click();
  expect((await download).suggestedFilename()).toBe("Passwords Hotel Alpenblick.pdf");
  const ready = app.passwords.dialog(ui.sheet.readyTitle);
  await expect(ready).toContainText(passphrase);
  await expect(ready).toContainText(ui.sheet.otherWay);
  await expectAccessible(page, "sheet ready");
  await expectKeptQuiet(page, passphrase);
  await ready.getByRole("button", { name: ui.sheet.done }).click();
  await expect(page.locator("body")).not.toContainText(passphrase);
  expect(vault.asked.sheets).toEqual([{ to: "Mrs Moser", passphrase }]);
  await expect(app.passwords.ledger).toContainText(ui.passwords.event["sheet-made"].replace("{{to}}", "Mrs Moser"));
});

test("what is due at all sites leads to its site, and a site's page names its passwords", async ({
  app,
  page,
  shell,
}) => {
  const siteId = await atSite(app, shell, (id) => {
    keepAccount(shell.store.vault, id, { label: "Router", password: SECRET, changeBy: inDays(-2) });
    keepAccount(shell.store.vault, id, { label: "Wi-Fi", password: SECRET, changeBy: inDays(200) });
  });
  await app.goTo("passwords");
  await expect(app.passwords.due.getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("navigation")).toContainText(ui.passwords.navDue.replace("{{count}}", "1"));
  await expectAccessible(page, "due");
  await app.passwords.due.getByRole("link", { name: /Router/ }).click();
  await expect(app.passwords.row("Router")).toBeVisible();
  await page.getByRole("link", { name: ui.passwords.backToSite.replace("{{site}}", "Hotel Alpenblick") }).click();
  await expect(app.passwords.card).toContainText(ui.keeping.keychain);
  await expect(app.passwords.card.getByRole("listitem")).toContainText(["Router", "Wi-Fi"]);
  await expect(page.locator("body")).not.toContainText(SECRET);
  await app.passwords.openLink.click();
  await expect(page).toHaveURL(new RegExp(`#/sites/${siteId}/passwords$`));
});

test("laptops: named, shown as a card, added, compared", async ({ app, page, shell }) => {
  const { vault } = shell.store;
  await app.goTo("settings");
  const own = page.getByRole("region", { name: ui.laptops.own });
  await own.getByRole("textbox", { name: ui.laptops.name }).fill("");
  await own.getByRole("button", { name: ui.common.save }).click();
  await expect(own).toContainText(ui.laptops.nameMissing);
  await own.getByRole("textbox", { name: ui.laptops.name }).fill("Wagen 7");
  await own.getByRole("button", { name: ui.common.save }).click();
  await expect(own.getByRole("button", { name: ui.common.save })).toHaveCount(0);
  expect(vault.laptops[0]).toMatchObject({ name: "Wagen 7", technician: "Jonas Weber" });
  await own.getByRole("button", { name: ui.laptops.showCard }).click();
  expect(JSON.parse(await textOfQrCode(page))).toEqual(vault.laptops[0]?.card);
  await expectAccessible(page, "card");
  await page.keyboard.press("Escape");

  const others = page.getByRole("region", { name: ui.laptops.title, exact: true });
  await others.getByRole("button", { name: ui.laptops.add }).click();
  await app.passwords.paste("no card");
  await expect(app.notice(error.NOT_A_CARD.title)).toBeVisible();
  await app.passwords.paste(JSON.stringify(fakeLaptop({ name: "Van 2" }).card));
  const comparing = app.passwords.dialog(ui.laptops.compareTitle.replace("{{laptop}}", "Van 2"));
  await comparing.getByRole("button", { name: ui.laptops.compareDiffers }).click();
  await expect(others).toContainText(ui.laptops.seen);
  await others.getByRole("button", { name: ui.laptops.compare }).click();
  await comparing.getByRole("button", { name: ui.laptops.compareSame }).click();
  await expect(others).toContainText(ui.laptops.confirmed);
  await expectAccessible(page, "laptops");
  await others.getByRole("button", { name: ui.laptops.unconfirmOf.replace("{{laptop}}", "Van 2") }).click();
  await expect(others).toContainText(ui.laptops.seen);
});

test("nothing is cut off at twice the size", async ({ app, page, shell }) => {
  await page.setViewportSize({ width: 512, height: 320 });
  await atSite(app, shell, (siteId) => {
    keepAccount(shell.store.vault, siteId, { label: "Router of the customer in the cellar", password: SECRET });
    keepAccount(shell.store.vault, siteId, { label: "Camera", secret: "lost", holders: ["Petra Lang (Van 2)"] });
  });
  const sideways = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  await app.passwords.showButton("Router").click();
  await expect(page.getByText(SECRET)).toBeVisible();
  expect(await sideways()).toBe(false);
  await expectAccessible(page, "password shown");
  await app.passwords.addButton.click();
  await expect(app.passwords.form).toBeVisible();
  expect(await app.passwords.form.evaluate((form) => form.scrollWidth > form.clientWidth)).toBe(false);
  await page.keyboard.press("Escape");
  await app.goTo("passwords");
  expect(await sideways()).toBe(false);
});
