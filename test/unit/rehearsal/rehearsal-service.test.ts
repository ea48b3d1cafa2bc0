import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createTranslate } from "#core/text/translate.ts";
import { rehearsalRecordSchema } from "#core/rehearsal/rehearsal-record.ts";
import { borrowLibrary } from "#host/rehearsal/data-channel-library.ts";
import type { RehearsalEvent } from "#core/rehearsal/rehearsal-event.ts";
import type { RehearsalServiceOptions, RehearsalWish } from "#host/rehearsal/rehearsal-options.ts";
import { RehearsalService } from "#host/rehearsal/rehearsal-service.ts";
import { fakeEnvironment, NO_ROUTER } from "../../fakes/fake-environment.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

function service(url: string | null, more: Partial<RehearsalServiceOptions> = {}): RehearsalService {
  return new RehearsalService({
    environment: fakeEnvironment({ address: LOOPBACK, ports: NO_ROUTER }),
    vantageAccess: async () => (url === null ? null : { url, token: VANTAGE_TOKEN }),
    stunServers: () => [],
    turnServer: async () => null,
    openPort: async () => null,
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

describe("by hand", () => {
  it("two texts and a word are enough; what is no text of the other screen is refused", async () => {
    const [site, office] = [service(null), service(null)];
    const offered = Promise.withResolvers<string>();
    const answered = Promise.withResolvers<string>();
    const refused: string[] = [];
    const inviting = events(site, { role: "invite", signalling: { kind: "by-hand" } }, (event) => {
      if (event.type === "text") offered.resolve(event.text);
      if (event.type === "refused") refused.push(event.why.key);
      if (event.type === "checking") office.give(null);
      if (event.type !== "waiting") return;
      if (refused.length === 0) void offered.promise.then((own) => site.give(own));
      else if (refused.length === 1) site.give("FR1.nonsense");
      else void answered.promise.then((text) => site.give(text));
    });
    const joining = events(office, { role: "join", signalling: { kind: "by-hand" } }, (event) => {
      if (event.type === "waiting" && event.for === "text") void offered.promise.then((text) => office.give(text));
      if (event.type === "waiting" && event.for === "begin") answered.resolve(texts.at(-1) ?? "");
      if (event.type === "text") texts.push(event.text);
    });
    const texts: string[] = [];
    const ends = await Promise.all([inviting, joining]);
    const records = ends.map((all) => rehearsalRecordSchema.parse(only(all, "finished")[0]?.record));
    expect(refused).toEqual(["rehearsal.trouble.own-signal", "rehearsal.trouble.not-a-signal"]);
    expect(records.map(({ outcome }) => outcome)).toEqual(["direct", "direct"]);
    expect(records[0]?.digits).toBe(records[1]?.digits);
    expect(texts[0]?.length).toBeLessThan(400);
  }, 20_000);
});

describe("what can't be done", () => {
  const join = (code: string): RehearsalWish => ({ role: "join", signalling: { kind: "vantage", code } });

  it("is said in a sentence", async () => {
    const { url } = await vantageOnLoopback();
    const missing = (): ReturnType<typeof borrowLibrary> =>
      borrowLibrary(() => Promise.reject(new Error("no native build was found")));
    const cases: [RehearsalService, RehearsalWish, string][] = [
      [service(url), join("not a code"), "not-a-code"],
      [service(url), join("BBBB-BBBB"), "no-room"],
      [service(null), join("BBBB-BBBB"), "no-vantage"],
      [service("http://127.0.0.1:1/"), join("BBBB-BBBB"), "vantage-failed"],
      [service(url, { borrow: missing }), join("BBBB-BBBB"), "not-installed"],
    ];
    for (const [one, wish, trouble] of cases) {
      const all = await events(one, wish);
      const [failed] = only(all, "failed");
      expect(failed?.why.key).toBe(`rehearsal.trouble.${trouble}`);
      for (const locale of ["en", "de"] as const)
        expect(createTranslate(locale)(failed?.why ?? { key: "", args: {} })).not.toMatch(/rehearsal\.|\{\{/);
    }
  }, 20_000);

  it("a cancelled one takes back what it opened, closes its room and leaves place for the next", async () => {
    const { url } = await vantageOnLoopback();
    let open = 0;
    const openPort: RehearsalServiceOptions["openPort"] = async (_localPort, signal) => {
      open += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(signal.aborted).toBe(true);
      return { address: "25.0.113.2", port: 4_000, close: async () => void (open -= 1) };
    };
    const one = service(url, { openPort });
    const cancel = new AbortController();
    let code = "";
    const all = await events(
      one,
      { role: "invite", signalling: { kind: "vantage" } },
      (event) => {
        if (event.type === "code") {
          ({ code } = event);
          cancel.abort();
        }
      },
      cancel.signal,
    );
    expect(all.map(({ type }) => type)).not.toContain("failed");
    expect(open).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [failed] = only(await events(service(url), join(code)), "failed");
    expect(failed?.why.key).toBe("rehearsal.trouble.no-room");
    await expect(events(one, join("nonsense"))).resolves.toHaveLength(1);
  }, 20_000);

  it("only one runs at a time", async () => {
    const one = service(null);
    const cancel = new AbortController();
    const first = events(one, { role: "join", signalling: { kind: "by-hand" } }, () => {}, cancel.signal);
    await expect(events(one, join("BBBBBBBB"))).rejects.toThrow("REHEARSAL_ALREADY_RUNNING");
    cancel.abort();
    await first;
  });
});
