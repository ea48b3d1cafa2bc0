import type { HubStatus, SyncEvent } from "#core/contract/team-calls.ts";
import type { Text } from "../../i18n/language.tsx";

/** What waits, in short sentences; none: nothing does. */
export const waitingWords = ({ waiting }: HubStatus, { t }: Pick<Text, "t">): string[] => [
  ...(waiting.revisions > 0 ? [t("ui.team.waitingRevisions", { count: waiting.revisions })] : []),
  ...(waiting.photos > 0 ? [t("ui.team.waitingPhotos", { count: waiting.photos })] : []),
];

export const lastWords = ({ lastSyncAt }: HubStatus, { t, dateTime }: Pick<Text, "t" | "dateTime">): string =>
  lastSyncAt === null ? t("ui.team.never") : t("ui.team.last", { when: dateTime(lastSyncAt) });

const RESULTS = ["pushed", "pulled", "photosPushed", "photosPulled", "sitesChanged"] as const;

/** What an exchange came to. */
export function resultWords(result: Extract<SyncEvent, { type: "finished" }>, { t }: Pick<Text, "t">): string[] {
  const words = RESULTS.filter((name) => result[name] > 0).map((name) =>
    t(`ui.team.result.${name}`, { count: result[name] }),
  );
  return words.length === 0 ? [t("ui.team.result.nothing")] : words;
}
