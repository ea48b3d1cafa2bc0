import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { CheckList } from "../../ui/check-list.tsx";
import { AccountLine } from "./account-words.tsx";

type AccountChoiceProps = {
  accounts: readonly VaultAccount[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  error: string | null;
};

/** Which passwords go out; what this laptop does not have can't. */
export function AccountChoice({ accounts, chosen, onChange, error }: AccountChoiceProps) {
  const { t } = useText();
  return (
    <CheckList
      label={t("ui.handOver.which")}
      items={accounts.map((account) => ({
        value: account.id,
        label: account.label,
        hint: (
          <>
            <AccountLine account={account} />
            {account.secret !== "here" && ` · ${t("ui.handOver.notHere")}`}
          </>
        ),
        disabled: account.secret !== "here",
      }))}
      chosen={chosen}
      onChange={onChange}
      error={error}
    />
  );
}

export const idsHere = (accounts: readonly VaultAccount[]): ReadonlySet<string> =>
  new Set(accounts.filter(({ secret }) => secret === "here").map(({ id }) => id));
