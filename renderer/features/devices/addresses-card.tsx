import type { Device } from "#core/lan/device.ts";
import { CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { Mask } from "../../inspection/mask.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Code, Text } from "../../ui/text.tsx";

/** Where it is in the network: addresses, cards, and what it says of its own set-up. */
export function AddressesCard({ device }: { device: Device }) {
  const { t } = useText();
  const { addresses, macs, maker, network } = device;
  return (
    <Card title={t("ui.device.addresses")}>
      <Stack gap="small">
        {addresses.map((one) => (
          <Inline key={one.address} gap="small">
            <Text as="span" size="small">
              <Code>{one.address}</Code>
            </Text>
            <CopyIcon text={one.address} what={one.address} />
            {one.interfaceName !== null && (
              <Text as="span" size="caption" tone="faint">
                {t("ui.device.seenOn")} <bdi>{one.interfaceName}</bdi>
              </Text>
            )}
            {one.inOwnNetwork === false && (
              <Text as="span" size="caption" tone="caution">
                {t("ui.device.otherNetwork")}
              </Text>
            )}
            {!one.seen && (
              <Text as="span" size="caption" tone="faint">
                {t("ui.device.notSeen")}
              </Text>
            )}
          </Inline>
        ))}
      </Stack>
      <KeyValues
        items={[
          {
            name: t("ui.device.mac"),
            value:
              macs.length === 0
                ? null
                : macs.map((mac) => (
                    <Inline key={mac} gap="tight">
                      <Code>{mac}</Code>
                      <CopyIcon text={mac} what={mac} />
                    </Inline>
                  )),
          },
          { name: t("ui.device.maker"), value: maker === null ? null : <bdi>{maker}</bdi> },
          {
            name: t("ui.device.mask"),
            value: network?.prefixLength ? <Mask prefixLength={network.prefixLength} /> : null,
          },
          {
            name: t("ui.device.gateway"),
            value:
              network?.gateway === undefined ? null : network.gateway === null ? (
                t("ui.device.noGateway")
              ) : (
                <Code>{network.gateway}</Code>
              ),
          },
          {
            name: t("ui.device.dns"),
            value:
              network?.dnsServers === undefined || network.dnsServers.length === 0 ? null : (
                <Code>{network.dnsServers.join(", ")}</Code>
              ),
          },
          {
            name: t("ui.device.addressMode"),
            value: network?.dhcp === undefined ? null : t(network.dhcp ? "ui.device.dhcp" : "ui.device.fixed"),
          },
        ]}
      />
    </Card>
  );
}
