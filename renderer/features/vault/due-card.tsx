import type { Loaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Card } from "../../ui/card.tsx";
import { Inset } from "../../ui/layout.tsx";
import { LinkRow, Rows } from "../../ui/rows.tsx";
import { Text } from "../../ui/text.tsx";
import { AccountMarks } from "./account-words.tsx";
import type { DueAccount } from "./vault-loads.ts";

/** Whose password has to be changed, at all sites, the most urgent first; each leads to its site. */
export function DueCard({ due }: { due: Loaded<DueAccount[]> }) {
  const { t } = useText();
  const hasAny = due.step === "ready" && due.value.length > 0;
  return (
    <Card title={t("ui.passwords.due")} hint={t("ui.passwords.dueHint")} flush>
      {hasAny ? (
        <Rows label={t("ui.passwords.due")}>
          {due.value.map(({ siteId, siteName, account }) => (
            <LinkRow
              key={account.id}
              href={hrefOf({ page: "site-passwords", siteId })}
              title={`${siteName}: ${account.label}`}
              detail={t(`ui.passwords.kind.${account.kind}`)}
              end={<AccountMarks account={account} />}
            />
          ))}
        </Rows>
      ) : (
        <Inset>
          <LoadedView loaded={due}>
            {() => (
              <Text size="small" tone="soft">
                {t("ui.passwords.dueNone")}
              </Text>
            )}
          </LoadedView>
        </Inset>
      )}
    </Card>
  );
}
