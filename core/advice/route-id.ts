import { z } from "zod";
import { assertNever } from "../never.ts";

/** Every way to reach a site from outside that is compared; the four plain choices hold them as variants. */
export const routeIdSchema = z.enum([
  "public-ip",
  "port-forward",
  "fix-double-nat",
  "ipv6-direct",
  "mobile-line",
  "mobile-tunnel",
  "vendor-cloud",
  "remote-support",
  "hosted-relay",
  "own-relay",
  "wireguard-hub",
  "wireguard-router",
  "tailscale",
  "zerotier",
  "netbird",
  "router-vpn",
]);
export type RouteId = z.infer<typeof routeIdSchema>;

/** The four plain choices that a person sees first. */
export const routeChoiceSchema = z.enum(["public-ip", "port-forward", "relay", "vpn"]);
export type RouteChoice = z.infer<typeof routeChoiceSchema>;

/** Within which of the four choices a route is found. */
export function choiceOf(route: RouteId): RouteChoice {
  switch (route) {
    case "public-ip":
    case "mobile-line":
      return "public-ip";
    case "port-forward":
    case "fix-double-nat":
    case "ipv6-direct":
      return "port-forward";
    case "vendor-cloud":
    case "remote-support":
    case "hosted-relay":
    case "own-relay":
      return "relay";
    case "wireguard-hub":
    case "wireguard-router":
    case "tailscale":
    case "zerotier":
    case "netbird":
    case "router-vpn":
    case "mobile-tunnel":
      return "vpn";
    default:
      return assertNever(route);
  }
}
