import { Plus } from "lucide-react";
import { BigTextField } from "../../../ui/big-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { useKeptView } from "../../../navigation/kept-view.tsx";
import { useWarnBeforeClosing } from "../../../navigation/use-warn-before-closing.ts";

type AddingLineProps = {
  /** Keeps what was typed and not added while other pages are looked at. */
  keptAs: string;
  label: string;
  hint?: string;
  addLabel: string;
  maxLength: number;
  kind?: "text" | "lines";
  onAdd: (text: string) => void;
};

const nothing = { text: "" };

/** A line to add one more entry to a list; ready for the next one afterwards. */
export function AddingLine({ keptAs, label, hint, addLabel, maxLength, kind = "text", onAdd }: AddingLineProps) {
  const [{ text }, keep] = useKeptView<{ text: string }>(keptAs, nothing);
  // It is in no survey before it is added.
  useWarnBeforeClosing(text.trim() !== "");

  function add(): void {
    if (text.trim() === "") return;
    onAdd(text.trim());
    keep({ text: "" });
  }

  return (
    <Stack gap="small">
      <BigTextField
        label={label}
        {...(hint !== undefined && { hint })}
        kind={kind}
        value={text}
        maxLength={maxLength}
        onChange={(next) => keep({ text: next })}
        {...(kind === "text" && { onEnter: add })}
      />
      <Inline>
        <Button size="large" icon={Plus} disabled={text.trim() === ""} onClick={add}>
          {addLabel}
        </Button>
      </Inline>
    </Stack>
  );
}
