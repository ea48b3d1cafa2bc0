import { candidateLine, type Candidate } from "./candidate.ts";
import type { Signal } from "./signal.ts";

/** What libdatachannel says of itself and wants to hear of the other end: a session description (RFC 8866, RFC 8841). */

/** The parts of an own description that differ each time; undefined where one is missing. */
export function readDescription(sdp: string): Pick<Signal, "ufrag" | "password" | "fingerprint"> | undefined {
  const ufrag = /^a=ice-ufrag:(\S+)$/m.exec(sdp)?.[1];
  const password = /^a=ice-pwd:(\S+)$/m.exec(sdp)?.[1];
  const fingerprint = /^a=fingerprint:sha-256 ([0-9A-F:]+)$/im.exec(sdp)?.[1];
  if (ufrag === undefined || password === undefined || fingerprint === undefined) return undefined;
  return { ufrag, password, fingerprint: fingerprint.replaceAll(":", "").toLowerCase() };
}

/** The description that a signal stands for, without candidates: those are added when the checks may begin. */
export function descriptionOf({ role, ufrag, password, fingerprint }: Signal): string {
  const pairs = fingerprint.toUpperCase().match(/../g) ?? [];
  const lines = [
    "v=0",
    "o=rtc 1 0 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0",
    "a=ice-options:ice2,trickle",
    `a=fingerprint:sha-256 ${pairs.join(":")}`,
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    "a=mid:0",
    "a=sendrecv",
    "a=sctp-port:5000",
    "a=max-message-size:262144",
    `a=setup:${role === "offer" ? "actpass" : "active"}`,
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** The lines to be added for the other end's candidates, with the media section they belong to. */
export const remoteCandidates = (candidates: readonly Candidate[]): { line: string; mid: string }[] =>
  candidates.map((candidate, index) => ({ line: candidateLine(candidate, index), mid: "0" }));
