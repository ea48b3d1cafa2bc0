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
  /** A firewall of the laptop that would have kept the test away. */
  laptopFirewall: Sourced<string> | null;
};

export function inboundFacts(observations: readonly Observation[]): InboundFacts {
  const tests = observationsOf(observations, "inbound-test");
  const [v6, v4] = [tests.filter((o) => isIpv6(o.data.target)), tests.filter((o) => !isIpv6(o.data.target))];
  const laptopFirewall = firewallThatIsOn(observations);
  const judge = (list: readonly ObservationOf<"inbound-test">[]): Sourced<Inbound> =>
    judged(list, laptopFirewall !== null);
  return {
    inbound: judge(v4),
    inboundByRouter: judge(v4.filter((o) => o.data.openedBy !== "outer-box")),
    inboundByOuterBox: judge(v4.filter((o) => o.data.openedBy === "outer-box")),
    inboundIpv6: judge(v6),
    laptopFirewall,
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

function firewallThatIsOn(observations: readonly Observation[]): Sourced<string> | null {
  for (const o of observationsOf(observations, "local-firewall")) {
    const on = o.data.firewalls.filter((f) => f.state === "on").map((f) => f.name);
    if (on.length > 0) return { value: on.join(", "), ids: [o.id] };
  }
  return null;
}
