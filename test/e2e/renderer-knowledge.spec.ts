import { baseKnowledge } from "#core/knowledge/base.ts";
import { en } from "#core/text/en.ts";
import { ownPrice } from "../fakes/own-knowledge.ts";
import { KnowledgeView } from "./pages/knowledge-view.ts";
import { expect, expectAccessible, test as base } from "./renderer-fixture.ts";

const { knowledge } = en.ui;
const { form, complaint } = knowledge;

const test = base.extend<{ known: KnowledgeView }>({
  known: async ({ app: _, page }, use) => {
    const known = new KnowledgeView(page);
    await known.open();
    await use(known);
  },
});

test("a provider is found, with who says so beside each fact", async ({ known, page }) => {
  await expect(known.list("providers").getByRole("listitem")).toHaveCount(baseKnowledge().providers.length);
  await known.search("providers").fill("vodafone germany");
  await expect(known.list("providers").getByRole("listitem")).toHaveCount(2);
  await known.search("providers").press("Escape");
  await known.search("providers").fill("unitymedia");
  // Without the mouse: the entry is the next stop but the filters.
  await known.entry("Vodafone").focus();
  await page.keyboard.press("Enter");
  await expect(known.entry("Vodafone")).toContainText(knowledge.sure.medium);
  await expect(known.entry("Vodafone")).toContainText(knowledge.origin.farsite);
  await expect(known.facts("medium")).toContainText("DS-Lite");
  await expect(known.facts("medium")).toContainText("forum.vodafone.de");
  await expect(known.facts("medium")).toContainText("2026");
  // What nobody could cite stands apart from it.
  await expect(known.facts("low")).toContainText("Dual Stack");
  await expectAccessible(page, "a provider");
});

test("routers, makers, products and prices can be looked up alike", async ({ known, page }) => {
  await known.kind("providers").focus();
  for (const [kind, name, says] of [
    ["routers", "FRITZ!Box", "Port forward"],
    ["makers", "Hikvision", "80/TCP"],
    ["products", "Tailscale", "Only the two ends see it"],
    ["prices", "A small rented server", "Price of"],
  ] as const) {
    await page.keyboard.press("ArrowRight");
    await expect(known.kind(kind)).toBeChecked();
    await known.entry(name).first().click();
    await expect(known.list(kind)).toContainText(says);
    await expectAccessible(page, `what is known: ${kind}`);
    await known.kind(kind).focus();
  }
});

test("a changed fact needs somebody who says so, and can be taken back", async ({ known, page, shell }) => {
  await known.search("providers").fill("M-net");
  await known.entry("M-net").click();
  await known.button(knowledge.changeOf, "M-net").click();
  await known.choose(form.cgnat, knowledge.shares.no);
  await known.save();
  await expect(known.field(form.sourceWho)).toBeFocused();
  await expect(known.dialog).toContainText(complaint.farsitesWord);
  await expectAccessible(page, "a form with a complaint");
  await known.choose(form.confidence, en.knowledge.certainty.medium);
  await known.field(form.sourceWho).fill("hotline, Mrs Huber");
  await page.keyboard.press("Enter");
  await expect(known.dialog).toHaveCount(0);
  await expect(known.entry("M-net")).toContainText(knowledge.origin.firm);
  await expect(known.facts("medium")).toContainText("hotline, Mrs Huber");
  expect(shell.store.knowledge.providers).toMatchObject([
    { id: "de-m-net", confidence: "low", cgnat: { is: "no", source: "hotline, Mrs Huber", confidence: "medium" } },
  ]);

  await known.button(knowledge.backOf, "M-net").click();
  await expectAccessible(page, "back to Farsite's");
  await known.dialog.getByRole("button", { name: knowledge.back }).click();
  await expect(known.entry("M-net")).toContainText(knowledge.origin.farsite);
  expect(shell.store.knowledge.providers).toEqual([]);
});

test("what was typed outlives the dialog and a look at another page", async ({ known, app, page }) => {
  await known.button(knowledge.addProvider).click();
  await known.field(form.name).fill("Stadtnetz");
  await page.keyboard.press("Escape");
  await expect(known.dialog).toHaveCount(0);
  await app.goTo("devices");
  await known.open();
  await known.button(knowledge.addProvider).click();
  await expect(known.field(form.name)).toHaveValue("Stadtnetz");
  await known.dialog.getByRole("button", { name: knowledge.drop }).click();
  await known.button(knowledge.addProvider).click();
  await expect(known.field(form.name)).toHaveValue("");
});

test("a provider of the firm's own is added, with what it sells", async ({ known, page, shell }) => {
  await known.button(knowledge.addProvider).click();
  await known.save();
  await expect(known.field(form.name)).toBeFocused();
  await known.field(form.name).fill("Stadtnetz");
  await known.field(knowledge.fact.country).fill("at");
  await expect(known.dialog).toContainText("Austria");
  await known.dialog.getByRole("button", { name: form.addOffer }).click();
  await known.field(form.offerName).fill("Fixe IP");
  await known.field(form.monthly).fill("4,x");
  await known.field(form.sourceWho).fill("our contract");
  await known.save();
  await expect(known.field(form.monthly)).toBeFocused();
  await expectAccessible(page, "a new provider");
  await known.field(form.monthly).fill("4,95");
  await known.save();
  await expect(known.entry("Stadtnetz")).toContainText("Austria");
  await expect(known.facts("low")).toContainText("€4.95");
  expect(shell.store.knowledge.providers).toMatchObject([
    {
      name: "Stadtnetz",
      country: "AT",
      publicAddress: [{ name: "Fixe IP", monthly: { amount: 4.95, currency: "EUR" } }],
    },
  ]);
});

test("an old price is marked as one, and a price that counts twice is warned of", async ({ known, shell, page }) => {
  shell.store.knowledge = { ...shell.store.knowledge, prices: [{ ...ownPrice, date: "2025-01-31" }] };
  await page.reload();
  await known.kind("prices").click();
  await known.button(knowledge.onlyOwn).click();
  await expect(known.entry("Our server")).toContainText(knowledge.oldPrice);
  await known.entry("Our server").click();
  await expect(known.facts("high")).toContainText(knowledge.oldPriceText);
  await known.button(knowledge.changeOf, "Our server").click();
  await known.choose(knowledge.fact.route, en.route["own-relay"].name);
  await known.choose(knowledge.fact.counts, knowledge.priceUse.typical);
  await expect(known.dialog).toContainText(knowledge.countedTwice);
  // The firm's own invoice needs no other source.
  await known.save();
  await expect(known.dialog).toHaveCount(0);
  expect(shell.store.knowledge.prices).toMatchObject([{ id: "our-server", route: "own-relay", use: "typical" }]);
});

test("an entry is hidden and found again", async ({ known, shell, page }) => {
  await known.kind("products").click();
  await known.entry("TeamViewer").click();
  await known.button(knowledge.hideOf, "TeamViewer").click();
  await expect(known.entry("TeamViewer")).toHaveCount(0);
  await expect(known.search("products")).toBeFocused();
  expect(shell.store.knowledge.products).toEqual([{ id: "teamviewer", hidden: true }]);
  await page.getByRole("button", { name: knowledge.hiddenCount_one.replace("{{count}}", "1") }).click();
  await expectAccessible(page, "hidden entries");
  await known.button(knowledge.showOf, "TeamViewer").click();
  await expect(known.entry("TeamViewer")).toBeVisible();
});

test("the firm's entries go out as a file, and another laptop's come in once somebody agrees", async ({
  known,
  shell,
  page,
}) => {
  await expect(known.button(knowledge.export)).toBeDisabled();
  shell.store.knowledge = { ...shell.store.knowledge, prices: [ownPrice] };
  await page.reload();
  const download = page.waitForEvent("download");
  await known.button(knowledge.export).click();
  expect((await download).suggestedFilename()).toBe("farsite-knowledge.json");

  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["{}"], "colleague.json", { type: "application/json" }));
    return data;
  });
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  await expect(known.dialog).toContainText("colleague.json");
  await expectAccessible(page, "before entries are taken in");
  await known.dialog.getByRole("button", { name: knowledge.import.take, exact: true }).click();
  await expect(known.dialog).toContainText(knowledge.import.added_other.replace("{{count}}", "2"));
  await expect(known.dialog.getByRole("list", { name: knowledge.import.refusedList })).toContainText("bad-entry");
  await expectAccessible(page, "after entries were taken in");
});
