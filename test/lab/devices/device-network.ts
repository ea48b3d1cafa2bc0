import type { Cidr } from "../cidr.ts";
import { networkText } from "../cidr.ts";
import type { Cable, HostPlan, NetworkPlan } from "../network-plan.ts";
import type { Card, DaemonName, Segment, Site, SiteDevice } from "./model.ts";

/**
 * The cables of a site. The devices of one segment live together in one namespace, a "room", each at the end of a cable of its
 * own with its own hardware address: the kernel answers ARP for an address on that cable only, and a rule for every
 * address sends what comes from it back by the same cable. Two devices on one address need two rooms.
 */

/** Where the player of a room hears what is sent to all: one ear for the whole room, else every question came once a device. */
export const EAR_ADDRESS = "192.0.2.1";
const EAR = "ear";
export const ROUTER_ADDRESS = "192.168.1.1";
const WAN_ADDRESS: Cidr = "25.0.113.2/24";
export const laptopCards = {
  lan: { interfaceName: "eth0", host: "192.168.1.50", mac: "3c:97:0e:00:01:50" },
  field: { interfaceName: "eth1", host: "10.10.0.50", mac: "3c:97:0e:00:00:50" },
} as const;

/** A namespace with devices, and which cards of them. */
export interface Room {
  readonly host: string;
  readonly segment: Segment;
  readonly cards: readonly RoomCard[];
}

export interface RoomCard {
  readonly device: SiteDevice;
  readonly card: Card;
  /** Which of the device's cards it is. */
  readonly index: number;
  readonly interfaceName: string;
  /** On the site, for names and routing tables. */
  readonly number: number;
}

/** The namespaces of the real programs: up to ten letters. */
const daemonHosts: Readonly<Record<DaemonName, string>> = {
  "axis-camera": "avahi",
  television: "minidlna",
  computer: "wsdd",
  switch: "snmpd",
  storage: "nginx",
  "rtsp-camera": "gstrtsp",
  router: "router",
};
export const hostOfDaemon = (daemon: DaemonName): string => daemonHosts[daemon];

export const addressOnly = ({ address }: Card): string => address.slice(0, address.indexOf("/"));

/** Devices of one segment, put into as few rooms as their addresses allow. */
export function roomsOf(site: Site): Room[] {
  const rooms: { host: string; segment: Segment; cards: RoomCard[] }[] = [];
  let number = 0;
  for (const device of site.devices) {
    if (device.daemon !== undefined) continue;
    for (const [index, card] of device.cards.entries()) {
      number += 1;
      const isFree = (room: (typeof rooms)[number]) =>
        room.segment === card.segment && room.cards.every((other) => addressOnly(other.card) !== addressOnly(card));
      let room = rooms.find(isFree);
      if (room === undefined) {
        room = { host: `${card.segment}${rooms.length}`, segment: card.segment, cards: [] };
        rooms.push(room);
      }
      room.cards.push({ device, card, index, interfaceName: `d${number}`, number });
    }
  }
  return rooms;
}

/** More than these, and their own entries about the laptop would fill the table of neighbours that all namespaces share. */
const manyDevices = 100;

export function planDevices(site: Site): NetworkPlan {
  const rooms = roomsOf(site);
  const daemons = site.devices.filter(({ daemon }) => daemon !== undefined);
  const knowLaptop = site.devices.length > manyDevices;
  const cables: Cable[] = [
    ...rooms.flatMap((room) => [
      cableTo(room.host, EAR, `e-${room.host}`),
      ...room.cards.map(({ card, interfaceName, number }) => cableTo(room.host, interfaceName, `p${number}`, card.mac)),
    ]),
    ...daemons.map((device) => {
      const host = hostOfDaemon(device.daemon ?? "router");
      return cableTo(host, host === "router" ? "lan" : "eth0", `p-${host}`, device.cards[0].mac);
    }),
    ...Object.entries(laptopCards).map(([segment, { interfaceName, mac }]) =>
      cableTo("laptop", interfaceName, `p-${segment}`, mac),
    ),
    cableTo("router", "wan", "p-wan"),
  ];
  const inSegment = (segment: Segment): string[] => [
    ...rooms.flatMap((room) =>
      room.segment === segment ? [`e-${room.host}`, ...room.cards.map(({ number }) => `p${number}`)] : [],
    ),
    ...daemons
      .filter(({ cards }) => cards[0].segment === segment)
      .map((device) => `p-${hostOfDaemon(device.daemon ?? "router")}`),
    `p-${segment}`,
  ];
  const bridges = (["lan", "field"] as const).map((segment) => ({ name: `br-${segment}`, ports: inSegment(segment) }));
  const wires: HostPlan = {
    ...bare("wires"),
    bridges,
    up: [...bridges.map(({ name }) => name), ...bridges.flatMap(({ ports }) => ports), "p-wan"],
    // The router's port alone reaches the others, as an access point has it.
    routes:
      site.isolated === true
        ? bridges
            .flatMap(({ ports }) => ports)
            .filter((port) => port !== "p-router")
            .map((port) => `link set ${port} type bridge_slave isolated on`)
        : [],
  };
  return {
    hosts: [wires, laptopPlan(site), ...daemons.map(daemonPlan), ...rooms.map((room) => roomPlan(room, knowLaptop))],
    cables,
  };
}

const cableTo = (host: string, interfaceName: string, port: string, mac?: string): Cable => ({
  from: [host, interfaceName],
  to: ["wires", port],
  ...(mac === undefined ? {} : { mac }),
});

const bare = (host: string): HostPlan => ({
  host,
  forwards: false,
  bridges: [],
  up: [],
  addresses: [],
  defaultGateway: null,
  nameServer: null,
  ruleset: null,
});

function laptopPlan({ lanPrefixLength = 24 }: Site): HostPlan {
  const { lan, field } = laptopCards;
  return {
    ...bare("laptop"),
    up: [lan.interfaceName, field.interfaceName],
    addresses: [
      { interfaceName: lan.interfaceName, cidr: `${lan.host}/${lanPrefixLength}` },
      { interfaceName: field.interfaceName, cidr: `${field.host}/24` },
    ],
    defaultGateway: ROUTER_ADDRESS,
    // As desktop distributions have it: what comes from nowhere known is dropped.
    settings: { "ipv4/conf/*/rp_filter": "2" },
    ipv6: [],
  };
}

function daemonPlan(device: SiteDevice): HostPlan {
  const host = hostOfDaemon(device.daemon ?? "router");
  const [card] = device.cards;
  if (host === "router") {
    return {
      ...bare(host),
      forwards: true,
      up: ["lan", "wan"],
      addresses: [
        { interfaceName: "lan", cidr: card.address },
        { interfaceName: "wan", cidr: WAN_ADDRESS },
      ],
      ruleset: routerRules,
    };
  }
  return {
    ...bare(host),
    up: ["eth0"],
    addresses: [{ interfaceName: "eth0", cidr: card.address }],
    defaultGateway: card.gateway,
    ipv6: [],
  };
}

/** The chains that miniupnpd writes into; nobody is behind its outside. */
const routerRules = `
table inet filter {
chain miniupnpd { }
chain prerouting_miniupnpd { }
chain postrouting_miniupnpd { }
chain forward { type filter hook forward priority 0; policy drop; jump miniupnpd; }
chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; }
chain postrouting { type nat hook postrouting priority 100; oifname "wan" masquerade; jump postrouting_miniupnpd; }
}
`;

function roomPlan({ host, segment, cards }: Room, knowLaptop: boolean): HostPlan {
  const commands = cards.flatMap(({ card, interfaceName, number }) => {
    const address = addressOnly(card);
    const table = `table ${1_000 + number}`;
    const laptop = laptopCards[segment];
    return [
      // Without a route of its own in the main table: it would be one of many to the same network.
      `address add ${card.address} brd + dev ${interfaceName} noprefixroute`,
      `rule add from ${address} lookup ${1_000 + number}`,
      `route add ${networkText(card.address)} dev ${interfaceName} src ${address} ${table}`,
      ...(card.gateway === null ? [] : [`route add default via ${card.gateway} dev ${interfaceName} ${table} onlink`]),
      ...(knowLaptop ? [`neigh add ${laptop.host} lladdr ${laptop.mac} dev ${interfaceName} nud permanent`] : []),
    ];
  });
  const firewalled = cards.filter(({ device }) => device.firewalled === true).map(({ card }) => addressOnly(card));
  const closed = firewalled.length === 0 ? "" : `ip daddr { ${firewalled.join(", ")} } drop`;
  return {
    ...bare(host),
    up: [EAR, ...cards.map(({ interfaceName }) => interfaceName)],
    routes: [`address add ${EAR_ADDRESS}/32 dev ${EAR}`, ...commands],
    settings: {
      "ipv4/conf/*/rp_filter": "0",
      // Only on the cable that has the address, and with its own address as the sender.
      "ipv4/conf/*/arp_ignore": "1",
      "ipv4/conf/*/arp_announce": "2",
      ...Object.fromEntries(
        cards
          .filter(({ device }) => device.ipv6 === true)
          .flatMap(({ interfaceName }) => [
            // Else its address is on trial for a second, and nothing goes out from it.
            [`ipv6/conf/${interfaceName}/accept_dad`, "0"],
            [`ipv6/conf/${interfaceName}/disable_ipv6`, "0"],
          ]),
      ),
    },
    ruleset: `
table inet room {
chain input {
type filter hook input priority 0; policy accept;
iifname != "${EAR}" meta nfproto ipv4 meta pkttype { broadcast, multicast } drop
${closed}
}
}
`,
  };
}
