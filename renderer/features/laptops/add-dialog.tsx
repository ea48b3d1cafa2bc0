import type { Laptop } from "#core/contract/team-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useToast } from "../../ui/toast.tsx";
import { TextIntake } from "../../intake/text-intake.tsx";

/** The contract's own limit. */
const MAX_CARD_LENGTH = 10_000;

type AddLaptopDialogProps = { onClose: () => void; onAdded: (laptop: Laptop) => void };

/** Takes in the card of a colleague's laptop. */
export function AddLaptopDialog({ onClose, onAdded }: AddLaptopDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const adding = useAction();

  function add(text: string): void {
    adding.run(async (client) => {
      const laptop = await client.laptops.add({ text });
      toast(t("ui.laptops.added", { laptop: laptop.name }));
      onAdded(laptop);
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.laptops.addTitle")}
      description={t("ui.laptops.addText")}
      footer={<Button onClick={onClose}>{t("ui.common.cancel")}</Button>}
    >
      <TextIntake
        accept=".json,.txt,application/json,text/plain"
        fileLabel={t("ui.laptops.addFile")}
        maxLength={MAX_CARD_LENGTH}
        pending={adding.pending}
        onText={add}
      />
      {adding.problem && <ProblemBanner problem={adding.problem} />}
    </Dialog>
  );
}
