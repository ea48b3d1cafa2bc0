import { isDeepStrictEqual } from "node:util";
import { decodeText } from "#core/codec/byte-text.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import { redactSecurity, secretElements } from "#core/codec/onvif-redact.ts";
import { decodeOnvif, openOnvifReply } from "#core/codec/onvif-reply.ts";
import type { OnvifOperation } from "#core/codec/onvif-request.ts";
import { isOnvifDevice, readOnvifScopes } from "#core/codec/onvif-scope.ts";
import { fallbackServiceUrl, preferredServiceAddress, serviceAddress } from "#core/codec/onvif-xaddr.ts";
import { decodeSadp } from "#core/codec/sadp.ts";
import { soapResponseAction } from "#core/codec/soap.ts";
import { decodeWsDiscovery } from "#core/codec/ws-discovery.ts";
import type { DiscoveryProtocol } from "#core/lan/discovery-protocol.ts";
import { onvifDiscovery } from "#core/lan/protocols/onvif-discovery.ts";
import { sadp as sadpProtocol } from "#core/lan/protocols/sadp.ts";
import { ssdp as ssdpProtocol } from "#core/lan/protocols/ssdp.ts";
import { claimsSchema } from "#core/lan/sighting.ts";
import { claimsOfUpnpDescription } from "#core/lan/upnp-device.ts";
import { isDeviceAddress } from "#core/net/device-address.ts";
import { parseHttpUrl, sameHost } from "#core/net/http-url.ts";
import { captures, decoded, must, mustBeAddress, mustBePort, utf8, type FuzzTarget } from "../target.ts";

const XML_TOKENS = ["&amp;", "&#x41;", "<![CDATA[", "]]>", "<a>", "</a>", "\u0000", "\u00e9"] as const;

function mustBeClaims(claims: unknown): string {
  const parsed = claimsSchema.safeParse(claims);
  const [issue] = parsed.error?.issues ?? [];
  must(parsed.success, `no claims: ${issue?.path.join(".")}: ${issue?.message}`);
  const { addresses = [], uuid } = parsed.data ?? {};
  for (const address of addresses) {
    mustBeAddress(address);
    must(isDeviceAddress(address), `${address} is no device's`);
  }
  must(uuid === undefined || !/^(?:urn:)?uuid:|::|^0{8}-0{4}/.test(uuid), "a placeholder tells no devices apart");
  return Object.keys(parsed.data ?? {}).join(" ");
}

/** What a protocol makes of the input fits into a sighting. */
export function readBy(protocol: DiscoveryProtocol, input: Uint8Array): string {
  const from = { address: "192.168.1.9", port: 3_702 };
  return decoded(
    input,
    (bytes) => protocol.read(bytes, from),
    (answers) => {
      for (const { descriptionUrl } of answers ?? [])
        if (descriptionUrl !== undefined) {
          must(sameHost(parseHttpUrl(descriptionUrl)?.host ?? "", from.address), "a description is on the sender");
        }
      return answers?.map(({ claims }) => mustBeClaims(claims))[0] ?? "nobody";
    },
  );
}

export function mustBeJson(kind: Parameters<typeof decodeCapture>[0], input: Uint8Array): void {
  const reading = decodeCapture(kind, input, { sourceAddress: "192.168.1.9" });
  must(isDeepStrictEqual(JSON.parse(JSON.stringify(reading)), reading), "a reading is JSON");
}

const wsDiscovery: FuzzTarget = {
  name: "ws-discovery",
  sources: {
    "core/codec/ws-discovery.ts": ["encodeProbe"],
    "core/codec/onvif-scope.ts": [],
    "core/codec/onvif-xaddr.ts": [],
  },
  seeds: () => captures("wsdiscovery"),
  tokens: [
    ...XML_TOKENS,
    "<d:Types>tds:Device</d:Types>",
    "dn:NetworkVideoStorage",
    "wsdp:Device",
    "onvif://www.onvif.org/name/%C3%A9%",
    "onvif://www.onvif.org/MAC/00-11-22-33-44-55",
    "onvif://www.onvif.org/type/manufacturer/x",
    "onvif://www.onvif.org/Profile/C",
    " http://:8080/onvif/x ",
    " https://[fe80::2ff:feff:fe00:1%25eth0]:8443/onvif ",
    " http://localhost/ ",
    " http://name/ ",
    "<d:ResolveMatches><d:ResolveMatch>",
  ],
  check(input) {
    mustBeJson("wsdiscovery", input);
    const read = decoded(input, decodeWsDiscovery, ({ messageType, matches }) => {
      const isQuestion = ["Probe", "Resolve", "Bye"].includes(messageType);
      must(!isQuestion || matches.length === 0, "a question is no device");
      must(matches.length <= 64, "matches are counted");
      for (const match of matches) {
        must(match.scopes.length <= 100 && match.xaddrs.length <= 100, "lists are counted");
        const { mac } = readOnvifScopes(match.scopes);
        must(mac === null || /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(mac), "a MAC has one form");
        isOnvifDevice(match);
        const preferred = preferredServiceAddress(match.xaddrs, "192.168.1.9");
        must(preferred === undefined || serviceAddress(preferred.url) !== undefined, "the preferred one is usable");
        if (preferred !== undefined) mustBePort(preferred.port);
        must(serviceAddress(fallbackServiceUrl(match.xaddrs, "192.168.1.9"))?.host === "192.168.1.9", "at the sender");
      }
      return `${messageType} ${Math.min(matches.length, 3)}`;
    });
    return `${read} / ${readBy(onvifDiscovery, input)}`;
  },
};

const OPERATIONS: readonly OnvifOperation[] = [
  "GetSystemDateAndTime",
  "GetDeviceInformation",
  "GetCapabilities",
  "GetServices",
  "GetScopes",
  "GetHostname",
  "GetNetworkInterfaces",
  "GetNetworkProtocols",
  "GetNetworkDefaultGateway",
  "GetDNS",
  "GetNTP",
  "GetIPAddressFilter",
  "GetProfiles",
  "GetSnapshotUri",
  "GetStreamUri",
];

const onvif: FuzzTarget = {
  name: "onvif",
  sources: {
    "core/codec/onvif-reply.ts": [],
    "core/codec/onvif-fault.ts": [],
    "core/codec/onvif-device.ts": [],
    "core/codec/onvif-network.ts": [],
    "core/codec/onvif-date-time.ts": [],
    "core/codec/onvif-redact.ts": [],
    "core/codec/onvif-request.ts": ["onvifRequest", "securityHeader", "argumentsOf", "serviceOf"],
  },
  seeds: () => captures("onvif"),
  tokens: [
    ...XML_TOKENS,
    "<tt:TZ>CET-1CEST</tt:TZ>",
    "<tt:Year>2027</tt:Year>",
    "<tt:DHCP>true</tt:DHCP>",
    "<tt:Address>192.168.1.9</tt:Address>",
    "<s:Fault><faultcode>ter:NotAuthorized</faultcode><faultstring/></s:Fault>",
    "<tt:Extension>",
    "</tt:Extension>",
    "<wsse:Password>hunter2</wsse:Password>",
    "&lt;wsse:Nonce&gt;",
    "rtsp://admin:hunter2@192.168.1.9/",
    "<s:Body/>",
  ],
  check(input) {
    mustBeJson("onvif", input);
    const text = decodeText(input);
    const redacted = redactSecurity(text);
    must(redactSecurity(redacted) === redacted, "what is redacted stays as it is");
    must(!/<wsse:Password>hunter2/.test(redacted) && !/:hunter2@/.test(redacted), "no password comes through");
    must(secretElements(text).length <= 8, "names are counted");
    const told = soapResponseAction(text);
    const operation = OPERATIONS.find((one) => one === told) ?? "GetSystemDateAndTime";
    return decoded(
      input,
      (bytes) => decodeOnvif(operation, bytes),
      (reply) => {
        must(openOnvifReply(text, operation).kind === reply.kind, "an answer is one, however it is read");
        if (reply.kind === "fault") return `fault ${reply.fault.codes.length} ${reply.fault.notAuthorized}`;
        if (reply.kind !== "answer") return reply.kind;
        if (operation === "GetSystemDateAndTime") {
          const { utc } = reply.value as { utc: string | null };
          must(utc === null || `${new Date(utc).toISOString().slice(0, 19)}Z` === utc, "a time is one");
        }
        return `${operation} ${JSON.stringify(reply.value).replace(/"[^"]*"|[0-9]+/g, "").length}`;
      },
    );
  },
};

const sadp: FuzzTarget = {
  name: "sadp",
  sources: { "core/codec/sadp.ts": ["encodeSadpInquiry"] },
  seeds: () => captures("sadp"),
  tokens: [
    ...XML_TOKENS,
    "<DHCP>flase</DHCP>",
    "<Activated>1</Activated>",
    "<MAC>24-28-fd-0a-1b-2c</MAC>",
    "<IPv4Gateway>0.0.0.0</IPv4Gateway>",
    "<IPv6Address>2001:db8::1</IPv6Address>",
    "<DigitalChannelNum>64</DigitalChannelNum>",
    "<HttpPort>65536</HttpPort>",
    "<Probe>",
  ],
  check(input) {
    mustBeJson("sadp", input);
    const read = decoded(input, decodeSadp, (message) => {
      if (message.kind === "question") return "question";
      const { ipv4, ipv6, sdkPort, httpPort, rtspPort } = message.device;
      for (const address of [ipv4, ipv6]) if (address !== null) mustBeAddress(address);
      for (const port of [sdkPort, httpPort, rtspPort]) if (port !== null) mustBePort(port);
      return Object.values(message.device)
        .map((value) => (value === null ? "-" : "x"))
        .join("");
    });
    return `${read} / ${readBy(sadpProtocol, input)}`;
  },
};

/** UPnP as a scan reads it: nothing of its own is decoded, all must fit into a sighting. */
const upnpDevices: FuzzTarget = {
  name: "upnp-devices",
  sources: { "core/lan/upnp-device.ts": [], "core/lan/protocols/ssdp.ts": [], "core/lan/own-uuid.ts": [] },
  seeds: () => [
    ...captures("ssdp", "igd"),
    utf8(
      "<root><device><deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType><manufacturer>AXIS</manufacturer>" +
        "<friendlyName>Yard</friendlyName><modelName>Camera</modelName><modelNumber>M1065-L</modelNumber>" +
        "<serialNumber>ACCC8E0A0B0C</serialNumber><UDN>uuid:5f5a69c2-e0ae-504f-829b-accc8e0a0b0c</UDN>" +
        "<presentationURL>/index.html</presentationURL></device></root>",
    ),
  ],
  tokens: [
    ...XML_TOKENS,
    "uuid:00000000-0000-0000-0000-000000000000",
    "urn:schemas-upnp-org:device:DigitalSecurityCamera:1",
    "<presentationURL>http://198.51.100.7/</presentationURL>",
    "USN: uuid:x-1234::upnp:rootdevice\r\n",
    "SERVER: Linux/3.0 UPnP/1.0 Hikvision/1.0\r\n",
    "LOCATION: http://192.168.1.9:80/d.xml\r\n",
    "NTS: ssdp:byebye\r\n",
  ],
  check(input) {
    const described = decoded(
      input,
      (bytes) => claimsOfUpnpDescription(decodeText(bytes), "http://192.168.1.9:5000/d.xml"),
      (claims) => {
        for (const { url } of claims.urls ?? [])
          must(sameHost(parseHttpUrl(url)?.host ?? "", "192.168.1.9"), "a page is on the device");
        return mustBeClaims(claims);
      },
    );
    return `${described} / ${readBy(ssdpProtocol, input)}`;
  },
};

export const DISCOVERY_TARGETS: readonly FuzzTarget[] = [wsDiscovery, onvif, sadp, upnpDevices];
