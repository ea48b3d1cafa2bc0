import { Download, Pencil } from "lucide-react";
import { assertNever } from "#core/never.ts";
import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Text } from "../../ui/text.tsx";

type AbsentSecretProps = { account: VaultAccount; onEnter: () => void; onReceive: () => void };

/** Why this laptop can't show a password, or not the one in force, and how to come by it. */
export function AbsentSecret({ account, onEnter, onReceive }: AbsentSecretProps) {
  const { t } = useText();
  const holders = account.holders.join(", ");
  switch (account.secret) {
    case "here":
      return account.isOutdated === true ? (
        <Text size="small" tone="caution">
          {t("ui.passwords.outdatedText")} {holders !== "" && t("ui.passwords.elsewhereHeld", { holders })}
        </Text>
      ) : null;
    case "elsewhere":
      return (
        <Text size="small" tone="soft">
          {holders === "" ? t("ui.passwords.elsewhereUnheld") : t("ui.passwords.elsewhereHeld", { holders })}
        </Text>
      );
    case "lost":
      return (
        <Banner
          tone="critical"
          title={t("ui.passwords.lostTitle")}
          actions={
            <>
              <Button icon={Pencil} onClick={onEnter}>
                {t("ui.passwords.enterAgain")}
              </Button>
              {holders !== "" && (
                <Button icon={Download} onClick={onReceive}>
                  {t("ui.handOver.receive")}
                </Button>
              )}
            </>
          }
        >
          <p>{t("ui.passwords.lostDo")}</p>
          {holders !== "" && <p>{t("ui.passwords.lostHeld", { holders })}</p>}
        </Banner>
      );
    default:
      return assertNever(account.secret);
  }
}
