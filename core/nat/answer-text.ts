import { assertNever } from "../never.ts";
import type { Message } from "./diagnosis.ts";
import type { Observation, ObservationData } from "./observation.ts";

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
      return data.mac === null ? message("neighbourUnknown") : message("neighbour", { mac: data.mac });
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
    case "no-answer":
      return observation.trouble === null ? message("nothing") : { key: `trouble.${observation.trouble}`, args: {} };
    default:
      return assertNever(data);
  }
}

type MappingData = Extract<ObservationData, { kind: "upnp-mapping" | "natpmp-mapping" | "pcp-mapping" }>;

function mappingText(data: MappingData): Message {
  if (data.granted) {
    const port = data.externalPort ?? data.internalPort;
    if (data.removed === true) return message("mappingGranted", { port });
    return message(data.removed === false ? "mappingNotRemoved" : "mappingPending", { port });
  }
  // A PCP refusal may carry the router's address, which then decides the verdict: it must be seen.
  if (data.externalAddress !== null) return message("mappingRefusedNaming", { address: data.externalAddress });
  const reason = data.errorName ?? data.errorCode;
  return reason === null ? message("mappingRefusedPlain") : message("mappingRefused", { reason });
}
