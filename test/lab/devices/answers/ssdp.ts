import { ECHO_MARK, base64, type HttpPage, type UdpAnswer } from "../model.ts";
import { page } from "./http.ts";

/** SSDP and the description behind it (UPnP Device Architecture 1.1, chapters 1 and 2). */

const PORT = 1_900;
const GROUP = "239.255.255.250";

export interface UpnpDescription {
  readonly uuid: string;
  readonly address: string;
  readonly port: number;
  readonly server: string;
  readonly deviceType: string;
  readonly friendlyName: string;
  readonly manufacturer: string;
  readonly modelName: string;
  readonly modelNumber?: string;
  readonly serialNumber?: string;
}

const PATH = "/upnpd.xml";

export function ssdp({ uuid, address, port, server, deviceType }: UpnpDescription): UdpAnswer {
  const text = [
    "HTTP/1.1 200 OK",
    "CACHE-CONTROL: max-age=1800",
    "EXT:",
    `LOCATION: http://${address}:${port}${PATH}`,
    `SERVER: ${server}`,
    `ST: ${ECHO_MARK}`,
    `USN: uuid:${uuid}::${deviceType}`,
    "",
    "",
  ].join("\r\n");
  return {
    port: PORT,
    groups: [GROUP],
    question: { searchFor: ["upnp:rootdevice", deviceType, `uuid:${uuid}`] },
    bytes: base64(text),
    echoes: "search-target",
    to: "asker",
    delayMs: 120,
  };
}

export function upnpPage(told: UpnpDescription): HttpPage {
  const body =
    '<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>' +
    `<device><deviceType>${told.deviceType}</deviceType><friendlyName>${told.friendlyName}</friendlyName>` +
    `<manufacturer>${told.manufacturer}</manufacturer><modelName>${told.modelName}</modelName>` +
    `<modelNumber>${told.modelNumber ?? ""}</modelNumber><serialNumber>${told.serialNumber ?? ""}</serialNumber>` +
    `<UDN>uuid:${told.uuid}</UDN><presentationURL>http://${told.address}/</presentationURL></device></root>`;
  return page({ path: PATH, headers: { "Content-Type": "text/xml", Server: told.server }, body });
}
