import type { Device, Sourced } from "#core/lan/device.ts";
import { CopyIcon } from "../../files/copy-button.tsx";
import { useText, type Text as Texts } from "../../i18n/language.tsx";
import { clockText } from "../../inspection/clock-text.ts";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Code, Text } from "../../ui/text.tsx";

const FIELDS = ["role", "brand", "model", "firmware", "serialNumber", "name"] as const;
type Field = (typeof FIELDS)[number];

/** What the device is; who says so and who says otherwise is one click away. */
export function IdentityCard({ device }: { device: Device }) {
  const text = useText();
  const { t } = text;
  const known = FIELDS.filter((field) => device[field] !== null);
  const contradicted = known.filter((field) => (device[field]?.otherwise.length ?? 0) > 0);
  return (
    <Card title={t("ui.device.identity")}>
      <KeyValues
        items={[
          ...known.map((field) => ({
            name: t(`ui.device.field.${field}`),
            value: <Value device={device} field={field} />,
          })),
          {
            name: t("ui.device.activated"),
            value: device.activated === null ? null : t(`deviceTable.${device.activated ? "yes" : "no"}`),
          },
          { name: t("ui.device.channels"), value: channelsText(device.channels, text) },
          { name: t("ui.device.clock"), value: clockText(device.clockOffsetSeconds, text) },
        ]}
      />
      {contradicted.length > 0 && (
        <Text size="small" tone="caution">
          {t("ui.device.contradicted", {
            what: contradicted.map((field) => t(`ui.device.field.${field}`)).join(", "),
          })}
        </Text>
      )}
      <Disclosure label={t("ui.device.whoSays")}>
        <Stack gap="small">
          {known.map((field) => (
            <Origin key={field} device={device} field={field} />
          ))}
        </Stack>
      </Disclosure>
    </Card>
  );
}

function Value({ device, field }: { device: Device; field: Field }) {
  const { t } = useText();
  if (field === "role") return t(`deviceRole.${device.role.value}`);
  const value = device[field]?.value ?? "";
  if (field !== "serialNumber") return <bdi>{value}</bdi>;
  return (
    <Inline gap="tight">
      <Code>{value}</Code>
      <CopyIcon text={value} what={value} />
    </Inline>
  );
}

function Origin({ device, field }: { device: Device; field: Field }) {
  const { t, orElse, percent } = useText();
  const sourced: Sourced<string> | null = device[field];
  if (sourced === null) return null;
  const show = (value: string) => (field === "role" ? orElse(`deviceRole.${value}`, value) : value);
  return (
    <Text size="small" tone="soft">
      <Text as="span" size="small" weight="strong">
        {t(`ui.device.field.${field}`)}
      </Text>
      {": "}
      <bdi>{show(sourced.value)}</bdi>
      {" – "}
      {t(`ui.device.source.${sourced.source}`)}
      {`, ${t("ui.device.sure", { percent: percent(sourced.confidence) })}`}
      {sourced.otherwise.map(({ value, source }) => (
        <span key={`${source} ${value}`}>
          {"; "}
          {t(`ui.device.source.${source}`)} {t("ui.device.saysOtherwise")} <bdi>{show(value)}</bdi>
        </span>
      ))}
    </Text>
  );
}

export function channelsText(channels: Device["channels"], { t }: Texts): string | null {
  const parts = [
    !channels?.analog ? null : t("ui.device.analogChannels", { count: channels.analog }),
    !channels?.network ? null : t("ui.device.networkChannels", { count: channels.network }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}
