import { describe, expect, onTestFinished, test } from "vitest";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import type { PhoneTest } from "#host/proof/proof-service.ts";
import { checkThat, documentWith, fakeProofs, forwardOf, SITE } from "./proof-fixture.ts";
import { startFakeWhoamiServer } from "../../fakes/fake-whoami-server.ts";
import { closedPort, LOOPBACK, tcpOn } from "../../fakes/loopback.ts";

const PUBLIC = "81.2.69.142";
const asked: PhoneTest = { siteId: SITE, forwardId: null, byHandPort: null, carrier: null };

async function whoami(): Promise<string> {
  const server = await startFakeWhoamiServer("right", PUBLIC);
  onTestFinished(() => server.close());
  return server.url;
}

type Options = Omit<Parameters<typeof fakeProofs>[1], "whoami">;

async function phone(more: Partial<PhoneTest> = {}, options: Options = {}, forwards = [forwardOf()]) {
  const fake = fakeProofs(documentWith(forwards), { whoami: await whoami(), phoneLimitMs: 700, ...options });
  const cancel = new AbortController();
  const events = fake.service.phone({ ...asked, ...more }, cancel.signal);
  onTestFinished(async () => void (await events.return()));
  const next = async (): Promise<PhoneEvent | undefined> => (await events.next()).value ?? undefined;
  return { ...fake, cancel, events, next };
}

/** The page as somebody on this computer sees it. */
const visit = (ready: PhoneEvent | undefined, path?: string): Promise<string> => {
  const url = new URL(ready?.type === "ready" ? ready.url : "");
  return fetch(`http://${LOOPBACK}:${url.port}${path ?? url.pathname}`).then((response) => response.text());
};
const keysOf = (ready: PhoneEvent | undefined): string[] =>
  ready?.type === "ready" ? ready.remarks.map(({ key }) => key.replace("proof.phone.", "")) : [];
const failure = (event: PhoneEvent | undefined): string =>
  event?.type === "failed" ? event.why.key : `${event?.type}`;

describe("the test with a telephone", () => {
  test("shows the public address with a secret path, tells who comes, and takes its port back", async () => {
    const { next, opened, closed, saved } = await phone();
    const ready = await next();
    expect(ready).toMatchObject({ type: "ready", remarks: [] });
    expect(ready?.type === "ready" && ready.url).toMatch(new RegExp(`^http://${PUBLIC}:\\d+/[0-9a-f]{32}$`));
    expect(opened).toMatchObject([{ address: LOOPBACK, transport: "tcp" }]);
    expect(await visit(ready)).toContain("Switch Wi-Fi off");
    expect(await next()).toMatchObject({ type: "visit", from: LOOPBACK, judged: "same-network" });
    await visit(ready, "/");
    expect(await next()).toMatchObject({ type: "visit", judged: "same-network" });
    expect(failure(await next())).toBe("proof.phone.nobody-outside");
    expect(await next()).toBeUndefined();
    expect(closed).toEqual(opened);
    expect(saved).toEqual([]);
    await expect(visit(ready)).rejects.toThrow("fetch failed");
  });

  test("tells no more visits than a screen takes", async () => {
    const { next } = await phone({}, { phoneLimitMs: 2_500 });
    const ready = await next();
    for (let count = 0; count < 40; count += 1) await visit(ready);
    const told: (string | undefined)[] = [];
    for (let event = await next(); event !== undefined; event = await next()) told.push(event.type);
    expect(told.filter((type) => type === "visit")).toHaveLength(8);
  });

  test("takes everything back when nobody looks any more, or it is cancelled", async () => {
    const left = await phone();
    const ready = await left.next();
    await left.events.return();
    expect(left.closed).toEqual(left.opened);
    await expect(visit(ready)).rejects.toThrow("fetch failed");
    const cancelled = await phone({}, { phoneLimitMs: 60_000 });
    await cancelled.next();
    cancelled.cancel.abort();
    expect(await cancelled.next()).toBeUndefined();
    expect(cancelled.closed).toEqual(cancelled.opened);
  });

  test("never asks for a port that leads to the recorder, or that browsers refuse", async () => {
    const stream = forwardOf({ id: "f2", externalPort: 554, closedAt: "2026-11-10T10:00:00.000Z" });
    const taken = await phone({ forwardId: "f1" });
    expect(keysOf(await taken.next())).toEqual(["port-taken"]);
    expect(taken.opened.map(({ externalPort }) => externalPort)).not.toContain(8080);
    const refused = await phone({ forwardId: "f2" }, {}, [stream]);
    expect(keysOf(await refused.next())).toEqual(["port-refused"]);
    const free = await phone({ forwardId: "f1" }, {}, [forwardOf({ closedAt: "2026-11-10T10:00:00.000Z" })]);
    expect(keysOf(await free.next())).toEqual([]);
    expect(free.opened.map(({ externalPort }) => externalPort)).toEqual([8080]);
  });

  test("gives back what no browser could open, and tries other ports before it gives up", async () => {
    const odd = await phone({}, { opens: (_wish) => ({ externalPort: 6000, externalAddress: null }) });
    expect(failure(await odd.next())).toBe("proof.trouble.no-port");
    expect(odd.opened).toHaveLength(3);
    expect(odd.closed).toEqual(odd.opened);
    const no = await phone({}, { opens: () => null });
    expect(failure(await no.next())).toBe("forward.refused.plain");
    expect(new Set(no.opened.map(({ externalPort }) => externalPort)).size).toBe(3);
  });

  test("says that the router is wrong about its address", async () => {
    const { next } = await phone(
      {},
      { opens: ({ externalPort }) => ({ externalPort, externalAddress: "100.64.1.1" }) },
    );
    expect(keysOf(await next())).toEqual(["router-address"]);
  });

  test("uses the port that was forwarded by hand, and says why one can't be", async () => {
    const port = await closedPort();
    const byHand = await phone({ byHandPort: port });
    const ready = await byHand.next();
    expect(ready?.type === "ready" && new URL(ready.url).port).toBe(String(port));
    expect(byHand.opened).toEqual([]);
    expect(failure(await (await phone({ byHandPort: 6000 })).next())).toBe("proof.trouble.by-hand-refused");
    const other = await tcpOn(LOOPBACK, () => {});
    onTestFinished(() => other.close());
    expect(failure(await (await phone({ byHandPort: other.port })).next())).toBe("proof.trouble.by-hand-taken");
  });

  test("never blames the line for the laptop's own firewall", async () => {
    const computer = { readLocalFirewalls: async () => [{ name: "ufw", state: "on" as const }] };
    const guarded = await phone({}, { site: { computer } });
    expect(keysOf(await guarded.next())).toEqual(["firewall-on"]);
    expect(failure(await guarded.next())).toBe("proof.phone.nobody-firewall");
    const open = await phone();
    await open.next();
    expect(failure(await open.next())).toBe("proof.phone.nobody");
  });

  test("does not begin at another place than the site", async () => {
    const there = () => checkThat({ mac: "02:00:00:00:00:99", publicAddress: "109.41.2.3" });
    expect(failure(await (await phone({}, { lastCheck: there })).next())).toBe("proof.trouble.not-at-site");
  });

  test("is one at a time", async () => {
    const { service, next } = await phone();
    await next();
    const second = service.phone(asked, new AbortController().signal);
    await expect(second.next()).rejects.toMatchObject({ code: "PROOF_ALREADY_RUNNING" });
  });
});
