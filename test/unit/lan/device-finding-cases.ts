import type { DeviceFinding } from "#core/lan/device.ts";
import type { KnownForward, PlainDevice, RiskContext } from "#core/lan/device-findings.ts";
import { CERTIFICATE_CASES } from "./certificate-finding-cases.ts";
import { at, certificate, context, device, said, tcp } from "./imagined-devices.ts";
import { pinnedKev } from "./shipped-kev.ts";

/** An imagined device, what else is on the site, and the finding that it must have, or with severity null must not have. */
export type DeviceFindingCase = [
  name: string,
  code: string,
  severity: DeviceFinding["severity"] | null,
  one: PlainDevice,
  site?: { others?: PlainDevice[]; context?: Partial<RiskContext> },
];

const kev = pinnedKev;

const camera = (more: Partial<PlainDevice> = {}): PlainDevice => device("camera", more);
const recorder = (more: Partial<PlainDevice> = {}): PlainDevice => device("recorder", more);
const router = device("router", { addresses: [at("192.168.1.1")] });

const macs = (mac: string): Pick<PlainDevice, "id" | "macs"> => ({ id: `mac:${mac}`, macs: [mac] });
const [MAC_A, MAC_B] = ["44:47:cc:00:00:01", "3c:ef:8c:00:00:02"];

const forward = (internalPort: number, more: Partial<KnownForward> = {}): KnownForward => ({
  transport: "tcp",
  externalPort: internalPort,
  internalAddress: "192.168.1.50",
  internalPort,
  description: null,
  ...more,
});

const known = (brand: string, model: string | null, firmware: string | null): Partial<PlainDevice> => ({
  brand: said(brand),
  model: model === null ? null : said(model),
  firmware: firmware === null ? null : said(firmware),
});

const open = (what: "rtsp" | "snapshot" | "onvif-media"): { context: Partial<RiskContext> } => ({
  context: { openWithoutLogin: new Map([["address:192.168.1.50", [what]]]) },
});

const NETWORK: DeviceFindingCase[] = [
  ["two MACs at one address", "duplicate-address", "problem", camera(macs(MAC_A)), { others: [camera(macs(MAC_B))] }],
  [
    "two serial numbers at one address",
    "duplicate-address",
    "problem",
    camera({ id: "a", serialNumber: said("111111") }),
    { others: [camera({ id: "b", serialNumber: said("222222") })] },
  ],
  [
    "the same address on two cards",
    "duplicate-address",
    null,
    camera(macs(MAC_A)),
    { others: [camera({ ...macs(MAC_B), addresses: [at("192.168.1.50", { interfaceName: "eth1" })] })] },
  ],
  [
    "an address that another only names",
    "duplicate-address",
    null,
    camera(macs(MAC_A)),
    { others: [camera({ ...macs(MAC_B), addresses: [at("192.168.1.51"), at("192.168.1.50", { seen: false })] })] },
  ],
  [
    "a camera of another network",
    "wrong-subnet",
    "problem",
    camera({ addresses: [at("10.0.0.64", { inOwnNetwork: false })] }),
  ],
  [
    "somebody's computer of another network",
    "wrong-subnet",
    "info",
    device("other", { addresses: [at("10.0.0.64", { inOwnNetwork: false })] }),
  ],
  [
    "a camera in another network that its recorder told of",
    "wrong-subnet",
    null,
    camera({ addresses: [at("10.1.1.64", { inOwnNetwork: false, seen: false })] }),
  ],
  [
    "another network that is reached by routing",
    "wrong-subnet",
    null,
    camera({ addresses: [at("10.0.0.64", { inOwnNetwork: false })], sources: ["port", "http"] }),
  ],
  [
    "another network that a second address of the laptop leads to",
    "wrong-subnet",
    "problem",
    camera({ addresses: [at("10.0.0.64", { inOwnNetwork: false })], sources: ["port", "http"] }),
    { context: { rescued: ["10.0.0.222/24"] } },
  ],
  [
    "a recorder with one foot here",
    "wrong-subnet",
    null,
    recorder({ addresses: [at("192.168.1.50"), at("192.168.254.1", { inOwnNetwork: false, seen: false })] }),
  ],
  [
    "a camera that gave itself an address",
    "no-dhcp-address",
    "warning",
    camera({ addresses: [at("169.254.7.8", { inOwnNetwork: false })] }),
  ],
  [
    "a second address that it gave itself",
    "no-dhcp-address",
    null,
    camera({ addresses: [at("192.168.1.50"), at("169.254.7.8", { seen: false })] }),
  ],
  [
    "as it left the factory",
    "factory-address",
    "advice",
    camera({ ...known("Hikvision", null, null), addresses: [at("192.168.1.64")] }),
  ],
  [
    "a label of the maker as it left the factory",
    "factory-address",
    "advice",
    camera({ ...known("HiLook", null, null), addresses: [at("192.168.1.64")] }),
  ],
  [
    "a factory address that it only names",
    "factory-address",
    null,
    camera({ ...known("Dahua", null, null), addresses: [at("192.168.1.50"), at("192.168.1.108", { seen: false })] }),
  ],
  [
    "another maker's factory address",
    "factory-address",
    null,
    camera({ ...known("Axis", null, null), addresses: [at("192.168.1.64")] }),
  ],
  ["a recorder without a gateway", "no-gateway", "warning", recorder({ network: { gateway: null } })],
  ["a gateway field that nobody filled in", "no-gateway", "warning", recorder({ network: { gateway: "0.0.0.0" } })],
  ["itself as gateway", "no-gateway", "warning", recorder({ network: { gateway: "192.168.1.50" } })],
  ["a camera without a gateway", "no-gateway", "info", camera({ network: { gateway: null } })],
  ["a recorder with a gateway", "no-gateway", null, recorder({ network: { gateway: "192.168.1.1" } })],
  ["a recorder that does not tell", "no-gateway", null, recorder({ network: { dhcp: false } })],
  ["nonsense as gateway", "no-gateway", null, recorder({ network: { gateway: "router" } })],
  ["a printer without a gateway", "no-gateway", null, device("other", { network: { gateway: null } })],
  [
    "a gateway of another network",
    "gateway-elsewhere",
    "warning",
    recorder({ network: { gateway: "192.168.2.1", prefixLength: 24 } }),
  ],
  [
    "a gateway that a wider mask holds",
    "gateway-elsewhere",
    null,
    recorder({ network: { gateway: "192.168.2.1", prefixLength: 16 } }),
  ],
  [
    "a mask that nobody filled in",
    "gateway-elsewhere",
    null,
    recorder({ network: { gateway: "192.168.2.1", prefixLength: 0 } }),
  ],
  [
    "the router of before",
    "gateway-unknown",
    "advice",
    recorder({ network: { gateway: "192.168.1.254", prefixLength: 24 } }),
    { others: [router] },
  ],
  [
    "the router of now",
    "gateway-unknown",
    null,
    recorder({ network: { gateway: "192.168.1.1", prefixLength: 24 } }),
    { others: [router] },
  ],
  [
    "nobody knows the router",
    "gateway-unknown",
    null,
    recorder({ network: { gateway: "192.168.1.254", prefixLength: 24 } }),
  ],
  ["a camera that needs no names", "no-dns", "info", camera({ network: { dnsServers: [] } })],
  ["no name server", "no-dns", "advice", recorder({ network: { dnsServers: [] } })],
  ["a name server's field left empty", "no-dns", "advice", recorder({ network: { dnsServers: ["0.0.0.0"] } })],
  ["a name server", "no-dns", null, recorder({ network: { dnsServers: ["0.0.0.0", "192.168.1.1"] } })],
  ["it does not tell", "no-dns", null, recorder({ network: {} })],
  ["a recorder by DHCP", "address-by-dhcp", "advice", recorder({ network: { dhcp: true } })],
  ["a camera by DHCP", "address-by-dhcp", null, camera({ network: { dhcp: true } })],
  [
    "a camera by DHCP that a forward leads to",
    "address-by-dhcp",
    "warning",
    camera({ network: { dhcp: true } }),
    { context: { forwards: [forward(443)] } },
  ],
  [
    "it says a MAC that another answers with",
    "claims-other-mac",
    "advice",
    camera({ ...macs(MAC_A), macs: [MAC_A, MAC_B], addresses: [at("192.168.1.50", { mac: MAC_A })] }),
    { others: [camera({ ...macs(MAC_B), addresses: [at("192.168.1.51", { mac: MAC_B })] })] },
  ],
  [
    "a recorder with two cards",
    "claims-other-mac",
    null,
    recorder({ ...macs(MAC_A), macs: [MAC_A, MAC_B], addresses: [at("192.168.1.50", { mac: MAC_A })] }),
  ],
];

const SETUP: DeviceFindingCase[] = [
  ["no password yet", "not-activated", "warning", camera({ activated: false })],
  ["a password", "not-activated", null, camera({ activated: true })],
  ["it does not tell", "not-activated", null, camera()],
  ["nobody knows its password's age", "default-password-ask", "info", camera()],
  ["a password that somebody had to choose", "default-password-ask", null, camera({ activated: true })],
  ["somebody's printer", "default-password-ask", null, device("other")],
  ["summer time", "clock-hours-off", "warning", camera({ clockOffsetSeconds: -3_590 })],
  ["a half-hour zone", "clock-hours-off", "warning", camera({ clockOffsetSeconds: 19_800 })],
  ["not quite an hour", "clock-hours-off", null, camera({ clockOffsetSeconds: 3_400 })],
  ["fifteen hours", "clock-hours-off", null, camera({ clockOffsetSeconds: 54_000 })],
  ["some minutes", "clock-wrong", "warning", camera({ clockOffsetSeconds: 400 })],
  ["a minute", "clock-wrong", null, camera({ clockOffsetSeconds: -60 })],
  ["an hour, which is the zone", "clock-wrong", null, camera({ clockOffsetSeconds: 3_600 })],
  ["a year", "clock-wrong", null, camera({ clockOffsetSeconds: 31_536_000 })],
  ["a clock that began anew", "clock-far-off", "warning", camera({ clockOffsetSeconds: -800_000_000 })],
  ["some hours", "clock-far-off", null, camera({ clockOffsetSeconds: 50_000 })],
  ["it does not tell", "clock-far-off", null, camera()],
];

const withKev = { context: { kev } };

const FIRMWARE: DeviceFindingCase[] = [
  [
    "in the maker's list",
    "exploited-affected",
    "problem",
    camera(known("Dahua", "IPC-HFW5241E-ZE", "2.800.0000000.13.R, Build Date: 2020-05-18")),
    withKev,
  ],
  [
    "updated since",
    "exploited-affected",
    null,
    camera(known("Dahua", "IPC-HFW5241E-ZE", "2.820.0000000.5.R, Build Date: 2023-05-18")),
    withKev,
  ],
  [
    "from before the fix",
    "exploited-check",
    "warning",
    camera(known("Hikvision", "DS-2CD2385G1-I", "V5.6.2build 190701")),
    withKev,
  ],
  ["the very product", "exploited-check", "warning", camera(known("Edimax", "IC-7100", null)), withKev],
  ["only the maker is known", "exploited-check", "advice", camera(known("Hikvision", null, null)), withKev],
  ["a maker that is not in the register", "exploited-check", null, camera(known("Axis", "P3818-PVE", null)), withKev],
  [
    "only the maker of its network card is known",
    "exploited-check",
    null,
    device("unknown", { brand: { ...said("Hikvision"), source: "neighbour" } }),
    withKev,
  ],
  ["nobody's", "exploited-check", null, camera(), withKev],
  [
    "from after the fix",
    "exploited-newer",
    "info",
    camera(known("Hikvision", "DS-2CD2387G2-LU", "V5.7.3 build 220112")),
    withKev,
  ],
  [
    "from before the fix",
    "exploited-newer",
    null,
    camera(known("Hikvision", "DS-2CD2385G1-I", "V5.6.2build 190701")),
    withKev,
  ],
  ["six years old", "old-firmware", "advice", recorder(known("Uniview", null, "B3601P20 build 200801"))],
  ["a year old", "old-firmware", null, recorder(known("Uniview", null, "B3601P20 build 251001"))],
  ["no day in it", "old-firmware", null, recorder(known("Uniview", null, "11.9.60"))],
];

const EXPOSURE: DeviceFindingCase[] = [
  ["a web page", "forwarded", "problem", camera(), { context: { forwards: [forward(80)] } }],
  ["a maker's own port", "forwarded", "problem", recorder(), { context: { forwards: [forward(8000)] } }],
  ["an encrypted page", "forwarded", "warning", recorder(), { context: { forwards: [forward(443)] } }],
  ["a VPN", "forwarded", "info", recorder(), { context: { forwards: [forward(51_820, { transport: "udp" })] } }],
  [
    "an encrypted page of a device without a password",
    "forwarded",
    "problem",
    recorder({ activated: false }),
    { context: { forwards: [forward(443)] } },
  ],
  [
    "an encrypted page of a device with a flaw",
    "forwarded",
    "problem",
    device("unknown", known("GeoVision", "GV-VS12", null)),
    { context: { kev, forwards: [forward(443)] } },
  ],
  [
    "somebody else's",
    "forwarded",
    null,
    recorder(),
    { context: { forwards: [forward(80, { internalAddress: "192.168.1.51" })] } },
  ],
  ["Telnet", "telnet-open", "problem", camera({ ports: [tcp(23)] })],
  ["Telnet elsewhere", "telnet-open", "problem", camera({ ports: [tcp(2323, "telnet")] })],
  ["only SSH", "telnet-open", null, camera({ ports: [tcp(22, "ssh")] })],
  ["a debug console", "console-open", "warning", camera({ ports: [tcp(9527, "console")] })],
  ["something else there", "console-open", null, camera({ ports: [tcp(9999, "serial-setup")] })],
  ["FTP", "ftp-open", "advice", camera({ ports: [tcp(21)] })],
  ["no FTP", "ftp-open", null, camera({ ports: [tcp(20)] })],
  ["a smart plug with the same number", "console-open", null, device("other", { ports: [tcp(9999, "console")] })],
  ["a program on a computer", "serial-open", null, device("other", { ports: [tcp(4001, "serial")] })],
  ["a page where Telnet often is", "telnet-open", null, camera({ ports: [tcp(2323, "web")] })],
  ["a serial line", "serial-open", "advice", device("bridge", { ports: [tcp(10_001, "serial")] })],
  ["a panel's own port", "serial-open", null, device("panel", { ports: [tcp(10_001, "panel")] })],
  ["a recorder on Windows", "remote-desktop-open", "advice", recorder({ ports: [tcp(3389)] })],
  ["an office computer", "remote-desktop-open", null, device("other", { ports: [tcp(3389)] })],
  ["pictures for everybody", "rtsp-without-login", "problem", camera(), open("rtsp")],
  ["pictures for nobody", "rtsp-without-login", null, camera(), open("snapshot")],
  ["snapshots for everybody", "snapshot-without-login", "problem", camera(), open("snapshot")],
  ["no snapshots", "snapshot-without-login", null, camera(), open("rtsp")],
  ["stream addresses for everybody", "media-without-login", "advice", camera(), open("onvif-media")],
  ["no stream addresses", "media-without-login", null, camera()],
  ["only HTTP", "http-only", "advice", camera({ ports: [tcp(80, "web")], sources: ["port"] })],
  ["HTTPS, too", "http-only", null, camera({ ports: [tcp(80), tcp(443)], sources: ["port"] })],
  ["a certificate", "http-only", null, camera({ ports: [tcp(80)], certificates: [certificate()], sources: ["port"] })],
  ["what it says of itself is not all", "http-only", null, camera({ ports: [tcp(80, "web")], sources: ["sadp"] })],
  ["a printer", "http-only", null, device("other", { ports: [tcp(80)], sources: ["port"] })],
];

export const DEVICE_FINDING_CASES: readonly DeviceFindingCase[] = [
  ...NETWORK,
  ...SETUP,
  ...FIRMWARE,
  ...EXPOSURE,
  ...CERTIFICATE_CASES,
];

/** The site of a case: the device, the others, and what is known beside the scan. */
export const siteOf = ([, , , one, site]: DeviceFindingCase): [PlainDevice, PlainDevice[], RiskContext] => [
  one,
  [one, ...(site?.others ?? [])],
  context(site?.context),
];
