import { addressOf, contains, networkText, type Cidr } from "./cidr.ts";
import { withIpv6 } from "./ipv6-plan.ts";
import {
  accessNetwork,
  coreNetwork,
  laptopAddress,
  recorderAddress,
  secondAccessNetwork,
  serverAddresses,
} from "./internet.ts";
import { layerRuleset, providerRuleset } from "./nftables.ts";
import { secondWan, wayRoutes } from "./second-way.ts";
import { outermostLayer, type Layer, type Topology } from "./topology.ts";
import { hasVpn, vpnServerPlan } from "./vpn.ts";

/** What has to be set up inside one host's namespace. */
export interface HostPlan {
  readonly host: string;
  readonly forwards: boolean;
  /** `isolated`: its ports reach the host itself and not each other. */
  readonly bridges: readonly {
    readonly name: string;
    readonly ports: readonly string[];
    readonly isolated?: boolean;
  }[];
  /** Interfaces to switch on that have something at the other end of their cable. */
  readonly up: readonly string[];
  /** Interfaces to switch on that have not; the other end stays off. */
  readonly unplugged?: readonly string[];
  readonly addresses: readonly { readonly interfaceName: string; readonly cidr: Cidr }[];
  readonly defaultGateway: string | null;
  /** Further commands of ip(8), once the links are up. */
  readonly routes?: readonly string[];
  /** Null: the host was told no name server. */
  readonly nameServer: string | null;
  readonly ruleset: string | null;
  /** Commands of ip(8) once IPv6 is switched on; absent: it stays off. */
  readonly ipv6?: readonly string[];
  /** Further settings below /proc/sys/net; `*` stands for every interface. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A cable between two hosts, by host and interface. */
export interface Cable {
  readonly from: readonly [host: string, interfaceName: string];
  readonly to: readonly [host: string, interfaceName: string];
  /** Each way; absent: none. */
  readonly delayMs?: number;
  /** Hardware address of the first end; absent: a random one. */
  readonly mac?: string;
}

export interface NetworkPlan {
  readonly hosts: readonly HostPlan[];
  readonly cables: readonly Cable[];
}

/** Boxes one behind the other, who is plugged into the innermost, and where the outermost is plugged in. */
interface Chain {
  readonly ends: readonly (readonly [host: string, interfaceName: string])[];
  readonly layers: readonly Layer[];
  readonly outwards: { readonly host: string; readonly network: Cidr };
}

const portTo = (host: string) => `p-${host}`;
const secondPortTo = (host: string) => `p2-${host}`;
const internetDns = serverAddresses.dns[0];
/** What NetworkManager gives a wireless adapter; a cable has less, and the system takes the least. */
const secondUplinkMetric = 600;

/** Turns a topology into hosts and cables. @throws Error when its addresses do not fit together. */
export function planNetwork(topology: Topology): NetworkPlan {
  const chains = chainsOf(topology);
  const cables = chains.flatMap((chain) => cablesOf(topology, chain));
  const pluggedInto = (host: string) => cables.filter(({ to }) => to[0] === host).map(({ from }) => from[0]);
  const boxes = chains.flatMap((chain) => {
    return chain.layers.map((layer, index) => {
      const next = chain.layers[index + 1];
      return boxPlan(topology, layer, pluggedInto(layer.host), next === undefined ? chain.outwards.host : next.host);
    });
  });
  const subscribers = pluggedInto("isp");
  const lines = boxes.filter(({ addresses }) => addresses.some(({ interfaceName }) => interfaceName === secondWan));
  cables.push(...lines.map(({ host }): Cable => ({ from: [host, secondWan], to: ["isp", secondPortTo(host)] })));
  const servers = serverPlans(topology);
  cables.push(...servers.map(({ host }): Cable => ({ from: [host, "eth0"], to: ["isp", portTo(host)] })));
  const hosts = [
    laptopPlan(topology),
    endHost("recorder", [recorderAddress], gatewayOf(topology), gatewayOf(topology)),
    ...(topology.secondSite ? [endHost("laptop2", [laptopAddress], addressOf(topology.secondSite.inside), null)] : []),
    ...boxes,
    providerPlan(topology, subscribers, lines, servers),
    ...servers,
  ];
  return withIpv6({ hosts, cables }, topology);
}

const gatewayOf = ({ layers: [home] }: Topology): string => addressOf(home.inside);

function chainsOf(topology: Topology): Chain[] {
  const { layers, access, secondUplink, secondSite } = topology;
  const outermost = outermostLayer(topology);
  const toProvider = { host: "isp", network: access.network ?? accessNetwork };
  return [
    {
      ends: [
        ["laptop", "eth0"],
        ["recorder", "eth0"],
      ],
      layers,
      outwards: toProvider,
    },
    ...(secondUplink === undefined
      ? []
      : [
          {
            ends: [["laptop", secondUplink.interfaceName] as const],
            layers: secondUplink.layers,
            outwards: toProvider,
          },
        ]),
    ...(secondSite === undefined
      ? []
      : [
          {
            ends: [["laptop2", "eth0"] as const],
            layers: [secondSite],
            // Behind the same carrier's box, or a line of its own.
            outwards: contains(toProvider.network, addressOf(secondSite.outside))
              ? toProvider
              : { host: outermost.host, network: outermost.inside },
          },
        ]),
  ];
}

/** @throws Error when a box's outside address is not in the network it is plugged into. */
function cablesOf(topology: Topology, { ends, layers, outwards }: Chain): Cable[] {
  const innermost = layers[0]?.host ?? outwards.host;
  return [
    ...ends.map(([host, interfaceName]): Cable => ({ from: [host, interfaceName], to: [innermost, portTo(host)] })),
    ...layers.map((layer, index): Cable => {
      const next = layers[index + 1];
      const network = next ? next.inside : outwards.network;
      if (!contains(network, addressOf(layer.outside))) {
        throw new Error(`${topology.name}: ${layer.host}'s ${layer.outside} is not in ${networkText(network)}`);
      }
      return {
        from: [layer.host, "wan"],
        to: [next ? next.host : outwards.host, portTo(layer.host)],
        ...(layer.lineDelayMs === undefined ? {} : { delayMs: layer.lineDelayMs }),
      };
    }),
  ];
}

/** Whether the cable between a host and what it is plugged into is pulled; the near end sees that it has no carrier. */
function isPulled({ laptop, access }: Topology, host: string, into: string): boolean {
  return (laptop === "unplugged" && host === "laptop") || (access.state === "no-cable" && into === "isp");
}

function boxPlan(topology: Topology, layer: Layer, plugged: readonly string[], into: string): HostPlan {
  const live = plugged.filter((host) => !isPulled(topology, host, layer.host));
  const hasCable = !isPulled(topology, layer.host, into);
  const { secondWay } = layer;
  const ways = [
    { interfaceName: "wan", cidr: layer.outside },
    ...(secondWay?.kind === "balanced" ? [{ interfaceName: secondWan, cidr: secondWay.outside }] : []),
  ];
  const gateway = outsideGateway(topology, layer, into);
  const { privateRouter } = topology.access;
  const onLink = into === "isp" && privateRouter !== undefined;
  return {
    host: layer.host,
    forwards: true,
    // A carrier keeps its subscribers apart.
    bridges: [{ name: "lan", ports: plugged.map(portTo), isolated: layer.owner === "carrier" }],
    up: ["lan", ...(hasCable ? ways.map(({ interfaceName }) => interfaceName) : []), ...live.map(portTo)],
    unplugged: hasCable ? [] : ["wan"],
    addresses: [{ interfaceName: "lan", cidr: layer.inside }, ...(hasCable ? ways : [])],
    defaultGateway: hasCable && !onLink ? gateway : null,
    routes: [
      ...(onLink ? [`route add default via ${privateRouter} dev wan onlink`] : []),
      ...wayRoutes(layer, gateway),
    ],
    nameServer: internetDns,
    ruleset: layerRuleset(layer, topology.ipv6),
  };
}

function outsideGateway({ layers, access, secondUplink }: Topology, layer: Layer, into: string): string {
  if (into === "isp") return addressOf(access.network ?? accessNetwork);
  const next = [...layers, ...(secondUplink?.layers ?? [])].find(({ host }) => host === into);
  return addressOf(next?.inside ?? layer.outside);
}

function providerPlan(
  topology: Topology,
  subscribers: readonly string[],
  secondLines: readonly HostPlan[],
  servers: readonly HostPlan[],
): HostPlan {
  const { access } = topology;
  const network = access.network ?? accessNetwork;
  const { privateRouter } = access;
  const serverPorts = servers.map(({ host }) => portTo(host));
  const secondPorts = secondLines.map(({ host }) => secondPortTo(host));
  const live = subscribers.filter((host) => !isPulled(topology, host, "isp"));
  const towardsSubscribers: Cidr = privateRouter === undefined ? network : `${privateRouter}/32`;
  return {
    host: "isp",
    forwards: true,
    bridges: [
      { name: "access", ports: subscribers.map(portTo) },
      ...(secondPorts.length > 0 ? [{ name: "access2", ports: secondPorts }] : []),
      { name: "core", ports: serverPorts },
    ],
    up: [
      // Without a port that is up a bridge has no carrier.
      ...(live.length > 0 ? ["access"] : []),
      ...(secondPorts.length > 0 ? ["access2"] : []),
      "core",
      ...live.map(portTo),
      ...secondPorts,
      ...serverPorts,
    ],
    addresses: [
      { interfaceName: "core", cidr: coreNetwork },
      ...(access.state === "connected" ? [{ interfaceName: "access", cidr: towardsSubscribers }] : []),
      ...(secondPorts.length > 0 ? [{ interfaceName: "access2", cidr: secondAccessNetwork }] : []),
    ],
    defaultGateway: null,
    routes: privateRouter === undefined ? [] : [`route add ${networkText(network)} dev access`],
    nameServer: internetDns,
    ruleset: providerRuleset(access, outermostLayer(topology)),
  };
}

function serverPlans(topology: Topology): HostPlan[] {
  const gateway = addressOf(coreNetwork);
  return [
    ...Object.entries(serverAddresses).map(([host, addresses]) => {
      const withPrefix = addresses.map((address): Cidr => `${address}/24`);
      return endHost(host, withPrefix, gateway, internetDns);
    }),
    ...(hasVpn(topology) ? [vpnServerPlan(gateway, internetDns)] : []),
  ];
}

function laptopPlan(topology: Topology): HostPlan {
  const gateway = gatewayOf(topology);
  const nameServer = topology.nameServer === "internet" ? internetDns : gateway;
  switch (topology.laptop) {
    case "lan":
    case "vpn":
      return withSecondUplink(endHost("laptop", [laptopAddress], gateway, nameServer), topology);
    case "no-gateway":
      return endHost("laptop", [laptopAddress], null, null);
    case "unplugged":
      return { ...endHost("laptop", [], null, null), up: [], unplugged: ["eth0"] };
    default: {
      const unexpected: never = topology.laptop;
      throw new Error(`unexpected ${String(unexpected)}`);
    }
  }
}

function withSecondUplink(laptop: HostPlan, { secondUplink }: Topology): HostPlan {
  if (secondUplink === undefined) return laptop;
  const { interfaceName, address, layers } = secondUplink;
  return {
    ...laptop,
    up: [...laptop.up, interfaceName],
    addresses: [...laptop.addresses, { interfaceName, cidr: address }],
    routes: [`route add default via ${addressOf(layers[0].inside)} dev ${interfaceName} metric ${secondUplinkMetric}`],
  };
}

function endHost(
  host: string,
  addresses: readonly Cidr[],
  defaultGateway: string | null,
  nameServer: string | null,
): HostPlan {
  return {
    host,
    forwards: false,
    bridges: [],
    up: ["eth0"],
    addresses: addresses.map((cidr) => ({ interfaceName: "eth0", cidr })),
    defaultGateway,
    nameServer,
    ruleset: null,
  };
}
