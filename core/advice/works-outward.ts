import { assertNever } from "../never.ts";
import { productsFor } from "../knowledge/lookup.ts";
import { origin } from "./origin.ts";
import type { AdviceReason, Works } from "./advice.ts";
import type { RouteId } from "./route-id.ts";
import { after, allOf, findingReason, reason, technique, verdictReason, wishReason, works } from "./reasons.ts";
import type { SiteFacts } from "./site-facts.ts";

/** Routes on which the site calls out by itself: a carrier's NAT does not matter to them. */

function getsOut(facts: SiteFacts): Works {
  switch (facts.getsOut) {
    case "no":
      return works.unknown([after("online")], ...verdictReason(facts));
    case "unknown":
      return works.unknown([after("check")], reason("outside-not-seen", "check"));
    case "yes":
      return works.yes(technique("calls-out"));
    default:
      return assertNever(facts.getsOut);
  }
}

/** Nothing goes out over UDP: WireGuard has no other way. */
function udpGetsOut(facts: SiteFacts): Works | null {
  if (facts.findings.has("udp-blocked")) return works.no(...findingReason(facts, "udp-blocked"));
  return facts.findings.has("outbound-ports-blocked")
    ? works.after([after("open-udp-port")], ...findingReason(facts, "outbound-ports-blocked"))
    : null;
}

function serverAllowed({ wishes }: SiteFacts): Works | null {
  switch (wishes.ownServer) {
    case "no":
      return works.no(wishReason("no-own-server"));
    case "yes":
    case "willing":
      return null;
    case null:
    case undefined:
      return works.after([after("own-server")], wishReason("own-server-unknown"));
    default:
      return assertNever(wishes.ownServer);
  }
}

/** Whether a third company may stand in between. `endToEnd`: whether what it carries stays closed to it. */
function cloudAllowed({ wishes }: SiteFacts, endToEnd: "yes" | "no" | "some" | "unknown"): Works | null {
  switch (wishes.cloud) {
    case "no":
      return works.no(wishReason("no-cloud"));
    case "end-to-end":
      if (endToEnd === "yes") return null;
      return endToEnd === "no"
        ? works.no(wishReason("cloud-sees-video"))
        : works.unknown([after("end-to-end")], wishReason("end-to-end-unknown"));
    case "yes":
    case null:
    case undefined:
      return null;
    default:
      return assertNever(wishes.cloud);
  }
}

/** Whether those who watch may have a VPN app: without it nobody gets into a private network. */
export function viewersMayInstall({ wishes }: SiteFacts): Works | null {
  if (wishes.viewerClient === "no") return works.no(wishReason("no-viewer-client"));
  return wishes.watchers === "public" ? works.no(wishReason("public-needs-no-client")) : null;
}

/** What carried a device's own words needs no reasoning. */
export const provenTunnel = (): Works => works.yes(reason("tunnel-proven", "proof"));

export const wireguardHub = (facts: SiteFacts): Works =>
  allOf(getsOut(facts), udpGetsOut(facts), serverAllowed(facts), viewersMayInstall(facts));

/** A mesh falls back on its provider's relays where UDP is shut. */
export function mesh(facts: SiteFacts, route: RouteId): Works {
  const selfHosted = productsFor(facts.knowledge, route).some((product) => product.selfHosted?.is === "yes");
  const own = selfHosted && facts.wishes.cloud === "no";
  const gate = own ? serverAllowed(facts) : cloudAllowed(facts, "yes");
  const slow = facts.findings.has("udp-blocked") ? works.yes(reason("mesh-relayed", "check")) : null;
  return allOf(getsOut(facts), gate, viewersMayInstall(facts), slow);
}

export const ownRelay = (facts: SiteFacts): Works => allOf(getsOut(facts), serverAllowed(facts));

export function hostedRelay(facts: SiteFacts): Works {
  return allOf(getsOut(facts), cloudAllowed(facts, endToEndOf(facts, "hosted-relay")), hasStream(facts));
}

export const remoteSupport = (facts: SiteFacts): Works =>
  allOf(
    getsOut(facts),
    cloudAllowed(facts, endToEndOf(facts, "remote-support")),
    facts.wishes.watchers === "public" ? works.no(wishReason("public-needs-no-client")) : null,
  );

function endToEndOf({ knowledge }: SiteFacts, route: RouteId): "yes" | "no" | "some" | "unknown" {
  const answers = new Set(productsFor(knowledge, route).map(({ endToEnd }) => endToEnd.is));
  if (answers.size === 0) return "unknown";
  // One that keeps it closed is enough: it can be taken.
  if (answers.has("yes")) return "yes";
  return answers.size === 1 && answers.has("no") ? "no" : "unknown";
}

/** A relay of streams takes RTSP; an alarm panel has none. */
function hasStream({ targets }: SiteFacts): Works | null {
  const panels = targets.filter(({ device }) => device.role.value === "panel");
  return targets.length > 0 && panels.length === targets.length ? works.no(reason("no-stream", "devices")) : null;
}

/** The maker's own service. */
export function vendorCloud(facts: SiteFacts): Works {
  const { targets } = facts;
  const [target] = targets;
  if (target === undefined) {
    return allOf(
      getsOut(facts),
      works.unknown([after(facts.wasSearched ? "device-found" : "search")], reason("no-device", "devices")),
    );
  }
  const { maker } = target;
  if (maker?.cloud === undefined) {
    return allOf(
      getsOut(facts),
      works.unknown(
        [after("ask-maker-cloud")],
        reason("cloud-unknown", "knowledge", { args: { device: target.name } }),
      ),
    );
  }
  const has: AdviceReason = reason("has-cloud", "knowledge", {
    args: { maker: maker.brand, cloud: maker.cloud.name },
    origin: origin(maker, maker.cloud),
  });
  return allOf(getsOut(facts), works.yes(has), cloudAllowed(facts, maker.cloud.endToEnd?.is ?? "unknown"));
}

function coverage({ wishes }: SiteFacts): Works {
  switch (wishes.mobileCoverage) {
    case "none":
      return works.no(wishReason("no-coverage"));
    case "poor":
      return works.after([after("antenna")], wishReason("poor-coverage"));
    case "good":
      return works.yes(wishReason("good-coverage"));
    case null:
    case undefined:
      return works.unknown([after("measure-coverage")], wishReason("coverage-unknown"));
    default:
      return assertNever(wishes.mobileCoverage);
  }
}

/** Another line for the whole site: most carriers translate, so it has to be tried before it is bought. */
export const mobileLine = (facts: SiteFacts): Works =>
  allOf(coverage(facts), works.after([after("mobile-public-address")], technique("mobile-is-cgnat")));

/** Only the tunnel goes over the modem: a carrier's NAT does not matter to it. */
export const mobileTunnel = (facts: SiteFacts): Works =>
  allOf(coverage(facts), serverAllowed(facts), viewersMayInstall(facts));
