import { randomBytes, randomUUID } from "node:crypto";
import { runCheck } from "#host/check/run-check.ts";
import type { RouterPorts } from "#host/check/environment.ts";
import { openStore } from "#host/store/open-store.ts";
import { fakeEnvironment } from "../../fakes/fake-environment.ts";

/**
 * Another Farsite in a process of its own, which the test kills in the middle of a check.
 *
 *   FOLDER GATEWAY-JSON
 */
const [folder = "", gatewayJson = ""] = process.argv.slice(2);
const gateway = JSON.parse(gatewayJson) as { address: string; ports: RouterPorts };
const store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });
const environment = fakeEnvironment(gateway);
// Long enough to be killed while it waits for the answer to its mapping.
const patient = { ...environment.budget, gatewaySilenceMs: 30_000, routerHttpMs: 30_000, checkLimitMs: 30_000 };

const events = runCheck({
  settings: { stunServers: [], whoamiUrls: [], testMappings: true, skippedProbes: [], vantage: null },
  environment: { ...environment, budget: patient },
  journal: store.journal,
  only: null,
  signal: new AbortController().signal,
  farsiteVersion: "0.0.0-test",
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  randomUuid: randomUUID,
  randomBytes: (length) => randomBytes(length),
});
while (!(await events.next()).done);
