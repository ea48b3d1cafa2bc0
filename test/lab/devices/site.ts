import { silent, web } from "./answers/http.ts";
import { broadcastDevices } from "./broadcast-devices.ts";
import { cameraDevices } from "./camera-devices.ts";
import { dahuaDevices } from "./dahua-devices.ts";
import { digestCamera, hikvisionDevices } from "./hikvision-devices.ts";
import { hostileDevices } from "./hostile-devices.ts";
import { sadp } from "./answers/sadp.ts";
import type { Site, SiteDevice } from "./model.ts";
import { otherDevices } from "./other-devices.ts";

/** The catalogue of sites. */

const router = otherDevices.filter(({ daemon }) => daemon === "router");
const customerDevices = [
  ...hikvisionDevices,
  digestCamera,
  ...dahuaDevices,
  ...broadcastDevices,
  ...cameraDevices,
  ...otherDevices,
];
const bothNetworks = ["192.168.1.0/24", "10.10.0.0/24"];

/** The common camera, for sites that are about numbers: every fourth also tells of itself. */
function plainCamera(index: number, address: string, prefixLength: number): SiteDevice {
  const mac = `44:19:b6:70:${[index >> 8, index & 0xff].map((byte) => byte.toString(16).padStart(2, "0")).join(":")}`;
  const serialNumber = `DS-2CD2143G2-I20210412AAWRF${String(10_000_000 + index)}`;
  const tells = index % 4 === 0;
  return {
    name: `camera-${index + 1}`,
    brand: "Hikvision",
    role: "camera",
    model: "DS-2CD2143G2-I",
    serialNumber,
    cards: [{ segment: "lan", address: `${address}/${prefixLength}`, mac, gateway: "192.168.1.1" }],
    carries: tells ? ["brand", "role", "model", "serialNumber"] : [],
    udp: tells
      ? [
          sadp(
            {
              description: "DS-2CD2143G2-I",
              serialNumber,
              mac,
              address,
              mask: "255.255.255.0",
              gateway: "192.168.1.1",
              firmware: "V5.7.3build 220315",
              activated: true,
            },
            "unicast",
          ),
        ]
      : [],
    tcp: [web(80, { title: "index" }), ...silent(554, 8_000)],
  };
}

/** Cameras spread over a prefix, the first addresses left to the router and the laptop. */
function cameras(count: number, addressOf: (index: number) => string, prefixLength = 24): SiteDevice[] {
  return Array.from({ length: count }, (_, index) => plainCamera(index, addressOf(index), prefixLength));
}

const sites: readonly Site[] = [
  {
    name: "customer",
    summary:
      "recorders, cameras, panels and everything else of a customer, two laptop cards, a third subnet on the cable",
    devices: customerDevices,
    ranges: bothNetworks,
    findings: ["address-conflict"],
  },
  {
    name: "hostile",
    summary: "the same with devices that lie, pour and stall",
    devices: [...customerDevices, ...hostileDevices],
    ranges: bothNetworks,
    findings: ["address-conflict"],
  },
  {
    name: "flood",
    summary: "5,000 devices that do not exist answer beside the customer's",
    devices: customerDevices,
    ranges: bothNetworks,
    flood: 5_000,
    findings: [],
  },
  {
    name: "slash24",
    summary: "40 cameras in a /24, for the bench",
    devices: [...router, ...cameras(40, (index) => `192.168.1.${60 + index * 4}`)],
    ranges: ["192.168.1.0/24"],
    findings: [],
  },
  {
    name: "slash22",
    summary: "40 cameras in a /22, for the bench",
    devices: [...router, ...cameras(40, (index) => `192.168.${index % 4}.${100 + index * 3}`, 22)],
    ranges: ["192.168.0.0/22"],
    lanPrefixLength: 22,
    findings: [],
  },
  {
    name: "slash16",
    summary: "40 cameras in a /16 that somebody confirmed",
    devices: [...router, ...cameras(40, (index) => `192.168.${index * 6}.${100 + index}`, 16)],
    ranges: ["192.168.0.0/16"],
    lanPrefixLength: 16,
    findings: [],
  },
  {
    name: "crowd",
    summary: "300 cameras in a /22",
    devices: [...router, ...cameras(300, (index) => `192.168.${index % 4}.${100 + (index >> 2)}`, 22)],
    ranges: ["192.168.0.0/22"],
    lanPrefixLength: 22,
    findings: [],
  },
  {
    name: "isolated",
    summary: "a guests' network: nobody but the router can be reached",
    devices: customerDevices,
    ranges: bothNetworks,
    isolated: true,
    findings: [],
  },
  { name: "empty", summary: "nobody but the router", devices: router, ranges: bothNetworks, findings: [] },
];

export const siteNames: readonly string[] = sites.map(({ name }) => name);

/** @throws Error that lists the sites when there is none of that name. */
export function siteByName(name: string): Site {
  const site = sites.find((candidate) => candidate.name === name);
  if (site === undefined) throw new Error(`no site "${name}"; there are: ${siteNames.join(", ")}`);
  return site;
}

export const siteList: readonly Pick<Site, "name" | "summary">[] = sites;
