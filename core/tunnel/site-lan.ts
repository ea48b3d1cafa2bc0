import { observationsOf } from "../nat/observation.ts";
import { formatIpv4Prefix, inIpv4Prefix, ipv4Number, prefixAround } from "../net/ipv4-prefix.ts";
import type { CheckRecord } from "../survey/check-record.ts";

/** The site's LAN as a check saw it: the network in which the default gateway is. Null: it saw none. */
export function siteLan(check: CheckRecord | null): string | null {
  const gateway = ipv4Number(check?.diagnosis.gateway ?? "");
  if (check === null || gateway === undefined) return null;
  for (const { data } of observationsOf(check.observations, "interfaces")) {
    for (const { address, prefixLength } of data.adapters.flatMap(({ addresses }) => addresses)) {
      const number = ipv4Number(address);
      if (number === undefined || prefixLength > 30 || prefixLength < 8) continue;
      const prefix = prefixAround(number, prefixLength);
      if (inIpv4Prefix(gateway, prefix)) return formatIpv4Prefix(prefix);
    }
  }
  return null;
}
