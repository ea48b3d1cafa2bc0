import { SECRET_PLACEHOLDER } from "#core/server-setup/setup-file.ts";
import type { ServerSecrets as FileSecrets, SetupOptions } from "#core/server-setup/setup-options.ts";
import { publishedRules, type PublishedRule } from "#core/server-setup/published-ports.ts";
import { HUB_INTERFACE } from "#core/server-setup/hub-config.ts";
import { relayKeyLine } from "#core/server-setup/sshd.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import type { Risk } from "#core/walk/risk.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { acceptedAtServer, publishedRisks } from "#core/tunnel/published-risks.ts";
import { standingTunnels, type Tunnel } from "#core/tunnel/tunnel.ts";
import type { PlannedSite } from "#core/vpn/address-plan.ts";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";
import { hubDevice, hubReach, type NamedTunnel } from "#core/vpn/devices.ts";
import { writeWgQuick } from "#core/vpn/wg-quick.ts";
import { lastDevices } from "../store/last-records.ts";
import type { Store } from "../store/open-store.ts";
import { addMedia, type MediaContents } from "./server-media.ts";
import type { ServerSecrets } from "./server-secrets.ts";

/** A port that stays shut until somebody accepts what stands against it. */
export interface RefusedPort {
  siteName: string;
  portId: string;
  risks: Risk[];
}

/** What the surveys say that one server is to hold. */
export interface ServerContents {
  tunnels: NamedTunnel[];
  published: PublishedRule[];
  refused: RefusedPort[];
  relayKeys: string[];
  frpPorts: number[];
  media: MediaContents;
}

/**
 * Everything that the surveys of this laptop say of one server. What another laptop's surveys say and this one has not seen is not in it:
 * whoever tells the server has to be up to date first, which `apply` sees to by the numbers of peers before and after.
 *
 * @throws RangeError where a value does not fit its file; and what the store throws
 */
export function serverContents(
  server: FirmServer,
  sites: readonly PlannedSite[],
  { store, knowledge }: { store: Store; knowledge: () => Knowledge },
): ServerContents {
  const media: MediaContents = { streams: [], viewers: [], protocols: [] };
  const contents: ServerContents = { tunnels: [], published: [], refused: [], relayKeys: [], frpPorts: [], media };
  for (const site of sites) {
    for (const tunnel of standingTunnels(site.tunnels).filter(({ serverId }) => serverId === server.id)) {
      if (tunnel.kind === "wireguard") addHubTunnel(contents, site, tunnel, store, knowledge);
      if (tunnel.kind === "ssh") addRelay(contents, site, tunnel, store, knowledge);
      if (tunnel.kind === "frp") addFrp(contents, site, tunnel, store, knowledge);
      if (tunnel.media != null) addMedia(media, site.siteId, tunnel, store.document(site.siteId));
    }
  }
  return contents;
}

function addHubTunnel(
  contents: ServerContents,
  site: PlannedSite,
  tunnel: Tunnel,
  store: Store,
  knowledge: () => Knowledge,
): void {
  if ((tunnel.publicKey ?? "") === "") return;
  contents.tunnels.push({ name: site.name, tunnel });
  if (tunnel.published.length === 0) return;
  const { risks, accepted } = riskGate(site.siteId, tunnel, store, knowledge);
  const { rules, refused } = publishedRules(tunnel, risks, accepted);
  contents.published.push(...rules);
  contents.refused.push(...refused.map((one) => ({ siteName: site.name, ...one })));
}

/** A site's relay may listen at its ports; at one for everybody only where the risks are accepted. */
function addRelay(
  contents: ServerContents,
  site: PlannedSite,
  tunnel: Tunnel,
  store: Store,
  knowledge: () => Knowledge,
): void {
  if ((tunnel.publicKey ?? "") === "" || tunnel.published.length === 0) return;
  const { risks, accepted } = riskGate(site.siteId, tunnel, store, knowledge);
  const listens = tunnel.published.map(({ id, serverPort, listen }) => {
    const open = listen === "everyone" ? risks(id).filter(({ blocks, key }) => blocks && !accepted.has(key)) : [];
    if (open.length > 0) contents.refused.push({ siteName: site.name, portId: id, risks: open });
    return { port: serverPort, everyone: listen === "everyone" && open.length === 0 };
  });
  contents.relayKeys.push(
    relayKeyLine({ publicKey: tunnel.publicKey ?? "", listens, site: site.siteId, comment: site.name }),
  );
}

/** frp's ports are everybody's: each waits until its risks are accepted. */
function addFrp(
  contents: ServerContents,
  site: PlannedSite,
  tunnel: Tunnel,
  store: Store,
  knowledge: () => Knowledge,
): void {
  const { risks, accepted } = riskGate(site.siteId, tunnel, store, knowledge);
  for (const { id, serverPort } of tunnel.published) {
    const open = risks(id).filter(({ blocks, key }) => blocks && !accepted.has(key));
    if (open.length > 0) contents.refused.push({ siteName: site.name, portId: id, risks: open });
    else contents.frpPorts.push(serverPort);
  }
}

function riskGate(siteId: string, tunnel: Tunnel, store: Store, knowledge: () => Knowledge) {
  const document = store.document(siteId);
  const around = { devices: lastDevices(store, siteId, document), knowledge: knowledge() };
  const risksAt = (portId: string): Risk[] => {
    const port = tunnel.published.find(({ id }) => id === portId);
    return port === undefined ? [] : publishedRisks(port, around);
  };
  // What was accepted of one port says nothing of another one, whose device may be another.
  const keyOf = (portId: string, key: string): string => `${portId} ${key}`;
  const accepted = new Set(
    tunnel.published.flatMap(({ id }) => [...acceptedAtServer(document, id, risksAt(id))].map((key) => keyOf(id, key))),
  );
  const risks = (portId: string): Risk[] => risksAt(portId).map((risk) => ({ ...risk, key: keyOf(portId, risk.key) }));
  return { risks, accepted };
}

/** Options of the set-up files. `adminKeys`: who may tell the server what it is to hold. */
export function setupOptions(server: FirmServer, contents: ServerContents, adminKeys: readonly string[]): SetupOptions {
  return {
    adminKeys,
    owner: null,
    rebootTime: "03:30",
    reach: server.wireguard === null ? [] : hubReach(server, contents.tunnels),
    relayKeys: contents.relayKeys,
    published: contents.published,
    frpPorts: contents.frpPorts,
    frps: null,
    media: server.media === null ? null : { streams: [], users: [], protocols: [], program: null },
    names: { media: null, turn: null },
    certificateMail: null,
    insideAddress: null,
    publicAddress: null,
  };
}

/** wg0.conf of the hub; null: the server is none. @throws RangeError where two peers are in each other's way */
export function hubConfig(server: FirmServer, tunnels: readonly NamedTunnel[], privateKey: string): string | null {
  return server.wireguard === null
    ? null
    : writeWgQuick(hubDevice(server, tunnels, { privateKey, interfaceName: HUB_INTERFACE })).text;
}

/** With secrets as they go to the server, or with what stands in for them. @throws HostError SERVER_KEY_NOT_HERE, keychain errors */
export async function fileSecrets(
  server: FirmServer,
  tunnels: readonly NamedTunnel[],
  secrets: ServerSecrets | null,
): Promise<FileSecrets> {
  const value = async (name: "turn" | "frp" | "media", isWanted: boolean): Promise<string | null> => {
    if (!isWanted) return null;
    return secrets === null ? SECRET_PLACEHOLDER : secrets.need(server.id, name);
  };
  const privateKey =
    secrets === null || server.wireguard === null
      ? PRIVATE_KEY_PLACEHOLDER
      : await secrets.need(server.id, "wireguard");
  return {
    hubConfig: hubConfig(server, tunnels, privateKey)?.replace(PRIVATE_KEY_PLACEHOLDER, SECRET_PLACEHOLDER) ?? null,
    frpToken: await value("frp", server.frp !== null),
    mediaToken: await value("media", server.media?.engine === "go2rtc"),
    turnSecret: await value("turn", server.turn !== null),
  };
}
