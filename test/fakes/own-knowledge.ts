import type { KnowledgeOverlay } from "#core/knowledge/knowledge.ts";
import type { Price } from "#core/knowledge/price.ts";
import type { RouterFamily } from "#core/knowledge/router-family.ts";

/** A firm that has entered nothing of its own. */
export const noOverlay = (): KnowledgeOverlay => ({ providers: [], routers: [], makers: [], products: [], prices: [] });

/** What the firm pays for its own server. */
export const ownPrice: Price = {
  id: "our-server",
  source: "our invoice",
  seen: "2026-11-20",
  confidence: "high",
  route: "wireguard-hub",
  what: { en: "Our server", de: "Unser Server" },
  amount: 4.5,
  currency: "EUR",
  per: "month",
  use: "alternative",
  date: "2026-11-01",
};

/** A router that only this firm meets. */
export const ownRouter: RouterFamily = {
  id: "our-router",
  source: "our technicians",
  seen: "2026-11-20",
  confidence: "high",
  family: "Waldrouter",
  matches: "wald ?router",
  statusPage: { menu: { de: ["Zustand"], en: ["Status"] }, label: null },
};
