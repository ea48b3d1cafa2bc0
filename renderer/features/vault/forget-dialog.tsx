import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { useToast } from "../../ui/toast.tsx";

type ForgetDialogProps = { siteId: string; account: VaultAccount; onClose: () => void; onForgotten: () => void };

export function ForgetDialog({ siteId, account, onClose, onForgotten }: ForgetDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const forgetting = useAction();
  // What this laptop does not hold can only be taken from the survey.
  const [withAccount, setWithAccount] = useState(account.secret !== "here");

  function forget(): void {
    forgetting.run(async (client) => {
      await client.vault.forget({ siteId, accountId: account.id, account: withAccount });
      toast(t("ui.passwords.forgottenToast", { what: account.label }));
      onForgotten();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.passwords.forgetTitle", { what: account.label })}
      description={[account.secret === "here" ? t("ui.passwords.forgetSecret") : null, t("ui.passwords.forgetNothing")]
        .filter(Boolean)
        .join(" ")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button
            look="danger"
            icon={Trash2}
            disabled={account.secret !== "here" && !withAccount}
            pending={forgetting.pending}
            onClick={forget}
          >
            {t("ui.passwords.forget")}
          </Button>
        </>
      }
    >
      <SwitchField
        label={t("ui.passwords.forgetAccount")}
        hint={t("ui.passwords.forgetAccountHint")}
        checked={withAccount}
        onChange={setWithAccount}
      />
      {forgetting.problem && <ProblemBanner problem={forgetting.problem} />}
    </Dialog>
  );
}
