import { Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { ListName } from "#core/survey/survey-document.ts";
import { useText } from "../../../i18n/language.tsx";
import { Button } from "../../../ui/button.tsx";
import { EntryList, FoldedEntry, OrderButtons } from "../../../ui/entry-list.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { ConflictMark } from "../../../survey/conflict-mark.tsx";
import { useListEdits } from "../use-list-edits.ts";
import { EntryFields } from "./entry-fields.tsx";

type FoldedListProps<E extends { id: string }> = {
  list: ListName;
  label: string;
  entries: readonly E[];
  titleOf: (entry: E) => string;
  detailOf: (entry: E) => string;
  /** Said while there is no entry. */
  empty: string;
  /** Before the entry's fields. */
  renderAbove?: (entry: E) => ReactNode;
  /** Below the list; calls back with a new entry that should be open. */
  renderAdding: (open: (id: string) => void) => ReactNode;
};

/** Entries with several fields each, one of them open at a time. */
export function FoldedList<E extends { id: string }>({
  list,
  label,
  entries,
  titleOf,
  detailOf,
  empty,
  renderAbove,
  renderAdding,
}: FoldedListProps<E>) {
  const { t } = useText();
  const { remove, moverUp, moverDown } = useListEdits(list);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Stack>
      {entries.length === 0 && (
        <Text tone="soft" measure>
          {empty}
        </Text>
      )}
      <EntryList label={label}>
        {entries.map((entry, index) => {
          const title = titleOf(entry);
          return (
            <FoldedEntry
              key={entry.id}
              title={title}
              detail={detailOf(entry)}
              isOpen={openId === entry.id}
              onOpenChange={(isOpen) => setOpenId(isOpen ? entry.id : null)}
              aside={<ConflictMark path={[list, entry.id]} />}
            >
              {renderAbove?.(entry)}
              <EntryFields list={list} entry={entry} />
              <Inline justify="end">
                <OrderButtons
                  upLabel={t("ui.survey.moveUp", { what: title })}
                  downLabel={t("ui.survey.moveDown", { what: title })}
                  removeLabel={t("ui.survey.remove", { what: title })}
                  onUp={moverUp(index)}
                  onDown={moverDown(index)}
                  onRemove={() => remove(entry.id, title)}
                />
              </Inline>
            </FoldedEntry>
          );
        })}
      </EntryList>
      {renderAdding(setOpenId)}
    </Stack>
  );
}

/** Adds an entry whose fields are filled in afterwards. */
export function AddEntryButton({
  list,
  fields,
  onAdded,
  children,
}: {
  list: ListName;
  fields: Record<string, unknown>;
  onAdded: (id: string) => void;
  children: ReactNode;
}) {
  const { add } = useListEdits(list);
  return (
    <Inline>
      <Button size="large" icon={Plus} onClick={() => onAdded(add(fields))}>
        {children}
      </Button>
    </Inline>
  );
}
