import { createHmac } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { isHostError } from "#core/contract/errors.ts";
import { answerText } from "#core/nat/answer-text.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import { diagnosisSchema } from "#core/nat/diagnosis.ts";
import { observationSchema, type Observation } from "#core/nat/observation.ts";
import { webPageInstead } from "#core/nat/web-page-instead.ts";
import { addressInWhoamiAnswer } from "#core/nat/whoami-answer.ts";
import { canonicalAddress, isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import { parseJson } from "#core/parse-json.ts";
import { readRecording } from "#core/survey/recording.ts";
import { defaultSettings, settingsSchema } from "#core/survey/settings.ts";
import { keyOfPacket, openPacket, sealPacket } from "#core/vantage/packet.ts";
import { authorization, answerMac, isAnswerMac, looksAuthorised, readAuthorization } from "#core/vantage/signing.ts";
import { parseVantageAddress } from "#core/vantage/vantage-address.ts";
import { uploadSpeed } from "#core/vantage/upload-speed.ts";
import {
  dialBackRequestSchema,
  proveAnswerSchema,
  proveRequestSchema,
  refusalSchema,
  uploadAnswerSchema,
  viewAnswerSchema,
} from "#core/vantage/vantage-api.ts";
import { packetKeyId, vantageKeyId } from "#core/vantage/vantage-key.ts";
import { cgnatRecord, offlineRecord, publicRecord } from "../../fakes/sample-records.ts";
import { FINDING_CASES } from "../../unit/nat/finding-cases.ts";
import { VERDICT_CASES } from "../../unit/nat/verdict-cases.ts";
import { fromUtf8, must, mustBeRecordable, utf8, type FuzzTarget } from "../target.ts";

const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value));
const JSON_TOKENS = [
  "null",
  "true",
  "{}",
  "[]",
  '"__proto__":',
  '"kind":',
  "1e400",
  "-0",
  '"\\ud800"',
  ",",
  ":",
  '"',
] as const;

const whoami: FuzzTarget = {
  name: "whoami",
  sources: { "core/nat/whoami-answer.ts": [], "core/nat/web-page-instead.ts": [] },
  seeds: () =>
    [
      "192.31.196.77\n",
      '{"ip":"192.31.196.77"}',
      '{"ip":null}',
      "2620:4f:8000::1",
      "<!DOCTYPE html><html><head><title>Hotel</title>",
      "302 http://login.example/x?y",
      "307 https://login.example:8443/",
      "301 /ip",
      "511 text/html",
      "200 text/html; charset=x",
      "503 down",
    ].map((text) => utf8(text)),
  tokens: [
    ...JSON_TOKENS,
    "192.31.196.77",
    '{"ip":',
    "::ffff:",
    "302 ",
    "511 ",
    "text/html",
    "http://login.example/",
    "//a.example",
    "<html>",
    "<title>x</title>",
  ],
  check(input) {
    const text = fromUtf8(input);
    const address = addressInWhoamiAnswer(text);
    must(
      address === null || (isUsableAsPublicAddress(address) && canonicalAddress(address) === address),
      "an address is public",
    );
    if (address !== null) mustBeRecordable({ kind: "public-address-https", url: "http://a.example/", address });
    const [, status = "200", rest = ""] = /^(\d{3}) (.*)$/s.exec(text) ?? [];
    const answer = { statusCode: Number(status), location: rest || null, contentType: rest || null, body: text };
    const page = webPageInstead("http://myip.example/ip", answer);
    if (page !== null) {
      mustBeRecordable(page);
      must(page.redirectsTo === null || !page.redirectsTo.includes("?"), "where a login page is, not who we are");
    }
    must(
      webPageInstead("https://myip.example/ip", answer) === null,
      "a certificate that is right can't be a login page's",
    );
    return `${address === null} ${page?.statusCode} ${page?.redirectsTo === null} ${page?.title === null}`;
  },
};

const recordings: FuzzTarget = {
  name: "recordings",
  sources: { "core/survey/recording.ts": [] },
  seeds: () => [
    ...[publicRecord, cgnatRecord, offlineRecord].map(json),
    ...[...VERDICT_CASES, ...FINDING_CASES].map((one) =>
      json({ observations: one.find((part) => Array.isArray(part)) }),
    ),
    json(null),
    json({ version: 99, observations: [] }),
    utf8("[]"),
  ],
  tokens: [
    ...JSON_TOKENS,
    '"answered"',
    '"silent"',
    '"no-answer"',
    '"192.168.1.1"',
    '"100.64.1.1"',
    '"::1"',
    '"192.31.196.77"',
    '"version":2,',
    '"ttl":1',
  ],
  check(input) {
    let observations: Observation[];
    try {
      observations = readRecording(parseJson(fromUtf8(input)));
    } catch (error) {
      if (!isHostError(error) || error.code !== "NOT_A_RECORDING") throw error;
      return error.code;
    }
    for (const one of observations) must(observationSchema.safeParse(one).success, "what is read is what can be kept");
    const diagnosis = diagnose(observations);
    const parsed = diagnosisSchema.safeParse(diagnosis);
    must(parsed.success, `a diagnosis fits its schema: ${parsed.error?.issues[0]?.path.join(".")}`);
    must(isDeepStrictEqual(diagnose(observations.toReversed()), diagnosis), "the order of answers never shows");
    for (const one of observations) must(answerText(one).key !== "", "every answer has a text");
    const { verdict, findings } = diagnosis;
    return `${verdict.sentence.key} ${findings
      .map((finding) => finding.code)
      .join(" ")
      .slice(0, 40)}`;
  },
};

const settings: FuzzTarget = {
  name: "settings",
  sources: { "core/parse-json.ts": [] },
  seeds: () => [
    json(defaultSettings),
    json({ ...defaultSettings, stunServers: ["[::1]:3478", "a.example:1"], locale: "de" }),
    utf8("{}"),
  ],
  tokens: [
    ...JSON_TOKENS,
    '"stunServers":',
    '"a.example:99999"',
    '"http://a b"',
    '"locale":"de"',
    '"theme":"dark"',
    '"skippedProbes":["upnp"]',
  ],
  check(input) {
    const parsed = settingsSchema.safeParse(parseJson(fromUtf8(input)));
    if (!parsed.success) return "refused";
    must(isDeepStrictEqual(settingsSchema.parse(parsed.data), parsed.data), "settings survive being kept");
    const { stunServers, whoamiUrls } = parsed.data;
    must(stunServers.length <= 8 && whoamiUrls.length <= 8, "servers are counted");
    must(
      [...stunServers, ...whoamiUrls].every((server) => !/\s/.test(server)),
      "a server is one word",
    );
    return `${stunServers.length} ${whoamiUrls.length}`;
  },
};

const hmac = (input: string | Uint8Array): Uint8Array =>
  createHmac("sha256", "fuzz-fuzz-fuzz-fuzz").update(input).digest();
const stranger = (input: string | Uint8Array): Uint8Array =>
  createHmac("sha256", "somebody-else-here").update(input).digest();
const NONCE = "00112233445566778899aabbccddeeff";
const REQUEST = { method: "POST", path: "/v1/view", body: "{}" };
const TLS = { protocol: "TLSv1.3", certificateSha256: NONCE + NONCE, subject: "CN=x", issuer: "CN=x", notAfter: null };
const SAMPLES = [100, 900, 1_100, 5_000].map((atMs) => ({ atMs, bytes: atMs * 18 }));
const KINDS = ["echo", "echo-answer", "dial", "dial-answer"] as const;

const vantage: FuzzTarget = {
  name: "vantage",
  sources: {
    "core/vantage/packet.ts": ["sealPacket"],
    "core/vantage/signing.ts": [],
    "core/vantage/vantage-address.ts": [],
    "core/vantage/vantage-key.ts": [],
    "core/vantage/upload-speed.ts": [],
  },
  seeds: () => [
    ...KINDS.map((kind) => sealPacket({ kind, nonce: NONCE }, hmac)),
    sealPacket({ kind: "dial", nonce: NONCE }, stranger),
    sealPacket({ kind: "echo", nonce: NONCE }, hmac, "a1b2c3"),
    utf8(authorization({ ...REQUEST, timeMs: 1_700_000_000_000, nonce: NONCE }, hmac)),
    utf8(authorization({ ...REQUEST, timeMs: 1, nonce: NONCE }, stranger)),
    ...["http://vantage.example:8080/#0123456789abcdefXYZ", "https://[2001:db8::1]/", "http://192.0.2.1:0/"].map(
      (text) => utf8(text),
    ),
    json({ transport: "udp", port: 50_000, nonce: NONCE, patienceMs: 500 }),
    json({ address: "192.0.2.1", port: 1, timeMs: 1, ports: [{ transport: "tcp", port: 443, problem: null }] }),
    json({ error: "stale", timeMs: 5 }),
    json({ transport: "tcp", port: 554, hello: "rtsp", patienceMs: 900 }),
    json({
      address: "192.0.2.1",
      saw: "connected",
      tookMs: 1,
      firstByteMs: 2,
      answer: "UlRTUA==",
      tls: TLS,
      problem: null,
    }),
    json({ bytes: 90_000, tookMs: 5_000, samples: SAMPLES, endedBy: "time", besides: 0 }),
    json({ bytes: 1, tookMs: 1, samples: [], endedBy: "size", besides: 1 }),
    json({ bytes: 9, tookMs: 5_000, samples: [{ atMs: 100, bytes: 9 }], endedBy: "time", besides: 0 }),
    json({ bytes: 0, tookMs: 0, samples: [], endedBy: "sender", besides: 0 }),
  ],
  tokens: [
    ...JSON_TOKENS,
    "FSV1",
    "Farsite time=",
    ", nonce=",
    ", mac=",
    NONCE,
    "#",
    ":65536",
    '"target":"192.0.2.9"',
    '"host":',
  ],
  check(input) {
    const text = fromUtf8(input);
    const packet = openPacket(input, hmac);
    if (packet !== undefined)
      must(
        isDeepStrictEqual(sealPacket(packet, hmac, keyOfPacket(input)), Uint8Array.from(input)),
        "a packet is what its maker sealed",
      );
    must(openPacket(input, stranger) === undefined || packet === undefined, "no packet belongs to two keys");
    const signed = readAuthorization(text, REQUEST, hmac);
    must(signed === undefined || looksAuthorised(text), "what is signed looks like it");
    if (signed !== undefined)
      must(authorization({ ...REQUEST, ...signed }, hmac) === text, "a signature belongs to one text");
    const other = readAuthorization(text, { ...REQUEST, body: '{"x":1}' }, hmac);
    must(signed === undefined || other === undefined, "a signature belongs to one body");
    const mac = answerMac(NONCE, 200, text, hmac);
    must(
      isAnswerMac(mac, NONCE, 200, text, hmac) && !isAnswerMac(mac, NONCE, 200, `${text} `, hmac),
      "an answer is signed as a whole",
    );
    must(
      !isAnswerMac(text.slice(0, 64), NONCE, 200, "x", hmac) || text.startsWith(answerMac(NONCE, 200, "x", hmac)),
      "nothing else signs",
    );
    const access = parseVantageAddress(text);
    if (access !== undefined)
      must(!access.url.includes("#") && !/[?@\s]/.test(access.url), "an address holds no secret");
    must(/^[0-9a-f]{6}$/.test(packetKeyId(vantageKeyId(text, stranger))), "every token has an id");
    const value = parseJson(text);
    const prove = proveRequestSchema.safeParse(value);
    if (prove.success) must(!JSON.stringify(prove.data).includes("192.0.2"), "nobody says where to");
    const proven = proveAnswerSchema.safeParse(value);
    if (proven.success) must(Buffer.from(proven.data.answer, "base64").length <= 2_049, "an answer is short");
    const upload = uploadAnswerSchema.safeParse(value);
    const speed = upload.success ? uploadSpeed(upload.data) : null;
    if (speed !== null) must(speed.mbps >= 0 && !Number.isNaN(speed.mbps), "a speed is a number");
    const dial = dialBackRequestSchema.safeParse(value);
    if (dial.success)
      must(Object.keys(dial.data).toSorted().join() === "nonce,patienceMs,port,transport", "nobody names whom to dial");
    const answered = [viewAnswerSchema, refusalSchema].map((schema) => schema.safeParse(value).success);
    return `${packet?.kind} ${signed !== undefined} ${access?.token === null} ${dial.success} ${prove.success} ${speed?.limitedByVantage} ${answered.join(" ")}`;
  },
};

export const DATA_TARGETS: readonly FuzzTarget[] = [whoami, recordings, settings, vantage];
