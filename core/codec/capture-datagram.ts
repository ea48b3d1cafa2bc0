import { assertNever } from "../never.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { formatEndpoint, type Endpoint } from "../net/endpoint.ts";
import { addressScope, isUsableAsPublicAddress, parseAddress } from "../net/ip-address.ts";
import { parseHttpUrl } from "../net/http-url.ts";
import { toHex } from "./byte-text.ts";
import { captured, type CaptureContext, type DecodedCapture } from "./capture.ts";
import { DecodeError } from "./decode-error.ts";
import { decodeNatPmpRequest, decodeNatPmpResponse } from "./natpmp.ts";
import { decodePcpRequest } from "./pcp-request.ts";
import { decodePcpResponse, type PcpResponse } from "./pcp.ts";
import { decodeSsdp, locationOnHost, type SsdpMessage } from "./ssdp.ts";
import { decodeStunMessage, isOtherAddressUsable, looksLikeStun, reflexiveAddress } from "./stun.ts";
import { stunAttributeName } from "./stun-attribute-name.ts";
import { decodeWireGuard } from "./wireguard.ts";

/** Captured datagrams as `farsite decode` shows them. */

const endpointText = (endpoint: Endpoint | null) => endpoint && formatEndpoint(endpoint);

const hex = (value: number) => `0x${value.toString(16).padStart(4, "0")}`;

function stunMessage(bytes: Uint8Array): DecodedCapture {
  const message = decodeStunMessage(bytes);
  const names = message.attributes.map(({ type }) => stunAttributeName(type));
  return {
    result: "ok",
    isStun: true,
    messageType: hex(message.messageType),
    class: message.class,
    method: message.method,
    isAnswer: message.class === "success" || message.class === "error",
    transactionId: message.transactionId,
    attributes: names,
    reflexiveAddress: endpointText(reflexiveAddress(message)),
    xorMappedAddress: endpointText(message.xorMappedAddress),
    xorMappedAddressOld: endpointText(message.xorMappedAddressOld),
    mappedAddress: endpointText(message.mappedAddress),
    responseOrigin: endpointText(message.responseOrigin),
    sourceAddress: names.includes("SOURCE-ADDRESS") ? endpointText(message.responseOrigin) : null,
    otherAddress: endpointText(message.otherAddress),
    changedAddress: names.includes("CHANGED-ADDRESS") ? endpointText(message.otherAddress) : null,
    otherAddressUsable: message.otherAddress === null ? null : isOtherAddressUsable(message),
    software: message.software,
    username: message.username,
    realm: message.realm,
    errorCode: message.errorCode?.code ?? null,
    errorReason: message.errorCode?.reason ?? null,
    unknownAttributes: message.unknownAttributes.map(hex),
    fingerprintValid: message.fingerprintValid,
    trailingBytes: message.trailingBytes,
  };
}

export function captureStun(bytes: Uint8Array): DecodedCapture {
  if (looksLikeStun(bytes)) return { isStun: true, ...captured(() => stunMessage(bytes)) };
  return { ...captured(() => stunMessage(bytes), "not-stun"), isStun: false };
}

/** Only what can be seen from outside: everything that tells who speaks is encrypted. */
export function captureWireGuard(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => {
    const message = decodeWireGuard(bytes);
    const { kind: messageType, ...told } = message;
    const fields = Object.entries(told).map(([name, value]: [string, unknown]): [string, unknown] => {
      if (value instanceof Uint8Array) return [name, toHex(value)];
      return [name, typeof value === "bigint" ? String(value) : value];
    });
    const rest: Record<string, unknown> = Object.fromEntries(fields);
    const isKeepalive = message.kind === "transport" ? message.encryptedPacket.length === 16 : null;
    return { result: "ok", messageType, ...rest, isKeepalive };
  });
}

/** PCP and NAT-PMP share a port and a version byte, so either kind reads both. */
export function capturePortControl(bytes: Uint8Array, asked: "nat-pmp" | "pcp"): DecodedCapture {
  const isResponse = ((bytes[1] ?? 0) & 0x80) !== 0;
  const isNatPmp = bytes.length === 0 ? asked === "nat-pmp" : bytes[0] === 0;
  if (isNatPmp) return captured(() => (isResponse ? natPmpResponse(bytes, asked) : natPmpRequest(bytes)));
  return captured(() => (isResponse ? pcpResponse(bytes) : pcpRequest(bytes)));
}

function natPmpRequest(bytes: Uint8Array): DecodedCapture {
  const request = decodeNatPmpRequest(bytes);
  const common = { result: "ok", protocol: "nat-pmp", messageType: "request" } as const;
  if (request.kind === "external-address") return { ...common, op: "external-address" };
  const { transport, internalPort, suggestedExternalPort, lifetimeSeconds: lifetime } = request;
  return { ...common, op: "map", transport, internalPort, suggestedExternalPort, lifetime };
}

function natPmpResponse(bytes: Uint8Array, asked: "nat-pmp" | "pcp"): DecodedCapture {
  const response = decodeNatPmpResponse(bytes);
  const common = { protocol: "nat-pmp", messageType: "response" } as const;
  switch (response.kind) {
    case "external-address":
      return {
        result: "ok",
        ...common,
        opcode: 0,
        resultCode: 0,
        epoch: response.epochSeconds,
        externalAddress: response.externalAddress,
        usableAsPublicAddress: isUsableAsPublicAddress(response.externalAddress),
      };
    case "mapping":
      return {
        result: "ok",
        ...common,
        opcode: response.transport === "udp" ? 1 : 2,
        resultCode: 0,
        epoch: response.epochSeconds,
        transport: response.transport,
        internalPort: response.internalPort,
        externalPort: response.externalPort,
        lifetime: response.lifetimeSeconds,
        removed: response.lifetimeSeconds === 0 && response.externalPort === 0,
      };
    case "error": {
      const speaksNatPmp = asked === "pcp" && response.resultCode === 1;
      return {
        result: "error",
        ...common,
        opcode: response.opcode,
        resultCode: response.resultCode,
        // As the answer to a PCP request it has PCP's name (RFC 6887 appendix A).
        errorName: speaksNatPmp ? "UNSUPP_VERSION" : response.resultName,
        speaksNatPmp,
        epoch: response.epochSeconds,
        reason: speaksNatPmp ? "the gateway speaks NAT-PMP, not PCP" : response.resultName,
      };
    }
    case "speaks-pcp":
      throw new DecodeError("nat-pmp", "a PCP packet", 0);
    default:
      return assertNever(response);
  }
}

function pcpRequest(bytes: Uint8Array): DecodedCapture {
  const request = decodePcpRequest(bytes);
  const { lifetimeSeconds: lifetime, opcode: op, ...rest } = request;
  return { result: "ok", protocol: "pcp", messageType: "request", op, lifetime, ...rest };
}

const PCP_OPCODES = { announce: 0, map: 1, peer: 2 } as const;

function pcpMapping(response: PcpResponse): object {
  if (response.opcode !== "map" && response.opcode !== "peer") return {};
  const { mapping, options } = response;
  if (mapping === null) return { options };
  return { ...mapping, usableAsPublicAddress: isUsableAsPublicAddress(mapping.assignedExternalAddress), options };
}

function pcpResponse(bytes: Uint8Array): DecodedCapture {
  const response = decodePcpResponse(bytes);
  const common = { protocol: "pcp", messageType: "response" } as const;
  switch (response.opcode) {
    case "other-version": {
      const reason = `the gateway speaks PCP version ${response.version} only`;
      return { result: "error", ...common, resultCode: 1, errorName: "UNSUPP_VERSION", reason };
    }
    case "speak-nat-pmp":
      throw new DecodeError("pcp", "a NAT-PMP packet", 0);
    default: {
      const failed = response.resultCode !== 0;
      return {
        result: failed ? "error" : "ok",
        ...common,
        opcode: response.opcode === "unknown" ? response.opcodeNumber : PCP_OPCODES[response.opcode],
        resultCode: response.resultCode,
        ...(failed ? { errorName: response.resultName, reason: response.resultName } : {}),
        lifetime: response.lifetimeSeconds,
        epoch: response.epochSeconds,
        ...pcpMapping(response),
      };
    }
  }
}

/** Why an announced location would not be fetched, null when it would. Without a known sender only the worst is refused. */
function locationProblem(location: string, context: CaptureContext): string | null {
  const url = parseHttpUrl(location);
  if (url !== undefined && parseAddress(url.host) !== undefined && !isDeviceAddress(url.host)) {
    return `${addressScope(url.host)} LOCATION`;
  }
  const sender = context.sourceAddress;
  if (sender === undefined) return url === undefined ? "LOCATION is no http URL" : null;
  return locationOnHost(location, sender) === undefined ? "LOCATION is not on the answering host" : null;
}

function ssdpProblem(message: SsdpMessage): string | null {
  if (message.messageType === "search" || message.nts === "ssdp:byebye") return null;
  if (message.location === null) return "no LOCATION";
  return message.location === "" ? "empty LOCATION" : null;
}

function ssdpMessage(bytes: Uint8Array, context: CaptureContext): DecodedCapture {
  const message = decodeSsdp(bytes);
  const { maxAgeSeconds: maxAge, headers, ...fields } = message;
  const problem = ssdpProblem(message);
  const refused =
    message.location === null || message.location === "" ? null : locationProblem(message.location, context);
  const fetched = message.location !== null && message.location !== "" && refused === null;
  return {
    result: problem === null ? "ok" : "reject",
    ...(problem === null ? {} : { reason: problem }),
    ...fields,
    maxAge,
    isDevice: message.messageType !== "search",
    policy: refused === null ? (fetched ? "fetch" : null) : `reject: ${refused}`,
    headers,
  };
}

export function captureSsdp(bytes: Uint8Array, context: CaptureContext): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => ssdpMessage(bytes, context));
}
