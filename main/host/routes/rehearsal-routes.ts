import type { RehearsalNews, RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import type { Host } from "../host.ts";
import { base } from "./base.ts";
import { saved, signalOf, wired } from "./streams.ts";

/** Direct connections that are tried out with a colleague. */
export function rehearsalRoutes(host: Host) {
  return {
    rehearsal: {
      start: base.rehearsal.start.handler(({ input, signal }) => wired(startAndSave(host, input, signalOf(signal)))),
      give: base.rehearsal.give.handler(({ input }) => host.rehearsals.give(input.text)),
    },
  };
}

/** What was found is kept in the site's survey; failing to keep it is an event, so that it is never lost. */
async function* startAndSave(
  { rehearsals }: Host,
  request: RehearsalRequest,
  signal: AbortSignal,
): AsyncGenerator<RehearsalNews, void> {
  for await (const event of rehearsals.start(request, signal)) {
    yield event;
    const { siteId } = request;
    if (event.type === "finished" && siteId !== null) yield saved(() => rehearsals.keep(siteId, event.record));
  }
}
