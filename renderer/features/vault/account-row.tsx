import { Copy, Eye, EyeOff, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Stack } from "../../ui/layout.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { ToolRow } from "../../ui/rows.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { AbsentSecret } from "./absent-secret.tsx";
import { accountIcons } from "./account-look.ts";
import { AccountLine, AccountMarks } from "./account-words.tsx";
import { useSecretClipboard } from "../../files/clipboard-context.tsx";
import { useShownSecret } from "../../files/shown-secret.ts";

type AccountRowProps = {
  siteId: string;
  account: VaultAccount;
  /** It was shown, copied or found to be lost: the ledger has gone on. */
  onUsed: () => void;
  onChange: () => void;
  onForget: () => void;
  onReceive: () => void;
};

/** One password of a site, with all that can be done with it. */
export function AccountRow({ siteId, account, onUsed, onChange, onForget, onReceive }: AccountRowProps) {
  const { t, date, dateTime } = useText();
  const toast = useToast();
  const clipboard = useSecretClipboard();
  const fetching = useAction();
  const [copyFailed, setCopyFailed] = useState(false);
  const { shown, show, hide } = useShownSecret<{ userName: string | null; password: string }>();
  const { label, id: accountId } = account;

  function reveal(): void {
    setCopyFailed(false);
    fetching.run(async (client) => {
      try {
        show(await client.vault.reveal({ siteId, accountId, purpose: "shown" }));
      } finally {
        onUsed();
      }
    });
  }

  function copy(): void {
    setCopyFailed(false);
    fetching.run(async (client) => {
      try {
        const { password } = await client.vault.reveal({ siteId, accountId, purpose: "copied" });
        await clipboard.copy(label, password).then(
          () => toast(t("ui.passwords.copied")),
          () => setCopyFailed(true),
        );
      } finally {
        onUsed();
      }
    });
  }

  return (
    <ToolRow
      start={<Icon of={accountIcons[account.kind]} tone="neutral" />}
      title={<bdi>{label}</bdi>}
      marks={<AccountMarks account={account} />}
      tools={
        <>
          {account.secret === "here" && (
            <>
              {shown ? (
                <IconButton icon={EyeOff} label={t("ui.passwords.hideOf", { what: label })} onClick={hide} />
              ) : (
                <IconButton icon={Eye} label={t("ui.passwords.showOf", { what: label })} onClick={reveal} />
              )}
              <IconButton icon={Copy} label={t("ui.passwords.copyOf", { what: label })} onClick={copy} />
            </>
          )}
          <IconButton icon={Pencil} label={t("ui.passwords.changeOf", { what: label })} onClick={onChange} />
          <IconButton icon={Trash2} label={t("ui.passwords.forgetOf", { what: label })} onClick={onForget} />
        </>
      }
      below={
        <>
          {shown && (
            <Stack gap="small">
              <KeyValues
                items={[
                  { name: t("ui.passwords.userName"), value: shown.userName ? <Code>{shown.userName}</Code> : null },
                  { name: t("ui.passwords.password"), value: <SecretText>{shown.password}</SecretText> },
                ]}
              />
              <Text size="caption" tone="faint">
                {t("ui.passwords.hidesItself")}
              </Text>
            </Stack>
          )}
          {copyFailed && (
            <Text size="small" tone="critical">
              {t("ui.passwords.copyFailed")}
            </Text>
          )}
          {fetching.problem && <ProblemBanner problem={fetching.problem} />}
          <AbsentSecret account={account} onEnter={onChange} onReceive={onReceive} />
        </>
      }
    >
      <AccountLine account={account} />
      <Text as="span" size="caption" tone="faint">
        {[
          account.changedAt == null ? null : t("ui.passwords.changedAt", { when: dateTime(account.changedAt) }),
          account.changeBy == null ? null : t("ui.passwords.changeByAt", { when: date(account.changeBy) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
    </ToolRow>
  );
}
