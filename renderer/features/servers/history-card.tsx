import type { ServerEvent } from "#core/tunnel/firm-server.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Table } from "../../ui/table.tsx";

/** What was done with a server, when and by whom: above all which key counted when, and who got keys. */
export function HistoryCard({ history }: { history: readonly ServerEvent[] }) {
  const { t, dateTime } = useText();
  const title = t("ui.servers.history.title");
  return (
    <Card title={title} hint={t("ui.servers.history.hint")}>
      <Disclosure label={t("ui.servers.history.show", { count: history.length })}>
        <Table
          label={title}
          head={[t("ui.servers.history.when"), t("ui.servers.history.what"), t("ui.servers.history.by")]}
          rows={history.toReversed().map(({ at, by, event, about }, index) => ({
            key: `${index}`,
            cells: [
              dateTime(at),
              t(`ui.servers.history.event.${event}`, { about: about ?? "" }),
              <bdi key="by">{by ?? ""}</bdi>,
            ],
          }))}
        />
      </Disclosure>
    </Card>
  );
}
