import type { FirmServer } from "../tunnel/firm-server.ts";
import { APPLY_PATH, applyScript } from "./apply-script.ts";
import { certificateFiles } from "./certificates.ts";
import { nftablesConf, RULES_FOLDER } from "./firewall.ts";
import { frpNftables, FRPS_GROUP, frpsToml } from "./frp.ts";
import { hardeningFiles } from "./hardening.ts";
import { accessNftables } from "./hub-access.ts";
import { checkedHubConfig, HUB_INTERFACE } from "./hub-config.ts";
import { go2rtcYaml, mediaMtxYaml } from "./media-relay.ts";
import { publishedNftables } from "./published-ports.ts";
import { openFile, type SetupFile } from "./setup-file.ts";
import type { ServerSecrets, SetupOptions } from "./setup-options.ts";
import { sharedPortConf } from "./shared-port-conf.ts";
import { RELAY_KEYS, RELAY_SHELL, RELAY_SHELL_SCRIPT, SSHD_CONFIG, sshdConfig } from "./sshd.ts";
import { turnNeedsLowPort, turnserverConf } from "./turn.ts";
import { coturnDropIn, frpsUnit, mediaUnit, sharedPortUnit } from "./units.ts";

/**
 * Everything that makes a Debian 12 or 13 or Ubuntu 24.04 the firm's server: only the routes that `server` has.
 *
 * @param secrets or `SECRET_PLACEHOLDER` for each, where the files are only shown
 * @throws RangeError for what a file's format can't carry; `serverFindings` says before what a person can do about it
 */
export function serverSetup(server: FirmServer, secrets: ServerSecrets, options: SetupOptions): SetupFile[] {
  return [
    openFile(SSHD_CONFIG, sshdConfig(server, options)),
    { ...openFile("/etc/nftables.conf", nftablesConf(server, options)), mode: "0755" },
    ...hardeningFiles(server, options),
    { ...openFile(APPLY_PATH, applyScript(server, options)), mode: "0755" },
    ...hubFiles(server, secrets, options),
    ...relayFiles(server, options),
    ...certificateFiles(options),
    ...frpFiles(server, secrets, options),
    ...mediaFiles(server, secrets, options),
    ...turnFiles(server, secrets, options),
    ...sharedPortFiles(server, options),
  ];
}

const UNITS = "/etc/systemd/system";

const secretFile = (path: string, content: string, group: string): SetupFile => ({
  path,
  content,
  mode: "0640",
  group,
  secret: true,
});

function hubFiles(server: FirmServer, { hubConfig }: ServerSecrets, { reach, published }: SetupOptions): SetupFile[] {
  if (server.wireguard === null) return [];
  if (hubConfig === null) throw new RangeError("the hub's WireGuard settings are missing");
  return [
    { path: `/etc/wireguard/${HUB_INTERFACE}.conf`, content: checkedHubConfig(hubConfig), mode: "0600", secret: true },
    openFile(`${RULES_FOLDER}/access.nft`, accessNftables(server, reach)),
    openFile(`${RULES_FOLDER}/publish.nft`, publishedNftables(server, published)),
  ];
}

function relayFiles({ relay }: FirmServer, { relayKeys }: SetupOptions): SetupFile[] {
  if (relay === null) return [];
  const everyone = relayKeys.flatMap((line) =>
    [...line.matchAll(/permitlisten="\*:(\d{1,5})"/g)].map(([, port]) => port),
  );
  return [
    openFile(RELAY_KEYS, relayKeys.map((line) => `${line}\n`).join("")),
    { ...openFile(RELAY_SHELL, RELAY_SHELL_SCRIPT), mode: "0755" },
    openFile(
      `${RULES_FOLDER}/relay.nft`,
      [
        "flush set inet farsite relay_open\n",
        ...[...new Set(everyone)].map((port) => `add element inet farsite relay_open { ${port} }\n`),
      ].join(""),
    ),
  ];
}

function frpFiles(server: FirmServer, secrets: ServerSecrets, options: SetupOptions): SetupFile[] {
  const content = frpsToml(server, secrets, options);
  if (content === null) return [];
  return [
    secretFile("/etc/farsite/frps.toml", content, FRPS_GROUP),
    openFile(`${UNITS}/frps.service`, frpsUnit()),
    openFile(`${RULES_FOLDER}/frp.nft`, frpNftables(options.frpPorts)),
  ];
}

function mediaFiles(server: FirmServer, { mediaToken }: ServerSecrets, options: SetupOptions): SetupFile[] {
  const { media } = server;
  if (media === null || options.media === null) return [];
  const isMediaMtx = media.engine === "mediamtx";
  const content = isMediaMtx
    ? mediaMtxYaml(server, options.media, options)
    : go2rtcYaml(server, options.media, options, mediaToken ?? "");
  return [
    secretFile(`/etc/farsite/${isMediaMtx ? "mediamtx.yml" : "go2rtc.yaml"}`, content, "farsite-media"),
    openFile(`${UNITS}/farsite-media.service`, mediaUnit(media.engine)),
  ];
}

function turnFiles(server: FirmServer, secrets: ServerSecrets, options: SetupOptions): SetupFile[] {
  const content = turnserverConf(server, secrets, options);
  if (content === null) return [];
  return [
    secretFile("/etc/turnserver.conf", content, "turnserver"),
    openFile(`${UNITS}/coturn.service.d/farsite.conf`, coturnDropIn(turnNeedsLowPort(server))),
  ];
}

function sharedPortFiles(server: FirmServer, options: SetupOptions): SetupFile[] {
  const content = sharedPortConf(server, options);
  return content === null
    ? []
    : [
        openFile("/etc/farsite/shared-port.conf", content),
        openFile(`${UNITS}/farsite-shared-port.service`, sharedPortUnit()),
      ];
}
