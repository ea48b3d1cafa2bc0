import type { Device } from "#core/lan/device.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { Sighting } from "#core/lan/sighting.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Code, CodeBlock, Text } from "../../ui/text.tsx";
import { Badge } from "../../ui/badge.tsx";

/** More than anybody reads; the export has all of them. */
const MAX_SHOWN = 60;

/** How it was seen: the protocols by name, and each answer as it came. */
export function SightingsCard({ device, record }: { device: Device; record: ScanRecord | null }) {
  const { t } = useText();
  const sightings = record === null ? [] : sightingsOf(device, record.sightings);
  const shown = sightings.slice(0, MAX_SHOWN);
  return (
    <Card title={t("ui.device.seenBy")}>
      <Inline>
        {device.sources.map((source) => (
          <Badge key={source}>{t(`ui.device.source.${source}`)}</Badge>
        ))}
      </Inline>
      {shown.length > 0 && (
        <Disclosure label={t("ui.device.answers", { count: sightings.length })}>
          <Stack gap="large">
            {shown.map((sighting, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a recording; nothing comes in between
              <Answer key={index} sighting={sighting} />
            ))}
          </Stack>
        </Disclosure>
      )}
    </Card>
  );
}

function Answer({ sighting }: { sighting: Sighting }) {
  const { t, duration } = useText();
  const { source, address, port, atMs, claims, raw } = sighting;
  const name = t(`ui.device.source.${source}`);
  return (
    <Stack gap="small">
      <Text size="small">
        <Text as="span" size="small" weight="strong">
          {name}
        </Text>
        {" · "}
        <Code>{port === null ? address : `${address} :${port}`}</Code>
        {" · "}
        {t("ui.device.after", { time: duration(atMs) })}
      </Text>
      <CodeBlock label={`${name}: ${t("ui.evidence.data")}`}>{JSON.stringify(claims, null, 2)}</CodeBlock>
      {raw !== null && <CodeBlock label={`${name}: ${t("ui.evidence.raw")}`}>{raw}</CodeBlock>}
    </Stack>
  );
}

/** By address or by the card's hardware address; two devices on one address share their answers. */
function sightingsOf(device: Device, sightings: readonly Sighting[]): readonly Sighting[] {
  const addresses = new Set(device.addresses.map(({ address }) => address));
  const macs = new Set(device.macs);
  return sightings.filter(
    ({ address, claims }) =>
      (addresses.has(address) && (claims.mac === undefined || macs.size === 0 || macs.has(claims.mac))) ||
      (claims.mac !== undefined && macs.has(claims.mac)),
  );
}
