import { Banknote, KeyRound, MapPinned, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { goTo } from "../../navigation/use-route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Reasons, type Reason } from "../../ui/reasons.tsx";
import { TickField } from "../../ui/tick-field.tsx";
import { useToast } from "../../ui/toast.tsx";

/** As many sites as a sentence names. */
const NAMED_SITES = 5;

/** Says what goes with a server before it is taken off this laptop. */
export function RemoveDialog({ view, onClose }: { view: ServerView; onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const removing = useAction();
  const { server, sites, mayChange, holdsKeys } = view;
  const [, keep] = useDraft(`servers/${server.id}`);
  const [isUnderstood, setUnderstood] = useState(false);
  const [checked, setChecked] = useState(false);
  const { name } = server;

  function remove(): void {
    setChecked(true);
    if (!isUnderstood) return;
    removing.run(async (client) => {
      await client.servers.remove({ serverId: server.id });
      keep(null);
      toast(t("ui.servers.remove.done", { name }));
      onClose();
      goTo({ page: "servers" });
    });
  }

  const named = sites.slice(0, NAMED_SITES).map(({ siteName }) => siteName);
  const names = [...named, ...(sites.length > NAMED_SITES ? ["…"] : [])].join(", ");
  const consequences: Reason[] = [
    ...(mayChange || holdsKeys
      ? [{ key: "keys", icon: KeyRound, tone: "critical" as const, text: t("ui.servers.remove.keys") }]
      : []),
    ...(sites.length > 0
      ? [
          {
            key: "sites",
            icon: MapPinned,
            tone: "caution" as const,
            text: t("ui.servers.remove.sites", { count: sites.length, names }),
          },
        ]
      : []),
    { key: "cost", icon: Banknote, tone: "caution", text: t("ui.servers.remove.cost") },
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={remove}
      title={t("ui.servers.remove.title", { name })}
      description={t("ui.servers.remove.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="danger" type="submit" icon={Trash2} pending={removing.pending}>
            {t("ui.servers.remove.confirm")}
          </Button>
        </>
      }
    >
      <Reasons items={consequences} />
      <TickField
        label={t("ui.servers.remove.understood")}
        checked={isUnderstood}
        onChange={setUnderstood}
        error={checked && !isUnderstood ? t("ui.servers.remove.understoodMissing") : null}
      />
      {removing.problem && <ProblemBanner problem={removing.problem} onRetry={remove} />}
    </Dialog>
  );
}
