import { useState } from "react";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useToast } from "../../ui/toast.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { placeOf, placeTroubles, type PlaceDraft } from "./server-draft.ts";

type EditDialogProps = { server: FirmServer; onClose: () => void; onSaved: () => void };

/** Changes what a server is called and where it is. */
export function EditDialog({ server, onClose, onSaved }: EditDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const saving = useAction();
  const [kept, keep] = useDraft<PlaceDraft>(`servers/${server.id}`);
  const [checked, setChecked] = useState(false);
  const draft = kept ?? { name: server.name, host: server.host, region: server.region ?? "" };

  function save(): void {
    setChecked(true);
    const { name, host } = placeTroubles(draft);
    if (name || host !== null) return;
    saving.run(async (client) => {
      const saved = await client.servers.save({ ...server, ...placeOf(draft) });
      keep(null);
      toast(t("ui.servers.saved", { name: saved.server.name }));
      onSaved();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={save}
      title={t("ui.servers.editTitle", { name: server.name })}
      description={t("ui.servers.editText")}
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
          <Button look="primary" type="submit" pending={saving.pending}>
            {t("ui.common.save")}
          </Button>
        </>
      }
    >
      <PlaceFields value={draft} onChange={(changes) => keep({ ...draft, ...changes })} checked={checked} />
      {saving.problem && <ProblemBanner problem={saving.problem} onRetry={save} />}
    </Dialog>
  );
}
