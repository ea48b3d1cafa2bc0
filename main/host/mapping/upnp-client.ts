import { decodeSoapResponse, encodeSoapCall, type SoapResponse } from "#core/codec/soap.ts";
import { CONFLICT_WITH_NOTHING, UPNP_ERROR, upnpErrorName } from "#core/codec/upnp-error.ts";
import type { Budget } from "../check/budget.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import type { MappingClient, MappingGrant, MappingRequest } from "./mapping-client.ts";
import { routerHttp } from "./router-http.ts";
import { readMappingTable } from "./upnp-table.ts";

/** What an observation takes. */
const MAX_NAME_CHARACTERS = 80;

/** Where to call: `address` is the box that answered the search; nothing else is ever connected to. */
export type UpnpService = {
  address: string;
  controlUrl: string;
  serviceType: string;
  /** The own address to call from; the system's choice unless said. */
  ownAddress?: string;
};

export type UpnpCall = (
  action: string,
  args: Record<string, string | number>,
  signal: AbortSignal,
) => Promise<UpnpAnswer>;
export type UpnpClient = MappingClient & { call: UpnpCall };
export type UpnpAnswer = { response: SoapResponse; raw: string };

/** UPnP IGD WANIPConnection / WANPPPConnection (v1 and v2) on one box. */
export function upnpClient(service: UpnpService, budget: Budget): UpnpClient {
  const call: UpnpCall = async (action, args, signal) => {
    const { headers, body } = encodeSoapCall({ serviceType: service.serviceType, action, args });
    const timeoutMs = budget.routerHttpMs;
    const own = service.ownAddress === undefined ? {} : { ownAddress: service.ownAddress };
    const request = { method: "POST", headers, body, timeoutMs, signal, ...own } as const;
    const answer = await routerHttp(service.address, service.controlUrl, request);
    return { response: decodeSoapResponse(answer.body, action), raw: `> ${body}\n< ${answer.raw}` };
  };

  /** Asks for the entry on the request's external port. */
  const entryAt = (request: MappingRequest, signal: AbortSignal): Promise<UpnpAnswer> =>
    call("GetSpecificPortMappingEntry", whereOf(request), signal);

  return {
    call,
    async map(request, signal) {
      const action = request.anyExternalPort ? "AddAnyPortMapping" : "AddPortMapping";
      const { response, raw } = await call(action, argumentsOf(request), signal);
      // Neither yes nor no: it may have been done all the same.
      if (response.kind === "missing-response")
        throw new ProbeTrouble("failed", "malformed", {
          answeredBy: service.address,
          message: errorNameOf(response),
          raw,
        });
      if (response.kind === "ok") return granted(request, response.args["NewReservedPort"], raw);
      const refusal = refused(response, raw);
      if (response.errorCode !== UPNP_ERROR.conflict) return refusal;
      // miniupnpd in secure mode says "conflict" to a mapping for another host, though nothing stands on that port.
      const standing = await entryAt(request, signal).catch(() => null);
      if (standing === null || !isNoSuchEntry(standing.response)) return refusal;
      return { ...refusal, errorName: CONFLICT_WITH_NOTHING, raw: `${raw}\n${standing.raw}` };
    },
    async undo(request, signal) {
      const here = request.anyExternalPort ? await whereItStands(call, request, signal) : request;
      if (here === null) return "gone";
      // Where the router tells nothing of what stands there, deleting may still work, if time is left for it.
      const half = timeoutSignal(budget.undoMs / 2, signal);
      const found = await entryAt(here, half.signal).catch(() => null);
      const standing = found?.response.kind === "ok" ? told(found.response.args) : null;
      const isNone = found !== null && isNoSuchEntry(found.response);
      const listed = isNone || standing !== null ? null : await listedAt(call, here, half.signal);
      half.end();
      if (isNone) {
        // A router may hide the entries of other hosts from us, and let us make them.
        if (here.forOther) await call("DeletePortMapping", whereOf(here), signal).catch(() => null);
        return "gone";
      }
      // Somebody else's entry on that port by now: not ours to delete, and ours is gone.
      const holder = standing ?? listed;
      if (holder !== null && isStrangers(holder, here)) return "gone";
      const deleted = await call("DeletePortMapping", whereOf(here), signal);
      return deleted.response.kind === "ok" || isNoSuchEntry(deleted.response) ? "gone" : "unconfirmed";
    },
    afterRefusal: (request, refusal) => nextTry(service, request, refusal),
  };
}

const whereOf = ({ externalPort, transport }: MappingRequest) => ({
  NewRemoteHost: "",
  NewExternalPort: externalPort,
  NewProtocol: transport.toUpperCase(),
});

const argumentsOf = (request: MappingRequest) => ({
  ...whereOf(request),
  NewInternalPort: request.internalPort,
  NewInternalClient: request.internalClient,
  NewEnabled: 1,
  NewPortMappingDescription: request.description,
  NewLeaseDuration: request.lifetimeSeconds,
});

function granted(request: MappingRequest, reservedPort: string | undefined, raw: string): MappingGrant {
  const reserved = reservedPort !== undefined && /^\d{1,5}$/.test(reservedPort) ? Number(reservedPort) : null;
  const isPort = reserved !== null && reserved > 0 && reserved <= 65_535;
  return {
    granted: true,
    externalAddress: null,
    externalPort: isPort ? reserved : request.externalPort,
    lifetimeSeconds: request.lifetimeSeconds,
    errorCode: null,
    errorName: null,
    epochSeconds: null,
    raw,
  };
}

export const refused = (response: Extract<SoapResponse, { kind: "fault" }>, raw: string): MappingGrant => ({
  granted: false,
  externalAddress: null,
  externalPort: null,
  lifetimeSeconds: null,
  errorCode: response.errorCode,
  errorName: errorNameOf(response),
  epochSeconds: null,
  raw,
});

/** Some refuse what is a matter of form only (docs/protocols/upnp-igd.md, "Refusals"). */
function nextTry(service: UpnpService, request: MappingRequest, { errorCode, errorName }: MappingGrant) {
  switch (errorCode) {
    case UPNP_ERROR.invalidArguments:
    case UPNP_ERROR.onlyPermanent:
      return request.lifetimeSeconds === 0 ? null : { ...request, lifetimeSeconds: 0 };
    case UPNP_ERROR.conflict:
    case UPNP_ERROR.otherMechanism: {
      const mayChoose = service.serviceType.endsWith(":WANIPConnection:2") && !request.anyExternalPort;
      return mayChoose && errorName !== CONFLICT_WITH_NOTHING ? { ...request, anyExternalPort: true } : null;
    }
    default:
      return null;
  }
}

/** After AddAnyPortMapping only the description tells which port the router chose. Null: it has no such entry. */
async function whereItStands(
  call: UpnpCall,
  request: MappingRequest,
  signal: AbortSignal,
): Promise<MappingRequest | null> {
  const { entries, complete } = await readMappingTable(call, { signal });
  const entry = entries.find((one) => one.description === request.description);
  if (entry) return { ...request, externalPort: entry.externalPort };
  return complete ? null : request;
}

const isNoSuchEntry = (response: SoapResponse): boolean =>
  response.kind === "fault" && response.errorCode === UPNP_ERROR.noSuchEntry;

type Standing = { description: string; client: string; port: number };

const told = (args: Readonly<Record<string, string>>): Standing => ({
  description: args["NewPortMappingDescription"] ?? "",
  client: args["NewInternalClient"] ?? "",
  port: Number(args["NewInternalPort"]),
});

/** What the router's list shows on that port, where it can't be asked for one entry; null: nothing, or there is no list. */
async function listedAt(call: UpnpCall, request: MappingRequest, signal: AbortSignal): Promise<Standing | null> {
  const table = await readMappingTable(call, { signal }).catch(() => null);
  const entry = table?.entries.find(
    ({ transport, externalPort }) => transport === request.transport && externalPort === request.externalPort,
  );
  return entry === undefined
    ? null
    : { description: entry.description, client: entry.internalClient, port: entry.internalPort };
}

/**
 * Some routers write a description of their own or none, so an entry for the same host and port counts as ours, too. One that leads
 * elsewhere is a stranger's whatever its name, unless the name is ours.
 */
function isStrangers({ description, client, port }: Standing, request: MappingRequest): boolean {
  if (description === request.description) return false;
  if (description === "" && client === "") return false;
  return client !== request.internalClient || port !== request.internalPort;
}

/** A fault's name in words, or what else came instead of an answer. */
export function errorNameOf(response: SoapResponse): string {
  if (response.kind !== "fault") return "no usable answer";
  const name = response.errorCode === null ? response.errorDescription || "fault" : upnpErrorName(response.errorCode);
  return name.slice(0, MAX_NAME_CHARACTERS);
}
