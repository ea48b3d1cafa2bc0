import { parseArgs } from "node:util";
import type { Advice, AdviceReason, RouteAdvice } from "#core/advice/advice.ts";
import { routeIdSchema } from "#core/advice/route-id.ts";
import { createI18n, createTranslate, type Translate } from "#core/text/translate.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { namedSite } from "../named-site.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** `farsite advise`: which route fits a site, and deciding for one. */
export async function advise(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      choose: { type: "string" },
      reason: { type: "string" },
      lang: { type: "string" },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageError("advise takes one SITE");
  if (values.reason !== undefined && values.choose === undefined) throw new UsageError("--reason goes with --choose");
  const host = await context.host();
  const siteId = namedSite(host.store(), name);
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  if (values.choose !== undefined) {
    const route = routeIdSchema.safeParse(values.choose);
    if (!route.success) throw new UsageError(`--choose takes one of ${routeIdSchema.options.join(", ")}`);
    host.routes.advice.choose({ siteId, route: route.data, variant: null, reason: values.reason ?? null });
  }
  const advice = host.routes.advice.advise(siteId);
  context.out(
    values.json
      ? JSON.stringify({ siteId, ...inWords(advice, createTranslate(locale)) }, null, 2)
      : adviceText(advice, createI18n(locale).t, createTranslate(locale)),
  );
  return EXIT.ran;
}

const sayReason = (reason: AdviceReason, say: Translate) => ({
  sentence: say(reason),
  source: reason.source,
  origin: reason.origin,
  observationIds: reason.observationIds,
});

/** The advice with every message as a sentence. */
function inWords({ routes, next, openQuestions, ...advice }: Advice, say: Translate) {
  return {
    ...advice,
    next: say(next),
    openQuestions: openQuestions.map(({ field, why }) => ({ field, question: say(why) })),
    routes: routes.map(({ works, pros, cons, facets, cost, needs, ...route }) => ({
      ...route,
      works: {
        answer: works.answer,
        reasons: works.reasons.map((one) => sayReason(one, say)),
        after: works.after.map(say),
      },
      pros: pros.map((one) => sayReason(one, say)),
      cons: cons.map((one) => sayReason(one, say)),
      facets: Object.fromEntries(
        Object.entries(facets).map(([facet, { grade, says }]) => [facet, { grade, says: say(says) }]),
      ),
      cost: {
        ...cost,
        lines: cost.lines.map((line) => ({ ...line, what: say(line.what) })),
        unknown: cost.unknown.map(say),
      },
      needs: needs.map(say),
    })),
  };
}

type Text = ReturnType<typeof createI18n>["t"];

function adviceText({ routes, next, openQuestions, chosen }: Advice, t: Text, say: Translate): string {
  return [
    say(next),
    ...(chosen === null ? [] : [t("terminal.advise.chosen", { route: chosen.route })]),
    "",
    ...routes.flatMap((route) => routeText(route, t, say)),
    ...(openQuestions.length === 0 ? [] : ["", t("terminal.advise.questions")]),
    ...openQuestions.map(({ why }) => `  - ${say(why)}`),
  ].join("\n");
}

const MARKS = { yes: "+", after: "~", unknown: "?", no: "-" } as const;

function routeText({ route, works, cost }: RouteAdvice, t: Text, say: Translate): string[] {
  const price =
    cost.monthly === null || cost.currency === null
      ? ""
      : `  ${t("terminal.advise.monthly", { amount: cost.monthly, currency: cost.currency })}`;
  return [
    `${MARKS[works.answer]} ${t(`route.${route}.name`)} (${route}): ${t(`advice.works.${works.answer}`)}${price}`,
    ...works.reasons.slice(0, 2).map((reason) => `    ${say(reason)}`),
    ...works.after.map((condition) => `    > ${say(condition)}`),
  ];
}
