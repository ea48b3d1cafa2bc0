import type { CheckEvent, ScanEvent } from "#core/contract/contract.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import { readRecording } from "#core/survey/recording.ts";
import { examine } from "./doctor.ts";
import type { ScanRequest } from "#core/lan/scan-record.ts";
import type { Host } from "./host.ts";
import { base, toWireError } from "./routes/base.ts";
import { mediaRoutes } from "./routes/media-routes.ts";
import { rehearsalRoutes } from "./routes/rehearsal-routes.ts";
import { routeRoutes } from "./routes/route-routes.ts";
import { saved } from "./routes/streams.ts";
import { surveyRoutes } from "./routes/survey-routes.ts";
import { teamRoutes } from "./routes/team-routes.ts";
import { tunnelRoutes } from "./routes/tunnel-routes.ts";
import { vaultRoutes } from "./routes/vault-routes.ts";

/** The contract over a host: thin, every line of it delegates. */
export function createRouter(host: Host) {
  return base.router({
    ...surveyRoutes(host),
    ...teamRoutes(host),
    ...routeRoutes(host),
    ...tunnelRoutes(host),
    ...mediaRoutes(host),
    ...rehearsalRoutes(host),
    app: {
      info: base.app.info.handler(async () => ({
        version: host.options.version,
        shell: host.options.shell,
        platform: process.platform,
        dataFolder: host.options.dataFolder,
        serverOverrides: {
          stunServers: host.options.overrides?.stunServers ?? null,
          whoamiUrls: host.options.overrides?.whoamiUrls ?? null,
          vantage: vantageOverride(host),
        },
        leftoversRemoved: (await host.recovery()).removed,
      })),
      doctor: base.app.doctor.handler(() => examine(host)),
    },
    settings: {
      get: base.settings.get.handler(() => host.storedSettings()),
      set: base.settings.set.handler(({ input }) => host.store().saveSettings(input)),
    },
    check: {
      run: base.check.run.handler(({ input, signal }) =>
        checkAndSave(host, input, signal ?? new AbortController().signal),
      ),
      saveAgain: base.check.saveAgain.handler(({ input }) => host.keepCheckAgain(input.siteId, input.checkId)),
      settle: base.check.settle.handler(({ input }) => host.settleCheck(input)),
      replay: base.check.replay.handler(({ input }) => diagnose(readRecording(input.recording))),
    },
    scan: {
      plan: base.scan.plan.handler(() => host.scans.plan()),
      run: base.scan.run.handler(({ input, signal }) =>
        scanAndSave(host, input, signal ?? new AbortController().signal),
      ),
      stop: base.scan.stop.handler(({ input }) => host.scans.stop(input.scanId)),
      saveAgain: base.scan.saveAgain.handler(({ input }) => host.scans.keepAgain(input.siteId, input.scanId)),
      get: base.scan.get.handler(({ input }) => host.store().scan(input.siteId, input.scanId)),
    },
    devices: {
      describe: base.devices.describe.handler(({ input: { siteId, ...note } }) =>
        host.store().describeDevice(siteId, note),
      ),
      inspect: base.devices.inspect.handler(({ input, signal }) => host.inspectDevice(input, signal)),
    },
    rescue: {
      plan: base.rescue.plan.handler(({ input }) => host.rescues.plan(input)),
      begin: base.rescue.begin.handler(({ input }) => host.rescues.begin(input)),
      end: base.rescue.end.handler(({ input }) => host.rescues.end(input)),
      list: base.rescue.list.handler(() => host.rescues.list()),
    },
    vault: vaultRoutes(host),
    vantage: {
      status: base.vantage.status.handler(() => host.vantage.status()),
      keep: base.vantage.keep.handler(async ({ input }) => {
        await host.vantage.keep(input);
        return host.vantage.status();
      }),
      forget: base.vantage.forget.handler(async () => {
        await host.vantage.forget();
        return host.vantage.status();
      }),
      test: base.vantage.test.handler(({ input }) => host.testVantage(input)),
    },
    report: {
      check: base.report.check.handler(({ input }) => host.checkReport(input)),
    },
  });
}

function vantageOverride({ options }: Host): { url: string | null } | null {
  const vantage = options.overrides?.vantage;
  return vantage === undefined ? null : { url: vantage?.url ?? null };
}

export type HostRouter = ReturnType<typeof createRouter>;

/** A check whose finished record is kept as a revision; failing to keep it is an event, so the record is never lost. */
async function* checkAndSave(
  host: Host,
  input: { siteId: string | null; only: Parameters<Host["check"]>[0]; addTo?: string | null | undefined },
  signal: AbortSignal,
): AsyncGenerator<CheckEvent, void> {
  try {
    // Minutes of testing for a check that does not exist would be lost.
    if (input.siteId !== null && input.addTo != null) host.checkOf(input.siteId, input.addTo);
    for await (const event of host.check(input.only, signal, input.siteId)) {
      if (event.type !== "finished" || event.record.cancelled) {
        // A cancelled check is shown but not kept: half a list of answers is not what the line is.
        yield event;
        continue;
      }
      const record =
        input.siteId !== null && input.addTo != null
          ? host.extendedCheck(input.siteId, input.addTo, event.record)
          : event.record;
      yield { type: "finished", record };
      yield saved(() => host.keepCheck(input.siteId, record));
    }
  } catch (error) {
    throw toWireError(error);
  }
}

/** The same for a search for devices. */
async function* scanAndSave(
  host: Host,
  { siteId, ...request }: ScanRequest & { siteId: string | null },
  signal: AbortSignal,
): AsyncGenerator<ScanEvent, void> {
  try {
    for await (const event of host.scans.run(request, signal, siteId)) {
      yield event;
      if (event.type === "finished") yield saved(() => host.scans.keep(siteId, event.record));
    }
  } catch (error) {
    throw toWireError(error);
  }
}
