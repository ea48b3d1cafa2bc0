import { randomBytes } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import type { Forward } from "#core/forward/forward.ts";
import type { ForwardWish } from "#core/walk/effect.ts";
import type { AskedMeans } from "#host/forward/forward-target.ts";
import { ForwardService } from "#host/forward/forward-service.ts";
import type { OpenResult } from "#host/forward/open-forward.ts";
import type { LastingMappings } from "#host/store/lasting-mappings.ts";
import { fakeEnvironment, patientBudget, type FakeSite } from "../../fakes/fake-environment.ts";
import { startFakeGateway, type FakeGateway, type FakeGatewayOptions } from "../../fakes/fake-gateway.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { memoryLastingMappings, type LastingManners } from "../../fakes/memory-lasting-mappings.ts";

export const SITE = "6f1e1c1e-7b4b-4a0c-9d0e-5d2f7c1b9a01";
/** Nobody: a fake gateway only writes it down. */
export const RECORDER = "127.0.0.64";
export const LAPTOP = LOOPBACK;

export const wish = (changes: Partial<ForwardWish> = {}): ForwardWish => ({
  id: "forward-1",
  deviceId: null,
  address: RECORDER,
  transport: "tcp",
  internalPort: 8_000,
  externalPort: 18_000,
  use: "app",
  ...changes,
});

export type Place = {
  gateway: FakeGateway;
  journal: LastingMappings;
  service: ForwardService;
  /** Another Farsite on the same laptop: with the same journal, and nothing in its memory. */
  again(site?: FakeSite): ForwardService;
  open(changes?: Partial<ForwardWish>, means?: AskedMeans): Promise<OpenResult>;
  close(): Promise<boolean | null>;
  look(): ReturnType<ForwardService["look"]>;
  /** Its time; real time goes on beside it. */
  clock: { aheadMs: number };
};

export const never = new AbortController().signal;

type PlaceOptions = {
  router?: FakeGatewayOptions;
  site?: FakeSite;
  journal?: LastingManners;
  onBegin?: (gateway: FakeGateway) => void;
  forwards?: readonly Forward[];
};

/** A laptop behind a fake router, and the service. */
export async function placeWith(options: PlaceOptions = {}): Promise<Place> {
  const gateway = await startFakeGateway(options.router);
  // A test may have closed it itself.
  onTestFinished(() => gateway.close().catch(() => {}));
  const clock = { aheadMs: 0 };
  const now = (): Date => new Date(Date.now() + clock.aheadMs);
  const journal = memoryLastingMappings(now, options.journal, () => options.onBegin?.(gateway));
  const again = (site: FakeSite = {}): ForwardService => {
    const service = new ForwardService({
      environment: fakeEnvironment(gateway, { budget: patientBudget, ...options.site, ...site }),
      store: () => ({ lastingMappings: journal, document: () => ({ forwards: options.forwards ?? [] }) as never }),
      now,
      randomBytes: (length) => randomBytes(length),
      lookEveryMs: 20,
    });
    onTestFinished(() => service.stop());
    return service;
  };
  const service = again();
  return {
    gateway,
    journal,
    service,
    again,
    clock,
    open: (changes = {}, means = "upnp") => service.open(SITE, wish(changes), means, never),
    close: async () => (await service.close(SITE, "forward-1", never)).gone,
    look: () => service.look(SITE, "forward-1", never),
  };
}

/** The key of the message with which an opening ended. */
export function whyOf(result: OpenResult): string {
  if (result.kind === "forward-opened") expect.fail("it was opened");
  return result.why.key;
}

export const stranger = {
  transport: "tcp",
  client: "127.0.0.9",
  internalPort: 5_000,
  externalPort: 18_000,
  description: "Games",
  nonce: null,
  leaseSeconds: 0,
} as const;
