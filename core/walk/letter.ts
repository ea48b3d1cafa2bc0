import { HostError } from "../contract/errors.ts";
import type { Letter } from "../contract/route-calls.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import type { Locale } from "../survey/settings.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import { letterFacts, type LetterFacts } from "./letter-facts.ts";
import { phoneScript } from "./letter-phone.ts";
import { publicIpStateSchema, type LetterForm } from "./public-ip-state.ts";

/** What a letter is made of. `walkState`: of the walk that asks the provider; no other has letters. */
export interface LetterInput {
  readonly form: LetterForm;
  /** The customer's language, which need not be the technician's. */
  readonly locale: Locale;
  readonly document: SurveyDocument;
  /** The site's last check; what it did not measure is not claimed. */
  readonly check: CheckRecord | null;
  readonly knowledge: Knowledge;
  /** ISO 8601. */
  readonly now: string;
  /** The technician. */
  readonly by: string | null;
  readonly walkState: unknown;
}

/**
 * Words for the internet provider in the customer's name: asking, asking again, or saying that it was not done. Data that nobody
 * entered stand there as visible gaps. Pure.
 *
 * @throws HostError BAD_INPUT: a walk-through without letters
 */
export function letterFor(input: LetterInput): Letter {
  const parsed = publicIpStateSchema.safeParse(input.walkState);
  if (!parsed.success) throw new HostError("BAD_INPUT", { detail: "this walk-through has no letter" }, parsed.error);
  const facts = letterFacts({ ...input, state: parsed.data });
  const blocks = { letter: paperLetter, "e-mail": eMail, phone: phoneScript }[input.form](facts);
  return {
    subject: input.form === "phone" ? null : facts.subject,
    text: blocks.filter((block) => block !== "").join("\n\n"),
    to: input.form === "phone" ? facts.toByPhone : facts.toInWriting,
  };
}

function paperLetter(facts: LetterFacts): string[] {
  const { say, holder, address, provider, subject } = facts;
  return [
    [holder, address].join("\n"),
    [provider, say("gap.provider-address")].join("\n"),
    facts.today,
    subject,
    references(facts),
    ...body(facts),
    `${say("closing")}\n\n\n${holder}`,
  ];
}

function eMail(facts: LetterFacts): string[] {
  const [greeting = "", ...rest] = body(facts);
  return [greeting, ...rest, `${facts.say("closing")}\n${facts.holder}`, references(facts)];
}

function references({ say, account, address, reference }: LetterFacts): string {
  return [
    say("account", { account }),
    say("line", { address }),
    ...(reference === null ? [] : [say("reference", { reference })]),
  ].join("\n");
}

/** From the greeting to the last sentence. */
function body(facts: LetterFacts): string[] {
  const { say, questions, callback } = facts;
  const numbered = questions.map((question, index) => `${index + 1}. ${question}`);
  return [
    say("greeting"),
    [facts.purpose, ...facts.history].join(" "),
    facts.cause ?? "",
    facts.evidence.length === 0 ? "" : [facts.measured, ...facts.evidence.map((line) => `– ${line}`)].join("\n"),
    facts.request.join(" "),
    numbered.length === 0 ? "" : [say("questions"), ...numbered].join("\n"),
    facts.otherTariff ?? "",
    [...(facts.deadline === null ? [] : [facts.deadline]), say("callback", callback)].join(" "),
  ];
}
