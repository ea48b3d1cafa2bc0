import { useText } from "../../../i18n/language.tsx";
import { useEditing } from "../../../survey/edits-context.tsx";
import { AddEntryButton, FoldedList } from "./folded-list.tsx";

/** Whom to call. */
export function ContactsPart() {
  const { t } = useText();
  const { document } = useEditing();
  return (
    <FoldedList
      list="contacts"
      label={t("ui.survey.part.contacts")}
      entries={document.contacts}
      titleOf={({ name }) => name ?? t("ui.survey.contact.nameless")}
      detailOf={({ role, phone }) => [role, phone].filter(Boolean).join(" · ")}
      empty={t("ui.survey.contact.none")}
      renderAdding={(open) => (
        <AddEntryButton list="contacts" fields={{}} onAdded={open}>
          {t("ui.survey.contact.add")}
        </AddEntryButton>
      )}
    />
  );
}
