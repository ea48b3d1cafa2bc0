import { Plus } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { goTo } from "../../navigation/use-route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useToast } from "../../ui/toast.tsx";
import { DutyFields } from "./duty-fields.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { doesNothing, newServerDraft, placeTroubles, wishOf, type ServerDraft } from "./server-draft.ts";

/** Asks what a new server is called, where it is and what it shall do; its page then says how to set it up. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const adding = useAction();
  const [kept, keep] = useDraft<ServerDraft>("servers/new");
  const [checked, setChecked] = useState(false);
  const draft = kept ?? newServerDraft;
  const change = (changes: Partial<ServerDraft>): void => keep({ ...draft, ...changes });

  function add(): void {
    setChecked(true);
    const { name, host } = placeTroubles(draft);
    if (name || host !== null || doesNothing(draft)) return;
    adding.run(async (client) => {
      const { server } = await client.servers.add(wishOf(draft));
      keep(null);
      toast(t("ui.servers.added", { name: server.name }));
      onClose();
      goTo({ page: "server", serverId: server.id });
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={add}
      title={t("ui.servers.addTitle")}
      description={t("ui.servers.addText")}
      footer={
        <>
          <Button
            onClick={() => {
              keep(null);
              onClose();
            }}
          >
            {t("ui.common.cancel")}
          </Button>
          <Button look="primary" type="submit" icon={Plus} pending={adding.pending}>
            {t("ui.servers.addConfirm")}
          </Button>
        </>
      }
    >
      <PlaceFields value={draft} onChange={change} checked={checked} />
      <DutyFields value={draft} onChange={change} checked={checked} />
      {adding.problem && <ProblemBanner problem={adding.problem} onRetry={add} />}
    </Dialog>
  );
}
