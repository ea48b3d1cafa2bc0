import { decodePcpResponse, encodeAnnounceRequest, encodeMapRequest, type PcpResponse } from "#core/codec/pcp.ts";
import { addressScope } from "#core/net/ip-address.ts";
import type { Budget } from "../check/budget.ts";
import { exchangeDump, udpExchange, type UdpAnswer } from "../net/udp-exchange.ts";
import type { MappingClient, MappingRequest } from "./mapping-client.ts";
import type { MappingServer } from "./natpmp-client.ts";

type AnnounceAnswer = { resultCode: number; resultName: string; epochSeconds: number | null };

type PcpClient = MappingClient & { announce(signal: AbortSignal): Promise<UdpAnswer<AnnounceAnswer>> };

/** What an answer of another version counts as: the gateway does not speak PCP (RFC 6887 section 9, appendix A). */
const UNSUPPORTED_VERSION = { resultCode: 1, resultName: "UNSUPP_VERSION" };

/** PCP (RFC 6887) towards one gateway, for the asking host. */
export function pcpClient(gateway: MappingServer, budget: Budget): PcpClient {
  const exchange = <T>(
    payload: (localAddress: string) => Uint8Array,
    accept: (response: PcpResponse) => T | undefined,
    signal: AbortSignal,
  ): Promise<UdpAnswer<T>> =>
    udpExchange({
      ...gateway,
      payload,
      accept: (bytes) => accept(decodePcpResponse(bytes)),
      retransmitAtMs: budget.gatewayRetransmitMs,
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
        }),
      (response) => {
        if (response.opcode !== "map") return undefined;
        // The nonce ties the answer to our request: without this check anybody on the LAN could answer for the router.
        // A refusal may be a bare header that repeats nothing (RFC 6887 section 8.3); it grants nothing either.
        if (response.mapping === null) return response.resultCode === 0 ? undefined : response;
        const { nonce, internalPort } = response.mapping;
        return nonce === request.nonceHex && internalPort === request.internalPort ? response : undefined;
      },
      signal,
    );

  return {
    announce: (signal) =>
      exchange(
        (clientAddress) => encodeAnnounceRequest({ clientAddress }),
        (response): AnnounceAnswer | undefined => {
          switch (response.opcode) {
            case "announce":
            case "unknown":
              return response;
            case "speak-nat-pmp":
            case "other-version":
              return { ...UNSUPPORTED_VERSION, epochSeconds: null };
            default:
              return undefined;
          }
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

/** All zeros is "none" in either family (RFC 6887 section 5). */
const namedAddress = (address: string | null): string | null =>
  address === null || addressScope(address) === "unspecified" ? null : address;
