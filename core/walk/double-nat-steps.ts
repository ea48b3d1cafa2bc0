import { backupSteps, bridgeSteps } from "../forward/router-steps.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { WalkContext } from "./machine.ts";
import { routerFamilyAt } from "./port-forward-site.ts";
import {
  doubleNatWays,
  isOneRouter,
  type Box,
  type DecidedPlan,
  type DoubleNatAt,
  type DoubleNatPlan,
} from "./double-nat-plan.ts";
import { effectAction, notice, plain } from "./step-helpers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepView } from "./step-view.ts";

/** What each step of the way out of a double NAT shows. */

const field = fieldsOf("doubleNat");

const boxFact = (label: Message, { name, address, owner }: Box): StepFact => ({
  label,
  value: message(`doubleNat.box.${owner}`, { name: name ?? "–", address: address ?? "–" }),
  tone: null,
});

export function boxFacts({ router, outer, innerWan }: DoubleNatPlan): StepFact[] {
  return [
    boxFact(message("doubleNat.fact.router"), router),
    ...(innerWan === null ? [] : [{ label: message("doubleNat.fact.inner-wan"), value: plain(innerWan), tone: null }]),
    ...outer.map((box, index) => boxFact(message("doubleNat.fact.outer", { number: index + 1 }), box)),
  ];
}

/** The provider's box may have to stay as it is. */
function ownerNotices({ outer }: DoubleNatPlan): StepNotice[] {
  const isForeign = outer.some(({ owner }) => owner === "carrier");
  const isUnsure = outer.some(({ owner }) => owner === "unknown");
  return [
    ...(isForeign ? [notice("warning", message("doubleNat.warn.providers-box"))] : []),
    ...(isUnsure ? [notice("info", message("doubleNat.warn.whose"))] : []),
    ...(outer.length > 1 ? [notice("warning", message("doubleNat.warn.several", { count: outer.length }))] : []),
  ];
}

export function boxesView({ plan }: DoubleNatAt<"boxes">, context: WalkContext): StepView {
  const reasons = context.check?.diagnosis.verdict.for ?? [];
  return stepView(message("doubleNat.title.boxes"), {
    lead: message("doubleNat.boxes.lead"),
    facts: boxFacts(plan),
    notices: [
      notice(
        "info",
        message("doubleNat.boxes.why"),
        reasons.slice(0, 20).map(({ key, args }) => ({ key, args })),
      ),
      ...ownerNotices(plan),
    ],
    actions: [stepAction("next", message("doubleNat.action.next"))],
  });
}

/** What the outer box is known to be able to. */
const bridgeAnswer = ({ outer }: DoubleNatPlan, context: WalkContext) =>
  routerFamilyAt(context, outer[0]?.address ?? null)?.bridge?.possible ?? "unknown";

export function wayView({ plan }: DoubleNatAt<"way">, context: WalkContext): StepView {
  const can = bridgeAnswer(plan, context);
  const proposed = can === "no" ? "access-point" : "bridge";
  return stepView(message("doubleNat.title.way"), {
    lead: message("doubleNat.way.lead"),
    facts: boxFacts(plan),
    fields: [
      field("way", "choice", {
        required: true,
        value: plan.way ?? proposed,
        options: doubleNatWays.map((way) =>
          option(way, message(`doubleNat.way.${way}.name`), {
            hint: message(`doubleNat.way.${way}.hint`),
            ...(way === "exposed-host" && { isRisky: true }),
            notPossible: way === "bridge" && can === "no" ? message("doubleNat.way.bridge.not-here") : null,
          }),
        ),
      }),
    ],
    actions: [stepAction("next", message("doubleNat.action.next"))],
  });
}

export function riskView({ plan }: DoubleNatAt<"risk">): StepView {
  return stepView(message("doubleNat.title.risk"), {
    lead: message("doubleNat.risk.title"),
    facts: boxFacts(plan),
    notices: [notice("problem", message("doubleNat.risk.title"), [message("doubleNat.risk.whatToDo")])],
    instructions: [message("doubleNat.risk.whatToDo")],
    fields: [
      field("acceptedBy", "text", { required: true }),
      field("role", "text", { required: true }),
      field("reason", "long-text", { required: true }),
    ],
    actions: [stepAction("accept", message("doubleNat.action.accept"), { look: "danger" })],
  });
}

export function changeView({ plan }: DoubleNatAt<"change">, context: WalkContext): StepView {
  const steps = stepsFor(plan, context);
  return stepView(message("doubleNat.title.change"), {
    lead: message(`doubleNat.way.${plan.way}.name`),
    ...steps,
    facts: [...boxFacts(plan), ...steps.facts],
    notices: [
      ...warnings(plan).map((one) => notice("warning", message(`doubleNat.warn.${one}`))),
      ...ownerNotices(plan),
      ...steps.notices,
    ],
    parts: plan.way === "both" ? [] : [{ kind: "router-backup" }],
    actions: [
      plan.way === "both" || plan.way === "exposed-host"
        ? stepAction("changed", message("doubleNat.action.changed-no-check"), { needsFields: false })
        : effectAction("changed", message("doubleNat.action.changed"), "check-site"),
    ],
  });
}

const warnings = ({ way }: DecidedPlan) => {
  switch (way) {
    case "bridge":
      return ["telephony", "wifi-off", "login-moves"] as const;
    case "access-point":
      return ["addresses-change", "telephony"] as const;
    case "both":
      return [] as const;
    case "exposed-host":
      return ["inner-firewall"] as const;
    default:
      return way satisfies never;
  }
};

function stepsFor(plan: DecidedPlan, context: WalkContext): Pick<StepView, "instructions" | "facts" | "notices"> {
  const address = plan.outer[0]?.address ?? null;
  const family = routerFamilyAt(context, address);
  const say = (...names: string[]): Message[] =>
    names.map((name) =>
      message(`doubleNat.do.${plan.way}.${name}`, { innerWan: plan.innerWan ?? "?", address: address ?? "?" }),
    );
  switch (plan.way) {
    case "bridge": {
      const bridge = bridgeSteps(family, address);
      const backup = backupSteps(family, address);
      return {
        instructions: [...backup.instructions, ...say("login"), ...bridge.instructions],
        facts: bridge.facts,
        notices: bridge.notices,
      };
    }
    case "access-point":
      return { instructions: say("backup", "mode", "cable", "addresses", "recorder"), facts: [], notices: [] };
    case "both":
      return { instructions: say("reserve", "walk"), facts: [], notices: [] };
    case "exposed-host":
      return { instructions: say("reserve", "setting", "firewall", "walk"), facts: [], notices: [] };
    default:
      return plan.way satisfies never;
  }
}

export function checkView({ plan, found }: DoubleNatAt<"check">): StepView {
  return stepView(message("doubleNat.title.check"), {
    lead: message("doubleNat.check.lead"),
    facts: boxFacts(plan),
    notices:
      found === null
        ? []
        : [notice("problem", message(`doubleNat.still.${found}`), found === "double-nat" ? STILL_CAUSES : [])],
    actions: [effectAction("check", message("doubleNat.action.check"), "check-site")],
  });
}

/** Where two routers still translate: what is usually the reason. */
const STILL_CAUSES: Message[] = (["not-restarted", "wrong-socket", "not-saved", "third-box"] as const).map((cause) =>
  message(`doubleNat.cause.${cause}`),
);

export function doneView({ plan, found }: DoubleNatAt<"done">): StepView {
  return stepView(message("doubleNat.title.done"), {
    lead: message(`doubleNat.done.${isOneRouter(plan) ? (found ?? "public") : plan.way}`),
    notices: isOneRouter(plan)
      ? [notice(found === "public" ? "good" : "warning", message("doubleNat.done.test-all"))]
      : [notice("info", message("doubleNat.done.next-forward"))],
  });
}

export function undoView({ plan, goesTo }: DoubleNatAt<"undo-by-hand">): StepView {
  return stepView(message("doubleNat.title.undo-by-hand"), {
    lead: message("doubleNat.undo.lead"),
    instructions: [message(`doubleNat.undo.${plan.way}`), message("doubleNat.undo.backup")],
    facts: boxFacts(plan),
    parts: [{ kind: "router-backup" }],
    actions: [
      stepAction("restored", message("doubleNat.action.restored"), { needsFields: false }),
      stepAction("leave", message(`doubleNat.action.leave.${goesTo}`), { look: "danger", needsFields: false }),
    ],
  });
}
