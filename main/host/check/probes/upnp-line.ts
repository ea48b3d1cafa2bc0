import { canonicalAddress } from "#core/net/ip-address.ts";
import type { ProbeId } from "#core/nat/observation.ts";
import { errorNameOf, upnpClient, type UpnpAnswer } from "../../mapping/upnp-client.ts";
import { ask, type CheckContext } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import type { RouterService } from "./upnp-description.ts";

/** On whose behalf a box is asked, and how the questions are told apart. */
export type Asker = {
  probe: ProbeId;
  id: (what: "description" | "external-address" | "status", from: string) => string;
};

/** What a box says of its own address and line. Reads only. */
export async function askLine(context: CheckContext, service: RouterService, asker: Asker): Promise<void> {
  await Promise.all([askExternalAddress(context, service, asker), askStatus(context, service, asker)]);
}

async function askExternalAddress(context: CheckContext, service: RouterService, { probe, id }: Asker): Promise<void> {
  const { from, address: answeredBy } = service;
  await ask(
    context,
    { id: id("external-address", from), probe, question: "external-address", asked: answeredBy },
    async () => {
      const answer = await upnpClient(service, context.budget).call("GetExternalIPAddress", {}, context.signal);
      const address = canonicalAddress(argument(answer, answeredBy, "NewExternalIPAddress"));
      return {
        data: { kind: "upnp-external-address", from, address: address ?? null },
        answeredBy,
        raw: answer.raw,
        // Behind a private or shared address many routers leave it empty.
        trouble: address === undefined ? "no-address-in-answer" : null,
      };
    },
  );
}

async function askStatus(context: CheckContext, service: RouterService, { probe, id }: Asker): Promise<void> {
  const { from, address: answeredBy } = service;
  await ask(context, { id: id("status", from), probe, question: "line-status", asked: answeredBy }, async () => {
    const answer = await upnpClient(service, context.budget).call("GetStatusInfo", {}, context.signal);
    const status = argument(answer, answeredBy, "NewConnectionStatus");
    const uptime = answer.response.kind === "ok" ? answer.response.args["NewUptime"] : undefined;
    return {
      data: {
        kind: "upnp-status",
        from,
        connectionStatus: status.slice(0, 80),
        uptimeSeconds: uptime && /^\d{1,10}$/.test(uptime) ? Number(uptime) : null,
      },
      answeredBy,
      raw: answer.raw,
    };
  });
}

/** A value of an answer; a fault or a missing value becomes a trouble in plain words. */
function argument({ response, raw }: UpnpAnswer, answeredBy: string, name: string): string {
  const value = response.kind === "ok" ? response.args[name] : undefined;
  if (value !== undefined) return value;
  const trouble = response.kind === "fault" ? "error-answer" : "malformed";
  throw new ProbeTrouble("failed", trouble, { answeredBy, message: errorNameOf(response), raw });
}
