import { parseArgs } from "node:util";
import type { SyncEvent } from "#core/contract/team-calls.ts";
import { createI18n } from "#core/text/translate.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT, type ExitStatus } from "../usage.ts";

const SHOWN_HASH_LENGTH = 12;

/** `farsite sync`: own work to the firm's hub, that of the others from it. */
export async function sync(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, lang: { type: "string" } },
  });
  const host = await context.host();
  const { t } = createI18n(chooseLocale(values.lang, host.settings().locale, context.environment));
  let finished: Extract<SyncEvent, { type: "finished" }> | null = null;
  let phase = "";
  for await (const event of host.surveys.hub.sync(context.signal)) {
    if (event.type === "finished") finished = event;
    else if (!values.json && event.phase !== phase && event.total > 0) {
      phase = event.phase;
      context.err(t(`hub.phase.${event.phase}`, event));
    }
  }
  if (finished === null) {
    if (!values.json) context.err(t("hub.syncCancelled"));
    return EXIT.cancelled;
  }
  const { type: _, ...totals } = finished;
  const { leftOut } = host.surveys.hub;
  if (values.json) {
    context.out(JSON.stringify({ ...totals, leftOut }, null, 2));
    return EXIT.ran;
  }
  context.out(t("hub.synced", totals));
  if (totals.conflicts > 0) context.out(t("hub.conflicts", { count: totals.conflicts }));
  for (const { hash, reason, pushedBy } of leftOut) {
    const data = { hash: hash.slice(0, SHOWN_HASH_LENGTH), reason, pushedBy: pushedBy ?? "" };
    context.out(pushedBy === null ? t("hub.leftOutOwn", data) : t("hub.leftOut", data));
  }
  return EXIT.ran;
}
