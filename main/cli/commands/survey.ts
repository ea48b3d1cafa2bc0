import { parseArgs } from "node:util";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { probeIdSchema, type ProbeId } from "#core/nat/observation.ts";
import { settingsSchema, type Locale } from "#core/survey/settings.ts";
import { createI18n } from "#core/text/translate.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import { errorText } from "#core/error-text.ts";
import { vantageFrom } from "#host/environment-overrides.ts";
import type { Host } from "#host/host.ts";
import type { SavedRecord } from "#host/store/survey-revisions.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { errorSentences } from "../error-sentences.ts";
import { surveyJson } from "../survey-json.ts";
import { diagnosisText, observationLine } from "../survey-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** `farsite survey`: one site check. */
export async function survey(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      save: { type: "boolean", default: false },
      "no-mapping": { type: "boolean", default: false },
      stun: { type: "string", multiple: true },
      whoami: { type: "string", multiple: true },
      vantage: { type: "string" },
      only: { type: "string", multiple: true },
      lang: { type: "string" },
    },
  });
  const host = await context.host({
    ...(values.stun && { stunServers: checked("stun", settingsSchema.shape.stunServers, values.stun) }),
    ...(values.whoami && { whoamiUrls: checked("whoami", settingsSchema.shape.whoamiUrls, values.whoami) }),
    ...(values.vantage !== undefined && { vantage: vantageNamed(values.vantage, context) }),
    ...(values["no-mapping"] && { testMappings: false }),
  });
  const only = values.only ? probesNamed(values.only) : null;
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const { t } = createI18n(locale);
  const { removed, waiting } = await host.recovery();
  // "None is left" would be untrue while one waits; `doctor` tells of those.
  if (removed > 0 && waiting === 0) context.err(t("terminal.leftoversRemoved"));

  if (!values.json) context.out(t("terminal.legend"));
  let record: CheckRecord | null = null;
  for await (const event of host.check(only, context.signal)) {
    if (event.type === "observed" && !values.json) context.out(observationLine(event.observation, locale));
    if (event.type === "finished") record = event.record;
  }
  if (record === null) throw new Error("the check ended without a result");
  const kept = values.save && !record.cancelled ? keep(host, record) : null;
  const saved = kept?.saved ?? null;
  if (values.json) context.out(JSON.stringify(recordJson(record, locale, saved), null, 2));
  else {
    // Above the verdict: what follows looks final otherwise.
    if (record.cancelled) context.out(`\n${t("terminal.incomplete")}`);
    context.out(
      `\n${diagnosisText(record.diagnosis, locale)}\n${t("terminal.took", { seconds: (record.durationMs / 1_000).toFixed(1) })}`,
    );
  }
  if (saved && !values.json) context.out(t("terminal.saved", { name: saved.siteName }));
  // Last, so that it stands right above the prompt.
  if (kept?.error !== undefined) context.err(`${t("terminal.notSaved")} ${errorSentences(kept.error, locale)}`);
  if (record.cancelled) {
    context.err(t("terminal.cancelled"));
    return EXIT.cancelled;
  }
  return kept?.error === undefined ? EXIT.ran : EXIT.couldNotRun;
}

/** Keeps the check; what stands in the way is returned, since the result has to be printed first. */
function keep(host: Host, record: CheckRecord): { saved?: SavedRecord; error?: unknown } {
  try {
    return { saved: host.keepCheck(null, record) };
  } catch (error) {
    return { error };
  }
}

function recordJson(record: CheckRecord, locale: Locale, saved: SavedRecord | null): Record<string, unknown> {
  const { diagnosis, observations, ...head } = record;
  return surveyJson(diagnosis, observations, locale, { ...head, ...(saved && { saved }) });
}

function checked<T>(
  option: string,
  schema: { safeParse(v: unknown): { success: boolean; data?: T } },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success || parsed.data === undefined) {
    const shape = option === "stun" ? "HOST:PORT" : "an http(s) URL";
    throw new UsageError(`--${option} takes ${shape}, not “${String(value)}”`);
  }
  return parsed.data;
}

function vantageNamed(text: string, { environment }: CommandContext): VantageAccess {
  try {
    return vantageFrom(text, environment, "--vantage");
  } catch (error) {
    throw new UsageError(errorText(error), { cause: error });
  }
}

function probesNamed(lists: readonly string[]): ProbeId[] {
  const names = lists.flatMap((list) => list.split(",")).map((name) => name.trim());
  return names.map((name) => {
    const parsed = probeIdSchema.safeParse(name);
    if (!parsed.success)
      throw new UsageError(`--only: no probe “${name}”; there are ${probeIdSchema.options.join(", ")}`);
    return parsed.data;
  });
}
