import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rehearsalRecordSchema } from "#core/rehearsal/rehearsal-record.ts";
import type { RehearsalEvent, RehearsalServiceOptions, RehearsalWish } from "#host/rehearsal/rehearsal-options.ts";
import { RehearsalService } from "#host/rehearsal/rehearsal-service.ts";
import { fakeEnvironment } from "../../fakes/fake-environment.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

function service(url: string | null, more: Partial<RehearsalServiceOptions> = {}): RehearsalService {
  return new RehearsalService({
    environment: fakeEnvironment(null),
    vantageAccess: async () => (url === null ? null : { url, token: VANTAGE_TOKEN }),
    stunServers: () => [],
    turnServer: async () => null,
    openPort: async () => null,
    nat: () => null,
    technician: () => "A. Nyone",
    version: "0.0.0",
    now: () => new Date(),
    randomBytes: (length) => randomBytes(length),
    randomUuid: () => randomUUID(),
    ...more,
  });
}

/** Runs one end to its end. */
async function events(
  one: RehearsalService,
  wish: RehearsalWish,
  onEvent: (event: RehearsalEvent) => void = () => {},
  signal = new AbortController().signal,
): Promise<RehearsalEvent[]> {
  const all: RehearsalEvent[] = [];
  for await (const event of one.start(wish, signal)) {
    all.push(event);
    onEvent(event);
  }
  return all;
}

const only = <T extends RehearsalEvent["type"]>(all: readonly RehearsalEvent[], type: T) =>
  all.filter((event): event is Extract<RehearsalEvent, { type: T }> => event.type === type);

describe("two ends on this computer", () => {
  it("meet at the vantage, show the same digits and find the same pair", async () => {
    const { url } = await vantageOnLoopback();
    const code = Promise.withResolvers<string>();
    const inviting = events(
      service(url),
      { role: "invite", signalling: { kind: "vantage" }, name: "Site" },
      (event) => {
        if (event.type === "code") code.resolve(event.code);
      },
    );
    const joinWish: RehearsalWish = {
      role: "join",
      signalling: { kind: "vantage", code: (await code.promise).toLowerCase() },
      name: "Office\nfirst floor",
    };
    const [site, office] = await Promise.all([inviting, events(service(url), joinWish)]);
    expect([...only(site, "failed"), ...only(office, "failed")]).toEqual([]);
    const records = [site, office].map((all) => rehearsalRecordSchema.parse(only(all, "finished")[0]?.record));
    const [one, two] = records;
    expect(one?.digits).toBe(two?.digits);
    expect(one).toMatchObject({ outcome: "direct", sameNetwork: true, relayOffered: "none" });
    expect(two).toMatchObject({ outcome: "direct", sameNetwork: true });
    expect(one?.there.name).toBe("Office first floor");
    expect(one?.pair?.here).toEqual(two?.pair?.there);
    expect(one?.pair?.there).toEqual(two?.pair?.here);
    for (const record of records) {
      expect(record.rttMs).toBeLessThan(1_000);
      expect(record.upBitsPerSecond).toBeGreaterThan(1_000_000);
      expect(record.downBitsPerSecond).toBeGreaterThan(1_000_000);
    }
  }, 20_000);
});
