import { addressOf, networkText } from "./cidr.ts";
import { secondAccessNetwork } from "./internet.ts";
import type { Layer } from "./topology.ts";

/** Routers with two ways out: which of them a connection takes, by a mark that stays with it (as mwan3 does). */

export const secondWan = "wan2";
export const vpnInterface = "wg0";
const firstTable = 101;
const secondTable = 102;
const firstMark = 1;
const secondMark = 2;
/** Chosen so that the two addresses of each internet server are reached over the same line, but not all servers. */
const balanceSeed = 5;

/** The interfaces by which a box is connected to the outside. */
export function outsideInterfaces({ secondWay }: Layer): string[] {
  switch (secondWay?.kind) {
    case undefined:
      return ["wan"];
    case "balanced":
      return ["wan", secondWan];
    case "vpn":
      return ["wan", vpnInterface];
    default: {
      const unexpected: never = secondWay;
      throw new Error(`unexpected ${JSON.stringify(unexpected)}`);
    }
  }
}

/** Marks a connection by the way it came in or is to go out, and its answers by the same. Empty for one way out. */
export function wayMarkingChain(layer: Layer): string {
  const { secondWay, inside } = layer;
  if (secondWay === undefined) return "";
  const choice =
    secondWay.kind === "vpn"
      ? String(secondMark)
      : `jhash ip daddr & 255.255.255.254 mod 2 seed ${balanceSeed} offset ${firstMark}`;
  return `
chain way_marking {
type filter hook prerouting priority -150; policy accept;
iifname "wan" ct state new ct mark set ${firstMark}
iifname "${outsideInterfaces(layer).at(-1)}" ct state new ct mark set ${secondMark}
iifname "lan" ct state new ip daddr != ${networkText(inside)} ct mark set ${choice}
iifname "lan" meta mark set ct mark
}`;
}

/** Commands of ip(8). The way through a tunnel is added by the program that makes the tunnel. */
export function wayRoutes({ secondWay }: Layer, gateway: string): string[] {
  if (secondWay === undefined) return [];
  return [
    // What is near is found without a mark: the LAN, and the networks of the lines.
    "rule add priority 90 lookup main suppress_prefixlength 0",
    `rule add priority 100 fwmark ${firstMark} lookup ${firstTable}`,
    `rule add priority 101 fwmark ${secondMark} lookup ${secondTable}`,
    `route add default via ${gateway} table ${firstTable}`,
    ...(secondWay.kind === "balanced"
      ? [`route add default via ${addressOf(secondAccessNetwork)} table ${secondTable}`]
      : []),
  ];
}

export const vpnRouteOfRouter = `route add default dev ${vpnInterface} table ${secondTable}`;
