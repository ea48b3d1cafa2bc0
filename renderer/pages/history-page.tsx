import { History } from "lucide-react";
import { useCallback, useState } from "react";
import type { HistoryEntry } from "#core/contract/survey-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useAction } from "../connection/use-action.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { Page } from "../ui/page.tsx";
import { useToast } from "../ui/toast.tsx";
import { HistoryList } from "../features/history/history-list.tsx";
import { useSurvey } from "../survey/edits-context.tsx";
import { useSiteChanges } from "../host-state/watch-context.tsx";

const ENTRIES_AT_ONCE = 40;
/** The most that one call brings. */
const MAX_PER_CALL = 200;

async function loadHistory(client: FarsiteClient, siteId: string, count: number, signal: AbortSignal) {
  const entries: HistoryEntry[] = [];
  for (;;) {
    const limit = Math.min(count - entries.length, MAX_PER_CALL);
    const page = await client.survey.history({ siteId, offset: entries.length, limit }, { signal });
    entries.push(...page.entries);
    if (page.entries.length === 0 || entries.length >= Math.min(count, page.total))
      return { entries, total: page.total };
  }
}

/** Everything that was ever changed at a site; each change can be looked at, and most can be taken back. */
export function HistoryPage({ siteId }: { siteId: string }) {
  const { t } = useText();
  const toast = useToast();
  const { state, edits } = useSurvey(siteId);
  const [count, setCount] = useState(ENTRIES_AT_ONCE);
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => loadHistory(client, siteId, count, signal),
    [siteId, count],
  );
  const history = useLoaded(load);
  useSiteChanges(siteId, history.reload);
  const undoing = useAction();

  function undo(revision: string, what: "undo" | "redo"): void {
    undoing.run(async () => {
      const by = await edits.undo(revision, what);
      history.reload();
      if (what === "redo") toast(t("ui.survey.undo.redone"));
      else toast(t("ui.survey.undo.done"), { label: t("ui.survey.undo.redo"), onClick: () => undo(by, "redo") });
    });
  }

  return (
    <Page
      title={t("ui.history.title")}
      lead={t("ui.history.lead")}
      width="reading"
      back={{
        href: hrefOf({ page: "site", siteId }),
        label: state.step === "ready" ? t("ui.record.back", { site: state.shown.site.name }) : t("ui.survey.back"),
      }}
    >
      {undoing.problem && <ProblemBanner problem={undoing.problem} />}
      <LoadedView loaded={history}>
        {({ entries, total }) =>
          entries.length === 0 ? (
            <EmptyState icon={History} title={t("ui.history.empty")} />
          ) : (
            <Stack>
              <Card flush>
                <HistoryList
                  siteId={siteId}
                  entries={entries}
                  isBusy={undoing.pending}
                  onUndo={({ revision }) => undo(revision, "undo")}
                />
              </Card>
              {entries.length < total && (
                <Stack align="center">
                  <Button onClick={() => setCount(count + ENTRIES_AT_ONCE)}>
                    {t("ui.survey.more", { count: total - entries.length })}
                  </Button>
                </Stack>
              )}
            </Stack>
          )
        }
      </LoadedView>
    </Page>
  );
}
