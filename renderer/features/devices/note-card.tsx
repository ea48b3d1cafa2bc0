import { Save } from "lucide-react";
import type { Device } from "#core/lan/device.ts";
import { noteFor } from "#core/lan/device-notes.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { useKeptView } from "../../navigation/kept-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { ShownScan } from "./shown-scan.ts";

/** The contract's own limits. */
const MAX_NAME_LENGTH = 120;
const MAX_NOTE_LENGTH = 2_000;

/** What was typed and not saved; outlives a look at another page. */
type Typed = { typed: { name: string; note: string } | null };
const nothingTyped: Typed = { typed: null };

/** What the person calls it, and what to remember about it. Belongs to the device, whatever address it gets. */
export function NoteCard({ device, scan }: { device: Device; scan: ShownScan }) {
  const { t } = useText();
  const toast = useToast();
  const saving = useAction();
  const { siteId, side } = scan;
  const kept = noteFor(side.notes, device.keys);
  const [{ typed }, keep] = useKeptView<Typed>(`note/${siteId}/${device.id}`, nothingTyped);
  const { name, note } = typed ?? { name: kept?.name ?? "", note: kept?.note ?? "" };

  function edit(next: { name: string; note: string }): void {
    const isAsKept = next.name === (kept?.name ?? "") && next.note === (kept?.note ?? "");
    keep({ typed: isAsKept ? null : next });
  }

  function save(): void {
    if (siteId === null || typed === null) return;
    saving.run(async (client) => {
      const notes = await client.devices.describe({
        siteId,
        keys: device.keys,
        name: name.trim() === "" ? null : name.trim(),
        note: note.trim() === "" ? null : note.trim(),
      });
      side.setNotes(notes);
      keep({ typed: null });
      toast(t("ui.common.saved"));
    });
  }

  return (
    <Card title={t("ui.device.yourNotes")} hint={t("ui.device.yourNotesHint")}>
      {siteId === null ? (
        <Text size="small" tone="soft">
          {t("ui.device.notesLater")}
        </Text>
      ) : (
        <Form label={t("ui.device.yourNotes")} onSubmit={save}>
          <TextField
            label={t("ui.device.yourName")}
            value={name}
            maxLength={MAX_NAME_LENGTH}
            autoComplete="off"
            onChange={(next) => edit({ name: next, note })}
          />
          <TextArea
            label={t("ui.device.yourNote")}
            value={note}
            maxLength={MAX_NOTE_LENGTH}
            onChange={(next) => edit({ name, note: next })}
          />
          {saving.problem && <ProblemBanner problem={saving.problem} onRetry={save} />}
          <Inline>
            <Button look="primary" icon={Save} type="submit" pending={saving.pending} disabled={typed === null}>
              {t("ui.common.save")}
            </Button>
          </Inline>
        </Form>
      )}
    </Card>
  );
}
