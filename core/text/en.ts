import * as advice from "./en/advice.ts";
import { box } from "./en/box.ts";
import { change } from "./en/change.ts";
import { desktop } from "./en/desktop.ts";
import { deviceFinding } from "./en/device-finding.ts";
import * as diagnosis from "./en/diagnosis.ts";
import { error } from "./en/error.ts";
import * as finding from "./en/finding.ts";
import { forward } from "./en/forward.ts";
import { hub } from "./en/hub.ts";
import * as host from "./en/host.ts";
import { knowledge } from "./en/knowledge.ts";
import { legacyVpn } from "./en/legacy-vpn.ts";
import { letter } from "./en/letter.ts";
import { map } from "./en/map.ts";
import { mesh } from "./en/mesh.ts";
import { natBehaviour } from "./en/nat-behaviour.ts";
import * as observation from "./en/observation.ts";
import { port } from "./en/port.ts";
import { preflight } from "./en/preflight.ts";
import { proof } from "./en/proof.ts";
import { rehearsal } from "./en/rehearsal.ts";
import { relay } from "./en/relay.ts";
import { report } from "./en/report.ts";
import { risk } from "./en/risk.ts";
import { routerSteps } from "./en/router-steps.ts";
import { serverSetup } from "./en/server-setup.ts";
import { sheet } from "./en/sheet.ts";
import { surveyHistory } from "./en/survey-history.ts";
import * as surveyEntries from "./en/survey-entry.ts";
import * as surveyWords from "./en/survey-words.ts";
import { template } from "./en/template.ts";
import { terminal } from "./en/terminal.ts";
import { terminalRehearsal } from "./en/terminal-rehearsal.ts";
import { terminalTunnels } from "./en/terminal-tunnels.ts";
import { through } from "./en/through.ts";
import { serverDistance, turn } from "./en/turn.ts";
import { ui } from "./en/ui.ts";
import { uiRehearsal } from "./en/ui-rehearsal.ts";
import { uiMedia } from "./en/ui-media.ts";
import { uiTunnels } from "./en/ui-tunnels.ts";
import { vault } from "./en/vault.ts";
import { vpnVendor } from "./en/vpn-vendor.ts";
import { vpn } from "./en/vpn.ts";
import { walk } from "./en/walk.ts";
import { doubleNat } from "./en/walk-double-nat.ts";
import { forwardProof } from "./en/walk-forward-proof.ts";
import { ipv6Direct } from "./en/walk-ipv6.ts";
import { portForward } from "./en/walk-port-forward.ts";
import { walkMobileLine } from "./en/walk-mobile-line.ts";
import { walkHostedRelay } from "./en/walk-hosted-relay.ts";
import { walkOwnRelay, walkThrough } from "./en/walk-relay.ts";
import { walkPublicIp } from "./en/walk-public-ip.ts";
import { walkVendorCloud } from "./en/walk-vendor-cloud.ts";
import { walkRouterVpn } from "./en/walk-router-vpn.ts";
import { walkMeshVpn, walkVpnProof } from "./en/walk-vpn.ts";
import { walkWireguard } from "./en/walk-wireguard.ts";
import { deviceRole, deviceTable } from "./en/device-table.ts";
import { siteMedia } from "./en/site-media.ts";
import { server, tunnel } from "./en/tunnel.ts";
import { wireGuard } from "./en/wireguard.ts";

/** The English catalogue; every other language has exactly these keys. */
export const en = {
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
