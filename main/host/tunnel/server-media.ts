import { mediaList, type ToldStream, type ToldViewer } from "#core/server-setup/media-list.ts";
import { publishedAddress } from "#core/server-setup/published-ports.ts";
import { sameAddress } from "#core/net/ip-address.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import {
  isCameraLogin,
  mediaAcceptance,
  RISKY_PROTOCOLS,
  standingViewers,
  streamAt,
  viewerAt,
  type MediaProtocol,
  type SiteStream,
} from "#core/tunnel/site-media.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";

/** A stream that the media relay is to serve, and where its login at the device is kept. */
interface ContentStream {
  siteId: string;
  accountId: string | null;
  told: ToldStream;
}

/** What all sites want of one server's media relay. */
export interface MediaContents {
  streams: ContentStream[];
  viewers: ToldViewer[];
  protocols: MediaProtocol[];
}

/** Where the server finds a device's stream; null: the tunnel does not lead there. @throws RangeError: not in the site's LAN */
export function atServer(tunnel: Tunnel, { address, port }: Pick<SiteStream, "address" | "port">) {
  if (tunnel.kind === "wireguard") {
    return { address: publishedAddress(address, tunnel.lan ?? null, tunnel.mapped ?? null), port };
  }
  const published = tunnel.published.find((one) => one.port === port && sameAddress(one.address, address));
  return published === undefined ? null : { address: "127.0.0.1", port: published.serverPort };
}

/** Who accepted a protocol's risk for a tunnel; undefined: nobody. */
export const acceptedProtocol = (
  { acceptances }: Pick<SurveyDocument, "acceptances">,
  tunnelId: string,
  protocol: MediaProtocol,
): string | undefined =>
  acceptances.findLast(({ finding }) => finding === mediaAcceptance(tunnelId, protocol))?.acceptedBy ?? undefined;

/** Adds what a site's tunnel wants. @throws RangeError */
export function addMedia(
  contents: MediaContents,
  siteId: string,
  tunnel: Tunnel,
  document: Pick<SurveyDocument, "accounts" | "acceptances">,
): void {
  const { media } = tunnel;
  if (media == null) return;
  const found = media.streams.flatMap((stream): ContentStream[] => {
    const at = atServer(tunnel, stream);
    if (at === null) return [];
    const account = document.accounts.find((one) => one.id === stream.accountId && isCameraLogin(one));
    const userName = account?.userName ?? null;
    const source = { scheme: "rtsp" as const, ...at, path: stream.path, userName, password: null };
    return [{ siteId, accountId: account?.id ?? null, told: { name: streamAt(stream), source } }];
  });
  if (found.length === 0) return;
  contents.streams.push(...found);
  const streams = found.map(({ told }) => told.name);
  contents.viewers.push(...standingViewers(media).map((one) => ({ name: viewerAt(one), hash: one.hash, streams })));
  const isOpen = (one: MediaProtocol): boolean =>
    !RISKY_PROTOCOLS.includes(one) || acceptedProtocol(document, tunnel.id, one) !== undefined;
  contents.protocols.push(...media.protocols.filter((one) => isOpen(one) && !contents.protocols.includes(one)));
}

/**
 * What `farsite-apply media` reads.
 *
 * @param passwords by the stream's name; for others the server keeps the ones that it has
 * @throws RangeError
 */
export function mediaText(
  { streams, viewers, protocols }: MediaContents,
  engine: "mediamtx" | "go2rtc",
  passwords: ReadonlyMap<string, string> = new Map(),
): string {
  return mediaList({
    streams: streams.map(({ told }) => ({
      ...told,
      source: { ...told.source, password: passwords.get(told.name) ?? null },
    })),
    // go2rtc has one login, which the server has already.
    viewers: engine === "go2rtc" ? [] : viewers,
    protocols: protocols.toSorted(),
  });
}

/** The logins of the streams, as far as this laptop holds them. */
export async function passwordsOf(
  { streams }: MediaContents,
  read: (siteId: string, accountId: string) => Promise<string | null>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { siteId, accountId, told } of streams) {
    const password = accountId === null ? null : await read(siteId, accountId);
    if (password !== null) found.set(told.name, password);
  }
  return found;
}
