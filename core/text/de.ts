import type { Catalogue } from "./catalogue.ts";
import * as advice from "./de/advice.ts";
import { box } from "./de/box.ts";
import { change } from "./de/change.ts";
import { desktop } from "./de/desktop.ts";
import { deviceFinding } from "./de/device-finding.ts";
import * as diagnosis from "./de/diagnosis.ts";
import { error } from "./de/error.ts";
import * as finding from "./de/finding.ts";
import { forward } from "./de/forward.ts";
import { hub } from "./de/hub.ts";
import * as host from "./de/host.ts";
import { knowledge } from "./de/knowledge.ts";
import { legacyVpn } from "./de/legacy-vpn.ts";
import { letter } from "./de/letter.ts";
import { map } from "./de/map.ts";
import { mesh } from "./de/mesh.ts";
import { natBehaviour } from "./de/nat-behaviour.ts";
import * as observation from "./de/observation.ts";
import { port } from "./de/port.ts";
import { preflight } from "./de/preflight.ts";
import { proof } from "./de/proof.ts";
import { rehearsal } from "./de/rehearsal.ts";
import { relay } from "./de/relay.ts";
import { report } from "./de/report.ts";
import { risk } from "./de/risk.ts";
import { routerSteps } from "./de/router-steps.ts";
import { serverSetup } from "./de/server-setup.ts";
import { sheet } from "./de/sheet.ts";
import { surveyHistory } from "./de/survey-history.ts";
import * as surveyEntries from "./de/survey-entry.ts";
import * as surveyWords from "./de/survey-words.ts";
import { template } from "./de/template.ts";
import { terminal } from "./de/terminal.ts";
import { terminalRehearsal } from "./de/terminal-rehearsal.ts";
import { terminalTunnels } from "./de/terminal-tunnels.ts";
import { through } from "./de/through.ts";
import { serverDistance, turn } from "./de/turn.ts";
import { ui } from "./de/ui.ts";
import { uiRehearsal } from "./de/ui-rehearsal.ts";
import { uiMedia } from "./de/ui-media.ts";
import { uiTunnels } from "./de/ui-tunnels.ts";
import { vault } from "./de/vault.ts";
import { vpnVendor } from "./de/vpn-vendor.ts";
import { vpn } from "./de/vpn.ts";
import { walk } from "./de/walk.ts";
import { doubleNat } from "./de/walk-double-nat.ts";
import { forwardProof } from "./de/walk-forward-proof.ts";
import { ipv6Direct } from "./de/walk-ipv6.ts";
import { portForward } from "./de/walk-port-forward.ts";
import { walkMobileLine } from "./de/walk-mobile-line.ts";
import { walkHostedRelay } from "./de/walk-hosted-relay.ts";
import { walkOwnRelay, walkThrough } from "./de/walk-relay.ts";
import { walkPublicIp } from "./de/walk-public-ip.ts";
import { walkVendorCloud } from "./de/walk-vendor-cloud.ts";
import { walkRouterVpn } from "./de/walk-router-vpn.ts";
import { walkMeshVpn, walkVpnProof } from "./de/walk-vpn.ts";
import { walkWireguard } from "./de/walk-wireguard.ts";
import { deviceRole, deviceTable } from "./de/device-table.ts";
import { siteMedia } from "./de/site-media.ts";
import { server, tunnel } from "./de/tunnel.ts";
import { wireGuard } from "./de/wireguard.ts";

export const de: Catalogue = {
  ...advice,
  box,
  change,
  desktop,
  deviceFinding,
  deviceRole,
  deviceTable,
  doubleNat,
  error,
  ...diagnosis,
  ...finding,
  forward,
  hub,
  ...host,
  knowledge,
  legacyVpn,
  letter,
  forwardProof,
  ipv6Direct,
  map,
  mesh,
  natBehaviour,
  ...observation,
  port,
  portForward,
  preflight,
  proof,
  rehearsal,
  relay,
  report,
  risk,
  routerSteps,
  serverSetup,
  sheet,
  surveyHistory,
  ...surveyEntries,
  ...surveyWords,
  template,
  serverDistance,
  terminal,
  terminalRehearsal,
  terminalTunnels,
  through,
  turn,
  ui,
  // Not in `ui`, which is loaded with the first page.
  uiRehearsal,
  uiMedia,
  uiTunnels,
  vault,
  vpn,
  vpnVendor,
  walk: {
    ...walk,
    "public-ip": walkPublicIp,
    "mobile-line": walkMobileLine,
    "vendor-cloud": walkVendorCloud,
    "mesh-vpn": walkMeshVpn,
    "router-vpn": walkRouterVpn,
    "vpn-proof": walkVpnProof,
    "own-relay": walkOwnRelay,
    "hosted-relay": walkHostedRelay,
    through: walkThrough,
    wireguard: walkWireguard,
  },
  wireGuard,
  siteMedia,
  tunnel,
  server,
};
