import { Plus, Trash2 } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { FieldList } from "../../ui/field-list.tsx";
import { TextField } from "../../ui/field.tsx";
import { Inline } from "../../ui/layout.tsx";

/** A line keeps its identity while others are removed, so that focus and errors stay where they belong. */
type Line = { id: number; text: string };

let lastId = 0;
export const linesOf = (texts: readonly string[]): readonly Line[] => texts.map((text) => ({ id: ++lastId, text }));

/** What was typed, without the empty ones. */
export const textsOf = (lines: readonly Line[]): string[] =>
  lines.map(({ text }) => text.trim()).filter((text) => text !== "");

type LinesProps = {
  title: string;
  hint: string;
  addLabel: string;
  entryLabel: (number: number) => string;
  lines: readonly Line[];
  max: number;
  onChange: (lines: readonly Line[]) => void;
  errorOf: (text: string) => string | null;
};

/** A list of addresses or ranges that the person writes, empty at first. */
export function Lines({ title, hint, addLabel, entryLabel, lines, max, onChange, errorOf }: LinesProps) {
  const { t } = useText();
  return (
    <FieldList title={title} hint={hint} empty={null}>
      {lines.map(({ id, text }, index) => (
        <FieldList.Entry
          key={id}
          action={
            <IconButton
              icon={Trash2}
              label={t("ui.settings.remove", { what: text || entryLabel(index + 1) })}
              onClick={() => onChange(lines.filter((line) => line.id !== id))}
            />
          }
        >
          <TextField
            label={entryLabel(index + 1)}
            labelUnseen
            technical
            value={text}
            onChange={(next) => onChange(lines.map((line) => (line.id === id ? { id, text: next } : line)))}
            error={errorOf(text)}
          />
        </FieldList.Entry>
      ))}
      <Inline>
        <Button
          size="small"
          icon={Plus}
          disabled={lines.length >= max}
          onClick={() => onChange([...lines, ...linesOf([""])])}
        >
          {addLabel}
        </Button>
      </Inline>
    </FieldList>
  );
}
