import { decodeText, encodeUtf8 } from "../../codec/byte-text.ts";
import { DecodeError } from "../../codec/decode-error.ts";
import { cardMac, claimsOf, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { ownWords } from "../own-words.ts";

const PORT = 3_600;
const QUESTION = "DISCOVER\n";
const MAX_BYTES = 2_048;
const PAIR = /([a-z_][a-z0-9_]{0,40})=(?:'([^']*)'|"([^"]*)"|(\S*))/gi;

/** 360 Vision's domes: docs/protocols/vendor-discovery.md. */
export const threeSixtyVision: DiscoveryProtocol = {
  source: "360vision",
  questions: [{ to: { address: "broadcast", port: PORT }, fromPort: PORT, payload: () => encodeUtf8(QUESTION) }],
  listen: [{ port: PORT, groups: [] }],
  read(bytes) {
    if (bytes.length > MAX_BYTES) throw new DecodeError("360vision", "longer than an answer", MAX_BYTES);
    const [line = ""] = decodeText(bytes).split("\n", 1);
    if (line.trim() === QUESTION.trim()) return null;
    const pairs = new Map<string, string>();
    for (const [, key = "", quoted, doubleQuoted, bare] of line.matchAll(PAIR)) {
      if (!pairs.has(key.toUpperCase())) pairs.set(key.toUpperCase(), quoted ?? doubleQuoted ?? bare ?? "");
    }
    const [type, key] = [pairs.get("TYPE"), pairs.get("KEY")];
    if (type === undefined || key === undefined) throw new DecodeError("360vision", "no TYPE and KEY", 0);
    const mac = cardMac(key);
    const claims = claimsOf({
      mac,
      serialNumber: mac === undefined ? ownSerial(key) : undefined,
      brand: "360 Vision",
      model: ownWords(type),
      role: "camera",
    });
    return [{ claims }];
  },
};
