import type { Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import type { Site } from "#core/contract/survey-calls.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { withTemplate } from "#core/survey/survey-template.ts";
import { fakeScan } from "./fake-devices.ts";
import { emptySite, keepScan, otherAuthor, writeRevision } from "./fake-survey.ts";
import { SurveyView } from "./pages/survey-view.ts";
import type { FakeShell } from "./serve-fake.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";

const { ui, error } = en;
const { field } = ui.survey;

/** A site with a template, as it stands in the store. */
function newSite(shell: FakeShell, name = "Hotel Alpenblick"): Site {
  const site = emptySite(name);
  const [template] = shell.store.surveys.templates;
  return writeRevision(shell.store, site, template ? withTemplate(site.document, template) : site.document);
}

const stored = (shell: FakeShell, { id }: Site): Site => {
  const site = shell.store.sites.get(id);
  if (site === undefined) throw new Error(`no site ${id}`);
  return site;
};

function writtenElsewhere(shell: FakeShell, site: Site, changes: SurveyChange[]): void {
  const now = stored(shell, site);
  writeRevision(shell.store, now, withChanges(now.document, changes), { author: otherAuthor });
}

async function openSurvey(page: Page, site: Site, part = "site"): Promise<SurveyView> {
  await page.evaluate((hash) => (window.location.hash = hash), `#/sites/${site.id}/survey/${part}`);
  const view = new SurveyView(page);
  await view.parts.waitFor();
  return view;
}

test("a survey is begun with a template and keeps every change by itself", async ({ app, page, shell }) => {
  await app.goTo("sites");
  await page.getByRole("button", { name: ui.sites.new }).click();
  const dialog = app.dialog(ui.sites.newTitle);
  await dialog.getByRole("button", { name: ui.sites.begin }).click();
  await expect(dialog).toContainText(ui.sites.nameMissing);
  await dialog.getByRole("textbox", { name: ui.sites.name }).fill("Bakery");
  await expectAccessible(page, "new survey");
  await dialog.getByRole("button", { name: ui.sites.begin }).click();

  const survey = new SurveyView(page);
  await expect(app.title).toHaveText("Bakery");
  await survey.field(field.customer).fill("Berger GmbH");
  await survey.field(field.address).fill("Seestraße 14\n83684 Tegernsee");
  await survey.open("line");
  await survey.field(field.provider).fill("Telekom");
  await survey.choice(field.technology, ui.survey.technology.dsl).click();
  await survey.field(field.download).fill("16,5");
  await survey.dontKnow(field.plan).click();
  await expect(survey.saved).toBeVisible();
  await expectAccessible(page, "internet line");

  const [site] = [...shell.store.sites.values()];
  expect(site?.document.site).toMatchObject({
    name: "Bakery",
    customer: "Berger GmbH",
    address: "Seestraße 14\n83684 Tegernsee",
    template: { id: "farsite-standard" },
  });
  expect(site?.document.line).toEqual({ provider: "Telekom", technology: "dsl", downloadMbps: 16.5, plan: null });
  // What the template leaves out is not asked for.
  await expect(survey.field(field.backupLine)).toHaveCount(0);

  // Taken back: by the same button, by the cross, by clearing.
  await survey.dontKnow(field.plan).click();
  await survey.button(ui.survey.clear.replace("{{what}}", field.technology)).click();
  await survey.field(field.provider).fill("");
  await survey.field(field.upload).focus();
  await expect.poll(() => site && stored(shell, site).document.line).toEqual({ downloadMbps: 16.5 });
});

test("an upload that is typed was not measured, and an earlier survey shows wishes and forwards", async ({
  app: _,
  page,
  shell,
}) => {
  const site = newSite(shell);
  const forward = { address: "192.168.1.64", internalPort: 8000, externalPort: 18_000, transport: "tcp" } as const;
  writtenElsewhere(shell, site, [
    { op: "set", section: "line", field: "uploadMbps", value: 9.4 },
    { op: "set", section: "line", field: "uploadMeasuredAt", value: "2026-11-20T08:00:00.000Z" },
    { op: "set", section: "wishes", field: "viewers", value: 3 },
    {
      op: "put",
      list: "forwards",
      entry: { id: "f", use: "app", means: "upnp", openedAt: "2026-11-20T09:00:00.000Z", ...forward },
    },
  ]);
  const survey = await openSurvey(page, site, "line");
  await survey.field(field.upload).fill("12");
  await expect(survey.saved).toBeVisible();
  expect(stored(shell, site).document.line).toEqual({ uploadMbps: 12 });

  const { revision } = stored(shell, site);
  await page.evaluate((hash) => (window.location.hash = hash), `#/sites/${site.id}/history/${revision}`);
  await expect(page.getByRole("region", { name: ui.survey.part.wishes })).toContainText("3");
  await expect(page.getByRole("list", { name: ui.survey.part.forwards })).toContainText("18000 → 192.168.1.64:8000");
});

test("what is no number stays in its field, and nothing else is held up", async ({ app: _, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site, "line");
  await survey.field(field.download).fill("fast");
  await expect(page.getByText(ui.survey.notANumber)).toBeVisible();
  await survey.field(field.provider).fill("Telekom");
  await survey.open("site");
  await survey.open("line");
  await expect(survey.field(field.download)).toHaveValue("fast");
  expect(stored(shell, site).document.line).toEqual({ provider: "Telekom" });
  await expectAccessible(page, "not a number");
  await survey.field(field.download).fill("50");
  await survey.field(field.provider).focus();
  await expect.poll(() => stored(shell, site).document.line.downloadMbps).toBe(50);
});

test("a full disk is said where it happens, and trying again keeps everything", async ({ app, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site);
  shell.plan({ survey: { code: "DISK_FULL", data: { folder: "/data" } } });
  await survey.field(field.customer).fill("Berger GmbH");
  await survey.field(field.reference).fill("J-4711");
  const why = error.DISK_FULL.title.replace("{{folder}}", "/data");
  await expect(page.getByText(ui.survey.notSaved.replace("{{why}}", why))).toBeVisible();
  await expectAccessible(page, "not saved");
  await app.goTo("settings");
  await expect(page.getByRole("navigation").getByText(ui.settings.unsavedMark)).toBeVisible();
  shell.plan({ survey: null });
  await openSurvey(page, site);
  await expect(survey.field(field.customer)).toHaveValue("Berger GmbH");
  await survey.button(ui.common.tryAgain).click();
  await expect(survey.saved).toBeVisible();
  expect(stored(shell, site).document.site).toMatchObject({ customer: "Berger GmbH", reference: "J-4711" });
});

test("what is filled in while the line is gone is kept, and sent when it is back", async ({ app, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site);
  shell.down();
  await expect(app.notice(ui.connection.lostTitle)).toBeVisible();
  await survey.field(field.customer).fill("Berger GmbH");
  await survey.open("line");
  await survey.choice(field.routerOwner, ui.survey.owner.provider).click();
  await expect(page.getByText(ui.survey.keptHere)).toBeVisible();
  await expectAccessible(page, "kept here");
  expect(stored(shell, site).document.site.customer).toBeUndefined();
  shell.up();
  await expect(survey.saved).toBeVisible();
  expect(stored(shell, site).document).toMatchObject({
    site: { customer: "Berger GmbH" },
    line: { routerOwner: "provider" },
  });
});

test("what another window writes appears, except in the field that is being typed in", async ({
  app: _,
  page,
  shell,
}) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site, "line");
  await survey.field(field.provider).pressSequentially("Tele");
  writtenElsewhere(shell, site, [
    { op: "set", section: "line", field: "provider", value: "Vodafone" },
    { op: "set", section: "line", field: "plan", value: "Cable 250" },
  ]);
  await expect(survey.field(field.plan)).toHaveValue("Cable 250");
  await expect(survey.field(field.provider)).toHaveValue("Tele");
  await survey.field(field.provider).pressSequentially("kom");
  await survey.field(field.plan).focus();
  await expect.poll(() => stored(shell, site).document.line).toEqual({ provider: "Telekom", plan: "Cable 250" });
});

test("closing the window with something unsaved asks first", async ({ app: _, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site);
  shell.plan({ survey: { code: "STORE_BUSY", data: { file: "farsite.db" } } });
  await survey.field(field.customer).fill("Berger GmbH");
  await survey.field(field.reference).focus();
  await expect(page.getByText(error.STORE_BUSY.title)).toBeVisible();
  const question = page.waitForEvent("dialog");
  void page.close({ runBeforeUnload: true });
  const dialog = await question;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
});

test("lists: contacts, steps, checklist, notes and own questions", async ({ app: _, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site, "contacts");
  await survey.button(ui.survey.contact.add).click();
  await survey.field(field.personName).fill("Rosa Berger");
  await survey.field(field.phone).fill("+49 8022 1234");
  await survey.field(field.phone).blur();
  await expectAccessible(page, "a contact");
  await survey.open("steps");
  for (const text of ["Router labelled", "Recorder on the UPS"]) {
    await survey.field(ui.survey.step.new).fill(text);
    await survey.field(ui.survey.step.new).press("Enter");
  }
  await page
    .getByRole("list", { name: ui.survey.part.steps })
    .getByRole("button", { name: /Recorder/ })
    .click();
  await survey.choice(field.itemState, ui.survey.itemState.done).click();
  await survey.button(ui.survey.moveUp.replace("{{what}}", "Recorder on the UPS")).click();
  await survey.open("checklist");
  await survey.choice("Recorder's settings saved", ui.survey.itemState["not-applicable"]).click();
  await expectAccessible(page, "checklist");
  await survey.open("questions");
  await survey.choice("Do signs tell of the cameras?", ui.survey.value.no).click();
  await survey.choice("How long are recordings kept?", ui.survey.dontKnow).click();
  await survey.field("Battery runtime in minutes").fill("45");
  await expectAccessible(page, "own questions");
  await survey.open("notes");
  await survey.field(ui.survey.note.new).fill("Key at the reception.");
  await survey.button(ui.survey.note.add).click();
  await expect(survey.saved).toBeVisible();
  await expectAccessible(page, "notes");

  const { document } = stored(shell, site);
  expect(document.contacts).toMatchObject([{ name: "Rosa Berger", phone: "+49 8022 1234" }]);
  expect(document.steps.map(({ text }) => text)).toEqual(["Recorder on the UPS", "Router labelled"]);
  expect(document.steps[0]).toMatchObject({ doneBy: "Jonas Weber" });
  expect(document.checklist[2]).toMatchObject({ state: "not-applicable", doneBy: "Jonas Weber" });
  expect(document.answers.map(({ value }) => value)).toEqual([false, null, 45]);
  expect(document.notes).toMatchObject([{ text: "Key at the reception.", by: "Jonas Weber" }]);

  // Removing is taken back for a moment, at its place.
  await survey.open("steps");
  await page
    .getByRole("list", { name: ui.survey.part.steps })
    .getByRole("button", { name: /Recorder/ })
    .click();
  await survey.button(ui.survey.remove.replace("{{what}}", "Recorder on the UPS")).click();
  await expect.poll(() => stored(shell, site).document.steps).toHaveLength(1);
  await survey.button(ui.survey.putBack).click();
  await expect
    .poll(() => stored(shell, site).document.steps.map(({ text }) => text))
    .toEqual(["Recorder on the UPS", "Router labelled"]);
});

test("devices of the latest search are taken over and described", async ({ app: _, page, shell }) => {
  const site = newSite(shell);
  keepScan(shell.store, fakeScan("three", new Date(), { ranges: [], sweep: false, byHand: [] }), site.id);
  const survey = await openSurvey(page, site, "devices");
  const found = page.getByRole("list", { name: ui.survey.device.found });
  await expect(found.getByRole("listitem")).toHaveCount(3);
  await found.getByRole("button").first().click();
  await expect(found.getByRole("listitem")).toHaveCount(2);
  await page.getByRole("list", { name: ui.survey.part.devices }).getByRole("button").first().click();
  await survey.field(field.place).fill("Cabinet behind the reception");
  await survey.field(field.place).blur();
  await expectAccessible(page, "a device");
  await expect
    .poll(() => stored(shell, site).document.devices)
    .toMatchObject([{ role: "recorder", place: "Cabinet behind the reception" }]);
});

test("by keyboard alone: through the parts, into the fields, on to the next", async ({ app: _, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site);
  await survey.part("line").focus();
  await page.keyboard.press("Enter");
  await expect(survey.heading("line")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(survey.field(field.provider)).toBeFocused();
  await page.keyboard.type("Telekom");
  await page.keyboard.press("Tab");
  await expect(survey.dontKnow(field.provider)).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(survey.choice(field.technology, ui.survey.technology.dsl)).toBeChecked();
  await expect.poll(() => stored(shell, site).document.line).toEqual({ provider: "Telekom", technology: "dsl" });
});

test("everything to press in the form is 48 pixels and more", async ({ app: _, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site, "line");
  for (const part of ["line", "checklist", "route", "contacts"] as const) {
    await survey.open(part);
    const small = await page
      .getByRole("main")
      .locator("a:not([href$='#']), button, [role=radio], input:not([aria-hidden]), textarea")
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.checkVisibility() && element.closest("header, [aria-hidden]") === null)
          .map((element) => ({ rect: element.getBoundingClientRect(), html: element.outerHTML.slice(0, 120) }))
          // A pixel of an unseen input that carries a radio's value is nothing to press.
          .filter(({ rect }) => rect.width > 2 && rect.height < 47.5)
          .map(({ html }) => html),
      );
    expect(small, part).toEqual([]);
  }
});

test("Ctrl+Z takes back the last change, and the message brings it back", async ({ app: _, page, shell }) => {
  const site = newSite(shell);
  const survey = await openSurvey(page, site, "route");
  await survey.choice(field.chosen, ui.survey.routeKind.vpn).click();
  await expect(survey.saved).toBeVisible();
  await survey.heading("route").focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => stored(shell, site).document.route).toEqual({});
  await expect(survey.choice(field.chosen, ui.survey.routeKind.vpn)).not.toBeChecked();
  await expectAccessible(page, "taken back");
  await survey.button(ui.survey.undo.redo).click();
  await expect.poll(() => stored(shell, site).document.route.chosen).toBe("vpn");

  // In a text field it is the field's own.
  await survey.field(field.reason).fill("Customer wants it");
  await page.keyboard.press("Control+z");
  await expect(survey.field(field.reason)).toHaveValue("");
  await expect.poll(() => stored(shell, site).document.route.chosen).toBe("vpn");
});
