import { createHash, randomBytes, randomUUID } from "node:crypto";
import { HostError } from "#core/contract/errors.ts";
import type { MediaView } from "#core/contract/media-calls.ts";
import type { Remark } from "#core/contract/tunnel-calls.ts";
import { makerEntry } from "#core/knowledge/lookup.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { wantedPorts } from "#core/forward/wanted-ports.ts";
import { sameAddress } from "#core/net/ip-address.ts";
import { mainStreamPath } from "#core/lan/picture-paths.ts";
import { message } from "#core/nat/diagnosis.ts";
import { GO2RTC_VIEWER } from "#core/server-setup/media-relay.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { mediaLinks } from "#core/tunnel/media-links.ts";
import {
  isCameraLogin,
  mediaAcceptance,
  NO_MEDIA,
  RISKY_PROTOCOLS,
  standingViewers,
  streamAt,
  viewerAt,
  type MediaProtocol,
  type SiteMedia,
  type SiteStream,
} from "#core/tunnel/site-media.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { lastDevices } from "../store/last-records.ts";
import type { Store } from "../store/open-store.ts";
import type { FirmSecrets } from "../vault/firm-secrets.ts";
import { acceptedProtocol, atServer } from "./server-media.ts";
import type { ServerService } from "./server-service.ts";

export interface SiteMediaOptions {
  store: () => Store;
  servers: ServerService;
  firm: () => FirmSecrets;
  knowledge: () => Knowledge;
  technician: () => string | null;
  /** Whether this laptop has the password of an account, as far as the database knows. */
  holds: (siteId: string, accountId: string) => boolean;
  now: () => Date;
}

interface Which {
  siteId: string;
  tunnelId: string;
}

const viewerSecret = (viewerId: string): string => `viewer:${viewerId}:token`;

/** 192 bits, in characters that every address carries as they are. */
const newToken = (): string => randomBytes(24).toString("base64url");
const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64");
const info = (key: string, args: Remark["text"]["args"] = {}): Remark => ({
  tone: "info",
  text: message(`siteMedia.${key}`, args),
  details: [],
});
const warning = (key: string, args: Remark["text"]["args"] = {}): Remark => ({ ...info(key, args), tone: "warning" });

/**
 * Watching a site's cameras through the firm's media relay: which streams, by which protocols, and who. What is decided is in the survey;
 * viewers' tokens are on the laptop that made them, cameras' passwords in the keychains, and the server is told of both by `apply`.
 *
 * Calls throw SITE_NOT_FOUND, TUNNEL_NOT_FOUND and what the store and the keychain throw.
 */
export class SiteMediaService {
  readonly #options: SiteMediaOptions;

  constructor(options: SiteMediaOptions) {
    this.#options = options;
  }

  look(which: Which): MediaView {
    const { document, tunnel } = this.#found(which);
    const server = this.#serverOf(tunnel);
    const media = tunnel.media ?? NO_MEDIA;
    return {
      engine: server?.media?.engine ?? null,
      serverId: server?.id ?? null,
      serverName: server?.name ?? tunnel.serverName ?? "",
      media,
      offers: this.#offers(which.siteId, document, tunnel),
      logins: document.accounts.filter(isCameraLogin).map(({ id, label, userName }) => ({
        accountId: id,
        label: userName === null ? label : `${label} (${userName})`,
      })),
      accepted: RISKY_PROTOCOLS.flatMap((protocol) => {
        const by = acceptedProtocol(document, tunnel.id, protocol);
        return by === undefined ? [] : [{ protocol, by }];
      }),
      remarks: this.#remarks(which.siteId, document, tunnel, media, server),
    };
  }

  #found({ siteId, tunnelId }: Which): { document: SurveyDocument; tunnel: Tunnel } {
    const document = this.#options.store().document(siteId);
    const tunnel = document.tunnels.find(({ id }) => id === tunnelId);
    if (tunnel === undefined) throw new HostError("TUNNEL_NOT_FOUND");
    return { document, tunnel };
  }

  /** Null: this laptop does not know it. */
  #serverOf({ serverId }: Tunnel): FirmServer | null {
    return this.#options.servers.all().find(({ id }) => id === serverId) ?? null;
  }

  /** What the tunnel reaches: by SSH and frp its ports, by WireGuard whatever the last search found. */
  #offers(siteId: string, document: SurveyDocument, tunnel: Tunnel): MediaView["offers"] {
    const devices = lastDevices(this.#options.store(), siteId, document);
    const nameAt = (address: string, deviceId: string | null, otherwise: string): string =>
      document.devices.find(({ id }) => id === deviceId)?.name ?? otherwise;
    const deviceAt = (address: string) =>
      devices.find(({ addresses }) => addresses.some((one) => sameAddress(one.address, address)));
    const pathOf = (brand: string | null): string | null => (brand === null ? null : (mainStreamPath(brand) ?? null));
    if (tunnel.kind !== "wireguard") {
      return tunnel.published
        .filter(({ use, transport }) => use === "stream" && transport === "tcp")
        .map(({ deviceId, address, port }) => {
          const brand = deviceAt(address)?.brand?.value ?? null;
          return { name: nameAt(address, deviceId ?? null, brand ?? address), address, port, path: pathOf(brand) };
        });
    }
    return devices
      .flatMap(({ addresses, brand: known, ports }) => {
        const address = addresses.find((one) => isInLan(tunnel, one.address))?.address;
        const brand = known?.value ?? null;
        if (address === undefined) return [];
        const maker = brand === null ? null : makerEntry(this.#options.knowledge(), brand);
        const wanted = wantedPorts("stream", { brand, maker, ports }).find(({ transport }) => transport === "tcp");
        if (wanted === undefined) return [];
        const named = document.devices.find((one) => one.address != null && sameAddress(one.address, address));
        return [{ name: named?.name ?? brand ?? address, address, port: wanted.port, path: pathOf(brand) }];
      })
      .slice(0, 100);
  }

  #remarks(
    siteId: string,
    document: SurveyDocument,
    tunnel: Tunnel,
    media: SiteMedia,
    server: FirmServer | null,
  ): Remark[] {
    if (server?.media == null) return [warning("noRelay", { name: server?.name ?? tunnel.serverName ?? "?" })];
    const unreached = media.streams.filter((one) => !reaches(tunnel, one));
    const strange = media.streams.filter(
      ({ accountId }) =>
        accountId !== null &&
        (!document.accounts.some((one) => one.id === accountId && isCameraLogin(one)) ||
          !this.#options.holds(siteId, accountId)),
    );
    return [
      ...(unreached.length === 0
        ? []
        : [warning("unreached", { names: unreached.map(({ name }) => name).join(", ") })]),
      ...(strange.length === 0 ? [] : [warning("noLogin", { names: strange.map(({ name }) => name).join(", ") })]),
      ...(server.media.engine === "go2rtc" ? [warning("oneLogin")] : []),
      info("onServer", { name: server.name }),
      info("ownCertificate"),
    ];
  }

  /** @throws HostError BAD_INPUT: a risky protocol that nobody accepted */
  save(
    request: Which & {
      streams: readonly (Omit<SiteStream, "id"> & { id: string | null })[];
      protocols: readonly MediaProtocol[];
      acceptedBy: string | null;
    },
  ): MediaView {
    const { document, tunnel } = this.#found(request);
    const at = this.#options.now().toISOString();
    const open = request.protocols.filter(
      (one) => RISKY_PROTOCOLS.includes(one) && acceptedProtocol(document, tunnel.id, one) === undefined,
    );
    if (open.length > 0 && request.acceptedBy === null) {
      throw new HostError("BAD_INPUT", { detail: "somebody has to accept the risk first" });
    }
    const accepted = open.map((one): SurveyChange => ({
      op: "put",
      list: "acceptances",
      entry: {
        id: randomUUID(),
        finding: mediaAcceptance(tunnel.id, one),
        risk: `${one.toUpperCase()}: login and picture without encryption`,
        acceptedBy: request.acceptedBy,
        acceptedAt: at,
      },
    }));
    const streams = request.streams.map((one) => ({ ...one, id: one.id ?? randomUUID() }));
    const media = { ...(tunnel.media ?? NO_MEDIA), streams, protocols: [...new Set(request.protocols)] };
    return this.#keep(request, { ...tunnel, media }, accepted);
  }

  #keep(which: Which, tunnel: Tunnel, more: readonly SurveyChange[] = []): MediaView {
    const changes: SurveyChange[] = [...more, { op: "put", list: "tunnels", entry: tunnel }];
    this.#options.store().amend(which.siteId, (document) => withChanges(document, changes));
    return this.look(which);
  }

  async addViewer(request: Which & { name: string }): Promise<MediaView> {
    const { tunnel } = this.#found(request);
    const [id, token] = [randomUUID(), newToken()];
    await this.#options.firm().write(viewerSecret(id), token);
    const viewer = {
      id,
      name: request.name,
      hash: hashOf(token),
      addedAt: this.#options.now().toISOString(),
      addedBy: this.#options.technician(),
    };
    const media = tunnel.media ?? NO_MEDIA;
    return this.#keep(request, { ...tunnel, media: { ...media, viewers: [...media.viewers, viewer] } });
  }

  async removeViewer(request: Which & { viewerId: string }): Promise<MediaView> {
    const { tunnel } = this.#found(request);
    const media = tunnel.media ?? NO_MEDIA;
    const removedAt = this.#options.now().toISOString();
    await this.#options.firm().remove(viewerSecret(request.viewerId));
    const viewers = media.viewers.map((one) => (one.id === request.viewerId ? { ...one, removedAt } : one));
    return this.#keep(request, { ...tunnel, media: { ...media, viewers } });
  }

  /** @throws HostError SECRET_NOT_FOUND: the token was made on another laptop; SERVER_NOT_FOUND */
  async links(request: Which & { viewerId: string | null }) {
    const { tunnel } = this.#found(request);
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    const media = tunnel.media ?? NO_MEDIA;
    const { user, token } = await this.#login(server, media, request.viewerId);
    const protocols = media.protocols.filter((one) => server.media?.engine !== "go2rtc" || one === "hls");
    const links = media.streams.flatMap((stream) =>
      mediaLinks({ server, stream: streamAt(stream), user, token, protocols }).map(({ kind, url, hasLogin }) => ({
        streamName: stream.name,
        kind,
        url,
        hasLogin,
      })),
    );
    return { user, token, links };
  }

  async #login({ id, media: relay }: FirmServer, media: SiteMedia, viewerId: string | null) {
    if (relay?.engine === "go2rtc") {
      return { user: GO2RTC_VIEWER, token: await this.#options.servers.secrets.need(id, "media") };
    }
    const viewer = standingViewers(media).find((one) => one.id === viewerId);
    const token = viewer === undefined ? null : await this.#options.firm().read(viewerSecret(viewer.id));
    if (viewer === undefined || token === null) throw new HostError("SECRET_NOT_FOUND");
    return { user: viewerAt(viewer), token };
  }
}

/** Whether the server finds it through the tunnel. */
function reaches(tunnel: Tunnel, stream: SiteStream): boolean {
  try {
    return atServer(tunnel, stream) !== null;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const isInLan = (tunnel: Tunnel, address: string): boolean =>
  reaches(tunnel, { ...NO_STREAM, address }) && !address.includes(":");
const NO_STREAM = { id: "", name: "", port: 554, path: "/", accountId: null };
