import type { Page } from "@playwright/test";
import type { RouteId } from "#core/advice/route-id.ts";
import type { Site } from "#core/contract/survey-calls.ts";
import { createTranslate } from "#core/text/translate.ts";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import type { Walk } from "#core/walk/walk.ts";
import { fakeRecord } from "./fake-host.ts";
import type { FakeSite } from "./fake-observations.ts";
import { calmRoutes } from "./fake-routes.ts";
import { emptySite, keepRecord, writeRevision } from "./fake-survey.ts";
import { RoutesView } from "./pages/routes-view.ts";
import { SurveyView } from "./pages/survey-view.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { ui } = en;
const say = createTranslate("en");
const nameOf = (route: RouteId): string => en.route[route].name;

/** A site that was checked, or (null) was not yet. */
function siteAt(shell: FakeShell, kind: FakeSite | null, name = "Hotel Alpenblick"): Site {
  const site = writeRevision(shell.store, emptySite(name), emptySite(name).document);
  return kind === null ? site : keepRecord(shell.store, fakeRecord(kind, new Date("2026-11-21T08:00:00Z")), site.id);
}

async function open(page: Page, site: Site): Promise<RoutesView> {
  const routes = new RoutesView(page);
  await routes.open(site.id);
  return routes;
}

const documentOf = (shell: FakeShell, site: Site) => shell.store.sites.get(site.id)?.document;

const walk = (kind: Walk["kind"], waiting: Walk["waiting"] = null): Walk => ({
  id: `walk-${kind}`,
  kind,
  startedAt: "2026-11-02T09:00:00Z",
  updatedAt: "2026-11-02T09:00:00Z",
  status: "open",
  waiting,
  state: { step: "asked" },
});

function keepWalk(shell: FakeShell, { id }: Site, one: Walk): Site {
  const site = shell.store.sites.get(id);
  if (site === undefined) throw new Error("no such site");
  return writeRevision(shell.store, site, { ...site.document, walks: [...site.document.walks, one] });
}

test("the four choices say what works here, why, and what it costs; one click away stands who says so", async ({
  app,
  page,
  shell,
}) => {
  const site = siteAt(shell, "cgnat");
  const advice = await shell.host.advice.get({ siteId: site.id });
  const routes = await open(page, site);
  await expect(page.getByRole("heading", { level: 2, name: say(advice.next) })).toBeVisible();
  await expect(routes.choices.getByRole("listitem")).toHaveCount(4);
  await expect(routes.choice("port-forward")).toContainText(en.advice.works.no);
  await expect(routes.choice("port-forward")).toContainText("A port forward cannot work on this line.");
  await expect(routes.choice("public-ip")).toContainText(en.advice.works.after);
  await expect(routes.choice("vpn")).toContainText(en.advice.works.yes);
  await expect(routes.choice("vpn")).toContainText(ui.routes.recommended);
  await expect(routes.choice("relay")).toContainText("price of 20 Nov 2026");
  await expectAccessible(page, "routes");

  await routes.lookAt("port-forward");
  await expect(routes.variants("port-forward").getByRole("listitem")).toHaveCount(3);
  // Reading goes on where the variants begin.
  await page.keyboard.press("Tab");
  await expect(routes.variants("port-forward").getByRole("button").first()).toBeFocused();
  await routes.route("port-forward").focus();
  await page.keyboard.press("Enter");
  const opened = routes.entry("port-forward");
  await expect(opened).toContainText(en.advice.source.check);
  await expect(opened).toContainText(en.advice.need.firmware);
  await expect(opened).toContainText("Source: ");
  await expectAccessible(page, "what is known of a route");
  await opened.getByRole("link", { name: ui.routes.showCheck }).first().click();
  await expect(app.check.verdictOf("cgnat")).toBeVisible();
  await page.goBack();
  // The way back leads to the same view.
  await expect(opened).toContainText(en.advice.source.check);
});

test("from a check that was kept one button leads to its routes; without a check, one button leads to it", async ({
  app,
  page,
  shell,
}) => {
  const site = siteAt(shell, null);
  shell.plan({ site: "cgnat" });
  const routes = await open(page, site);
  await expect(page.getByRole("heading", { level: 2, name: en.advice.next.check })).toBeVisible();
  await expect(routes.choice("port-forward")).toContainText(en.advice.works.unknown);
  await expectAccessible(page, "routes of a site that was not checked");
  await page.getByRole("button", { name: ui.home.start }).click();
  await app.check.saved();
  await page.getByRole("link", { name: ui.routes.card.compare }).click();
  await expect(app.title).toHaveText("Routes for Hotel Alpenblick");
  await expect(routes.choice("port-forward")).toContainText(en.advice.works.no);
});

for (const [kind, next, way] of [
  ["offline", en.advice.next.offline, "button"],
  ["silent-router", en.advice.next.settle, "link"],
] as const)
  test(`a line that is ${kind} is settled first`, async ({ app: _app, page, shell }) => {
    await open(page, siteAt(shell, kind));
    const card = page.getByRole("region", { name: next });
    await expect(card).toBeVisible();
    await expect(
      card.getByRole(way, { name: way === "link" ? ui.routes.showCheck : ui.site.checkAgain }).first(),
    ).toBeVisible();
  });

test("the recommended route is chosen, offers its walk-through, and is taken back", async ({ app, page, shell }) => {
  const site = siteAt(shell, "cgnat");
  const { recommended } = await shell.host.advice.get({ siteId: site.id });
  if (recommended === null) throw new Error("nothing is recommended");
  const routes = await open(page, site);
  await routes.chooseButton(recommended).first().click();
  await expectAccessible(page, "choosing a route");
  await routes.reason.press("Tab");
  await page.keyboard.type("Own account");
  await routes.confirm.click();
  await expect(routes.decision(recommended)).toBeVisible();
  await expect(routes.decision(recommended)).toContainText("Jonas Weber");
  await expect(page.getByRole("button", { name: /^Begin: / })).toBeVisible();
  expect(documentOf(shell, site)?.route).toMatchObject({ route: recommended, variant: "Own account" });
  await expectAccessible(page, "a decision");

  await page.getByRole("button", { name: ui.routes.decision.takeBack }).click();
  await expect(routes.decision(recommended)).toHaveCount(0);
  expect(documentOf(shell, site)?.route).toEqual({});
  await page.getByRole("button", { name: ui.routes.decision.restore }).click();
  await expect(routes.decision(recommended)).toBeVisible();
  expect(documentOf(shell, site)?.route).toMatchObject({ route: recommended, variant: "Own account" });
  await expect(app.title).toBeVisible();
});

test("a route without a walk-through says so, and what to prepare", async ({ app: _app, page, shell }) => {
  const site = siteAt(shell, "cgnat");
  const route = "remote-support";
  await shell.host.advice.choose({ siteId: site.id, route, variant: null, reason: "The customer has it already." });
  const routes = await open(page, site);
  await expect(routes.decision(route)).toContainText(ui.routes.decision.noWalk);
  const { routes: all } = await shell.host.advice.get({ siteId: site.id });
  const needs = all.find((one) => one.route === route)?.needs.map(({ key }) => key) ?? [];
  expect(needs).not.toEqual([]);
  await expect(routes.decision(route).getByRole("listitem")).toHaveCount(needs.length);
});

test("against the recommendation a reason is needed; then the walk-through begins", async ({ app, page, shell }) => {
  const site = siteAt(shell, "cgnat");
  const routes = await open(page, site);
  await routes.lookAt("public-ip");
  await routes.route("public-ip").click();
  await routes.chooseButton("public-ip").click();
  await routes.confirm.click();
  await expect(routes.dialog).toContainText(ui.routes.decision.reasonMissing);
  await expect(app.announcement).toContainText(ui.routes.decision.reasonMissing);
  await expect(routes.reason).toBeFocused();
  expect(documentOf(shell, site)?.route).toEqual({});
  await routes.reason.fill("No app on the customer's telephones.");
  await routes.confirm.click();
  await expect(routes.decision("public-ip")).toContainText(ui.routes.decision.override);
  await expect(routes.decision("public-ip")).toContainText("No app on the customer's telephones.");
  // The button that was pressed is gone; the decision has the focus.
  await expect(page.locator(":focus")).toContainText(nameOf("public-ip"));
  await page.getByRole("button", { name: /^Begin: / }).click();
  await expect(page.getByRole("list", { name: ui.walk.steps })).toBeVisible();
  await page.goBack();
  await expect(routes.decision("public-ip").getByRole("link", { name: ui.routes.decision.goOn })).toBeVisible();
});

test("a walk-through that would lead nowhere is refused, with the way to the evidence", async ({
  app,
  page,
  shell,
}) => {
  const site = siteAt(shell, "cgnat");
  await shell.host.advice.choose({ siteId: site.id, route: "port-forward", variant: null, reason: "I want to try." });
  const routes = await open(page, site);
  await expect(routes.decision("port-forward")).toContainText(ui.routes.decision.noLongerWorks);
  await page.getByRole("button", { name: /^Begin: / }).click();
  const refusal = app.notice(ui.routes.decision.refused);
  await expect(refusal).toBeVisible();
  await expectAccessible(page, "a walk-through is refused");
  await refusal.getByRole("link", { name: ui.routes.showCheck }).click();
  await expect(app.check.verdictOf("cgnat")).toBeVisible();
});

test("answers are kept as they are given and change what is recommended, without moving the question", async ({
  app,
  page,
  shell,
}) => {
  const site = siteAt(shell, "cgnat");
  const routes = await open(page, site);
  const survey = new SurveyView(page);
  await expect(routes.questions.getByRole("radiogroup").first()).toHaveAccessibleName(en.advice.question.watchers);
  await survey.choice(en.advice.question.watchers, ui.survey.wish.watchers["third-party"]).click();
  await expect(routes.choice("relay")).toContainText(ui.routes.recommended);
  await expect(app.announcement).toContainText(nameOf("hosted-relay"));
  expect(documentOf(shell, site)?.wishes).toEqual({ watchers: "third-party" });
  await expect(routes.questions.getByRole("radiogroup").first()).toHaveAccessibleName(en.advice.question.watchers);
  await expect(survey.choice(en.advice.question.watchers, ui.survey.wish.watchers["third-party"])).toBeFocused();

  await survey.field(en.advice.question.streams).fill("4");
  await expect(routes.choice("relay")).toContainText("US$8 a month");
  await survey.dontKnow(en.advice.question.viewers).click();
  await expect.poll(() => documentOf(shell, site)?.wishes).toMatchObject({ streams: 4, viewers: null });
  await routes.questions.getByRole("button", { name: /^All other questions/ }).click();
  await expectAccessible(page, "all questions");
  await survey.field(ui.survey.wish.streamMbps).fill("abc");
  await expect(routes.questions).toContainText(ui.survey.notANumber);
});

test("what is typed while the line is gone stays, and what was advised stays in view", async ({ app, page, shell }) => {
  const site = siteAt(shell, "cgnat");
  const routes = await open(page, site);
  const survey = new SurveyView(page);
  shell.down();
  await expect(app.notice(ui.connection.lostTitle)).toBeVisible();
  await survey.field(en.advice.question.streams).fill("6");
  await expect(routes.questions).toContainText(ui.survey.keptHere);
  await expect(routes.choice("vpn")).toContainText(ui.routes.recommended);
  shell.up();
  await expect.poll(() => documentOf(shell, site)?.wishes.streams).toBe(6);
});

test("the upload is measured with the firm's server, which is set up first", async ({ app, page, shell }) => {
  const site = siteAt(shell, "cgnat");
  const routes = await open(page, site);
  const measure = routes.questions.getByRole("button", { name: ui.routes.wishes.measure, exact: true });
  await measure.click();
  await expect(app.notice(en.error.VANTAGE_NEEDED.title)).toBeVisible();
  await expectAccessible(page, "a test server is needed");
  await page.getByRole("link", { name: ui.routes.wishes.toSettings }).click();
  await expect(app.title).toHaveText(ui.settings.title);
  await page.goBack();

  shell.store.settings = { ...shell.store.settings, vantageUrl: "https://vantage.example" };
  shell.plan({ routes: { ...calmRoutes, paceMs: 60_000 } });
  await measure.click();
  await expect(page.getByRole("progressbar", { name: ui.routes.wishes.measuring })).toBeVisible();
  await routes.questions.getByRole("button", { name: ui.common.cancel }).click();
  await expect(measure).toBeVisible();
  expect(documentOf(shell, site)?.line).toEqual({});

  shell.plan({ routes: calmRoutes });
  await measure.click();
  const upload = new SurveyView(page).field(en.advice.question.uploadMbps);
  await expect(upload).toHaveValue("9.4");
  await expect(routes.questions.getByText(/^Measured /)).toBeVisible();
  await upload.fill("20");
  await upload.blur();
  // A figure that somebody types was not measured.
  await expect(routes.questions.getByText(/^Measured /)).toHaveCount(0);
  await expect.poll(() => documentOf(shell, site)?.line).toEqual({ uploadMbps: 20 });
});

test("routes are compared side by side: those that work, and whichever are chosen", async ({
  app: _app,
  page,
  shell,
}) => {
  const site = siteAt(shell, "cgnat");
  const routes = await open(page, site);
  await expect(routes.comparison.getByRole("columnheader", { name: nameOf("port-forward") })).toHaveCount(0);
  await expect(routes.comparison.getByRole("columnheader", { name: nameOf("hosted-relay") })).toBeVisible();
  await routes.compared("port-forward").click();
  await expect(routes.comparison.getByRole("columnheader", { name: nameOf("port-forward") })).toBeVisible();
  for (const facet of Object.values(en.advice.facetName))
    await expect(routes.comparison.getByRole("rowheader", { name: facet, exact: true })).toBeVisible();
  await expect(routes.comparison).toContainText(ui.routes.compare.grade.poor);
  // It scrolls by itself, by keyboard too, and the names stay in view.
  const first = routes.comparison.getByRole("rowheader").first();
  const before = await first.boundingBox();
  await page.getByRole("group", { name: ui.routes.compare.title, exact: true }).focus();
  await page.keyboard.press("End");
  for (let press = 0; press < 5; press++) await page.keyboard.press("ArrowRight");
  await expect
    .poll(() => routes.comparison.evaluate((table) => table.parentElement?.scrollLeft ?? 0))
    .toBeGreaterThan(50);
  expect((await first.boundingBox())?.x).toBe(before?.x);
  await expectAccessible(page, "routes side by side");
});

test("fits a narrow window, a large one, paper, German, and reading from right to left", async ({
  app: _app,
  page,
  shell,
}) => {
  shell.store.settings = { ...shell.store.settings, locale: "de" };
  const site = siteAt(shell, "cgnat");
  await page.reload();
  const sideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.evaluate((hash) => (window.location.hash = hash), `#/sites/${site.id}/routes`);
  await expect(
    page.getByRole("heading", { level: 2, name: de.routeChoice["port-forward"].name, exact: true }),
  ).toBeVisible();
  const closed = page.getByRole("main").getByRole("button", { expanded: false });
  while ((await closed.count()) > 0) await closed.first().click();
  for (const [width, height] of [
    [512, 320],
    [1024, 640],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await sideways(), `${width}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 512, height: 320 });
  await expectAccessible(page, "routes in German at twice the size");
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  expect(await sideways()).toBeLessThanOrEqual(0);
  await page.evaluate(() => (document.documentElement.dir = "ltr"));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 680, height: 900 });
  const table = page.getByRole("table");
  await expect(table).toBeVisible();
  // All of the comparison stands on paper.
  const hidden = table.evaluate(({ parentElement: frame }) => (frame ? frame.scrollHeight - frame.clientHeight : NaN));
  expect(await hidden).toBe(0);
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1024, height: 640 });
});

test("a site says what is decided and what is under way; who waits stands in a list over all sites", async ({
  app,
  page,
  shell,
}) => {
  const waiting = (since: string, until: string | null) => ({ for: "provider" as const, since, until });
  const hotel = siteAt(shell, "cgnat");
  await shell.host.advice.choose({ siteId: hotel.id, route: "public-ip", variant: null, reason: "Wished so." });
  keepWalk(shell, hotel, walk("public-ip", waiting("2026-11-02T09:00:00Z", "2026-11-10")));
  keepWalk(shell, siteAt(shell, "cgnat", "Depot"), walk("public-ip", waiting("2026-11-12T09:00:00Z", "2099-12-01")));
  siteAt(shell, "public", "Bakery");
  await app.goTo("sites");
  const list = page.getByRole("list", { name: ui.routes.waiting.list });
  await expect(list.getByRole("link")).toHaveText(["Hotel Alpenblick", "Depot"]);
  await expect(list.getByRole("listitem").first()).toContainText("was promised for 10 Nov 2026");
  await expectAccessible(page, "sites that wait");
  await app.sites.filter(ui.routes.waiting.filter).click();
  await expect(app.sites.rows).toHaveCount(2);
  await app.sites.site("Hotel Alpenblick").click();

  const card = page.getByRole("region", { name: ui.routes.card.title, exact: true });
  await expect(card).toContainText(nameOf("public-ip"));
  await expect(card).toContainText(ui.routes.decided);
  await expectAccessible(page, "a site with a decision");
  await expect(card.getByRole("link", { name: /^Go on: / })).toHaveAttribute(
    "href",
    `#/sites/${hotel.id}/walks/walk-public-ip`,
  );
  await card.getByRole("link", { name: ui.routes.card.compare }).click();
  await expect(new RoutesView(page).decision("public-ip")).toContainText("was promised for 10 Nov 2026");
});

test("advice that can't be had says so, and is asked for again", async ({ app, page, shell }) => {
  const site = siteAt(shell, "cgnat");
  shell.plan({ routes: { ...calmRoutes, failure: { code: "SCAN_NOT_FOUND" } } });
  await page.evaluate((hash) => (window.location.hash = hash), `#/sites/${site.id}/routes`);
  await expect(app.notice(en.error.SCAN_NOT_FOUND.title)).toBeVisible();
  shell.plan({ routes: calmRoutes });
  await page.getByRole("button", { name: ui.common.tryAgain }).click();
  await expect(new RoutesView(page).choices).toBeVisible();
});
