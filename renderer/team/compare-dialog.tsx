import { ShieldCheck } from "lucide-react";
import type { Laptop } from "#core/contract/team-calls.ts";
import { useAction } from "../connection/use-action.ts";
import { useText } from "../i18n/language.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Fingerprint } from "../ui/fingerprint.tsx";
import { Stack } from "../ui/layout.tsx";
import { Steps } from "../ui/steps.tsx";
import { Text } from "../ui/text.tsx";
import { useToast } from "../ui/toast.tsx";

type CompareDialogProps = { laptop: Laptop; onClose: () => void; onConfirmed: () => void };

/** Has two people compare a laptop's fingerprint before anything secret goes to it. */
export function CompareDialog({ laptop, onClose, onConfirmed }: CompareDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const confirming = useAction();

  function confirm(): void {
    confirming.run(async (client) => {
      await client.laptops.confirm({ laptopId: laptop.id, confirmed: true });
      toast(t("ui.laptops.comparedToast", { laptop: laptop.name }));
      onConfirmed();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.laptops.compareTitle", { laptop: laptop.name })}
      description={t("ui.laptops.compareText")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.laptops.compareDiffers")}</Button>
          <Button look="primary" icon={ShieldCheck} pending={confirming.pending} onClick={confirm}>
            {t("ui.laptops.compareSame")}
          </Button>
        </>
      }
    >
      <Steps
        items={[
          <Text key="call">{t("ui.laptops.compareHow1")}</Text>,
          <Text key="read">{t("ui.laptops.compareHow2")}</Text>,
          <Stack key="compare" gap="small">
            <Text>{t("ui.laptops.compareHow3")}</Text>
            <Fingerprint>{laptop.fingerprint}</Fingerprint>
          </Stack>,
        ]}
      />
      {confirming.problem && <ProblemBanner problem={confirming.problem} />}
    </Dialog>
  );
}
