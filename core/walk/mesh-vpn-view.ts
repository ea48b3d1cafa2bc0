import { MESH_NAMES } from "../mesh/mesh-status.ts";
import { MESH_PLATFORMS } from "../mesh/setup-plan.ts";
import { whyNoBox } from "../mesh/mesh-setup.ts";
import { viaName } from "../mesh/four-via-six.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { meshProductSchema } from "../tunnel/tunnel.ts";
import type { WalkContext } from "./machine.ts";
import { forecastOf } from "./mesh-vpn-forecast.ts";
import {
  clashesWith,
  freeMapped,
  freeSiteNumber,
  isFactoryLan,
  routeOf,
  setupPart,
  usualLan,
} from "./mesh-vpn-plan.ts";
import {
  IDENTITIES,
  MESH_VPN_STEPS,
  OWNERS,
  type MeshVpnAt,
  type MeshVpnState,
  type MeshVpnStep,
} from "./mesh-vpn-state.ts";
import { fact, field, next, productNotice, say } from "./mesh-vpn-words.ts";
import { daysAfter } from "./public-ip-due.ts";
import { option } from "./step-fields.ts";
import { dayArgument, dayOf, effectAction, notice, plain, usualSteps, usualView } from "./step-helpers.ts";
import { stepAction, stepView, type StepNotice, type StepPart, type StepSummary, type StepView } from "./step-view.ts";
import { proofFacts, proofOf, proofStanding, vpnProofView } from "./vpn-proof.ts";

/** What the walk shows at each of its steps. */

const title = (step: MeshVpnStep): Message => say(`title.${step}`);

export const meshVpnSteps = (state: MeshVpnState, context: WalkContext): StepSummary[] =>
  usualSteps(state.step === "undo" ? [...MESH_VPN_STEPS, "undo"] : MESH_VPN_STEPS, state.step, {
    title,
    outcome: (step) => outcomeOf(state, step, context),
    isSkipped: (step) => state.step === "undo" && AFTER_BOX.has(step),
  });

/** Not come to, or given up with the rest. */
const AFTER_BOX: ReadonlySet<MeshVpnStep> = new Set(["approve", "proof", "done"]);

function outcomeOf(state: MeshVpnState, step: MeshVpnStep, context: WalkContext): Message | null {
  const { product, place, account, tunnelId, proof } = state;
  switch (step) {
    case "product":
      return product && plain(MESH_NAMES[product]);
    case "site":
      return place && plain(place.lan);
    case "account":
      return account && say(`owner.${account.owner}`);
    case "proof":
      return tunnelId === null ? null : say(`outcome.${proofStanding({ tunnelId, proof }, context)}`);
    case "forecast":
    case "addresses":
    case "box":
    case "approve":
    case "done":
    case "undo":
      return null;
    default:
      return assertNever(step);
  }
}

export const meshVpnView = (state: MeshVpnState, context: WalkContext): StepView =>
  usualView(state, ownView(state, context), { isFirst: state.step === "product", isLast: state.step === "undo" });

function ownView(state: MeshVpnState, context: WalkContext): StepView {
  switch (state.step) {
    case "product":
      return productView(state, context);
    case "forecast":
      return forecastView(state, context);
    case "site":
      return siteView(state, context);
    case "addresses":
      return addressesView(state, context);
    case "account":
      return accountView(state, context);
    case "box":
      return boxView(state, context);
    case "approve":
      return approveView(state, context);
    case "proof":
      return proofView(state, context);
    case "done":
      return doneView(state, context);
    case "undo":
      return undoView(state);
    default:
      return assertNever(state);
  }
}

function productView({ product }: MeshVpnAt<"product">, { document, knowledge }: WalkContext): StepView {
  const decided = meshProductSchema.safeParse(document.route.route);
  return stepView(title("product"), {
    lead: say("lead.product"),
    notices: meshProductSchema.options.map((one) => productNotice(one, knowledge)),
    fields: [
      field("product", "choice", {
        required: true,
        value: product ?? (decided.success ? decided.data : null),
        options: meshProductSchema.options.map((one) =>
          option(one, plain(MESH_NAMES[one]), { hint: say(`about.${one}`) }),
        ),
      }),
    ],
    actions: [next],
  });
}

function forecastView({ product }: MeshVpnAt<"forecast">, context: WalkContext): StepView {
  const { facts, notices } = forecastOf(product, context);
  const isMeasured = context.check !== null;
  return stepView(title("forecast"), {
    lead: say("lead.forecast", { product: MESH_NAMES[product] }),
    facts,
    notices,
    parts: [{ kind: "rehearsal" }],
    actions: [
      stepAction("next", say("action.next"), { needsFields: false }),
      ...(isMeasured ? [] : [effectAction("check", say("action.check"), "check-site", { look: "secondary" })]),
    ],
  });
}

function siteView(state: MeshVpnAt<"site">, context: WalkContext): StepView {
  const lan = usualLan(state, context);
  return stepView(title("site"), {
    lead: say("lead.site"),
    notices: lan === null ? [notice("info", say("notice.lan-unseen"))] : [],
    fields: [
      field("platform", "choice", {
        required: true,
        value: state.place?.platform ?? null,
        options: MESH_PLATFORMS.map((one) =>
          option(one, message(`surveyChoice.tunnels.platform.${one}`), { notPossible: whyNoBox(state.product, one) }),
        ),
      }),
      field("lan", "text", { required: true, value: lan, hint: true }),
    ],
    actions: [next],
  });
}

const MOST_NAMED = 4;
const named = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(", ")}, +${names.length - MOST_NAMED}`
    : names.join(", ");

function addressesView({ product, place, reach }: MeshVpnAt<"addresses">, context: WalkContext): StepView {
  const { lan } = place;
  const { inMesh, alike } = clashesWith(lan, product, context);
  const isTailscale = product === "tailscale";
  const free = isTailscale ? null : freeMapped(lan, null, context);
  const noRoom = free !== null && !free.ok ? free.finding : null;
  const isClash = inMesh.length + alike.length > 0;
  const wasMapped = reach !== null && (reach.mapped !== null || reach.siteNumber !== null);
  const usual = isClash && noRoom === null ? "mapped" : "own";
  const notices: StepNotice[] = [
    ...(inMesh.length === 0
      ? []
      : [notice("problem", say("notice.in-mesh", { lan, names: named(inMesh), product: MESH_NAMES[product] }))]),
    ...(alike.length === 0 ? [] : [notice("warning", say("notice.alike", { lan, names: named(alike) }))]),
    ...(isClash ? [] : [notice("good", say("notice.unique", { lan }))]),
    ...(isFactoryLan(lan) ? [notice("info", say("notice.factory-lan", { lan }))] : []),
    ...(noRoom === null ? [] : [notice("warning", noRoom.title, [noRoom.whatToDo])]),
  ];
  return stepView(title("addresses"), {
    lead: say("lead.addresses"),
    facts: [fact("lan", plain(lan))],
    notices,
    fields: [
      field("called", "choice", {
        required: true,
        value: reach === null ? usual : wasMapped ? "mapped" : "own",
        options: [
          option("own", say("called.own", { lan }), {
            notPossible: inMesh.length === 0 ? null : say("called.own-not-possible"),
          }),
          option("mapped", say("called.mapped"), {
            hint: say(isTailscale ? "called.mapped-tailscale" : "called.mapped-other"),
            notPossible: noRoom?.title ?? null,
          }),
        ],
      }),
      isTailscale
        ? field("siteNumber", "number", { value: reach?.siteNumber ?? freeSiteNumber(context), hint: true })
        : field("mapped", "text", { value: reach?.mapped ?? (free?.ok === true ? free.mapped : null), hint: true }),
    ],
    actions: [next],
  });
}

/** What a person gets wrong here costs a drive to the site. */
const TRAPS = {
  tailscale: ["single-use", "not-ephemeral"],
  zerotier: ["private"],
  netbird: ["single-use", "not-ephemeral"],
} as const;
export const trapsOf = (product: MeshVpnAt<"account">["product"]): readonly string[] => TRAPS[product];

function accountView(state: MeshVpnAt<"account">, context: WalkContext): StepView {
  const { product, account } = state;
  return stepView(title("account"), {
    lead: say("lead.account"),
    instructions: setupPart(state, "account", context)?.steps ?? [],
    notices: [notice("info", say("notice.keys-stay-out"))],
    fields: [
      field("owner", "choice", {
        required: true,
        value: account?.owner ?? "firm",
        options: OWNERS.map((one) => option(one, say(`owner.${one}`), { hint: say(`owner-hint.${one}`) })),
      }),
      field("name", "text", { value: account?.name, hint: true }),
      field("control", "text", { value: account?.control, hint: true }),
      ...(product === "tailscale"
        ? [
            field("identity", "choice", {
              required: true,
              value: account?.identity ?? "machine",
              options: IDENTITIES.map((one) =>
                option(one, say(`identity.${one}`), { hint: say(`identity-hint.${one}`), isRisky: one === "person" }),
              ),
            }),
          ]
        : []),
      ...TRAPS[product].map((trap) => field(trap, "confirm", { required: true })),
    ],
    actions: [next],
  });
}

const unfit = (): StepNotice => notice("problem", say("notice.unfit"));

/** Commands as they are copied; a longer one than a part takes is no one of these. */
const copyPart = (commands: readonly { label: Message; text: string }[]): StepPart[] =>
  commands.length === 0 ? [] : [{ kind: "copy", purpose: "set-up", items: [...commands] }];

function boxView(state: MeshVpnAt<"box">, context: WalkContext): StepView {
  const part = setupPart(state, "box", context);
  return stepView(title("box"), {
    lead: say("lead.box"),
    instructions: part?.steps ?? [],
    notices: part === null ? [unfit()] : [],
    parts: copyPart(part?.commands ?? []),
    actions: [stepAction("next", say("action.is-set-up"), { needsFields: false })],
  });
}

const SEEN_TONES = {
  running: "good",
  stopped: "info",
  "needs-login": "warning",
  "not-installed": "info",
  "no-rights": "info",
} as const;

function seenNotices({ seen, product }: Pick<MeshVpnState, "seen"> & Pick<MeshVpnAt<"box">, "product">): StepNotice[] {
  if (seen === null) return [];
  return [
    notice(SEEN_TONES[seen.state], say(`seen.${seen.state}`, { product: MESH_NAMES[product] })),
    ...seen.findings.map(({ tone, text }) => notice(tone, text)),
  ].slice(0, MOST_SEEN);
}
/** Room for what else is to be said. */
const MOST_SEEN = 12;

const seenFacts = ({ seen }: Pick<MeshVpnState, "seen">) =>
  (seen?.facts ?? []).map(({ label, value }) => ({ label, value, tone: null }));

/** tailscale.com/kb/1028: a person's machine has to log in again after this many days. */
const PERSON_KEY_DAYS = 180;

function approveView(state: MeshVpnAt<"approve">, context: WalkContext): StepView {
  const part = setupPart(state, "approve", context);
  const { product, account, approval } = state;
  const isPerson = product === "tailscale" && account.identity === "person";
  return stepView(title("approve"), {
    lead: say("lead.approve"),
    instructions: part?.steps ?? [],
    facts: seenFacts(state),
    notices: [...(part === null ? [unfit()] : []), ...seenNotices(state)],
    parts: copyPart(part?.commands ?? []),
    fields: [
      field("routesApproved", "confirm", { required: true }),
      ...(product === "tailscale" && !isPerson ? [field("expiryOff", "confirm", { required: true })] : []),
      ...(isPerson
        ? [
            field("keyExpires", "date", {
              required: true,
              hint: true,
              value: approval?.keyExpires ?? daysAfter(dayOf(context.now), PERSON_KEY_DAYS),
            }),
          ]
        : []),
    ],
    actions: [
      next,
      effectAction("look", say("action.look", { product: MESH_NAMES[product] }), "look-at-mesh", { look: "secondary" }),
    ],
  });
}

function proofView(state: MeshVpnAt<"proof">, context: WalkContext): StepView {
  const { product, tunnelId, place, proof } = state;
  return vpnProofView({ tunnelId, lan: place.lan, proof }, context, {
    title: title("proof"),
    lead: say("lead.proof", { product: MESH_NAMES[product] }),
    instructions: [
      say("do.proof.elsewhere"),
      say("do.proof.join", { product: MESH_NAMES[product] }),
      ...(setupPart(state, "proof", context)?.steps ?? []),
    ],
    facts: seenFacts(state),
    notices: seenNotices(state),
  });
}

/** In time for a visit. */
const BEFORE_EXPIRY_DAYS = 30;

/** When somebody has to look at it again: before the key expires, and not later than what was planned. */
function reviewDay({ approval }: MeshVpnAt<"done">, { document, now }: WalkContext): string | null {
  const planned = document.handover.nextReview ?? null;
  if (approval.keyExpires === null) return planned;
  const today = dayOf(now);
  const before = daysAfter(approval.keyExpires, -BEFORE_EXPIRY_DAYS);
  const due = before < today ? today : before;
  return planned !== null && planned < due ? planned : due;
}

function exampleName({ reach: { siteNumber }, place: { lan } }: MeshVpnAt<"done">): Message | null {
  const [network = ""] = lan.split("/");
  return siteNumber === null ? null : say("called-example", { name: viaName(siteNumber, network) });
}

function doneView(state: MeshVpnAt<"done">, context: WalkContext): StepView {
  const { product, account, approval, proof, isOver } = state;
  const { keyExpires } = approval;
  const example = exampleName(state);
  return stepView(title("done"), {
    lead: say(proof.notProven === null ? "lead.done" : "lead.done-not-proven", { product: MESH_NAMES[product] }),
    instructions: [
      say("do.done.people", { product: MESH_NAMES[product] }),
      say("do.done.keys"),
      say(`do.done.${account.owner}`),
      say("do.done.updates"),
    ],
    facts: [
      fact("account", account.name === null ? say(`owner.${account.owner}`) : plain(account.name)),
      ...(account.control === null ? [] : [fact("control", plain(account.control))]),
      fact("lan", plain(state.place.lan)),
      fact("called", plain(routeOf(state))),
      ...(example === null ? [] : [fact("example", example)]),
      fact(
        "key",
        keyExpires === null ? say("key-stays") : say("key-until", { date: dayArgument(keyExpires) }),
        keyExpires === null ? null : "warning",
      ),
      ...proofFacts(proofOf(state, context)),
    ].slice(0, 40),
    notices: [
      ...(proof.notProven === null
        ? []
        : [notice("warning", say("notice.without-proof", { reason: proof.notProven }))]),
      ...(isOver ? [notice("good", say("notice.over", { product: MESH_NAMES[product] }))] : []),
    ],
    fields: isOver ? [] : [field("nextReview", "date", { value: reviewDay(state, context), hint: true })],
    actions: isOver ? [] : [stepAction("finish", say("action.finish"))],
  });
}

function undoView({ product }: MeshVpnAt<"undo">): StepView {
  return stepView(title("undo"), {
    lead: say("lead.undo"),
    instructions: [
      say("do.undo.remove", { product: MESH_NAMES[product] }),
      say(`do.undo.page-${product}`),
      say("do.undo.rules"),
      say("do.undo.keys"),
    ],
    actions: [
      stepAction("undone", say("action.undone"), { needsFields: false }),
      stepAction("left", say("action.left"), { look: "secondary", needsFields: false }),
    ],
  });
}
