import {
  decodePcpResponse,
  encodeAnnounceRequest,
  encodeMapRequest,
  type PcpHeader,
  type PcpMapping,
  type PcpResponse,
} from "#core/codec/pcp.ts";
import { addressScope } from "#core/net/ip-address.ts";
import type { Budget } from "../check/budget.ts";
import { exchangeDump, udpExchange, type UdpAnswer } from "../net/udp-exchange.ts";
import type { MappingClient, MappingRequest } from "./mapping-client.ts";
import type { MappingServer } from "./natpmp-client.ts";

type AnnounceAnswer = {
  resultCode: number;
  resultName: string;
  epochSeconds: number | null;
  /** Which version the server speaks instead of ours (0: NAT-PMP); null where it speaks ours. */
  otherVersion: number | null;
};

type PcpClient = MappingClient & { announce(signal: AbortSignal): Promise<UdpAnswer<AnnounceAnswer>> };

export type PcpClientOptions = {
  /**
   * The client address to claim, where a router between us and the server translates and the server so sees another one
   * than our socket has; anything else is answered with ADDRESS_MISMATCH (RFC 6887 section 8.1).
   */
  clientAddress?: string;
  /**
   * A request for a mapping is sent once, and again only to remove it: miniupnpd 2.3.1 takes a second one for a pinhole to
   * be another's, and lets nobody remove it before its lease ends.
   */
  mapOnce?: boolean;
};

type MapAnswer = Omit<PcpHeader, "epochSeconds"> & { epochSeconds: number | null; mapping: PcpMapping | null };

/** A server of another version speaks no PCP that we do: RFC 6887 section 9, and appendix A for NAT-PMP. */
const UNSUPPORTED_VERSION = { resultCode: 1, resultName: "UNSUPP_VERSION" };

/** PCP (RFC 6887) towards one server. */
export function pcpClient(server: MappingServer, budget: Budget, options: PcpClientOptions = {}): PcpClient {
  const exchange = <T>(
    payload: (clientAddress: string) => Uint8Array,
    accept: (response: PcpResponse) => T | undefined,
    signal: AbortSignal,
    retransmitAtMs = budget.gatewayRetransmitMs,
  ): Promise<UdpAnswer<T>> =>
    udpExchange({
      ...server,
      payload: (localAddress) => payload(options.clientAddress ?? localAddress),
      accept: (bytes) => accept(decodePcpResponse(bytes)),
      retransmitAtMs,
      timeoutMs: budget.gatewaySilenceMs,
      signal,
    });

  const requestMapping = (request: MappingRequest, lifetimeSeconds: number, signal: AbortSignal) =>
    exchange(
      (clientAddress) =>
        encodeMapRequest({
          clientAddress,
          nonce: Buffer.from(request.nonceHex, "hex"),
          transport: request.transport,
          internalPort: request.internalPort,
          suggestedExternalPort: lifetimeSeconds === 0 ? 0 : request.externalPort,
          suggestedExternalAddress: null,
          lifetimeSeconds,
          ...(request.forOther && { thirdParty: request.internalClient }),
        }),
      (response) => mapAnswer(response, request),
      signal,
      options.mapOnce && lifetimeSeconds > 0 ? [0] : budget.gatewayRetransmitMs,
    );

  return {
    announce: (signal) =>
      exchange(
        (clientAddress) => encodeAnnounceRequest({ clientAddress }),
        (response): AnnounceAnswer | undefined => {
          const otherVersion = versionInstead(response);
          if (otherVersion !== null) return { ...UNSUPPORTED_VERSION, epochSeconds: null, otherVersion };
          return response.opcode === "announce" || response.opcode === "unknown"
            ? { ...response, otherVersion }
            : undefined;
        },
        signal,
      ),
    async map(request, signal) {
      const { value, sent, received } = await requestMapping(request, request.lifetimeSeconds, signal);
      const grant = value.resultCode === 0 && value.lifetimeSeconds > 0 ? value.mapping : null;
      return {
        granted: grant !== null,
        // miniupnpd names its WAN address even where it refuses with NO_RESOURCES because that address is private.
        externalAddress: namedAddress(value.mapping?.assignedExternalAddress ?? null),
        externalPort: grant?.assignedExternalPort ?? null,
        lifetimeSeconds: grant === null ? null : value.lifetimeSeconds,
        errorCode: grant === null ? value.resultCode : null,
        errorName: grant === null ? value.resultName : null,
        epochSeconds: value.epochSeconds,
        raw: exchangeDump(sent, received),
      };
    },
    async undo(request, signal) {
      // RFC 6887 section 15: lifetime 0 deletes; deleting what is not there succeeds too.
      const { value } = await requestMapping(request, 0, signal);
      return value.resultCode === 0 && value.lifetimeSeconds === 0 ? "gone" : "unconfirmed";
    },
  };
}

/** The answer to our own request, undefined for anybody else's. */
function mapAnswer(response: PcpResponse, request: MappingRequest): MapAnswer | undefined {
  if (versionInstead(response) !== null)
    return { ...UNSUPPORTED_VERSION, lifetimeSeconds: 0, epochSeconds: null, mapping: null };
  if (response.opcode !== "map") return undefined;
  // The nonce ties the answer to our request: without this check anybody on the LAN could answer for the router.
  // A refusal may be a bare header that repeats nothing (RFC 6887 section 8.3); it grants nothing either.
  if (response.mapping === null) return response.resultCode === 0 ? undefined : response;
  const { nonce, internalPort } = response.mapping;
  return nonce === request.nonceHex && internalPort === request.internalPort ? response : undefined;
}

function versionInstead(response: PcpResponse): number | null {
  switch (response.opcode) {
    case "speak-nat-pmp":
      return 0;
    case "other-version":
      return response.version;
    default:
      return null;
  }
}

/** All zeros is "none" in either family (RFC 6887 section 5). */
const namedAddress = (address: string | null): string | null =>
  address === null || addressScope(address) === "unspecified" ? null : address;
