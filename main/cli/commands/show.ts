import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import type { HistoryEntry } from "#core/contract/survey-calls.ts";
import type { ProofSummary } from "#core/proof/proof-record.ts";
import { proofSummary } from "#core/proof/proof-summary.ts";
import { sampleSurvey } from "#core/survey/sample-survey.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import type { Store } from "#host/store/open-store.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { namedSite } from "../named-site.ts";
import { surveyDocumentText } from "../survey-document-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** SITE that is no site of this computer, but the one that comes with Farsite. */
export const SAMPLE = "sample";

/** As many as the store gives at once. */
const HISTORY_PAGE = 200;

interface ShownSite {
  id: string;
  name: string;
  updatedAt: string;
  /** Null: the sample has no history. */
  revision: string | null;
  conflicts: number;
  newerRevisions: number;
  checks: { checkId: string; startedAt: string; verdict: string }[];
  scans: { scanId: string; startedAt: string; devices: number }[];
  proofs: ProofSummary[];
  document: SurveyDocument;
}

/** `farsite show`: one survey, with its history if wanted. */
export async function show(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      history: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageError("show takes one SITE");
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const site = name === SAMPLE ? shownSample() : shownSite(host.store(), namedSite(host.store(), name));
  const history = values.history ? historyOf(site, host.store.bind(host)) : null;
  const say = createTranslate(locale);
  if (values.json) {
    const told = history?.map(({ sentences, ...entry }) => ({ ...entry, sentences: sentences.map(say) }));
    context.out(JSON.stringify({ ...site, ...(told && { history: told }) }, null, 2));
    return EXIT.ran;
  }
  context.out(siteText(site, locale));
  if (history !== null) {
    const when = times(locale);
    const { t } = createI18n(locale);
    context.out(`\n${t("terminal.show.history")}`);
    for (const { createdAt, author, sentences, more: untold } of history) {
      context.out(`  ${[when(createdAt), author.technician ?? author.name ?? "-"].join("  ")}`);
      for (const sentence of sentences) context.out(`    ${say(sentence)}`);
      if (untold > 0) context.out(`    ${t("terminal.show.more", { count: untold })}`);
    }
  }
  return EXIT.ran;
}

function shownSite(store: Store, siteId: string): ShownSite {
  const { id, name, updatedAt, revision, conflicts, newerRevisions, checkList, scans, proofs, document } =
    store.site(siteId);
  return { id, name, updatedAt, revision, conflicts, newerRevisions, checks: checkList, scans, proofs, document };
}

function shownSample(): ShownSite {
  const { siteId, updatedAt, document, checks, proofs } = sampleSurvey((text) =>
    createHash("sha256").update(text).digest("hex"),
  );
  return {
    id: siteId,
    name: document.site.name,
    updatedAt,
    revision: null,
    conflicts: 0,
    newerRevisions: 0,
    checks: checks.map(({ checkId, startedAt, diagnosis }) => ({
      checkId,
      startedAt,
      verdict: diagnosis.verdict.kind,
    })),
    scans: [],
    proofs: proofs.map(proofSummary),
    document,
  };
}

function historyOf({ id, revision }: ShownSite, store: () => Store): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  if (revision === null) return entries;
  for (;;) {
    const page = store().history(id, { offset: entries.length, limit: HISTORY_PAGE });
    entries.push(...page.entries);
    if (page.entries.length === 0 || entries.length >= page.total) return entries;
  }
}

function siteText(site: ShownSite, locale: Locale): string {
  const { t } = createI18n(locale);
  const when = times(locale);
  return [
    `${site.name}  ${site.id}`,
    t("terminal.show.updated", { when: when(site.updatedAt) }),
    ...site.checks.map(({ startedAt, verdict }) =>
      t("terminal.show.check", { when: when(startedAt), verdict: t(`verdict.name.${verdict}`) }),
    ),
    ...site.scans.map(({ startedAt, devices }) => t("terminal.show.scan", { when: when(startedAt), count: devices })),
    ...site.proofs.map(({ startedAt, origin, proven, tested }) =>
      t("terminal.show.proof", { when: when(startedAt), origin, proven, tested }),
    ),
    ...site.document.rehearsals.map(({ startedAt, outcome }) =>
      t("terminal.show.rehearsal", { when: when(startedAt), outcome }),
    ),
    ...(site.conflicts > 0 ? [t("terminal.show.conflicts", { count: site.conflicts })] : []),
    ...(site.newerRevisions > 0 ? [t("terminal.show.newer", { count: site.newerRevisions })] : []),
    "",
    surveyDocumentText(site.document, t),
  ].join("\n");
}

function times(locale: Locale): (time: string) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (time) => format.format(new Date(time));
}
