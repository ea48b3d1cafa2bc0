import { advise } from "#core/advice/advise.ts";
import type { RouteAdvice } from "#core/advice/advice.ts";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import { emptyDocument } from "#core/survey/survey-document.ts";
import type { WishesSection } from "#core/survey/survey-sections.ts";
import { noOverlay } from "../fakes/own-knowledge.ts";
import type { Survey } from "./site-check.ts";
import { statedTruth } from "./stated-truth.ts";
import type { Topology } from "./topology.ts";

/** Whether what Farsite advises at a site can be done there at all, by what is true in the lab. */

const WISHES: readonly WishesSection[] = [
  {},
  { watchers: "owner", cloud: "no", ownServer: "no", routerAccess: "yes" },
  { watchers: "third-party", viewerClient: "no" },
  { watchers: "staff", ownServer: "yes", viewerClient: "yes" },
  { watchers: "owner", viewersIpv6: "all", mobileCoverage: "none", cloud: "no", ownServer: "no", viewerClient: "no" },
];

const IN_OVER_IPV4 = new Set(["port-forward", "wireguard-router", "router-vpn"]);

/** What the advice for this survey promises and the topology can't keep; empty when nothing. */
export function emptyPromises(topology: Topology, { observations }: Survey): string[] {
  const truth = statedTruth(topology);
  const diagnosis = diagnose(observations);
  const getsInSomehow =
    topology.truth.inbound === "proven" ||
    truth.inboundWithHomeForward ||
    truth.inboundWithSiteForwards ||
    truth.inboundWithSharedPort === true ||
    truth.standingForwards.length > 0;
  const check = {
    format: "farsite-check",
    version: 1,
    checkId: "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c01",
    startedAt: "2026-11-20T09:41:07+01:00",
    durationMs: 1,
    farsiteVersion: "test",
    cancelled: false,
    observations,
    diagnosis,
  } as const;
  return WISHES.flatMap((wishes, index) => {
    const document = { ...emptyDocument("Lab"), wishes };
    const knowledge = withOverlay(baseKnowledge(), noOverlay());
    const { recommended, routes } = advise({ document, check, devices: [], proofs: [], knowledge });
    const inward = routes.filter(({ route }) => IN_OVER_IPV4.has(route));
    const promised = ({ works }: RouteAdvice): boolean => works.answer === "yes" || works.answer === "after";
    const broken: [boolean, string][] = [
      [inward.some(promised) && !getsInSomehow && !mayStillOpen(topology), "a way in that there is not"],
      [
        inward.some(({ works }) => works.answer === "yes") && topology.truth.inbound !== "proven",
        "an unproven way in as a yes",
      ],
      [recommended === "fix-double-nat" && topology.layers.length < 2, "a second router that there is not"],
      [recommended !== null && diagnosis.verdict.kind === "offline", "a route on a dead line"],
      [recommended === "ipv6-direct" && diagnosis.ipv6.state !== "native", "IPv6 that does not reach the internet"],
    ];
    return broken.flatMap(([isBroken, what]) => (isBroken ? [`advice for wishes ${index} promises ${what}`] : []));
  });
}

/** Where the provider filters, or an outer box of the customer's stands in between, a condition beside the route says so. */
const mayStillOpen = ({ access, truth }: Topology): boolean =>
  access.dropsInbound || truth.kind === "double-nat" || truth.kind === "firewalled";
