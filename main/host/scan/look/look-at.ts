import { parseRtspUrl } from "#core/codec/rtsp-url.ts";
import type { BannerService } from "#core/lan/fingerprints/banners.ts";
import { portPurpose, type PortService } from "#core/lan/port-purpose.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import type { LookTarget, ScanContext } from "../scan-environment.ts";
import { lookAtBanner } from "./banner.ts";
import { Conversation } from "./conversation.ts";
import { lookAtOnvif, namedServices, usualService } from "./onvif-service.ts";
import { lookAtRtspPort, lookForOpenStream } from "./rtsp-port.ts";
import { lookAtUpnpDescription } from "./upnp-description.ts";
import { lookAtIcon, lookAtMakerPage, lookAtWebPort, lookForOpenSnapshot } from "./web-pages.ts";
import type { WebPort } from "./web-request.ts";

/**
 * What the next questions build on is waited for no longer than this part of the device's time: one port that never answers holds up
 * no other.
 */
const PATIENCE_PART = 0.3;

const WEB_SERVICES: ReadonlySet<PortService> = new Set(["web", "web-secure", "web-or-apps", "onvif"]);
const BANNERS: Partial<Record<PortService, BannerService>> = {
  ftp: "ftp",
  ssh: "ssh",
  telnet: "telnet",
  "serial-setup": "telnet",
};

/**
 * Asks the open ports of one device what it is and what it shows to everybody: pages, certificates, streams, ONVIF, banners. Never
 * with a password, never at another address, and within the budget's time whatever the device does. Each answer is a sighting.
 * Never throws.
 */
export async function lookAt(target: LookTarget, context: ScanContext, signal: AbortSignal): Promise<void> {
  const deadline = timeoutSignal(context.budget.deviceMs, signal);
  const conversation = new Conversation(target, context, deadline.signal);
  try {
    await look(conversation);
  } finally {
    deadline.end();
  }
}

async function look(conversation: Conversation): Promise<void> {
  const { target } = conversation;
  const web: WebPort[] = [];
  const rtsp: number[] = [];
  const firstWords = [
    ...target.ports.map((port) => firstWord(conversation, port, { web, rtsp })),
    ...target.descriptionUrls.map((url) => lookAtUpnpDescription(conversation, url)),
  ];
  await inPatience(conversation, Promise.all(firstWords));
  // By now the brand is mostly known, and with it the maker's own way.
  const plainFirst = web.toSorted((a, b) => Number(a.secure) - Number(b.secure) || a.port - b.port);
  const [main] = plainFirst;
  const onvif = lookForOnvif(conversation, plainFirst);
  await Promise.all([
    ...firstWords,
    onvif,
    ...(main === undefined ? [] : [lookFurther(conversation, main)]),
    lookForStreams(conversation, rtsp, onvif),
  ]);
}

/** What comes of it in time; null when it takes longer, which ends nothing. */
async function inPatience<T>({ context }: Conversation, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_PART * context.budget.deviceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The address of the stream is the one that ONVIF told, if it did. */
async function lookForStreams(
  conversation: Conversation,
  ports: readonly number[],
  onvif: Promise<string | null>,
): Promise<void> {
  const path = ports.length === 0 ? null : await inPatience(conversation, onvif);
  await Promise.all(ports.map((port) => lookForOpenStream(conversation, port, path)));
}

/** By its number, else by what the device said of it, else a web server: a page can be asked for anywhere. */
function serviceOf({ known, target }: Conversation, port: number): PortService {
  const purpose = portPurpose(port, "tcp", known.brand);
  if (purpose !== null) return purpose;
  return target.urls.some(({ kind, url }) => kind === "rtsp" && parseRtspUrl(url)?.port === port) ? "rtsp" : "web";
}

async function firstWord(
  conversation: Conversation,
  port: number,
  found: { web: WebPort[]; rtsp: number[] },
): Promise<void> {
  const service = serviceOf(conversation, port);
  const banner = BANNERS[service];
  if (banner !== undefined) await lookAtBanner(conversation, port, banner);
  if (service === "rtsp" && (await lookAtRtspPort(conversation, port))) found.rtsp.push(port);
  const web = WEB_SERVICES.has(service) ? await lookAtWebPort(conversation, port) : null;
  if (web !== null) found.web.push(web);
}

async function lookFurther(conversation: Conversation, web: WebPort): Promise<void> {
  await lookAtMakerPage(conversation, web);
  await lookForOpenSnapshot(conversation, web);
  await lookAtIcon(conversation, web);
}

/** Web servers that are asked for ONVIF where the device did not say where it has it. */
const MAX_ONVIF_TRIES = 3;

/** Where it says that its service is; else at the usual place of its web servers, unless it is known to be something else. */
async function lookForOnvif(conversation: Conversation, web: readonly WebPort[]): Promise<string | null> {
  const { brand, role } = conversation.known;
  const named = namedServices(conversation).slice(0, 1);
  const isOther = role === "router" || role === "other" || role === "panel";
  const isOnvif = ({ port }: WebPort): boolean => portPurpose(port, "tcp", brand) === "onvif";
  const usual = isOther ? [] : [...web.filter(isOnvif), ...web.filter((one) => !isOnvif(one))].map(usualService);
  for (const service of named.length > 0 ? named : usual.slice(0, MAX_ONVIF_TRIES)) {
    const found = await lookAtOnvif(conversation, service);
    if (found !== null) return found.streamPath;
  }
  return null;
}
