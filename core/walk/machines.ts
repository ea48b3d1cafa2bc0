import { doubleNatMachine } from "./double-nat.ts";
import { ipv6DirectMachine } from "./ipv6.ts";
import { mobileLineMachine } from "./mobile-line.ts";
import { ownRelayMachine } from "./own-relay.ts";
import { portForwardMachine } from "./port-forward.ts";
import { publicIpMachine } from "./public-ip.ts";
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
  "own-relay": walkRunner(ownRelayMachine),
  "wireguard-hub": walkRunner(wireGuardHubMachine),
  "wireguard-router": walkRunner(wireGuardRouterMachine),
};
