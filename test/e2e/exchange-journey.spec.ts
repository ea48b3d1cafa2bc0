import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";
import { parseHubLine } from "#core/team/hub-address.ts";
import { en } from "#core/text/en.ts";
import { createPostgres, findPostgres } from "../fakes/postgres-server.ts";
import { shapesIn, tracesBelow } from "../unit/vault/secret-traces.ts";
import type { Desk } from "./desk.ts";
import { addGenerated, beginSurvey, LABEL, openSite, ready, test } from "./desk-fixture.ts";
import { expectKeptQuiet, spelledOut } from "./kept-quiet.ts";
import type { AppWindow } from "./pages/app-window.ts";
import { SurveyView } from "./pages/survey-view.ts";
import { inBothThemes } from "./picture.ts";
import { dumpedBodies } from "./unpacked.ts";

/** Two technicians' computers that meet by file and by the firm's hub. */

const { ui } = en;
const { field } = ui.survey;
const PASSPHRASE = "seven ducks paint the barn";
const SITE = "Bakery";
/** One survey and its history are some 100 kB. */
const MAX_DUMP_BYTES = 50_000_000;
const DUMP_MS = 60_000;

/** One computer's survey, encrypted, into the other one; both apps are running. */
async function pass(from: Desk, to: Desk, file: string): Promise<void> {
  const [secret, wrong] = [{ env: { PASSPHRASE } }, { env: { PASSPHRASE: "another one" } }];
  await from.farsite(["export", SITE, "-o", file, "--passphrase-env", "PASSPHRASE"], secret);
  const take = ["import", file, "--yes", "--passphrase-env", "PASSPHRASE"];
  await expect(to.farsite(take, wrong)).rejects.toThrow(en.error.PASSPHRASE_WRONG.title);
  await to.farsite(take, secret);
}

/** From the page of the site to its internet line. */
async function openLine(page: Page): Promise<SurveyView> {
  await page.getByRole("list", { name: ui.survey.parts }).getByRole("link", { name: ui.survey.part.line }).click();
  return new SurveyView(page);
}

async function writeProvider({ page }: AppWindow, provider: string): Promise<void> {
  const survey = await openLine(page);
  await survey.field(field.provider).fill(provider);
  await survey.field(field.provider).blur();
  await expect(survey.saved).toBeVisible();
}

test("what two people wrote at the same place stands side by side, is decided, and gone on both", async ({
  openDesk,
  launchOptions,
}, testInfo) => {
  const [anna, ben] = [await openDesk(), await openDesk()];
  const page = await anna.tab((await anna.serve()).link, launchOptions);
  const { app } = await ready(page);
  await beginSurvey(app, SITE);
  await openSite(app, SITE);
  await pass(anna, ben, testInfo.outputPath("1.farsite"));
  const page2 = await ben.tab((await ben.serve()).link, launchOptions);
  const { app: app2 } = await ready(page2);
  await openSite(app2, SITE);
  await writeProvider(app, "Telekom");
  await writeProvider(app2, "Vodafone");
  await openSite(app2, SITE);
  await pass(anna, ben, testInfo.outputPath("2.farsite"));

  // It shows in the window that was open meanwhile.
  const notice = app2.notice(ui.conflicts.banner_one.replace("{{count}}", "1"));
  await notice.getByRole("link", { name: ui.conflicts.decide }).click();
  const versions = page2.getByRole("list", { name: ui.conflicts.versions }).getByRole("listitem");
  await expect(versions).toHaveCount(2);
  for (const provider of ["Telekom", "Vodafone"]) await expect(versions.filter({ hasText: provider })).toHaveCount(1);
  await inBothThemes(page2, "conflicts");
  await versions.filter({ hasText: "Telekom" }).getByRole("button").click();
  await expect(page2.getByText(ui.conflicts.none)).toBeVisible();

  await pass(ben, anna, testInfo.outputPath("3.farsite"));
  for (const one of [app, app2]) {
    await openSite(one, SITE);
    await expect(one.page.getByText(ui.conflicts.bannerText)).toHaveCount(0);
    await expect((await openLine(one.page)).field(field.provider)).toHaveValue("Telekom");
  }
});

test("a hub passes surveys on and gets to know no password and no key", async ({ openDesk, launchOptions }) => {
  const bin = findPostgres();
  test.skip(bin === null, "needs postgresql");
  const server = await createPostgres(bin ?? "");
  try {
    const [office, anna, ben] = [await openDesk("none"), await openDesk(), await openDesk()];
    const { name, password: PGPASSWORD } = server.superuser;
    const url = `postgres://${name}@127.0.0.1:${server.port}/postgres`;
    await office.farsite(["hub", "init", "--url", url], { env: { PGPASSWORD } });
    const hubPasswords: string[] = [];
    for (const [who, desk] of Object.entries({ anna, ben })) {
      const printed = await office.farsite(["hub", "add", who, "--url", url], { env: { PGPASSWORD } });
      const line = /postgres:\/\/\S+/.exec(printed)?.[0] ?? "";
      await desk.farsite(["hub", "use"], { input: `${line}\n` });
      hubPasswords.push(parseHubLine(line)?.password ?? "");
    }
    const page = await anna.tab((await anna.serve()).link, launchOptions);
    const { app } = await ready(page);
    await beginSurvey(app, SITE);
    await openSite(app, SITE);
    await app.passwords.openLink.click();
    const password = await addGenerated(app);
    await anna.farsite(["sync"]);
    await ben.farsite(["sync"]);
    const page2 = await ben.tab((await ben.serve()).link, launchOptions);
    const { app: app2 } = await ready(page2);
    await openSite(app2, SITE);
    await app2.passwords.openLink.click();
    await expect(app2.passwords.row(LABEL)).toContainText(ui.passwords.elsewhere);

    const secrets = [anna.secrets(), ben.secrets()];
    for (const [index, hubPassword] of hubPasswords.entries()) {
      expect(hubPassword.length).toBeGreaterThan(10);
      expect(Object.values(secrets[index] ?? {}).join("\n")).toContain(hubPassword);
    }
    const all = [...secrets.flatMap(spelledOut), password, ...hubPasswords];
    // Not waited for with folded hands: the server's log has to be read meanwhile.
    const { stdout: dump } = await promisify(execFile)(
      join(bin ?? "", "pg_dumpall"),
      ["-h", "127.0.0.1", "-p", String(server.port), "-U", name],
      { env: { ...process.env, PGPASSWORD }, maxBuffer: MAX_DUMP_BYTES, timeout: DUMP_MS },
    );
    const bodies = dumpedBodies(dump);
    // What is no secret is found in it, so a secret would be.
    expect(bodies.some((body) => shapesIn(body, LABEL).length > 0)).toBe(true);
    for (const secret of all) for (const text of [dump, ...bodies]) expect(shapesIn(text, secret)).toEqual([]);
    expect(tracesBelow(server.dataFolder, all)).toEqual([]);
    for (const [index, desk] of [anna, ben].entries()) {
      await desk.closeTabs();
      expectKeptQuiet(desk, secrets[index] ?? {}, all);
    }
  } finally {
    await server.remove();
  }
});
