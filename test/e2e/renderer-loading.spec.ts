import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { expect, test } from "./renderer-fixture.ts";

const { ui } = en;

/** The browser reports what a test here withholds. */
const forgetWithheld = (complaints: string[]): void => {
  const others = complaints.filter((text) => !/net::ERR_FAILED|NotLoadedError/.test(text));
  complaints.splice(0, complaints.length, ...others);
};

test("a page whose file is not to be had says so, and the rest of the window goes on", async ({
  page,
  shell,
  app,
  complaints,
}) => {
  await page.route("**/assets/settings-page-*.js", (route) => route.abort());
  await page.goto("about:blank");
  await page.goto(shell.link());
  await app.ready();
  await app.goTo("settings");
  await expect(app.notice(ui.notLoaded.title)).toBeVisible();
  await app.goTo("sites");
  await expect(app.title).toHaveText(ui.sites.title);
  await app.goTo("settings");
  await expect(app.notice(ui.notLoaded.title)).toBeVisible();
  await page.unroute("**/assets/settings-page-*.js");
  await app.notice(ui.notLoaded.title).getByRole("button", { name: ui.common.tryAgain }).click();
  await expect(app.title).toHaveText(ui.settings.title);
  forgetWithheld(complaints);
});

test("a language that is not to be had leaves the words as they are; it comes with the next try", async ({
  page,
  app,
  complaints,
}) => {
  await page.route("**/assets/de-*.js", (route) => route.abort());
  await app.goTo("settings");
  await app.settings.language("Deutsch").click();
  await expect(app.settings.language("Deutsch")).toBeChecked();
  await expect(app.title).toHaveText(ui.settings.title);
  await page.unroute("**/assets/de-*.js");
  await page.reload();
  await expect(app.title).toHaveText(de.ui.settings.title);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  forgetWithheld(complaints);
});

test("a window that spoke German says so from its first word", async ({ page, app, shell }) => {
  await app.goTo("settings");
  await app.settings.language("Deutsch").click();
  await expect(app.title).toHaveText(de.ui.settings.title);
  const english: string[] = [];
  page.on("request", (request) => {
    if (/\/(?:start-)?en-[^/]*\.js$/.test(request.url())) english.push(request.url());
  });
  shell.restart();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.ui.connection.linkTitle);
  expect(english).toEqual([]);
});
