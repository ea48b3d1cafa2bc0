import { hostedRelayMachine } from "./hosted-relay.ts";
import { ownRelayMachine } from "./own-relay.ts";
import { doubleNatMachine } from "./double-nat.ts";
import { ipv6DirectMachine } from "./ipv6.ts";
import { meshVpnMachine } from "./mesh-vpn.ts";
import { mobileLineMachine } from "./mobile-line.ts";
import { portForwardMachine } from "./port-forward.ts";
import { publicIpMachine } from "./public-ip.ts";
import { routerVpnMachine } from "./router-vpn.ts";
import { walkRunner, type WalkRunner } from "./runner.ts";
import { vendorCloudMachine } from "./vendor-cloud.ts";
import type { WalkKind } from "./walk.ts";
import { wireGuardHubMachine, wireGuardRouterMachine } from "./wireguard.ts";

/** Every walk-through by its kind. */
export const walkRunners: Readonly<Record<WalkKind, WalkRunner>> = {
  "public-ip": walkRunner(publicIpMachine),
  "port-forward": walkRunner(portForwardMachine),
  "fix-double-nat": walkRunner(doubleNatMachine),
  "ipv6-direct": walkRunner(ipv6DirectMachine),
  "mobile-line": walkRunner(mobileLineMachine),
  "vendor-cloud": walkRunner(vendorCloudMachine),
  "mesh-vpn": walkRunner(meshVpnMachine),
  "router-vpn": walkRunner(routerVpnMachine),
  "own-relay": walkRunner(ownRelayMachine),
  "hosted-relay": walkRunner(hostedRelayMachine),
  "wireguard-hub": walkRunner(wireGuardHubMachine),
  "wireguard-router": walkRunner(wireGuardRouterMachine),
};
