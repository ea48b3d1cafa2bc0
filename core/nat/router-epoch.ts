import { observationsOf, type Observation } from "./observation.ts";

/** A server's clock at a moment of ours. */
export type EpochReading = { epochSeconds: number; atMs: number };

/** Both clocks count whole seconds and may tick at different moments. */
const ROUNDING_SECONDS = 2;

/**
 * Whether a NAT-PMP or PCP server lost its mappings between two answers: its clock then starts anew. It may run an eighth slower
 * than ours (RFC 6886 section 3.6); running ahead means nothing (RFC 6887 section 8.5 renews then, too, which costs a
 * router nothing and would make a false alarm here).
 */
export function startedAnew(before: EpochReading, after: EpochReading): boolean {
  const elapsedSeconds = Math.max(0, after.atMs - before.atMs) / 1_000;
  return after.epochSeconds + ROUNDING_SECONDS < before.epochSeconds + (elapsedSeconds * 7) / 8;
}

type Restart = { protocol: "nat-pmp" | "pcp"; ids: string[] };

/** Whose clock went back during a check: the router restarted in between, or counts wrongly. */
export function routersStartedAnew(observations: readonly Observation[]): Restart[] {
  return (["nat-pmp", "pcp"] as const).flatMap((protocol) => {
    const readings = readingsOf(observations, protocol);
    return readings.slice(1).flatMap((after, index): Restart[] => {
      const before = readings[index];
      const isLost = before !== undefined && before.from === after.from && startedAnew(before, after);
      return isLost ? [{ protocol, ids: [before.id, after.id] }] : [];
    });
  });
}

type Reading = EpochReading & { from: string; id: string };

function readingsOf(observations: readonly Observation[], protocol: "nat-pmp" | "pcp"): Reading[] {
  const told =
    protocol === "nat-pmp"
      ? [...observationsOf(observations, "natpmp-external-address"), ...observationsOf(observations, "natpmp-mapping")]
      : [...observationsOf(observations, "pcp-announce"), ...observationsOf(observations, "pcp-mapping")];
  return told
    .flatMap(({ id, atMs, data }): Reading[] =>
      typeof data.epochSeconds === "number" ? [{ id, atMs, from: data.from, epochSeconds: data.epochSeconds }] : [],
    )
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.atMs - b.atMs || (a.id < b.id ? -1 : 1)));
}
