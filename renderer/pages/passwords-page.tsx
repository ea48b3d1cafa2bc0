import { Download } from "lucide-react";
import { useState } from "react";
import { DueCard } from "../features/vault/due-card.tsx";
import { KeepingCard } from "../features/vault/keeping-card.tsx";
import { ReceiveDialog } from "../features/vault/receive-dialog.tsx";
import { useDueAccounts, useVaultState } from "../features/vault/vault-loads.ts";
import { useText } from "../i18n/language.tsx";
import { Button } from "../ui/button.tsx";
import { Split } from "../ui/layout.tsx";
import { Page } from "../ui/page.tsx";

/** Passwords of all sites: what is due, where they are kept, what comes in from colleagues. */
export function PasswordsPage() {
  const { t } = useText();
  const vault = useVaultState();
  const due = useDueAccounts();
  const [receiving, setReceiving] = useState(false);
  // What keeps everything else from working stands first.
  const isInTrouble = vault.step === "failed" || (vault.step === "ready" && vault.value.state !== "ok");
  return (
    <Page
      title={t("ui.passwords.title")}
      lead={t("ui.passwords.lead")}
      actions={
        <Button icon={Download} onClick={() => setReceiving(true)}>
          {t("ui.handOver.receive")}
        </Button>
      }
    >
      {isInTrouble && <KeepingCard vault={vault} />}
      <Split main={<DueCard due={due} />} side={!isInTrouble && <KeepingCard vault={vault} />} />
      {receiving && (
        <ReceiveDialog
          shownSiteId={null}
          onClose={() => setReceiving(false)}
          onReceived={() => {
            vault.reload();
            due.reload();
          }}
        />
      )}
    </Page>
  );
}
