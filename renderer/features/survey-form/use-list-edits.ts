import type { ListName } from "#core/survey/survey-document.ts";
import { useText } from "../../i18n/language.tsx";
import { useToast } from "../../ui/toast.tsx";
import { useEditing } from "../../survey/edits-context.tsx";

/** A place that no other laptop chooses, too. */
const newId = (): string => crypto.randomUUID();

/** Adding, removing and putting in order the entries of a list. What was removed can be had back for a moment. */
export function useListEdits(list: ListName) {
  const { t } = useText();
  const toast = useToast();
  const { edits, document } = useEditing();
  const entries = document[list];

  return {
    add: (fields: Record<string, unknown>): string => {
      const id = newId();
      edits.edit([{ op: "put", list, entry: { ...fields, id } }], "now");
      return id;
    },
    remove: (id: string, title: string): void => {
      const index = entries.findIndex((entry) => entry.id === id);
      const entry = entries[index];
      if (entry === undefined) return;
      const before = entries[index + 1]?.id ?? null;
      edits.edit([{ op: "remove", list, id }], "now");
      toast(t("ui.survey.removed", { what: title }), {
        label: t("ui.survey.putBack"),
        onClick: () =>
          edits.edit(
            [
              { op: "put", list, entry },
              { op: "move", list, id, before },
            ],
            "now",
          ),
      });
    },
    /** By one place, or null where there is no further one. */
    moverUp: (index: number): (() => void) | null => {
      const [entry, before] = [entries[index], entries[index - 1]];
      if (entry === undefined || before === undefined) return null;
      return () => edits.edit([{ op: "move", list, id: entry.id, before: before.id }], "now");
    },
    moverDown: (index: number): (() => void) | null => {
      const entry = entries[index];
      if (entry === undefined || entries[index + 1] === undefined) return null;
      return () => edits.edit([{ op: "move", list, id: entry.id, before: entries[index + 2]?.id ?? null }], "now");
    },
  };
}
