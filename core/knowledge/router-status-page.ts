import { observationsOf, type Observation } from "../nat/observation.ts";
import type { Locale } from "../survey/settings.ts";
import { baseRouters } from "./base-routers.ts";
import { routerFamilyOf } from "./lookup.ts";
import type { RouterFamily } from "./router-family.ts";
import { labelIn, menuIn, sourcingOf, type Sourcing } from "./sourcing.ts";

/** Where a router's own pages show its internet address. Menus are quoted as the router writes them. */
export type RouterStatusPage = Sourcing & {
  family: string;
  /** The menus to go through, in their order. */
  menu: readonly string[];
  /** What the address is called there; null: that is not known. */
  label: string | null;
};

export type RouterPageOptions = {
  /** With the firm's own families, where they are at hand. */
  routers?: readonly RouterFamily[];
  /** The language that the router is set to, as far as it speaks it. */
  locale?: Locale;
};

/**
 * The status page of the router at `gateway`, by what it said about itself (UPnP description, web page) and by the maker of
 * its network port. Null when nothing is known about such a router.
 */
export function routerStatusPage(
  observations: readonly Observation[],
  gateway: string,
  { routers = baseRouters(), locale = "en" }: RouterPageOptions = {},
): RouterStatusPage | null {
  const family = routerFamilyAt(observations, gateway, routers);
  if (family?.statusPage === undefined) return null;
  const { menu, label, ...own } = family.statusPage;
  return {
    family: family.family,
    menu: menuIn(menu, locale),
    label: label === null ? null : labelIn(label, locale),
    ...sourcingOf(family, own),
  };
}

/** The family of the router at `gateway`; null: it did not tell enough. */
export function routerFamilyAt<T extends RouterFamily>(
  observations: readonly Observation[],
  gateway: string,
  routers: readonly T[],
): T | null {
  const said = [
    ...observationsOf(observations, "upnp-gateway").flatMap(({ data }) =>
      data.from === gateway ? [data.manufacturer, data.modelName, data.friendlyName] : [],
    ),
    ...observationsOf(observations, "router-page").flatMap(({ data }) =>
      data.from === gateway ? [data.title, data.server, data.realm] : [],
    ),
  ];
  // Who made the network port may have made the router only: asked last, and only when the router did not tell more.
  const maker = observationsOf(observations, "gateway-neighbour").flatMap(({ data }) =>
    data.gateway === gateway ? [data.maker] : [],
  );
  return routerFamilyOf({ routers }, said) ?? routerFamilyOf({ routers }, maker);
}
