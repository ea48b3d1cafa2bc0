import { isIpv6 } from "../net/ip-address.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { observationsOf, type Observation, type ObservationOf } from "./observation.ts";
import type { Sourced } from "./sourced.ts";

export type Inbound = Diagnosis["inbound"];

export type InboundFacts = {
  /** Whether anything got in over IPv4, by whatever had opened the way. */
  inbound: Sourced<Inbound>;
  /** The same for what the router itself had opened, without help of a box further out. */
  inboundByRouter: Sourced<Inbound>;
  inboundByOuterBox: Sourced<Inbound>;
  inboundIpv6: Sourced<Inbound>;
  /** The address under which a connection came in by the router's own opening. */
  inboundTarget: string | null;
  /** Where nothing came in: nobody answered the test server either. An answer comes from a box that did get the call. */
  keptOutSilently: boolean;
  /** A firewall of the laptop that would have kept the test away. */
  laptopFirewall: Sourced<string> | null;
  /** The laptop does not tell whether a firewall of its own is on. */
  laptopFirewallUnknown: Sourced<true> | null;
};

export function inboundFacts(observations: readonly Observation[]): InboundFacts {
  const tests = observationsOf(observations, "inbound-test");
  const [v6, v4] = [tests.filter((o) => isIpv6(o.data.target)), tests.filter((o) => !isIpv6(o.data.target))];
  const laptopFirewall = firewallThatIsOn(observations);
  const byRouter = v4.filter((o) => o.data.openedBy !== "outer-box");
  const judge = (list: readonly ObservationOf<"inbound-test">[]): Sourced<Inbound> =>
    judged(list, laptopFirewall !== null);
  return {
    inbound: judge(v4),
    inboundByRouter: judge(byRouter),
    inboundByOuterBox: judge(v4.filter((o) => o.data.openedBy === "outer-box")),
    inboundIpv6: judge(v6),
    inboundTarget: byRouter.find((o) => o.data.arrived)?.data.target ?? null,
    keptOutSilently: byRouter.every((o) => o.data.vantageSaw === "silent" || o.data.vantageSaw === "sent"),
    laptopFirewall,
    laptopFirewallUnknown: firewallUntold(observations),
  };
}

function judged(tests: readonly ObservationOf<"inbound-test">[], laptopMayBlock: boolean): Sourced<Inbound> {
  const arrived = tests.filter((o) => o.data.arrived);
  const ids = (list: readonly Observation[]): string[] => list.map((o) => o.id);
  if (arrived.length > 0) return { value: "proven", ids: ids(arrived) };
  // What the laptop's own firewall may have swallowed says nothing about the line.
  if (tests.length === 0 || laptopMayBlock) return { value: "untested", ids: ids(tests) };
  return { value: "blocked", ids: ids(tests) };
}

function firewallUntold(observations: readonly Observation[]): Sourced<true> | null {
  const untold = observationsOf(observations, "local-firewall").filter((o) =>
    o.data.firewalls.some((f) => f.state === "unknown"),
  );
  return untold.length > 0 ? { value: true, ids: untold.map((o) => o.id) } : null;
}

function firewallThatIsOn(observations: readonly Observation[]): Sourced<string> | null {
  for (const o of observationsOf(observations, "local-firewall")) {
    const on = o.data.firewalls.filter((f) => f.state === "on").map((f) => f.name);
    if (on.length > 0) return { value: on.join(", "), ids: [o.id] };
  }
  return null;
}
