import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { Host, type HostOptions } from "#host/host.ts";
import type { ScanEnvironment } from "#host/scan/scan-environment.ts";
import { createKeychain } from "#host/vault/keychain.ts";
import { runCommandLine } from "../../../main/cli/run-command-line.ts";
import { makeTerminalHost } from "../../../main/cli/terminal-host.ts";
import { fakeEnvironment, type FakeSite } from "../../fakes/fake-environment.ts";
import {
  FAKE_EXTERNAL_ADDRESS,
  startFakeGateway,
  type FakeGateway,
  type FakeGatewayOptions,
} from "../../fakes/fake-gateway.ts";
import { fakeScanContext } from "../../fakes/fake-scan-context.ts";
import { createFakeKeychain } from "../../fakes/fake-keychain-entry.ts";
import { startFakeStunServer } from "../../fakes/fake-stun-server.ts";
import { startFakeWhoamiServer } from "../../fakes/fake-whoami-server.ts";

export type TerminalRun = { status: number; out: string; err: string };

export type TerminalOptions = {
  signal?: AbortSignal;
  environment?: Record<string, string>;
  stdin?: string | Uint8Array;
  /** Hears what is printed while the command still runs. */
  onOut?: (text: string) => void;
  onErr?: (text: string) => void;
  /** Answers questions; default: with all of standard input. */
  ask?: (question: string) => Promise<string>;
};

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Who may use a file, where the system has that; else as if it were its owner alone. */
export const modeOf = (file: string): number => (process.platform === "win32" ? 0o600 : statSync(file).mode & 0o777);

export type FakeTerminal = {
  gateway: FakeGateway;
  stun: string;
  otherStun: string;
  whoami: string;
  dataFolder: string;
  /** The same site's host, for what a test has to prepare; closed before a command runs. */
  prepare<T>(work: (host: Host) => Promise<T>): Promise<T>;
  run(argv: string[], options?: TerminalOptions): Promise<TerminalRun>;
};

/** The command line at a fake site, with a data folder of its own. The configured servers are fakes as well. */
export async function fakeTerminal(
  gatewayOptions: FakeGatewayOptions = {},
  site: FakeSite = {},
  scanEnvironment: ScanEnvironment = fakeScanContext(),
): Promise<FakeTerminal> {
  const gateway = await startFakeGateway(gatewayOptions);
  const [stun, otherStun] = await Promise.all([1, 2].map(() => startFakeStunServer("right", FAKE_EXTERNAL_ADDRESS)));
  const whoami = await startFakeWhoamiServer("right", FAKE_EXTERNAL_ADDRESS);
  if (!stun || !otherStun) throw new Error("no server");
  onTestFinished(async () => {
    await Promise.all([gateway, stun, otherStun, whoami].map((fake) => fake.close()));
  });
  const dataFolder = temporaryFolder();
  const passwords = createFakeKeychain();
  const hostOf = (options: HostOptions): Host =>
    new Host({
      ...options,
      scanEnvironment,
      environment: fakeEnvironment(gateway, { ownAddressPing: "router", ...site }),
      keychain: createKeychain({ entryFor: passwords.entryFor }),
      probeKeychain: async () => "ok",
    });
  return {
    gateway,
    stun: stun.server,
    otherStun: otherStun.server,
    whoami: whoami.url,
    dataFolder,
    prepare: async (work) => {
      const host = makeTerminalHost(
        fileURLToPath(new URL("../../..", import.meta.url)),
        { FARSITE_DATA: dataFolder, FARSITE_STUN: "", FARSITE_WHOAMI: "" },
        undefined,
        hostOf,
      );
      try {
        return await work(host);
      } finally {
        await host.close();
      }
    },
    run: async (
      argv,
      {
        signal = new AbortController().signal,
        environment = {},
        stdin = "",
        onOut = () => {},
        onErr = () => {},
        ask,
      } = {},
    ) => {
      const out: string[] = [];
      const err: string[] = [];
      const status = await runCommandLine(
        argv,
        {
          signal,
          environment: {
            FARSITE_DATA: dataFolder,
            FARSITE_STUN: stun.server,
            FARSITE_WHOAMI: whoami.url,
            LANG: "C",
            ...environment,
          },
          out: (text) => {
            out.push(text);
            onOut(text);
          },
          err: (text) => {
            err.push(text);
            onErr(text);
          },
          readStdin: async () => Buffer.from(stdin),
          ask: ask ?? (async () => Buffer.from(stdin).toString()),
        },
        hostOf,
      );
      return { status, out: out.join("\n"), err: err.join("\n") };
    },
  };
}

export const jsonOf = (run: TerminalRun): Record<string, unknown> => JSON.parse(run.out) as Record<string, unknown>;
