import { ExternalLink } from "lucide-react";
import type { Device } from "#core/lan/device.ts";
import { CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { openablePages, shownLinks } from "./device-links.ts";
import { useOutOfReach } from "./use-out-of-reach.ts";

/** What can be called on the device, what for, and what can be opened or copied. */
export function PortsCard({ device }: { device: Device }) {
  const outOfReach = useOutOfReach(device);
  const { t, orElse } = useText();
  const { ports } = device;
  const links = shownLinks(device);
  const openable = new Set(outOfReach ? [] : openablePages(device).map(({ url }) => url));
  const sorted = ports.toSorted((a, b) => a.port - b.port);
  return (
    <Card
      title={t("ui.device.ports")}
      hint={ports.length === 0 ? t("ui.device.noPorts") : t("ui.device.portsHint")}
      flush
    >
      {ports.length > 0 && (
        <Table
          label={t("ui.device.ports")}
          head={[t("ui.device.port"), t("ui.device.purpose")]}
          rows={sorted.map(({ transport, port, service }) => ({
            key: `${transport} ${port}`,
            cells: [
              <Code key="port">{`${transport.toUpperCase()} ${port}`}</Code>,
              service === null ? (
                <Text key="purpose" as="span" size="small" tone="faint">
                  {t("ui.device.purposeUnknown")}
                </Text>
              ) : (
                orElse(`port.${service}`, service)
              ),
            ],
          }))}
        />
      )}
      {links.length > 0 && (
        <Inset below={ports.length > 0}>
          {links.map(({ kind, url }) => (
            <Inline key={`${kind} ${url}`} gap="small">
              <Text as="span" size="small" weight="strong">
                {t(`ui.device.link.${kind}`)}
              </Text>
              <Text as="span" size="small">
                <Code>{url}</Code>
              </Text>
              <CopyIcon text={url} what={url} />
              {openable.has(url) && (
                <ButtonLink look="quiet" size="small" icon={ExternalLink} href={url} elsewhere={t("ui.settle.newTab")}>
                  {t("ui.settle.openLink")}
                </ButtonLink>
              )}
            </Inline>
          ))}
        </Inset>
      )}
    </Card>
  );
}
