import type { DeviceFinding } from "#core/lan/device.ts";
import type { KnownForward, PlainDevice, SiteFindingInput } from "#core/lan/device-findings.ts";
import type { ScanCircumstances, ScanRequest } from "#core/lan/scan-record.ts";
import { at, device } from "./imagined-devices.ts";

/** An imagined scan, and the finding that it must have, or with severity null must not have. */
export type SiteFindingCase = [
  name: string,
  code: string,
  severity: DeviceFinding["severity"] | null,
  input: SiteFindingInput,
];

type Adapter = ScanCircumstances["adapters"][number];

const adapter = (more: Partial<Adapter> = {}): Adapter => ({
  name: "eth0",
  adapterKind: "ethernet",
  addresses: [{ address: "192.168.1.20", prefixLength: 24 }],
  used: true,
  ...more,
});

const wifi = adapter({ name: "wlan0", adapterKind: "wifi" });
const vpn = adapter({ name: "wg0", adapterKind: "tunnel", used: false });

/** A scan of the whole network by cable, at which a dozen computers and no camera answered. */
function scan(
  more: Partial<ScanCircumstances> = {},
  request: Partial<ScanRequest> = {},
  rest: Partial<SiteFindingInput> = {},
): SiteFindingInput {
  return {
    devices: [],
    circumstances: {
      adapters: [adapter()],
      firewalls: [],
      refusedSends: [],
      gateways: ["192.168.1.1"],
      vpnHoldsDefaultRoute: false,
      addressesSwept: 254,
      addressesAlive: 12,
      portsTried: 400,
      sightingsDropped: 0,
      unfinished: [],
      ...more,
    },
    request: { ranges: ["192.168.1.0/24"], sweep: true, byHand: [], ...request },
    ...rest,
  };
}

const camera = device("camera");
const withCamera = { devices: [camera] };
const refused = (code: string): Pick<ScanCircumstances, "refusedSends"> => ({
  refusedSends: [{ interfaceName: "eth0", code, count: 3 }],
});
const forward = (internalAddress: string): KnownForward => ({
  transport: "tcp",
  externalPort: 8000,
  internalAddress,
  internalPort: 8000,
  description: null,
});
const rival = (mac: string, more: Partial<PlainDevice> = {}): PlainDevice =>
  device("camera", { id: `mac:${mac}`, macs: [mac], addresses: [at("192.168.1.64")], ...more });

export const SITE_FINDING_CASES: readonly SiteFindingCase[] = [
  ["only computers", "nothing-found", "warning", scan()],
  ["only a router and a printer", "nothing-found", "warning", scan({}, {}, { devices: [device("router")] })],
  ["one neighbour, no router", "nothing-found", "warning", scan({ gateways: [], addressesAlive: 1 })],
  ["a camera", "nothing-found", null, scan({}, {}, withCamera)],
  ["no cable", "no-adapter", "problem", scan({ adapters: [adapter({ addresses: [], used: false })], gateways: [] })],
  [
    "only its own loop",
    "no-adapter",
    "problem",
    scan({ adapters: [adapter({ adapterKind: "loopback", used: false })] }),
  ],
  ["a VPN and nothing else", "no-adapter", null, scan({ adapters: [vpn] })],
  ["a VPN and nothing else", "only-vpn", "problem", scan({ adapters: [vpn] })],
  ["a VPN beside a cable", "only-vpn", null, scan({ adapters: [vpn, adapter()] })],
  [
    "no DHCP",
    "laptop-without-dhcp",
    "problem",
    scan({ adapters: [adapter({ addresses: [{ address: "169.254.3.4", prefixLength: 16 }] })] }),
  ],
  ["DHCP on one of two cards", "laptop-without-dhcp", null, scan()],
  ["macOS says no", "sends-refused", "problem", scan(refused("EHOSTUNREACH"))],
  ["a firewall says no", "sends-refused", "problem", scan({ ...refused("EPERM"), gateways: [] })],
  ["no, and yet a camera", "sends-refused", "warning", scan(refused("EHOSTUNREACH"), {}, withCamera)],
  ["no router to reach", "sends-refused", null, scan({ ...refused("EHOSTUNREACH"), gateways: [] })],
  ["no multicast route", "sends-refused", null, scan(refused("ENETUNREACH"))],
  [
    "a card that is not used",
    "sends-refused",
    null,
    scan({ ...refused("EPERM"), adapters: [adapter({ used: false })] }),
  ],
  ["a VPN takes all", "vpn-in-the-way", "warning", scan({ vpnHoldsDefaultRoute: true })],
  ["no VPN", "vpn-in-the-way", null, scan()],
  [
    "Windows in a public network",
    "laptop-firewall",
    "warning",
    scan({ firewalls: [{ name: "Windows", state: "on" }] }),
  ],
  ["nobody knows", "laptop-firewall", null, scan({ firewalls: [{ name: "ufw", state: "unknown" }] })],
  [
    "cameras in spite of it",
    "laptop-firewall",
    null,
    scan({ firewalls: [{ name: "ufw", state: "on" }] }, {}, withCamera),
  ],
  ["only the router, by Wi-Fi", "guest-wifi", "warning", scan({ adapters: [wifi], addressesAlive: 1 })],
  ["only the router, by cable", "guest-wifi", null, scan({ addressesAlive: 1 })],
  ["only the router, by cable", "isolated-port", "warning", scan({ addressesAlive: 1 })],
  ["only the router, so far", "isolated-port", null, scan({ addressesAlive: 1, unfinished: ["sweep"] })],
  ["only the router, by Wi-Fi", "isolated-port", null, scan({ adapters: [wifi], addressesAlive: 1 })],
  ["nobody", "nobody-answers", "warning", scan({ addressesAlive: 0 })],
  ["nobody was asked", "nobody-answers", null, scan({ addressesAlive: 0, addressesSwept: 0 }, { sweep: false })],
  ["computers", "other-network", "warning", scan()],
  ["two routers", "other-network", null, scan({ gateways: ["192.168.1.1", "192.168.1.2"], addressesAlive: 2 })],
  ["computers by Wi-Fi", "only-wifi", "advice", scan({ adapters: [wifi] })],
  ["by both", "only-wifi", null, scan({ adapters: [wifi, adapter()] })],
  ["discovery only", "not-swept", "advice", scan({ addressesSwept: 0 }, { sweep: false })],
  ["swept", "not-swept", null, scan()],
  ["a quarter", "range-too-small", "advice", scan({}, { ranges: ["192.168.1.0/26"] })],
  ["in two halves", "range-too-small", null, scan({}, { ranges: ["192.168.1.0/25", "192.168.1.128/25"] })],
  ["more than there is", "range-too-small", null, scan({}, { ranges: ["192.168.0.0/16"] })],
  ["discovery only", "range-too-small", null, scan({}, { sweep: false, ranges: [] })],
  [
    "two on the factory address",
    "address-conflict",
    "problem",
    scan({}, {}, { devices: [rival("02:00:00:00:00:01"), rival("02:00:00:00:00:02")] }),
  ],
  ["one on the factory address", "address-conflict", null, scan({}, {}, { devices: [rival("02:00:00:00:00:01")] })],
  ["made-up devices", "flood", "warning", scan({ sightingsDropped: 3_000 })],
  ["a chatty media server", "flood", null, scan({ sightingsDropped: 40 })],
  ["no flood", "flood", null, scan()],
  ["a slow network", "unfinished-sweep", "warning", scan({ unfinished: ["sweep"] })],
  ["all was tried", "unfinished-sweep", null, scan({ unfinished: ["fingerprints"] })],
  ["slow devices", "unfinished-looks", "advice", scan({ unfinished: ["fingerprints"] })],
  ["all was looked at", "unfinished-looks", null, scan()],
  ["a camera that is gone", "forward-to-nobody", "advice", scan({}, {}, { forwards: [forward("192.168.1.77")] })],
  [
    "a camera that is there",
    "forward-to-nobody",
    null,
    scan({}, {}, { ...withCamera, forwards: [forward("192.168.1.50")] }),
  ],
  ["this laptop", "forward-to-nobody", null, scan({}, {}, { forwards: [forward("192.168.1.20")] })],
  ["beyond the range", "forward-to-nobody", null, scan({}, {}, { forwards: [forward("192.168.9.77")] })],
  [
    "perhaps not reached yet",
    "forward-to-nobody",
    null,
    scan({ unfinished: ["sweep"] }, {}, { forwards: [forward("192.168.1.77")] }),
  ],
  ["no router told", "forward-to-nobody", null, scan()],
];
