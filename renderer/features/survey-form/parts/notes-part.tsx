import { Trash2 } from "lucide-react";
import { now } from "../../../survey/now.ts";
import { useOwnName } from "../../../host-state/use-laptops.ts";
import { useText } from "../../../i18n/language.tsx";
import { IconButton } from "../../../ui/button.tsx";
import { EntryList, PlainEntry } from "../../../ui/entry-list.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { useEditing } from "../../../survey/edits-context.tsx";
import { useListEdits } from "../use-list-edits.ts";
import { AddingLine } from "./adding-line.tsx";
import { EntryFields } from "./entry-fields.tsx";

const MAX_NOTE_LENGTH = 10_000;

/** Whatever has no field of its own, each note with its time and who wrote it. */
export function NotesPart({ siteId }: { siteId: string }) {
  const { t, dateTime } = useText();
  const { document } = useEditing();
  const { remove } = useListEdits("notes");
  return (
    <Stack>
      <NewNote siteId={siteId} />
      <EntryList label={t("ui.survey.part.notes")}>
        {document.notes.toReversed().map((note) => (
          <PlainEntry key={note.id}>
            <EntryFields list="notes" entry={note} only={["text"]} />
            <Inline justify="between">
              <Text size="small" tone="soft">
                {note.by == null ? dateTime(note.at) : t("ui.survey.doneOn", { who: note.by, when: dateTime(note.at) })}
              </Text>
              <IconButton
                icon={Trash2}
                size="large"
                label={t("ui.survey.remove", { what: note.text.slice(0, 60) })}
                onClick={() => remove(note.id, t("ui.survey.note.one"))}
              />
            </Inline>
          </PlainEntry>
        ))}
      </EntryList>
    </Stack>
  );
}

export function NewNote({ siteId }: { siteId: string }) {
  const { t } = useText();
  const { add } = useListEdits("notes");
  const ownName = useOwnName();
  return (
    <AddingLine
      keptAs={`adding/${siteId}/notes`}
      kind="lines"
      label={t("ui.survey.note.new")}
      addLabel={t("ui.survey.note.add")}
      maxLength={MAX_NOTE_LENGTH}
      onAdd={(text) => void add({ text, at: now(), ...(ownName !== null && { by: ownName }) })}
    />
  );
}
