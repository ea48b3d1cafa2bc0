import { assertNever } from "#core/never.ts";
import type { SurveyDevice } from "#core/survey/survey-sections.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import type { Text } from "../../../i18n/language.tsx";

/** What a tunnel is called in a sentence; what it is built of stands beside it. */
export function tunnelName({ kind, serverName, host }: Tunnel, { t }: Text): string {
  const server = serverName ?? host ?? t("uiTunnels.name.someServer");
  switch (kind) {
    case "wireguard":
    case "openvpn":
    case "ipsec":
    case "l2tp":
      return t("uiTunnels.name.vpn", { server });
    case "ssh":
    case "frp":
      return t("uiTunnels.name.relay", { server });
    case "tailscale":
    case "zerotier":
    case "netbird":
      return t("uiTunnels.name.mesh");
    case "hosted":
      return t("uiTunnels.name.hosted");
    default:
      return assertNever(kind);
  }
}

/** What it leads to: the devices that the survey names, or the whole network; null: nobody has said. */
export function tunnelTargets(
  { published, lan, mapped }: Tunnel,
  devices: readonly SurveyDevice[],
  { t }: Text,
): string | null {
  const names = [
    ...new Set(
      published.map(({ deviceId, address }) => {
        const name = devices.find(({ id }) => id === deviceId)?.name;
        return name == null ? address : `${name} (${address})`;
      }),
    ),
  ];
  if (names.length > 0) return t("uiTunnels.leadsTo", { count: names.length, devices: names.join(", ") });
  if (lan == null) return null;
  return mapped == null || mapped === lan
    ? t("uiTunnels.whole", { network: lan })
    : t("uiTunnels.wholeMapped", { network: lan, mapped });
}
