import { History, Undo2 } from "lucide-react";
import { useCallback, useState } from "react";
import type { FarsiteClient } from "../connection/client.ts";
import { useAction } from "../connection/use-action.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Page } from "../ui/page.tsx";
import { useToast } from "../ui/toast.tsx";
import { DocumentView } from "../features/history/document-view.tsx";

/** A survey as it was; to read, and to go back to. */
export function RevisionPage({ siteId, revision }: { siteId: string; revision: string }) {
  const { t } = useText();
  const toast = useToast();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.survey.at({ siteId, revision }, { signal }),
    [siteId, revision],
  );
  const document = useLoaded(load);
  const [isAsking, setIsAsking] = useState(false);
  const restoring = useAction();

  function restore(): void {
    restoring.run(async (client) => {
      await client.survey.restore({ siteId, revision });
      toast(t("ui.history.restored"));
      goTo({ page: "site", siteId });
    });
  }

  return (
    <Page
      title={document.step === "ready" ? document.value.site.name : t("ui.history.title")}
      width="reading"
      back={{ href: hrefOf({ page: "history", siteId }), label: t("ui.history.back") }}
    >
      <Banner
        tone="info"
        icon={History}
        title={t("ui.history.asItWas")}
        actions={
          <Button icon={Undo2} disabled={document.step !== "ready"} onClick={() => setIsAsking(true)}>
            {t("ui.history.restore")}
          </Button>
        }
      >
        <p>{t("ui.history.asItWasText")}</p>
      </Banner>
      <LoadedView loaded={document}>{(value) => <DocumentView document={value} />}</LoadedView>
      <Dialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("ui.history.restoreTitle")}
        description={t("ui.history.restoreText")}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>{t("ui.common.cancel")}</Button>
            <Button look="primary" pending={restoring.pending} onClick={restore}>
              {t("ui.history.restore")}
            </Button>
          </>
        }
      >
        {restoring.problem && <ProblemBanner problem={restoring.problem} />}
      </Dialog>
    </Page>
  );
}
