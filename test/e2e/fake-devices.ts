import type { Device, DeviceFinding } from "#core/lan/device.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { DeviceRole, Sighting, SightingSource } from "#core/lan/sighting.ts";
import { assertNever } from "#core/never.ts";
import { message } from "#core/nat/diagnosis.ts";

/** Scripted devices for the window's tests. */
export type FakeDevices = "three" | "shared" | "many" | "hostile" | "none" | "flood";

/** A site of some size, and a flood that nobody could look through. */
const MANY = 300;
const FLOOD = 5_000;

type Draft = {
  number: number;
  role: DeviceRole;
  brand?: string;
  model?: string;
  firmware?: string;
  name?: string;
  address?: string;
  ports?: readonly (readonly [port: number, service: string | null])[];
  activated?: boolean;
  inOwnNetwork?: boolean;
  findings?: DeviceFinding[];
  source?: SightingSource;
};

const said = <T>(value: T, source: SightingSource) => ({ value, source, confidence: 0.95, otherwise: [] });

const macOf = (number: number): string =>
  `02:00:5e:${[number >> 16, (number >> 8) & 0xff, number & 0xff].map((byte) => byte.toString(16).padStart(2, "0")).join(":")}`;

function device(draft: Draft): Device {
  const source = draft.source ?? "onvif-discovery";
  const address = draft.address ?? `192.168.${1 + Math.floor(draft.number / 250)}.${(draft.number % 250) + 2}`;
  const mac = macOf(draft.number);
  const text = (value: string | undefined) => (value === undefined ? null : said(value, source));
  const ports = (draft.ports ?? []).map(([port, service]) => ({ transport: "tcp" as const, port, service }));
  return {
    id: `mac:${mac}`,
    keys: [`mac:${mac}`],
    brand: text(draft.brand),
    model: text(draft.model),
    firmware: text(draft.firmware),
    serialNumber: text(`SN${1_000_000 + draft.number}`),
    name: text(draft.name),
    role: said(draft.role, source),
    macs: [mac],
    maker: draft.brand === undefined ? "Example Electronics" : null,
    addresses: [{ address, interfaceName: "eth0", mac, inOwnNetwork: draft.inOwnNetwork ?? true, seen: true }],
    ports,
    links: ports.flatMap(({ port, service }) => [
      ...(service === "web"
        ? [{ kind: "web" as const, url: `http://${address}${port === 80 ? "" : `:${port}`}/` }]
        : []),
      ...(service === "rtsp" ? [{ kind: "rtsp" as const, url: `rtsp://${address}:${port}/` }] : []),
    ]),
    network: { prefixLength: 24, gateway: "192.168.1.1", dnsServers: ["192.168.1.1"], dhcp: false },
    activated: draft.activated ?? null,
    channels: draft.role === "recorder" ? { analog: 0, network: 16 } : null,
    clockOffsetSeconds: draft.role === "recorder" ? 7_260 : 1,
    certificates: [],
    findings: draft.findings ?? [],
    sources: [source, "neighbour", "port"],
  };
}

/** Texts that the catalogue has in any case: these tests are about how findings are shown, not about what they say. */
const finding = (
  severity: DeviceFinding["severity"],
  key: string,
  args: Record<string, string> = {},
): DeviceFinding => ({
  code: key,
  severity,
  title: message(`ui.inspect.failed.${key}`, args),
  whatToDo: message(`ui.inspect.failedNext.${key}`, args),
  links: severity === "problem" ? [{ label: "CVE-2021-36260", url: "https://nvd.example/CVE-2021-36260" }] : [],
  sources: ["http"],
});

const RECORDER_PORTS = [
  [80, "web"],
  [554, "rtsp"],
  [8000, "hikvision"],
  [49_152, null],
] as const;

const RECORDER_DRAFT: Omit<Draft, "number"> = {
  role: "recorder",
  brand: "Hikvision",
  model: "DS-7616NI-K2/16P",
  firmware: "V4.30.005 build 191115",
  source: "sadp",
  ports: RECORDER_PORTS,
};

const RECORDER: Device = {
  ...device({
    ...RECORDER_DRAFT,
    number: 1,
    address: "192.168.1.64",
    findings: [finding("problem", "refused"), finding("warning", "silent")],
  }),
  firmware: {
    ...said("V4.30.005 build 191115", "sadp"),
    otherwise: [{ value: "V4.30.004", source: "onvif" }],
  },
};

const CAMERA = device({
  number: 2,
  role: "camera",
  brand: "AXIS",
  model: "AXIS P3245-LVE",
  firmware: "10.12.114",
  name: "Entrance north",
  address: "192.168.1.70",
  ports: [
    [80, "web"],
    [554, "rtsp"],
  ],
});

const LOST_CAMERA = device({
  number: 3,
  role: "camera",
  brand: "Dahua",
  model: "IPC-HDW2431T",
  source: "dhdiscover",
  address: "192.168.7.108",
  activated: false,
  inOwnNetwork: false,
  findings: [{ ...finding("problem", "silent"), code: "wrong-subnet" }],
});

/** Two of these, fresh from their boxes. */
const SHARED_DRAFT: Omit<Draft, "number"> = {
  role: "camera",
  brand: "Dahua",
  model: "IPC-HDW2431T",
  address: "192.168.1.108",
  ports: [[80, "web"]],
  findings: [{ ...finding("problem", "silent"), code: "duplicate-address" }],
};

const MAKERS = [
  ["Hikvision", "DS-2CD2143G2-I", "V5.7.3 build 220112"],
  ["Dahua", "IPC-HFW2431S-S-S2", "2.800.0000000.27.R"],
  ["AXIS", "AXIS M3106-L Mk II", "10.12.130"],
  ["Hanwha Vision", "QNV-8080R", "1.41.13"],
  ["Uniview", "IPC2324LB-SFZ28K-G", "QIPC-B2202.20.9"],
] as const;

/** Mostly cameras, as on any large site. */
function oneOfMany(number: number): Device {
  const [brand, model, firmware] = MAKERS[number % MAKERS.length] ?? MAKERS[0];
  if (number % 60 === 0) return device({ ...RECORDER_DRAFT, number });
  if (number % 41 === 0) return device({ number, role: "unknown", source: "neighbour" });
  if (number % 37 === 0)
    return device({
      number,
      role: "panel",
      brand: "Jablotron",
      model: "JA-107K",
      source: "http",
      ports: [[80, "web"]],
    });
  if (number % 53 === 0)
    return device({ number, role: "door-station", brand: "2N", model: "IP Verso", name: "Gate", source: "mdns" });
  return device({
    number,
    role: "camera",
    brand,
    model,
    firmware,
    ...(number % 3 === 0 && { name: `Camera ${number}` }),
    ports: [
      [80, "web"],
      [554, "rtsp"],
    ],
    activated: number % 97 !== 0,
    findings:
      number % 11 === 0 ? [finding("problem", "refused")] : number % 5 === 0 ? [finding("warning", "silent")] : [],
  });
}

/** What a device may call itself. */
export const SCRIPT_NAME = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const HOSTILE: readonly Device[] = [
  device({ number: 1, role: "camera", name: SCRIPT_NAME, brand: "<b>Brand</b>", model: `=HYPERLINK("http://x")` }),
  device({ number: 2, role: "camera", name: "W".repeat(200), model: "無線カメラ-屋外用", firmware: "9".repeat(200) }),
  device({ number: 3, role: "recorder", name: "كاميرا المدخل (2)", model: "שלום-200" }),
  {
    ...device({ number: 4, role: "other", name: "=cmd|' /C calc'!A0", ports: [[80, "web"]] }),
    links: [
      { kind: "web", url: "javascript:document.title='owned'" },
      { kind: "web", url: "http://203.0.113.9/phish" },
      { kind: "web", url: "http://admin:admin@192.168.1.6/" },
    ],
  },
];

export function fakeDevices(which: FakeDevices): Device[] {
  const count = (length: number): Device[] => Array.from({ length }, (_, index) => oneOfMany(index + 1));
  switch (which) {
    case "none":
      return [];
    case "three":
      return [RECORDER, CAMERA, LOST_CAMERA];
    case "shared":
      return [3, 4].map((number) => device({ ...SHARED_DRAFT, number }));
    case "hostile":
      return [...HOSTILE];
    case "many":
      return count(MANY);
    case "flood":
      return count(FLOOD);
    default:
      return assertNever(which);
  }
}

function siteFindings(which: FakeDevices): DeviceFinding[] {
  if (which === "none") return [finding("problem", "silent"), finding("advice", "not-supported")];
  return which === "shared" ? [{ ...finding("problem", "refused"), code: "address-conflict" }] : [];
}

const sightingOf = (one: Device): Sighting => ({
  source: one.sources[0] ?? "neighbour",
  address: one.addresses[0]?.address ?? "192.168.1.2",
  port: 37_020,
  interfaceName: "eth0",
  atMs: 120,
  claims: { mac: one.macs[0], ...(one.model && { model: one.model.value }) },
  raw: `<ProbeMatch><DeviceDescription>${one.model?.value ?? ""}</DeviceDescription></ProbeMatch>`,
});

export function fakeScan(
  which: FakeDevices,
  startedAt: Date,
  request: ScanRecord["request"],
  kept = 2_000,
): ScanRecord {
  const devices = fakeDevices(which);
  return {
    format: "farsite-scan",
    version: 1,
    scanId: crypto.randomUUID(),
    startedAt: startedAt.toISOString(),
    durationMs: 5_400,
    farsiteVersion: "0.1.0",
    cancelled: false,
    request,
    circumstances: {
      adapters: [
        {
          name: "eth0",
          adapterKind: "ethernet",
          addresses: [{ address: "192.168.1.23", prefixLength: 24 }],
          used: true,
        },
      ],
      firewalls: [],
      refusedSends: [],
      gateways: ["192.168.1.1"],
      vpnHoldsDefaultRoute: false,
      addressesSwept: 254,
      addressesAlive: devices.length,
      portsTried: devices.length * 40,
      sightingsDropped: Math.max(0, devices.length - kept),
      unfinished: [],
    },
    sightings: devices.slice(0, kept).map(sightingOf),
    devices: devices.slice(0, kept),
    findings: siteFindings(which),
  };
}
