import { isDeepStrictEqual } from "node:util";
import { checkIntegrity, longTermKey, withIntegrity } from "#core/codec/stun-integrity.ts";
import {
  decodeChannelData,
  decodeTurnMessage,
  encodeChannelData,
  encodeTurnRequest,
  looksLikeChannelData,
  TURN_METHOD,
  type TurnMessage,
} from "#core/codec/turn.ts";
import { TurnStream } from "#core/codec/turn-stream.ts";
import { StreamCount } from "#core/proof/stream-count.ts";
import { RtspFrames, type RtspFrame } from "#core/proof/stream-frames.ts";
import {
  captures,
  decoded,
  latin1,
  must,
  mustBeAddress,
  mustBeCount,
  mustBePort,
  utf8,
  type FuzzTarget,
} from "../target.ts";

const transactionId = new Uint8Array(12).fill(9);
const KEY = longTermKey({ userName: "alice", realm: "example.org", password: "wonderland" }, "sha1");
const peer = { address: "192.0.2.7", port: 50_000 };
const credential = {
  userName: "alice",
  realm: "example.org",
  nonce: utf8("obMatJos2AAABxyz"),
  key: KEY,
  algorithm: "sha256",
  passwordAlgorithms: Uint8Array.of(0, 2, 0, 0, 0, 1, 0, 0),
} as const;

const REQUESTS = [
  encodeTurnRequest({ method: TURN_METHOD.ALLOCATE, transactionId, credential }),
  encodeTurnRequest({ method: TURN_METHOD.ALLOCATE, transactionId, credential: { ...credential, algorithm: "sha1" } }),
  encodeTurnRequest({ method: TURN_METHOD.REFRESH, transactionId, lifetimeSeconds: 0 }),
  encodeTurnRequest({ method: TURN_METHOD.CHANNEL_BIND, transactionId, peer, channel: 0x4000 }),
  encodeTurnRequest({ method: TURN_METHOD.SEND, transactionId, peer, data: utf8("words") }),
];
const CHANNEL = encodeChannelData({ channel: 0x4000, data: utf8("words") }, true);

function judgeTurnMessage({
  stun,
  relayed,
  peer: from,
  lifetimeSeconds,
  nonce,
  alternateServer,
  sha256,
}: TurnMessage): string {
  for (const endpoint of [relayed, from, alternateServer])
    if (endpoint !== null) {
      mustBeAddress(endpoint.address);
      mustBePort(endpoint.port);
    }
  if (lifetimeSeconds !== null) mustBeCount(lifetimeSeconds);
  must(nonce === null || nonce.length <= 763, "a nonce that can be sent back");
  must(sha256 === "no" || nonce !== null, "only a nonce with a cookie promises anything");
  return `${stun.class} ${relayed !== null} ${from !== null} ${alternateServer !== null} ${sha256}`;
}

/** Cut anywhere, a stream says the same. */
function judgeStream(input: Uint8Array): string {
  const whole = new TurnStream().push(input);
  const parts = new TurnStream();
  const cut = Math.trunc(input.length / 3);
  const read = [input.subarray(0, cut), input.subarray(cut)].flatMap((part) => parts.push(part));
  must(isDeepStrictEqual(read, whole), "a stream says the same however it comes");
  must(
    whole.every((message) => message.length >= 4),
    "a message has a header",
  );
  return String(Math.min(whole.length, 4));
}

const turn: FuzzTarget = {
  name: "turn",
  sources: {
    "core/codec/turn.ts": ["encodeTurnRequest", "encodeChannelData", "usableChannel", "writeBytes"],
    "core/codec/turn-stream.ts": [],
    "core/codec/stun-integrity.ts": ["withIntegrity", "longTermKey", "opaqueString"],
  },
  seeds: () => [
    ...captures("stun"),
    ...REQUESTS,
    CHANNEL,
    Uint8Array.of(...CHANNEL, ...CHANNEL, ...(REQUESTS[2] ?? [])),
  ],
  tokens: [
    "\0\x08\0\x14",
    "\0\x1c\0\x20",
    "\0\x1c\0\x10",
    "\0\x15\0\x10obMatJos2AAABxyz",
    "\0\x16\0\x08\0\x01",
    "\0\x12\0\x14\0\x02",
    "\0\x0d\0\x04",
    "\x80\x02\0\x08\0\x02\0\0\0\x01\0\0",
    "\x80\x23\0\x08\0\x01",
    "\x40\0\0\x04",
  ].map(latin1),
  check(input) {
    const message = decoded(input, decodeTurnMessage, judgeTurnMessage);
    const proofs = (["sha1", "sha256"] as const).map((algorithm) =>
      decoded(
        input,
        (bytes) => checkIntegrity(bytes, KEY, algorithm),
        (proof) => proof,
      ),
    );
    const channel = decoded(input, decodeChannelData, ({ channel: number, data }) => {
      must(looksLikeChannelData(input), "what is read as ChannelData looks like it");
      const again = decodeChannelData(encodeChannelData({ channel: number, data }, false));
      must(isDeepStrictEqual(again.data, data), "data survives");
      return "channel";
    });
    const stream = decoded(input, judgeStream, (said) => said);
    if (message.startsWith("request") && input.length < 200)
      must(checkIntegrity(withIntegrity(REQUESTS[2] ?? input, KEY, "sha1"), KEY, "sha1") === "right", "a proof holds");
    return `${message}; ${proofs.join(" ")}; ${channel}; ${stream}`;
  },
};

const rtp = Uint8Array.of(0x24, 0, 0, 12, 0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7);

function judgeFrames(frames: readonly RtspFrame[]): string {
  const count = new StreamCount(90_000);
  for (const [index, frame] of frames.entries())
    if (frame.kind === "packet") {
      must(frame.bytes.length <= 65_535, "a packet is no longer than its header can say");
      count.packet(frame.bytes, index * 10);
    } else must(frame.answer.body.length <= 131_072, "an answer is no longer than is kept");
  const measure = count.measure(null, frames.length * 10);
  if (measure !== null) {
    mustBeCount(measure.lostPackets);
    must(Number.isFinite(measure.mbps) && measure.mbps >= 0, "a speed is a number");
    must(measure.behindMs === null || measure.behindMs >= 0, "nothing comes before it happened");
  }
  return frames
    .map(({ kind }) => kind.slice(0, 1))
    .join("")
    .slice(0, 12);
}

const streamFrames: FuzzTarget = {
  name: "stream-frames",
  sources: { "core/proof/stream-frames.ts": [], "core/proof/stream-count.ts": [] },
  seeds: () => [
    ...captures("rtsp"),
    rtp,
    Uint8Array.of(
      ...utf8("RTSP/1.0 200 OK\r\nCSeq: 4\r\nSession: 1\r\n\r\n"),
      ...rtp,
      ...rtp,
      ...utf8("\r\nRTSP/1.0 200 OK\nCSeq: 5\n\n"),
    ),
  ],
  tokens: [rtp, "\r\n\r\n", "\n\n", "RTSP/1.0 200 OK\r\n", "Content-Length: 9\r\n", "$\0\0\0"],
  check(input) {
    return decoded(
      input,
      (bytes) => {
        const whole = new RtspFrames().push(bytes);
        for (const frame of whole)
          if (frame.kind === "answer") must(frame.answer.statusCode >= 0, "a status is a number");
        return whole;
      },
      judgeFrames,
    );
  },
};

export const TURN_TARGETS: readonly FuzzTarget[] = [turn, streamFrames];
