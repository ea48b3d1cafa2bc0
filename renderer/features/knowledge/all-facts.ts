import { assertNever } from "#core/never.ts";
import type { Text } from "../../i18n/language.tsx";
import type { Fact } from "./facts.ts";
import type { Known } from "./known.ts";
import { makerFacts } from "./maker-facts.ts";
import { priceFacts, productFacts } from "./product-facts.ts";
import { providerFacts } from "./provider-facts.ts";
import { routerFacts } from "./router-facts.ts";

/** Everything that an entry says, in the order in which it matters on site. */
export function allFacts(
  { kind, entry }: Known,
  text: Text,
  { all, now }: { all: readonly Known[]; now: Date },
): Fact[] {
  switch (kind) {
    case "providers":
      return providerFacts(entry, text);
    case "routers":
      return routerFacts(entry, text);
    case "makers":
      return makerFacts(entry, text);
    case "products":
      return productFacts(entry, text);
    case "prices":
      return priceFacts(entry, text, {
        productName: (id) => {
          const product = all.find((one) => one.kind === "products" && one.entry.id === id);
          return product?.kind === "products" ? product.entry.name : null;
        },
        now,
      });
    default:
      return assertNever(kind);
  }
}
