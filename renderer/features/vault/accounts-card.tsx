import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { Row, Rows, ToolRow } from "../../ui/rows.tsx";
import { Text } from "../../ui/text.tsx";
import { AccountDialog } from "./account-dialog.tsx";
import { accountIcons } from "./account-look.ts";
import { AccountLine, AccountMarks } from "./account-words.tsx";
import { byUrgency } from "./due.ts";
import { KeepingBadge } from "./keeping-badge.tsx";
import { useAccounts, useVaultState } from "./vault-loads.ts";

/** More than fits beside the checks; the page of the site's passwords has all. */
const MAX_SHOWN = 5;

/** The passwords of a site on its page: which there are, and what needs somebody. */
export function AccountsCard({ siteId }: { siteId: string }) {
  const { t } = useText();
  const accounts = useAccounts(siteId);
  const vault = useVaultState();
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title={t("ui.passwords.title")}
      hint={t("ui.passwords.cardHint")}
      actions={vault.step === "ready" && <KeepingBadge vault={vault.value} />}
      flush
    >
      {accounts.step === "ready" && accounts.value.length > 0 && <ShownAccounts accounts={accounts.value} />}
      <Inset below={accounts.step === "ready" && accounts.value.length > 0}>
        <LoadedView loaded={accounts}>
          {(all) =>
            all.length === 0 ? (
              <Text size="small" tone="soft">
                {t("ui.passwords.none")}
              </Text>
            ) : null
          }
        </LoadedView>
        <Inline>
          <ButtonLink icon={KeyRound} href={hrefOf({ page: "site-passwords", siteId })}>
            {t("ui.passwords.all")}
          </ButtonLink>
          <Button icon={Plus} onClick={() => setAdding(true)}>
            {t("ui.passwords.add")}
          </Button>
        </Inline>
      </Inset>
      {adding && (
        <AccountDialog siteId={siteId} account={null} onClose={() => setAdding(false)} onKept={accounts.reload} />
      )}
    </Card>
  );
}

function ShownAccounts({ accounts }: { accounts: readonly VaultAccount[] }) {
  const { t } = useText();
  const shown = byUrgency(accounts).slice(0, MAX_SHOWN);
  const more = accounts.length - shown.length;
  return (
    <Rows label={t("ui.passwords.list")}>
      {shown.map((account) => (
        <ToolRow
          key={account.id}
          start={<Icon of={accountIcons[account.kind]} tone="neutral" />}
          title={<bdi>{account.label}</bdi>}
          marks={<AccountMarks account={account} />}
        >
          <AccountLine account={account} />
        </ToolRow>
      ))}
      {more > 0 && <Row title={t("ui.passwords.more", { count: more })} />}
    </Rows>
  );
}
