import { assertNever } from "../never.ts";
import { isIpv4 } from "../net/ip-address.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { observationsOf, type Observation, type ObservationOf } from "./observation.ts";

/**
 * What the translators on the way do with UDP, in the words of RFC 4787, from what STUN servers saw and what got in. It is
 * the behaviour of the whole chain: a strict router hides an open one behind it. Only IPv4 counts (also when it is reached
 * through a NAT64). Answers that contradict each other are "unknown".
 */
export function natBehaviour(observations: readonly Observation[]): Diagnosis["nat"] {
  const bindings = observationsOf(observations, "stun-binding").filter((o) => isIpv4(o.data.mappedAddress));
  const mapping = mappingBehaviour(bindings);
  const filtering = filteringBehaviour(observations, bindings);
  const translated = isTranslated(bindings);
  return {
    mapping,
    filtering,
    hairpin: hairpinning(observations, mapping),
    classicName: classicName(translated, mapping, filtering),
    portPreservation: portPreservation(bindings),
    portsSeen: [...new Set(bindings.map((o) => o.data.mappedPort))].toSorted((a, b) => a - b),
    ...bindingLifetime(observations),
  };
}

type Binding = ObservationOf<"stun-binding">;
type Behaviour = Diagnosis["nat"]["mapping"];

const groupBy = <T>(items: readonly T[], key: (item: T) => string): T[][] => [...Map.groupBy(items, key).values()];

/** RFC 4787 section 4.1: bindings that left the same local port can be compared with each other. */
function mappingBehaviour(bindings: readonly Binding[]): Behaviour {
  const sameSource = groupBy(bindings, (o) => `${o.data.localPort} ${o.data.localAddress}`);
  const words = [...new Set(sameSource.map(mappingFromOnePort))].filter((word) => word !== null);
  const [word] = words;
  if (word === undefined || words.includes("unknown")) return "unknown";
  if (words.length === 1) return word;
  if (words.includes("endpoint-independent")) return "unknown";
  const exact = words.filter((one) => one !== "endpoint-dependent");
  return exact.length === 1 && exact[0] ? exact[0] : "endpoint-dependent";
}

/** Null when there is nothing to compare, "unknown" when the same server saw two things. */
function mappingFromOnePort(bindings: readonly Binding[]): Behaviour | null {
  const seenBy = new Map<string, string>();
  for (const { data } of bindings) {
    const mapped = `${data.mappedAddress} ${data.mappedPort}`;
    if ((seenBy.get(data.serverAddress) ?? mapped) !== mapped) return "unknown";
    seenBy.set(data.serverAddress, mapped);
  }
  const perHost = groupBy([...seenBy], ([server]) => hostOf(server)).map((list) => list.map(([, mapped]) => mapped));
  const differs = (list: readonly string[]): boolean => new Set(list).size > 1;
  // A mapping that differs between two ports of one address depends on the port, whatever the other addresses saw.
  if (perHost.some(differs)) return "address-and-port-dependent";
  if (perHost.length < 2) return null;
  if (!differs([...seenBy.values()])) return "endpoint-independent";
  // Each address with one port only: the port's part in it was not tested.
  return perHost.some((list) => list.length > 1) ? "address-dependent" : "endpoint-dependent";
}

/** The address of `192.0.2.1:3478` or `[2001:db8::1]:3478`. */
const hostOf = (server: string): string => server.slice(0, server.lastIndexOf(":"));

/** RFC 4787 section 5, from the tests of RFC 5780 section 4.4. */
function filteringBehaviour(observations: readonly Observation[], bindings: readonly Binding[]): Behaviour {
  const tests = observationsOf(observations, "stun-filtering");
  const words = groupBy(tests, (o) => o.data.serverAddress).map((list) => filteringAtOneServer(list, bindings));
  const known = [...new Set(words)].filter((word) => word !== "unknown");
  return known.length === 1 && known[0] ? known[0] : "unknown";
}

function filteringAtOneServer(
  tests: readonly ObservationOf<"stun-filtering">[],
  bindings: readonly Binding[],
): Behaviour {
  const gotIn = (asked: "other-address-and-port" | "other-port"): boolean | null => {
    const results = new Set(tests.filter((o) => o.data.asked === asked).map((o) => o.data.answeredFrom !== null));
    const [result] = results;
    return result === undefined || results.size > 1 ? null : result;
  };
  const fromElsewhere = gotIn("other-address-and-port");
  const fromOtherPort = gotIn("other-port");
  // What lets in strangers lets in the server's other port, too.
  if (fromElsewhere === true) return fromOtherPort === false ? "unknown" : "endpoint-independent";
  // A second address that does not even answer who asks it directly is silent for another reason than a filter.
  if (fromElsewhere === null || !otherAddressAnswers(tests, bindings)) return "unknown";
  if (fromOtherPort === null) return "unknown";
  return fromOtherPort ? "address-dependent" : "address-and-port-dependent";
}

function otherAddressAnswers(tests: readonly ObservationOf<"stun-filtering">[], bindings: readonly Binding[]): boolean {
  const asked = tests[0]?.data.serverAddress;
  const others = bindings
    .filter((o) => o.data.serverAddress === asked && o.data.otherAddress && o.data.otherPort)
    .map((o) => `${o.data.otherAddress} ${o.data.otherPort}`);
  return bindings.some(({ data }) => {
    const host = hostOf(data.serverAddress).replace(/^\[|\]$/g, "");
    return others.includes(`${host} ${data.serverAddress.slice(data.serverAddress.lastIndexOf(":") + 1)}`);
  });
}

/**
 * RFC 4787 section 6. Where the outside port depends on whom one writes to, two sockets can't find each other's port: then
 * silence says nothing of the router's way with packets to itself.
 */
function hairpinning(observations: readonly Observation[], mapping: Behaviour): Diagnosis["nat"]["hairpin"] {
  const results = new Set(observationsOf(observations, "hairpin").map((o) => o.data.arrived));
  if (results.size !== 1) return "unknown";
  if (results.has(true)) return "yes";
  return mapping === "endpoint-independent" ? "no" : "unknown";
}

/** Whether outside servers see another address than the laptop's own; null when they don't agree or nobody told. */
function isTranslated(bindings: readonly Binding[]): boolean | null {
  const results = new Set(
    bindings.filter((o) => o.data.localAddress !== null).map((o) => o.data.localAddress !== o.data.mappedAddress),
  );
  const [result] = results;
  return result === undefined || results.size > 1 ? null : result;
}

/** The names of RFC 3489 section 5 that people still use. */
function classicName(
  translated: boolean | null,
  mapping: Behaviour,
  filtering: Behaviour,
): Diagnosis["nat"]["classicName"] {
  if (translated === false) return "none";
  switch (mapping) {
    case "unknown":
      return null;
    case "endpoint-dependent":
    case "address-dependent":
    case "address-and-port-dependent":
      return "symmetric";
    case "endpoint-independent":
      return coneName(filtering);
    default:
      return assertNever(mapping);
  }
}

function coneName(filtering: Behaviour): Diagnosis["nat"]["classicName"] {
  switch (filtering) {
    case "endpoint-independent":
      return "full-cone";
    case "address-dependent":
      return "restricted-cone";
    case "address-and-port-dependent":
      return "port-restricted-cone";
    case "endpoint-dependent":
    case "unknown":
      return null;
    default:
      return assertNever(filtering);
  }
}

/** One port that came out changed may have been in use by another device: it takes two to say "no". */
const CHANGED_PORTS_FOR_NO = 2;

function portPreservation(bindings: readonly Binding[]): Diagnosis["nat"]["portPreservation"] {
  const perPort = groupBy(bindings, (o) => `${o.data.localPort} ${o.data.localAddress}`).map(
    (list) => new Set(list.map((o) => o.data.mappedPort === o.data.localPort)),
  );
  if (perPort.length === 0) return "unknown";
  if (perPort.every((kept) => !kept.has(false))) return "yes";
  return perPort.length >= CHANGED_PORTS_FOR_NO && perPort.every((kept) => !kept.has(true)) ? "no" : "unknown";
}

function bindingLifetime(
  observations: readonly Observation[],
): Pick<Diagnosis["nat"], "bindingAliveSeconds" | "bindingDeadSeconds"> {
  const tests = observationsOf(observations, "binding-lifetime").map((o) => o.data);
  const alive = tests.filter((o) => o.alive).map((o) => o.idleSeconds);
  const dead = tests.filter((o) => !o.alive).map((o) => o.idleSeconds);
  const longest = alive.length > 0 ? Math.max(...alive) : null;
  const shortest = dead.length > 0 ? Math.min(...dead) : null;
  // A mapping that outlives its own death was renewed by something, or lost for another reason than silence.
  if (longest !== null && shortest !== null && longest >= shortest)
    return { bindingAliveSeconds: null, bindingDeadSeconds: null };
  return { bindingAliveSeconds: longest, bindingDeadSeconds: shortest };
}
