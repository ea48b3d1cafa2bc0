import {
  decodeNatPmpResponse,
  encodeExternalAddressRequest,
  encodeMapRequest,
  type NatPmpError,
  type NatPmpExternalAddress,
  type NatPmpMapping,
  type NatPmpMapRequest,
  type NatPmpResponse,
  type NatPmpSpeaksPcp,
} from "#core/codec/natpmp.ts";
import type { Budget } from "../check/budget.ts";
import { exchangeDump, udpExchange, type UdpAnswer } from "../net/udp-exchange.ts";
import type { MappingClient } from "./mapping-client.ts";

/** A box that speaks NAT-PMP or PCP: the gateway, or one further out. */
export type MappingServer = {
  address: string;
  port: number;
  /** The own address to ask from; the system's choice unless said. */
  ownAddress?: string;
};

const EXTERNAL_ADDRESS_OPCODE = 0;
const MAP_OPCODES = { udp: 1, tcp: 2 } as const;

type NatPmpClient = MappingClient & {
  externalAddress(signal: AbortSignal): Promise<UdpAnswer<NatPmpExternalAddress | NatPmpError | NatPmpSpeaksPcp>>;
};

/** NAT-PMP (RFC 6886) towards one box. It maps only the asking host, whatever a library claims. */
export function natPmpClient(server: MappingServer, budget: Budget): NatPmpClient {
  const exchange = <T extends NatPmpResponse>(
    payload: Uint8Array,
    isAnswer: (response: NatPmpResponse) => response is T,
    signal: AbortSignal,
  ): Promise<UdpAnswer<T>> =>
    udpExchange({
      ...server,
      payload: () => payload,
      accept: (bytes) => {
        const response = decodeNatPmpResponse(bytes);
        return isAnswer(response) ? response : undefined;
      },
      retransmitAtMs: budget.gatewayRetransmitMs,
      timeoutMs: budget.gatewaySilenceMs,
      signal,
    });

  const requestMapping = (
    request: NatPmpMapRequest,
    signal: AbortSignal,
  ): Promise<UdpAnswer<NatPmpMapping | NatPmpError>> =>
    exchange(
      encodeMapRequest(request),
      (response): response is NatPmpMapping | NatPmpError =>
        response.kind === "mapping"
          ? response.transport === request.transport && response.internalPort === request.internalPort
          : response.kind === "error" && response.opcode === MAP_OPCODES[request.transport],
      signal,
    );

  return {
    externalAddress: (signal) =>
      exchange(
        encodeExternalAddressRequest(),
        (response): response is NatPmpExternalAddress | NatPmpError | NatPmpSpeaksPcp =>
          response.kind === "external-address" ||
          response.kind === "speaks-pcp" ||
          (response.kind === "error" && response.opcode === EXTERNAL_ADDRESS_OPCODE),
        signal,
      ),
    async map(request, signal) {
      const { transport, internalPort, externalPort, lifetimeSeconds } = request;
      const { value, sent, received } = await requestMapping(
        { transport, internalPort, suggestedExternalPort: externalPort, lifetimeSeconds },
        signal,
      );
      // A mapping that lasts no second is what a removal is answered with, and opens nothing.
      const grant = value.kind === "mapping" && value.lifetimeSeconds > 0 ? value : null;
      return {
        granted: grant !== null,
        // The protocol tells the address in another answer, which the probe has asked for already.
        externalAddress: null,
        externalPort: grant?.externalPort ?? null,
        lifetimeSeconds: grant?.lifetimeSeconds ?? null,
        errorCode: value.kind === "error" ? value.resultCode : null,
        errorName: value.kind === "error" ? value.resultName : null,
        epochSeconds: value.epochSeconds,
        raw: exchangeDump(sent, received),
      };
    },
    async undo({ transport, internalPort }, signal) {
      // RFC 6886 section 3.4: lifetime 0 and external port 0 delete the asking host's mapping of that internal port.
      const { value } = await requestMapping(
        { transport, internalPort, suggestedExternalPort: 0, lifetimeSeconds: 0 },
        signal,
      );
      return value.kind === "mapping" && value.lifetimeSeconds === 0 ? "gone" : "unconfirmed";
    },
  };
}
