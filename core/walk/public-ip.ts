import { message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { judgeChange, nothingToAsk, routerSeenBy } from "./public-ip-judge.ts";
import { NOT_IN_BOOK, productsOf, providerById, providersMeant } from "./public-ip-providers.ts";
import {
  letterFormSchema,
  NEXT_STEPS,
  publicIpStateSchema,
  publicIpStatus,
  publicIpWaiting,
  type PublicIpAt,
  type PublicIpState,
  type PublicIpStep,
} from "./public-ip-state.ts";
import { publicIpSteps, publicIpView } from "./public-ip-view.ts";
import {
  asking,
  choiceValue,
  confirmValue,
  dayOf,
  dayValue,
  failed,
  lineValue,
  neededDay,
  neededLine,
  nothingPending,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { movesOf } from "./step-moves.ts";
import { decideRoute, writeField } from "./step-writing.ts";

type Next = Outcome<PublicIpState>;

const PREVIOUS: Readonly<Record<PublicIpStep, PublicIpStep | null>> = {
  provider: null,
  product: "provider",
  contact: "product",
  asked: "contact",
  promised: "asked",
  recheck: "promised",
  denied: "promised",
  done: "recheck",
};

const { at, goTo, usual } = movesOf<PublicIpState>({
  schema: publicIpStateSchema,
  previous: PREVIOUS,
  status: publicIpStatus,
  waiting: publicIpWaiting,
});

/** Asking the provider for a public address, until a check shows that the line has it. */
export const publicIpMachine: WalkMachine<PublicIpState> = {
  kind: "public-ip",
  schema: publicIpStateSchema,
  begin(context) {
    const nothing = nothingToAsk(context.check);
    if (nothing !== null) return { refused: nothing };
    return at({
      step: "provider",
      ...nothingPending,
      written: [],
      router: routerSeenBy(context.check),
      provider: null,
      product: null,
      contact: null,
      asked: null,
      reminded: null,
      promised: null,
      rechecked: null,
      denied: null,
    });
  },
  steps: publicIpSteps,
  view: publicIpView,
  handle: (state, event, context) => usual(state, event, context) ?? ownEvent(state, event, context),
  settle(state, effect, result, context) {
    if (result.kind === "failed") return failed(state, result.why);
    if (state.step !== "recheck" || effect.kind !== "check-site" || result.kind !== "checked")
      return strangeResult(state);
    return context.check?.checkId === result.checkId ? rechecked(state, context) : strangeResult(state);
  },
};

function ownEvent(state: PublicIpState, event: WalkEvent, context: WalkContext): Next {
  switch (state.step) {
    case "provider":
      return event.type === "choose" ? chooseProvider(state, event, context) : wrongStep();
    case "product":
      return event.type === "choose" ? chooseProduct(state, event, context) : wrongStep();
    case "contact":
      return event.type === "keep" || event.type === "sent" ? keepContact(state, event, context) : wrongStep();
    case "asked":
      return event.type === "asked" ? noteAsked(state, event, context) : wrongStep();
    case "promised":
      return whileWaiting(state, event, context);
    case "recheck":
      return event.type === "check" ? checkAgain(state, event) : wrongStep();
    case "denied":
      return afterDenial(state, event);
    case "done":
      return event.type === "finish" ? finish(state, event, context) : wrongStep();
    default:
      return assertNever(state);
  }
}

function chooseProvider(state: PublicIpAt<"provider">, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(
    event,
    { name: neededLine(), entry: lineValue() },
    { name: message("walk.public-ip.refused.no-provider") },
  );
  if ("refused" in read) return read;
  const { name, entry } = read.values;
  const meant = providersMeant(context.knowledge, name, context.document.line.technology);
  const chosen = meant.find(({ id }) => id === entry) ?? (meant.length === 1 ? meant[0] : undefined);
  // Products and prices of the wrong country would be asked for.
  if (chosen === undefined && meant.length > 1 && entry !== NOT_IN_BOOK)
    return goTo(state, "provider", {
      provider: { name, entryId: null },
      trouble: message("walk.public-ip.trouble.several-providers"),
    });
  const entryId = entry === NOT_IN_BOOK ? null : (chosen?.id ?? null);
  const writing = writeField(context.document, "provider", { section: "line", field: "provider" }, name);
  const isOther = state.provider?.entryId !== entryId;
  return goTo(
    state,
    "product",
    {
      provider: { name, entryId },
      ...(isOther && { product: null }),
    },
    [writing],
  );
}

function chooseProduct(state: PublicIpAt<"product">, event: WalkEvent, { knowledge }: WalkContext): Next {
  const read = readValues(event, { product: neededLine() });
  if ("refused" in read) return read;
  const offered = productsOf(providerById(knowledge, state.provider.entryId));
  const chosen = offered.find(({ value }) => value === read.values.product);
  return chosen === undefined ? refused("walk.refused.values") : goTo(state, "contact", { product: chosen.product });
}

function keepContact(state: PublicIpAt<"contact">, event: WalkEvent, { document }: WalkContext): Next {
  const read = readValues(event, {
    form: letterFormSchema,
    holder: lineValue(),
    accountNumber: lineValue(100),
    deadline: dayValue,
    callbackName: lineValue(),
    callbackPhone: lineValue(100),
  });
  if ("refused" in read) return read;
  const { accountNumber } = read.values;
  const place = { section: "line", field: "customerNumber" } as const;
  const writings = accountNumber === null ? [] : [writeField(document, "contact", place, accountNumber)];
  return goTo(state, event.type === "sent" ? "asked" : "contact", { contact: read.values }, writings);
}

function noteAsked(state: PublicIpAt<"asked">, event: WalkEvent, { now }: WalkContext): Next {
  const read = readValues(event, {
    on: neededDay,
    by: lineValue(),
    spokeWith: lineValue(),
    reference: lineValue(100),
  });
  if ("refused" in read) return read;
  const { on, ...more } = read.values;
  if (on > dayOf(now)) return refused("walk.public-ip.refused.asked-in-future");
  const askedAt = on === dayOf(now) ? now : `${on}T12:00:00Z`;
  return goTo(state, "promised", { asked: { at: askedAt, ...more }, rechecked: null, reminded: null });
}

function whileWaiting(state: PublicIpAt<"promised">, event: WalkEvent, { now }: WalkContext): Next {
  switch (event.type) {
    case "reminded":
      return goTo(state, "promised", { reminded: dayOf(now) });
    case "denied":
      return goTo(state, "denied", { isOver: false });
    case "keep":
    case "delivered": {
      const read = readValues(event, { until: dayValue, product: lineValue(), price: lineValue(100) });
      if ("refused" in read) return read;
      const isNothing = Object.values(read.values).every((value) => value === null);
      return goTo(state, event.type === "keep" ? "promised" : "recheck", { promised: isNothing ? null : read.values });
    }
    default:
      return wrongStep();
  }
}

function checkAgain(state: PublicIpAt<"recheck">, event: WalkEvent): Next {
  const read = readValues(event, { onSite: confirmValue, routerReplaced: confirmValue });
  if ("refused" in read) return read;
  // From the office the check would judge the office.
  if (!read.values.onSite) return refused("walk.public-ip.refused.not-on-site");
  return asking({ ...state, router: read.values.routerReplaced ? null : state.router }, { kind: "check-site" });
}

function rechecked(state: PublicIpAt<"recheck">, context: WalkContext): Next {
  const { check, document } = context;
  if (check === null) return strangeResult(state);
  const { verdict, publicAddress } = check.diagnosis;
  const judged = judgeChange(verdict.kind);
  const seen = routerSeenBy(check);
  // A router that shows no hardware address may be any other: a telephone's hotspot, a VPN.
  const isElsewhere = state.router !== null && seen !== state.router;
  if (judged.isDone && !isElsewhere) {
    const kind = state.product.kind === "static" ? "static" : "dynamic";
    const writing = writeField(document, "recheck", { section: "line", field: "addressKind" }, kind);
    return goTo(
      state,
      "done",
      {
        checkId: check.checkId,
        address: publicAddress,
        behindSecondRouter: judged.behindSecondRouter,
        next: null,
        rechecked: null,
        router: seen,
      },
      [writing],
    );
  }
  const found = isElsewhere ? "other-router" : judged.isDone ? "unclear" : judged.found;
  const note = { checkId: check.checkId, on: dayOf(check.startedAt), found, sentence: verdict.sentence };
  // Only what the provider has to mend goes back to it.
  const isProviders = found === "still-shared" || found === "filtered";
  return goTo(state, isProviders ? "promised" : "recheck", { rechecked: note });
}

function afterDenial(state: PublicIpAt<"denied">, event: WalkEvent): Next {
  if (event.type === "other-product") return goTo(state, "product");
  if (event.type !== "finish") return wrongStep();
  const read = readValues(event, { reason: lineValue(1_000) });
  return "refused" in read ? read : goTo(state, "denied", { denied: read.values.reason, isOver: true });
}

/** What the survey's route becomes; a VPN's product is chosen in the comparison. */
const ROUTES = {
  "port-forward": { chosen: "port-forward", route: "port-forward" },
  vpn: { chosen: "vpn", route: undefined },
  "fix-double-nat": { chosen: "port-forward", route: "fix-double-nat" },
} as const;

function finish(state: PublicIpAt<"done">, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(event, { next: choiceValue(NEXT_STEPS) });
  if ("refused" in read) return read;
  const { next } = read.values;
  if (next === null) return refused("walk.refused.values");
  return goTo(state, "done", { next }, next === "later" ? [] : decideRoute(context, ROUTES[next]));
}
