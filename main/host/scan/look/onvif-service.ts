import { serviceAddress } from "#core/codec/onvif-xaddr.ts";
import { decodeOnvif, type OnvifAnswers, type OnvifReply } from "#core/codec/onvif-reply.ts";
import { onvifRequest, type OnvifArguments, type OnvifOperation } from "#core/codec/onvif-request.ts";
import { parseRtspUrl } from "#core/codec/rtsp-url.ts";
import { brandOf } from "#core/lan/brands.ts";
import { claimsOf, ownSerial } from "#core/lan/claim-fields.ts";
import { roleOfModel } from "#core/lan/model-role.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { portPurpose, type PortService } from "#core/lan/port-purpose.ts";
import type { Claims } from "#core/lan/sighting.ts";
import { parseHttpUrl, sameHost } from "#core/net/http-url.ts";
import { pageText } from "../../net/page-text.ts";
import type { Conversation } from "./conversation.ts";
import { askWeb, type WebAnswer, type WebPort } from "./web-request.ts";

/** Where a service is asked: always on the device's own address. */
type Service = WebPort & { readonly target: string };

const DEVICE_SERVICE = "/onvif/device_service";
const MEDIA_SERVICE = "/onvif/media_service";

/** Device services that an answer named on this address. */
export function namedServices({ target }: Conversation): Service[] {
  return target.urls.flatMap(({ kind, url }) => (kind === "onvif" ? (ownService(url, target.address) ?? []) : []));
}

export const usualService = (web: WebPort): Service => ({ ...web, target: DEVICE_SERVICE });

/** Null when it is another host's: only the address that was asked counts. */
function ownService(url: string, address: string): Service | null {
  const service = serviceAddress(url);
  const parsed = parseHttpUrl(url.replace(/^https:/i, "http:"));
  if (service === undefined || parsed === undefined || !sameHost(service.host, address)) return null;
  return { port: service.port, secure: service.secure, target: parsed.target };
}

/** What a service told; `streamPath` only when it told its streams to everybody. */
export type OnvifLook = { readonly streamPath: string | null };

/**
 * The clock, which every device tells without a login, and the rest that it should not tell without one. Null when there is no ONVIF
 * there.
 */
export async function lookAtOnvif(conversation: Conversation, service: Service): Promise<OnvifLook | null> {
  if (!(await lookAtClock(conversation, service))) return null;
  await lookAtInformation(conversation, service);
  return { streamPath: await lookForOpenMedia(conversation, service) };
}

/** False when there is no ONVIF there. */
async function lookAtClock(conversation: Conversation, service: Service): Promise<boolean> {
  const asked = await askOnvif(conversation, service, "GetSystemDateAndTime", {});
  if (asked === null || (asked.reply.kind !== "answer" && asked.reply.kind !== "fault")) return false;
  const { reply, answer } = asked;
  const url = `${service.secure ? "https" : "http"}://${conversation.host}:${service.port}${service.target}`;
  const utc = reply.kind === "answer" && !reply.value.utcIsComputed ? reply.value.utc : null;
  // The device looked at its clock halfway between question and answer.
  const { context } = conversation;
  const agoMs = context.elapsedMs() - (answer.sentMs + answer.receivedMs) / 2;
  const claims: Claims = {
    ports: [{ transport: "tcp", port: service.port, service: portServiceOf(service) }],
    urls: [{ kind: "onvif", url: url.slice(0, 500) }],
    ...(utc !== null && {
      clockOffsetSeconds: Math.round((Date.parse(utc) - (context.now().getTime() - agoMs)) / 1_000),
    }),
  };
  conversation.say("onvif", service.port, claims, answer.raw);
  return true;
}

/** It mostly shares the web server's port. */
function portServiceOf({ port, secure }: Service): PortService {
  if (secure) return "web-secure";
  return portPurpose(port, "tcp") === "web" ? "web" : "onvif";
}

async function lookAtInformation(conversation: Conversation, service: Service): Promise<void> {
  const asked = await askOnvif(conversation, service, "GetDeviceInformation", {});
  if (asked?.reply.kind !== "answer") return;
  const { manufacturer, model: said, firmwareVersion, serialNumber } = asked.reply.value;
  const model = ownWords(said);
  const brand = brandOf(manufacturer ?? "") ?? brandOf(model ?? "") ?? ownWords(manufacturer);
  const claims = claimsOf({
    brand,
    model,
    firmware: ownWords(firmwareVersion),
    serialNumber: ownSerial(serialNumber),
    role: model === undefined ? undefined : roleOfModel(brand, model),
  });
  conversation.say("onvif", service.port, claims, asked.answer.raw);
}

/** Profiles are behind a login by the specification; who lists them shows its video to everybody. */
async function lookForOpenMedia(conversation: Conversation, device: Service): Promise<string | null> {
  const capabilities = await askOnvif(conversation, device, "GetCapabilities", {});
  const named = capabilities?.reply.kind === "answer" ? capabilities.reply.value["Media"] : undefined;
  const media = (named === undefined ? null : ownService(named, conversation.target.address)) ?? {
    ...device,
    target: MEDIA_SERVICE,
  };
  const profiles = await askOnvif(conversation, media, "GetProfiles", {});
  const first = profiles?.reply.kind === "answer" ? profiles.reply.value[0] : undefined;
  if (profiles === null || first === undefined) return null;
  conversation.say("onvif", media.port, { openWithoutLogin: ["onvif-media"] }, profiles.answer.raw);
  const stream = await askOnvif(conversation, media, "GetStreamUri", { profileToken: first.token });
  const uri = stream?.reply.kind === "answer" ? stream.reply.value : null;
  // Whatever host it names, the path is asked for on the address that answered.
  return uri === null ? null : (parseRtspUrl(uri)?.path ?? null);
}

type Asked<Operation extends OnvifOperation> = { reply: OnvifReply<OnvifAnswers[Operation]>; answer: WebAnswer };

async function askOnvif<Operation extends OnvifOperation>(
  conversation: Conversation,
  service: Service,
  operation: Operation,
  args: OnvifArguments[Operation],
): Promise<Asked<Operation> | null> {
  const { body: text, contentType } = onvifRequest(operation, args);
  const answer = await askWeb(conversation, { ...service, body: { text, contentType } });
  if (answer === null) return null;
  try {
    return { reply: decodeOnvif(operation, pageText(answer)), answer };
  } catch {
    // A web page that says "not found" in HTML.
    return null;
  }
}
