import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { end } from "./desk.ts";
import { beginSurvey, openSite, ready, test } from "./desk-fixture.ts";
import { inBothThemes } from "./picture.ts";

/** The real app with its real host, database and keychain, in a browser tab: surveys survive whatever happens. */

const { ui } = en;
const { field } = ui.survey;

test("what was said to be saved is there after kill -9, told in the history, and can be taken back", async ({
  desk,
  launchOptions,
}) => {
  const first = await desk.serve();
  const page = await desk.tab(first.link, launchOptions);
  const { app, survey } = await ready(page);
  await beginSurvey(app, "Hotel Alpenblick");
  await survey.field(field.customer).focus();
  await page.keyboard.type("Berger GmbH");
  await survey.open("contacts");
  await survey.button(ui.survey.contact.add).focus();
  await page.keyboard.press("Enter");
  await survey.field(field.personName).focus();
  await page.keyboard.type("Rosa Berger");
  await survey.open("checklist");
  const item = en.template.item["camera-purpose"];
  await survey.choice(item, ui.survey.itemState.done).click();
  await survey.open("notes");
  await survey.field(ui.survey.note.new).focus();
  await page.keyboard.type("Key at the reception.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: ui.survey.part.notes })).toContainText("Key at the reception.");
  await survey.part("line").focus();
  await page.keyboard.press("Enter");
  await expect(survey.heading("line")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("Telekom");
  await survey.dontKnow(field.plan).focus();
  await page.keyboard.press("Space");
  await inBothThemes(page, "survey-form");
  await survey.field(field.download).focus();
  await page.keyboard.type("16.5");
  await expect(survey.saved).toBeVisible();
  await end(first.process, "SIGKILL");
  await desk.closeTabs();
  // What a killed start leaves must not keep the next one from its own.
  expect(existsSync(join(desk.dataFolder, "browser-shell.json"))).toBe(true);

  const second = await desk.serve();
  const after = await desk.tab(second.link, launchOptions);
  const { app: appAfter, survey: surveyAfter } = await ready(after);
  await openSite(appAfter, "Hotel Alpenblick");
  await inBothThemes(after, "site");
  await expect(after.getByText("Berger GmbH").first()).toBeVisible();
  const parts = after.getByRole("list", { name: ui.survey.parts });
  await parts.getByRole("link", { name: ui.survey.part.line }).click();
  await expect(surveyAfter.field(field.provider)).toHaveValue("Telekom");
  await expect(surveyAfter.field(field.download)).toHaveValue("16.5");
  await expect(surveyAfter.dontKnow(field.plan)).toHaveAttribute("aria-pressed", "true");
  await surveyAfter.open("contacts");
  await expect(after.getByRole("list", { name: ui.survey.part.contacts })).toContainText("Rosa Berger");
  await surveyAfter.open("checklist");
  await expect(surveyAfter.choice(item, ui.survey.itemState.done)).toBeChecked();
  await surveyAfter.open("notes");
  await expect(after.getByRole("list", { name: ui.survey.part.notes })).toContainText("Key at the reception.");

  await openSite(appAfter, "Hotel Alpenblick");
  await after.getByRole("link", { name: ui.history.title }).click();
  const rows = after.getByRole("list", { name: ui.history.list }).getByRole("listitem");
  await expect(rows.filter({ hasText: "Berger GmbH" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "Key at the reception." })).toHaveCount(1);
  // The killed program had no time to sign the last ones; the next one does it.
  await expect(rows.filter({ hasText: ui.history.signature.missing })).toHaveCount(0);
  await inBothThemes(after, "history");
  const note = rows.filter({ hasText: "Key at the reception." });
  const before = await rows.count();
  await note.getByRole("button", { name: /^Take back/ }).click();
  await expect(rows).toHaveCount(before + 1);
  await openSite(appAfter, "Hotel Alpenblick");
  await expect(after.getByText("Key at the reception.")).toHaveCount(0);
  await expect(after.getByText("Berger GmbH").first()).toBeVisible();
});

test("two windows on the same data show each other's changes, and leave the field that is typed in alone", async ({
  desk,
  launchOptions,
}) => {
  const one = await desk.serve();
  const left = await desk.tab(one.link, launchOptions);
  const { app, survey: mine } = await ready(left);
  await beginSurvey(app, "Bakery");
  await mine.open("line");
  const two = await desk.serveBeside();
  expect(new URL(two.link).port).not.toBe(new URL(one.link).port);
  const right = await desk.tab(two.link, launchOptions);
  const { app: otherApp, survey: other } = await ready(right);
  await openSite(otherApp, "Bakery");
  await right.getByRole("list", { name: ui.survey.parts }).getByRole("link", { name: ui.survey.part.line }).click();

  await mine.field(field.provider).pressSequentially("Tele");
  await other.field(field.provider).fill("Vodafone");
  await other.field(field.plan).fill("Cable 250");
  await other.field(field.plan).blur();
  await expect(other.saved).toBeVisible();
  await expect(mine.field(field.plan)).toHaveValue("Cable 250");
  await expect(mine.field(field.provider)).toHaveValue("Tele");
  await mine.field(field.provider).pressSequentially("kom");
  await mine.field(field.plan).focus();
  await expect(mine.saved).toBeVisible();
  await expect(other.field(field.provider)).toHaveValue("Telekom");
  await expect(other.field(field.plan)).toHaveValue("Cable 250");
});
