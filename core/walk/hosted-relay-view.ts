import { productsFor } from "../knowledge/lookup.ts";
import { sourceMessages, wordsMessage } from "../knowledge/said.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import {
  HOSTED_RELAY_STEPS,
  HOSTED_USES,
  type HostedRelayAt,
  type HostedRelayState,
  type HostedRelayStep,
} from "./hosted-relay-state.ts";
import type { WalkContext } from "./machine.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { effectAction, notice, plain, usualSteps, usualView } from "./step-helpers.ts";
import { stepAction, stepView, type StepNotice, type StepSummary, type StepView } from "./step-view.ts";
import { isProvenThrough, proofById, throughFacts, throughNotices } from "./through-result.ts";

/** What the walk to a hosted relay shows at each of its steps. */

const area = "walk.hosted-relay";
const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
const field = fieldsOf(area);
const title = (step: HostedRelayStep): Message => say(`title.${step}`);
const next = stepAction("next", say("action.next"));
export const OTHER = "other";
/** Its addresses are web pages; everything else takes a program on the viewer's side. */
const isAtCloudflare = ({ entryId }: HostedRelayAt<"prepare">["product"]): boolean => entryId === "cloudflare-tunnel";

export const hostedRelaySteps = (state: HostedRelayState): StepSummary[] =>
  usualSteps(HOSTED_RELAY_STEPS, state.step, {
    title,
    outcome: (step) => (step === "product" ? state.product && plain(state.product.name) : null),
  });

export function hostedRelayView(state: HostedRelayState, context: WalkContext): StepView {
  const isOver = state.step === "done" && state.isOver;
  return usualView(state, ownView(state, context), { isFirst: state.step === "product" || isOver, isLast: isOver });
}

function ownView(state: HostedRelayState, context: WalkContext): StepView {
  switch (state.step) {
    case "product":
      return productView(state, context);
    case "prepare":
      return prepareView(state, context);
    case "address":
      return addressView(state);
    case "proof":
      return proofView(state, context);
    case "done":
      return doneView(state, context);
    default:
      return assertNever(state);
  }
}

function productView({ product }: HostedRelayAt<"product">, { knowledge }: WalkContext): StepView {
  const known = productsFor(knowledge, "hosted-relay").slice(0, 99);
  return stepView(title("product"), {
    lead: say("lead.product"),
    fields: [
      field("product", "choice", {
        required: true,
        value: product === null ? null : (product.entryId ?? OTHER),
        options: [
          ...known.map(({ id, name, note }) => option(id, plain(name), { hint: note ? wordsMessage(note) : null })),
          option(OTHER, say("another")),
        ],
      }),
      field("name", "text", { hint: true, value: product?.entryId === null ? product.name : null }),
    ],
    actions: [next],
  });
}

function prepareView({ product, contract }: HostedRelayAt<"prepare">, { knowledge, document }: WalkContext): StepView {
  const known = productsFor(knowledge, "hosted-relay").find(({ id }) => id === product.entryId);
  const seen: StepNotice[] =
    known === undefined
      ? [notice("warning", say("notice.unknown"))]
      : [known.endToEnd, known.whoSees].flatMap((stated) =>
          stated?.words === undefined
            ? []
            : [notice("info", wordsMessage(stated.words), sourceMessages(known, stated))],
        );
  const isCloudflare = isAtCloudflare(product);
  return stepView(title("prepare"), {
    lead: say("lead.prepare", { name: product.name }),
    notices: [
      ...seen,
      notice("warning", say("notice.sees")),
      ...(isCloudflare ? [notice("warning", say("notice.cloudflare"))] : []),
    ],
    instructions: [
      say("do.account"),
      ...(isCloudflare
        ? (["domain", "box", "out", "web", "stream"] as const).map((one) => say(`do.cloudflare.${one}`))
        : [say("do.agent")]),
      say("do.no-box"),
      say("do.port"),
      say("do.power"),
    ],
    fields: [
      field("owner", "text", { required: true, value: contract?.owner ?? document.site.customer ?? null }),
      field("isCustomers", "confirm", { required: true }),
    ],
    actions: [next],
  });
}

function addressView({ address, product }: HostedRelayAt<"address">): StepView {
  const ways = isAtCloudflare(product) ? (["web", "warp", "access"] as const) : (["page"] as const);
  return stepView(title("address"), {
    lead: say("lead.address"),
    instructions: ways.map((way) => say(`do.address.${way}`)),
    fields: [
      field("host", "text", { required: true, hint: true, value: address?.host }),
      field("port", "number", { required: true, value: address?.port }),
      field("use", "choice", {
        required: true,
        value: address?.use ?? "stream",
        options: HOSTED_USES.map((use) => option(use, say(`use.${use}`))),
      }),
      field("deviceAddress", "text", { required: true, hint: true, value: address?.deviceAddress }),
      field("devicePort", "number", { required: true, value: address?.devicePort }),
    ],
    actions: [next],
  });
}

function proofView({ proofId, tunnelId, noProof, product }: HostedRelayAt<"proof">, { proofs }: WalkContext): StepView {
  const record = proofById(proofs, proofId);
  const isGood = isProvenThrough(record, tunnelId);
  return stepView(title("proof"), {
    lead: say(isGood ? "lead.proof-good" : "lead.proof"),
    instructions: isGood ? [] : [say("do.proof.compare"), ...(isAtCloudflare(product) ? [say("do.proof.login")] : [])],
    facts: record === null ? [] : throughFacts(record, tunnelId),
    notices: record === null ? [] : throughNotices(record, tunnelId),
    fields: isGood ? [] : [field("noProof", "long-text", { hint: true, value: noProof })],
    actions: [
      ...(isGood ? [stepAction("next", say("action.next"), { needsFields: false })] : []),
      effectAction("prove", say("action.prove"), "prove-through", { look: isGood ? "secondary" : "primary" }),
      ...(isGood ? [] : [stepAction("leave", say("action.leave"), { look: "quiet" })]),
    ],
  });
}

function doneView(state: HostedRelayAt<"done">, { proofs }: WalkContext): StepView {
  const { address, product, proofId, tunnelId, isOver } = state;
  const isProven = isProvenThrough(proofById(proofs, proofId), tunnelId);
  return stepView(title("done"), {
    lead: say("lead.done", { name: product.name }),
    notices: [isProven ? notice("good", say("notice.proven")) : notice("warning", say("notice.not-proven"))],
    instructions: [say("do.hand-over"), say("do.renew"), say("do.end", { name: product.name })],
    parts: [
      {
        kind: "copy",
        purpose: "watching",
        items: [{ label: say(`use.${address.use}`), text: `${address.host}:${address.port}` }],
      },
    ],
    actions: isOver ? [] : [stepAction("finish", say("action.finish"), { needsFields: false })],
  });
}
