import type { Diagnosis } from "./diagnosis.ts";
import { believedWan, deriveFacts } from "./facts.ts";
import { deriveFindings } from "./findings.ts";
import { deriveLayers } from "./layers.ts";
import { summariseMappings } from "./mapping-summary.ts";
import { natBehaviour } from "./nat-behaviour.ts";
import { inOrder, type Observation } from "./observation.ts";
import { decideVerdict } from "./verdict.ts";

/**
 * Observations -> facts -> verdict, layers and findings. Pure: the same observations give the same diagnosis on every
 * machine and in whatever order they came, so a site can be replayed in the office.
 */
export function diagnose(input: readonly Observation[]): Diagnosis {
  const observations = inOrder(input);
  const facts = deriveFacts(observations);
  const verdict = decideVerdict(facts);
  const mappings = summariseMappings(observations, facts.gateway?.value ?? null);
  const nat = natBehaviour(observations);
  return {
    verdict,
    // Only a test from outside says more than "untested"; nothing that was seen from inside can.
    inbound: facts.inbound.value,
    layers: deriveLayers(facts, observations, verdict),
    nat,
    findings: deriveFindings({ facts, observations, verdict, mappings, nat }),
    mappings,
    ipv6: { state: facts.ipv6.state, address: facts.ipv6.address, inbound: facts.inboundIpv6.value },
    usablePorts: facts.mapRule?.value.ranges ?? null,
    publicAddress: facts.publicAddress?.value ?? null,
    wanAddress: believedWan(facts)?.address ?? null,
    gateway: facts.gateway?.value ?? null,
  };
}
