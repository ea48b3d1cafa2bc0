import { createInterface } from "node:readline";
import { rehearsalRecordSchema, type RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import type { Lab } from "../lab.ts";
import { firewalledIpv6 } from "../ipv6-site.ts";
import { carrierSite, homeRouter, publicSite } from "../topology-pieces.ts";
import type { Filter, Layer, NatBehaviour, Topology } from "../topology.ts";

/** Two sites of the lab with a line each, and what becomes of a direct connection between them. */

export type SiteKind = {
  name: string;
  nat: NatBehaviour;
  filters?: readonly Filter[];
  mappingDaemon?: Layer["mappingDaemon"];
  lineDelayMs?: number;
};

/** The second site, with a line of its own. */
const farSite = (kind: SiteKind): Layer =>
  homeRouter({ host: "far", outside: "25.0.113.3/24", webPage: null, ...routerOf(kind) });

const routerOf = ({ nat, filters = [], mappingDaemon = null, lineDelayMs }: SiteKind): Partial<Layer> => ({
  nat,
  filters,
  mappingDaemon,
  ...(lineDelayMs !== undefined && { lineDelayMs }),
});

/** Both sites have the same private network, as sites do. */
export function pairTopology(site: SiteKind, other: SiteKind): Topology {
  const name = `pair ${site.name} / ${other.name}`;
  return publicSite(name, "Two sites", routerOf(site), { vantage: true, secondSite: farSite(other) });
}

/** The site's router stands behind a carrier's NAT of that kind. */
export function carrierPair(carrier: NatBehaviour, other: SiteKind): Topology {
  const name = `pair carrier / ${other.name}`;
  return carrierSite(
    name,
    "One behind a carrier",
    "100.64.0.1/10",
    { carrier: { nat: carrier } },
    {
      vantage: true,
      secondSite: farSite(other),
    },
  );
}

/** A hard IPv4 router with IPv6 beside it; the other end is a server that lets in only who it has written to. */
export function ipv6Pair(nat: NatBehaviour): Topology {
  return publicSite("pair IPv6", "One with IPv6", routerOf({ name: "", nat }), { vantage: true, ipv6: firewalledIpv6 });
}

export type EndSettings = {
  turn: boolean;
  mapping?: boolean;
  forwarded?: { address: string; port: number; localPort: number };
  stun?: readonly string[];
  nat?: NatBehaviour;
};

export type EndEvent = { type: string; atMs: number; code?: string; record?: unknown; why?: { key: string } };
type Program = { say(line: string): void; next(): Promise<string>; end(): Promise<number | null> };

type Hosts = readonly [string, string];
const HOSTS: Hosts = ["laptop", "laptop2"];

/** A program that is spoken to line by line. */
function program(lab: Lab, host: string, argv: readonly string[]): Program {
  const child = lab.spawn(host, argv, { stdio: ["pipe", "pipe", "inherit"] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("no pipes");
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  return {
    say: (line) => void stdin.write(`${line}\n`),
    next: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${argv.join(" ")} ended`);
      return value;
    },
    end: () => {
      stdin.end();
      return ended;
    },
  };
}

/** What plain hole punching finds, so many times; the sides must agree each time. */
export async function punchedTruth(lab: Lab, times: number): Promise<("direct" | "none")[]> {
  const ends = HOSTS.map((host) => program(lab, host, ["node", "test/lab/rehearsal/punch-process.ts"]));
  const results: ("direct" | "none")[] = [];
  for (let time = 0; time < times; time += 1) {
    for (const end of ends) end.say("go");
    const [one = "", two = ""] = await Promise.all(ends.map((end) => end.next()));
    ends[0]?.say(two);
    ends[1]?.say(one);
    const heard = await Promise.all(ends.map((end) => end.next()));
    results.push(heard.every((word) => word === "direct") ? "direct" : "none");
  }
  await Promise.all(ends.map((end) => end.end()));
  return results;
}

export type Rehearsed = { records: [RehearsalRecord, RehearsalRecord]; events: [EndEvent[], EndEvent[]] };

/** Rehearsals between the two laptops, one after the other. */
export async function rehearse(
  lab: Lab,
  settings: readonly [EndSettings, EndSettings],
  times: number,
  hosts = HOSTS,
): Promise<Rehearsed[]> {
  const [site, far] = hosts.map((host, index) =>
    program(lab, host, ["node", "test/lab/rehearsal/end-process.ts", JSON.stringify(settings[index])]),
  );
  if (!site || !far) throw new Error("two ends");
  const results: Rehearsed[] = [];
  for (let time = 0; time < times; time += 1) {
    site.say("invite");
    const siteEvents: EndEvent[] = [];
    await until(site, siteEvents, ({ code }) => code !== undefined);
    far.say(siteEvents.at(-1)?.code ?? "");
    const farEvents: EndEvent[] = [];
    const isOver = ({ type }: EndEvent): boolean => type === "finished" || type === "failed";
    await Promise.all([until(site, siteEvents, isOver), until(far, farEvents, isOver)]);
    const recordOf = (events: EndEvent[]): RehearsalRecord => {
      const last = events.at(-1);
      if (last?.type !== "finished") throw new Error(`it failed: ${JSON.stringify(last)}`);
      return rehearsalRecordSchema.parse(last.record);
    };
    results.push({ records: [recordOf(siteEvents), recordOf(farEvents)], events: [siteEvents, farEvents] });
  }
  // Ends by itself: nothing of a rehearsal holds the process open.
  const codes = await Promise.all([site.end(), far.end()]);
  if (codes.some((code) => code !== 0)) throw new Error(`it ended with ${codes.join(", ")}`);
  return results;
}

async function until(end: Program, events: EndEvent[], isIt: (event: EndEvent) => boolean): Promise<void> {
  do events.push(JSON.parse(await end.next()) as EndEvent);
  while (!isIt(events.at(-1) ?? { type: "", atMs: 0 }));
}
