import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Code } from "../../ui/text.tsx";
import { dueOf } from "./due.ts";

/** What it opens and for whom, in one line. */
export function AccountLine({ account }: { account: Pick<VaultAccount, "kind" | "userName"> }) {
  const { t } = useText();
  return (
    <span>
      {t(`ui.passwords.kind.${account.kind}`)} ·{" "}
      {account.userName === null || account.userName === "" ? (
        t("ui.passwords.noUser")
      ) : (
        <Code>{account.userName}</Code>
      )}
    </span>
  );
}

/** Whether it is here, and whether it is time to change it; nothing where all is well. */
export function AccountMarks({ account }: { account: VaultAccount }) {
  const { t } = useText();
  const due = dueOf(account);
  return (
    <>
      {account.secret === "lost" && <Badge tone="critical">{t("ui.passwords.lost")}</Badge>}
      {account.secret === "elsewhere" && <Badge>{t("ui.passwords.elsewhere")}</Badge>}
      {account.secret === "here" && account.isOutdated === true && (
        <Badge tone="caution">{t("ui.passwords.outdated")}</Badge>
      )}
      {due && <Badge tone={due.tone}>{t(due.key, due.args)}</Badge>}
    </>
  );
}
