import { createHash } from "node:crypto";
import type { Page, Seen } from "./fake-device.ts";
import { JPEG } from "./fake-device-pages.ts";

export type FakeOnvifOptions = {
  /** The device's clock minus the laptop's. */
  clockOffsetMs?: number;
  password?: string;
  /** It keeps even the time to itself, but for the header. */
  silentClock?: boolean;
  /** Sends the question's security header back, as Bosch does. */
  echoes?: boolean;
  snapshotUri?: (port: number) => string;
};

/** How far off a signature's time may be. */
const TOLERANCE_MS = 60_000;

const envelope = (body: string, header = ""): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema">${header}<s:Body>${body}</s:Body></s:Envelope>`;

const NOT_AUTHORIZED: Page = {
  status: 400,
  body: envelope(
    `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:ter="http://www.onvif.org/ver10/error">ter:NotAuthorized</s:Value></s:Subcode></s:Code><s:Reason><s:Text>Sender not Authorized</s:Text></s:Reason></s:Fault>`,
  ),
};

/** A camera that wants its messages signed (WS-Security), by its own clock. @returns its pages, and how often it refused a signature */
export function fakeOnvifCamera(options: FakeOnvifOptions = {}) {
  const { clockOffsetMs = 0, password = "Sommer-2024!", silentClock = false } = options;
  const camera = { refusals: 0, port: 0 };
  const clock = (): Date => new Date(Date.now() + clockOffsetMs);

  function signature(body: string): "none" | "right" | "wrong" {
    const part = (name: string): string => new RegExp(`<w:${name}(?: [^>]*)?>([^<]*)<`).exec(body)?.[1] ?? "";
    const created = /<u:Created[^>]*>([^<]*)</.exec(body)?.[1] ?? "";
    if (created === "") return "none";
    const wanted = createHash("sha1")
      .update(Buffer.concat([Buffer.from(part("Nonce"), "base64"), Buffer.from(created + password)]))
      .digest("base64");
    const isNow = Math.abs(Date.parse(created) - clock().getTime()) < TOLERANCE_MS;
    return part("Username") === "admin" && part("Password") === wanted && isNow ? "right" : "wrong";
  }

  function answer({ target, body }: Seen): Page | null {
    if (target === "/snap.jpg") return { type: "image/jpeg", body: JPEG };
    if (!target.startsWith("/onvif/")) return null;
    const operation = /<o:(\w+) /.exec(body)?.[1] ?? "";
    const headers = { Date: clock().toUTCString() };
    const isOpen = operation === "GetSystemDateAndTime" && !silentClock;
    const signed = signature(body);
    if (!isOpen && signed !== "right") {
      if (signed === "wrong") camera.refusals += 1;
      return { ...NOT_AUTHORIZED, headers };
    }
    const echo = options.echoes ? (/<s:Header>.*<\/s:Header>/s.exec(body)?.[0] ?? "") : "";
    const content = contents()[operation];
    return content === undefined
      ? { status: 500, body: envelope("<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code></s:Fault>") }
      : { headers, body: envelope(`<${operation}Response>${content}</${operation}Response>`, echo) };
  }

  function contents(): Record<string, string> {
    const at = clock();
    const snapshot = options.snapshotUri?.(camera.port) ?? `http://127.0.0.1:${camera.port}/snap.jpg`;
    return {
      GetSystemDateAndTime:
        `<SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:UTCDateTime><tt:Time><tt:Hour>${at.getUTCHours()}</tt:Hour>` +
        `<tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second></tt:Time><tt:Date>` +
        `<tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day>` +
        `</tt:Date></tt:UTCDateTime></SystemDateAndTime>`,
      GetDeviceInformation:
        "<Manufacturer>Reolink</Manufacturer><Model>RLC-810A</Model><FirmwareVersion>v3.1.0.956_22041503</FirmwareVersion>" +
        "<SerialNumber>192168001123</SerialNumber><HardwareId>IPC_523128M8MP</HardwareId>",
      GetCapabilities: `<Capabilities><tt:Media><tt:XAddr>http://127.0.0.1:${camera.port}/onvif/media</tt:XAddr></tt:Media></Capabilities>`,
      GetProfiles:
        '<Profiles token="000" fixed="true"><tt:Name>MainStream</tt:Name><tt:VideoSourceConfiguration token="s">' +
        "<tt:SourceToken>000</tt:SourceToken></tt:VideoSourceConfiguration></Profiles>",
      GetSnapshotUri: `<MediaUri><tt:Uri>${snapshot}</tt:Uri></MediaUri>`,
      GetNetworkInterfaces:
        '<NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled><tt:Info><tt:Name>eth0</tt:Name>' +
        "<tt:HwAddress>ec:71:db:01:02:03</tt:HwAddress></tt:Info><tt:IPv4><tt:Enabled>true</tt:Enabled><tt:Config><tt:Manual>" +
        "<tt:Address>127.0.0.1</tt:Address><tt:PrefixLength>8</tt:PrefixLength></tt:Manual><tt:DHCP>false</tt:DHCP></tt:Config>" +
        "</tt:IPv4></NetworkInterfaces>",
      GetNetworkDefaultGateway: "<NetworkGateway><tt:IPv4Address>192.168.1.1</tt:IPv4Address></NetworkGateway>",
      GetDNS: "<DNSInformation><tt:FromDHCP>false</tt:FromDHCP></DNSInformation>",
      GetNetworkProtocols:
        "<NetworkProtocols><tt:Name>HTTP</tt:Name><tt:Enabled>true</tt:Enabled><tt:Port>80</tt:Port></NetworkProtocols>",
      GetIPAddressFilter: "<IPAddressFilter><tt:Type>Allow</tt:Type></IPAddressFilter>",
    };
  }

  return Object.assign(camera, { answer });
}
