import { message, type Message } from "../nat/diagnosis.ts";
import { inPrefix, sameAddress } from "../net/ip-address.ts";
import { isThroughTunnel } from "../proof/from-outside.ts";
import { staleByAge } from "../proof/latest-proof.ts";
import type { ProofRecord, ProofResult } from "../proof/proof-record.ts";
import type { Tunnel } from "./tunnel.ts";

/** The latest test through a tunnel, of each device port that was asked. */
export interface TunnelProof {
  readonly proofId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly origin: ProofRecord["origin"];
  readonly results: readonly ProofResult[];
  /** Every port that was asked answered as itself, and nothing has changed since. */
  readonly isProven: boolean;
  /** Why it says little about today; null: it still holds. */
  readonly stale: Message | null;
}

/**
 * What the latest test through each tunnel says. The connection alone proves nothing: a relay's port is open whether or not anybody is
 * behind it, so only a device that spoke as itself counts.
 */
export function latestTunnelProofs(
  records: readonly ProofRecord[],
  tunnels: readonly Tunnel[],
  now: { readonly time: string },
): ReadonlyMap<string, TunnelProof> {
  const newestFirst = records.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const found = new Map<string, TunnelProof>();
  for (const tunnel of tunnels) {
    const record = newestFirst.find((one) => isThroughTunnel(one) && testedOf(one, tunnel).length > 0);
    if (record === undefined) continue;
    const results = testedOf(record, tunnel);
    const stale = results.every((one) => leadsThere(tunnel, one))
      ? staleReason(tunnel, record, now.time)
      : message("proof.stale.tunnel-changed");
    const isProven = stale === null && results.every(isProvenResult);
    found.set(tunnel.id, {
      proofId: record.proofId,
      at: record.startedAt,
      origin: record.origin,
      results,
      isProven,
      stale,
    });
  }
  return found;
}

const testedOf = ({ results }: ProofRecord, { id }: Tunnel): ProofResult[] =>
  results.filter(({ tunnelId, outcome }) => tunnelId === id && outcome !== "not-tested");

/** The device's own words came back, and nothing that is needed for a picture is lost on the way. A wrong login is the person's. */
export const isProvenResult = ({ target, outcome, strength, sameDevice, trouble }: ProofResult): boolean =>
  target === "device" &&
  outcome === "answered" &&
  strength === "proof" &&
  sameDevice !== "no" &&
  (trouble === null || trouble.key === "through.trouble.wrong-login");

/**
 * Whether what was called is still of this tunnel, or the device itself is: another port of the server, or another network, may be
 * somebody else's by now.
 */
function leadsThere({ kind, published, ports, lan, mapped }: Tunnel, { address, port }: ProofResult): boolean {
  if (kind === "ssh" || kind === "frp" || kind === "hosted") {
    return (
      published.some((one) => one.serverPort === port || (one.port === port && sameAddress(one.address, address))) ||
      (kind === "hosted" && (ports ?? []).includes(port))
    );
  }
  const networks = [lan, mapped].filter((network) => network != null);
  return networks.length === 0 || networks.some((network) => inPrefix(address, network));
}

function staleReason(tunnel: Tunnel, { startedAt }: ProofRecord, now: string): Message | null {
  const isGone = tunnel.removedAt !== null && tunnel.removedAt !== undefined;
  if (isGone || Date.parse(tunnel.madeAt) > Date.parse(startedAt)) return message("proof.stale.tunnel-changed");
  return staleByAge(startedAt, now);
}
