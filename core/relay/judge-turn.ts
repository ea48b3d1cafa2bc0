import { message, type Finding, type Message } from "../nat/diagnosis.ts";
import { formatEndpoint } from "../net/endpoint.ts";
import { addressScope, sameAddress } from "../net/ip-address.ts";
import type { TurnCheck, TurnFault, TurnWay } from "./turn-check.ts";

/**
 * `relays`: words went through it and back. `given`: it gave an address, and nothing went through it. `untrusted`: it relays, but
 * browsers refuse its certificate.
 */
export type TurnWayState = "relays" | "given" | "untrusted" | "failed";

export type JudgedTurnWay = { readonly way: TurnWay; readonly state: TurnWayState; readonly sentence: Message };

export type TurnFinding = { readonly severity: Finding["severity"]; readonly text: Message };

export type TurnJudgement = {
  /** Whether viewers and vendor clouds can fall back on it from here. `partly`: only in some ways, or nobody knows how well. */
  readonly works: "yes" | "partly" | "no";
  readonly sentence: Message;
  readonly ways: readonly JudgedTurnWay[];
  readonly findings: readonly TurnFinding[];
};

/** The port that every firewall lets out. */
const HTTPS_PORT = 443;

/** What a check says, in words for installers. */
export function judgeTurn(check: TurnCheck): TurnJudgement {
  const ways = check.ways.map((way): JudgedTurnWay => {
    const state = stateOf(way);
    return { way, state, sentence: wayInWords(way, state) };
  });
  return { ...overall(check, ways), ways, findings: findingsOf(check, ways) };
}

function stateOf({ fault, pair, direct, certificate }: TurnWay): TurnWayState {
  if (fault !== null) return "failed";
  if (certificate !== null && certificate.faults.length > 0) return "untrusted";
  return [pair, direct].some(({ outcome }) => outcome === "heard") ? "relays" : "given";
}

function wayInWords(way: TurnWay, state: TurnWayState): Message {
  const name = nameOf(way);
  if (way.fault !== null)
    return message(`turn.fault.${way.fault}`, {
      way: name,
      code: way.refusal?.code ?? "",
      reason: way.refusal?.reason ?? "",
      server: way.alternateServer === null ? "" : formatEndpoint(way.alternateServer),
    });
  const [certificateFault] = way.certificate?.faults ?? [];
  if (certificateFault !== undefined)
    return message(`turn.certificate.${certificateFault}`, {
      way: name,
      validTo: way.certificate?.validTo.slice(0, 10) ?? "",
      names: way.certificate?.names ?? "",
    });
  const relayed = way.relayed === null ? "" : formatEndpoint(way.relayed);
  return message(`turn.way.${state}`, { way: name, relayed, rtt: Math.round(way.rttMs ?? 0) });
}

const nameOf = ({ transport, port }: TurnWay): string => `${transport.toUpperCase()} ${port}`;
const namesOf = (ways: readonly JudgedTurnWay[]): string => ways.map(({ way }) => nameOf(way)).join(", ");

/** Faults that say more of the server than of the way, the most telling first. */
const SERVER_FAULTS: readonly TurnFault[] = [
  "expired-login",
  "wrong-login",
  "quota",
  "full",
  "forbidden",
  "mismatch",
  "no-udp-relay",
  "other-server",
  "tampered",
  "error",
  "stun-only",
  "not-turn",
  "not-tls",
  "closed",
  "refused",
  "name-unknown",
  "unreachable",
  "silent",
];

function overall(check: TurnCheck, ways: readonly JudgedTurnWay[]): Pick<TurnJudgement, "works" | "sentence"> {
  const good = ways.filter(({ state }) => state === "relays");
  const byUdp = good.some(({ way }) => way.transport === "udp");
  const besides = good.some(({ way }) => way.transport !== "udp");
  const args = { host: check.host, ways: namesOf(good) };
  const isOutside = good.length > 0 && good.every(({ way }) => isReachable(way, check));
  if (good.length > 0 && !isOutside) return { works: "no", sentence: message("turn.overall.not-outside", args) };
  if (byUdp && besides) return { works: "yes", sentence: message("turn.overall.all", args) };
  if (byUdp) return { works: "partly", sentence: message("turn.overall.udp-only", args) };
  if (besides) {
    const isBlocked = ways.some(({ way }) => way.transport === "udp" && way.fault === "silent");
    return { works: "partly", sentence: message(`turn.overall.${isBlocked ? "udp-blocked" : "streams-only"}`, args) };
  }
  const given = ways.filter(({ state }) => state === "given");
  if (given.length > 0)
    return { works: "partly", sentence: message("turn.overall.given", { ...args, ways: namesOf(given) }) };
  if (ways.some(({ state }) => state === "untrusted"))
    return { works: "no", sentence: message("turn.overall.untrusted", args) };
  return { works: "no", sentence: nothingWorks(check, ways) };
}

function nothingWorks(check: TurnCheck, ways: readonly JudgedTurnWay[]): Message {
  const fault = SERVER_FAULTS.find((one) => ways.some(({ way }) => way.fault === one)) ?? "silent";
  const isLogin = fault === "wrong-login" || fault === "expired-login";
  const word = isLogin ? fault : fault === "silent" || fault === "unreachable" ? "silent" : "nothing";
  return message(`turn.overall.${word}`, { host: check.host });
}

/** Whether others on the internet can reach what the server gave. */
function isReachable(way: TurnWay, { ways }: TurnCheck): boolean {
  return !isRelayedPrivate(way) && !isRelayedElsewhere(way, ways);
}

/** coturn behind a cloud's NAT tells its inside address unless `external-ip` names the other one. */
function isRelayedPrivate({ relayed, address }: TurnWay): boolean {
  return relayed !== null && address !== null && isPublic(address) && !isPublic(relayed.address);
}

/** Another address than the one that was asked, and nobody there takes what is sent. */
function isRelayedElsewhere(way: TurnWay, ways: readonly TurnWay[]): boolean {
  const { relayed, address } = way;
  if (relayed === null || address === null || sameAddress(relayed.address, address)) return false;
  return way.direct.outcome === "lost" && ways.every(({ direct }) => direct.outcome !== "heard");
}

const isPublic = (address: string): boolean => ["public", "documentation"].includes(addressScope(address));

function findingsOf(check: TurnCheck, judged: readonly JudgedTurnWay[]): TurnFinding[] {
  const { ways } = check;
  const given = ways.filter(({ fault }) => fault === null);
  const found: TurnFinding[] = [];
  const add = (severity: Finding["severity"], code: string, args: Message["args"] = {}): void =>
    void found.push({ severity, text: message(`turn.finding.${code}`, args) });

  if (ways.some(({ login }) => login === "not-needed")) add("problem", "open-to-all");
  if (ways.some(({ login }) => login === "accepted-late")) add("problem", "clock");
  const hidden = given.find(isRelayedPrivate);
  const elsewhere = given.find((way) => isRelayedElsewhere(way, ways));
  const unheard = given.find(({ pair, direct }) => pair.outcome === "heard" && direct.outcome === "lost");
  if (hidden) add("problem", "external-ip-missing", addresses(hidden));
  else if (elsewhere) add("problem", "external-ip-wrong", addresses(elsewhere));
  else if (unheard && ways.every(({ direct }) => direct.outcome !== "heard"))
    add("warning", "relay-ports-closed", addresses(unheard));
  if (given.some(({ pair }) => pair.outcome === "quota")) add("advice", "quota-small");
  if (given.some(({ direct }) => direct.outcome === "forbidden")) add("problem", "peers-forbidden");
  if (given.some(({ freed }) => freed === false)) add("info", "not-freed");
  const works = judged.filter(({ state }) => state === "relays");
  if (works.length > 0 && !works.some(({ way }) => way.transport !== "udp" && way.port === HTTPS_PORT))
    add("advice", "no-443");
  return found;
}

const addresses = ({ relayed, address }: TurnWay): Message["args"] => ({
  relayed: relayed?.address ?? "",
  address: address ?? "",
});
