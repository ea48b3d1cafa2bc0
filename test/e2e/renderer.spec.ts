import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import { en } from "#core/text/en.ts";
import { de } from "#core/text/de.ts";
import { reconnectDelayMs } from "../../renderer/connection/reconnect-delay.ts";
import { fakeRecord } from "./fake-host.ts";
import { keepRecord } from "./fake-survey.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";

const { ui, error } = en;
const DISK_FULL = { code: "DISK_FULL", data: { folder: "/data" } } as const;
const diskFullTitle = error.DISK_FULL.title.replace("{{folder}}", "/data");

test("from the first check to the exported report", async ({ app, page, shell }) => {
  shell.plan({ site: "cgnat" });
  await app.check.startButton.click();
  await expect(app.check.explanation).toContainText("stun.example.net:3478");
  await expect(app.check.explanation).toContainText("https://ip.example.org");
  await app.check.confirmButton.click();
  await app.check.saved();
  await expect(app.check.verdictOf("cgnat")).toBeVisible();
  await expect(app.check.verdict).toContainText(/Confidence: certain, \d\d%/);
  await expect(app.check.verdict).not.toContainText(en.inbound.untested);
  await expect(app.check.path.getByRole("listitem")).toContainText([
    "This laptop",
    "Router",
    en.layer["carrier-nat"],
    "Internet",
  ]);
  await expect(app.check.evidenceRows).toHaveCount(12);
  await expect(app.announcement).toContainText("carrier-grade NAT");

  const download = page.waitForEvent("download");
  await app.check.exportButton.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("Farsite report.pdf");
  expect(await readFile(await file.path(), "latin1")).toMatch(/^%PDF-/);

  await app.check.savedSite.click();
  await app.site.rename("Hotel Alpenblick");
  await expect(app.title).toHaveText("Hotel Alpenblick");
  await app.goTo("sites");
  await app.sites.site("Hotel Alpenblick").click();
  await app.site.checkLinks.first().click();
  await expect(app.check.verdictOf("cgnat")).toBeVisible();
  await expect(app.check.exportButton).toBeVisible();
});

test("the explanation comes once, and its switch keeps test mappings out", async ({ app, shell }) => {
  await app.check.startButton.click();
  await app.check.testMappingsSwitch.click();
  await app.check.confirmButton.click();
  await app.check.saved();
  expect(shell.store.settings).toMatchObject({ checkExplained: true, testMappings: false });
  await expect(app.check.evidence).not.toContainText(en.question["test-mapping"]);
  await app.check.anotherButton.click();
  await app.check.startButton.click();
  await app.check.saved();
  await expect(app.check.explanation).toHaveCount(0);
});

test("evidence comes in live, and a reason leads to what it rests on", async ({ app, page, shell }) => {
  shell.plan({ site: "public", stall: true });
  await app.check.start();
  await expect(app.check.progress).toHaveAccessibleName(/^Asking /);
  await expect(app.check.evidence.getByText(ui.evidence.state.asking).first()).toBeVisible();
  await expect(app.check.verdict).toContainText(ui.verdict.soFar);
  await app.check.cancelButton.click();
  await expect.poll(() => shell.store.running).toBe(0);

  shell.plan({ stall: false });
  await app.check.againButton.click();
  await app.check.saved();
  await expect(app.check.verdict).toContainText(ui.verdict.nextStep);
  await expect(app.check.verdict).toContainText(en.inbound.untested);
  await app.check.showEvidenceButtons.first().click();
  const opened = page.locator(":focus");
  await expect(opened).toHaveAttribute("aria-expanded", "true");
  await expect(app.check.evidence).toContainText("25.0.113.45");
  const mapping = app.check.evidence.getByRole("listitem").filter({ hasText: "port 47311 was open for a moment" });
  await mapping.getByRole("button").click();
  await expect(mapping.getByRole("group", { name: ui.evidence.data })).toContainText('"externalPort": 47311');
});

test("a cancelled check ends in the host, and what was seen stays", async ({ app, shell }) => {
  shell.plan({ stall: true });
  await app.check.start();
  await expect(app.check.evidenceRows.first()).toBeVisible();
  await app.check.cancelButton.click();
  await expect(app.title).toHaveText(ui.check.cancelledTitle);
  await expect(app.title).toBeFocused();
  await expect(app.check.evidenceRows.first()).toBeVisible();
  await expect(app.check.evidence.getByText(ui.evidence.state.unanswered).first()).toBeVisible();
  await expect(app.check.evidence.getByText(ui.evidence.state.asking)).toHaveCount(0);
  await expect(app.announcement).toContainText(ui.check.announceCancelled);
  await expect.poll(() => shell.store.cancelled).toBe(1);
  expect(shell.store.running).toBe(0);
  expect(shell.store.sites.size).toBe(0);
});

test("a check goes on while another page is open", async ({ app, shell }) => {
  shell.plan({ stall: true });
  await app.check.start();
  await expect(app.check.cancelButton).toBeVisible();
  await app.goTo("settings");
  await expect(app.title).toHaveText(ui.settings.title);
  await app.goTo("check");
  await expect(app.check.cancelButton).toBeVisible();
  expect(shell.store.running).toBe(1);
});

test("a check that can't be saved is kept as a file", async ({ app, page, shell }) => {
  shell.plan({ notSaved: DISK_FULL });
  await app.check.start();
  const notice = app.notice(ui.notSaved.title);
  await expect(notice).toContainText(diskFullTitle);
  await expect(notice).toContainText(error.DISK_FULL.next);
  await expect(app.check.verdictOf("public")).toBeVisible();
  await expect(app.announcement).toContainText(diskFullTitle);
  const download = page.waitForEvent("download");
  await notice.getByRole("button", { name: ui.notSaved.saveFile }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^farsite-check-[\dT-]+\.json$/);
  const saved: unknown = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(checkRecordSchema.parse(saved).diagnosis.verdict.kind).toBe("public");

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await notice.getByRole("button", { name: ui.notSaved.copy }).click();
  await expect(page.getByText(ui.common.copied)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toEqual(saved);
});

test("a check that breaks off says why and keeps what was seen", async ({ app, shell }) => {
  shell.plan({ breakOff: { code: "INTERNAL_SERVER_ERROR" } });
  await app.check.start();
  const notice = app.notice(error.UNEXPECTED.title);
  await expect(notice).toContainText(error.UNEXPECTED.next);
  await notice.getByRole("button", { name: ui.common.technicalDetail }).click();
  await expect(notice).toContainText("INTERNAL_SERVER_ERROR");
  await expect(app.check.evidenceRows.first()).toBeVisible();
});

test("a second window's check is refused in plain words", async ({ app, shell }) => {
  shell.store.running = 1;
  await app.check.start();
  await expect(app.notice(error.CHECK_ALREADY_RUNNING.title)).toBeVisible();
});

test("errors of the store and the report are shown where they happen", async ({ app, page, shell }) => {
  keepRecord(shell.store, fakeRecord("public", new Date()), null, "Bakery");
  shell.plan({
    sites: { code: "STORE_BUSY", data: { file: "farsite.db" } },
    report: { code: "REPORT_FAILED", data: { detail: "no font" } },
  });
  await app.goTo("sites");
  const notice = app.notice(error.STORE_BUSY.title);
  await expect(notice).toContainText(error.STORE_BUSY.next);
  shell.plan({ sites: null });
  await notice.getByRole("button", { name: ui.common.tryAgain }).click();
  await app.sites.site("Bakery").click();
  await app.check.exportButton.click();
  await expect(app.dialog(error.REPORT_FAILED.title)).toContainText(error.REPORT_FAILED.next);
  await expectAccessible(page, "report failed");
  shell.plan({ report: null });
  const download = page.waitForEvent("download");
  await app.dialog().getByRole("button", { name: ui.common.tryAgain }).click();
  expect((await download).suggestedFilename()).toBe("Farsite report.pdf");
});

/** Loads the page once more, with a line that comes back by hand only: no try of its own gets ahead of the press. */
async function withoutTriesOfItsOwn(page: Page): Promise<void> {
  await page.addInitScript(
    (shortestMs) => {
      const { setTimeout } = globalThis;
      const wait = (run: () => void, ms = 0) => setTimeout(run, ms < shortestMs ? ms : 3_600_000);
      Object.assign(globalThis, { setTimeout: wait });
    },
    reconnectDelayMs(0, 0),
  );
  await page.reload();
}

test("a lost line stays calm, and what was seen stays on the screen", async ({ app, page, shell }) => {
  await withoutTriesOfItsOwn(page);
  await app.check.start();
  await app.check.saved();
  shell.down();
  await expect(app.notice(ui.connection.lostTitle)).toBeVisible();
  await expect(app.check.verdictOf("public")).toBeVisible();
  await expectAccessible(page, "line lost");
  shell.up();
  await app.notice(ui.connection.lostTitle).getByRole("button", { name: ui.connection.retryNow }).click();
  await expect(app.notice(ui.connection.lostTitle)).toHaveCount(0);
  await expect(app.check.verdictOf("public")).toBeVisible();
  await app.check.againButton.click();
  await app.check.saved();
});

test("a line that breaks during a check says so, and comes back by itself", async ({ app, shell }) => {
  shell.plan({ stall: true });
  await app.check.start();
  await expect(app.check.evidenceRows.first()).toBeVisible();
  shell.down();
  await expect(app.title).toHaveText(ui.check.failedTitle);
  // Said once, above the page, as long as it lasts; then what it did to the check.
  await expect(app.notice(ui.connection.lostTitle)).toBeVisible();
  await expect(app.notice(error.DISCONNECTED.title)).toHaveCount(0);
  await expect(app.check.evidenceRows.first()).toBeVisible();
  shell.up();
  await expect(app.notice(error.DISCONNECTED.title)).toBeVisible();
  await expect(app.notice(ui.connection.lostTitle)).toHaveCount(0);
});

test("a host that was started again asks for a fresh link", async ({ app, page, shell }) => {
  shell.restart();
  await expect(app.title).toHaveText(ui.connection.linkTitle);
  await expectAccessible(page, "link needed");
  await page.goto("about:blank");
  await page.goto(shell.link());
  await app.ready();
});

test("the code leaves the address bar and the token survives a reload", async ({ app, page, shell }) => {
  expect(page.url()).toBe(shell.address);
  await page.reload();
  await app.ready();
  expect(await page.evaluate(() => Object.keys(localStorage).toSorted())).toEqual(["farsite.locale", "farsite.theme"]);
});

test("without a link the page says what to do", async ({ page, shell, complaints: _ }) => {
  await page.goto(shell.address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ui.connection.linkTitle);
  await page.goto(`${shell.address}#code=used-up`);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ui.connection.linkTitle);
});

test("settings: servers are checked and kept, appearance and language change at once", async ({ app, page, shell }) => {
  await app.goTo("settings");
  const stun = app.settings.stunServers;
  await stun.getByRole("button", { name: ui.settings.stunAdd }).click();
  await stun.getByRole("textbox").last().fill("no port");
  await stun.getByRole("button", { name: ui.common.save }).click();
  await expect(stun).toContainText(ui.settings.stunInvalid);
  await expectAccessible(page, "settings with an error");
  await stun.getByRole("textbox").last().fill("stun.firm.example:3478");
  await stun.getByRole("textbox").last().press("Enter");
  await expect.poll(() => shell.store.settings.stunServers).toContain("stun.firm.example:3478");
  await stun.getByRole("button", { name: "Remove stun.example.net:3478" }).click();
  await stun.getByRole("button", { name: ui.common.save }).click();
  await expect
    .poll(() => shell.store.settings.stunServers)
    .toEqual(["stun.example.org:3478", "stun.firm.example:3478"]);

  await app.settings.theme("themeDark").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await app.settings.theme("themeSystem").click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await app.settings.language("Deutsch").click();
  await expect(app.title).toHaveText(de.ui.settings.title);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.reload();
  await expect(app.title).toHaveText(de.ui.settings.title);
});

test("the doctor reports and says what to do", async ({ app, page }) => {
  await app.goTo("settings");
  await app.settings.doctorButton.click();
  await expect(app.settings.doctorItems).toHaveCount(8);
  await expect(app.settings.doctorItems.filter({ hasText: en.doctor.item.keychain })).toContainText(
    en.doctor.fix.keychain,
  );
  await expectAccessible(page, "doctor");
});

test("a site is chosen before the check and gets it", async ({ app, page, shell }) => {
  const site = keepRecord(shell.store, fakeRecord("cgnat", new Date()), null, "Bakery");
  await page.reload();
  await app.check.targetSelect.click();
  await page.getByRole("option", { name: /Bakery/ }).click();
  await expectAccessible(page, "start page with sites");
  await app.check.start();
  await app.check.saved();
  expect(shell.store.sites.get(site.id)?.records).toHaveLength(2);
  expect(shell.store.sites.size).toBe(1);
});

test("keyboard alone: from the start to the opened raw data", async ({ app, page }) => {
  const focused = page.locator(":focus");
  const tabTo = async (name: string | RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      if (await focused.evaluateAll((elements) => elements.length === 0)) continue;
      const found = await page
        .getByRole("button", { name })
        .or(page.getByRole("link", { name }))
        .or(page.getByRole("switch", { name }))
        .evaluateAll((elements) => elements.some((element) => element === document.activeElement));
      if (found) return;
    }
    throw new Error(`Tab does not reach ${String(name)}`);
  };
  await tabTo(ui.home.start);
  const ring = await focused.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(ring).toBe("solid");
  await page.keyboard.press("Enter");
  await expect(app.check.explanation).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.check.startButton).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(ui.explain.start);
  await page.keyboard.press("Enter");
  await app.check.saved();
  await expect(app.title).toBeFocused();
  await tabTo(new RegExp(en.question["own-this-address"].replace("?", "\\?")));
  await page.keyboard.press("Enter");
  await expect(focused).toHaveAttribute("aria-expanded", "true");
  await tabTo(ui.nav.sites);
  await page.keyboard.press("Enter");
  await expect(app.title).toHaveText(ui.sites.title);
  await expect(app.title).toBeFocused();
});

for (const site of ["public", "cgnat", "private-wan", "offline", "silent-router", "double-nat", "proven"] as const)
  test(`accessible in both themes: ${site}`, async ({ app, page, shell }) => {
    shell.plan({ site });
    await app.check.start();
    await app.check.saved();
    for (const row of await app.check.evidenceRows.all()) await row.click();
    await expectAccessible(page, site);
  });

test("accessible in both themes: every other screen", async ({ app, page, shell }) => {
  // Twelve screens, each looked over twice.
  test.slow();
  await expectAccessible(page, "start");
  await app.goTo("sites");
  await expect(page.getByText(ui.sites.emptyTitle)).toBeVisible();
  await expectAccessible(page, "no sites");
  await app.goTo("check");
  await app.check.startButton.click();
  await expectAccessible(page, "explanation");
  shell.plan({ stall: true });
  await app.check.confirmButton.click();
  await expect(app.check.evidenceRows.first()).toBeVisible();
  await expectAccessible(page, "running");
  await app.check.cancelButton.click();
  await expectAccessible(page, "cancelled");
  await expect.poll(() => shell.store.running).toBe(0);
  shell.plan({ stall: false, notSaved: DISK_FULL });
  await app.check.againButton.click();
  await expect(app.notice(ui.notSaved.title)).toBeVisible();
  await expectAccessible(page, "not saved");
  shell.plan({ notSaved: null });
  await app.check.againButton.click();
  await app.check.savedSite.click();
  await expectAccessible(page, "site");
  await page.getByRole("button", { name: ui.sites.rename }).click();
  await expectAccessible(page, "rename");
  await page.keyboard.press("Escape");
  await app.site.checkLinks.first().click();
  await expect(app.check.verdict).toBeVisible();
  await expectAccessible(page, "record");
  await app.goTo("settings");
  await expectAccessible(page, "settings");
});

test("nothing is cut off at twice the size, and targets stay large enough", async ({ app, page }) => {
  // 1024 px at 200 % are 512 CSS pixels (WCAG 1.4.4, 1.4.10).
  await page.setViewportSize({ width: 512, height: 320 });
  await app.check.start();
  await app.check.saved();
  for (const place of ["check", "sites", "settings"] as const) {
    await app.goTo(place);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, place).toBeLessThanOrEqual(0);
    const small = await page
      .getByRole("button")
      .or(page.getByRole("link"))
      .or(page.getByRole("radio"))
      .evaluateAll((elements) =>
        elements
          .filter((element) => !element.matches("p a, .sr-only"))
          .map((element) => ({ name: element.textContent, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
          .map(({ name, box }) => `${name ?? ""} ${box.width}x${box.height}`),
      );
    expect(small, place).toEqual([]);
  }
});
