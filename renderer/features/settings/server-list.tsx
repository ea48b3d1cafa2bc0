import { Plus, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FieldList } from "../../ui/field-list.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";

type ServerListProps = {
  /** Names what is typed here among everything that is not saved yet. */
  draftKey: string;
  title: string;
  hint: string;
  addLabel: string;
  invalidText: string;
  entryLabel: (number: number) => string;
  entries: readonly string[];
  defaults: readonly string[];
  maxEntries: number;
  isValid: (entry: string) => boolean;
  onSave: (entries: string[]) => Promise<void>;
};

/** A line keeps its identity while others are removed, so that focus and errors stay where they belong. */
type DraftLine = { id: number; text: string };

let lastId = 0;
const draftOf = (entries: readonly string[]): readonly DraftLine[] => entries.map((text) => ({ id: ++lastId, text }));

const filledOf = (draft: readonly DraftLine[]): string[] =>
  draft.map((line) => line.text.trim()).filter((text) => text !== "");

/** Edits a list of servers: checked at the entry, saved together; what is not saved outlives a look at another page. */
export function ServerList(props: ServerListProps) {
  const { t } = useText();
  const toast = useToast();
  const saving = useAction();
  const { entries } = props;
  const kept = useMemo(() => draftOf(entries), [entries]);
  const [typed, setTyped] = useDraft<readonly DraftLine[]>(`servers/${props.draftKey}`);
  const draft = typed ?? kept;
  const [checked, setChecked] = useState(false);
  const filled = filledOf(draft);
  const unsaved = filled.join("\n") !== entries.join("\n");

  /** An empty line that was added is no change yet, but it stays. */
  function setDraft(next: readonly DraftLine[]): void {
    const isAsKept = next.length === entries.length && filledOf(next).join("\n") === entries.join("\n");
    setTyped(isAsKept ? null : next);
  }

  const replace = (id: number, text: string) => setDraft(draft.map((line) => (line.id === id ? { id, text } : line)));

  function save(): void {
    setChecked(true);
    if (!filled.every(props.isValid)) return;
    saving.run(async () => {
      await props.onSave(filled);
      setTyped(null);
      setChecked(false);
      toast(t("ui.common.saved"));
    });
  }

  return (
    <Form label={props.title} onSubmit={save}>
      <FieldList title={props.title} hint={props.hint} empty={draft.length === 0 ? t("ui.settings.listEmpty") : null}>
        {draft.map(({ id, text }, index) => (
          <FieldList.Entry
            key={id}
            action={
              <IconButton
                icon={Trash2}
                label={t("ui.settings.remove", { what: text || props.entryLabel(index + 1) })}
                onClick={() => setDraft(draft.filter((line) => line.id !== id))}
              />
            }
          >
            <TextField
              label={props.entryLabel(index + 1)}
              labelUnseen
              technical
              value={text}
              onChange={(next) => replace(id, next)}
              error={checked && text.trim() !== "" && !props.isValid(text.trim()) ? props.invalidText : null}
            />
          </FieldList.Entry>
        ))}
      </FieldList>
      {saving.problem && <ProblemBanner problem={saving.problem} />}
      <Inline>
        <Button
          icon={Plus}
          disabled={draft.length >= props.maxEntries}
          onClick={() => setDraft([...draft, ...draftOf([""])])}
        >
          {props.addLabel}
        </Button>
        <Button look="quiet" onClick={() => setDraft(draftOf(props.defaults))}>
          {t("ui.settings.restore")}
        </Button>
        {unsaved && (
          <>
            <Button look="primary" type="submit" pending={saving.pending}>
              {t("ui.common.save")}
            </Button>
            <Text as="span" size="small" tone="caution">
              {t("ui.settings.unsaved")}
            </Text>
          </>
        )}
      </Inline>
    </Form>
  );
}
