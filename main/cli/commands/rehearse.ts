import { parseArgs } from "node:util";
import type { RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import { assertNever } from "#core/never.ts";
import { candidateMeaning } from "#core/rehearsal/judge.ts";
import type { RehearsalEvent } from "#core/rehearsal/rehearsal-event.ts";
import type { RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import { readCode, shownCode } from "#core/rehearsal/rendezvous.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import type { Host } from "#host/host.ts";
import type { SavedRecord } from "#host/store/survey-revisions.ts";
import type { CommandContext } from "../command-context.ts";
import { errorSentences } from "../error-sentences.ts";
import { hostAndPort } from "../host-and-port.ts";
import { chooseLocale } from "../language.ts";
import { namedSite } from "../named-site.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** `farsite rehearse`: a direct connection tried out with a colleague's Farsite; his end may be a window as well. */
export async function rehearse(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      join: { type: "string" },
      "by-hand": { type: "boolean", default: false },
      "join-by-hand": { type: "boolean", default: false },
      name: { type: "string" },
      forwarded: { type: "string" },
      "no-mapping": { type: "boolean", default: false },
      save: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [site, ...more] = positionals;
  if (more.length > 0) throw new UsageError("rehearse takes one SITE at most");
  if (values.save && site === undefined) throw new UsageError("--save needs a SITE");
  const meeting = meetingOf(values.join, values["by-hand"], values["join-by-hand"]);
  const forwarded = values.forwarded === undefined ? null : forwardOf(values.forwarded);
  const host = await context.host(values["no-mapping"] ? { testMappings: false } : undefined);
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const siteId = site === undefined ? null : namedSite(host.store(), site);
  const name = values.name ?? (siteId === null ? null : host.store().document(siteId).site.name);
  await host.recovery();
  const request = { siteId, ...meeting, name: name?.slice(0, MAX_NAME) ?? null, forwarded };
  const record = await recordOf(host, request, context, locale);
  if (typeof record === "number") return record;
  const kept = values.save && siteId !== null ? keep(host, siteId, record) : null;
  const saved = kept?.saved ?? null;
  const say = createTranslate(locale);
  if (values.json) {
    const json = { siteId, saved, ...record, why: record.why.map(say), codes: { why: record.why } };
    context.out(JSON.stringify(json, null, 2));
  } else context.out(rehearsalText(record, locale));
  const { t } = createI18n(locale);
  if (saved && !values.json) context.out(t("terminal.saved", { name: saved.siteName }));
  if (kept?.error === undefined) return EXIT.ran;
  context.err(`${t("terminal.notSaved")} ${errorSentences(kept.error, locale)}`);
  return EXIT.couldNotRun;
}

/** The contract's own limit. */
const MAX_NAME = 200;

type Meeting = Pick<RehearsalRequest, "role" | "signalling">;

function meetingOf(code: string | undefined, byHand: boolean, joinByHand: boolean): Meeting {
  if ([code !== undefined, byHand, joinByHand].filter(Boolean).length > 1)
    throw new UsageError("--join, --by-hand and --join-by-hand exclude each other");
  if (byHand || joinByHand) return { role: joinByHand ? "join" : "invite", signalling: { kind: "by-hand" } };
  if (code === undefined) return { role: "invite", signalling: { kind: "vantage", code: null } };
  if (readCode(code) === undefined) throw new UsageError(`--join takes a code such as BCDF-GHJK, not “${code}”`);
  return { role: "join", signalling: { kind: "vantage", code } };
}

/** `ADDRESS:PORT`, or `ADDRESS:PORT=LOCALPORT` where they differ. */
function forwardOf(text: string): NonNullable<RehearsalRequest["forwarded"]> {
  const [outside = "", inside, ...more] = text.split("=");
  const place = hostAndPort(outside);
  const localPort = inside === undefined ? place?.port : Number(/^\d{1,5}$/.exec(inside)?.[0]);
  if (place?.port == null || more.length > 0 || localPort == null || !(localPort >= 1 && localPort <= 65_535))
    throw new UsageError(`--forwarded takes ADDRESS:PORT or ADDRESS:PORT=LOCALPORT, not “${text}”`);
  return { address: place.host, port: place.port, localPort };
}

/** The record, or the status to end with. What two people have to tell each other stands on standard error, beside the JSON. */
async function recordOf(
  host: Host,
  request: RehearsalRequest,
  context: CommandContext,
  locale: Locale,
): Promise<RehearsalRecord | ExitStatus> {
  const { t } = createI18n(locale);
  const unanswered = new AbortController();
  const signal = AbortSignal.any([context.signal, unanswered.signal]);
  for await (const event of host.rehearsals.start(request, signal)) {
    if (event.type === "finished") return event.record;
    if (event.type === "failed") {
      context.err(createTranslate(locale)(event.why));
      return EXIT.couldNotRun;
    }
    const line = progressLine(event, locale);
    if (line !== null) context.err(line);
    if (event.type !== "waiting" || event.for === "colleague") continue;
    const answer = await context.ask(`${t(`terminalRehearsal.ask.${event.for}`)} `);
    if (event.for === "begin") host.rehearsals.give(null);
    else if (answer.trim() !== "") host.rehearsals.give(answer);
    else unanswered.abort();
  }
  context.err(t(context.signal.aborted ? "terminal.cancelled" : "terminalRehearsal.unanswered"));
  return context.signal.aborted ? EXIT.cancelled : EXIT.couldNotRun;
}

function progressLine(event: Exclude<RehearsalEvent, { type: "finished" | "failed" }>, locale: Locale): string | null {
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  switch (event.type) {
    case "code":
      return t("terminalRehearsal.code", { code: shownCode(event.code) });
    case "text":
      return `${t("terminalRehearsal.text")}\n${event.text}`;
    case "waiting":
      return t(`rehearsal.progress.${event.for}`);
    case "refused":
      return say(event.why);
    case "udp-blocked":
      return t("rehearsal.progress.blocked");
    case "digits":
      return t("terminalRehearsal.digits", { digits: event.digits });
    case "predicted":
      return event.prediction.why[0] === undefined
        ? null
        : t("terminalRehearsal.expected", { what: say(event.prediction.why[0]) });
    case "checking":
      return t(event.relay ? "rehearsal.progress.checking-relay" : "rehearsal.progress.checking");
    case "connected":
      return t("rehearsal.progress.measuring");
    case "candidates":
      return null;
    default:
      return assertNever(event);
  }
}

/** What stands in the way of keeping it is returned, since the result has to be printed first. */
function keep(host: Host, siteId: string, record: RehearsalRecord): { saved?: SavedRecord; error?: unknown } {
  try {
    return { saved: host.rehearsals.keep(siteId, record) };
  } catch (error) {
    return { error };
  }
}

function rehearsalText(record: RehearsalRecord, locale: Locale): string {
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  const { outcome, sameNetwork, why, pair, rttMs, upBitsPerSecond, downBitsPerSecond } = record;
  const place = ({ address, port }: { address: string; port: number }): string =>
    address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  const ends = [
    ["here", record.here],
    ["there", record.there],
  ] as const;
  return [
    t(sameNetwork ? "rehearsal.answer.same-network" : `rehearsal.answer.${outcome}`),
    ...why.map((one) => `  - ${say(one)}`),
    ...(pair ? ["", t("terminalRehearsal.pair", { here: place(pair.here), there: place(pair.there) })] : []),
    ...(rttMs === null ? [] : [t("terminalRehearsal.rtt", { ms: rttMs.toFixed(1) })]),
    ...(upBitsPerSecond === null || downBitsPerSecond === null
      ? []
      : [
          t("terminalRehearsal.flow", {
            up: (upBitsPerSecond / 1_000_000).toFixed(1),
            down: (downBitsPerSecond / 1_000_000).toFixed(1),
          }),
        ]),
    ...ends.flatMap(([side, { candidates }]) => [
      "",
      t(`terminalRehearsal.${side}`, { count: candidates.length }),
      ...candidates.map((one) => `  ${place(one)}  ${say(candidateMeaning(one.kind, one.address))}`),
    ]),
  ].join("\n");
}
