import { isDeepStrictEqual } from "node:util";
import { crc32 } from "#core/codec/crc32.ts";
import { candidateLine, readCandidateLine } from "#core/rehearsal/candidate.ts";
import { descriptionOf, readDescription } from "#core/rehearsal/description.ts";
import {
  decodeSignal,
  encodeSignal,
  fromBase64Url,
  MAX_SIGNAL_CHARACTERS,
  toBase64Url,
  type Signal,
} from "#core/rehearsal/signal.ts";
import { decoded, fromUtf8, must, mustBeAddress, mustBePort, utf8, type FuzzTarget } from "../target.ts";

const usual: Signal = {
  role: "offer",
  ufrag: "YSor",
  password: "q7+oneA2rE8Oef+d4KSAjZ",
  fingerprint: "ffd467".padEnd(64, "0"),
  udp: "open",
  ipv6: true,
  relay: true,
  nat: { mapping: "endpoint-independent", filtering: "address-and-port-dependent" },
  name: "Büro\u00a0Nord",
  candidates: [
    { kind: "host", address: "192.168.1.50", port: 40_000 },
    { kind: "relayed", address: "25.51.100.10", port: 50_000 },
    { kind: "mapped", address: "2a0e:b107:100::50", port: 40_000 },
  ],
};
const signals: readonly Signal[] = [
  usual,
  { ...usual, role: "answer", nat: null, name: null, candidates: [], udp: "blocked", ipv6: false, relay: false },
];
/** What the checksum covers: else next to nothing that was changed would be read on. */
const bodyOf = (signal: Signal): Uint8Array =>
  (fromBase64Url(encodeSignal(signal).slice(4)) ?? Uint8Array.of()).subarray(0, -4);

function judge(signal: Signal): string {
  for (const { address, port } of signal.candidates) {
    mustBeAddress(address);
    mustBePort(port);
  }
  const text = encodeSignal(signal);
  must(text.length <= MAX_SIGNAL_CHARACTERS, "a signal fits into its QR code");
  must(isDeepStrictEqual(decodeSignal(text), signal), "what was read can be written and read again");
  const { ufrag, password, fingerprint } = signal;
  const described = readDescription(descriptionOf(signal));
  must(isDeepStrictEqual(described, { ufrag, password, fingerprint }), "nothing of a signal breaks a description");
  return `${signal.role} ${signal.udp} ${signal.nat?.mapping} ${signal.candidates.map(({ kind }) => kind).join(" ")}`;
}

const signal: FuzzTarget = {
  name: "rehearsal-signal",
  sources: { "core/rehearsal/signal.ts": ["encodeSignal", "cleanName", "toBase64Url"] },
  seeds: () => [...signals.map(bodyOf), ...signals.map((one) => utf8(encodeSignal(one))), utf8("FR2.AAAA")],
  tokens: ["FR1.", "FR2.", Uint8Array.of(0x80, 0, 0), Uint8Array.of(63), Uint8Array.of(16), "\u202e"],
  check: (input) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(input));
    const whole = `FR1.${toBase64Url(Uint8Array.of(...input.subarray(0, 1_000), ...(input.length > 1_000 ? [] : sum)))}`;
    const asText = decoded(input, (bytes) => decodeSignal(fromUtf8(bytes)), judge);
    const asBody = decoded(input, () => decodeSignal(whole), judge);
    return `${asText}; ${asBody}`;
  },
};

const candidates: FuzzTarget = {
  name: "ice-candidate",
  sources: { "core/rehearsal/candidate.ts": ["candidateLine", "sortedCandidates", "rank", "leadsSomewhere"] },
  seeds: () =>
    [
      "a=candidate:2 1 UDP 2116026111 fd00::2 59985 typ host",
      "candidate:1 1 UDP 1694498815 25.0.113.2 41384 typ srflx raddr 0.0.0.0 rport 0",
      "candidate:3 1 udp 8388607 25.51.100.10 60241 typ relay raddr 0.0.0.0 rport 0",
      "candidate:4 1 UDP 1 25.0.113.9 1 typ prflx",
      "candidate:5 1 TCP 1 25.0.113.9 9 typ host tcptype active",
    ].map(utf8),
  tokens: ["candidate:", " typ ", "host", "srflx", "prflx", "relay", "UDP", "__proto__", "%eth0", "65536"],
  check: (input) => {
    const read = readCandidateLine(fromUtf8(input));
    if (read === undefined) return "none";
    mustBeAddress(read.address);
    must(read.port > 0, "port 0 is no candidate");
    mustBePort(read.port);
    must(
      isDeepStrictEqual(readCandidateLine(candidateLine(read, 0)), read),
      "a candidate can be written and read again",
    );
    return read.kind;
  },
};

export const REHEARSAL_TARGETS: readonly FuzzTarget[] = [signal, candidates];
