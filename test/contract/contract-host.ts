import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Computer } from "#host/check/environment.ts";
import { Host } from "#host/host.ts";
import type { ScanEnvironment } from "#host/scan/scan-environment.ts";
import { createRouter, type HostRouter } from "#host/router.ts";
import { createKeychain } from "#host/vault/keychain.ts";
import { fakeEnvironment } from "../fakes/fake-environment.ts";
import {
  FAKE_EXTERNAL_ADDRESS,
  startFakeGateway,
  type FakeGateway,
  type FakeGatewayOptions,
} from "../fakes/fake-gateway.ts";
import { fakeScanContext } from "../fakes/fake-scan-context.ts";
import { createFakeKeychain, type FakeKeychain } from "../fakes/fake-keychain-entry.ts";
import { startFakeStunServer } from "../fakes/fake-stun-server.ts";

export type ContractHost = {
  host: Host;
  router: HostRouter;
  gateway: FakeGateway;
  keychain: FakeKeychain;
  dataFolder: string;
};

export type ContractHostOptions = {
  gateway?: FakeGatewayOptions;
  /** Where a file stands in the way, nothing can be kept. */
  dataFolder?: string;
  computer?: Partial<Computer>;
  /** Where devices are searched for; default: loopback, with nobody on it. */
  scan?: ScanEnvironment;
};

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const KEYCHAIN_DEADLINE_MS = 60;

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-contract-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A whole host at a fake site, with a folder and a keychain of its own; ended after the test. */
export async function startContractHost(options: ContractHostOptions = {}): Promise<ContractHost> {
  const gateway = await startFakeGateway(options.gateway);
  const stun = await startFakeStunServer("right", FAKE_EXTERNAL_ADDRESS);
  const keychain = createFakeKeychain();
  const dataFolder = options.dataFolder ?? temporaryFolder();
  const host = new Host({
    shell: "test",
    dataFolder,
    assetsFolder: join(ROOT, "assets"),
    version: "0.0.0-test",
    overrides: { stunServers: [stun.server], whoamiUrls: [] },
    environment: fakeEnvironment(gateway, {
      ownAddressPing: "router",
      ...(options.computer && { computer: options.computer }),
    }),
    scanEnvironment: options.scan ?? fakeScanContext(),
    keychain: createKeychain({ platform: "linux", deadlineMs: KEYCHAIN_DEADLINE_MS, entryFor: keychain.entryFor }),
  });
  onTestFinished(async () => {
    await host.close();
    await Promise.all([gateway.close(), stun.close()]);
  });
  return { host, router: createRouter(host), gateway, keychain, dataFolder };
}
