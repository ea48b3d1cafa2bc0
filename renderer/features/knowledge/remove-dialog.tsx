import { Undo2 } from "lucide-react";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { draftKeyOf } from "./entry-dialog.tsx";
import { nameOf, type Known } from "./known.ts";

type RemoveDialogProps = { known: Known; isCopy: boolean; onClose: () => void; onRemoved: () => void };

/** Asks before the firm's own entry is taken away: what was typed into it is gone then. */
export function RemoveDialog({ known, isCopy, onClose, onRemoved }: RemoveDialogProps) {
  const { t, locale } = useText();
  const removing = useAction();
  const [, setDraft] = useDraft(draftKeyOf(known.kind, known.entry.id));
  const what = nameOf(known, locale);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(isCopy ? "ui.knowledge.backTitle" : "ui.knowledge.removeTitle", { what })}
      description={t(isCopy ? "ui.knowledge.backText" : "ui.knowledge.removeText")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button
            look="danger"
            icon={Undo2}
            pending={removing.pending}
            onClick={() =>
              removing.run(async (client) => {
                await client.knowledge.removeEntry({ kind: known.kind, id: known.entry.id });
                setDraft(null);
                onRemoved();
                onClose();
              })
            }
          >
            {t(isCopy ? "ui.knowledge.back" : "ui.knowledge.remove")}
          </Button>
        </>
      }
    >
      {removing.problem && <ProblemBanner problem={removing.problem} />}
    </Dialog>
  );
}
