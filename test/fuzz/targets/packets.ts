import { isDeepStrictEqual } from "node:util";
import { stunAttributeName } from "#core/codec/stun-attribute-name.ts";
import { fromHex, toHex } from "#core/codec/byte-text.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import * as natpmp from "#core/codec/natpmp.ts";
import { decodePcpRequest } from "#core/codec/pcp-request.ts";
import * as pcp from "#core/codec/pcp.ts";
import { decodeSsdp, locationOnHost } from "#core/codec/ssdp.ts";
import {
  decodeStunMessage,
  encodeBindingRequest,
  isOtherAddressUsable,
  looksLikeStun,
  mayFollowTo,
  reflexiveAddress,
  type StunMessage,
} from "#core/codec/stun.ts";
import {
  decodeBindingRequest,
  encodeBindingSuccess,
  encodeUnknownAttributes,
  type ReceivedBinding,
} from "#core/codec/stun-server.ts";
import { parseHttpUrl, sameHost } from "#core/net/http-url.ts";
import { addressScope } from "#core/net/ip-address.ts";
import {
  captures,
  decoded,
  latin1,
  must,
  mustBeAddress,
  mustBeCount,
  mustBePort,
  mustBeRecordable,
  utf8,
  type FuzzTarget,
} from "../target.ts";

/** The same bytes give the same reading wherever in memory they lie, and the reading is JSON. */
function mustReadAlike(kind: Parameters<typeof decodeCapture>[0], input: Uint8Array): void {
  const reading = decodeCapture(kind, input);
  must(isDeepStrictEqual(JSON.parse(JSON.stringify(reading)), reading), "a reading is JSON");
  const larger = new Uint8Array(input.length + 16).fill(0x21);
  larger.set(input, 7);
  const again = decodeCapture(kind, larger.subarray(7, 7 + input.length));
  must(isDeepStrictEqual(again, reading), "a view into a larger buffer reads like the bytes alone");
}

function judgeStun(message: StunMessage): string {
  for (const endpoint of [
    message.mappedAddress,
    message.xorMappedAddress,
    message.otherAddress,
    message.responseOrigin,
  ])
    if (endpoint !== null) {
      mustBeAddress(endpoint.address);
      mustBePort(endpoint.port);
    }
  const seen = reflexiveAddress(message);
  if (seen !== null) {
    must(message.class === "success" && message.method === 1, "only a Binding success tells an address");
    must(message.fingerprintValid !== false, "a message that fails its own fingerprint tells nothing");
    mustBeRecordable({
      kind: "stun-binding",
      server: "stun.example:3478",
      serverAddress: "198.51.100.1",
      localPort: 50_000,
      localAddress: "192.168.1.7",
      mappedAddress: seen.address,
      mappedPort: seen.port,
      otherAddress: message.otherAddress?.address ?? null,
      otherPort: message.otherAddress?.port ?? null,
    });
  }
  const asked = { address: "198.51.100.1", port: 3478 };
  if (isOtherAddressUsable(message, asked)) {
    const other = message.otherAddress?.address ?? "";
    must(
      mayFollowTo(other, asked.address) && !["private", "loopback"].includes(addressScope(other)),
      "never into a LAN",
    );
  }
  isOtherAddressUsable(message);
  return `${message.class} ${message.method === 1} ${message.attributes
    .map((a) => stunAttributeName(a.type))
    .join(" ")
    .slice(0, 60)} ${seen === null} ${message.fingerprintValid}`;
}

const TRANSACTION = { transactionId: new Uint8Array(12).fill(9) };
const STUN_REQUESTS = [
  encodeBindingRequest(TRANSACTION),
  encodeBindingRequest({ ...TRANSACTION, changeIp: true, changePort: true, fingerprint: true }),
  encodeBindingRequest({ ...TRANSACTION, responsePort: 4_711, software: "x" }),
];

/** What a server makes of it: an answer to the same transaction that its client can read, and is no longer than is said. */
function judgeReceived(request: ReceivedBinding): string {
  const mapped = { address: "2001:db8::7", port: 50_000 };
  const answer =
    request.unknown.length > 0
      ? encodeUnknownAttributes(request, request.unknown)
      : encodeBindingSuccess(request, { mapped, origin: mapped, other: mapped });
  const read = decodeStunMessage(answer);
  must(read.transactionId === toHex(request.cookieAndTransactionId.subarray(4)), "an answer belongs to its request");
  must(read.fingerprintValid === (request.fingerprint ? true : null), "an answer has the mark of its request");
  must(read.class === "error" || read.xorMappedAddress?.address === mapped.address, "an address survives");
  must(request.unknown.length > 0 || answer.length <= 100, "an answer is short");
  return `${read.class} ${request.changeIp} ${request.changePort} ${request.responsePort !== null}`;
}

const stun: FuzzTarget = {
  name: "stun",
  sources: {
    "core/codec/stun.ts": ["encodeBindingRequest"],
    "core/codec/stun-attribute.ts": ["writeStunAddress"],
    "core/codec/stun-attribute-name.ts": [],
    "core/codec/stun-server.ts": ["encodeBindingSuccess", "encodeUnknownAttributes", "finished", "header"],
  },
  seeds: () => [...captures("stun"), ...STUN_REQUESTS],
  tokens: [
    "\x21\x12\xa4\x42",
    "\0\x01\0\x08\0\x01",
    "\0\x20\0\x08\0\x01",
    "\0\x20\0\x14\0\x02",
    "\x80\x28\0\x04",
    "\x80\x2c\0\x08\0\x01",
  ].map(latin1),
  check(input) {
    mustReadAlike("stun", input);
    const received = decoded(input, decodeBindingRequest, judgeReceived);
    const read = decoded(input, decodeStunMessage, (message) => {
      must(looksLikeStun(input), "what is read as STUN looks like it");
      if (message.class === "request") {
        const again = encodeBindingRequest({ transactionId: fromHex(message.transactionId) ?? new Uint8Array() });
        must(decodeStunMessage(again).transactionId === message.transactionId, "a transaction id survives");
      }
      return judgeStun(message);
    });
    return `${read}; ${received}`;
  },
};

const natPmp: FuzzTarget = {
  name: "natpmp",
  sources: { "core/codec/natpmp.ts": [] },
  seeds: () => captures("natpmp"),
  tokens: [
    "\0\x80\0\0",
    "\0\x81\0\0",
    "\0\x82\0\0",
    "\0\0",
    "\0\x01\0\0",
    "\x02\x80",
    "\0\x80\0\x01",
    "\0\x85\0\x05",
  ].map(latin1),
  check(input) {
    mustReadAlike("natpmp", input);
    const asked = decoded(input, natpmp.decodeNatPmpRequest, (request) => {
      const again =
        request.kind === "mapping" ? natpmp.encodeMapRequest(request) : natpmp.encodeExternalAddressRequest();
      must(isDeepStrictEqual(natpmp.decodeNatPmpRequest(again), request), "a request survives being written again");
      return request.kind;
    });
    const answered = decoded(input, natpmp.decodeNatPmpResponse, (response) => {
      switch (response.kind) {
        case "speaks-pcp":
          return "speaks-pcp";
        case "error":
          must(response.resultCode !== 0, "a failure has a code");
          must(response.resultName === natpmp.natPmpResultName(response.resultCode), "a code has one name");
          return `error ${Math.min(response.resultCode, 7)}`;
        case "external-address":
          mustBeAddress(response.externalAddress);
          mustBeCount(response.epochSeconds);
          return `${response.kind} ${addressScope(response.externalAddress)}`;
        default:
          mustBePort(response.internalPort);
          mustBePort(response.externalPort);
          mustBeCount(response.lifetimeSeconds);
          return `${response.kind} ${response.transport}`;
      }
    });
    return `${asked}; ${answered}`;
  },
};

function judgePcp(response: pcp.PcpResponse): string {
  if (response.opcode === "other-version" || response.opcode === "speak-nat-pmp") return response.opcode;
  mustBeCount(response.lifetimeSeconds);
  mustBeCount(response.epochSeconds);
  const failed = response.resultCode !== 0;
  must(response.opcode !== "unknown" || failed, "an opcode we never send is no success");
  if (response.opcode !== "map" && response.opcode !== "peer") return `${response.opcode} ${response.resultName}`;
  const { mapping, options } = response;
  must(failed || mapping !== null, "a success has a mapping");
  if (mapping !== null) {
    must(/^[0-9a-f]{24}$/.test(mapping.nonce), "a nonce has 12 bytes");
    mustBeAddress(mapping.assignedExternalAddress);
    mustBePort(mapping.assignedExternalPort);
  }
  return `${response.opcode} ${response.resultName} ${options
    .map((option) => option.name)
    .join(" ")
    .slice(0, 40)}`;
}

const pcpTarget: FuzzTarget = {
  name: "pcp",
  sources: {
    "core/codec/pcp.ts": ["encodeMapRequest"],
    "core/codec/pcp-request.ts": [],
    "core/codec/pcp-option.ts": ["pcpAddressBytes"],
  },
  seeds: () => captures("pcp"),
  tokens: [
    "\x02\x80\0\0",
    "\x02\x81\0\0",
    "\x02\x82\0\0",
    "\x02\x81\0\x08",
    "\x02\x01\0\0",
    "\x01\0\0\x10",
    "\x02\0\0\0",
    "\x03\0\0\x14",
    "\0\x80\0\x01",
  ].map(latin1),
  check(input) {
    mustReadAlike("pcp", input);
    const asked = decoded(input, decodePcpRequest, (request) => {
      mustBeAddress(request.clientAddress);
      if (request.opcode === "announce")
        must(decodePcpRequest(pcp.encodeAnnounceRequest(request)).opcode === "announce", "an announce survives");
      else mustSurvive(request);
      return request.opcode;
    });
    return `${asked}; ${decoded(input, pcp.decodePcpResponse, judgePcp)}`;
  },
};

const TRANSPORTS: Readonly<Record<number, pcp.PcpTransport>> = { 0: "all", 6: "tcp", 17: "udp" };

/** What we could have asked ourselves reads the same after it was written again. */
function mustSurvive(request: Extract<ReturnType<typeof decodePcpRequest>, { opcode: "map" }>): void {
  const transport = TRANSPORTS[request.ipProtocol];
  if (transport === undefined) return;
  const thirdParty = request.options.find((option) => option.name === "THIRD_PARTY");
  const again = decodePcpRequest(
    pcp.encodeMapRequest({
      ...request,
      transport,
      nonce: fromHex(request.nonce) ?? new Uint8Array(),
      ...(thirdParty?.name === "THIRD_PARTY" && { thirdParty: thirdParty.internalAddress }),
      preferFailure: request.options.some((option) => option.name === "PREFER_FAILURE"),
    }),
  );
  const { options: _options, version: _version, ...fields } = request;
  const { options: _again, version: _ours, ...written } = again.opcode === "map" ? again : { ...request };
  must(isDeepStrictEqual(written, fields), "a request survives being written again");
}

const SENDERS = ["192.168.1.1", "10.0.0.138", "fe80::1%3", "fe80::2%eth0", "fe80::1", "2001:db8::1"] as const;

const ssdp: FuzzTarget = {
  name: "ssdp",
  sources: { "core/codec/ssdp.ts": ["encodeSearch"], "core/codec/header-fields.ts": [] },
  seeds: () => [
    ...captures("ssdp"),
    ...[
      "http://[fe80::1]:5000/root.xml",
      "http://[fe80::9%25eth0]:80/",
      "192.168.1.1/igd.xml",
      "http://10.0.0.138:80/",
      "HTTP://[2001:DB8::1]/x",
    ].map((location) => utf8(`HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: ${location}\r\n\r\n`)),
  ],
  tokens: [
    "HTTP/1.1 200 OK\r\n",
    "NOTIFY * HTTP/1.1\r\n",
    "M-SEARCH * HTTP/1.1\r\n",
    "LOCATION: http://192.168.1.1:5000/rootDesc.xml\r\n",
    "LOCATION: http://198.51.100.7/\r\n",
    "LOCATION: http://[fe80::1]/\r\n",
    "CACHE-CONTROL: max-age=1800\r\n",
    "\r\n",
    "\r\n\t",
    ":",
    "@",
    "%25",
    "[",
    "//",
  ],
  check(input) {
    mustReadAlike("ssdp", input);
    return decoded(input, decodeSsdp, (message) => {
      must(message.maxAgeSeconds === null || Number.isSafeInteger(message.maxAgeSeconds), "an age is a number");
      const fetched = SENDERS.map((sender) => {
        const url = message.location === null ? undefined : locationOnHost(message.location, sender);
        if (url === undefined) return "-";
        const host = parseHttpUrl(url)?.host ?? "";
        must(sameHost(host, sender) || addressScope(host) === "link-local", "only the sender itself is fetched from");
        return "+";
      });
      return `${message.messageType} ${fetched.join("")} ${message.nts ?? ""}`.slice(0, 60);
    });
  },
};

export const PACKET_TARGETS: readonly FuzzTarget[] = [stun, natPmp, pcpTarget, ssdp];
