import { describe, expect, it } from "vitest";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { knowledgeSchema } from "#core/knowledge/knowledge.ts";
import { routerFamilyOf } from "#core/knowledge/lookup.ts";
import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { noOverlay, ownPrice, ownRouter } from "../../fakes/own-knowledge.ts";

const base = baseKnowledge();

describe("the firm's entries over Farsite's", () => {
  it("are none at first, and all else says whose it is", () => {
    const knowledge = withOverlay(base, noOverlay());
    expect(knowledgeSchema.safeParse(knowledge).error?.issues ?? []).toEqual([]);
    expect(knowledge.providers.map(({ id }) => id)).toEqual(base.providers.map(({ id }) => id));
    expect(new Set(knowledge.providers.map(({ origin }) => origin))).toEqual(new Set(["farsite"]));
  });

  it("stand beside, replace in place, and hide", () => {
    const cheaper = { ...base.prices[0], ...ownPrice, id: base.prices[3]?.id ?? "" };
    const hidden = base.prices[5]?.id ?? "";
    const { prices } = withOverlay(base, {
      ...noOverlay(),
      prices: [cheaper, { id: hidden, hidden: true }, ownPrice],
    });
    expect(prices).toHaveLength(base.prices.length);
    expect(prices[0]).toMatchObject({ id: "our-server", origin: "firm" });
    expect(prices[4]).toMatchObject({ id: base.prices[3]?.id, amount: 4.5, origin: "firm" });
    expect(prices.map(({ id }) => id)).not.toContain(hidden);
  });

  it("hide nothing that is not there", () => {
    expect(withOverlay(base, { ...noOverlay(), makers: [{ id: "nobody", hidden: true }] }).makers).toHaveLength(
      base.makers.length,
    );
  });

  it("are asked first for a router that both would know", () => {
    const wider = { ...ownRouter, matches: "openwrt" };
    expect(routerFamilyOf(withOverlay(base, { ...noOverlay(), routers: [wider] }), ["OpenWrt - LuCI"])?.id).toBe(
      "our-router",
    );
  });
});
