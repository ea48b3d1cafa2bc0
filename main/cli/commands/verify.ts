import { parseArgs } from "node:util";
import { standingForwards, type Forward } from "#core/forward/forward.ts";
import { sameResults } from "#core/proof/latest-proof.ts";
import { provenCount } from "#core/proof/proven-count.ts";
import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import type { Host } from "#host/host.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { namedSite } from "../named-site.ts";
import { proofResultJson } from "../proof-json.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** Among so many of the last tests is the one before, where telephones' are in between. */
const LOOK_BACK = 20;

/** `farsite verify`: all forwards of a site from outside once more, as a scheduler runs it. */
export async function verify(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      save: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [site, ...more] = positionals;
  if (site === undefined || more.length > 0) throw new UsageError("verify takes one SITE");
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const { t } = createI18n(locale);
  const siteId = namedSite(host.store(), site);
  const forwards = standingForwards(host.store().document(siteId).forwards);
  if (forwards.length === 0) {
    context.out(
      values.json ? JSON.stringify({ siteId, allProven: false, results: [] }, null, 2) : t("proof.verify.none"),
    );
    return EXIT.ran;
  }
  const record = await proofOf(host, siteId, context.signal);
  if (record === null) {
    context.err(t("terminal.cancelled"));
    return EXIT.cancelled;
  }
  const isKept = values.save && keepNews(host, siteId, record);
  if (values.json) context.out(JSON.stringify(verifyJson(siteId, record, isKept, locale), null, 2));
  else {
    context.out(verifyText(record, forwards, locale));
    if (values.save) context.out(t(isKept ? "proof.verify.saved" : "proof.verify.unchanged"));
  }
  return EXIT.ran;
}

/** Null: it was cancelled. */
async function proofOf(host: Host, siteId: string, signal: AbortSignal): Promise<ProofRecord | null> {
  try {
    return await host.routes.proofs.run({ siteId, forwardIds: null, keep: false }, signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** A scheduler would fill the survey with the same over and over: only what differs from the last test is kept. */
function keepNews(host: Host, siteId: string, record: ProofRecord): boolean {
  const last = host
    .store()
    .proofs(siteId, LOOK_BACK)
    .find(({ origin }) => origin.kind !== "phone");
  if (last !== undefined && sameResults(last, record)) return false;
  host.store().saveProof({ siteId, record });
  return true;
}

function verifyJson(siteId: string, record: ProofRecord, saved: boolean, locale: Locale): Record<string, unknown> {
  const say = createTranslate(locale);
  const { results, ...head } = record;
  const { proven, provable } = provenCount(results);
  return {
    siteId,
    allProven: provable > 0 && proven === provable,
    proven,
    saved,
    ...head,
    results: results.map((result) => proofResultJson(result, say)),
  };
}

function verifyText({ origin, results }: ProofRecord, forwards: readonly Forward[], locale: Locale): string {
  const { t } = createI18n(locale);
  const isTested = results.some(({ outcome }) => outcome !== "not-tested");
  const host = origin.kind === "vantage" || origin.kind === "server" ? origin.host : "";
  const from = t(`proof.origin.${isTested ? origin.kind : "nowhere"}`, { host, address: origin.address ?? "" });
  const { proven, provable } = provenCount(results);
  const summary =
    provable > 0 && proven === provable
      ? t("proof.verify.allProven")
      : t("proof.verify.notAllProven", { proven, count: results.length });
  return [from, "", ...results.map((result) => rowText(result, forwards, locale)), "", summary].join("\n");
}

function rowText(result: ProofResult, forwards: readonly Forward[], locale: Locale): string {
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  const { transport, port, outcome, strength, connectMs, remark, trouble, answer } = result;
  const forward = forwards.find(({ id }) => id === result.forwardId);
  const word = strength === "proof" ? "proven" : strength === "weak" ? "weak" : outcome;
  const latency =
    strength === "none" || connectMs === null ? [] : [t("proof.verify.latency", { ms: Math.round(connectMs) })];
  const row = t("proof.verify.row", {
    transport: transport.toUpperCase(),
    port,
    address: forward?.address ?? result.address,
    internalPort: forward?.internalPort ?? port,
    outcome: [t(`proof.outcome.${word}`), ...latency, ...(answer?.says == null ? [] : [`“${answer.says}”`])].join(", "),
  });
  const sentences = [remark, trouble].flatMap((message) => (message === null ? [] : [`    ${say(message)}`]));
  return [`  ${row}`, ...sentences].join("\n");
}
