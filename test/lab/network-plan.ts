import { addressOf, contains, networkText, type Cidr } from "./cidr.ts";
import { withIpv6 } from "./ipv6-plan.ts";
import { accessNetwork, coreNetwork, laptopAddress, recorderAddress, serverAddresses } from "./internet.ts";
import { layerRuleset, providerRuleset } from "./nftables.ts";
import { outermostLayer, type Layer, type Topology } from "./topology.ts";

/** What has to be set up inside one host's namespace. */
export interface HostPlan {
  readonly host: string;
  readonly forwards: boolean;
  readonly bridges: readonly { readonly name: string; readonly ports: readonly string[] }[];
  /** False: nothing is plugged into its interfaces. */
  readonly connected: boolean;
  /** Interfaces to switch on; one that stays off takes the carrier from the other end of its cable. */
  readonly up: readonly string[];
  readonly addresses: readonly { readonly interfaceName: string; readonly cidr: Cidr }[];
  readonly defaultGateway: string | null;
  /** Null: the host was told no name server. */
  readonly nameServer: string | null;
  readonly ruleset: string | null;
  /** Commands of ip(8) once IPv6 is switched on; absent: it stays off. */
  readonly ipv6?: readonly string[];
}

/** A cable between two hosts, by host and interface. */
export interface Cable {
  readonly from: readonly [host: string, interfaceName: string];
  readonly to: readonly [host: string, interfaceName: string];
}

export interface NetworkPlan {
  readonly hosts: readonly HostPlan[];
  readonly cables: readonly Cable[];
}

const portTo = (host: string) => `p-${host}`;

/** Turns a topology into hosts and cables. @throws Error when its addresses do not fit together. */
export function planNetwork(topology: Topology): NetworkPlan {
  const hosts: HostPlan[] = [];
  const cables: Cable[] = [];
  const [home] = topology.layers;
  const lanGateway = addressOf(home.inside);
  const internetDns = serverAddresses.dns[0];

  const plug = (host: string, interfaceName: string, into: string) =>
    cables.push({ from: [host, interfaceName], to: [into, portTo(host)] });

  plug("laptop", "eth0", home.host);
  plug("recorder", "eth0", home.host);
  hosts.push(laptopPlan(topology, lanGateway));
  hosts.push(endHost("recorder", [recorderAddress], lanGateway, lanGateway));

  topology.layers.forEach((layer, index) => {
    const next = topology.layers[index + 1];
    const network = next ? next.inside : (topology.access.network ?? accessNetwork);
    if (!contains(network, addressOf(layer.outside))) {
      throw new Error(`${topology.name}: ${layer.host}'s ${layer.outside} is not in ${networkText(network)}`);
    }
    plug(layer.host, "wan", next ? next.host : "isp");
    const inner = topology.layers[index - 1];
    const plugged = inner ? [inner.host] : ["laptop", "recorder"];
    // The laptop's cable is pulled at the router's end, so the laptop sees an interface without a carrier.
    const live = plugged.filter((host) => host !== "laptop" || topology.laptop !== "unplugged");
    hosts.push(boxPlan(topology, layer, addressOf(network), plugged.map(portTo), live.map(portTo), internetDns));
  });

  const outermost = outermostLayer(topology);
  const servers = Object.entries(serverAddresses);
  const serverPorts = servers.map(([host]) => portTo(host));
  hosts.push({
    host: "isp",
    forwards: true,
    connected: true,
    bridges: [
      { name: "access", ports: [portTo(outermost.host)] },
      { name: "core", ports: serverPorts },
    ],
    up: ["access", "core", portTo(outermost.host), ...serverPorts],
    addresses: [
      { interfaceName: "core", cidr: coreNetwork },
      ...(topology.access.state === "connected"
        ? [{ interfaceName: "access", cidr: topology.access.network ?? accessNetwork }]
        : []),
    ],
    defaultGateway: null,
    nameServer: internetDns,
    ruleset: providerRuleset(topology.access, outermost),
  });
  for (const [host, addresses] of servers) {
    plug(host, "eth0", "isp");
    const withPrefix = addresses.map((address): Cidr => `${address}/24`);
    hosts.push(endHost(host, withPrefix, addressOf(coreNetwork), internetDns));
  }
  return withIpv6({ hosts, cables }, topology);
}

function boxPlan(
  topology: Topology,
  layer: Layer,
  gateway: string,
  ports: string[],
  live: string[],
  nameServer: string,
): HostPlan {
  return {
    host: layer.host,
    forwards: true,
    connected: true,
    bridges: [{ name: "lan", ports }],
    up: ["lan", "wan", ...live],
    addresses: [
      { interfaceName: "lan", cidr: layer.inside },
      { interfaceName: "wan", cidr: layer.outside },
    ],
    defaultGateway: gateway,
    nameServer,
    ruleset: layerRuleset(layer, topology.ipv6),
  };
}

function laptopPlan(topology: Topology, lanGateway: string): HostPlan {
  switch (topology.laptop) {
    case "lan":
      return endHost("laptop", [laptopAddress], lanGateway, lanGateway);
    case "no-gateway":
      return endHost("laptop", [laptopAddress], null, null);
    case "unplugged":
      return { ...endHost("laptop", [], null, null), connected: false };
    default: {
      const unexpected: never = topology.laptop;
      throw new Error(`unexpected ${String(unexpected)}`);
    }
  }
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
    connected: true,
    bridges: [],
    up: ["eth0"],
    addresses: addresses.map((cidr) => ({ interfaceName: "eth0", cidr })),
    defaultGateway,
    nameServer,
    ruleset: null,
  };
}
