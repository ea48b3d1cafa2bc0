import { createHash } from "node:crypto";
import { headerValue } from "#core/codec/header-fields.ts";
import { claimsOfFavicon } from "#core/lan/fingerprints/favicons.ts";
import { claimsOfWebPage, nextPlace, type WebPage } from "#core/lan/fingerprints/web-page.ts";
import { gatherClaims } from "#core/lan/fingerprints/gather.ts";
import { makerPage } from "#core/lan/maker-pages.ts";
import { snapshotPath } from "#core/lan/picture-paths.ts";
import { portPurpose, type PortService } from "#core/lan/port-purpose.ts";
import type { Claims } from "#core/lan/sighting.ts";
import { pageText } from "../../net/page-text.ts";
import { sayCertificate } from "./certificate.ts";
import type { Conversation } from "./conversation.ts";
import { askWeb, type WebAnswer, type WebPort } from "./web-request.ts";

/** To the login page, and one to spare. */
const MAX_STEPS = 3;
const MAX_ICON_BYTES = 64 * 1_024;
const MAX_PICTURE_BYTES = 16 * 1_024;
const MAX_URL_CHARACTERS = 500;

const SILENCE_PART = 0.7;

/** A web server that speaks plainly where TLS was expected, or the other way round. */
const WRONG_SCHEME =
  /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|requires? (?:SSL|TLS|HTTPS)/i;

/**
 * The first page of a port, followed to where it sends the browser on this very port: what it says of the device, and its
 * certificate. Null when no web server answers there.
 */
export async function lookAtWebPort(conversation: Conversation, port: number): Promise<WebPort | null> {
  const { context } = conversation;
  const secure = portPurpose(port, "tcp") === "web-secure";
  const startedMs = context.elapsedMs();
  const found = await followPages(conversation, { port, secure });
  // Who speaks the other one closes at once; who was silent for so long would be silent again.
  const wasSilent = context.elapsedMs() - startedMs > SILENCE_PART * context.budget.questionMs;
  return found ?? (wasSilent ? null : followPages(conversation, { port, secure: !secure }));
}

async function followPages(conversation: Conversation, web: WebPort): Promise<WebPort | null> {
  const found: Claims[] = [];
  let target = "/";
  let raw: string | null = null;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const isFirst = step === 0;
    const answer = await askWeb(conversation, { ...web, target }, (certificate) => {
      if (isFirst) sayCertificate(conversation, web.port, certificate);
    });
    if (answer === null || (isFirst && !web.secure && WRONG_SCHEME.test(answer.raw))) break;
    const page = pageOf(answer);
    found.push(...claimsOfWebPage(page));
    raw ??= answer.raw;
    const next = samePort(conversation, web, target, nextPlace(page));
    if (next === null || next === target) break;
    target = next;
  }
  if (raw === null) return null;
  sayPages(conversation, web, found, raw);
  return web;
}

const pageOf = (answer: WebAnswer): WebPage => ({
  statusCode: answer.statusCode,
  headers: answer.headers,
  html: pageText(answer),
});

/** The way on if it stays on this port of this address: another host is another device, whatever this one says. */
function samePort(conversation: Conversation, web: WebPort, target: string, place: string | null): string | null {
  const base = `${web.secure ? "https" : "http"}://${conversation.host}:${web.port}`;
  const url = place === null ? null : URL.parse(place, base + target);
  if (url === null || url.origin !== new URL(base).origin || url.username !== "") return null;
  const next = url.pathname + url.search;
  return next.length > MAX_URL_CHARACTERS ? null : next;
}

function sayPages(conversation: Conversation, web: WebPort, found: readonly Claims[], raw: string): void {
  const [surest = {}, ...others] = gatherClaims(found);
  const service: PortService = web.secure ? "web-secure" : "web";
  const isUsual = web.port === (web.secure ? 443 : 80);
  const url = `${web.secure ? "https" : "http"}://${conversation.host}${isUsual ? "" : `:${web.port}`}/`;
  conversation.say(
    "http",
    web.port,
    { ...surest, ports: [{ transport: "tcp", port: web.port, service }], urls: [{ kind: "web", url }] },
    raw,
  );
  for (const claims of others) conversation.say("http", web.port, claims, null);
}

/** What the maker shows without a login. */
export async function lookAtMakerPage(conversation: Conversation, web: WebPort): Promise<void> {
  const page = conversation.known.brand === undefined ? undefined : makerPage(conversation.known.brand);
  if (page === undefined) return;
  const answer = await askWeb(conversation, {
    ...web,
    target: page.target,
    ...(page.json !== undefined && { body: { text: page.json, contentType: "application/json" } }),
  });
  const claims = answer?.statusCode === 200 ? page.read(pageText(answer)) : null;
  if (answer !== null && claims !== null) conversation.say("vendor-page", web.port, claims, answer.raw);
}

/** The icon that the browser shows in its tab. */
export async function lookAtIcon(conversation: Conversation, web: WebPort): Promise<void> {
  const answer = await askWeb(conversation, { ...web, target: "/favicon.ico", maxBytes: MAX_ICON_BYTES });
  if (answer?.statusCode !== 200 || answer.body.length === 0) return;
  const md5 = createHash("md5").update(answer.body).digest("hex");
  const claims = claimsOfFavicon(md5);
  if (claims !== null) conversation.say("favicon", web.port, claims, `MD5 ${md5}`);
}

/** Whether everybody gets a picture: one GET of the address that the maker documents, and only a picture counts. */
export async function lookForOpenSnapshot(conversation: Conversation, web: WebPort): Promise<void> {
  const { brand, role } = conversation.known;
  const target = brand === undefined ? undefined : snapshotPath(brand);
  if (target === undefined || role === "router" || role === "other") return;
  const answer = await askWeb(conversation, { ...web, target, maxBytes: MAX_PICTURE_BYTES });
  if (answer === null || !isPicture(answer)) return;
  const url = `${web.secure ? "https" : "http"}://${conversation.host}:${web.port}${target}`;
  conversation.say(
    "http",
    web.port,
    { openWithoutLogin: ["snapshot"], urls: [{ kind: "snapshot", url }] },
    `GET ${target}\n${answer.statusCode} ${headerValue(answer.headers, "content-type") ?? ""}`,
  );
}

/** JPEG and PNG by their first bytes: some answer every address with a page that says "log in", as `image/jpeg`. */
function isPicture({ statusCode, headers, body }: WebAnswer): boolean {
  const isImage = /^image\/(?:jpe?g|png)/i.test(headerValue(headers, "content-type") ?? "");
  const begins = (...bytes: number[]): boolean => bytes.every((byte, index) => body[index] === byte);
  return statusCode === 200 && isImage && (begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47));
}
