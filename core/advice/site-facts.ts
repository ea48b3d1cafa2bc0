import { makerEntry, routerFamilyOf } from "../knowledge/lookup.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { providerNamed } from "../knowledge/provider-named.ts";
import type { Device } from "../lan/device.ts";
import type { Finding, VerdictKind } from "../nat/diagnosis.ts";
import { idsOfVerdict } from "../nat/finding-rule.ts";
import { observationsOf } from "../nat/observation.ts";
import { addressScope, isIpv4, isIpv6 } from "../net/ip-address.ts";
import { isThroughTunnel, reachedFromOutside } from "../proof/from-outside.ts";
import { PROOF_STALE_DAYS } from "../proof/latest-proof.ts";
import type { ProofRecord } from "../proof/proof-record.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import { latestTunnelProofs } from "../tunnel/tunnel-proof.ts";
import { routeOfTunnel, standingTunnels, type Tunnel } from "../tunnel/tunnel.ts";
import type { RouteId } from "./route-id.ts";
import type { WishesSection } from "../survey/survey-sections.ts";

/** All that the advice rests on. */
export interface AdviceInput {
  readonly document: SurveyDocument;
  /** The site's last check; null: never checked. */
  readonly check: CheckRecord | null;
  /** The devices of its last search. */
  readonly devices: readonly Device[];
  /** Tests from outside, the newest first. */
  readonly proofs: readonly ProofRecord[];
  readonly knowledge: Knowledge;
}

/** What can be reached from outside at a site, and what is known of it. */
export interface Target {
  readonly name: string;
  readonly device: Device;
  readonly maker: Knowledge["makers"][number] | null;
  /** A global IPv6 address of its own; null: none was seen. */
  readonly ipv6: string | null;
  readonly risks: ReadonlySet<string>;
}

/** The site as the rules see it: what was measured, what was said, what is known; nothing is guessed here. */
export interface SiteFacts {
  readonly check: {
    readonly kind: VerdictKind;
    readonly sentence: CheckRecord["diagnosis"]["verdict"]["sentence"];
    readonly ids: string[];
    readonly inbound: CheckRecord["diagnosis"]["inbound"];
    readonly diagnosis: CheckRecord["diagnosis"];
  } | null;
  /** Whether anything outside answered at all: what goes out by itself would have a way. */
  readonly getsOut: "yes" | "no" | "unknown";
  readonly findings: ReadonlyMap<string, Finding>;
  /** The site's recorders; where there is none, its cameras and panels. */
  readonly targets: readonly Target[];
  readonly wasSearched: boolean;
  readonly wishes: WishesSection;
  readonly line: SurveyDocument["line"];
  readonly provider: Knowledge["providers"][number] | null;
  readonly router: Knowledge["routers"][number] | null;
  readonly knowledge: Knowledge;
  /** A forward of this site was reached from outside over IPv4, in the latest test of it, and the line is the same still. */
  readonly proven: ProofRecord | null;
  /** Routes whose tunnel carried a device's own words in its latest test. */
  readonly provenTunnels: ReadonlySet<RouteId>;
}

const ROLES_TO_REACH: readonly (readonly Device["role"]["value"][])[] = [
  ["recorder"],
  ["camera", "panel", "door-station", "controller"],
];

export function siteFacts({ document, check, devices, proofs, knowledge }: AdviceInput): SiteFacts {
  const diagnosis = check?.diagnosis ?? null;
  const { line, wishes } = document;
  const direct = proofs.find((proof) => !isThroughTunnel(proof));
  return {
    check:
      diagnosis === null
        ? null
        : {
            kind: diagnosis.verdict.kind,
            sentence: diagnosis.verdict.sentence,
            ids: idsOfVerdict(diagnosis.verdict),
            inbound: diagnosis.inbound,
            diagnosis,
          },
    getsOut: check === null ? "unknown" : getsOut(check),
    findings: new Map((diagnosis?.findings ?? []).map((finding) => [finding.code, finding])),
    targets: targetsAmong(devices, knowledge),
    wasSearched: document.scans.length > 0,
    wishes,
    line,
    provider: line.provider ? providerNamed(knowledge, line.provider) : null,
    router: routerFamilyOf(knowledge, [line.router, ...routerWords(check)]),
    knowledge,
    proven: direct !== undefined && provesLine(direct, check) ? direct : null,
    provenTunnels: provenTunnels(document, proofs, check),
  };
}

function provenTunnels(
  { tunnels }: SurveyDocument,
  proofs: readonly ProofRecord[],
  check: CheckRecord | null,
): ReadonlySet<RouteId> {
  // The latest moment that anything here tells of: an old test is old beside a new check.
  const [time = ""] = [check?.startedAt, ...proofs.map(({ startedAt }) => startedAt)]
    .filter((at) => at !== undefined)
    .toSorted((a, b) => Date.parse(b) - Date.parse(a));
  const latest = latestTunnelProofs(proofs, standingTunnels(tunnels), { time });
  return new Set(
    tunnels.flatMap((tunnel) => {
      const proof = latest.get(tunnel.id);
      return proof?.isProven === true && !isSinceShut(tunnel, proof.at, check) ? [routeOfTunnel(tunnel)] : [];
    }),
  );
}

/** A check after the test found that nothing goes out there any more. */
function isSinceShut({ kind }: Tunnel, testedAt: string, check: CheckRecord | null): boolean {
  if (check === null || Date.parse(check.startedAt) <= Date.parse(testedAt)) return false;
  const isUdpShut = check.diagnosis.findings.some(({ code }) => code === "udp-blocked");
  return getsOut(check) === "no" || (kind === "wireguard" && isUdpShut);
}

const DAY_MS = 86_400_000;

/** Whether a test shows that the line as it was checked last lets calls in over IPv4. */
function provesLine(proof: ProofRecord, check: CheckRecord | null): boolean {
  const isReached = proof.results.some((result) => isIpv4(result.address) && reachedFromOutside(proof, result));
  if (!isReached || check === null) return isReached;
  const daysBefore = (Date.parse(check.startedAt) - Date.parse(proof.startedAt)) / DAY_MS;
  if (daysBefore <= 0) return true;
  // The check found what has become of the line since: a provider may have put it behind its NAT.
  const isSameAddress = proof.publicAddress !== null && proof.publicAddress === check.diagnosis.publicAddress;
  return isSameAddress && daysBefore < PROOF_STALE_DAYS;
}

function getsOut({ observations, diagnosis }: CheckRecord): SiteFacts["getsOut"] {
  if (diagnosis.verdict.kind === "offline") return "no";
  const answered =
    observationsOf(observations, "public-address-https").length > 0 ||
    observationsOf(observations, "stun-binding").length > 0 ||
    observationsOf(observations, "vantage-view").length > 0;
  return answered ? "yes" : "unknown";
}

/** What the router said of itself, for knowing its family. */
function routerWords(check: CheckRecord | null): (string | null | undefined)[] {
  if (check === null) return [];
  const { gateway } = check.diagnosis;
  return [
    ...observationsOf(check.observations, "upnp-gateway").flatMap(({ data }) =>
      data.from === gateway ? [data.manufacturer, data.modelName, data.friendlyName] : [],
    ),
    ...observationsOf(check.observations, "router-page").flatMap(({ data }) =>
      data.from === gateway ? [data.title, data.server, data.realm] : [],
    ),
  ];
}

function targetsAmong(devices: readonly Device[], knowledge: Knowledge): Target[] {
  const wanted = ROLES_TO_REACH.find((roles) => devices.some(({ role }) => roles.includes(role.value))) ?? [];
  return devices
    .filter(({ role }) => wanted.includes(role.value))
    .map((device) => ({
      name: nameOf(device),
      device,
      maker: device.brand === null ? null : makerEntry(knowledge, device.brand.value),
      ipv6:
        device.addresses.find(({ address, seen }) => seen && isIpv6(address) && addressScope(address) === "public")
          ?.address ?? null,
      risks: new Set(device.findings.map(({ code }) => code)),
    }));
}

function nameOf({ name, brand, model, addresses }: Device): string {
  const made = [brand?.value, model?.value].filter((word) => word !== undefined).join(" ");
  return name?.value ?? (made === "" ? (addresses[0]?.address ?? "?") : made);
}
