import type { Observation, ProbeId } from "#core/nat/observation.ts";

const OUTSIDE_PROBES: ReadonlySet<ProbeId> = new Set<ProbeId>(["stun", "nat-behaviour", "public-address", "vantage"]);

/** A login page is not the internet: those behind it get no more time for it. */
export const isFromOutside = ({ probe, outcome, data }: Observation): boolean =>
  outcome === "answered" && OUTSIDE_PROBES.has(probe) && data.kind !== "web-page-instead";

/** When the internet was first heard, in milliseconds of the check; undefined when it was not. */
export function firstHeardMs(observations: readonly Observation[]): number | undefined {
  const heard = observations.filter(isFromOutside).map(({ atMs, tookMs }) => atMs + tookMs);
  return heard.length === 0 ? undefined : Math.min(...heard);
}

/** The shortest time that a server outside took to answer one packet: never less than its round trip. */
export function shortestWayOutsideMs(observations: readonly Observation[]): number | undefined {
  const took = observations.filter(({ data }) => data.kind === "stun-binding").map(({ tookMs }) => tookMs);
  return took.length === 0 ? undefined : Math.min(...took);
}
