import { expect, test as base, type Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { Desk, whyNoDesk, type Keychain } from "./desk.ts";
import { AppWindow } from "./pages/app-window.ts";
import { SurveyView } from "./pages/survey-view.ts";

const { ui } = en;

type Fixtures = {
  /** A technician's computer with a keychain. */
  desk: Desk;
  /** More of them, which end with the test. */
  openDesk: (keychain?: Keychain) => Promise<Desk>;
};

export const test = base.extend<Fixtures>({
  openDesk: async ({}, use, testInfo) => {
    const missing = whyNoDesk();
    testInfo.skip(missing !== undefined, missing);
    testInfo.setTimeout(JOURNEY_MS);
    const desks: Desk[] = [];
    await use(async (keychain) => {
      const desk = await Desk.open(keychain);
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) await desk.close();
  },
  desk: async ({ openDesk }, use) => use(await openDesk()),
});

/** Several starts of the app and of a browser, on a busy machine. */
const JOURNEY_MS = 240_000;

export async function ready(page: Page): Promise<{ app: AppWindow; survey: SurveyView }> {
  const app = new AppWindow(page);
  await app.ready();
  return { app, survey: new SurveyView(page) };
}

/** From the start page into a new survey. */
export async function beginSurvey(app: AppWindow, name: string): Promise<void> {
  await app.goTo("sites");
  await app.page.getByRole("button", { name: ui.sites.new }).first().click();
  const dialog = app.dialog(ui.sites.newTitle);
  await dialog.getByRole("textbox", { name: ui.sites.name }).fill(name);
  await dialog.getByRole("button", { name: ui.sites.begin }).click();
  await expect(app.title).toHaveText(name);
}

export async function openSite(app: AppWindow, name: string): Promise<void> {
  await app.goTo("sites");
  await app.sites.site(name).click();
  await expect(app.title).toHaveText(name);
}

/** Saves what a click makes the browser download. */
export async function downloaded(page: Page, press: () => Promise<void>, path: string): Promise<string> {
  const downloading = page.waitForEvent("download");
  await press();
  await (await downloading).saveAs(path);
  return path;
}

/** Hands a file to whatever a click asks for one. */
export async function choose(page: Page, press: () => Promise<void>, path: string): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await press();
  await (await choosing).setFiles(path);
}

/** What `addGenerated` calls its password. */
export const LABEL = "Recorder, admin";

/** Adds a password that Farsite makes; returns it. */
export async function addGenerated(app: AppWindow): Promise<string> {
  await app.passwords.addButton.click();
  const { form } = app.passwords;
  await form.getByRole("textbox", { name: ui.passwords.label, exact: true }).fill(LABEL);
  await form.getByRole("textbox", { name: ui.passwords.userName }).fill("admin");
  await form.getByRole("button", { name: ui.passwords.generate }).click();
  const field = form.getByLabel(ui.passwords.password, { exact: true });
  // It is made by the host: it comes a moment after the click.
  await expect(field).not.toHaveValue("");
  const password = await field.inputValue();
  expect(password.length).toBeGreaterThan(10);
  await app.passwords.save();
  await expect(app.passwords.row(LABEL)).toBeVisible();
  return password;
}

export async function showsPassword(app: AppWindow, password: string): Promise<void> {
  await app.passwords.showButton(LABEL).click();
  await expect(app.passwords.row(LABEL)).toContainText(password);
  await app.passwords.hideButton(LABEL).click();
  await expect(app.page.locator("body")).not.toContainText(password);
}
