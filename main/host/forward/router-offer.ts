import { message } from "#core/nat/diagnosis.ts";
import type { RouterOffer } from "#core/walk/effect.ts";
import type { AskContext } from "../check/check-context.ts";
import { ipv4Gateway } from "../check/probes/default-route.ts";
import { withoutZone } from "../check/ipv6-gateway.ts";
import type { UpnpCall } from "../mapping/upnp-client.ts";
import { readMappingTable } from "../mapping/upnp-table.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { targetsFor, type AskedMeans, type ForwardTarget } from "./forward-target.ts";

/** What a result takes. */
const MAX_LISTED = 128;

type Offered = RouterOffer["means"][number];

/** What the router here opens ports by, and what is open already. Reads only; never throws. */
export async function routerOffer(context: AskContext): Promise<RouterOffer> {
  const gateway = await ipv4Gateway(context.computer).catch(() => null);
  const order: readonly AskedMeans[] = ["upnp", "pcp", "nat-pmp", "pinhole"];
  const found = await Promise.all(order.map((means) => targetsFor(context, means)));
  const offered = order.flatMap((means, index) => {
    const targets = found[index] ?? "no-way";
    const best = targets === "no-way" ? undefined : targets.find(({ isOffered }) => isOffered);
    return best === undefined ? [] : [{ means, best }];
  });
  const table = offered.find(({ best }) => best.table !== null)?.best.table ?? null;
  // Without IPv4 the router is known by what it offers for IPv6.
  const address = gateway?.address ?? withoutZone(offered[0]?.best.gateway.address ?? "");
  const trouble = address === "" ? "forward.failed.no-router" : offered.length === 0 ? "forward.offer.nothing" : null;
  return {
    gateway: address,
    means: offered.map(({ means, best }) => ({ means, ...limitsOf(means, best) })),
    open: table === null ? null : await openPorts(context, table),
    trouble: trouble === null ? null : message(trouble),
  };
}

/** What a protocol can't do, whatever the router is; the rest is only known once it was tried. */
function limitsOf(means: AskedMeans, { upnp }: ForwardTarget): Omit<Offered, "means"> {
  switch (means) {
    case "upnp":
      // WANIPConnection:2 keeps an entry for a week at most.
      return { forOthers: null, permanent: upnp?.serviceType.endsWith(":2") ? false : null };
    case "nat-pmp":
      return { forOthers: false, permanent: false };
    case "pcp":
    case "pinhole":
      return { forOthers: null, permanent: false };
    default:
      return means satisfies never;
  }
}

async function openPorts(context: AskContext, table: UpnpCall): Promise<RouterOffer["open"]> {
  const limit = timeoutSignal(context.budget.upnpTableMs, context.signal);
  try {
    const { entries, complete } = await readMappingTable(table, { signal: limit.signal });
    return complete || entries.length > 0 ? entries.slice(0, MAX_LISTED) : null;
  } catch {
    return null;
  } finally {
    limit.end();
  }
}
