import routers from "#assets/knowledge/routers.json" with { type: "json" };
import { z } from "zod";
import { routerFamilySchema, type RouterFamily } from "./router-family.ts";

let parsed: readonly RouterFamily[] | undefined;

/** The families of routers that come with Farsite, the most telling first. By themselves: the window needs these and not the rest. */
export function baseRouters(): readonly RouterFamily[] {
  parsed ??= z.array(routerFamilySchema).parse(routers);
  return parsed;
}
