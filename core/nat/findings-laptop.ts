import { inPrefix } from "../net/ip-address.ts";
import { idsOf, type FindingRule } from "./finding-rule.ts";
import { observationsOf } from "./observation.ts";

/** Findings about the laptop itself and what it is plugged into: they spoil other answers. */
export const LAPTOP_FINDINGS: FindingRule[] = [
  {
    code: "vpn-on-laptop",
    severity: "problem",
    find: ({ facts }) =>
      facts.tunnelRoute && { args: { adapter: facts.tunnelRoute.value }, observationIds: facts.tunnelRoute.ids },
  },
  {
    code: "several-ways-out",
    severity: "warning",
    hiddenBy: ["vpn-on-laptop"],
    find: ({ facts }) =>
      facts.otherGateways && {
        args: { gateways: [facts.gateway?.value ?? "", ...facts.otherGateways.value].join(", ") },
        observationIds: facts.otherGateways.ids,
      },
  },
  {
    code: "login-page",
    severity: "problem",
    find: ({ facts }) => facts.loginPage && { observationIds: facts.loginPage.ids },
  },
  {
    code: "names-fail",
    severity: "problem",
    find: ({ facts }) =>
      facts.onlyNamesFailed && facts.passedRouter
        ? { observationIds: [...facts.onlyNamesFailed.ids, ...facts.passedRouter.ids] }
        : null,
  },
  {
    code: "proxy-in-use",
    severity: "warning",
    find: ({ observations }) => {
      for (const o of observationsOf(observations, "system-proxy")) {
        const proxy = o.data.proxy ?? o.data.autoConfigUrl;
        if (proxy !== null) return { args: { proxy }, observationIds: [o.id] };
      }
      return null;
    },
  },
  {
    code: "laptop-firewall",
    severity: "advice",
    find: ({ facts }) =>
      facts.laptopFirewall && facts.inbound.value === "untested" && facts.inbound.ids.length > 0
        ? {
            args: { names: facts.laptopFirewall.value },
            observationIds: [...facts.laptopFirewall.ids, ...facts.inbound.ids],
          }
        : null,
  },
  {
    code: "vpn-beside",
    severity: "info",
    hiddenBy: ["vpn-on-laptop"],
    find: ({ facts }) =>
      facts.meshVpns.length > 0
        ? {
            args: { adapters: [...new Set(facts.meshVpns.map((vpn) => vpn.value))].join(", ") },
            observationIds: facts.meshVpns.flatMap((vpn) => vpn.ids),
          }
        : null,
  },
  {
    code: "phone-hotspot",
    severity: "problem",
    find: ({ facts }) =>
      facts.gateway && HOTSPOT_GATEWAYS.some((network) => inPrefix(facts.gateway?.value ?? "", network))
        ? { args: { gateway: facts.gateway.value }, observationIds: facts.gateway.ids }
        : null,
  },
  {
    code: "on-wifi",
    severity: "info",
    hiddenBy: ["vpn-on-laptop", "phone-hotspot"],
    find: ({ facts }) => facts.onWifi && { args: { adapter: facts.onWifi.value }, observationIds: facts.onWifi.ids },
  },
  {
    code: "unusable-answers",
    severity: "info",
    hiddenBy: ["login-page"],
    find: ({ observations }) => {
      const bad = observations.filter((o) => o.trouble !== null && UNUSABLE.has(o.trouble));
      const who = [...new Set(bad.map((o) => o.answeredBy ?? o.asked ?? ""))].filter(Boolean).toSorted();
      return bad.length > 0 ? { args: { who: who.join(", ") }, observationIds: idsOf(bad) } : null;
    },
  },
];

/** What iPhones, and Androids by Wi-Fi and by USB (up to Android 10), give to who uses their line. */
const HOTSPOT_GATEWAYS = ["172.20.10.0/28", "192.168.43.0/24", "192.168.42.129/32"];

/** Troubles that mean "something answered, but not with what the protocol allows". */
const UNUSABLE = new Set(["malformed", "wrong-transaction", "wrong-sender", "too-big", "location-elsewhere"]);
