import { certainty } from "../knowledge/sourcing.ts";
import { sourceMessages, wordsMessage } from "../knowledge/said.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { WalkContext } from "./machine.ts";
import { daysAfter, dueToAskAgain, ASK_AGAIN_DAYS } from "./public-ip-due.ts";
import { priceMessage, productFacts, productNotices, providerNotices } from "./public-ip-facts.ts";
import { NOT_IN_BOOK, productsOf, providerById, providersMeant } from "./public-ip-providers.ts";
import { NEXT_STEPS, type PublicIpAt, type PublicIpState, type PublicIpStep } from "./public-ip-state.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { dayArgument, dayOf, effectAction, notice, plain, usualSteps, usualView } from "./step-helpers.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepSummary, type StepView } from "./step-view.ts";

/** What the walk shows at each of its steps. */

const area = "walk.public-ip";
const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
const field = fieldsOf(area);
const title = (step: PublicIpStep): Message => say(`title.${step}`);

const ORDER = ["provider", "product", "contact", "asked", "promised", "recheck", "done"] as const;

export function publicIpSteps(state: PublicIpState): StepSummary[] {
  const order: readonly PublicIpStep[] =
    state.step === "denied" ? ["provider", "product", "contact", "asked", "promised", "denied"] : ORDER;
  return usualSteps(order, state.step, { title, outcome: (step) => outcomeOf(state, step) });
}

function outcomeOf({ provider, product, contact, asked, promised }: PublicIpState, step: PublicIpStep): Message | null {
  switch (step) {
    case "provider":
      return provider && plain(provider.name);
    case "product":
      return product && productMessage(product);
    case "contact":
      return contact && say(`form.${contact.form}`);
    case "asked":
      return asked && say("outcome.asked", { date: dayArgument(asked.at) });
    case "promised":
      return promised?.until ? say("outcome.promised", { date: dayArgument(promised.until) }) : null;
    case "recheck":
    case "denied":
    case "done":
      return null;
    default:
      return assertNever(step);
  }
}

const productMessage = ({ kind, name }: NonNullable<PublicIpState["product"]>): Message =>
  name === null ? say(`product.${kind}`) : plain(name);

export function publicIpView(state: PublicIpState, context: WalkContext): StepView {
  return usualView(state, ownView(state, context), { isFirst: state.step === "provider" });
}

function ownView(state: PublicIpState, context: WalkContext): StepView {
  switch (state.step) {
    case "provider":
      return providerView(state, context);
    case "product":
      return productView(state, context);
    case "contact":
      return contactView(state, context);
    case "asked":
      return askedView(state, context);
    case "promised":
      return promisedView(state, context);
    case "recheck":
      return recheckView(state);
    case "denied":
      return deniedView(state);
    case "done":
      return doneView(state);
    default:
      return assertNever(state);
  }
}

/** What the last check found, with its reasons one click away. */
function evidenceNotice({ check }: WalkContext): StepNotice[] {
  if (check === null) return [];
  const { verdict } = check.diagnosis;
  return [
    notice("info", verdict.sentence, [
      say("checked-on", { date: dayArgument(check.startedAt) }),
      ...verdict.for.map(({ key, args }) => ({ key, args })).slice(0, 12),
    ]),
  ];
}

function providerView(state: PublicIpAt<"provider">, context: WalkContext): StepView {
  const { document, knowledge } = context;
  const name = state.provider?.name ?? document.line.provider ?? null;
  const meant = name === null ? [] : providersMeant(knowledge, name, document.line.technology);
  const [known, ...others] = meant;
  const options = [
    ...meant.slice(0, 20).map((one) => option(one.id, providerLabel(one))),
    option(NOT_IN_BOOK, say("not-in-book")),
  ];
  return stepView(title("provider"), {
    lead: say("lead.provider"),
    facts:
      known === undefined || others.length > 0
        ? []
        : [{ label: say("fact.book"), value: providerLabel(known), tone: null }],
    notices: [...evidenceNotice(context), ...providerNotices(context)],
    fields: [
      field("name", "text", { value: name, required: true, hint: true }),
      ...(others.length > 0 || (known && state.provider?.entryId === null)
        ? [field("entry", "choice", { options, value: state.provider?.entryId ?? null, hint: true })]
        : []),
    ],
    actions: [stepAction("choose", say("action.next"))],
  });
}

const providerLabel = ({ name, country, line }: { name: string; country: string | null; line: string }): Message =>
  country === null ? say(`provider.${line}`, { name }) : say(`provider-in.${line}`, { name, country });

function productView(state: PublicIpAt<"product">, { knowledge }: WalkContext): StepView {
  const entry = providerById(knowledge, state.provider.entryId);
  const offered = productsOf(entry);
  const chosen = offered.find(
    ({ product }) => product.kind === state.product?.kind && product.name === state.product.name,
  );
  return stepView(title("product"), {
    lead: say("lead.product"),
    facts: entry === null ? [] : productFacts(entry),
    notices: entry === null ? [notice("info", say("notice.unknown-provider"))] : productNotices(entry),
    fields: [
      field("product", "choice", {
        required: true,
        hint: true,
        value: chosen?.value ?? offered[0]?.value ?? null,
        options: offered.map(({ value, product }) =>
          option(value, productMessage(product), {
            hint: product.name === null ? say(`product-hint.${product.kind}`) : say(`product.${product.kind}`),
          }),
        ),
      }),
    ],
    actions: [stepAction("choose", say("action.next"))],
  });
}

function contactView({ provider, product, contact }: PublicIpAt<"contact">, context: WalkContext): StepView {
  const { document, knowledge, now } = context;
  const entry = providerById(knowledge, provider.entryId);
  const caller = document.contacts.find(({ phone }) => phone);
  return stepView(title("contact"), {
    lead: say("lead.contact"),
    instructions: [say("do.contact.holder"), say("do.contact.read"), say("do.contact.send")],
    facts: [
      { label: say("fact.provider"), value: plain(provider.name), tone: null },
      { label: say("fact.product"), value: productMessage(product), tone: null },
      ...priceFact(product),
      ...contactFacts(entry),
    ],
    notices: entry?.contact
      ? [notice("info", say("notice.contact-from-book"), sourceMessages(entry, entry.contact))]
      : [],
    fields: [
      field("form", "choice", {
        required: true,
        value: contact?.form ?? "e-mail",
        options: (["e-mail", "letter", "phone"] as const).map((form) => option(form, say(`form.${form}`))),
      }),
      field("holder", "text", { value: contact?.holder ?? document.site.customer ?? null, hint: true }),
      field("accountNumber", "text", { value: contact?.accountNumber ?? document.line.customerNumber ?? null }),
      field("deadline", "date", { value: contact?.deadline ?? daysAfter(dayOf(now), ASK_AGAIN_DAYS) }),
      field("callbackName", "text", { value: contact?.callbackName ?? caller?.name ?? context.by, hint: true }),
      field("callbackPhone", "text", { value: contact?.callbackPhone ?? caller?.phone ?? null }),
    ],
    parts: [{ kind: "letter", forms: ["e-mail", "letter", "phone"] }],
    actions: [
      stepAction("sent", say("action.sent")),
      stepAction("keep", say("action.keep-contact"), { look: "secondary" }),
    ],
  });
}

function contactFacts(entry: ReturnType<typeof providerById>): StepFact[] {
  const { phone, url, words } = entry?.contact ?? {};
  const fact = (name: string, value: Message): StepFact => ({ label: say(`fact.${name}`), value, tone: null });
  return [
    ...(phone === undefined ? [] : [fact("phone", plain(phone))]),
    ...(url === undefined ? [] : [fact("web", plain(url))]),
    ...(words === undefined ? [] : [fact("contact", wordsMessage(words))]),
  ];
}

/** The book's price, never without how sure it is. */
function priceFact(product: PublicIpAt<"contact">["product"]): StepFact[] {
  const price = priceMessage(product);
  if (price === null || product.sourcing === null) return [];
  return [
    { label: say("fact.price"), value: price, tone: null },
    { label: say("fact.price-source"), value: message(certainty(product.sourcing)), tone: null },
  ];
}

function askedView({ asked, contact }: PublicIpAt<"asked">, { now, by }: WalkContext): StepView {
  return stepView(title("asked"), {
    lead: say("lead.asked"),
    fields: [
      field("on", "date", { required: true, value: asked === null ? dayOf(now) : dayOf(asked.at) }),
      field("by", "text", { value: asked?.by ?? by }),
      ...(contact.form === "phone" || asked?.spokeWith
        ? [field("spokeWith", "text", { value: asked?.spokeWith })]
        : []),
      field("reference", "text", { value: asked?.reference, hint: true }),
    ],
    actions: [stepAction("asked", say("action.next"))],
  });
}

function promisedView(state: PublicIpAt<"promised">, { now }: WalkContext): StepView {
  const { asked, promised, rechecked, reminded } = state;
  const due = dueToAskAgain(state, now);
  const isToRemind = due !== null || rechecked !== null;
  return stepView(title("promised"), {
    lead: rechecked === null ? say("lead.promised") : null,
    instructions: rechecked === null ? [] : whatToSay(rechecked.found),
    facts: [
      { label: say("fact.asked"), value: message("walk.on-day", { date: dayArgument(asked.at) }), tone: null },
      ...(reminded === null
        ? []
        : [
            { label: say("fact.reminded"), value: message("walk.on-day", { date: dayArgument(reminded) }), tone: null },
          ]),
      ...(asked.spokeWith === null
        ? []
        : [{ label: say("fact.spoke-with"), value: plain(asked.spokeWith), tone: null }]),
      ...(asked.reference === null
        ? []
        : [{ label: say("fact.reference"), value: plain(asked.reference), tone: null }]),
    ],
    notices: [
      ...(rechecked === null
        ? []
        : [
            notice("problem", say(`rechecked.${rechecked.found}`, { date: dayArgument(rechecked.on) }), [
              rechecked.sentence,
            ]),
          ]),
      ...(due === null
        ? []
        : [
            notice(
              "warning",
              due.what === "promise"
                ? say("overdue.promise", { count: due.days, date: dayArgument(promised?.until ?? "") })
                : say("overdue.answer", { count: due.days }),
            ),
          ]),
    ],
    fields: [
      field("until", "date", { value: promised?.until, hint: true }),
      field("product", "text", { value: promised?.product ?? state.product.name }),
      field("price", "text", { value: promised?.price, hint: true }),
    ],
    parts: isToRemind ? [{ kind: "letter", forms: ["e-mail", "letter", "phone"] }] : [],
    actions: [
      stepAction("delivered", say("action.delivered")),
      stepAction("keep", say("action.keep-promise"), { look: "secondary" }),
      ...(isToRemind
        ? [stepAction("reminded", say("action.reminded"), { look: "secondary", needsFields: false })]
        : []),
      stepAction("denied", say("action.denied"), { look: "quiet", needsFields: false }),
    ],
  });
}

/** What to tell the provider when its change is not to be seen. */
function whatToSay(found: NonNullable<PublicIpState["rechecked"]>["found"]): Message[] {
  switch (found) {
    case "still-shared":
      return [say("do.still-shared.restart"), say("do.still-shared.ask"), say("do.still-shared.send")];
    case "filtered":
      return [say("do.filtered.ask"), say("do.filtered.account")];
    case "offline":
    case "unclear":
    case "other-router":
      return [];
    default:
      return assertNever(found);
  }
}

function recheckView({ rechecked, router }: PublicIpAt<"recheck">): StepView {
  const isOtherRouter = rechecked?.found === "other-router";
  return stepView(title("recheck"), {
    lead: say("lead.recheck"),
    instructions: [say("do.recheck.data"), say("do.recheck.restart"), say("do.recheck.connect")],
    notices:
      rechecked === null
        ? []
        : [
            notice("warning", say(`rechecked.${rechecked.found}`, { date: dayArgument(rechecked.on) }), [
              rechecked.sentence,
            ]),
          ],
    fields: [
      field("onSite", "confirm", { required: true }),
      ...(isOtherRouter || router === null ? [field("routerReplaced", "confirm", { hint: true })] : []),
    ],
    actions: [effectAction("check", say("action.check"), "check-site", { needsFields: true })],
  });
}

function deniedView({ denied, isOver }: PublicIpAt<"denied">): StepView {
  return stepView(title("denied"), {
    lead: say("lead.denied"),
    instructions: [say("do.denied.business"), say("do.denied.inside-out"), say("do.denied.other-line")],
    notices: isOver ? [notice("info", say("notice.denied-over"))] : [],
    fields: isOver ? [] : [field("reason", "text", { value: denied })],
    actions: isOver
      ? []
      : [
          stepAction("finish", say("action.accept-denial")),
          stepAction("other-product", say("action.other-product"), { look: "secondary", needsFields: false }),
        ],
  });
}

function doneView(state: PublicIpAt<"done">): StepView {
  const { address, behindSecondRouter, next, product } = state;
  const options = NEXT_STEPS.filter((one) => behindSecondRouter === (one === "fix-double-nat") || one === "later");
  return stepView(title("done"), {
    lead: behindSecondRouter ? say("lead.done-behind-second") : say("lead.done"),
    facts: address === null ? [] : [{ label: say("fact.address"), value: plain(address), tone: "good" }],
    notices: [
      ...(next === null ? [] : [notice("good", say(`next-done.${next}`))]),
      notice("info", say(product.kind === "static" ? "notice.static-not-proven" : "notice.changes")),
      notice("info", say("notice.inbound-untested")),
    ],
    fields:
      next === null
        ? [
            field("next", "choice", {
              required: true,
              value: options[0] ?? null,
              options: options.map((one) => option(one, say(`next.${one}`), { hint: say(`next-hint.${one}`) })),
            }),
          ]
        : [],
    actions: next === null ? [stepAction("finish", say("action.finish"))] : [],
  });
}
