import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { TextLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { NewNote } from "./parts/notes-part.tsx";
import { ChecklistItems } from "./parts/tasks.tsx";

/** The latest say what was last on somebody's mind. */
const SHOWN = 3;

export function NotesCard() {
  const { t, dateTime } = useText();
  const { state } = useEditing();
  const { notes } = state.shown;
  const siteId = state.site.id;
  return (
    <Card title={t("ui.survey.part.notes")}>
      {notes
        .slice(-SHOWN)
        .toReversed()
        .map((note) => (
          <Stack key={note.id} gap="tight">
            <Text size="small" lines>
              {note.text}
            </Text>
            <Text size="caption" tone="faint">
              {note.by == null ? dateTime(note.at) : t("ui.survey.doneOn", { who: note.by, when: dateTime(note.at) })}
            </Text>
          </Stack>
        ))}
      {notes.length > SHOWN && (
        <div>
          <TextLink href={hrefOf({ page: "survey", siteId, part: "notes" })}>
            {t("ui.site.allNotes", { count: notes.length })}
          </TextLink>
        </div>
      )}
      <NewNote siteId={siteId} />
    </Card>
  );
}

/** What the firm wants looked at on every job; ticked off right here. */
export function ChecklistCard() {
  const { t } = useText();
  const { checklist } = useEditing().state.shown;
  if (checklist.length === 0) return null;
  const decided = checklist.filter(({ state }) => state !== "open").length;
  return (
    <Card
      title={t("ui.survey.part.checklist")}
      hint={t("ui.survey.filledOf", { filled: decided, of: checklist.length })}
    >
      <ChecklistItems />
    </Card>
  );
}
