import { z } from "zod";

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
