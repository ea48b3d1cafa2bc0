import { CircleAlert, CircleCheck, TriangleAlert, type LucideIcon } from "lucide-react";
import type { Inspection, PreflightItem } from "#core/lan/inspection.ts";
import { useText } from "../i18n/language.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Icon } from "../ui/icon.tsx";
import { KeyValues } from "../ui/key-values.tsx";
import { Inset, Stack } from "../ui/layout.tsx";
import { Picture } from "../ui/picture.tsx";
import { Row, Rows } from "../ui/rows.tsx";
import { Table } from "../ui/table.tsx";
import { Code, Heading, Text } from "../ui/text.tsx";
import type { Tone } from "../ui/tone.ts";
import { clockText } from "./clock-text.ts";
import { Mask } from "./mask.tsx";

type Read = Extract<Inspection, { state: "read" }>;

type Told = PreflightItem & { state: Exclude<PreflightItem["state"], "unknown"> };
const isTold = (item: PreflightItem): item is Told => item.state !== "unknown";

const looks: Record<Told["state"], { icon: LucideIcon; tone: Tone }> = {
  ok: { icon: CircleCheck, tone: "positive" },
  warning: { icon: TriangleAlert, tone: "caution" },
  problem: { icon: CircleAlert, tone: "critical" },
};

/** What the device told after the login: its picture first, since that answers the question. */
export function InspectionResult({ result }: { result: Read }) {
  const { t, say } = useText();
  const { snapshot, preflight, channels } = result;
  const told = preflight.filter(isTold);
  const notTold = preflight.filter((item) => !isTold(item));
  return (
    <>
      <Inset below>
        {snapshot === null ? (
          <Text size="small" tone="soft">
            {t("ui.inspect.noPicture")}
          </Text>
        ) : (
          <Stack gap="small">
            <Picture
              source={`data:${snapshot.mediaType};base64,${snapshot.base64}`}
              description={t("ui.inspect.picture")}
            />
            {snapshot.channel !== null && (
              <Text size="caption" tone="faint">
                <bdi>{snapshot.channel}</bdi>
              </Text>
            )}
          </Stack>
        )}
        {preflight.length > 0 && <Heading level={3}>{t("ui.inspect.preflight")}</Heading>}
      </Inset>
      {told.length > 0 && (
        <Rows label={t("ui.inspect.preflight")}>
          {told.map((item) => (
            <Row
              key={item.code}
              start={<Icon {...iconOf(item)} />}
              title={
                <>
                  <span>{say(item.title)}</span>{" "}
                  <Text as="span" size="caption" tone={looks[item.state].tone}>
                    {t(`ui.inspect.state.${item.state}`)}
                  </Text>
                </>
              }
            >
              {item.whatToDo !== null && <p>{say(item.whatToDo)}</p>}
            </Row>
          ))}
        </Rows>
      )}
      <Inset below={told.length > 0}>
        {notTold.length > 0 && <NotTold items={notTold} />}
        <ToldFacts result={result} />
        {channels.length > 0 && <Heading level={3}>{t("ui.inspect.channels", { count: channels.length })}</Heading>}
      </Inset>
      {channels.length > 0 && <Channels channels={channels} />}
      <Inset below={channels.length > 0}>
        <Text size="caption" tone="faint">
          {t("ui.inspect.way", { way: t(`ui.inspect.ways.${result.way}`) })}
        </Text>
      </Inset>
    </>
  );
}

/** One line for all that this login did not tell, since the search may have told it; where to look is one click away. */
function NotTold({ items }: { items: readonly PreflightItem[] }) {
  const { t, say } = useText();
  const what = items.map(({ code }) => t(`ui.inspect.about.${code}`)).join(", ");
  return (
    <Disclosure label={t("ui.inspect.notTold", { what })}>
      <KeyValues
        items={items.map(({ code, whatToDo }) => ({
          name: t(`ui.inspect.about.${code}`),
          value: whatToDo && say(whatToDo),
        }))}
      />
    </Disclosure>
  );
}

const iconOf = ({ state }: Told) => ({ of: looks[state].icon, tone: looks[state].tone });

function ToldFacts({ result: { claims, ipFilter } }: { result: Read }) {
  const text = useText();
  const { t } = text;
  const { network } = claims;
  const value = (told: string | undefined) => (told === undefined ? null : <bdi>{told}</bdi>);
  const gateway = network?.gateway;
  return (
    <KeyValues
      items={[
        { name: t("ui.device.field.model"), value: value(claims.model) },
        { name: t("ui.device.field.firmware"), value: value(claims.firmware) },
        { name: t("ui.device.field.serialNumber"), value: value(claims.serialNumber) },
        { name: t("ui.device.field.name"), value: value(claims.name) },
        { name: t("ui.device.clock"), value: clockText(claims.clockOffsetSeconds ?? null, text) },
        {
          name: t("ui.device.mask"),
          value: network?.prefixLength ? <Mask prefixLength={network.prefixLength} /> : null,
        },
        {
          name: t("ui.device.gateway"),
          value: gateway === undefined ? null : gateway === null ? t("ui.device.noGateway") : <Code>{gateway}</Code>,
        },
        {
          name: t("ui.device.dns"),
          value: network?.dnsServers?.length ? <Code>{network.dnsServers.join(", ")}</Code> : null,
        },
        { name: t("ui.inspect.ipFilter"), value: ipFilter === null ? null : <IpFilter filter={ipFilter} /> },
      ]}
    />
  );
}

function IpFilter({ filter }: { filter: NonNullable<Read["ipFilter"]> }) {
  const { t } = useText();
  if (!filter.enabled) return t("ui.inspect.filterOff");
  return (
    <>
      {t(filter.mode === "deny" ? "ui.inspect.filterDeny" : "ui.inspect.filterAllow")}{" "}
      <Code>{filter.entries.join(", ")}</Code>
    </>
  );
}

/** The cameras behind a recorder. */
function Channels({ channels }: Pick<Read, "channels">) {
  const { t } = useText();
  return (
    <Table
      label={t("ui.inspect.channelsLabel")}
      head={[
        t("ui.inspect.channel"),
        t("ui.inspect.channelName"),
        t("ui.inspect.channelAddress"),
        t("ui.inspect.channelState"),
      ]}
      rows={channels.map(({ number, name, address, online }) => ({
        key: `${number}`,
        cells: [
          `${number}`,
          <bdi key="name">{name}</bdi>,
          address !== null && <Code key="address">{address}</Code>,
          online === null ? t("ui.inspect.onlineUnknown") : t(online ? "ui.inspect.online" : "ui.inspect.offline"),
        ],
      }))}
    />
  );
}
