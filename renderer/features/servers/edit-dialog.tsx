import { useState } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { useToast } from "../../ui/toast.tsx";
import { TriangleAlert } from "lucide-react";
import { DutyFields } from "./duty-fields.tsx";
import { changeOf, draftOf, dropped, isRealmWrong, portTroubles, shownPorts, type EditDraft } from "./edit-draft.ts";
import { PlaceFields } from "./place-fields.tsx";
import { doesNothing } from "./server-draft.ts";

type EditDialogProps = { view: ServerView; onClose: () => void; onSaved: () => void };

/** Changes what a server is called, where it is, what it does and at which ports. */
export function EditDialog({ view, onClose, onSaved }: EditDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const saving = useAction();
  const { server, sites } = view;
  const [kept, keep] = useDraft<EditDraft>(`servers/${server.id}`);
  const [checked, setChecked] = useState(false);
  const draft = kept ?? draftOf(server);
  const change = (changes: Partial<EditDraft>): void => keep({ ...draft, ...changes });
  const troubles = portTroubles(draft);
  const gone = dropped(server, draft);

  function save(): void {
    setChecked(true);
    const wanted = changeOf(server, draft);
    if (wanted === null || doesNothing(draft)) return;
    saving.run(async (client) => {
      const saved = await client.servers.save(wanted);
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
      <PlaceFields value={draft} onChange={change} checked={checked} />
      <DutyFields value={draft} onChange={change} checked={checked}>
        {shownPorts(draft).map((field) => (
          <TextField
            key={field}
            label={t(`ui.servers.ports.${field}`)}
            hint={t(`ui.servers.ports.${field}Hint`)}
            technical
            value={draft.ports[field]}
            maxLength={60}
            autoComplete="off"
            onChange={(text) => change({ ports: { ...draft.ports, [field]: text } })}
            error={checked && troubles.includes(field) ? t("ui.servers.ports.wrong") : null}
          />
        ))}
        {draft.does.includes("turn") && (
          <TextField
            label={t("ui.servers.ports.realm")}
            hint={t("ui.servers.ports.realmHint")}
            technical
            value={draft.realm}
            maxLength={253}
            autoComplete="off"
            onChange={(realm) => change({ realm })}
            error={checked && isRealmWrong(draft) ? t("ui.servers.ports.realmWrong") : null}
          />
        )}
      </DutyFields>
      {gone.length > 0 && sites.length > 0 && (
        <Note icon={TriangleAlert} tone="caution" title={t("ui.servers.editDrops", { count: sites.length })}>
          {sites.map(({ siteName }) => siteName).join(", ")}
        </Note>
      )}
      {checked && (troubles.length > 0 || isRealmWrong(draft)) && (
        <Note icon={TriangleAlert} tone="critical" title={t("ui.servers.ports.lookUnder")} />
      )}
      {saving.problem && <ProblemBanner problem={saving.problem} onRetry={save} />}
    </Dialog>
  );
}
