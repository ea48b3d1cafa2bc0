import { assertNever } from "../never.ts";
import type { Message } from "./diagnosis.ts";
import type { Observation, ObservationData } from "./observation.ts";
import { pinholeRefusalText, refusalText } from "./refusal-text.ts";

const message = (key: string, args: Message["args"] = {}): Message => ({ key: `answer.${key}`, args });

/** What came back to a question, in a few words. */
export function answerText(observation: Observation): Message {
  const { data } = observation;
  switch (data.kind) {
    case "interfaces":
      return message("adapters", { count: data.adapters.length, names: data.adapters.map((a) => a.name).join(", ") });
    case "default-routes": {
      const [first] = data.routes;
      if (!first) return message("noRoute");
      return message("route", { gateway: first.gateway ?? first.interfaceName, adapter: first.interfaceName });
    }
    case "gateway-neighbour":
      if (data.mac === null) return message("neighbourUnknown");
      return data.maker
        ? message("neighbourMade", { maker: data.maker, mac: data.mac })
        : message("neighbour", { mac: data.mac });
    case "upnp-search": {
      const from = [...new Set(data.answers.map((answer) => answer.from))];
      return message("found", { count: from.length, from: from.join(", ") });
    }
    case "upnp-gateway": {
      const name = data.friendlyName ?? data.modelName;
      return name === null ? message("upnpGatewayUnnamed") : message("upnpGateway", { name });
    }
    case "upnp-external-address":
    case "natpmp-external-address":
      return data.address === null ? message("noAddress") : message("ownAddress", { address: data.address });
    case "upnp-status":
      return message("lineStatus", { status: data.connectionStatus ?? "?" });
    case "pcp-announce":
      return data.resultCode === 0
        ? message("pcpSpoken")
        : message("pcpAnswer", { result: data.resultName ?? data.resultCode });
    case "upnp-mapping":
    case "natpmp-mapping":
    case "pcp-mapping":
      return mappingText(data);
    case "stun-binding":
      return message("seenAs", { address: data.mappedAddress, port: data.mappedPort });
    case "public-address-https":
      return message("seenAddress", { address: data.address });
    case "own-address-ping":
      return message(data.reply === "echo" ? "pingEcho" : "pingExpired", { replier: data.replier });
    case "path-hop":
      return message(data.reply === "echo" ? "hopReached" : "hop", { replier: data.replier, ttl: data.ttl });
    case "name-servers":
      return data.servers.length === 0
        ? message("noNameServers")
        : message("nameServers", { servers: data.servers.join(", ") });
    case "system-proxy": {
      const proxy = data.proxy ?? data.autoConfigUrl;
      return proxy === null ? message("noProxy") : message("proxy", { proxy });
    }
    case "local-firewall": {
      const on = data.firewalls.filter((f) => f.state === "on").map((f) => f.name);
      if (on.length > 0) return message("firewallOn", { names: on.join(", ") });
      return message(data.firewalls.some((f) => f.state === "unknown") ? "firewallUnknown" : "firewallOff");
    }
    case "router-page":
      return data.title === null
        ? message("routerPageUntitled", { status: data.statusCode })
        : message("routerPage", { title: data.title });
    case "upnp-mapping-table":
      return message("portsMapped", { count: data.entries.length });
    case "upnp-ipv6-firewall":
      return message(data.firewallEnabled ? "ipv6FirewallOn" : "ipv6FirewallOff");
    case "mapping-for-other":
      return data.granted ? message("mapsForOthers") : mappingText(data);
    case "ipv6-pinhole":
      return data.granted
        ? message("pinholeGranted", { port: data.externalPort ?? data.internalPort })
        : mappingText(data);
    case "stun-filtering":
      return data.answeredFrom === null ? message("filteredOut") : message("letIn", { from: data.answeredFrom });
    case "hairpin":
      return message(data.arrived ? "hairpinYes" : "hairpinNo");
    case "binding-lifetime":
      return message(data.alive ? "bindingAlive" : "bindingDead", { seconds: data.idleSeconds });
    case "web-page-instead":
      return message("webPageInstead");
    case "hop-distance":
      return message("hopDistance", { rtt: data.rttMs });
    case "box-port":
      return boxPortText(data);
    case "nat64-prefix":
      return message("nat64Prefix", { prefix: data.prefix });
    case "vantage-view":
      return message("seenAs", { address: data.address, port: data.port });
    case "inbound-test":
      return message(data.arrived ? "inboundArrived" : "inboundBlocked");
    case "outbound-port":
      return message(data.reached ? "outboundReached" : "outboundBlocked");
    case "same-address-elsewhere":
      return data.siteName === null
        ? message("sameAddressElsewhereUnnamed")
        : message("sameAddressElsewhere", { site: data.siteName });
    case "wan-address-typed":
      return message("typedAddress", { address: data.address });
    case "no-answer":
      return observation.trouble === null ? message("nothing") : { key: `trouble.${observation.trouble}`, args: {} };
    default:
      return assertNever(data);
  }
}

function boxPortText(data: Extract<ObservationData, { kind: "box-port" }>): Message {
  const { port } = data;
  switch (data.state) {
    case "open":
      return message("boxPortOpen", { port });
    case "refused":
      return message("boxPortRefused", { port });
    case "silent":
      return message("boxPortSilent", { port });
    default:
      return assertNever(data.state);
  }
}

type MappingData = Extract<
  ObservationData,
  { kind: "upnp-mapping" | "natpmp-mapping" | "pcp-mapping" | "mapping-for-other" | "ipv6-pinhole" }
>;

function mappingText(data: MappingData): Message {
  if (data.granted) {
    const port = data.externalPort ?? data.internalPort;
    if (data.removed === true) return message("mappingGranted", { port });
    return message(data.removed === false ? "mappingNotRemoved" : "mappingPending", { port });
  }
  // A PCP refusal may carry the router's address, which then decides the verdict: it must be seen.
  if (data.externalAddress !== null) return message("mappingRefusedNaming", { address: data.externalAddress });
  const { errorCode, errorName } = data;
  switch (data.kind) {
    case "upnp-mapping":
      return refusalText("upnp", errorCode, errorName);
    case "natpmp-mapping":
      return refusalText("nat-pmp", errorCode, errorName);
    case "pcp-mapping":
      return refusalText("pcp", errorCode, errorName);
    case "mapping-for-other":
      return refusalText(data.protocol, errorCode, errorName);
    case "ipv6-pinhole":
      return pinholeRefusalText(data.protocol, errorCode, errorName);
    default:
      return assertNever(data);
  }
}
