import type { Observation, ObservationOf } from "#core/nat/observation.ts";
import { observationsOf } from "#core/nat/observation.ts";
import { useText, type Text } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Table } from "../../ui/table.tsx";
import { Code } from "../../ui/text.tsx";

type Ports = ObservationOf<"upnp-mapping-table">;
type Entry = Ports["data"]["entries"][number];

/** The ports that stand open in the router already, as it lists them itself: who asked for which, and for how long. */
export function OpenPortsCard({ observations }: { observations: readonly Observation[] }) {
  const text = useText();
  const { t } = text;
  const tables = observationsOf(observations, "upnp-mapping-table");
  if (tables.length === 0) return null;
  const entries = tables.flatMap(({ data }) => data.entries).toSorted((a, b) => a.externalPort - b.externalPort);
  const isComplete = tables.every(({ data }) => data.complete);
  const hint = t(entries.length === 0 ? "ui.ports.none" : "ui.ports.hint");
  return (
    <Card
      title={t("ui.ports.title")}
      hint={isComplete || entries.length === 0 ? hint : `${hint} ${t("ui.ports.incomplete")}`}
      flush={entries.length > 0}
    >
      {entries.length > 0 && (
        <Table
          label={t("ui.ports.title")}
          head={[t("ui.ports.port"), t("ui.ports.device"), t("ui.ports.name"), t("ui.ports.time")]}
          rows={entries.map((entry, index) => ({
            key: `${index} ${entry.transport} ${entry.externalPort}`,
            cells: [
              <Code key="port">{`${entry.transport.toUpperCase()} ${entry.externalPort}`}</Code>,
              <Code key="device">{`${entry.internalClient}:${entry.internalPort}`}</Code>,
              entry.description || t("ui.ports.nameless"),
              howLong(entry, text),
            ],
          }))}
        />
      )}
    </Card>
  );
}

function howLong({ enabled, leaseSeconds }: Entry, { t, longDuration }: Text): string {
  if (!enabled) return t("ui.ports.off");
  return leaseSeconds === 0 ? t("ui.ports.permanent") : t("ui.ports.left", { time: longDuration(leaseSeconds) });
}
