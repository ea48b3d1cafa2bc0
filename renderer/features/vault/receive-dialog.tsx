import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { TextIntake } from "../../intake/text-intake.tsx";

/** The contract's own limit. */
const MAX_HANDOVER_LENGTH = 2_000_000;

type Received = { siteId: string; from: string; accounts: string[] };

type ReceiveDialogProps = {
  /** The site whose passwords are in view: it needs no link to itself. */
  shownSiteId: string | null;
  onClose: () => void;
  onReceived: () => void;
};

/** Takes in passwords that a colleague handed over to this laptop. */
export function ReceiveDialog({ shownSiteId, onClose, onReceived }: ReceiveDialogProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const receiving = useAction();
  const [received, setReceived] = useState<Received | null>(null);

  function receive(text: string): void {
    receiving.run(async (client) => {
      const result = await client.vault.receive({ text });
      setReceived(result);
      announce(t("ui.handOver.received", { from: result.from, count: result.accounts.length }));
      onReceived();
    });
  }

  if (received)
    return (
      <Dialog
        open
        onClose={onClose}
        title={t("ui.handOver.receivedList")}
        description={t("ui.handOver.received", { from: received.from, count: received.accounts.length })}
        footer={
          <>
            {received.siteId !== shownSiteId && (
              <ButtonLink href={hrefOf({ page: "site-passwords", siteId: received.siteId })}>
                {t("ui.handOver.toSite")}
              </ButtonLink>
            )}
            <Button look="primary" onClick={onClose}>
              {t("ui.handOver.done")}
            </Button>
          </>
        }
      >
        <Reasons
          label={t("ui.handOver.receivedList")}
          items={received.accounts.map((label, index) => ({
            key: `${index} ${label}`,
            icon: KeyRound,
            tone: "positive",
            text: label,
          }))}
        />
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.handOver.receiveTitle")}
      description={t("ui.handOver.receiveText")}
      footer={<Button onClick={onClose}>{t("ui.common.cancel")}</Button>}
    >
      <TextIntake
        // Whatever it came as: a mail program may have given it another ending.
        accept="*"
        fileLabel={t("ui.handOver.receiveFile")}
        maxLength={MAX_HANDOVER_LENGTH}
        pending={receiving.pending}
        onText={receive}
      />
      {receiving.problem && <ProblemBanner problem={receiving.problem} />}
    </Dialog>
  );
}
