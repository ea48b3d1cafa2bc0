import { ECHO_MARK, base64, type HttpPage, type UdpAnswer } from "../model.ts";

/** WS-Discovery (ONVIF Core Specification, chapter 7) and the ONVIF operations that need no login. */

const DISCOVERY_PORT = 3702;
const DISCOVERY_GROUP = "239.255.255.250";
export const DEVICE_SERVICE = "/onvif/device_service";

export interface OnvifDescription {
  readonly uuid: string;
  /** With the prefixes dn and tds, declared by the envelope. */
  readonly types?: readonly string[];
  readonly scopes: readonly string[];
  readonly xaddrs: readonly string[];
}

const scope = (rest: string) => `onvif://www.onvif.org/${rest}`;

export function scopesOf(name: string, hardware: string, ...more: readonly string[]): string[] {
  return [
    scope("type/video_encoder"),
    scope("Profile/Streaming"),
    scope(`name/${encodeURIComponent(name)}`),
    scope(`hardware/${encodeURIComponent(hardware)}`),
    ...more.map(scope),
  ];
}

/** As the devices have it: the address reaches the laptop even where the packet's sender is all that one sees. */
export const serviceAt = (address: string, port = 80): string =>
  `http://${address}${port === 80 ? "" : `:${port}`}${DEVICE_SERVICE}`;

const defaultTypes = ["dn:NetworkVideoTransmitter", "tds:Device"];

function envelope(action: "ProbeMatches" | "Hello", device: OnvifDescription): string {
  const { uuid, types = defaultTypes, scopes, xaddrs } = device;
  const described =
    `<a:EndpointReference><a:Address>urn:uuid:${uuid}</a:Address></a:EndpointReference>` +
    `<d:Types>${types.join(" ")}</d:Types><d:Scopes>${scopes.join(" ")}</d:Scopes>` +
    `<d:XAddrs>${xaddrs.join(" ")}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion>`;
  const isAnswer = action === "ProbeMatches";
  const to = isAnswer
    ? "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
    : "urn:schemas-xmlsoap-org:ws:2005:04:discovery";
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" ` +
    `xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" ` +
    `xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><s:Header>` +
    `<a:MessageID>urn:uuid:${uuid.replace(/^.{8}/, "11111111")}</a:MessageID>` +
    (isAnswer ? `<a:RelatesTo>${ECHO_MARK}</a:RelatesTo>` : "") +
    `<a:To>${to}</a:To><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/${action}</a:Action>` +
    `<d:AppSequence InstanceId="1" MessageNumber="1"/></s:Header><s:Body><d:${action}>` +
    (isAnswer ? `<d:ProbeMatch>${described}</d:ProbeMatch>` : described) +
    `</d:${action}></s:Body></s:Envelope>`
  );
}

/** Answers probes for its types and untyped ones, after a moment as the standard wants it. */
export function probeMatch(device: OnvifDescription, delayMs = 80): UdpAnswer {
  return answerToProbe(device.types ?? defaultTypes, envelope("ProbeMatches", device), delayMs);
}

/** The same from a text of one's own, a real device's for instance. */
export function answerToProbe(types: readonly string[], text: string, delayMs = 80): UdpAnswer {
  return {
    port: DISCOVERY_PORT,
    groups: [DISCOVERY_GROUP],
    question: { probeFor: types.map((type) => type.replace(/^.*:/, "")) },
    bytes: base64(text),
    echoes: "message-id",
    to: "asker",
    delayMs,
  };
}

/** Says hello to the group every now and then, which crosses the border of a subnet. */
export function hello(device: OnvifDescription, everyMs = 1_000): UdpAnswer {
  return {
    port: DISCOVERY_PORT,
    groups: [DISCOVERY_GROUP],
    question: "never",
    bytes: base64(envelope("Hello", device)),
    to: { address: DISCOVERY_GROUP, port: DISCOVERY_PORT },
    everyMs,
  };
}

const soapHead = (status: string) =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/soap+xml; charset=utf-8\r\nConnection: close\r\n\r\n`;
const soap = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" ` +
  `xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema" ` +
  `xmlns:ter="http://www.onvif.org/ver10/error"><s:Body>${body}</s:Body></s:Envelope>`;

/** An answer of the device service as it came, to requests that have the operation's name in them. */
export const operation = (name: string, text: string, status = "200 OK", path = DEVICE_SERVICE): HttpPage => ({
  path,
  bodyHas: name,
  response: base64(soapHead(status) + text),
});

/** GetSystemDateAndTime, which every device must answer without a login (ONVIF Core 8.3.5). */
export const clock = (offsetSeconds = 0): HttpPage => ({
  ...operation(
    "GetSystemDateAndTime",
    soap(
      "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>" +
        "<tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST-1:00:00</tt:TZ></tt:TimeZone>" +
        "<tt:UTCDateTime><tt:Time><tt:Hour>%HOUR%</tt:Hour><tt:Minute>%MINUTE%</tt:Minute><tt:Second>%SECOND%</tt:Second></tt:Time>" +
        "<tt:Date><tt:Year>%YEAR%</tt:Year><tt:Month>%MONTH%</tt:Month><tt:Day>%DAY%</tt:Day></tt:Date></tt:UTCDateTime>" +
        "</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>",
    ),
  ),
  clockOffsetSeconds: offsetSeconds,
});

export interface DeviceInformation {
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string;
  readonly serialNumber: string;
}

export const deviceInformation = (told: DeviceInformation): HttpPage =>
  operation(
    "GetDeviceInformation",
    soap(
      `<tds:GetDeviceInformationResponse><tds:Manufacturer>${told.manufacturer}</tds:Manufacturer><tds:Model>${told.model}</tds:Model>` +
        `<tds:FirmwareVersion>${told.firmware}</tds:FirmwareVersion><tds:SerialNumber>${told.serialNumber}</tds:SerialNumber>` +
        "<tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>",
    ),
  );

/** To whatever else is asked: the login is wanted, by status and by fault, as most cameras do it. */
export const notAuthorized: HttpPage = {
  path: DEVICE_SERVICE,
  response: base64(
    soapHead("400 Bad Request") +
      soap(
        "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code>" +
          '<s:Reason><s:Text xml:lang="en">Sender not Authorized</s:Text></s:Reason></s:Fault>',
      ),
  ),
};
