import type { RouteId } from "../advice/route-id.ts";
import { builtBy } from "../lan/brands.ts";
import type { Knowledge } from "./knowledge.ts";
import { fits } from "./safe-pattern.ts";

type Known<K extends keyof Knowledge> = Knowledge[K][number];

/** The family that a router's own words belong to (UPnP description, page title, maker of its network port); null: none. */
export function routerFamilyOf<T extends { matches: string }>(
  { routers }: { readonly routers: readonly T[] },
  texts: readonly (string | null | undefined)[],
): T | null {
  const text = texts.filter((one) => typeof one === "string").join("\n");
  return routers.find(({ matches }) => fits(matches, text)) ?? null;
}

/** What is known of a brand's devices; a label without an entry has its maker's. Null: nothing. */
export function makerEntry({ makers }: Pick<Knowledge, "makers">, brand: string): Known<"makers"> | null {
  const of = (name: string) => makers.find((entry) => entry.brand === name);
  return of(brand) ?? of(builtBy(brand)) ?? null;
}

/** The products that a route can be built with. */
export function productsFor({ products }: Pick<Knowledge, "products">, route: RouteId): Known<"products">[] {
  return products.filter((product) => product.route === route);
}

/** The price book's lines for a route. */
export function pricesFor({ prices }: Pick<Knowledge, "prices">, route: RouteId): Known<"prices">[] {
  return prices.filter((price) => price.route === route);
}

/** What is known of this kind of line when nobody knows the provider; null: nothing. */
export function anyProvider({ providers }: Pick<Knowledge, "providers">, line: string): Known<"providers"> | null {
  return providers.find(({ id }) => id === `any-${line}`) ?? null;
}
