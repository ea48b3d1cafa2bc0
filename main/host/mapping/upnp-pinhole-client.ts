import type { SoapResponse } from "#core/codec/soap.ts";
import type { Budget } from "../check/budget.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import type { MappingClient, MappingGrant, MappingRequest } from "./mapping-client.ts";
import { errorNameOf, refused, upnpClient, type UpnpService } from "./upnp-client.ts";

/** IANA protocol numbers, as WANIPv6FirewallControl:1 wants them (section 2.3.6). */
const PROTOCOL_NUMBERS = { tcp: 6, udp: 17 } as const;

/** WANIPv6FirewallControl:1 section 2.5; the codes mean other things than in the services that map ports. */
const ERROR_NAMES: ReadonlyMap<number, string> = new Map([
  [701, "PinholeSpaceExhausted"],
  [702, "FirewallDisabled"],
  [703, "InboundPinholeNotAllowed"],
  [704, "NoSuchEntry"],
  [705, "ProtocolNotSupported"],
  [706, "InternalPortWildcardingNotAllowed"],
  [707, "ProtocolWildcardingNotAllowed"],
  [708, "WildCardNotPermittedInSrcIP"],
  [709, "NoPacketSent"],
]);
const NO_SUCH_ENTRY = 704;

export const isPinholeService = (serviceType: string): boolean =>
  /:service:WANIPv6FirewallControl:\d+$/i.test(serviceType);

/** Pinholes in a router's IPv6 firewall by UPnP (WANIPv6FirewallControl:1). */
export function upnpPinholeClient(service: UpnpService, budget: Budget): MappingClient {
  const { call } = upnpClient(service, budget);
  const add = async (request: MappingRequest, signal: AbortSignal) => {
    const { response, raw } = await call("AddPinhole", argumentsOf(request), signal);
    // Neither yes nor no: it may have been done all the same.
    if (response.kind === "missing-response")
      throw new ProbeTrouble("failed", "malformed", {
        answeredBy: service.address,
        message: errorNameOf(response),
        raw,
      });
    return { response, raw };
  };
  /** What the router calls each pinhole, by the nonce of its request. */
  const names = new Map<string, string>();

  return {
    async map(request, signal) {
      const { response, raw } = await add(request, signal);
      if (response.kind === "fault") {
        const refusal = refused(response, raw);
        return { ...refusal, errorName: ERROR_NAMES.get(response.errorCode ?? 0) ?? refusal.errorName };
      }
      const name = nameIn(response);
      if (name !== null) names.set(request.nonceHex, name);
      return granted(request, raw);
    },
    async undo(request, signal) {
      // Where its name was lost (a killed check, an answer that never came), asking for the same pinhole once more renews it
      // under the same name (section 2.5.4).
      const name = names.get(request.nonceHex) ?? nameIn((await add(request, signal)).response);
      if (name === null) return "unconfirmed";
      const { response } = await call("DeletePinhole", { UniqueID: name }, signal);
      return response.kind === "ok" || isNoSuchEntry(response) ? "gone" : "unconfirmed";
    },
  };
}

const argumentsOf = (request: MappingRequest) => ({
  // Any host of the internet, from any port.
  RemoteHost: "",
  RemotePort: 0,
  InternalClient: request.internalClient,
  InternalPort: request.internalPort,
  Protocol: PROTOCOL_NUMBERS[request.transport],
  LeaseTime: request.lifetimeSeconds,
});

const nameIn = (response: SoapResponse): string | null =>
  response.kind === "ok" ? (response.args["UniqueID"] ?? null) : null;

const isNoSuchEntry = (response: SoapResponse): boolean =>
  response.kind === "fault" && response.errorCode === NO_SUCH_ENTRY;

const granted = (request: MappingRequest, raw: string): MappingGrant => ({
  granted: true,
  // Nothing is translated: the address and the port are the laptop's own.
  externalAddress: request.internalClient,
  externalPort: request.internalPort,
  lifetimeSeconds: request.lifetimeSeconds,
  errorCode: null,
  errorName: null,
  epochSeconds: null,
  raw,
});
