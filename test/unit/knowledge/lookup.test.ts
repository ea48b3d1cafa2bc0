import { describe, expect, it } from "vitest";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { anyProvider, makerEntry, pricesFor, productsFor, routerFamilyOf } from "#core/knowledge/lookup.ts";
import { providerNamed, type ProviderHints } from "#core/knowledge/provider-named.ts";
import { certainty, sayWords, sourcingOf } from "#core/knowledge/sourcing.ts";
import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { noOverlay } from "../../fakes/own-knowledge.ts";

const knowledge = withOverlay(baseKnowledge(), noOverlay());

describe("a provider that somebody named", () => {
  it.each<[text: string, hints: ProviderHints, id: string | null]>([
    ["Starlink", {}, "starlink"],
    ["AS14593 Space Exploration Technologies", {}, "starlink"],
    ["deutsche glasfaser Wholesale GmbH", { country: "DE" }, "de-deutsche-glasfaser"],
    ["Telekom", { country: "DE", line: "fixed" }, "de-telekom"],
    ["p5b0a1b2c.dip0.t-ipconnect.de", {}, "de-telekom"],
    ["aussie  BROADBAND", {}, "au-aussie-broadband"],
    ["TMobile", { country: "US" }, "us-t-mobile-home"],
    ["Wind Tre S.p.A.", {}, "it-windtre"],
    ["Node One", {}, "au-node1"],
    ["Vodafone Kabel Deutschland", {}, "de-vodafone-cable"],
    // The same name at several places or for several kinds of line: nobody is guessed.
    ["Vodafone", {}, null],
    ["Vodafone", { country: "DE" }, null],
    ["Vodafone", { country: "IT" }, "it-vodafone"],
    ["Telekom", { country: "DE" }, null],
    ["Starlink", { country: "NZ", line: "satellite" }, "starlink"],
    ["Stadtwerke Musterstadt", { country: "DE" }, null],
    ["", {}, null],
    ["GmbH", {}, null],
    ["digital", { country: "ES" }, null],
  ])("%j %j", (text, hints, id) => {
    expect(providerNamed(knowledge, text, hints)?.id ?? null).toBe(id);
  });
});

describe("what is known", () => {
  it("of a line in general, where nobody knows the provider", () => {
    expect(anyProvider(knowledge, "mobile")?.cgnat.is).toBe("yes");
    expect(anyProvider(knowledge, "satellite")).toBeNull();
  });

  it("of a label, by its maker", () => {
    expect(makerEntry(knowledge, "HiLook")?.brand).toBe("Hikvision");
    expect(makerEntry(knowledge, "Unheard-of")).toBeNull();
  });

  it("of a router by all that it said", () => {
    expect(routerFamilyOf(knowledge, ["Netgate", null, "pfSense - Login"])?.id).toBe("pfsense");
    expect(routerFamilyOf(knowledge, [undefined, "Welcome"])).toBeNull();
    expect(routerFamilyOf(knowledge, [])).toBeNull();
  });

  it("of a route's products and prices", () => {
    expect(productsFor(knowledge, "zerotier").map(({ id }) => id)).toEqual(["zerotier"]);
    expect(pricesFor(knowledge, "zerotier").filter(({ use }) => use === "typical")).toMatchObject([
      { amount: 18, currency: "USD", origin: "farsite" },
    ]);
  });

  it("is said with how sure it is, by the group's own word before the entry's", () => {
    const entry = { source: "the provider", seen: "2026-11-21", confidence: "high" as const };
    expect(sourcingOf(entry)).toEqual(entry);
    const sourcing = sourcingOf(entry, { source: "a forum", confidence: "low" });
    expect(sourcing).toEqual({ source: "a forum", seen: "2026-11-21", confidence: "low" });
    expect(certainty(sourcing)).toBe("knowledge.certainty.low");
    expect(sayWords({ de: "nur deutsch" }, "en")).toBe("nur deutsch");
  });
});
