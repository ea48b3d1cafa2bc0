import { z } from "zod";
import { isDeviceAddress } from "../net/device-address.ts";
import { formatIpv4Prefix, inIpv4Prefix, ipv4Number, parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { siteLan } from "../tunnel/site-lan.ts";
import { sitePlatformSchema, type SitePlatform, type Tunnel } from "../tunnel/tunnel.ts";
import { canTranslate } from "../vpn/devices.ts";
import { LOWEST_MTU } from "../vpn/mtu-advice.ts";
import { nextPeerAddress, nextSiteAddresses, ownAddressesObstacle } from "../vpn/plan-allocation.ts";
import { isPrivateRange } from "../vpn/pools.ts";
import { PLATFORM_FACTS, type PlatformFacts } from "../vpn/vendor/platforms.ts";
import type { VpnFinding } from "../vpn/findings.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  anyTunnel,
  field,
  findingNotice,
  hasProblem,
  lineMtu,
  planNotices,
  planWith,
  putTunnel,
  say,
} from "./wireguard-facts.ts";
import { lineValue, neededLine, notice, numberValue, readValues, refused, wrongStep } from "./step-helpers.ts";
import { option } from "./step-fields.ts";
import { stepAction, stepView, type StepField, type StepView } from "./step-view.ts";
import { after, at, type WireGuardState } from "./wireguard-state.ts";

/** What the site's end runs on, and what its LAN is called by the firm: a unique prefix each, found before anything is rolled out. */

type Next = Outcome<WireGuardState>;
type Site = NonNullable<WireGuardState["site"]>;

const PLATFORMS = sitePlatformSchema.options;
/** What the WireGuard paper's own examples listen on; nobody expects anything else there. */
const USUAL_PORT = 51_820;
/** Where Ethernet ends. */
const HIGHEST_MTU = 1_500;

/** What stands against it as this site's end; null: nothing. */
function notPossible(platform: SitePlatform): Message | null {
  const { wireGuardSince, letsIn }: PlatformFacts = PLATFORM_FACTS[platform];
  if (wireGuardSince === null) return message("vpnVendor.note.no-wireguard");
  return letsIn === "no" ? message("vpnVendor.note.lets-in-no") : null;
}

function platformHint(platform: SitePlatform): Message | null {
  const { wireGuardSince }: PlatformFacts = PLATFORM_FACTS[platform];
  if (wireGuardSince === null) return null;
  return say(canTranslate(platform) ? "site.translates" : "site.own-addresses", { version: wireGuardSince });
}

export function siteView(state: WireGuardState, context: WalkContext): StepView {
  const { mode, site, findings } = state;
  const advice = lineMtu(context);
  const seen = siteLan(context.check);
  return stepView(say("title.site"), {
    lead: say(`site.lead-${mode}`),
    notices: [
      ...findings,
      ...(seen === null && site === null ? [notice("info", say("site.lan-unseen"))] : []),
      notice("info", advice.why),
    ],
    fields: [
      field("platform", "choice", {
        required: true,
        value: site?.platform ?? null,
        options: PLATFORMS.map((platform) =>
          option(platform, message(`surveyChoice.tunnels.platform.${platform}`), {
            hint: platformHint(platform),
            notPossible: notPossible(platform),
          }),
        ),
      }),
      field("lan", "text", { required: true, hint: true, value: site?.lan ?? seen }),
      field("mtu", "number", { required: true, hint: true, value: site?.mtu ?? advice.mtu }),
      ...(mode === "router" ? routerFields(site) : []),
    ],
    actions: [stepAction("next", say("action.next"))],
  });
}

const routerFields = (site: Site | null): StepField[] => [
  field("port", "number", { required: true, hint: true, value: site?.port ?? USUAL_PORT }),
  field("boxAddress", "text", { hint: true, value: site?.boxAddress ?? null }),
];

export function handleSite(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  if (event.type !== "next") return wrongStep();
  const read = readSite(state, event);
  if ("refused" in read) return read;
  const { site } = read;
  const known = anyTunnel(state, context);
  if (state.mode === "hub" && known === null) return refused("walk.wireguard.refused.gone");
  const id = known?.id ?? context.newId();
  const base: Tunnel = {
    ...(known ?? {
      id,
      kind: "wireguard",
      serverId: null,
      peers: [],
      published: [],
      madeAt: context.now,
      madeBy: context.by,
    }),
    platform: site.platform,
    lan: site.lan,
    mtu: site.mtu,
    ...(site.port !== null && { ports: [site.port] }),
    // A device of another LAN is none of this site's.
    published: known?.lan === site.lan ? known.published : [],
    removedAt: null,
  };
  const kept = keptAddresses(known, site);
  // What it had, as long as nobody else was given the same meanwhile.
  const isFree = kept !== null && !hasProblem(planNotices(context, { ...base, ...kept }));
  const addresses = isFree ? kept : allocate(state, site, id, context);
  if ("finding" in addresses) return { state: { ...state, site, findings: [findingNotice(addresses.finding)] } };
  const entry = { ...base, ...addresses };
  const findings = planNotices(context, entry);
  if (hasProblem(findings)) return { state: { ...state, site, findings } };
  const next = { ...state, site, findings, tunnelId: id };
  return { state: at(next, after(next)), changes: [putTunnel(entry)] };
}

const shape = {
  platform: z.preprocess((value) => (value === "" ? null : (value ?? null)), sitePlatformSchema.nullable()),
  lan: neededLine(64),
  mtu: numberValue({ min: LOWEST_MTU, max: HIGHEST_MTU }),
  port: numberValue({ min: 1, max: 65_535 }),
  boxAddress: lineValue(64),
};

function readSite({ mode }: WireGuardState, event: WalkEvent): { site: Site } | { refused: Message } {
  const read = readValues(event, shape, {
    lan: say("refused.lan"),
    mtu: say("refused.mtu", { lowest: LOWEST_MTU, highest: HIGHEST_MTU }),
    port: say("refused.port"),
  });
  if ("refused" in read) return read;
  const { platform, lan: lanText, mtu, port, boxAddress } = read.values;
  if (platform === null) return refused("walk.refused.values");
  const why = notPossible(platform);
  if (why !== null) return { refused: why };
  const lan = parseIpv4Prefix(lanText);
  if (lan === undefined || !isPrivateRange(lan) || lan.length > 30) return { refused: say("refused.lan") };
  if (mtu === null || !Number.isInteger(mtu)) {
    return { refused: say("refused.mtu", { lowest: LOWEST_MTU, highest: HIGHEST_MTU }) };
  }
  const site = { platform, lan: formatIpv4Prefix(lan), mtu };
  if (mode === "hub") return { site: { ...site, port: null, boxAddress: null } };
  if (port === null || !Number.isInteger(port)) return { refused: say("refused.port") };
  const number = boxAddress === null ? undefined : ipv4Number(boxAddress);
  const isInside = number !== undefined && inIpv4Prefix(number, lan) && isDeviceAddress(boxAddress ?? "");
  if (boxAddress !== null && !isInside) return { refused: say("refused.box-address") };
  return { site: { ...site, port, boxAddress } };
}

type Addresses = { readonly mapped: string | null; readonly address: string };

/** What the site had before, where that fits what it runs on; null: it had none. */
function keptAddresses(known: Tunnel | null, { platform, lan }: Site): Addresses | null {
  if (known?.address == null) return null;
  if (!canTranslate(platform)) return { mapped: null, address: known.address };
  return known.mapped == null || known.lan !== lan ? null : { mapped: known.mapped, address: known.address };
}

/** What the site is called and its own address in the tunnel, such as nobody else has. */
function allocate(
  { serverId }: WireGuardState,
  { platform, lan }: Site,
  tunnelId: string,
  context: WalkContext,
): Addresses | { readonly finding: VpnFinding } {
  const plan = planWith(context, null, tunnelId);
  if (canTranslate(platform)) {
    const next = nextSiteAddresses(plan, serverId, lan, { from: tunnelId });
    return next.ok ? { mapped: next.mapped, address: next.address } : { finding: next.finding };
  }
  const obstacle = ownAddressesObstacle(plan, serverId, { siteId: context.siteId, lan, platform });
  if (obstacle !== null) return { finding: obstacle };
  const peer = nextPeerAddress(plan, serverId, tunnelId);
  return peer.ok ? { mapped: null, address: peer.address } : { finding: peer.finding };
}
