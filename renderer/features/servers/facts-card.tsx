import { Pencil, Trash2 } from "lucide-react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Button, TextLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Code } from "../../ui/text.tsx";

type FactsCardProps = { view: ServerView; onEdit: () => void; onRemove: () => void };

/** What is known of a server without asking it. */
export function FactsCard({ view: { server, mayChange, sites }, onEdit, onRemove }: FactsCardProps) {
  const { t } = useText();
  const { host, region, ssh } = server;
  return (
    <Card title={t("ui.servers.facts")}>
      <KeyValues
        items={[
          { name: t("ui.servers.address"), value: <Code>{host}</Code> },
          { name: t("ui.servers.place"), value: region && <bdi>{region}</bdi> },
          {
            name: t("ui.servers.keyKept"),
            value: ssh.hostKeys.length > 0 ? <Code>{ssh.hostKeys.join(" ")}</Code> : t("ui.servers.no"),
          },
          { name: t("ui.servers.changes"), value: t(mayChange ? "ui.servers.yes" : "ui.servers.no") },
          {
            name: t("ui.servers.sites"),
            value:
              sites.length === 0 ? (
                t("ui.servers.sitesNone")
              ) : (
                <Inline gap="medium">
                  {sites.map(({ siteId, siteName }) => (
                    <TextLink key={siteId} href={hrefOf({ page: "site", siteId })}>
                      <bdi>{siteName}</bdi>
                    </TextLink>
                  ))}
                </Inline>
              ),
          },
        ]}
      />
      <Inline>
        <Button icon={Pencil} onClick={onEdit}>
          {t("ui.servers.edit")}
        </Button>
        <Button look="danger" icon={Trash2} onClick={onRemove}>
          {t("ui.servers.remove.button")}
        </Button>
      </Inline>
    </Card>
  );
}
