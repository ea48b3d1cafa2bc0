import { en } from "#core/text/en.ts";
import { message } from "#core/nat/diagnosis.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import { calmRoutes, type FakeRoutes } from "./fake-routes.ts";
import { checkedSite, walkAt } from "./fake-walk.ts";
import type { AppWindow } from "./pages/app-window.ts";
import { textOfQrCode } from "./pages/qr-code-in-view.ts";
import { WalkView } from "./pages/walk-view.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { ui, portForward } = en;
const kinds = en.surveyChoice.walks.kind;
const PUBLIC = { line: "proven", kind: "port-forward" } as const;

/** Opens a walk at one of its steps. */
async function open(
  app: AppWindow,
  shell: FakeShell,
  step: string,
  { line, kind }: { line: Parameters<typeof checkedSite>[1]; kind: Parameters<typeof walkAt>[2] } = PUBLIC,
) {
  const siteId = checkedSite(shell, line);
  const { walk } = await walkAt(shell, siteId, kind, step);
  await app.page.evaluate(([site, id]) => (window.location.hash = `#/sites/${site}/walks/${id}`), [siteId, walk.id]);
  await expect(app.title).toHaveText(kinds[kind]);
  return { siteId, walkId: walk.id, view: new WalkView(app.page) };
}

const around = (shell: FakeShell, changes: Partial<FakeRoutes>): void =>
  shell.plan({ routes: { ...calmRoutes, ...changes } });

test("one step after the other: what is missing, what is refused and the next step take the focus", async ({
  app,
  page,
  shell,
}) => {
  const { view } = await open(app, shell, "preflight");
  await expect(page.getByText(ui.walk.progress.replace("{{at}}", "2").replace("{{of}}", "11")).first()).toBeVisible();
  await expect(view.currentStep).toContainText(portForward.title.preflight);
  await expectAccessible(page, "preflight");
  await view.button(portForward.action.next).click();
  await expect(page.getByText(ui.walk.missing.choice)).toBeVisible();
  await expect(view.choice(portForward.field.looked, portForward.looked.yes)).toBeFocused();
  await expectAccessible(page, "an answer is missing");
  await page.keyboard.press("Space");
  await page.getByRole("radiogroup").getByRole("radio").first().press("Enter");
  await view.button(portForward.action.next).click();
  await expect(view.heading).toHaveText(portForward.title.backup);
  await expect(view.heading).toBeFocused();
  await view.button(portForward.action["ask-router"]).click();
  await expect(app.announcement).toContainText(portForward.refused.backup);
  await expect(page.locator(":focus")).toHaveText(portForward.refused.backup);
  await expectAccessible(page, "refused");
});

test("the router's settings file is kept, and can be had back", async ({ app, page, shell }) => {
  const { view, siteId } = await open(app, shell, "backup");
  const card = view.card(ui.walk.backup.title);
  const choosing = page.waitForEvent("filechooser");
  await card.getByRole("button", { name: ui.walk.backup.choose }).click();
  await (
    await choosing
  ).setFiles({ name: "fritz.export", mimeType: "application/octet-stream", buffer: Buffer.from("x") });
  await expect(card.getByRole("listitem")).toContainText("fritz.export");
  expect(shell.store.sites.get(siteId)?.document.routerBackups).toHaveLength(1);
  await expectAccessible(page, "backup kept");
  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: ui.walk.backup.saveOf.replace("{{file}}", "fritz.export") }).click();
  expect((await download).suggestedFilename()).toBe("router.cfg");
  await view.button(portForward.action["ask-router"]).click();
  await expect(view.heading).toHaveText(portForward.title.uses);
});

test("what was typed outlives another page and a lost line", async ({ app, page, shell }) => {
  const { view, siteId, walkId } = await open(app, shell, "uses");
  await view.field(portForward.field.otherPort).fill("9999");
  await app.goTo("settings");
  await page.goBack();
  await expect(view.field(portForward.field.otherPort)).toHaveValue("9999");
  shell.down();
  await expect(view.button(portForward.action.next)).toBeDisabled();
  await expect(view.field(portForward.field.otherPort)).toHaveValue("9999");
  shell.up();
  await expect(view.button(portForward.action.next)).toBeEnabled({ timeout: 15_000 });
  await view.button(portForward.action.next).click();
  await expect(view.heading).toHaveText(portForward.title.ports);
  expect((await shell.host.walks.get({ siteId, walkId })).steps.find(({ state }) => state === "current")?.step).toBe(
    "ports",
  );
});

test("work under way is said, and nothing else can be pressed meanwhile", async ({ app, page, shell }) => {
  around(shell, { paceMs: 0 });
  const { view } = await open(app, shell, "method");
  around(shell, { paceMs: 1_500 });
  await view.button(portForward.action.open).click();
  await expect(page.getByRole("progressbar", { name: en.walk.busy["open-forward"] })).toBeVisible();
  await expect(view.button(en.walk.action.back)).toBeDisabled();
  await expectAccessible(page, "opening");
  await expect(view.heading).toHaveText(portForward.title.open);
  await expect(view.heading).toBeFocused();
});

test("giving up is confirmed, takes back what was opened, and leaves a page to read", async ({ app, page, shell }) => {
  const { view, siteId } = await open(app, shell, "open");
  await view.button(en.walk.action.abandon).click();
  await expect(app.dialog(en.walk.action.abandon)).toContainText(en.walk.confirm.abandon);
  await expectAccessible(page, "giving up");
  await page.keyboard.press("Escape");
  await expect(app.dialog()).toHaveCount(0);
  await expect(view.button(en.walk.action.abandon)).toBeFocused();
  await view.button(en.walk.action.abandon).click();
  await app.dialog().getByRole("button", { name: en.walk.action.abandon }).click();
  await expect(app.notice(ui.walk.over.abandoned)).toBeVisible();
  await expect(view.heading).toBeFocused();
  await expect(view.button(en.walk.action.back)).toHaveCount(0);
  expect(shell.store.effects.at(-1)?.kind).toBe("close-forward");
  await expectAccessible(page, "given up");
  await app.notice(ui.walk.over.abandoned).getByRole("link", { name: ui.walk.toRoutes }).click();
  await expect(page).toHaveURL(new RegExp(`#/sites/${siteId}/routes$`));
});

test("only a proof looks like one, and it leads to the end", async ({ app, page, shell }) => {
  const { view } = await open(app, shell, "proof");
  const { title, run, again, state, setUp } = ui.walk.proof;
  await expect(view.card(title).getByRole("link", { name: setUp })).toBeVisible();
  around(shell, { proof: { outcome: "answered", strength: "weak", sameDevice: "unknown" } });
  await view.button(run).click();
  await expect(view.results.getByRole("listitem")).toHaveCount(2);
  await expect(view.results).toContainText(en.proof.outcome.weak);
  await expect(view.results).not.toContainText(en.proof.outcome.proven);
  await expect(view.results.locator(".text-positive")).toHaveCount(0);
  await expect(app.announcement).toContainText(en.proof.outcome.weak);
  await expect(view.button(again)).toBeFocused();
  await expect(view.button(portForward.action.next)).toHaveCount(0);
  await expectAccessible(page, "weak evidence");
  around(shell, { proof: { outcome: "silent", strength: "none", sameDevice: "unknown" } });
  await view.button(again).click();
  await expect(view.results).toContainText(en.proof.outcome.silent);
  await expect(view.results.locator(".text-positive")).toHaveCount(0);
  around(shell, {});
  await view.button(again).click();
  await expect(view.results).toContainText(state.proven);
  await view.results.getByRole("button", { name: /TCP 8000/ }).click();
  await expect(view.results).toContainText("Hikvision RTSP");
  await expectAccessible(page, "proven");
  await view.button(portForward.action.next).click();
  await expect(view.heading).toBeFocused();
  await view.button(portForward.action.finish).click();
  await expect(app.notice(ui.walk.over.done)).toBeVisible();
  await expectAccessible(page, "done");
});

const visit = (judged: Extract<PhoneEvent, { type: "visit" }>["judged"], from: string): PhoneEvent => ({
  type: "visit",
  at: new Date().toISOString(),
  from,
  judged,
  remark: message(`proof.visit.${judged}`, { from }),
});

test("the telephone: a code, who came and why it does not count, and the one that proves it", async ({
  app,
  page,
  shell,
}) => {
  const { view } = await open(app, shell, "proof");
  const { phone } = ui.walk;
  await view.button(phone.start).click();
  await expect(page.getByRole("group", { name: phone.title })).toBeFocused();
  await expect(page.getByRole("timer")).toContainText(/4:5\d/);
  expect(await textOfQrCode(page, view.card(phone.title))).toBe("http://198.51.100.7:8080/4f3c2b1a");
  await expect(page.getByText("http://198.51.100.7:8080/4f3c2b1a")).toBeVisible();
  await expectAccessible(page, "code");
  await view.button(phone.stop).click();
  await expect(view.button(phone.start)).toBeVisible();

  await view.field(phone.carrier).fill("Example Mobile");
  around(shell, { phone: [visit("same-network", "192.168.1.44"), visit("outside", "203.0.113.80")] });
  await view.button(phone.start).click();
  await expect(app.notice(phone.proven)).toBeVisible();
  await expect(view.visits.getByRole("listitem")).toHaveText([/192\.168\.1\.44.*Wi-Fi/, /203\.0\.113\.80/]);
  await expect(view.visits.getByRole("listitem").first().locator(".text-positive")).toHaveCount(0);
  await expect(view.results).toContainText(ui.walk.proof.wayProven);
  await expectAccessible(page, "proven by a telephone");
});

test("a router that can't be asked: the port is entered by hand", async ({ app, page, shell }) => {
  const { view } = await open(app, shell, "proof");
  const { phone } = ui.walk;
  await view.button(phone.byHand).click();
  await view.field(phone.byHandPort).fill("70000");
  await view.button(phone.start).click();
  await expect(page.getByText(phone.portWrong).last()).toBeVisible();
  await view.field(phone.byHandPort).fill("48080");
  await view.button(phone.start).click();
  await expect(view.button(phone.stop)).toBeVisible();
});

test("the device itself is asked, and what it says goes into the walk", async ({ app, page, shell }) => {
  const { view } = await open(app, shell, "preflight");
  shell.plan({
    inspection: {
      state: "read",
      way: "isapi",
      claims: {},
      preflight: [
        { code: "gateway", state: "problem", title: message("preflight.gateway.missing.title"), whatToDo: null },
      ],
      snapshot: null,
      channels: [],
      ipFilter: null,
    },
  });
  const card = view.card(ui.walk.inspect.title);
  await card.getByLabel(ui.login.password, { exact: true }).fill("s3cret-9");
  await card.getByRole("button", { name: ui.inspect.ask }).click();
  await expect(app.notice(en.preflight.gateway.missing.title)).toBeVisible();
  await expect(view.button(portForward.action.next)).toHaveCount(0);
  await expect(view.button(portForward.action.changed)).toBeVisible();
  await expect(card.getByLabel(ui.login.password, { exact: true })).toHaveValue("");
  expect(JSON.stringify([...shell.store.sites.values()])).not.toContain("s3cret-9");
  await expectAccessible(page, "asked");
});

test("words for the provider in either language, by letter, e-mail or telephone", async ({ app, page, shell }) => {
  const { view } = await open(app, shell, "contact", { line: "cgnat", kind: "public-ip" });
  const { letter } = ui.walk;
  const card = view.card(letter.title);
  const text = card.getByRole("article");
  await expect(text).not.toBeEmpty();
  await card.getByText(letter.languages.de, { exact: true }).click();
  await expect(text).toHaveAttribute("lang", "de");
  await expect(text).toContainText("Sehr geehrte");
  await expectAccessible(page, "letter");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await card.getByRole("button", { name: letter.copy }).click();
  await expect(page.getByText(ui.common.copied).first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Sehr geehrte");
  await card.getByText(letter.forms.letter, { exact: true }).click();
  await expect(card.getByRole("button", { name: letter.print })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(text).toBeVisible();
  await expect(view.heading).toBeHidden();
});

test("German, small and narrow: nothing is cut off", async ({ app, page, shell }) => {
  shell.store.settings = { ...shell.store.settings, locale: "de" };
  await page.reload();
  for (const step of ["device", "proof"]) {
    const siteId = checkedSite(shell, "proven");
    const { walk } = await walkAt(shell, siteId, "port-forward", step);
    await page.evaluate(([site, id]) => (window.location.hash = `#/sites/${site}/walks/${id}`), [siteId, walk.id]);
    await expect(page.locator("[aria-current=step]").last()).toBeVisible();
    for (const [width, height] of [
      [1_024, 640],
      [512, 320],
    ] as const) {
      await page.setViewportSize({ width, height });
      const isSideways = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(isSideways, `${step} at ${width}`).toBe(false);
    }
    await expectAccessible(page, `${step}, narrow`);
  }
  await expect(app.title).toHaveText("Portweiterleitung");
});

test("the open ports of a site: since when, tested again, and closed", async ({ app, page, shell }) => {
  const siteId = checkedSite(shell, "proven");
  await walkAt(shell, siteId, "port-forward", "proof");
  await page.evaluate((id) => (window.location.hash = `#/sites/${id}`), siteId);
  const { forwards } = ui.walk;
  const list = page.getByRole("list", { name: forwards.title });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list).toContainText(forwards.neverTested);
  around(shell, { proof: { outcome: "answered", strength: "weak", sameDevice: "unknown" } });
  const first = list.getByRole("listitem").filter({ hasText: "TCP 8000" });
  await first.getByRole("button", { name: forwards.testOf.replace("{{port}}", "TCP 8000") }).click();
  await expect(first).toContainText(en.proof.outcome.weak);
  await expect(first.locator(".text-positive")).toHaveCount(0);
  await expect(app.announcement).toContainText(en.proof.outcome.weak);
  await expectAccessible(page, "open ports");
  await first.getByRole("button", { name: forwards.closeOf.replace("{{port}}", "TCP 8000") }).click();
  const dialog = app.dialog(forwards.closeTitle.replace("{{port}}", "TCP 8000"));
  await expectAccessible(page, "closing");
  await dialog.getByRole("button", { name: forwards.close }).click();
  await expect(page.getByText(forwards.closed.replace("{{port}}", "TCP 8000")).first()).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(1);
});

test("a relay without a server leads to the servers; a box's commands are not for whoever watches", async ({
  app,
  page,
  shell,
}) => {
  await open(app, shell, "server", { line: "cgnat", kind: "own-relay" });
  await expectAccessible(page, "no server yet");
  await page.getByRole("link", { name: ui.walk.servers.all }).click();
  await expect(app.title).toHaveText(ui.servers.title);
  const { view } = await open(app, shell, "box", { line: "cgnat", kind: "mesh-vpn" });
  await expect(view.card(ui.walk.copy["set-up"].title)).toContainText("PASTE-THE-KEY-HERE");
  await expect(view.card(ui.walk.copy.watching.title)).toHaveCount(0);
});
