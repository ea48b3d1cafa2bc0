import { Copy } from "lucide-react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inset } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Table } from "../../ui/table.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { useStore } from "./store-context.tsx";

/** The copies of the file, the newest first, and one more by hand. */
export function BackupsCard() {
  const { t, dateTime, bytes } = useText();
  const { status } = useStore();
  const toast = useToast();
  const announce = useAnnounce();
  const making = useAction();
  const backups = status.step === "ready" ? status.value.backups.toSorted((a, b) => b.at.localeCompare(a.at)) : [];

  function backUp(): void {
    making.run(async (client) => {
      await client.store.backUp();
      status.reload();
      announce(t("ui.storage.backedUp"));
      toast(t("ui.storage.backedUp"));
    });
  }

  return (
    <Card
      title={t("ui.storage.backups")}
      hint={t("ui.storage.backupsHint")}
      actions={
        <Button icon={Copy} pending={making.pending} onClick={backUp}>
          {t("ui.storage.backUp")}
        </Button>
      }
      flush
    >
      {(making.pending || making.problem || backups.length === 0) && (
        <Inset>
          {making.pending && <ProgressLine label={t("ui.storage.backingUp")} />}
          {making.problem && <ProblemBanner problem={making.problem} />}
          {backups.length === 0 && (
            <LoadedView loaded={status}>
              {() => (
                <Text size="small" tone="soft">
                  {t("ui.storage.backupsNone")}
                </Text>
              )}
            </LoadedView>
          )}
        </Inset>
      )}
      {backups.length > 0 && (
        <Table
          label={t("ui.storage.backups")}
          head={[t("ui.storage.when"), t("ui.storage.why"), t("ui.storage.size")]}
          rows={backups.map(({ id, at, why, bytes: size }) => ({
            key: id,
            cells: [dateTime(at), t(`ui.storage.whyOf.${why}`), bytes(size)],
          }))}
        />
      )}
    </Card>
  );
}
