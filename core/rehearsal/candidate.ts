import { z } from "zod";
import { addressScope, canonicalAddress, isIpv6, type AddressScope } from "../net/ip-address.ts";

/**
 * Where an end may be reached: an address of its own (`host`), what a server outside saw (`reflexive`), a port that the router opened
 * when asked (`mapped`) or that a person forwarded (`forwarded`), and a port of the firm's TURN server (`relayed`). ICE (RFC
 * 8445 section 5.1.1) calls the three in the middle server-reflexive.
 */
export const CANDIDATE_KINDS = ["host", "reflexive", "mapped", "forwarded", "relayed"] as const;

export const candidateSchema = z.object({
  kind: z.enum(CANDIDATE_KINDS),
  /** Canonical. */
  address: z.string().max(45),
  port: z.number().int().min(1).max(65_535),
});
export type Candidate = z.infer<typeof candidateSchema>;
export type CandidateKind = Candidate["kind"];

/** More than an end with two adapters, IPv6 and everything else has; what is left over is not checked. */
export const MAX_CANDIDATES = 16;

/** `peer-reflexive`: nobody knew it before the checks' own packets came from there. */
export const pairEndSchema = candidateSchema.extend({ kind: z.enum([...CANDIDATE_KINDS, "peer-reflexive"]) });
export type PairEnd = z.infer<typeof pairEndSchema>;

const KIND_OF_TYPE: Readonly<Record<string, PairEnd["kind"]>> = {
  host: "host",
  srflx: "reflexive",
  prflx: "peer-reflexive",
  relay: "relayed",
};

/** The kind behind ICE's own word for it. */
export const kindOfType = (type: string): PairEnd["kind"] | undefined =>
  Object.hasOwn(KIND_OF_TYPE, type) ? KIND_OF_TYPE[type] : undefined;

/** `candidate:1 1 UDP 2114977791 192.0.2.2 59985 typ host` (RFC 8839 section 5.1), with or without `a=`. */
const LINE = /^(?:a=)?candidate:\S{1,32} \d{1,5} (\S+) \d{1,10} (\S{1,45}) (\d{1,5}) typ (\S+)/i;

/** Undefined for what is no candidate over UDP. */
export function readCandidateLine(line: string): Candidate | undefined {
  const [, transport = "", text = "", portText = "", type = ""] = LINE.exec(line) ?? [];
  const address = canonicalAddress(text);
  const port = Number(portText);
  const kind = kindOfType(type);
  if (transport.toLowerCase() !== "udp" || address === undefined || port < 1 || port > 65_535) return undefined;
  return kind === undefined || kind === "peer-reflexive" ? undefined : { kind, address, port };
}

/** RFC 8445 section 5.1.2.2; open ports come between what is the end's own and what has to be punched. */
const TYPE_PREFERENCE: Readonly<Record<CandidateKind, number>> = {
  host: 126,
  mapped: 108,
  forwarded: 104,
  reflexive: 100,
  relayed: 0,
};
const ICE_TYPE: Readonly<Record<CandidateKind, string>> = {
  host: "host",
  mapped: "srflx",
  forwarded: "srflx",
  reflexive: "srflx",
  relayed: "relay",
};
/** RFC 6724: IPv6 first. */
const LOCAL_PREFERENCE = { ipv6: 65_535, ipv4: 32_767 } as const;

/** The line for the other end's ICE. `index` tells candidates apart. */
export function candidateLine({ kind, address, port }: Candidate, index: number): string {
  const preference = isIpv6(address) ? LOCAL_PREFERENCE.ipv6 : LOCAL_PREFERENCE.ipv4;
  const priority = TYPE_PREFERENCE[kind] * 2 ** 24 + preference * 2 ** 8 + 255;
  const related = kind === "host" ? "" : ` raddr ${isIpv6(address) ? "::" : "0.0.0.0"} rport 9`;
  return `candidate:${index + 1} 1 UDP ${priority} ${address} ${port} typ ${ICE_TYPE[kind]}${related}`;
}

/**
 * One of each place, in the order in which they mean most to the other end, at most 16. Addresses that lead nowhere from another
 * computer, or to everybody, are left out: neither side is sent there.
 */
export function sortedCandidates(candidates: readonly Candidate[]): Candidate[] {
  const places = new Map<string, Candidate>();
  const leading = candidates.filter(({ address }) => leadsSomewhere(address));
  for (const one of leading.toSorted((a, b) => rank(a) - rank(b))) {
    const place = `${one.address} ${one.port}`;
    if (!places.has(place)) places.set(place, one);
  }
  return [...places.values()].slice(0, MAX_CANDIDATES);
}

const leadsSomewhere = (address: string): boolean => !NOWHERE.includes(addressScope(address));
const NOWHERE: readonly AddressScope[] = ["loopback", "link-local", "unspecified", "multicast", "reserved"];

/** A mapped port that is what a STUN server saw as well is told by its better name. */
const RANKS: readonly CandidateKind[] = ["mapped", "forwarded", "relayed", "reflexive", "host"];
const rank = ({ kind }: Candidate): number => RANKS.indexOf(kind);
