import { toHex } from "#core/codec/byte-text.ts";
import {
  answersIkeInit,
  decodeIke,
  encodeIkeSaInit,
  withNonEspMarker,
  withoutNonEspMarker,
} from "#core/codec/ikev2.ts";
import {
  answersHardReset,
  decodeOpenVpnControl,
  decodeOpenVpnFrame,
  decodeOpenVpnHeader,
  encodeHardReset,
  encodeOpenVpnFrame,
} from "#core/codec/openvpn-control.ts";
import { encodeWrappedHardReset, readTlsCryptKey, unwrapFromServer } from "#core/codec/openvpn-tls-crypt.ts";
import { decoded, fromUtf8, latin1, must, mustBeCount, utf8, type FuzzTarget } from "../target.ts";

const SESSION = Uint8Array.from({ length: 8 }, (_, index) => index + 1);
const SERVER_RESET = latin1("\x40ABCDEFGH\x01\0\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08\0\0\0\0");
const KEY_HEX = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, "0"))
  .join("")
  .replace(/.{32}/g, "$&\n");
const KEY_TEXT = `# key\n-----BEGIN OpenVPN Static key V1-----\n${KEY_HEX}-----END OpenVPN Static key V1-----\n`;
const KEY = readTlsCryptKey(KEY_TEXT);

/** What a client sends is what a server with its halves exchanged would send: the same wrapping. */
const WRAPPED =
  KEY === undefined
    ? new Uint8Array()
    : encodeWrappedHardReset(SESSION, { fromServer: KEY.fromClient, fromClient: KEY.fromServer }, 1_700_000_000);

const openVpn: FuzzTarget = {
  name: "openvpn",
  sources: {
    "core/codec/openvpn-control.ts": ["encodeHardReset", "encodeHardResetHeader", "encodeOpenVpnFrame"],
    "core/codec/openvpn-tls-crypt.ts": ["encodeWrappedHardReset"],
  },
  seeds: () => [
    encodeHardReset(SESSION),
    SERVER_RESET,
    WRAPPED,
    encodeOpenVpnFrame(SERVER_RESET),
    latin1("\x28ABCDEFGH\x01\0\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08"),
    latin1("\x20ABCDEFGH\0\0\0\0\x01\x16\x03\x01"),
    latin1("HTTP/1.1 400 Bad Request\r\n\r\n"),
    utf8(KEY_TEXT),
  ],
  tokens: ["\x38", "\x40", "\x20", "\x28", "\0\x1a", "-----BEGIN OpenVPN Static key V1-----"].map(latin1),
  check(input) {
    const control = decoded(input, decodeOpenVpnControl, (packet) => {
      must(/^[0-9a-f]{16}$/.test(packet.sessionId), "a session id has 8 bytes");
      must(packet.acks.length <= 8 && packet.acks.length > 0 === (packet.remoteSessionId !== null), "whose packets");
      for (const ack of packet.acks) mustBeCount(ack);
      must((packet.packetId === null) === (packet.opcode === "ack"), "a packet has an id");
      must(decodeOpenVpnHeader(input).sessionId === packet.sessionId, "the header is the same");
      const answered = answersHardReset(packet, SESSION);
      must(!answered || packet.remoteSessionId === toHex(SESSION), "only an answer to us is one");
      return `${packet.opcode} ${packet.acks.length} ${answered}`;
    });
    const header = decoded(input, decodeOpenVpnHeader, ({ opcode, keyId }) => `${opcode} ${keyId > 0}`);
    const frame = decoded(input, decodeOpenVpnFrame, (packet) => {
      must(packet === null || (packet.length > 0 && packet.length <= input.length - 2), "a packet is within its bytes");
      return String(packet === null);
    });
    const unwrapped =
      KEY === undefined
        ? "no key"
        : decoded(
            input,
            (bytes) => unwrapFromServer(bytes, KEY),
            (packet) => `unwrapped ${decodeOpenVpnHeader(packet).opcode}`,
          );
    const key = readTlsCryptKey(fromUtf8(input));
    must(key === undefined || key.fromClient.hmac.length === 32, "a key is whole");
    return `${control}; ${header}; ${frame}; ${unwrapped}; ${key === undefined}`;
  },
};

const IKE_INIT = encodeIkeSaInit({
  spi: SESSION,
  nonce: new Uint8Array(32).fill(7),
  publicValue: new Uint8Array(32).fill(9),
});
const ike = (...parts: string[]): Uint8Array => latin1(parts.join(""));
const SPI = "\x01\x02\x03\x04\x05\x06\x07\x08";
const IKE_ANSWERS = [
  // NO_PROPOSAL_CHOSEN, INVALID_KE_PAYLOAD with the group it wants, COOKIE.
  ike(SPI, "ABCDEFGH", "\x29\x20\x22\x20", "\0\0\0\0", "\0\0\0\x24", "\0\0\0\x08\0\0\0\x0e"),
  ike(SPI, "\0\0\0\0\0\0\0\0", "\x29\x20\x22\x20", "\0\0\0\0", "\0\0\0\x26", "\0\0\0\x0a\0\0\0\x11\0\x0e"),
  ike(SPI, "\0\0\0\0\0\0\0\0", "\x29\x20\x22\x20", "\0\0\0\0", "\0\0\0\x28", "\0\0\0\x0c\0\0\x40\x06abcd"),
  ike(SPI, "ABCDEFGH", "\x0b\x10\x05\0", "\0\0\0\0", "\0\0\0\x1c"),
  // A payload of two bytes, and one of an unknown notification.
  ike(SPI, "ABCDEFGH", "\x29\x20\x22\x20", "\0\0\0\0", "\0\0\0\x20", "\0\0\0\x02"),
  ike(SPI, "ABCDEFGH", "\x29\x20\x22\x20", "\0\0\0\0", "\0\0\0\x24", "\0\0\0\x08\0\0\x77\x77"),
  // More payloads than anybody has, and a version that nobody has.
  ike(SPI, "ABCDEFGH", "\x2b\x20\x22\x20", "\0\0\0\0", "\0\0\0\xa0", "\x2b\0\0\x04".repeat(33)),
  ike(SPI, "ABCDEFGH", "\0\x30\x22\x20", "\0\0\0\0", "\0\0\0\x1c"),
];

const ikeTarget: FuzzTarget = {
  name: "ike",
  sources: {
    "core/codec/ikev2.ts": ["encodeIkeSaInit", "securityAssociation", "transform", "payload", "withNonEspMarker"],
  },
  seeds: () => [IKE_INIT, ...IKE_ANSWERS, withNonEspMarker(IKE_INIT), latin1("\xff")],
  tokens: ["\x29\x20\x22\x20", "\x21\x20\x22\x20", "\0\0\0\0", "\0\0\0\x08", "\0\x10\x05\0"].map(latin1),
  check(input) {
    const behind = withoutNonEspMarker(input);
    must(behind === undefined || behind.length <= input.length, "a marker only goes away");
    const read = decoded(input, decodeIke, (message) => {
      must(/^[0-9a-f]{16}$/.test(message.initiatorSpi + message.responderSpi.slice(16)), "SPIs have 8 bytes");
      must(message.majorVersion === 2 || message.payloads.length === 0, "version 1 is not looked into");
      must(message.notifies.length <= message.payloads.length && message.payloads.length <= 32, "few payloads");
      const answered = answersIkeInit(message, SESSION);
      must(!answered || message.initiatorSpi === toHex(SESSION), "only an answer to us is one");
      return `${message.majorVersion} ${message.isResponse} ${answered} ${message.notifies.join(" ").slice(0, 60)}`;
    });
    return `${behind === undefined}; ${read}`;
  },
};

export const LEGACY_VPN_TARGETS: readonly FuzzTarget[] = [openVpn, ikeTarget];
