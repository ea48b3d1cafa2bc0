import {
  CLOCK_TOLERANCE_MS,
  type Compared,
  type WireGuardNote,
  type WireGuardObserved,
  type WireGuardOutcome,
  type WireGuardPort,
} from "./probe.ts";

/**
 * What a probe may say. WireGuard answers nobody who does not know its key, so silence has many causes: an outcome names one only
 * where something else was heard on the same way. Wrong keys are spoken of first only where UDP is known to reach the hub, and
 * "UDP is blocked" only where TCP gets through while no UDP does.
 */
export function judgeWireGuard(observed: WireGuardObserved): { outcome: WireGuardOutcome; notes: WireGuardNote[] } {
  const outcome = outcomeOf(observed);
  return { outcome, notes: notesOf(observed, outcome) };
}

type Heard = "yes" | "no" | "unknown";

/** Whether any of these was heard; `refused` counts as heard where something alive must have said it. */
function heard(compared: readonly Compared[], whats: readonly Compared["what"][], alive: readonly string[]): Heard {
  const asked = compared.filter(({ what, state }) => whats.includes(what) && state !== "unknown");
  if (asked.some(({ state }) => alive.includes(state))) return "yes";
  return asked.length > 0 ? "no" : "unknown";
}

/** A TCP refusal comes from something alive; "port unreachable" for UDP may as well come from a firewall nearby. */
const TCP_ALIVE = ["answered", "refused"];
const UDP_ALIVE = ["answered"];

function around({ compared }: WireGuardObserved): Record<"udpToHub" | "udpElsewhere" | "hub" | "tcpElsewhere", Heard> {
  return {
    udpToHub: heard(compared, ["hub-stun"], UDP_ALIVE),
    udpElsewhere: heard(compared, ["other-stun"], UDP_ALIVE),
    hub: heard(compared, ["hub-tcp", "hub-ping"], TCP_ALIVE),
    tcpElsewhere: heard(compared, ["other-tcp"], TCP_ALIVE),
  };
}

function outcomeOf(observed: WireGuardObserved): WireGuardOutcome {
  const { ports, wishedPorts, name } = observed;
  const answered = ports.filter(({ state }) => state === "answered");
  if (answered.length > 0) {
    // First: the wished port may have been heard with this computer's own time only.
    if (isClockBehind(observed) && answered.every(({ withRightTime }) => withRightTime)) return "clock-behind";
    return answered.some(({ port }) => port === wishedPorts[0]) ? "answers" : "answers-on-other-port";
  }
  const has = (state: WireGuardPort["state"]): boolean => ports.some((port) => port.state === state);
  if (has("unverified")) return "preshared-key-differs";
  if (has("cookie")) return "hub-busy";
  if (name === "not-found") return "name-unknown";
  if (isWithoutRoute(observed)) return "no-route";
  if (name === "no-answer")
    return Object.values(around(observed)).includes("yes") ? "names-unanswered" : "nothing-answers";
  if (has("stranger")) return "not-wireguard";
  const { udpElsewhere, udpToHub } = around(observed);
  // A firewall that refuses all UDP looks the same at every port.
  const isUdpGone = udpElsewhere === "no" && udpToHub !== "yes";
  if (ports.every(({ state }) => state === "refused") && !isUdpGone) return "nothing-listens";
  return silenceOf(observed);
}

const isClockBehind = ({ clockSkewMs }: WireGuardObserved): boolean =>
  clockSkewMs !== null && clockSkewMs < -CLOCK_TOLERANCE_MS;

function silenceOf(observed: WireGuardObserved): WireGuardOutcome {
  const { udpToHub, udpElsewhere, hub, tcpElsewhere } = around(observed);
  if (udpToHub === "yes") return "silent-hub-reachable";
  if (udpElsewhere === "no" && (hub === "yes" || tcpElsewhere === "yes")) return "udp-blocked";
  if (hub === "yes") return udpElsewhere === "yes" ? "port-blocked-or-key" : "silent";
  const isWorldThere = udpElsewhere === "yes" || tcpElsewhere === "yes";
  if (hub === "no" && isWorldThere) return "hub-unreachable";
  if (isWorldThere) return "silent";
  // Nothing was asked, or nothing said anything.
  return [udpElsewhere, tcpElsewhere].includes("no") ? "nothing-answers" : "silent";
}

function isWithoutRoute({ ports, compared }: WireGuardObserved): boolean {
  const states = [...ports, ...compared].map(({ state }) => state).filter((state) => state !== "unknown");
  return states.length > 0 && states.every((state) => state === "unreachable");
}

/** A refusal in less than this part of the way to the hub was not the hub's. */
const NEARBY_PART = 0.5;
/** Nearer hubs are on this cable, and a busy laptop measures as much for them: nothing can be told from so short a time. */
const LEAST_TELLING_MS = 10;

function isRefusedNearby({ ports, compared }: WireGuardObserved): boolean {
  const times = compared.flatMap(({ what, rttMs }) => (what.startsWith("hub-") && rttMs !== null ? [rttMs] : []));
  if (times.length === 0) return false;
  const wayMs = Math.min(...times);
  const refusals = ports.filter(({ state, rttMs }) => state === "refused" && rttMs !== null);
  const isNear = ({ rttMs }: WireGuardPort): boolean => (rttMs ?? wayMs) < wayMs * NEARBY_PART;
  return wayMs >= LEAST_TELLING_MS && refusals.length > 0 && refusals.every(isNear);
}

function notesOf(observed: WireGuardObserved, outcome: WireGuardOutcome): WireGuardNote[] {
  const { ports, asSite, clockSkewMs } = observed;
  const answered = ports.filter(({ state }) => state === "answered");
  const notes: WireGuardNote[] = [];
  if (asSite && answered.length > 0) notes.push("moved-endpoint");
  if (clockSkewMs === null) {
    if (asSite) notes.push("clock-unknown");
  } else if (isClockBehind(observed)) notes.push("clock-behind");
  else if (clockSkewMs > CLOCK_TOLERANCE_MS) notes.push("clock-ahead");
  const isIpv6 = ({ address }: WireGuardPort): boolean => address.includes(":");
  const isMixed = ports.some(isIpv6) && !ports.every(isIpv6);
  if (isMixed && answered.length > 0 && (answered.every(isIpv6) || !answered.some(isIpv6))) notes.push("one-family");
  const silent = new Set(ports.map(({ port }) => port));
  for (const { port } of answered) silent.delete(port);
  if (outcome === "answers" && silent.size > 0) notes.push("other-ports-silent");
  if (ports.some(({ underLoad }) => underLoad)) notes.push("under-load");
  if (outcome === "udp-blocked" && around(observed).hub === "no") notes.push("hub-silent-too");
  if (isRefusedNearby(observed)) notes.push("refused-nearby");
  return notes;
}
