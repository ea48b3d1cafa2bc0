import { Unplug } from "lucide-react";
import type { HubStatus } from "#core/contract/team-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { waitingWords } from "./hub-words.ts";

type ForgetDialogProps = { hub: string; status: HubStatus; onClose: () => void; onForgotten: () => void };

/** Asks before the firm's server is forgotten, and says what stays. */
export function ForgetDialog({ hub, status, onClose, onForgotten }: ForgetDialogProps) {
  const text = useText();
  const { t } = text;
  const toast = useToast();
  const forgetting = useAction();
  const waiting = waitingWords(status, text);

  function forget(): void {
    forgetting.run(async (client) => {
      await client.hub.forget();
      toast(t("ui.team.forgotten"));
      onForgotten();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.team.forgetTitle", { hub })}
      description={t("ui.team.forgetText")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="danger" icon={Unplug} pending={forgetting.pending} onClick={forget}>
            {t("ui.team.forget")}
          </Button>
        </>
      }
    >
      <Text>{t("ui.team.forgetKept")}</Text>
      {waiting.length > 0 && (
        <Text tone="caution" weight="strong">
          {waiting.join(" · ")}. {t("ui.team.forgetWaiting")}
        </Text>
      )}
      {forgetting.problem && <ProblemBanner problem={forgetting.problem} />}
    </Dialog>
  );
}
