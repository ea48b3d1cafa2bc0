import type { CheckEnvironment } from "../check/environment.ts";
import type { MappingEntry, MappingJournal } from "../store/mapping-journal.ts";
import { clientOfEntry, requestOfEntry } from "./client-of-entry.ts";
import type { UndoOutcome } from "./mapping-client.ts";
import { undoMapping } from "./open-mapping.ts";
import { currentGateways, isSameGateway } from "./same-gateway.ts";

/** No router keeps a test entry for longer than this, whatever lifetime it granted instead of the one asked for. */
const FORGET_AFTER_MS = 24 * 60 * 60 * 1_000;

/** For the request's way to the router, and a router that sweeps its table now and then. */
const RAN_OUT_MARGIN_MS = 60_000;

export type Recovery = { removed: number; waiting: number };

/**
 * Removes the test mappings that a killed check left in the router, if this laptop is at that router again. Entries of
 * another site wait until it is (or until they have long run out by themselves).
 */
export async function recoverMappings(
  journal: MappingJournal,
  now: () => Date,
  environment: CheckEnvironment,
): Promise<Recovery> {
  const leftovers = journal.leftovers();
  if (leftovers.length === 0) return { removed: 0, waiting: 0 };
  const gateways = await currentGateways(environment.computer);
  const outcomes = await Promise.all(
    leftovers.map(async (entry): Promise<"removed" | "forgotten" | "waiting"> => {
      const isHere = await isSameGateway(entry, environment.computer, gateways);
      const answer = isHere ? await undoLeftover(entry, environment) : "silent";
      const gone = answer === "gone";
      const ageMs = now().getTime() - Date.parse(entry.createdAt);
      const ranOut = answer === "unconfirmed" && mustHaveRunOut(entry, ageMs);
      if (!gone && !ranOut && (isPermanent(entry) || ageMs <= FORGET_AFTER_MS)) return "waiting";
      journal.strike(entry.id);
      return gone ? "removed" : "forgotten";
    }),
  );
  const count = (outcome: string): number => outcomes.filter((one) => one === outcome).length;
  return { removed: count("removed"), waiting: count("waiting") };
}

/** A router that grants nothing else keeps it until somebody deletes it: never forgotten. */
const isPermanent = ({ lifetimeSeconds }: MappingEntry): boolean => lifetimeSeconds === 0;

/**
 * miniupnpd answers the PCP deletion of a mapping that is not there with an error (8), so after the lease a router that
 * answers, but does not confirm, most likely has nothing left; from a silent one nothing is known. One that granted longer
 * than asked keeps the entry a little longer at worst, and asking it again would not change that. Not for UPnP: it says
 * when an entry is not there (714), and some routers ignore the lease.
 */
const mustHaveRunOut = ({ protocol, lifetimeSeconds }: MappingEntry, ageMs: number): boolean =>
  protocol !== "upnp" && ageMs > lifetimeSeconds * 1_000 + RAN_OUT_MARGIN_MS;

/** `silent`: no usable answer, or nobody to ask. */
async function undoLeftover(entry: MappingEntry, environment: CheckEnvironment): Promise<UndoOutcome | "silent"> {
  const client = clientOfEntry(entry, environment);
  const request = requestOfEntry(entry);
  if (client === null || request === null) return "silent";
  return undoMapping(client, request, environment.budget.undoMs);
}
