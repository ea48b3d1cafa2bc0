import { message, type Diagnosis, type MappingSummary, type Message } from "../nat/diagnosis.ts";
import { observationsOf, type ObservationOf } from "../nat/observation.ts";
import type { CheckRecord } from "./check-record.ts";
import { typedWanAddress } from "./typed-wan-address.ts";

/** One thing that is different from an earlier check of the same site. */
export type Change = {
  sort: "new" | "gone" | "changed";
  message: Message;
  /** Arguments that are texts themselves and have to be said first. */
  named: Record<string, Message>;
};

/** A change as a sentence. */
export function sayChange({ message: { key, args }, named }: Change, say: (message: Message) => string): string {
  const said = Object.fromEntries(Object.entries(named).map(([name, text]) => [name, say(text)]));
  return say({ key, args: { ...args, ...said } });
}

/** More entries than a person reads; a router that is restarted may have hundreds of other ones. */
const MAX_PORT_CHANGES = 8;

/**
 * What changed between two checks of one site, the weightiest first. Pure. What only one of the two could see is no change
 * of the site, except where an address or a verdict became known.
 */
export function checkChanges(before: CheckRecord, after: CheckRecord): Change[] {
  const [was, is] = [before.diagnosis, after.diagnosis];
  return [
    ...typedChange(before, after),
    ...verdictChange(was, is),
    ...inboundChange(was, is),
    ...addressChange("public", was.publicAddress, is.publicAddress),
    ...addressChange("wan", was.wanAddress, is.wanAddress),
    ...addressChange("gateway", was.gateway, is.gateway),
    ...routerChange(was, is),
    ...layerChanges(was, is),
    ...findingChanges(was, is),
    ...protocolChanges(was, is),
    ...behaviourChanges(was, is),
    ...ipv6Change(was, is),
    ...portChanges(before, after),
  ];
}

function change(sort: Change["sort"], key: string, args: Message["args"] = {}, named: Change["named"] = {}): Change {
  return { sort, message: message(`change.${key}`, args), named };
}

function typedChange(before: CheckRecord, after: CheckRecord): Change[] {
  const typed = typedWanAddress(after);
  return typed === null || typed === typedWanAddress(before) ? [] : [change("new", "typed", { address: typed })];
}

function verdictChange({ verdict: was }: Diagnosis, { verdict: is }: Diagnosis): Change[] {
  if (was.kind === is.kind) return [];
  const names = { before: message(`verdict.name.${was.kind}`), after: message(`verdict.name.${is.kind}`) };
  return [change("changed", "verdict", {}, names)];
}

function inboundChange({ inbound: was }: Diagnosis, { inbound: is }: Diagnosis): Change[] {
  // That nobody tested this time takes nothing back.
  return was === is || is === "untested" ? [] : [change("changed", `inbound-${is}`)];
}

function addressChange(which: "public" | "wan" | "gateway", before: string | null, after: string | null): Change[] {
  if (before === after) return [];
  if (before === null) return [change("new", `${which}-known`, { after: after ?? "" })];
  if (after === null) return [change("gone", `${which}-lost`, { before })];
  return [change("changed", which, { before, after })];
}

const routerName = ({ layers }: Diagnosis): string | null => layers.find(({ kind }) => kind === "router")?.name ?? null;

function routerChange(was: Diagnosis, is: Diagnosis): Change[] {
  const [before, after] = [routerName(was), routerName(is)];
  return before === null || after === null || before === after ? [] : [change("changed", "router", { before, after })];
}

function layerChanges({ layers: was }: Diagnosis, { layers: is }: Diagnosis): Change[] {
  const kinds = (list: Diagnosis["layers"]): string[] => [...new Set(list.map((layer) => layer.kind))];
  const named = (kind: string): Change["named"] => ({ box: message(`layer.${kind}`) });
  return [
    ...missingIn(kinds(is), kinds(was)).map((kind) => change("new", "layer-new", {}, named(kind))),
    ...missingIn(kinds(was), kinds(is)).map((kind) => change("gone", "layer-gone", {}, named(kind))),
  ];
}

const missingIn = <T>(these: readonly T[], those: readonly T[]): T[] => these.filter((one) => !those.includes(one));

function findingChanges({ findings: was }: Diagnosis, { findings: is }: Diagnosis): Change[] {
  const without = (list: Diagnosis["findings"], other: Diagnosis["findings"]): Diagnosis["findings"] =>
    list.filter(({ code }) => !other.some((finding) => finding.code === code));
  return [
    ...without(is, was).map(({ title }) => change("new", "finding-new", {}, { finding: title })),
    ...without(was, is).map(({ title }) => change("gone", "finding-gone", {}, { finding: title })),
  ];
}

const PROTOCOLS = { upnp: "UPnP", natpmp: "NAT-PMP", pcp: "PCP" } as const;

/** Results that say what the router does; a protocol that was not asked, or broke off, tells nothing. */
const TELLING: ReadonlySet<MappingSummary["result"]> = new Set<MappingSummary["result"]>([
  "granted",
  "refused",
  "silent",
]);

function protocolChanges({ mappings: was }: Diagnosis, { mappings: is }: Diagnosis): Change[] {
  return (["upnp", "natpmp", "pcp"] as const).flatMap((id) => {
    const [before, after] = [was[id].result, is[id].result];
    if (before === after || !TELLING.has(before) || !TELLING.has(after)) return [];
    return [change("changed", `protocol-${after}`, { protocol: PROTOCOLS[id] })];
  });
}

function behaviourChanges({ nat: was }: Diagnosis, { nat: is }: Diagnosis): Change[] {
  const behaviour = (["mapping", "filtering"] as const).flatMap((what) => {
    const [before, after] = [was[what], is[what]];
    if (before === after || before === "unknown" || after === "unknown") return [];
    const names = {
      before: message(`natBehaviour.${what}.${before}`),
      after: message(`natBehaviour.${what}.${after}`),
    };
    return [change("changed", what, {}, names)];
  });
  const hairpinChanged = was.hairpin !== is.hairpin && was.hairpin !== "unknown" && is.hairpin !== "unknown";
  return hairpinChanged ? [...behaviour, change("changed", `hairpin-${is.hairpin}`)] : behaviour;
}

function ipv6Change({ ipv6: was }: Diagnosis, { ipv6: is }: Diagnosis): Change[] {
  if (was.state === is.state || was.state === "unknown" || is.state === "unknown") return [];
  return [change("changed", `ipv6-${is.state}`)];
}

type PortEntry = ObservationOf<"upnp-mapping-table">["data"]["entries"][number];

/** Entries of the router's own list of open ports, where both checks read all of it. */
function portChanges(before: CheckRecord, after: CheckRecord): Change[] {
  const [was, is] = [openPorts(before), openPorts(after)];
  if (was === null || is === null) return [];
  const same = (a: PortEntry) => (b: PortEntry) =>
    a.transport === b.transport && a.externalPort === b.externalPort && a.internalClient === b.internalClient;
  const args = ({ transport, externalPort, internalClient }: PortEntry): Message["args"] => ({
    port: `${transport.toUpperCase()} ${externalPort}`,
    client: internalClient,
  });
  const all = [
    ...is.filter((entry) => !was.some(same(entry))).map((entry) => change("new", "port-opened", args(entry))),
    ...was.filter((entry) => !is.some(same(entry))).map((entry) => change("gone", "port-closed", args(entry))),
  ];
  if (all.length <= MAX_PORT_CHANGES) return all;
  return [change("changed", "ports", { count: all.length })];
}

function openPorts({ observations }: CheckRecord): PortEntry[] | null {
  const tables = observationsOf(observations, "upnp-mapping-table");
  if (tables.length === 0 || tables.some(({ data }) => !data.complete)) return null;
  return tables.flatMap(({ data }) => data.entries.filter((entry) => entry.enabled));
}
