import { meshForecast } from "../mesh/mesh-forecast.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { predictDirect, type AroundPair, type DirectPrediction, type NatSide } from "../rehearsal/prediction.ts";
import type { MeshProduct } from "../tunnel/tunnel.ts";
import type { WalkContext } from "./machine.ts";
import { dayArgument, notice } from "./step-helpers.ts";
import type { StepFact, StepNotice } from "./step-view.ts";

/** Direct or relayed, before anything is bought: by what the check measured here, and by what the other end usually is. */

const say = (key: string, args?: Message["args"]): Message => message(`walk.mesh-vpn.${key}`, args);

/** Where whoever watches sits. A home router has one outside port for all destinations (RFC 4787, REQ-1); carriers often don't. */
const OTHER_ENDS = {
  office: { mapping: "endpoint-independent", filtering: "address-and-port-dependent" },
  mobile: { mapping: "address-and-port-dependent", filtering: "address-and-port-dependent" },
} as const satisfies Record<string, NatSide>;
const ENDS = ["office", "mobile"] as const;

/** What changes everything, whatever the routers do. */
function around(check: WalkContext["check"]): AroundPair {
  if (check === null) return { portMapping: "none", ipv6: null };
  const { verdict, mappings, ipv6, findings } = check.diagnosis;
  const isGranted = Object.values(mappings).some(({ result }) => result === "granted");
  return {
    // A port of a router behind another one is open to nobody outside.
    portMapping: verdict.kind === "public" && isGranted ? "site" : "none",
    // What the other end has is not known.
    ipv6: ipv6.state === "native" ? null : false,
    udpBlocked: findings.some(({ code }) => code === "udp-blocked") ? "site" : "none",
  };
}

const TONES = { yes: "good", maybe: null, no: "warning" } as const satisfies Record<
  DirectPrediction["direct"],
  StepFact["tone"]
>;

/** What is to be expected with whoever watches at one place. */
export interface MeshEndForecast extends Pick<DirectPrediction, "direct" | "birthday"> {
  readonly end: keyof typeof OTHER_ENDS;
  readonly why: readonly Message[];
}

/** Direct or relayed, to an office and to a telephone, as a site's check lets one expect. */
export function meshEnds(product: MeshProduct, check: WalkContext["check"]): MeshEndForecast[] {
  const site = check?.diagnosis.nat ?? null;
  const pair = around(check);
  return ENDS.map((end) => {
    const { direct, why } = meshForecast(product, site, OTHER_ENDS[end], pair);
    return { end, direct, why, birthday: predictDirect(site, OTHER_ENDS[end], pair).birthday };
  });
}

/** Which figures the forecast stands on, and which it only supposes. */
function restsOn({ check }: WalkContext): StepNotice {
  if (check === null) return notice("warning", say("rests.nothing"), [say("rests.other-ends")]);
  const { mapping } = check.diagnosis.nat;
  return notice("info", say("rests.check", { date: dayArgument(check.startedAt) }), [
    mapping === "unknown" ? say("rests.unknown") : say("rests.mapping", { mapping }),
    say("rests.other-ends"),
  ]);
}

export function forecastOf(product: MeshProduct, context: WalkContext): { facts: StepFact[]; notices: StepNotice[] } {
  const ends = meshEnds(product, context.check);
  const reasons = new Map(ends.map((one) => [one.why[0]?.key ?? "", one]));
  return {
    facts: ends.map(({ end, direct }) => ({
      label: say(`end.${end}`),
      value: say(`direct.${direct}`),
      tone: TONES[direct],
    })),
    notices: [
      restsOn(context),
      ...[...reasons.values()].flatMap(({ direct, why: [first, ...others], birthday }) =>
        first === undefined
          ? []
          : [
              notice(direct === "yes" ? "good" : direct === "no" ? "warning" : "info", first, [
                ...others,
                ...(birthday?.steps ?? []).map(({ probes, seconds, chance }) =>
                  say("odds", {
                    probes,
                    seconds: Math.round(seconds),
                    percent: Math.round(chance * 1_000) / 10,
                  }),
                ),
              ]),
            ],
      ),
      ...(context.check?.diagnosis.ipv6.state === "native" ? [notice("info", say("notice.ipv6-here"))] : []),
    ],
  };
}
