import { decodeText } from "#core/codec/byte-text.ts";
import { decodeHttpMessage } from "#core/codec/http-message.ts";
import { decodeSoapResponse, encodeSoapCall, type SoapResponse } from "#core/codec/soap.ts";
import { upnpErrorName } from "#core/codec/upnp-error.ts";
import { parseHttpUrl } from "#core/net/http-url.ts";
import type { Budget } from "../check/budget.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { httpExchange } from "../net/http-exchange.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import type { MappingClient, MappingRequest } from "./mapping-client.ts";

/** Bigger than any description seen (MikroTik: 5 kB), small enough for a hostile device. */
export const MAX_ROUTER_ANSWER_BYTES = 256 * 1_024;

const NO_SUCH_ENTRY = 714;
/** What an observation takes. */
const MAX_NAME_CHARACTERS = 80;

/** Where to call: `address` is the box that answered the search; nothing else is ever connected to. */
export type UpnpService = { address: string; controlUrl: string; serviceType: string };

export type UpnpClient = MappingClient & {
  call(action: string, args: Record<string, string | number>, signal: AbortSignal): Promise<UpnpAnswer>;
};

export type UpnpAnswer = { response: SoapResponse; raw: string };

/** UPnP IGD WANIPConnection / WANPPPConnection (v1 and v2) on one router. */
export function upnpClient(service: UpnpService, budget: Budget): UpnpClient {
  const call: UpnpClient["call"] = async (action, args, signal) => {
    const { headers, body } = encodeSoapCall({ serviceType: service.serviceType, action, args });
    const timeoutMs = budget.routerHttpMs;
    const request = { method: "POST", headers, body, timeoutMs, signal } as const;
    const answer = await routerHttp(service.address, service.controlUrl, request);
    return { response: decodeSoapResponse(answer.body, action), raw: `> ${body}\n< ${answer.raw}` };
  };
  return {
    call,
    async map(request, signal) {
      const { response, raw } = await call(
        "AddPortMapping",
        {
          NewRemoteHost: "",
          NewExternalPort: request.externalPort,
          NewProtocol: request.transport.toUpperCase(),
          NewInternalPort: request.internalPort,
          NewInternalClient: request.internalClient,
          NewEnabled: 1,
          NewPortMappingDescription: request.description,
          NewLeaseDuration: request.lifetimeSeconds,
        },
        signal,
      );
      // Neither yes nor no: it may have been done all the same.
      if (response.kind === "missing-response")
        throw new ProbeTrouble("failed", "malformed", {
          answeredBy: service.address,
          message: errorNameOf(response),
          raw,
        });
      const granted = response.kind === "ok";
      return {
        granted,
        externalAddress: null,
        externalPort: granted ? request.externalPort : null,
        lifetimeSeconds: granted ? request.lifetimeSeconds : null,
        errorCode: response.kind === "fault" ? response.errorCode : null,
        errorName: granted ? null : errorNameOf(response),
        raw,
      };
    },
    async undo(request, signal) {
      const where = {
        NewRemoteHost: "",
        NewExternalPort: request.externalPort,
        NewProtocol: request.transport.toUpperCase(),
      };
      // Not every router can be asked for one entry; where that fails, deleting may still work, if time is left for it.
      const half = timeoutSignal(budget.undoMs / 2, signal);
      const found = await call("GetSpecificPortMappingEntry", where, half.signal).catch(() => null);
      half.end();
      if (found && isNoSuchEntry(found.response)) return "gone";
      // Somebody else's entry on that port by now: not ours to delete, and ours is gone.
      if (found?.response.kind === "ok" && isStrangers(found.response.args, request)) return "gone";
      const deleted = await call("DeletePortMapping", where, signal);
      return deleted.response.kind === "ok" || isNoSuchEntry(deleted.response) ? "gone" : "unconfirmed";
    },
  };
}

const isNoSuchEntry = (response: SoapResponse): boolean =>
  response.kind === "fault" && response.errorCode === NO_SUCH_ENTRY;

/** Some routers write a description of their own, so an entry for this laptop's own port counts as ours, too. */
function isStrangers(entry: Readonly<Record<string, string>>, request: MappingRequest): boolean {
  const { NewPortMappingDescription: description, NewInternalClient: client, NewInternalPort: port } = entry;
  if (!description || description === request.description) return false;
  const isForUs = client === request.internalClient && Number(port) === request.internalPort;
  return !isForUs;
}

/** A fault's name in words, or what else came instead of an answer. */
export function errorNameOf(response: SoapResponse): string {
  if (response.kind !== "fault") return "no usable answer";
  const name = response.errorCode === null ? response.errorDescription || "fault" : upnpErrorName(response.errorCode);
  return name.slice(0, MAX_NAME_CHARACTERS);
}

export type RouterAnswer = { statusCode: number; body: string; raw: string };

/**
 * One HTTP request to a box on the LAN. The URL's host must be that box: a device must not send us elsewhere.
 *
 * @throws ProbeTrouble, DecodeError
 */
export async function routerHttp(
  address: string,
  url: string,
  options: {
    method: "GET" | "POST";
    headers?: Readonly<Record<string, string>>;
    body?: string;
    timeoutMs: number;
    signal: AbortSignal;
  },
): Promise<RouterAnswer> {
  const target = parseHttpUrl(url);
  if (target?.host !== address)
    throw new ProbeTrouble("failed", "location-elsewhere", { answeredBy: address, message: url });
  const body = options.body ?? "";
  const lines = [
    `${options.method} ${target.target} HTTP/1.1`,
    `Host: ${target.port === 80 ? target.host : `${target.host}:${target.port}`}`,
    "Connection: close",
    ...Object.entries(options.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(options.method === "POST" ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
  ];
  const bytes = await httpExchange({
    address,
    port: target.port,
    request: `${lines.join("\r\n")}\r\n\r\n${body}`,
    maxBytes: MAX_ROUTER_ANSWER_BYTES,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
  });
  // Some routers close the connection without a word instead of saying no.
  if (bytes.length === 0) throw new ProbeTrouble("silent", "silent", { answeredBy: address });
  const message = decodeHttpMessage(bytes);
  return { statusCode: message.statusCode, body: decodeText(message.body), raw: decodeText(bytes) };
}
