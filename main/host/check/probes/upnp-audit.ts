import type { ObservationOf } from "#core/nat/observation.ts";
import { TEST_DESCRIPTION } from "../../mapping/open-mapping.ts";
import { upnpClient } from "../../mapping/upnp-client.ts";
import { readMappingTable } from "../../mapping/upnp-table.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { ask, type CheckContext } from "../check-context.ts";
import type { RouterService } from "./upnp-description.ts";

type Entry = ObservationOf<"upnp-mapping-table">["data"]["entries"][number];

/**
 * Reads which ports the router holds open already, for whom and for how long. Nothing is written. `mostlyRead` ends with the
 * reading, or before it where that takes long: most tables are short.
 */
export function auditMappings(
  context: CheckContext,
  service: RouterService,
): { ended: Promise<void>; mostlyRead: Promise<void> } {
  const headStart = timeoutSignal(context.budget.upnpTableHeadStartMs, context.signal);
  const late = new Promise<void>((resolve) => {
    headStart.signal.addEventListener("abort", () => resolve(), { once: true });
    if (headStart.signal.aborted) resolve();
  });
  const ended = read(context, service).finally(() => headStart.end());
  return { ended, mostlyRead: Promise.race([ended, late]) };
}

async function read(context: CheckContext, service: RouterService): Promise<void> {
  const { address: answeredBy, from } = service;
  const question = { id: "upnp/mapping-table", probe: "upnp", question: "port-table", asked: answeredBy } as const;
  await ask(context, question, async () => {
    const limit = timeoutSignal(context.budget.upnpTableMs, context.signal);
    try {
      const client = upnpClient(service, context.budget);
      const { entries, complete, raw } = await readMappingTable(client.call, { signal: limit.signal });
      // PCP and NAT-PMP entries are in this table as well, under names of the router's own.
      const others = entries.filter((entry) => !isOurs(context, entry));
      return {
        data: { kind: "upnp-mapping-table", from, entries: others, complete },
        answeredBy,
        raw,
      };
    } finally {
      limit.end();
    }
  });
}

const isOurs = ({ ownMappings }: CheckContext, entry: Entry): boolean =>
  entry.description.startsWith(TEST_DESCRIPTION) ||
  ownMappings.some((m) => m.internalClient === entry.internalClient && m.internalPort === entry.internalPort);
