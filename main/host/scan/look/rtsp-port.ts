import { connect } from "node:net";
import { decodeText } from "#core/codec/byte-text.ts";
import { decodeRtsp, encodeRtspRequest, type RtspAnswer } from "#core/codec/rtsp.ts";
import { rtspWords } from "#core/codec/rtsp-words.ts";
import { decodeSdp, type SessionDescription } from "#core/codec/sdp.ts";
import { gatherClaims } from "#core/lan/fingerprints/gather.ts";
import { claimsOfRtsp } from "#core/lan/fingerprints/rtsp-words.ts";
import { mainStreamPath } from "#core/lan/picture-paths.ts";
import type { Claims } from "#core/lan/sighting.ts";
import type { Conversation, Limits } from "./conversation.ts";

const MAX_ANSWER_BYTES = 32 * 1_024;
const MAX_RAW_CHARACTERS = 3_000;
/** Who gives a video is mostly a camera; a recorder does so as well. */
const VIDEO_SOURCE: Claims = { role: "camera", certainty: 0.4 };

/** Who speaks RTSP on this port, by its answer to OPTIONS; false when nobody does. */
export async function lookAtRtspPort(conversation: Conversation, port: number): Promise<boolean> {
  const answer = await askRtsp(conversation, port, "OPTIONS", `rtsp://${conversation.host}:${port}/`);
  if (answer === null) return false;
  say(conversation, port, answer, null, {});
  return true;
}

/**
 * Whether everybody may watch: DESCRIBE of the main stream without a login. `path` is what the device itself named, where it did;
 * else it is the maker's. A 401 tells at least what the login is called.
 */
export async function lookForOpenStream(conversation: Conversation, port: number, path: string | null): Promise<void> {
  const { brand, role } = conversation.known;
  if (role === "router" || role === "other") return;
  const documented = brand === undefined ? undefined : mainStreamPath(brand);
  const target = path ?? documented ?? "/";
  const url = `rtsp://${conversation.host}:${port}${target}`;
  const answer = await askRtsp(conversation, port, "DESCRIBE", url);
  if (answer === null) return;
  const description = answer.statusCode === 200 ? describedBy(answer) : null;
  const isOpen = description?.media.some(({ type }) => type === "video") ?? false;
  const isStream = isOpen || (answer.statusCode === 401 && target !== "/");
  if (isOpen && conversation.known.role === undefined) conversation.say("rtsp", port, VIDEO_SOURCE, null);
  say(conversation, port, answer, description, {
    ...(isOpen && { openWithoutLogin: ["rtsp"] }),
    ...(isStream && { urls: [{ kind: "rtsp", url }] }),
  });
}

function describedBy({ body }: RtspAnswer): SessionDescription | null {
  try {
    return decodeSdp(body);
  } catch {
    return null;
  }
}

function say(
  conversation: Conversation,
  port: number,
  answer: RtspAnswer,
  description: SessionDescription | null,
  more: Claims,
): void {
  const [surest = {}, ...others] = gatherClaims(claimsOfRtsp(rtspWords(answer, description)));
  const raw = [
    `${answer.protocol}/${answer.version} ${answer.statusCode} ${answer.reason}`,
    ...answer.headers.map(({ name, value }) => `${name}: ${value}`),
    "",
    decodeText(answer.body),
  ].join("\n");
  const ports: Claims["ports"] = [{ transport: "tcp", port, service: "rtsp" }];
  conversation.say("rtsp", port, { ...surest, ...more, ports }, raw.slice(0, MAX_RAW_CHARACTERS));
  for (const claims of others) conversation.say("rtsp", port, claims, null);
}

function askRtsp(
  conversation: Conversation,
  port: number,
  method: "OPTIONS" | "DESCRIBE",
  url: string,
): Promise<RtspAnswer | null> {
  return conversation.question(port, async (limits) => {
    const to = { host: conversation.connectAddress, port };
    return decodeRtsp(await exchange(to, encodeRtspRequest(method, url, method === "OPTIONS" ? 1 : 2), limits));
  });
}

/** One question and its answer, up to the end that it declares; the connection stays open on the other side. */
async function exchange(
  to: { host: string; port: number },
  request: Uint8Array,
  { signal }: Limits,
): Promise<Uint8Array> {
  const socket = connect(to);
  const chunks: Buffer[] = [];
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      // What came before the time was up may be an answer without the body that it promised.
      const settle = (): void => resolve(Buffer.concat(chunks));
      signal.addEventListener("abort", settle, { once: true });
      if (signal.aborted) return settle();
      socket.on("error", reject);
      socket.on("connect", () => socket.write(request));
      socket.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (isWhole(Buffer.concat(chunks))) settle();
      });
      socket.on("close", settle);
    });
  } finally {
    socket.destroy();
  }
}

/** A stream that never ends is cut; what comes byte by byte is read again each time, which the cap keeps short. */
function isWhole(bytes: Buffer): boolean {
  if (bytes.length >= MAX_ANSWER_BYTES) return true;
  if (!/\r?\n\r?\n/.test(bytes.toString("latin1"))) return false;
  try {
    const { body, declaredContentLength } = decodeRtsp(bytes);
    return body.length >= (declaredContentLength ?? 0);
  } catch {
    return true;
  }
}
