import type { Site } from "#core/contract/survey-calls.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { emptyDocument } from "#core/survey/survey-document.ts";
import { en } from "#core/text/en.ts";
import { fakeRecord } from "./fake-host.ts";
import { emptySite, keepRecord, otherAuthor, ownAuthor, writeRevision } from "./fake-survey.ts";
import type { FakeShell } from "./serve-fake.ts";
import { SurveyView } from "./pages/survey-view.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";

const { ui } = en;
const { field } = ui.survey;

function siteWith(shell: FakeShell, name: string, changes: SurveyChange[] = []): Site {
  const site = emptySite(name);
  return writeRevision(shell.store, site, withChanges(site.document, changes));
}

const set = (section: "site" | "line", name: string, value: unknown): SurveyChange => ({
  op: "set",
  section,
  field: name,
  value,
});

/** The same place, filled in by two. */
function siteWithConflict(shell: FakeShell): Site {
  const site = siteWith(shell, "Hotel Alpenblick", [set("line", "provider", "Telekom")]);
  const at = "2026-11-21T08:00:00.000Z";
  const path = ["line", "provider"];
  const sides = [
    { value: "Telekom", revision: "a".repeat(64), author: ownAuthor.laptopId, at },
    { value: "Vodafone", revision: "b".repeat(64), author: otherAuthor.laptopId, at },
  ];
  return writeRevision(
    shell.store,
    site,
    { ...site.document, conflicts: [{ id: JSON.stringify(path), path, sides }] },
    { kind: "merge", author: { ...otherAuthor, signature: "by-rule" } },
  );
}

test("sites are found as it is typed, over everything that was filled in", async ({ app, page, shell }) => {
  siteWith(shell, "Bakery", [set("site", "address", "Seestraße 14")]);
  siteWith(shell, "School", [
    { op: "put", list: "notes", entry: { id: "n", text: "Key at the bakery", at: "2026-11-21T08:00:00Z" } },
  ]);
  siteWith(shell, "Depot", [set("site", "status", "archived")]);
  await app.goTo("sites");
  await expect(app.sites.rows).toHaveCount(3);
  await expectAccessible(page, "sites");
  await app.sites.search.fill("bakery");
  await expect(app.sites.rows).toHaveCount(2);
  await expect(app.sites.list.locator("mark")).toHaveText(["bakery", "Bakery"], { ignoreCase: true });
  await expectAccessible(page, "found sites");
  await app.sites.search.press("ArrowDown");
  await expect(app.sites.list.getByRole("link").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.sites.list.getByRole("link").nth(1)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.sites.search).toBeFocused();
  await expect(app.sites.rows).toHaveCount(3);

  await app.sites.filter(ui.survey.status.archived).click();
  await expect(app.sites.rows).toHaveCount(1);
  await app.sites.site("Depot").click();
  await page.goBack();
  // The way back leads to the same list.
  await expect(app.sites.filter(ui.survey.status.archived)).toHaveAttribute("aria-pressed", "true");
  await app.sites.search.fill("nothing like that");
  await expect(page.getByText(ui.sites.nothingFound.replace("{{search}}", "nothing like that"))).toBeVisible();
  await page.getByRole("button", { name: ui.sites.showAll }).click();
  await expect(app.sites.rows).toHaveCount(3);
});

test("a site that another window adds comes in by itself", async ({ app, shell }) => {
  siteWith(shell, "Bakery");
  await app.goTo("sites");
  await expect(app.sites.rows).toHaveCount(1);
  siteWith(shell, "School");
  await expect(app.sites.rows).toHaveCount(2);
});

test("ten thousand sites are read piece by piece", async ({ app, page, shell }) => {
  for (let number = 1; number <= 10_000; number++) {
    const name = `Site ${`${number}`.padStart(5, "0")}`;
    const site = { ...emptySite(name), updatedAt: "2026-11-21T08:00:00.000Z" };
    shell.store.sites.set(site.id, { ...site, document: emptyDocument(name) });
  }
  await app.goTo("sites");
  await expect(page.getByText("10000 sites")).toBeVisible();
  const place = (row: number) => app.sites.rows.nth(row).getAttribute("aria-posinset");
  expect(await place(0)).toBe("1");
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    expect(Number(await place(0))).toBeGreaterThan(400);
  }).toPass();
  // However far it is read, no more is drawn than near the view.
  expect(await app.sites.rows.count()).toBeLessThan(120);
  await app.sites.rows.first().getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await expect(app.sites.rows.filter({ has: page.locator(":focus") })).toHaveCount(1);
  await app.sites.search.fill("09999");
  await expect(app.sites.rows).toHaveCount(1);
});

test("the site page shows what is filled in and leads to the rest", async ({ app, page, shell }) => {
  const site = siteWith(shell, "Hotel Alpenblick", [
    set("site", "customer", "Berger GmbH"),
    set("site", "address", "Seestraße 14\n83684 Tegernsee"),
    { op: "put", list: "checklist", entry: { id: "c", text: "Passwords changed", state: "open" } },
  ]);
  keepRecord(shell.store, fakeRecord("public", new Date("2026-11-20T08:00:00Z")), site.id);
  keepRecord(shell.store, fakeRecord("cgnat", new Date("2026-11-21T08:00:00Z")), site.id);
  await app.goTo("sites");
  await app.sites.site("Hotel Alpenblick").click();
  await expect(page.getByText("Berger GmbH · Seestraße 14, 83684 Tegernsee")).toBeVisible();
  const parts = page.getByRole("list", { name: ui.survey.parts });
  await expect(parts.getByRole("listitem").filter({ hasText: ui.survey.part.site })).toContainText("3 of 5");
  await expect(app.site.checkLinks).toHaveCount(2);
  await expect(app.site.changes).toHaveCount(1);
  await expectAccessible(page, "site page");

  await new SurveyView(page).choice("Passwords changed", ui.survey.itemState.done).click();
  await page.getByRole("radio", { name: ui.survey.status.done, exact: true }).first().click();
  await expect
    .poll(() => shell.store.sites.get(site.id)?.document)
    .toMatchObject({
      site: { status: "done" },
      checklist: [{ state: "done", doneBy: "Jonas Weber" }],
    });
  await parts.getByRole("link", { name: ui.survey.part.line }).click();
  await expect(new SurveyView(page).heading("line")).toBeVisible();
});

test("checks that did not come with the site are fetched when they are asked for", async ({ app, shell }) => {
  const site = siteWith(shell, "Bakery");
  for (let day = 1; day <= 6; day++)
    keepRecord(shell.store, fakeRecord("public", new Date(`2026-11-0${day}T08:00:00Z`)), site.id);
  shell.plan({ recordsOnPage: 2 });
  await app.goTo("sites");
  await app.sites.site("Bakery").click();
  await expect(app.site.checkLinks).toHaveCount(2);
  await app.site.olderChecks.click();
  await expect(app.site.checkLinks).toHaveCount(6);
  await expect(app.site.checks.getByText(ui.site.unchanged)).toHaveCount(5);
  await app.site.checkLinks.last().click();
  await expect(app.check.verdictOf("public")).toBeVisible();
});

test("two versions are shown side by side and decided, by mouse and by keyboard", async ({ app, page, shell }) => {
  const site = siteWithConflict(shell);
  await app.goTo("sites");
  await expect(app.sites.rows).toContainText("1 to decide");
  await app.sites.site("Hotel Alpenblick").click();
  await page.getByRole("link", { name: ui.conflicts.decide }).click();
  const versions = page.getByRole("list", { name: ui.conflicts.versions }).getByRole("listitem");
  await expect(versions).toHaveCount(2);
  await expect(versions.nth(0)).toContainText("Jonas Weber (this laptop)");
  await expectAccessible(page, "conflicts");
  await versions.nth(1).getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(ui.conflicts.none)).toBeVisible();
  expect(shell.store.sites.get(site.id)?.document).toMatchObject({ line: { provider: "Vodafone" }, conflicts: [] });
});

test("two versions are decided at the field itself", async ({ app, page, shell }) => {
  const site = siteWithConflict(shell);
  await app.goTo("sites");
  await app.sites.site("Hotel Alpenblick").click();
  await page.getByRole("list", { name: ui.survey.parts }).getByRole("link", { name: ui.survey.part.line }).click();
  await page.getByRole("button", { name: /^2 versions/ }).click();
  await expectAccessible(page, "two versions");
  await app
    .dialog()
    .getByRole("button", { name: /Vodafone$/ })
    .click();
  await expect(app.dialog()).toHaveCount(0);
  await expect(new SurveyView(page).field(field.provider)).toHaveValue("Vodafone");
  expect(shell.store.sites.get(site.id)?.document.conflicts).toEqual([]);
});

test("the history tells who changed what; a change is taken back, an earlier state restored", async ({
  app,
  page,
  shell,
}) => {
  let site = siteWith(shell, "Bakery");
  site = writeRevision(shell.store, site, withChanges(site.document, [set("line", "provider", "Telekom")]));
  site = writeRevision(shell.store, site, withChanges(site.document, [set("site", "customer", "Berger")]), {
    author: otherAuthor,
  });
  await app.goTo("sites");
  await app.sites.site("Bakery").click();
  await page.getByRole("link", { name: ui.history.title }).click();
  const rows = page.getByRole("list", { name: ui.history.list }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText("Petra Lang");
  await expect(rows.nth(1)).toContainText("Telekom");
  await expectAccessible(page, "history");
  await rows.nth(1).getByRole("button").click();
  await expect(rows).toHaveCount(4);
  expect(shell.store.sites.get(site.id)?.document).toMatchObject({ line: {}, site: { customer: "Berger" } });
  await page.getByRole("button", { name: ui.survey.undo.redo }).click();
  await expect(rows).toHaveCount(5);
  await expect.poll(() => shell.store.sites.get(site.id)?.document.line.provider).toBe("Telekom");

  await rows.last().getByRole("link", { name: ui.history.look }).click();
  await expect(app.notice(ui.history.asItWas)).toBeVisible();
  await expectAccessible(page, "an earlier state");
  await page.getByRole("button", { name: ui.history.restore }).click();
  await app.dialog().getByRole("button", { name: ui.history.restore }).click();
  await expect(app.title).toHaveText("Bakery");
  await expect.poll(() => shell.store.sites.get(site.id)?.document.line).toEqual({});
});

test("a change that something stands in the way of by now says so", async ({ app, page, shell }) => {
  let site = siteWith(shell, "Bakery");
  site = writeRevision(shell.store, site, withChanges(site.document, [set("line", "provider", "a")]));
  await app.goTo("sites");
  await app.sites.site("Bakery").click();
  await page.getByRole("link", { name: ui.history.title }).click();
  const takeBack = page.getByRole("list", { name: ui.history.list }).getByRole("button");
  await expect(takeBack).toHaveCount(1);
  // Nobody told this window.
  shell.store.surveys.watchers.clear();
  writeRevision(shell.store, site, withChanges(site.document, [set("line", "provider", "b")]));
  await takeBack.click();
  await expect(app.notice(en.error.CHANGE_IMPOSSIBLE.title)).toBeVisible();
  expect(shell.store.sites.get(site.id)?.document.line.provider).toBe("b");
});

test("a template of the firm's own: copied, edited, put in order, removed", async ({ app, page, shell }) => {
  await app.goTo("sites");
  await page.getByRole("link", { name: ui.templates.title }).click();
  await expectAccessible(page, "templates");
  await page.getByRole("link", { name: "Video surveillance" }).click();
  await expectAccessible(page, "a built-in template");
  await page.getByRole("button", { name: ui.templates.copy }).click();
  await page.getByRole("textbox", { name: ui.templates.name }).fill("Our jobs");
  const checklist = page.getByRole("region", { name: ui.templates.checklist });
  await checklist.getByRole("button", { name: ui.templates.addItem }).click();
  await checklist.getByRole("textbox").last().fill("Signs put up");
  await checklist.getByRole("button", { name: ui.survey.moveUp.replace("{{what}}", "Signs put up") }).click();
  const questions = page.getByRole("region", { name: ui.templates.questions });
  await questions.getByRole("button", { name: ui.templates.addQuestion }).click();
  await questions.getByRole("textbox", { name: ui.templates.question }).last().fill("Which lock?");
  await page.getByRole("region", { name: ui.templates.fields }).getByRole("button", { name: field.plan }).click();
  await expectAccessible(page, "an own template");
  await page.getByRole("button", { name: ui.common.save, exact: true }).click();
  await expect(page.getByText(ui.templates.asKept, { exact: true })).toBeVisible();
  const saved = shell.store.surveys.templates.at(-1);
  expect(saved).toMatchObject({ name: "Our jobs", hidden: ["line.backupLine", "line.plan"] });
  expect(saved?.checklist.map(({ text }) => text)[2]).toBe("Signs put up");
  expect(saved?.questions.at(-1)).toMatchObject({ label: "Which lock?", kind: "text", section: "Power" });

  await page.getByRole("button", { name: ui.templates.remove, exact: true }).click();
  await app.dialog().getByRole("button", { name: ui.templates.remove }).click();
  await expect(page.getByRole("link", { name: "Our jobs" })).toHaveCount(0);
  expect(shell.store.surveys.templates).toHaveLength(1);
});
