import { createInterface } from "node:readline";
import { createRouterClient } from "@orpc/server";
import { isHostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { assertNever } from "#core/never.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { nextSiteAddresses } from "#core/vpn/plan-allocation.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import { environmentOverrides } from "#host/environment-overrides.ts";
import { Host } from "#host/host.ts";
import { createRouter } from "#host/router.ts";
import { createKeychain } from "#host/vault/keychain.ts";
import { createFakeKeychain } from "../fakes/fake-keychain-entry.ts";

/**
 * Farsite on the laptop, with all its services and a keychain in memory: `node tunnels-process.ts FOLDER`. Every line of input is a job,
 * every line of output what came of one, by its `id`. It ends with its input.
 */
export type TunnelsJob =
  | { readonly kind: "call"; readonly path: readonly string[]; readonly input: unknown }
  | { readonly kind: "perform"; readonly siteId: string; readonly effect: TunnelEffect }
  | { readonly kind: "change"; readonly siteId: string; readonly changes: readonly SurveyChange[] }
  /** The kit of a site's box, as what goes over standard output. */
  | { readonly kind: "kit"; readonly siteId: string; readonly tunnelId: string }
  /** From now on this computer's clock is that much ahead. */
  | { readonly kind: "clock"; readonly aheadMs: number }
  | { readonly kind: "refused-ports"; readonly serverId: string }
  | { readonly kind: "addresses"; readonly siteId: string; readonly serverId: string; readonly lan: string };

export type TunnelsReply = { readonly id: number } & (
  | { readonly output: unknown }
  | { readonly failure: { readonly code: string; readonly detail: string } }
);

const [folder = ""] = process.argv.slice(2);
const host = new Host({
  shell: "test",
  dataFolder: folder,
  assetsFolder: "assets",
  version: "0.0.0-test",
  keychain: createKeychain({ platform: "linux", entryFor: createFakeKeychain().entryFor }),
  overrides: environmentOverrides(process.env),
});
const client: unknown = createRouterClient(createRouter(host));
const { signal } = new AbortController();
const rightDate: DateConstructor = Date;

function setClock(aheadMs: number): void {
  const now = (): number => rightDate.now() + aheadMs;
  globalThis.Date = new Proxy(rightDate, {
    construct: (date, given: [] | [number]) => new date(...(given.length === 0 ? ([now()] as const) : given)),
    get: (date, name): unknown => (name === "now" ? now : Reflect.get(date, name)),
  });
}

async function work(job: TunnelsJob): Promise<unknown> {
  switch (job.kind) {
    case "call": {
      const procedure = job.path.reduce((at, name) => (at as Record<string, unknown>)[name], client);
      return (procedure as (input: unknown) => Promise<unknown>)(job.input);
    }
    case "perform":
      return host.tunnels.perform(job.siteId, job.effect, signal);
    case "change":
      return host.store().amend(job.siteId, (document) => withChanges(document, [...job.changes]));
    case "kit": {
      const { siteId, tunnelId } = job;
      const { file, passphrase } = await host.tunnels.kits.write({ siteId, tunnelId, locale: "en" });
      return { archive: Buffer.from(await file.arrayBuffer()).toString("base64"), passphrase };
    }
    case "clock":
      setClock(job.aheadMs);
      return null;
    case "refused-ports": {
      const { servers } = host.tunnels;
      return servers.contents(servers.get(job.serverId)).refused;
    }
    case "addresses":
      return nextSiteAddresses(host.tunnels.servers.addressPlan(), job.serverId, job.lan, { from: job.siteId });
    default:
      return assertNever(job);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...job } = JSON.parse(line) as TunnelsJob & { id: number };
  const say = (reply: TunnelsReply): void => void process.stdout.write(`${JSON.stringify(reply)}\n`);
  void work(job).then(
    (output) => say({ id, output: output ?? null }),
    (error: unknown) => {
      const code = isHostError(error) ? error.code : ((error as { code?: string }).code ?? "");
      const detail = JSON.stringify((error as { data?: unknown }).data ?? null);
      say({ id, failure: { code, detail: `${errorText(error)} ${detail}` } });
    },
  );
}
await host.close();
