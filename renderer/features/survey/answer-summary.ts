import { assertNever } from "#core/never.ts";
import type { Observation, ObservationData } from "#core/nat/observation.ts";
import type { Text } from "../../i18n/language.tsx";

/** What came back, in a few words, for the row of the evidence. */
export function answerSummary(observation: Observation, { t, orElse }: Text): string {
  const { data } = observation;
  switch (data.kind) {
    case "interfaces":
      return t("ui.answer.adapters", {
        count: data.adapters.length,
        names: data.adapters.map((a) => a.name).join(", "),
      });
    case "default-routes": {
      const [first] = data.routes;
      if (!first) return t("ui.answer.noRoute");
      return t("ui.answer.route", { gateway: first.gateway ?? first.interfaceName, adapter: first.interfaceName });
    }
    case "gateway-neighbour":
      return data.mac === null ? t("ui.answer.neighbourUnknown") : t("ui.answer.neighbour", { mac: data.mac });
    case "upnp-search": {
      const from = [...new Set(data.answers.map((answer) => answer.from))];
      return t("ui.answer.found", { count: from.length, from: from.join(", ") });
    }
    case "upnp-gateway": {
      const name = data.friendlyName ?? data.modelName;
      return name === null ? t("ui.answer.upnpGatewayUnnamed") : t("ui.answer.upnpGateway", { name });
    }
    case "upnp-external-address":
    case "natpmp-external-address":
      return data.address === null ? t("ui.answer.noAddress") : t("ui.answer.ownAddress", { address: data.address });
    case "upnp-status":
      return t("ui.answer.lineStatus", { status: data.connectionStatus ?? "?" });
    case "pcp-announce":
      return data.resultCode === 0
        ? t("ui.answer.pcpSpoken")
        : t("ui.answer.pcpAnswer", { result: data.resultName ?? data.resultCode });
    case "upnp-mapping":
    case "natpmp-mapping":
    case "pcp-mapping":
      return mappingSummary(data, t);
    case "stun-binding":
      return t("ui.answer.seenAs", { address: data.mappedAddress, port: data.mappedPort });
    case "public-address-https":
      return t("ui.answer.seenAddress", { address: data.address });
    case "own-address-ping":
      return t(data.reply === "echo" ? "ui.answer.pingEcho" : "ui.answer.pingExpired", { replier: data.replier });
    case "path-hop":
      return t(data.reply === "echo" ? "ui.answer.hopReached" : "ui.answer.hop", {
        replier: data.replier,
        ttl: data.ttl,
      });
    case "no-answer":
      return observation.trouble === null
        ? t("ui.answer.nothing")
        : orElse(`trouble.${observation.trouble}`, observation.trouble);
    default:
      return assertNever(data);
  }
}

type MappingData = Extract<ObservationData, { kind: "upnp-mapping" | "natpmp-mapping" | "pcp-mapping" }>;

function mappingSummary(data: MappingData, t: Text["t"]): string {
  if (data.granted) {
    const port = data.externalPort ?? data.internalPort;
    if (data.removed === true) return t("ui.answer.mappingGranted", { port });
    return t(data.removed === false ? "ui.answer.mappingNotRemoved" : "ui.answer.mappingPending", { port });
  }
  const reason = data.errorName ?? data.errorCode;
  return reason === null ? t("ui.answer.mappingRefusedPlain") : t("ui.answer.mappingRefused", { reason });
}
