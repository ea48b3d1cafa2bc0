import { normalMac } from "../lan/makers.ts";
import { claimsOfServices, servicesByHost } from "../lan/mdns-identity.ts";
import { addressScope, isIpv4, isIpv6 } from "../net/ip-address.ts";
import { parseJson } from "../parse-json.ts";
import { decodeText } from "./byte-text.ts";
import { captured, type DecodedCapture } from "./capture.ts";
import { DecodeError } from "./decode-error.ts";
import { decodeDnsMessage } from "./dns-message.ts";
import { dnsNameOf, dnsNameText } from "./dns-name.ts";
import { dnsSdServices, txtValue, type DnsSdService } from "./dns-sd.ts";
import { jsonCount, jsonRecord, jsonText } from "./json-fields.ts";

/** A datagram of multicast DNS, or a resolved service as JSON (`type`, `name`, `host`, `port`, `properties`), as `farsite decode mdns` shows it. */
export function captureMdns(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => {
    const text = decodeText(bytes);
    return text.trimStart().startsWith("{") ? resolvedService(text) : datagram(bytes);
  });
}

function datagram(bytes: Uint8Array): DecodedCapture {
  const message = decodeDnsMessage(bytes);
  const counts = {
    isResponse: message.isResponse,
    questions: message.questions.length,
    records: message.records.length,
  };
  const asked = message.questions.map(({ name }) => dnsNameText(name));
  if (!message.isResponse) return { result: "ignore", reason: "a question, not an answer", ...counts, asked };
  const services = dnsSdServices(message);
  if (services.length === 0) return { result: "ignore", reason: "tells of no service", ...counts, asked };
  // What is told of one host; the first where there are several.
  const [first = []] = servicesByHost(services);
  return { result: "ok", ...counts, ...described(first), services: services.map(shown) };
}

function resolvedService(text: string): DecodedCapture {
  const record = jsonRecord(parseJson(text));
  const name = dnsNameOf((record && jsonText(record, "name")) ?? "");
  if (record === null || name.length === 0) throw new DecodeError("dns", "no name of a service", 0);
  const host = jsonText(record, "host");
  const isAddress = host !== null && (isIpv4(host) || isIpv6(host));
  const properties = Object.entries(jsonRecord(record["properties"]) ?? {});
  const service: DnsSdService = {
    serviceType: dnsNameText(dnsNameOf(jsonText(record, "type") ?? dnsNameText(name.slice(1)))),
    instance: name[0] ?? null,
    host: isAddress ? null : host,
    port: jsonCount(record, "port"),
    txt: new Map(properties.flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : []))),
    addresses: isAddress ? [host] : [],
  };
  return { result: "ok", ...described([service]), ipv4: isAddress && isIpv4(host) ? host : null };
}

function described(services: readonly DnsSdService[]): Omit<DecodedCapture, "result"> {
  const claims = claimsOfServices(services);
  const [service] = services;
  // As sent, also what no device can have: a capture is shown, not believed.
  const addresses = [...new Set(services.flatMap((one) => one.addresses))];
  const mac = services.map((one) => normalMac(txtValue(one, "macaddress", "mac") ?? "")).find((one) => one !== null);
  const ipv4 = addresses.filter((address) => isIpv4(address));
  return {
    ...(service === undefined ? {} : shown(service)),
    isCamera: claims.role === "camera",
    role: claims.role ?? null,
    vendor: claims.brand ?? null,
    model: claims.model ?? null,
    name: claims.name ?? null,
    mac: claims.mac ?? mac ?? null,
    serialNumber: claims.serialNumber ?? null,
    firmware: claims.firmware ?? null,
    ipv4,
    ipv6: addresses.filter((address) => isIpv6(address)),
    preferredIPv4: ipv4.find((address) => addressScope(address) !== "link-local") ?? ipv4[0] ?? null,
  };
}

function shown({ serviceType, instance, host, port, txt }: DnsSdService): Record<string, unknown> {
  return { serviceType, instance, hostName: host, port, txt: Object.fromEntries(txt) };
}
