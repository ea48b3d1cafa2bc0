import type { Page } from "@playwright/test";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { CODE, HARD } from "./fake-rehearsal.ts";
import { textOf } from "./fake-rehearsal-host.ts";
import { checkedSite } from "./fake-walk.ts";
import { textOfQrCode } from "./pages/qr-code-in-view.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { uiRehearsal: words, rehearsal } = en;
const SHOWN_CODE = `${CODE.slice(0, 4)}-${CODE.slice(4)}`;

const withVantage = (shell: FakeShell): void => {
  shell.store.vantage = { url: "https://test.example.net/", hasToken: true };
};

async function openRehearsal(page: Page, shell: FakeShell): Promise<string> {
  const siteId = checkedSite(shell, "cgnat");
  await page.evaluate((site) => (window.location.hash = `#/sites/${site}/rehearsal`), siteId);
  await expect(page.getByRole("button", { name: words.start, exact: true })).toBeVisible();
  return siteId;
}

async function openHelp(page: Page): Promise<void> {
  await page.evaluate(() => (window.location.hash = "#/settings"));
  await page.getByRole("link", { name: words.rowTitle }).click();
  await expect(page.getByLabel(words.given)).toBeVisible();
}

const start = (page: Page) => page.getByRole("button", { name: words.start, exact: true });
const card = (page: Page) => page.getByRole("region", { name: words.title });

test("who begins gets a code, sees how it goes, and the answer in one sentence", async ({ app, page, shell }) => {
  withVantage(shell);
  shell.store.rehearsal.staysAt = "code";
  const siteId = await openRehearsal(page, shell);
  await expectAccessible(page, "before a rehearsal");
  await start(page).press("Enter");
  await expect(card(page)).toContainText(SHOWN_CODE);
  await expect(app.announcement).toContainText(SHOWN_CODE);
  await expectAccessible(page, "a code to tell");
  shell.store.rehearsal.staysAt = null;
  await page.getByRole("button", { name: words.stop }).click();
  await expect(app.announcement).toContainText(words.stopped);
  await expect.poll(() => shell.store.rehearsal.stopped).toBe(1);
  await start(page).click();
  const answer = page.getByRole("group", { name: rehearsal.answer.direct }).first();
  await expect(answer).toContainText(rehearsal.why.punched);
  await expect(app.announcement).toContainText(rehearsal.answer.direct);
  await expect(card(page)).toContainText("23\u00a0ms");
  await card(page).getByRole("button", { name: words.candidates }).click();
  await expect(card(page).getByRole("row")).toHaveCount(5);
  await expect(card(page).getByText(words.won)).toHaveCount(2);
  await expect(card(page)).toContainText(words.kept);
  await expect(page.getByRole("region", { name: words.earlier }).getByRole("listitem")).toHaveCount(1);
  await expectAccessible(page, "a direct connection");
  expect(shell.store.sites.get(siteId)?.document.rehearsals).toHaveLength(1);
});

test("two routers that nobody can tell where to write: no way, the odds, and what would change it", async ({
  page,
  shell,
}) => {
  withVantage(shell);
  Object.assign(shell.store.rehearsal, { pair: null, here: { nat: HARD } });
  shell.store.settings = { ...shell.store.settings, locale: "de" };
  await page.emulateMedia({ colorScheme: "dark" });
  const siteId = checkedSite(shell, "cgnat");
  await page.goto(shell.link());
  await page.evaluate((site) => (window.location.hash = `#/sites/${site}/rehearsal`), siteId);
  await page.getByRole("button", { name: de.uiRehearsal.start, exact: true }).click();
  const answer = page.getByRole("group", { name: de.rehearsal.answer.none });
  await expect(answer).toContainText(de.rehearsal.prediction["what-changes-it"]);
  await expect(answer).not.toContainText(de.rehearsal.prediction["guessing-one"]);
  await page.getByRole("button", { name: de.uiRehearsal.odds }).click();
  await expect(page.getByRole("row", { name: /174/ })).toContainText("50");
  await expectAccessible(page, "no way, in German and dark");
});

test("without a test server two texts are exchanged, and what is no text is said where it was put in", async ({
  app,
  page,
  shell,
}) => {
  await openRehearsal(page, shell);
  await expect(card(page)).toContainText(words.noVantage);
  await start(page).click();
  expect(await textOfQrCode(page, card(page))).toBe(textOf("offer"));
  const answer = page.getByLabel(words.answer, { exact: true }).last();
  await answer.fill(textOf("offer"));
  await page.getByRole("button", { name: words.goOn }).click();
  await expect(card(page)).toContainText(rehearsal.trouble["own-signal"]);
  await expect(answer).toHaveValue(textOf("offer"));
  await expectAccessible(page, "a text that was refused");
  await answer.fill(textOf("answer"));
  await page.getByRole("button", { name: words.goOn }).click();
  await expect(app.announcement).toContainText(rehearsal.answer.direct);
});

test("who was given a code or a text is the other end, from the settings; nothing is kept there", async ({
  app,
  page,
  shell,
}) => {
  await openHelp(page);
  await page.getByLabel(words.given).fill("BCDF");
  await start(page).click();
  await expect(card(page)).toContainText(words.givenWrong);
  await expectAccessible(page, "no code");
  await page.getByLabel(words.given).fill(SHOWN_CODE.toLowerCase());
  await start(page).click();
  await expect(app.announcement).toContainText(rehearsal.answer.direct);
  await expect(card(page)).toContainText(words.notKept);
  expect(shell.store.rehearsal.asked.at(-1)).toMatchObject({
    siteId: null,
    role: "join",
    signalling: { kind: "vantage", code: CODE },
  });
  await page.getByLabel(words.given).fill(textOf("offer"));
  await page.getByRole("button", { name: words.again }).click();
  await page.getByRole("button", { name: words.putIn }).click();
  await expect(card(page)).toContainText(words.notKept);
  expect(shell.store.rehearsal.given).toEqual([textOf("offer"), null]);
});

test("blocked UDP, a relay, the same network, and trouble are told apart", async ({ app, page, shell }) => {
  withVantage(shell);
  const { store } = shell;
  await openRehearsal(page, shell);
  Object.assign(store.rehearsal, { pair: null, here: { udp: "blocked" } });
  await start(page).click();
  const first = card(page).getByRole("group", { name: rehearsal.answer["udp-blocked"] });
  await expect(first).toContainText(rehearsal.why["blocked-here"]);
  const again = page.getByRole("button", { name: words.again, exact: true });
  Object.assign(store.rehearsal, {
    here: { relay: true },
    pair: {
      here: { kind: "relayed", address: "203.0.113.50", port: 50_000 },
      there: { kind: "reflexive", address: "203.0.113.20", port: 41_377 },
    },
    notSaved: { code: "DISK_FULL", data: { folder: "/data" } },
  });
  await again.click();
  await expect(card(page).getByRole("group", { name: rehearsal.answer.relayed })).toBeVisible();
  await expect(card(page)).toContainText(en.error.DISK_FULL.title.split("{{")[0] ?? "");
  Object.assign(store.rehearsal, {
    pair: {
      here: { kind: "host", address: "192.168.1.23", port: 50_112 },
      there: { kind: "host", address: "192.168.1.40", port: 50_112 },
    },
    notSaved: null,
  });
  await again.click();
  await expect(card(page).getByRole("group", { name: rehearsal.answer["same-network"] })).toBeVisible();
  store.rehearsal.trouble = "left";
  await again.click();
  await expect(app.announcement).toContainText(rehearsal.trouble.left);
  await expect(card(page)).toContainText(rehearsal.trouble.left);
  Object.assign(store.rehearsal, { trouble: null, breakOff: { code: "REHEARSAL_ALREADY_RUNNING" } });
  await start(page).click();
  await expect(card(page)).toContainText(en.error.REHEARSAL_ALREADY_RUNNING.title);
});
