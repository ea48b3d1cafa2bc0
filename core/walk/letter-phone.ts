import type { LetterFacts } from "./letter-facts.ts";
import { dayArgument } from "./step-helpers.ts";

/** A telephone call as a sheet beside the telephone: what to say, and what to answer to what is usually said. */
export function phoneScript(facts: LetterFacts): string[] {
  const { say, holder, account, address, reference, toByPhone } = facts;
  const reasons = [facts.cause, ...(facts.evidence.length === 0 ? [] : [facts.measured])];
  return [
    block(say("call.before"), [
      say("call.before-holder", { holder }),
      say("call.before-number", { account, address }),
      ...(toByPhone === null ? [] : [say("call.before-phone", { phone: toByPhone })]),
    ]),
    block(say("call.opening"), [
      say("call.hello", { holder, account, address }),
      ...(reference === null ? [] : [say("call.hello-reference", { reference })]),
      ...[...facts.history, ...facts.request].map((text) => say("call.quoted", { text })),
    ]),
    block(say("call.why"), [
      capitalised(facts.purpose),
      ...reasons.filter((line) => line !== null),
      ...facts.evidence.map((line) => `– ${line}`),
    ]),
    say("call.objections"),
    ...OBJECTIONS.map((objection) => `${say(`call.objection.${objection}`)}\n→ ${reply(facts, objection)}`),
    ...(facts.questions.length === 0
      ? []
      : [
          block(
            say("questions"),
            facts.questions.map((line) => `– ${line}`),
          ),
        ]),
    block(say("call.after"), [say("call.after-note"), say("call.after-writing"), say("call.after-keep")]),
  ];
}

const OBJECTIONS = ["not-needed", "app", "restart", "business", "ipv6"] as const;

function reply({ say, sharedWan, checkedAt, ipv6 }: LetterFacts, objection: (typeof OBJECTIONS)[number]): string {
  const date = checkedAt === null ? 0 : dayArgument(checkedAt);
  if (objection === "not-needed" && sharedWan !== null)
    return say("call.reply.not-needed-wan", { wan: sharedWan, date });
  if (objection === "ipv6" && ipv6 !== null) return say(`call.reply.ipv6-${ipv6}`, { date });
  return say(`call.reply.${objection}`);
}

const block = (heading: string, lines: readonly string[]): string => [heading, ...lines].join("\n");

/** In German the first sentence after the greeting begins small. */
const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
