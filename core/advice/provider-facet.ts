import { productsFor } from "../knowledge/lookup.ts";
import { wordsMessage } from "../knowledge/said.ts";
import { message } from "../nat/diagnosis.ts";
import type { Facet } from "./advice.ts";
import type { RouteId } from "./route-id.ts";
import type { SiteFacts } from "./site-facts.ts";

/** Routes without any company in between beyond the internet provider. */
const ALONE: ReadonlySet<RouteId> = new Set([
  "public-ip",
  "port-forward",
  "fix-double-nat",
  "ipv6-direct",
  "wireguard-router",
  "router-vpn",
  "mobile-line",
]);
/** The firm rents a server; what runs on it is its own. */
const RENTED: ReadonlySet<RouteId> = new Set(["own-relay", "wireguard-hub", "mobile-tunnel"]);

/** Who stands in between: where the data lies, what is certified, how long it is kept, as far as somebody says so. */
export function providerFacet(route: RouteId, facts: SiteFacts): Facet {
  if (ALONE.has(route)) return { grade: "good", says: message("advice.facet.provider.nobody") };
  if (RENTED.has(route)) return { grade: "good", says: message("advice.facet.provider.rented") };
  if (route === "vendor-cloud") return makersCloud(facts);
  const products = productsFor(facts.knowledge, route);
  const stated = products.flatMap((product) =>
    [product.dataLocation, product.certification, product.retention].flatMap((one) =>
      one === undefined ? [] : [one.words],
    ),
  );
  const [first] = stated;
  if (first === undefined) return { grade: "unknown", says: message("advice.facet.provider.not-stated") };
  return { grade: "fair", says: wordsMessage(first) };
}

function makersCloud({ targets }: SiteFacts): Facet {
  const cloud = targets[0]?.maker?.cloud;
  return cloud?.dataLocation === undefined
    ? { grade: "unknown", says: message("advice.facet.provider.not-stated") }
    : { grade: "fair", says: wordsMessage(cloud.dataLocation) };
}
