import { readFile } from "node:fs/promises";
import type { Inspection } from "#core/lan/inspection.ts";
import { scanRecordSchema } from "#core/lan/scan-record.ts";
import { message } from "#core/nat/diagnosis.ts";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { fakeScan, SCRIPT_NAME } from "./fake-devices.ts";
import { keepScan } from "./fake-survey.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";

const { ui, error } = en;
const SWEEP = { ranges: ["192.168.1.0/24"], sweep: true, byHand: [] };

test.beforeEach(async ({ app }) => {
  await app.goTo("devices");
});

test("from the ranges to the list, and to one device and back", async ({ app, page, shell }) => {
  await expect(app.devices.rangeOf("eth0")).toHaveValue("192.168.1.0/24");
  await expect(app.devices.plan).toContainText(ui.devices.notUsed);
  await expect(app.devices.plan).toContainText("256 addresses");
  expect(shell.store.asked.scans).toEqual([]);
  await app.devices.find();
  expect(shell.store.asked.scans).toEqual([SWEEP]);
  await expect(app.devices.rows).toHaveCount(3);
  await expect(app.devices.links).toHaveText(["Hikvision DS-7616NI-K2/16P", "Entrance north", "Dahua IPC-HDW2431T"]);
  await expect(app.devices.rows.last()).toContainText(ui.devices.mark["not-activated"]);
  await expect(app.devices.rows.last()).toContainText(ui.devices.mark["wrong-network"]);
  await expect(app.announcement).toContainText("The search is over: 3 devices.");

  await app.devices.links.nth(1).click();
  await expect(app.title).toHaveText("Entrance north");
  await expect(app.title).toBeFocused();
  await expect(page.getByRole("table", { name: ui.device.ports })).toContainText(en.port.rtsp);
  await page.keyboard.press("Escape");
  await expect(app.devices.links.nth(1)).toBeFocused();
});

test("what was typed is read, and refused in plain words", async ({ app, page, shell }) => {
  const range = app.devices.rangeOf("wlan0");
  for (const [typed, refusal] of [
    ["10.20.x", ui.devices.range["no-range"]],
    ["10.0.0.0/8", ui.devices.range["too-wide"]],
    ["8.8.8.0/24", ui.devices.range["not-private"]],
  ] as const) {
    await range.fill(typed);
    await app.devices.confirmButton.click();
    await expect(app.devices.plan).toContainText(refusal);
  }
  await expectAccessible(page, "a refused range");
  await range.fill("10.20.4.99/28");
  await page.getByRole("button", { name: ui.devices.morePlaces }).click();
  await page.getByRole("button", { name: ui.devices.addAddress }).click();
  const byHand = page.getByRole("textbox", { name: ui.devices.byHandEntry.replace("{{number}}", "1") });
  await byHand.fill("camera");
  await app.devices.confirmButton.click();
  await expect(app.devices.plan).toContainText(ui.devices.byHandInvalid);
  await byHand.fill("172.16.9.9");
  await app.devices.find();
  expect(shell.store.asked.scans).toEqual([
    { ranges: ["192.168.1.0/24", "10.20.4.96/28"], sweep: true, byHand: ["172.16.9.9"] },
  ]);
});

test("without a sweep nothing is tried that did not answer", async ({ app, shell }) => {
  await app.devices.sweepSwitch.click();
  await expect(app.devices.rangeOf("eth0")).toHaveCount(0);
  await app.devices.find();
  expect(shell.store.asked.scans).toEqual([{ ranges: [], sweep: false, byHand: [] }]);
});

test("once more is one click, at the same site; in another network the ranges are asked anew", async ({
  app,
  shell,
}) => {
  await app.devices.find();
  await app.devices.againButton.click();
  await app.devices.savedSite.waitFor();
  await expect.poll(() => shell.store.asked.scans).toEqual([SWEEP, SWEEP]);
  expect(shell.store.sites.size).toBe(1);
  await app.devices.changeButton.click();
  await expect(app.devices.rangeOf("eth0")).toHaveValue("192.168.1.0/24");
  await app.devices.find();
  shell.plan({ ownAddress: "192.168.50.7" });
  await app.devices.againButton.click();
  await expect(app.notice(ui.devices.moved)).toBeVisible();
  await expect(app.devices.rangeOf("eth0")).toHaveValue("192.168.50.0/24");
  expect(shell.store.asked.scans).toHaveLength(3);
});

test("a search goes on while other pages are open, and stopping it keeps what was found", async ({
  app,
  page,
  shell,
}) => {
  shell.plan({ devices: "many", scanStall: true, scanBatch: 50 });
  await app.devices.confirmButton.click();
  await expect(app.devices.rows.nth(149)).toBeAttached();
  await app.goTo("settings");
  await app.goTo("devices");
  await expect(app.devices.stopButton).toBeVisible();
  expect(shell.store.running).toBe(1);
  await app.devices.stopButton.click();
  await expect(app.title).toBeFocused();
  await expect(app.devices.rows).toHaveCount(200);
  // What was found is kept.
  await expect(app.devices.savedSite).toBeVisible();
  await expect(page.getByText(ui.devices.stoppedText)).toBeVisible();
  expect([...shell.store.scans.values()]).toMatchObject([{ cancelled: true }]);
  expect(shell.store.running).toBe(0);
});

test("three hundred devices by keyboard: search, move, open, back, filter, sort", async ({ app, page, shell }) => {
  shell.plan({ devices: "many", scanBatch: 25 });
  await app.devices.find();
  await expect(app.devices.rows).toHaveCount(300);
  await page.keyboard.press("/");
  await expect(app.devices.search).toBeFocused();
  await page.keyboard.type("camera 9");
  await expect(app.devices.rows).toHaveCount(5);
  await page.keyboard.press("ArrowDown");
  await expect(app.devices.links.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  const name = await page.locator(":focus").textContent();
  await page.keyboard.press("Enter");
  await expect(app.title).toHaveText(name ?? "");
  await page.keyboard.press("Escape");
  await expect(page.locator(":focus")).toHaveText(name ?? "");
  await expect(app.devices.search).toHaveValue("camera 9");
  await page.keyboard.press("Escape");
  await expect(app.devices.search).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.devices.rows).toHaveCount(300);

  await app.devices.showFilters();
  await app.devices.filters.getByRole("button", { name: ui.devices.roles.recorder }).click();
  await expect(app.devices.rows).toHaveCount(5);
  await expect(page.getByRole("region", { name: "5 of 300 devices" })).toBeVisible();
  await page.getByRole("button", { name: ui.devices.showAll }).click();
  await app.devices.column("address").click();
  await expect(app.devices.rows.first()).toContainText("192.168.1.3");
  await app.devices.column("address").click();
  await expect(app.devices.rows.first()).toContainText("192.168.2.52");
  await expect(app.devices.list.getByRole("columnheader", { name: ui.devices.sort.address })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await app.devices.sort.click();
  await page.getByRole("option", { name: ui.devices.sort.findings }).click();
  await expect(app.devices.rows.first()).toContainText("1 problem");
});

test("while devices come in nothing moves, and what has the focus keeps it", async ({ app, page, shell }) => {
  shell.plan({ devices: "many", scanBatch: 10, paceMs: 100 });
  await app.devices.confirmButton.click();
  await app.devices.links.nth(4).focus();
  const before = await app.devices.links.nth(4).textContent();
  await app.devices.rows.nth(60).waitFor({ state: "attached" });
  await page.evaluate(() => window.scrollTo(0, 400));
  await app.devices.rows.nth(150).waitFor({ state: "attached" });
  expect(await page.evaluate(() => window.scrollY)).toBe(400);
  await app.devices.savedSite.waitFor();
  await expect(app.devices.rows).toHaveCount(300);
  await expect(page.locator(":focus")).toHaveText(before ?? "");
  await expect(app.devices.links.nth(4)).toBeFocused();
  // Somebody is at the list: it is sorted when they ask for it.
  await page.getByRole("button", { name: ui.devices.sortNow }).click();
  await expect(app.devices.rows.first()).toContainText(en.deviceRole.recorder);
});

test("a flood is cut, said, and leaves the page alive", async ({ app, page, shell }) => {
  shell.plan({ devices: "flood", scanBatch: 25 });
  await app.devices.find();
  await expect(app.notice(ui.devices.floodTitle)).toContainText("2000");
  await expect(app.devices.rows).toHaveCount(400);
  await page.getByRole("button", { name: ui.devices.showMore }).click();
  await expect(app.devices.rows).toHaveCount(800);
  await app.devices.search.fill("recorder nothing like this");
  await expect(app.devices.rows).toHaveCount(0);
});

test("names are text, whatever is in them", async ({ app, page, shell }) => {
  shell.plan({ devices: "hostile" });
  await app.devices.find();
  await expect(app.devices.list).toContainText(SCRIPT_NAME);
  await app.devices.links.filter({ hasText: "<script>" }).click();
  await expect(app.title).toHaveText(SCRIPT_NAME);
  await expect(page).toHaveTitle(`${SCRIPT_NAME} · Farsite`);
  await page.keyboard.press("Escape");
  await app.devices.links.filter({ hasText: "calc" }).click();
  await expect(page.getByRole("link", { name: ui.device.openPage })).toHaveCount(0);
  await expect(page.getByRole("link", { name: ui.settle.openLink })).toHaveCount(0);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.keyboard.press("Escape");
  await app.devices.links.filter({ hasText: "WWWW" }).click();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await expectAccessible(page, "a long name");
});

test("why nothing was found stands in the list's place", async ({ app, page, shell }) => {
  shell.plan({ devices: "none" });
  await app.devices.find();
  await expect(page.getByRole("region", { name: ui.devices.silenceTitle })).toContainText(ui.inspect.failed.silent);
  await expectAccessible(page, "nothing found");
});

test("a name and a note stay with the device, and go into the exported table", async ({ app, page, shell }) => {
  await app.devices.find();
  await app.devices.links.last().click();
  await app.devices.notes.getByRole("textbox", { name: ui.device.yourName }).fill("Garage <left>");
  await app.devices.notes.getByRole("textbox", { name: ui.device.yourNote }).fill("=ladder needed");
  await app.devices.notes.getByRole("button", { name: ui.common.save }).click();
  await expect(app.title).toHaveText("Garage <left>");
  await page.getByRole("link", { name: ui.device.back }).click();
  await expect(app.devices.list).toContainText("Garage <left>");

  const csvDownload = page.waitForEvent("download");
  await page.getByRole("button", { name: ui.devices.exportCsvLong }).click();
  const csv = await csvDownload;
  expect(csv.suggestedFilename()).toMatch(/^Site-of-[\d-]+-Devices-[\d-]+\.csv$/);
  const text = await readFile(await csv.path(), "utf8");
  expect(text.startsWith("\ufeffName,Type,")).toBe(true);
  expect(text).toContain("Garage <left>,Camera,Dahua,IPC-HDW2431T");
  expect(text).toContain(",'=ladder needed");
  const jsonDownload = page.waitForEvent("download");
  await page.getByRole("button", { name: ui.devices.exportJsonLong }).click();
  const json: unknown = JSON.parse(await readFile(await (await jsonDownload).path(), "utf8"));
  expect(scanRecordSchema.parse(json).devices).toHaveLength(3);

  const [site] = shell.store.sites.values();
  expect(site?.deviceNotes).toEqual([
    { keys: ["mac:02:00:5e:00:00:03"], name: "Garage <left>", note: "=ladder needed" },
  ]);
});

const READ: Inspection = {
  state: "read",
  way: "isapi",
  claims: { model: "DS-7616NI-K2/16P", firmware: "V4.30.005", clockOffsetSeconds: -90, network: { gateway: null } },
  preflight: [
    { code: "gateway", state: "problem", title: message("ui.device.noGateway"), whatToDo: message("ui.rescue.text") },
    { code: "upnp", state: "unknown", title: message("ui.device.noPorts"), whatToDo: message("ui.rescue.undone") },
    { code: "clock", state: "ok", title: message("ui.device.clockRight"), whatToDo: null },
  ],
  snapshot: {
    mediaType: "image/png",
    base64: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    channel: "Channel 1",
  },
  channels: [
    { number: 1, name: "Yard", address: "192.168.254.2", online: true },
    { number: 2, name: null, address: null, online: null },
  ],
  ipFilter: { enabled: true, mode: "allow", entries: ["192.168.1.0/24"] },
};

test("one device is asked with a login that is kept nowhere", async ({ app, page, shell }) => {
  await app.devices.find();
  await app.devices.links.first().click();
  const { inspection } = app.devices;
  const password = inspection.getByLabel(ui.login.password, { exact: true });
  const ask = inspection.getByRole("button", { name: ui.inspect.ask });
  await ask.click();
  await expect(inspection).toContainText(ui.login.passwordMissing);
  for (const why of ["wrong-login", "locked"] as const) {
    shell.plan({ inspection: { state: "failed", why, detail: null } });
    await password.fill("s3cret");
    await ask.click();
    await expect(inspection).toContainText(ui.inspect.failed[why]);
    await expect(inspection).toContainText(ui.inspect.failedNext[why]);
    await expect(password).toHaveValue("");
  }
  shell.plan({ inspection: READ });
  await password.fill("s3cret");
  await password.press("Enter");
  await expect(inspection.getByRole("img", { name: ui.inspect.picture })).toBeVisible();
  await expect(inspection).toContainText(ui.device.noGateway);
  await expect(inspection.getByRole("table", { name: ui.inspect.channelsLabel })).toContainText("192.168.254.2");
  await expect(inspection).toContainText(ui.inspect.filterAllow);
  await expect(inspection).not.toContainText(ui.device.noPorts);
  await inspection.getByRole("button", { name: "Not told with this login: UPnP" }).click();
  await expect(inspection).toContainText(ui.rescue.undone);
  expect(shell.store.asked.inspections).toHaveLength(3);
  expect(shell.store.asked.inspections.at(-1)).toEqual({
    address: "192.168.1.64",
    interfaceName: "eth0",
    port: null,
    secure: false,
    brand: "Hikvision",
    userName: "admin",
    password: "s3cret",
  });
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain("s3cret");
  await expectAccessible(page, "inspected");
});

test("a device in another network is reached by a second address, shown first and taken back", async ({
  app,
  page,
  shell,
}) => {
  await app.devices.find();
  await app.devices.links.last().click();
  shell.plan({ rescue: { code: "RESCUE_IMPOSSIBLE", data: { detail: "no free address" } } });
  await page.getByRole("button", { name: ui.rescue.show }).click();
  await expect(app.notice(/no free address/)).toBeVisible();
  shell.plan({ rescue: null });
  await page.getByRole("button", { name: ui.rescue.show }).click();
  const dialog = app.dialog(ui.rescue.askTitle);
  await expect(dialog).toContainText("ip address add 192.168.7.250/24 dev eth0");
  await expect(dialog).toContainText("ip address del 192.168.7.250/24 dev eth0");
  await expectAccessible(page, "rescue");
  await page.keyboard.press("Escape");
  expect(shell.store.rescues).toEqual([]);
  await expect(app.title).toHaveText("Dahua IPC-HDW2431T");
  await page.getByRole("button", { name: ui.rescue.show }).click();
  await dialog.getByRole("button", { name: ui.rescue.begin }).click();
  const banner = app.notice(ui.rescue.standing);
  await expect(banner).toContainText("192.168.7.250/24");
  await app.goTo("settings");
  await page.reload();
  await expect(banner).toBeVisible();
  await expectAccessible(page, "a standing second address");
  await banner.getByRole("button", { name: ui.rescue.end }).click();
  await expect(banner).toHaveCount(0);
  expect(shell.store.rescues).toEqual([]);
});

test("the site shows its devices, what changed, and each search", async ({ app, page, shell }) => {
  const site = keepScan(shell.store, fakeScan("three", new Date("2026-11-20T09:00:00Z"), SWEEP), null, "Bakery");
  const second = fakeScan("three", new Date("2026-11-21T09:00:00Z"), SWEEP);
  const devices = second.devices.map((one, index) => {
    if (index === 0) return { ...one, id: "mac:new", keys: ["mac:new"] };
    if (index > 1) return one;
    return { ...one, addresses: one.addresses.map((was) => ({ ...was, address: "192.168.1.99" })) };
  });
  keepScan(shell.store, { ...second, devices }, site.id);
  await app.goTo("sites");
  await app.sites.site("Bakery").click();
  const card = page.getByRole("region", { name: ui.nav.devices });
  await expect(card).toContainText("Recorders: 1");
  await expect(card).toContainText("New: Hikvision DS-7616NI-K2/16P at 192.168.1.64");
  await expect(card).toContainText("Moved: Entrance north from 192.168.1.70 to 192.168.1.99");
  await expect(card).toContainText("Gone: Hikvision DS-7616NI-K2/16P, was at 192.168.1.64");
  await expectAccessible(page, "a site with devices");
  await card.getByRole("list", { name: ui.siteDevices.searches }).getByRole("link").first().click();
  await expect(app.devices.rows).toHaveCount(3);
  await expect(app.devices.rows.first()).toContainText(ui.devices.mark.new);
  await app.devices.links.first().click();
  await expect(page).toHaveURL(/#\/sites\/.*\/scans\/.*\/devices\/mac%3Anew$/);
  await page.reload();
  await expect(app.title).toHaveText("Hikvision DS-7616NI-K2/16P");
  await page.keyboard.press("Escape");
  await expect(app.devices.rows).toHaveCount(3);

  await app.goTo("sites");
  await app.sites.site("Bakery").click();
  await page.getByRole("button", { name: ui.siteDevices.find }).click();
  await expect(page.getByRole("combobox", { name: ui.home.target })).toContainText("Bakery");
  await app.devices.find();
  await expect(app.devices.savedSite).toHaveText("Bakery");
});

test("after a check its site's devices are one click away", async ({ app, page }) => {
  await app.goTo("check");
  await app.check.start();
  await app.check.saved();
  const name = await app.check.savedSite.textContent();
  await page.getByRole("button", { name: ui.siteDevices.find }).click();
  await app.devices.find();
  await expect(app.devices.savedSite).toHaveText(name ?? "");
});

test("a search that can't be saved stays, and is saved again", async ({ app, shell }) => {
  shell.plan({ notSaved: { code: "DISK_FULL", data: { folder: "/data" } } });
  await app.devices.confirmButton.click();
  const notice = app.notice(ui.devices.notSavedTitle);
  await expect(notice).toContainText(error.DISK_FULL.next);
  await expect(app.devices.rows).toHaveCount(3);
  await app.devices.links.last().click();
  await expect(app.page.getByText(ui.device.notesLater)).toBeVisible();
  await app.page.keyboard.press("Escape");
  shell.plan({ notSaved: null });
  await notice.getByRole("button", { name: ui.notSaved.again }).click();
  await app.devices.savedSite.waitFor();
});

test("accessible in both themes, at twice the size too", async ({ app, page, shell }) => {
  await expectAccessible(page, "ranges");
  shell.plan({ scanStall: true });
  await app.devices.confirmButton.click();
  await expect(app.devices.rows).toHaveCount(3);
  await expectAccessible(page, "searching");
  await app.devices.stopButton.click();
  shell.plan({ scanStall: false });
  await app.devices.againButton.click();
  await app.devices.savedSite.waitFor();
  await expectAccessible(page, "list");
  await app.devices.links.first().click();
  const closed = page.getByRole("main").getByRole("button", { expanded: false });
  while ((await closed.count()) > 0) await closed.first().click();
  await expectAccessible(page, "device");
  await page.setViewportSize({ width: 512, height: 320 });
  for (const place of ["device", "list", "ranges"]) {
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, place).toBeLessThanOrEqual(0);
    await expectAccessible(page, `${place} at twice the size`);
    if (place === "device") await page.getByRole("link", { name: ui.device.back }).click();
    else if (place === "list") await app.devices.changeButton.click();
  }
});

test("in German", async ({ app, page, shell }) => {
  shell.store.settings = { ...shell.store.settings, locale: "de" };
  await page.reload();
  await page.getByRole("button", { name: de.ui.devices.confirm }).click();
  await expect(app.title).toHaveText(de.ui.devices.title);
  await expect(page.getByRole("grid")).toContainText(de.deviceRole.recorder);
  await expectAccessible(page, "German list");
});
