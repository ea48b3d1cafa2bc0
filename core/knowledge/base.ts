import makers from "#assets/knowledge/makers.json" with { type: "json" };
import prices from "#assets/knowledge/prices.json" with { type: "json" };
import products from "#assets/knowledge/products.json" with { type: "json" };
import providers from "#assets/knowledge/providers.json" with { type: "json" };
import { z } from "zod";
import { baseRouters } from "./base-routers.ts";
import type { KnowledgeFiles } from "./knowledge.ts";
import { makerSchema } from "./maker.ts";
import { priceSchema } from "./price.ts";
import { productSchema } from "./product.ts";
import { providerSchema } from "./provider.ts";

// Imported, not read: the same few lines give core, tests and all three shells the same facts, without a path that could be missing.
// For the host and for tests. The window asks the host, which knows the firm's overlay too.

let parsed: KnowledgeFiles | undefined;

/** The facts that come with Farsite. */
export function baseKnowledge(): KnowledgeFiles {
  parsed ??= {
    providers: z.array(providerSchema).parse(providers),
    routers: [...baseRouters()],
    makers: z.array(makerSchema).parse(makers),
    products: z.array(productSchema).parse(products),
    prices: z.array(priceSchema).parse(prices),
  };
  return parsed;
}
