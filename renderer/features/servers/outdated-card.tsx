import type { ServerView } from "#core/contract/tunnel-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Card } from "../../ui/card.tsx";
import { LinkRow, Rows } from "../../ui/rows.tsx";

/** Sites whose end still goes by what the server was before: each is set up again on its own page. */
export function OutdatedCard({ outdated }: { outdated: ServerView["outdated"] }) {
  const { t } = useText();
  const title = t("ui.servers.outdated.title");
  return (
    <Card title={title} hint={t("ui.servers.outdated.hint")} flush>
      <Rows label={title}>
        {outdated.map(({ siteId, siteName, tunnelId, parts }) => (
          <LinkRow
            key={tunnelId}
            href={hrefOf({ page: "site", siteId })}
            title={siteName}
            detail={parts.map((part) => t(`ui.servers.outdated.${part}`)).join(" ")}
          />
        ))}
      </Rows>
    </Card>
  );
}
