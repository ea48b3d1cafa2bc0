import { normalMac } from "../lan/makers.ts";
import { decodeText } from "./byte-text.ts";
import type { WsDiscoveryMatch } from "./ws-discovery.ts";

/** What the scopes and types of an ONVIF device say of it (ONVIF Core section 7.3.2.2). */
export type OnvifScopes = {
  readonly names: readonly string[];
  readonly hardware: string | null;
  readonly manufacturer: string | null;
  /** `country/china`, `city/Shenzhen` */
  readonly location: readonly string[];
  /** `Streaming` (Profile S), `G`, `T`, `M`, and `C`, `A`, `D` of access control. */
  readonly profiles: readonly string[];
  /** `video_encoder`, `Network_Video_Transmitter`, `ptz` */
  readonly types: readonly string[];
  /** Lower case, with colons. */
  readonly mac: string | null;
};

/** Other hosts than www.onvif.org were seen, and capitals in any place. */
const ONVIF_SCOPE = /^onvif:\/\/[^/]*\/([^/]+)\/(.*)$/i;
const MAKER_TYPE = /^manufacturer\/(.+)$/i;

/** Percent signs become bytes, which may be UTF-8 or an older encoding; a sign that begins no byte stays. */
export function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    decodeText(Uint8Array.from(run.split("%").slice(1), (digits) => Number.parseInt(digits, 16))),
  );
}

/** Reads scopes as devices write them; a scope of somebody else's (`http:123`) says nothing. */
export function readOnvifScopes(scopes: readonly string[]): OnvifScopes {
  const byKey = new Map<string, string[]>();
  for (const scope of scopes) {
    const [, key, rest] = ONVIF_SCOPE.exec(scope) ?? [];
    if (key === undefined || rest === undefined) continue;
    const value = percentDecoded(rest).trim();
    const values = byKey.get(key.toLowerCase()) ?? [];
    if (value !== "" && !values.includes(value)) byKey.set(key.toLowerCase(), [...values, value]);
  }
  const values = (key: string) => byKey.get(key) ?? [];
  const maker = values("type").flatMap((type) => MAKER_TYPE.exec(type)?.[1] ?? []);
  return {
    names: values("name"),
    hardware: values("hardware")[0] ?? null,
    manufacturer: values("manufacturer")[0] ?? maker[0] ?? null,
    location: values("location"),
    profiles: values("profile"),
    types: values("type").filter((type) => !MAKER_TYPE.test(type)),
    mac: [...values("mac"), ...values("macaddress")].map((text) => normalMac(text)).find((mac) => mac !== null) ?? null,
  };
}

/** A type without its prefix. */
export function localName(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

const ONVIF_NAMESPACE = /^https?:\/\/www\.onvif\.org\//i;
/** What the specification's examples bind to ONVIF's namespaces; used undeclared. */
const USUAL_PREFIXES: ReadonlySet<string> = new Set(["dn", "tdn", "tds"]);

function isOnvifType(type: string, { namespaces }: WsDiscoveryMatch): boolean {
  const prefix = type.slice(0, Math.max(0, type.indexOf(":")));
  const namespace = namespaces.get(prefix);
  return namespace === undefined ? USUAL_PREFIXES.has(prefix) : ONVIF_NAMESPACE.test(namespace);
}

/**
 * Whether a device that answered is an ONVIF one. A video type or an ONVIF scope says so whatever its prefix means; `tds:Device` alone
 * is also sent by what answers to every probe. Printers, computers and storage boxes have types and scopes of their own.
 */
export function isOnvifDevice(match: WsDiscoveryMatch): boolean | "unknown" {
  if (match.scopes.some((scope) => /^onvif:\/\//i.test(scope))) return true;
  if (match.types.some((type) => /^NetworkVideo/i.test(localName(type)))) return true;
  if (match.xaddrs.some((address) => /\/onvif\b/i.test(address))) return true;
  if (match.types.length === 0 && match.scopes.length === 0) return "unknown";
  return match.types.some((type) => isOnvifType(type, match)) ? "unknown" : false;
}
