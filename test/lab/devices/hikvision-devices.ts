import { page, rtsp, silent, unauthorized, web } from "./answers/http.ts";
import { clock, hello, notAuthorized, probeMatch, scopesOf, serviceAt } from "./answers/onvif.ts";
import { sadp } from "./answers/sadp.ts";
import { cardIn, type Card, type CertificateName, type SiteDevice, type TcpService, type UdpAnswer } from "./model.ts";

/** Hikvision's devices: all of them say by SADP what they are. */

const FIRMWARE = "V5.7.3build 220315";

interface Hikvision {
  readonly name: string;
  readonly role: SiteDevice["role"];
  readonly model: string;
  readonly serialNumber: string;
  readonly cards: readonly [Card, ...Card[]];
  readonly activated?: boolean;
  /** Across the border of a subnet only a multicast answer comes. */
  readonly way?: "unicast" | "multicast";
  readonly analogChannels?: number;
  readonly digitalChannels?: number;
  readonly certificate?: CertificateName;
  readonly clockOffsetSeconds?: number;
  /** Cameras and recorders; the others have a web page at most. */
  readonly onvif?: boolean;
  readonly findings?: readonly string[];
}

const addressOf = ({ address }: Card): string => address.split("/")[0] ?? "";

/** The login page, and the interface behind it that wants a digest. */
function webServices(told: Hikvision): TcpService[] {
  const headers = { Server: "webserver" };
  const login = { realm: "IP Camera(C2143)", userName: "admin", password: "lab-Passw0rd" };
  const pages = [
    ...(told.onvif === true ? [clock(told.clockOffsetSeconds), notAuthorized] : []),
    { ...page({ path: "/ISAPI/System/deviceInfo", headers, body: deviceInfo(told) }), login: true },
    page({
      headers,
      body: "<html><head><title>index</title></head><body onload=\"location='/doc/page/login.asp'\"></body></html>",
    }),
  ];
  const plain: TcpService = { kind: "http", port: 80, login, pages };
  return told.certificate === undefined ? [plain] : [plain, { ...plain, port: 443, certificate: told.certificate }];
}

const deviceInfo = ({ model, serialNumber }: Hikvision): string =>
  `<?xml version="1.0" encoding="UTF-8"?><DeviceInfo version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">` +
  `<deviceName>${model}</deviceName><model>${model}</model><serialNumber>${serialNumber}</serialNumber>` +
  `<firmwareVersion>V5.7.3</firmwareVersion><firmwareReleasedDate>build 220315</firmwareReleasedDate></DeviceInfo>`;

function hikvision(told: Hikvision): SiteDevice {
  const { name, role, model, serialNumber, cards, activated = true, way = "unicast", findings = [] } = told;
  const perCard = (card: Card): UdpAnswer[] => {
    const address = addressOf(card);
    const uuid = `cea94000-fb96-11b3-8260-${card.mac.replaceAll(":", "")}`;
    const described = {
      uuid,
      scopes: scopesOf(`HIKVISION ${model}`, model, `MAC/${card.mac}`),
      xaddrs: [serviceAt(address)],
    };
    return [
      sadp(
        {
          description: model,
          serialNumber,
          mac: card.mac,
          address,
          mask: "255.255.255.0",
          gateway: card.gateway,
          firmware: FIRMWARE,
          activated,
          analogChannels: told.analogChannels ?? 0,
          digitalChannels: told.digitalChannels ?? 1,
        },
        way,
      ),
      ...(told.onvif === true ? [way === "unicast" ? probeMatch(described) : hello(described)] : []),
    ];
  };
  const streams = role === "camera" || role === "recorder" || role === "door-station";
  return {
    name,
    brand: "Hikvision",
    role,
    model,
    serialNumber,
    cards,
    carries: ["brand", "role", "model", "serialNumber"],
    udp: cards.flatMap((card) => perCard(card).map((answer) => ({ ...answer, card: cards.indexOf(card) }))),
    tcp: [
      ...webServices(told),
      ...silent(8_000),
      ...(streams
        ? [rtsp(554, null, 'Digest realm="IP Camera(C2143)", nonce="5d41402abc4b2a76b9719d911017c592"')]
        : []),
    ],
    findings: [...findings, ...(activated ? [] : ["not-activated"])],
  };
}

const twin = (letter: string, mac: string, serialNumber: string): SiteDevice =>
  hikvision({
    name: `twin-${letter}`,
    role: "camera",
    model: "DS-2CD2047G2-LU",
    serialNumber,
    cards: [cardIn("lan", 64, mac)],
    activated: false,
    way: "multicast",
    findings: ["duplicate-address"],
  });

export const hikvisionDevices: readonly SiteDevice[] = [
  hikvision({
    name: "hik-recorder",
    role: "recorder",
    model: "DS-7608NI-K2",
    serialNumber: "DS-7608NI-K20820190925CCRRD59213412WCVU",
    // Its second card feeds the cameras' network.
    cards: [cardIn("lan", 70, "44:19:b6:10:00:70"), cardIn("field", 70, "44:19:b6:10:01:70")],
    digitalChannels: 8,
    certificate: "own",
    onvif: true,
  }),
  hikvision({
    name: "hik-camera",
    findings: ["certificate-shared"],
    role: "camera",
    model: "DS-2CD2143G2-I",
    serialNumber: "DS-2CD2143G2-I20210412AAWRF82374810",
    cards: [cardIn("lan", 101, "44:19:b6:20:00:01")],
    certificate: "shared",
    onvif: true,
  }),
  hikvision({
    name: "hik-camera-no-gateway",
    findings: ["no-gateway", "certificate-shared"],
    role: "camera",
    model: "DS-2CD2347G2-LU",
    serialNumber: "DS-2CD2347G2-LU20220518AAWRJ93374811",
    cards: [{ ...cardIn("lan", 102, "44:19:b6:20:00:02"), gateway: null }],
    way: "multicast",
    certificate: "shared",
    onvif: true,
  }),
  twin("a", "44:19:b6:20:00:0a", "DS-2CD2047G2-LU20230101AAWRK11111111"),
  twin("b", "c0:56:e3:20:00:0b", "DS-2CD2047G2-LU20230101AAWRK22222222"),
  hikvision({
    name: "hik-old-factory",
    findings: ["wrong-subnet", "factory-address"],
    role: "camera",
    model: "DS-2CD2032-I",
    serialNumber: "DS-2CD2032-I20140812CCWR475011111",
    cards: [{ segment: "lan", address: "192.0.0.64/24", mac: "44:19:b6:20:00:0c", gateway: "192.0.0.1" }],
    activated: false,
    way: "multicast",
  }),
  hikvision({
    name: "hik-door-station",
    role: "door-station",
    model: "DS-KD8003-IME1",
    serialNumber: "DS-KD8003-IME10120200101WRE12345678",
    cards: [cardIn("lan", 110, "44:19:b6:30:00:10")],
  }),
  hikvision({
    name: "hik-panel",
    role: "panel",
    model: "DS-PWA64-L-WE",
    serialNumber: "DS-PWA64-L-WE20200321WRQ12345679",
    cards: [cardIn("lan", 111, "44:19:b6:30:00:11")],
  }),
  hikvision({
    name: "hik-access-terminal",
    role: "controller",
    model: "DS-K1T671M",
    serialNumber: "DS-K1T671M20200321V010001ENF12345678",
    cards: [cardIn("lan", 112, "44:19:b6:30:00:12")],
  }),
  hikvision({
    name: "hik-camera-slow-clock",
    role: "camera",
    model: "DS-2CD2T47G1-L",
    serialNumber: "DS-2CD2T47G1-L20190522AAWRD22374804",
    cards: [cardIn("field", 31, "68:6d:bc:20:00:31")],
    clockOffsetSeconds: -86_400 * 400,
    onvif: true,
    findings: ["clock-far-off"],
  }),
];

/** A camera behind a page that wants the login for everything. */
export const digestCamera: SiteDevice = {
  name: "digest-camera",
  brand: "Hikvision",
  role: "camera",
  model: null,
  serialNumber: null,
  cards: [cardIn("field", 32, "bc:ad:28:20:00:32")],
  // The realm and the card's maker say whose it is.
  carries: ["brand", "role"],
  udp: [],
  tcp: [
    web(80, unauthorized('Digest qop="auth", realm="IP Camera(C6496)", nonce="4e6a:1", stale="FALSE"', "App-webs/")),
    rtsp(554, null, 'Digest realm="IP Camera(C6496)", nonce="21232f297a57a5a743894a0e4a801fc3", stale="FALSE"'),
    ...silent(8_000),
  ],
};
