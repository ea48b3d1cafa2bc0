import { CircleCheck } from "lucide-react";
import type { FirmPlan } from "#core/contract/tunnel-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { TextLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inset, Stack } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { Code, Heading, Text } from "../../ui/text.tsx";
import { ToneWord } from "../../ui/tone-word.tsx";
import { RemarkList } from "./remark-list.tsx";

/** The addresses of the whole firm: what clashes first, then who has which. */
export function PlanCard({ plan: { servers, remarks } }: { plan: FirmPlan }) {
  const { t } = useText();
  return (
    <Card title={t("ui.servers.plan.title")} hint={t("ui.servers.plan.hint")} flush>
      <Inset>
        {remarks.length > 0 ? (
          <Stack gap="small">
            <Heading level={3} size="caption">
              {t("ui.servers.plan.collisions")}
            </Heading>
            <RemarkList remarks={remarks} />
          </Stack>
        ) : servers.length === 0 ? (
          <Text size="small" tone="soft">
            {t("ui.servers.plan.empty")}
          </Text>
        ) : (
          <Text size="small">
            <ToneWord tone="positive" icon={CircleCheck}>
              {t("ui.servers.plan.fine")}
            </ToneWord>
          </Text>
        )}
      </Inset>
      {servers.map((server) => (
        <PlanOf key={server.serverId} server={server} />
      ))}
    </Card>
  );
}

function PlanOf({ server: { name, tunnelPool, sitePool, entries } }: { server: FirmPlan["servers"][number] }) {
  const { t } = useText();
  const label = t("ui.servers.plan.of", { name });
  const code = (value: string | null) => (value === null ? "" : <Code>{value}</Code>);
  return (
    <>
      <Inset below>
        <Stack gap="tight">
          <Heading level={3} size="caption">
            {label}
          </Heading>
          <Text size="caption" tone="soft">
            {t("ui.servers.plan.pools", { tunnelPool, sitePool })}
          </Text>
          {entries.length === 0 && (
            <Text size="small" tone="soft">
              {t("ui.servers.plan.nobody")}
            </Text>
          )}
        </Stack>
      </Inset>
      {entries.length > 0 && (
        <Table
          label={label}
          head={[
            t("ui.servers.plan.who"),
            t("ui.servers.plan.kind"),
            t("ui.servers.plan.address"),
            t("ui.servers.plan.mapped"),
            t("ui.servers.plan.lan"),
          ]}
          rows={entries.map(({ kind, siteId, name: who, address, mapped, lan }, index) => ({
            // Two sites may have one name and, where they clash, one address.
            key: `${index}`,
            cells: [
              siteId === null ? (
                <bdi key="who">{who}</bdi>
              ) : (
                <TextLink key="who" href={hrefOf({ page: "site", siteId })}>
                  <bdi>{who}</bdi>
                </TextLink>
              ),
              t(`ui.servers.plan.kinds.${kind}`),
              code(address),
              code(mapped),
              code(lan),
            ],
          }))}
        />
      )}
    </>
  );
}
