import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { fakeRecord } from "./fake-host.ts";
import { keepRecord } from "./fake-survey.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";

const { ui } = en;

/** In the order in which the way is read: from the cameras outwards. */
const CARRIER_BOXES = [en.map.devices, en.layer.laptop, en.layer.router, en.layer["carrier-nat"], en.layer.internet];

test.describe("the NAT map", () => {
  test.beforeEach(async ({ app, shell }) => {
    shell.plan({ site: "cgnat" });
    await app.check.start();
    await app.check.saved();
  });

  test("is a picture with a text of its own, and a list that says the same and more", async ({ app }) => {
    await expect(app.check.map).toBeVisible();
    await expect(app.check.map).toHaveAccessibleDescription(
      /Recorder and cameras.*→ This laptop.*→ Router \(.*the customer's\): inside 192\.168\.1\.1, outside 100\.72\.14\.9 → Provider's shared NAT.*outside 25\.0\.113\.45\. A call from outside ends here → Internet/,
    );
    await expect(app.check.path.getByRole("listitem")).toContainText(CARRIER_BOXES);
    await expect(app.check.path).toContainText(en.map.advice.carrier);
    const router = app.check.path.getByRole("listitem").filter({ hasText: "100.72.14.9" });
    await router.getByRole("button", { name: /^Show the 3 answers: Router/ }).press("Enter");
    await expect(app.page.locator(":focus")).toHaveAttribute("aria-expanded", "true");
    await expect(app.page.locator(":focus")).toContainText(en.question["default-routes"]);
  });

  for (const width of [512, 1024, 1440, 3840])
    test(`keeps every word inside its frame at ${width} px`, async ({ app, page }) => {
      await page.setViewportSize({ width, height: 800 });
      await expect(app.check.map).toBeVisible();
      const outside = await app.check.map.evaluate((svg) => {
        const frame = svg.getBoundingClientRect();
        const inside = (box: DOMRect): boolean => box.left >= frame.left - 1 && box.right <= frame.right + 1;
        const boxes = [...svg.querySelectorAll("g > rect")].map((rect) => rect.getBoundingClientRect());
        return [...svg.querySelectorAll("text")]
          .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
          .filter(
            ({ box }) =>
              !inside(box) || !boxes.some((rect) => box.left >= rect.left - 1 && box.right <= rect.right + 1),
          )
          .map(({ text }) => text);
      });
      expect(outside).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });

  test("begins at the right where people read from right to left", async ({ app, page }) => {
    await page.setViewportSize({ width: 1200, height: 800 });
    const startOf = (text: string): Promise<number> =>
      app.check.map.getByText(text, { exact: true }).evaluate((element) => element.getBoundingClientRect().left);
    expect(await startOf(en.layer.laptop)).toBeLessThan(await startOf(en.layer.internet));
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    await page.setViewportSize({ width: 1199, height: 800 });
    await expect.poll(async () => (await startOf(en.layer.laptop)) > (await startOf(en.layer.internet))).toBe(true);
    // An address runs left to right whatever the language does.
    await expect(app.check.map.getByText("100.72.14.9", { exact: true })).toHaveAttribute("direction", "ltr");
  });

  test("prints black on white, whole, without what can't be pressed on paper", async ({ app, page }) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(app.check.map).toBeVisible();
    await expect(app.check.againButton).toBeHidden();
    await expect(page.getByRole("navigation")).toBeHidden();
    const colours = await app.check.map.evaluate((svg) => {
      const fill = (selector: string): string => getComputedStyle(svg.querySelector(selector) ?? svg).fill;
      return { box: fill("g > rect"), text: fill("text") };
    });
    expect(colours).toEqual({ box: "rgb(255, 255, 255)", text: "rgb(0, 0, 0)" });
    await page.emulateMedia({ media: null, colorScheme: null });
  });
});

test("a verdict that is open is settled by the address on the router's page", async ({ app, page, shell }) => {
  shell.plan({ site: "silent-router" });
  await app.check.start();
  await app.check.saved();
  await app.check.typeAddressButton.click();
  const dialog = app.dialog(ui.settle.title);
  await expect(dialog).toContainText("http://192.168.1.1/");
  await expect(dialog).toContainText(ui.settle.whereUnknown);
  const field = dialog.getByRole("textbox", { name: ui.settle.field });
  for (const [typed, refusal] of [
    ["", ui.settle.refused.empty],
    ["fritz.box", ui.settle.refused["not-an-address"]],
    ["2600::1", ui.settle.refused.ipv6],
    ["192.168.1.1", ui.settle.refused.inside],
    ["0.0.0.0", ui.settle.refused["no-line"]],
  ] as const) {
    await field.fill(typed);
    await field.press("Enter");
    await expect(dialog).toContainText(refusal);
  }
  await expectAccessible(page, "settle dialog with an error");
  await field.fill("100.72.14.9");
  await field.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(app.check.verdictOf("cgnat")).toBeVisible();
  await expect(app.announcement).toContainText("carrier-grade NAT");
  await expect(app.check.evidence).toContainText("You typed 100.72.14.9");
  const [site] = shell.store.sites.values();
  expect(site?.records.map((record) => record.diagnosis.verdict.kind)).toEqual(["unknown", "cgnat"]);
});

test("an old check is settled from its own page, and the one it was made from stays", async ({ app, shell }) => {
  keepRecord(shell.store, fakeRecord("silent-router", new Date()), null, "Bakery");
  await app.goTo("sites");
  await app.sites.site("Bakery").click();
  await app.site.checkLinks.first().click();
  await app.check.typeAddressButton.click();
  const dialog = app.dialog(ui.settle.title);
  await dialog.getByRole("textbox").fill("25.0.113.45");
  await dialog.getByRole("button", { name: ui.settle.confirm }).click();
  await expect(app.check.verdictOf("public")).toBeVisible();
  await app.page.getByRole("link", { name: ui.record.back.replace("{{site}}", "Bakery") }).click();
  await expect(app.site.checkLinks).toHaveCount(2);
  await expect(app.site.checks).toContainText(ui.site.extended);
  await expect(app.site.changes.getByRole("listitem").first()).toHaveText(
    en.change.typed.replace("{{address}}", "25.0.113.45"),
  );
});

test("where this router shows its address is told with how sure that is", async ({ app, shell }) => {
  shell.plan({ site: "double-nat" });
  await app.check.start();
  await app.check.saved();
  await expect(app.check.typeAddressButton).toHaveCount(0);
  shell.plan({ site: "router-known" });
  await app.check.againButton.click();
  await app.check.saved();
  await app.check.typeAddressButton.click();
  const dialog = app.dialog(ui.settle.title);
  await expect(dialog).toContainText("Internet › Online Monitor");
  await expect(dialog).toContainText(ui.settle.confidence.medium);
  await expect(dialog).toContainText("service.avm.de");
});

test("other open verdicts lead to the check again and to the settings", async ({ app, shell }) => {
  shell.plan({ site: "offline" });
  await app.check.start();
  await app.check.saved();
  shell.plan({ site: "public" });
  await app.check.verdict.getByRole("button", { name: ui.settle.checkAgain }).click();
  await app.check.saved();
  await expect(app.check.verdictOf("public")).toBeVisible();
  await app.check.verdict.getByRole("link", { name: ui.settle.setUpVantage }).click();
  await expect(app.settings.vantage).toBeVisible();
});

test("how long a way stays open is measured on request and added to the check", async ({ app, page, shell }) => {
  await app.check.start();
  await app.check.saved();
  const card = app.check.furtherTest;
  await expect(card).toContainText(ui.further.notMeasured);
  shell.plan({ stall: true });
  await card.getByRole("button", { name: ui.further.measure }).click();
  await expect(card.getByRole("progressbar")).toHaveAccessibleName(ui.further.runningStep.replace("{{seconds}}", "30"));
  await expectAccessible(page, "measuring");
  await card.getByRole("button", { name: ui.common.cancel }).click();
  await expect.poll(() => shell.store.running).toBe(0);
  shell.plan({ stall: false });
  await card.getByRole("button", { name: ui.further.measure }).click();
  await expect(card).toContainText("Still open after 60 s of silence, closed after 120 s.");
  const [site] = shell.store.sites.values();
  expect(site?.records).toHaveLength(2);
  await expect(app.check.verdictOf("public")).toBeVisible();
});

test("the router's open ports are a table, findings stand by their weight", async ({ app }) => {
  await app.check.start();
  await app.check.saved();
  await expect(app.check.openPorts.getByRole("row")).toHaveText([
    /Port.*For the device/,
    /UDP 3074192\.168\.1\.77:3074without a name1 hour more/,
    /TCP 8000192\.168\.1\.50:8000NVRfor ever/,
  ]);
  const groups = app.check.findings.getByRole("heading", { level: 3 });
  await expect(groups.first()).toHaveText("1 problem");
  await app.check.findings
    .getByRole("button", { name: /^Show the/ })
    .first()
    .click();
  await expect(app.page.locator(":focus")).toHaveAttribute("aria-expanded", "true");
});

test("several answers are shown from the first one on", async ({ app, page, shell }) => {
  shell.plan({ site: "cgnat" });
  await app.check.start();
  await app.check.saved();
  await app.check.verdict.getByRole("button", { name: /^Show the 4 answers/ }).click();
  const opened = app.check.evidence.locator('[aria-expanded="true"]');
  await expect(opened).toHaveCount(4);
  await expect(opened.first()).toBeFocused();
  await expect(opened.first()).toBeInViewport();
  expect(await page.locator(":focus").evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(120);
});

test("a site tells what changed from check to check", async ({ app, page, shell }) => {
  const day = (number: number): Date => new Date(Date.UTC(2026, 10, number, 9));
  const site = keepRecord(shell.store, fakeRecord("public", day(1)), null, "Bakery");
  keepRecord(shell.store, fakeRecord("public", day(2)), site.id);
  keepRecord(shell.store, fakeRecord("cgnat", day(3)), site.id);
  await app.goTo("sites");
  await app.sites.site("Bakery").click();
  await expect(app.site.checkLinks).toHaveCount(3);
  await expect(app.site.changes).toHaveCount(1);
  await expect(app.site.changes.getByRole("listitem").first()).toHaveText(
    "Verdict: “Carrier-grade NAT”, before “Public address”.",
  );
  await expect(app.site.checks).toContainText(ui.site.unchanged);
  await expectAccessible(page, "changes");
});

test("settings: what a check may do is switched group by group", async ({ app, page, shell }) => {
  await app.goTo("settings");
  await expect(app.settings.probes("outside")).toBeChecked();
  await app.settings.probes("way-out").click();
  await expect.poll(() => shell.store.settings.skippedProbes).toEqual(["own-address-ping", "path", "outer-box"]);
  await app.settings.testMappingsSwitch.click();
  await expect.poll(() => shell.store.settings.testMappings).toBe(false);
  await page.reload();
  await expect(app.settings.probes("way-out")).not.toBeChecked();
  await expect(app.settings.probes("router")).toBeChecked();
});

test("settings: the test server is tried, kept and forgotten", async ({ app, page, shell }) => {
  await app.goTo("settings");
  const card = app.settings.vantage;
  await expect(card).toContainText(ui.vantage.none);
  await card.getByRole("button", { name: ui.vantage.add }).click();
  await card.getByRole("button", { name: ui.common.save }).click();
  await expect(card).toContainText(ui.vantage.addressInvalid);
  await card.getByRole("textbox", { name: ui.vantage.address }).fill("http://vantage.example.net:8440/");
  await card.getByRole("button", { name: ui.common.save }).click();
  await expect(card).toContainText(ui.vantage.tokenInvalid);
  await expectAccessible(page, "vantage form");
  await card.getByLabel(ui.vantage.token, { exact: true }).fill("0123456789abcdef");
  await card.getByRole("button", { name: ui.vantage.test }).click();
  await expect(card).toContainText(ui.vantage.answered);
  await expect(card).toContainText("UDP 51820");
  await expect(card).toContainText("TCP 443");
  await card.getByRole("button", { name: ui.common.save }).click();
  await expect(card).toContainText("http://vantage.example.net:8440/");
  await expect(card).not.toContainText("0123456789abcdef");
  expect(shell.store.settings.vantageUrl).toBe("http://vantage.example.net:8440/");
  await expectAccessible(page, "vantage kept");
  await card.getByRole("button", { name: ui.vantage.forget }).click();
  await expect(card).toContainText(ui.vantage.none);
});

test("settings: what is typed and not saved is still there after a look at another page", async ({ app, page }) => {
  await app.goTo("settings");
  const stun = app.settings.stunServers;
  await stun.getByRole("button", { name: ui.settings.stunAdd }).click();
  await stun.getByRole("textbox").last().fill("stun.firm.example:3478");
  await app.goTo("sites");
  await expect(page.getByRole("navigation").getByText(ui.settings.unsavedMark)).toBeVisible();
  await app.goTo("settings");
  await expect(stun.getByRole("textbox").last()).toHaveValue("stun.firm.example:3478");
  await expect(stun).toContainText(ui.settings.unsaved);
  await stun.getByRole("button", { name: ui.common.save }).click();
  await expect(page.getByText(ui.common.saved)).toBeVisible();
  await app.goTo("sites");
  await expect(page.getByRole("navigation").getByText(ui.settings.unsavedMark)).toHaveCount(0);
});

test("everything is said in German, politely", async ({ app, page, shell }) => {
  shell.store.settings.locale = "de";
  shell.plan({ site: "double-nat" });
  await page.reload();
  await page.getByRole("button", { name: de.ui.home.start, exact: true }).click();
  await page.getByRole("button", { name: de.ui.explain.start }).click();
  await page.getByText(de.ui.check.savedAs).waitFor();
  await expect(page.getByRole("img", { name: de.map.title })).toHaveAccessibleDescription(/Recorder und Kameras/);
  await expect(page.getByRole("main")).toContainText(de.map.advice["second-router"]);
  await expect(page.getByRole("main")).not.toContainText(/\{\{|undefined|ui\.\w/);
  await expectAccessible(page, "German");
  await expect(app.check.map).toHaveCount(0);
});
