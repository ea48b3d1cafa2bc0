import type { Endpoint } from "#core/net/endpoint.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import type { VantagePort } from "#core/vantage/vantage-api.ts";
import { HIGHEST_PORT, MAX_VANTAGE_PORTS, VPN_PORTS } from "#core/vantage/vantage-protocol.ts";
import { STUN_PORTS } from "./stun-server.ts";
import type { VantageOptions } from "./vantage-server.ts";

/** The options of `farsite vantage` and of the one file that a server runs, alike. */
export const SERVE_OPTIONS = {
  listen: { type: "string", multiple: true },
  ports: { type: "string" },
  "token-file": { type: "string" },
  tokens: { type: "string" },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  "no-stun": { type: "boolean", default: false },
  metrics: { type: "string" },
  "json-log": { type: "boolean", default: false },
} as const;

/** Words that don't fit; the message says which and what would. */
export class BadOption extends Error {}

export const DEFAULT_PORT = 8443;
const DEFAULT_LISTEN = [
  { address: "0.0.0.0", port: DEFAULT_PORT, optional: true },
  { address: "::", port: DEFAULT_PORT, optional: true },
];

type Given = {
  listen?: string[] | undefined;
  ports?: string | undefined;
  "no-stun": boolean;
  metrics?: string | undefined;
  "tls-cert"?: string | undefined;
  "tls-key"?: string | undefined;
};

export type Places = Pick<VantageOptions, "listen" | "ports" | "stun"> & {
  metrics: Endpoint | null;
  tlsFiles: { cert: string; key: string } | null;
};

/** @throws BadOption */
export function placesNamed(values: Given): Places {
  const { "tls-cert": cert, "tls-key": key } = values;
  if ((cert === undefined) !== (key === undefined)) throw new BadOption("--tls-cert and --tls-key go together");
  return {
    listen: values.listen?.map((text) => endpointNamed("--listen", text)) ?? DEFAULT_LISTEN,
    ports: values.ports === undefined ? VPN_PORTS : portsNamed(values.ports),
    stun: values["no-stun"] ? null : STUN_PORTS,
    metrics: values.metrics === undefined ? null : endpointNamed("--metrics", values.metrics),
    tlsFiles: cert === undefined || key === undefined ? null : { cert, key },
  };
}

function endpointNamed(option: string, text: string): Endpoint {
  const [, host = "", port = ""] = /^\[?([^[\]]*?)\]?:(\d{1,5})$/.exec(text) ?? [];
  const address = canonicalAddress(host);
  // An IPv6 address without brackets ends in what looks like a port.
  if (address === undefined || Number(port) > HIGHEST_PORT || (host.includes(":") && !text.startsWith("[")))
    throw new BadOption(`${option} takes ADDRESS:PORT, not “${text}”`);
  return { address, port: Number(port) };
}

/** `udp:51820,tcp:443`, or `none`. */
function portsNamed(list: string): VantagePort[] {
  if (list === "none") return [];
  const ports = list.split(",").map((entry) => {
    const [, transport, digits] = /^(udp|tcp):(\d{1,5})$/.exec(entry.trim()) ?? [];
    const port = Number(digits);
    if ((transport !== "udp" && transport !== "tcp") || port < 1 || port > HIGHEST_PORT)
      throw new BadOption(`--ports takes udp:PORT,tcp:PORT, not “${entry}”`);
    return { transport, port } as const;
  });
  if (ports.length > MAX_VANTAGE_PORTS) throw new BadOption(`--ports takes ${MAX_VANTAGE_PORTS} ports at most`);
  return ports;
}
