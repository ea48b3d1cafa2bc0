import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { useText } from "../i18n/language.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useEditing } from "./edits-context.tsx";
import { ConflictChoice } from "./conflict-choice.tsx";
import { sayPlace } from "./conflict-words.ts";

/** At a place that two people filled in differently: "Two versions", and the choice between them. */
export function ConflictMark({ path }: { path: readonly string[] }) {
  const text = useText();
  const { t } = text;
  const { state, document, edits } = useEditing();
  const [isOpen, setIsOpen] = useState(false);
  const conflict = document.conflicts.find(
    (one) => one.path.length === path.length && one.path.every((step, index) => step === path[index]),
  );
  if (conflict === undefined) return null;
  const place = sayPlace(path, document, conflict, text).join(" · ");
  return (
    <>
      <Button
        look="danger"
        icon={GitCompareArrows}
        label={t("ui.conflicts.versionsOf", { count: conflict.sides.length, what: place })}
        onClick={() => setIsOpen(true)}
      >
        {t("ui.conflicts.twoVersions", { count: conflict.sides.length })}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        wide
        title={place}
        description={t("ui.conflicts.choose")}
        footer={<Button onClick={() => setIsOpen(false)}>{t("ui.conflicts.later")}</Button>}
      >
        <ConflictChoice
          siteId={state.site.id}
          conflict={conflict}
          onDecided={() => {
            setIsOpen(false);
            edits.refresh();
          }}
        />
      </Dialog>
    </>
  );
}
