import { createHash } from "node:crypto";
import type { WrittenFile } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { frpPortList } from "#core/server-setup/frp.ts";
import { accessList } from "#core/server-setup/hub-access.ts";
import { publishedList } from "#core/server-setup/published-ports.ts";
import type { ServerStatus } from "#core/server-setup/server-status.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { serverEnds } from "#core/tunnel/server-ends.ts";
import type { PlannedSite } from "#core/vpn/address-plan.ts";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";
import { hubReach } from "#core/vpn/devices.ts";
import { hubConfig, type ServerContents } from "./server-contents.ts";
import { mediaText } from "./server-media.ts";

/** One of the commands of `farsite-apply` with what it reads. */
export interface ToldPart {
  command: string;
  text: string;
}

/** The server keeps its own private key: whoever adds a site needs none. */
const keptKey = (config: string): string => config.replace(PRIVATE_KEY_PLACEHOLDER, "keep");

/** Everything that a server is told, in this order. No secrets. @throws RangeError where two are in each other's way */
export function toldParts(server: FirmServer, contents: ServerContents): ToldPart[] {
  const hub = hubConfig(server, contents.tunnels, PRIVATE_KEY_PLACEHOLDER);
  return [
    ...(hub === null
      ? []
      : [
          { command: "wireguard", text: keptKey(hub) },
          { command: "access", text: accessList(server, hubReach(server, contents.tunnels)) },
          { command: "publish", text: publishedList(server, contents.published) },
        ]),
    ...(server.relay === null
      ? []
      : [{ command: "relay-keys", text: contents.relayKeys.map((line) => `${line}\n`).join("") }]),
    ...(server.media === null ? [] : [{ command: "media", text: mediaText(contents.media, server.media.engine) }]),
    ...(server.frp === null ? [] : [{ command: "frp", text: frpPortList(contents.frpPorts) }]),
  ];
}

/** The same for whoever enters it there by hand. */
export const filesByHand = (parts: readonly ToldPart[]): WrittenFile[] =>
  parts.map(({ command, text }) => ({
    fileName: command,
    text,
    hasSecrets: false,
    says: message("server.file.byHand", { command }),
  }));

/** What a server knows, without what people call it: a new name changes nothing there. */
export function digestOf(parts: readonly ToldPart[]): string {
  const bare = parts.map(({ command, text }) => {
    const lines = text.split("\n").filter((line) => !line.startsWith("#"));
    return [command, ...lines.map((line) => line.replace(/( ssh-ed25519 [A-Za-z0-9+/=]+).*$/, "$1"))];
  });
  return createHash("sha256").update(JSON.stringify(bare)).digest("hex");
}

/** Addresses of peers on the server that nobody here knows: as a rule a colleague's sites, whose surveys this laptop has not seen. */
export function strangersOn(status: ServerStatus | null, server: FirmServer, sites: readonly PlannedSite[]): string[] {
  const known = new Set([
    server.wireguard?.probe.publicKey,
    ...(server.told?.keys ?? []),
    ...serverEnds(server, sites).map(({ key }) => key),
  ]);
  return (status?.wireguard?.peers ?? [])
    .filter(({ publicKey }) => !known.has(publicKey))
    .map(({ allowedIps }) => allowedIps.split(/[,\s]/)[0] ?? "");
}
