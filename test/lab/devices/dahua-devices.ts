import { dhip, oldDahua, type DhipDescription } from "./answers/dahua.ts";
import { page, rtsp, silent, web } from "./answers/http.ts";
import { clock, notAuthorized, probeMatch, serviceAt } from "./answers/onvif.ts";
import { cardIn, type SiteDevice, type TcpService } from "./model.ts";

/** Dahua's devices and those of a label of theirs. */

const FIRMWARE = "2.800.0000000.13.R";
const SERVER = "Dahua Rtsp Server";
const challenge = (serialNumber: string): string => `Digest realm="Login to ${serialNumber}", nonce="b6c1a2"`;
const webPage: TcpService = web(80, { title: "WEB SERVICE", headers: { Server: "httpd" } });

interface Dahua {
  readonly name: string;
  readonly role: SiteDevice["role"];
  readonly deviceClass: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly card: SiteDevice["cards"][0];
  readonly init?: number;
  readonly way?: "unicast" | "multicast";
  readonly more?: Partial<DhipDescription>;
  readonly tcp?: readonly TcpService[];
  readonly findings?: readonly string[];
}

function dahua(told: Dahua): SiteDevice {
  const { name, role, model, serialNumber, card, findings = [] } = told;
  return {
    name,
    brand: "Dahua",
    role,
    model,
    serialNumber,
    cards: [card],
    carries: ["brand", "role", "model", "serialNumber"],
    udp: [
      dhip(
        {
          deviceClass: told.deviceClass,
          deviceType: model,
          serialNumber,
          mac: card.mac,
          address: card.address.split("/")[0] ?? "",
          gateway: card.gateway ?? "",
          firmware: FIRMWARE,
          // 2714: initialised, as a camera in the field has it.
          init: told.init ?? 2_714,
          ...told.more,
        },
        told.way,
      ),
    ],
    tcp: told.tcp ?? [webPage, ...silent(37_777), rtsp(554, SERVER, challenge(serialNumber))],
    findings,
  };
}

/** What a stream without a login tells (RFC 4566), as this maker's cameras word it. */
const openStream = [
  "v=0",
  "o=- 2251938202 2251938202 IN IP4 0.0.0.0",
  "s=Media Server",
  "c=IN IP4 0.0.0.0",
  "t=0 0",
  "a=control:*",
  "a=range:npt=now-",
  "m=video 0 RTP/AVP 96",
  "a=control:trackID=0",
  "a=rtpmap:96 H264/90000",
  "",
].join("\r\n");

export const dahuaDevices: readonly SiteDevice[] = [
  dahua({
    name: "dahua-recorder",
    role: "recorder",
    deviceClass: "NVR",
    model: "DHI-NVR5216-16P-4KS2E",
    serialNumber: "5C05F86PAZ1A2B3",
    card: cardIn("field", 108, "3c:ef:8c:10:01:08"),
    more: { videoInputs: 0, remoteVideoInputs: 16, alarmInputs: 4 },
  }),
  dahua({
    name: "dahua-camera-open-stream",
    role: "camera",
    deviceClass: "IPC",
    model: "IPC-HDW2431T-AS-S2",
    serialNumber: "6C01E93PAG69A7D",
    card: cardIn("field", 21, "3c:ef:8c:20:00:21"),
    tcp: [webPage, ...silent(37_777), rtsp(554, SERVER, null, openStream)],
    findings: ["rtsp-without-login"],
  }),
  dahua({
    name: "dahua-camera-new",
    role: "camera",
    deviceClass: "IPC",
    model: "IPC-HFW2831S-S-S2",
    serialNumber: "7K0A11BPAJ11111",
    card: cardIn("lan", 108, "3c:ef:8c:20:00:08"),
    init: 2_713,
    way: "multicast",
    findings: ["not-activated", "factory-address"],
  }),
  dahua({
    name: "dahua-door-station",
    role: "door-station",
    deviceClass: "VTO",
    model: "VTO2000A",
    serialNumber: "3C06520PAN00001",
    card: cardIn("lan", 113, "3c:ef:8c:30:00:13"),
    more: { vendor: "General", alarmInputs: 8 },
  }),
  dahua({
    name: "dahua-panel",
    role: "panel",
    deviceClass: "ARC",
    model: "ARC3000H-03-GW2",
    serialNumber: "6K0C11BPAJ22222",
    card: cardIn("lan", 114, "3c:ef:8c:30:00:14"),
    tcp: silent(37_777),
  }),
  dahua({
    name: "dahua-elsewhere",
    role: "camera",
    deviceClass: "IPC",
    model: "IPC-HDBW1431E-S4",
    serialNumber: "6C01E93PAG00009",
    // Somebody else's subnet on the same cable.
    findings: ["wrong-subnet"],
    card: { segment: "lan", address: "192.168.0.19/24", mac: "3c:ef:8c:20:00:19", gateway: "192.168.0.1" },
    way: "multicast",
  }),
  {
    name: "dahua-old-recorder",
    brand: "Dahua",
    role: "recorder",
    model: "DHI-HCVR4104HS",
    serialNumber: "1C02B3XPAM00042",
    cards: [cardIn("field", 22, "90:02:a9:10:00:22")],
    carries: ["brand", "role", "model", "serialNumber"],
    udp: [
      oldDahua({
        deviceType: "DHI-HCVR4104HS",
        serialNumber: "1C02B3XPAM00042",
        mac: "90:02:a9:10:00:22",
        address: "10.10.0.22",
        gateway: "10.10.0.1",
      }),
    ],
    tcp: [webPage, ...silent(37_777)],
  },
  {
    name: "amcrest-camera",
    brand: "Amcrest",
    role: "camera",
    model: "IP2M-841B",
    serialNumber: "AMC014641NE6L35AT8",
    cards: [cardIn("field", 23, "9c:8e:cd:20:00:23")],
    carries: ["brand", "role", "model"],
    udp: [
      probeMatch({
        uuid: "8eceb0ca-564e-4436-bec5-e63ea243c529",
        scopes: [
          "onvif://www.onvif.org/location/country/china",
          "onvif://www.onvif.org/name/Amcrest",
          "onvif://www.onvif.org/hardware/IP2M-841B",
          "onvif://www.onvif.org/Profile/Streaming",
          "onvif://www.onvif.org/type/Network_Video_Transmitter",
        ],
        xaddrs: [serviceAt("10.10.0.23")],
      }),
    ],
    tcp: [
      { kind: "http", port: 80, pages: [clock(), notAuthorized, page({ title: "Amcrest Web Service" })] },
      ...silent(37_777),
      rtsp(554, null, 'Digest realm="AMC014641NE6L35AT8", nonce="1"'),
    ],
  },
];
