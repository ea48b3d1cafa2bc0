import { describe, expect, it } from "vitest";
import { openHubLine, type HubAccess } from "#host/hub/hub-line.ts";
import { createBadLine } from "../../fakes/bad-line.ts";
import { closedPort } from "../../fakes/loopback.ts";
import { createPostgres, findPostgres, type PostgresServer } from "../../fakes/postgres-server.ts";
import { createTestAuthority, type TestAuthority } from "../../fakes/test-authority.ts";
import { adminOf, freshHub, testLaptop, through, use, withPostgres } from "./hub-fixture.ts";

let made: TestAuthority | undefined;
const authority = (): TestAuthority => (made ??= createTestAuthority());
const server = withPostgres(() => authority().issue("IP:127.0.0.1", 2));

const withAuthority = (access: HubAccess, pem: string): HubAccess => ({ ...access, authority: pem });

/** One question over a line of its own. */
async function asked(access: HubAccess, text: string): Promise<Record<string, unknown>[]> {
  const line = await openHubLine(access);
  try {
    return await line.query(text);
  } finally {
    await line.close();
  }
}

const ENCRYPTED = "select ssl, version from pg_stat_ssl where pid = pg_backend_pid()";

describe("the line to the hub", () => {
  it("is TLS with the firm's own authority, bound to the password's proof", async () => {
    const admin = withAuthority(adminOf(server()), authority().certificate);
    expect(await asked(admin, ENCRYPTED)).toEqual([{ ssl: true, version: "TLSv1.3" }]);
  });

  it("is plain only where it can't leave this computer", async () => {
    expect(await asked(adminOf(server()), ENCRYPTED)).toEqual([{ ssl: false, version: null }]);
    const socket = adminOf(server());
    const bySocket = { ...socket, address: { ...socket.address, host: server().socketFolder } };
    expect(await asked(bySocket, ENCRYPTED)).toEqual([{ ssl: false, version: null }]);
  });

  it("trusts nobody but the authority it was told", async () => {
    const other = withAuthority(adminOf(server()), createTestAuthority().certificate);
    await expect(openHubLine(other)).rejects.toMatchObject({
      code: "HUB_UNREACHABLE",
      data: { detail: expect.stringMatching(/certificate/) },
    });
  });

  it("refuses a certificate that has expired, or is another server's", async () => {
    const bin = findPostgres();
    if (bin === null) throw new Error("no PostgreSQL");
    const cases: [string, number, RegExp][] = [
      ["IP:127.0.0.1", -1, /CERT_HAS_EXPIRED/],
      ["DNS:other.example", 2, /ERR_TLS_CERT_ALTNAME_INVALID/],
    ];
    for (const [name, days, why] of cases) {
      const wrong: PostgresServer = await createPostgres(bin, authority().issue(name, days));
      try {
        await expect(openHubLine(withAuthority(adminOf(wrong), authority().certificate)), name).rejects.toMatchObject({
          code: "HUB_UNREACHABLE",
          data: { detail: expect.stringMatching(why) },
        });
      } finally {
        await wrong.remove();
      }
    }
  });

  it("says that nobody is there, at once and after a while", async () => {
    await expect(openHubLine(through(adminOf(server()), await closedPort()))).rejects.toMatchObject({
      code: "HUB_UNREACHABLE",
      data: { detail: expect.stringMatching(/ECONNREFUSED/) },
    });
    const line = await createBadLine(server().port);
    line.stall();
    await expect(openHubLine(through(adminOf(server()), line.port), { connectTimeoutMs: 300 })).rejects.toMatchObject({
      code: "HUB_UNREACHABLE",
    });
    await line.close();
  });

  it("gives up a line that has gone silent, and stays usable", async () => {
    const { technicians } = await freshHub(server(), ["anna"]);
    const bad = await createBadLine(server().port);
    const laptop = testLaptop({ line: { stallTimeoutMs: 500 } });
    await use(laptop, through(technicians.anna, bad.port));
    const { siteId } = laptop.store.beginSite({ name: "Tunnel", template: null });
    await laptop.addPhoto(siteId, 2_000_000);
    const stalled = (async () => {
      for await (const event of laptop.hub.sync()) if (event.type === "progress" && event.phase === "push") bad.stall();
    })();
    await expect(stalled).rejects.toMatchObject({
      code: "HUB_UNREACHABLE",
      data: { detail: expect.stringMatching(/nothing came/) },
    });
    bad.mend();
    expect(await laptop.sync()).toMatchObject({ photosPushed: 1 });
    await bad.close();
  });

  it("ends at once when the person cancels, however dead the line is", async () => {
    const { technicians } = await freshHub(server(), ["berta"]);
    const bad = await createBadLine(server().port);
    const laptop = testLaptop();
    await use(laptop, through(technicians.berta, bad.port));
    const cancel = new AbortController();
    bad.stall();
    const events: string[] = [];
    for await (const event of laptop.hub.sync(cancel.signal)) {
      events.push(event.type);
      cancel.abort();
    }
    expect(events).toEqual(["progress"]);
    expect(await laptop.hub.status()).toMatchObject({ isSyncing: false, trouble: null });
    await bad.close();
  });
});

describe("syncing by itself", () => {
  it("follows writes, goes on after the server comes back, and never before it may", async () => {
    const { technicians } = await freshHub(server(), ["carl", "dora"]);
    const timing = { startMs: 10, afterWriteMs: 20, everyMs: 200, firstRetryMs: 50, hopelessRetryMs: 10_000 };
    const bad = await createBadLine(server().port);
    const [carl, dora] = [testLaptop({ background: timing }), testLaptop({ background: timing })];
    await use(carl, through(technicians.carl, bad.port));
    await use(dora, technicians.dora);
    carl.hub.start();
    dora.hub.start();
    bad.breakAfter(0);
    carl.store.beginSite({ name: "By itself", template: null });
    carl.hub.noteWrite();
    await expect.poll(async () => (await carl.hub.status()).trouble?.code).toBe("HUB_UNREACHABLE");
    bad.mend();
    await expect.poll(() => dora.store.sites().map(({ name }) => name), { timeout: 15_000 }).toEqual(["By itself"]);
    await expect.poll(async () => (await carl.hub.status()).trouble).toBeNull();
    await bad.close();
  });

  it("does nothing where no hub is set up, and a sync by hand says so", async () => {
    const laptop = testLaptop({ background: { startMs: 1, everyMs: 5 } });
    laptop.hub.start();
    laptop.hub.noteWrite();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await laptop.hub.status()).toMatchObject({ hub: null, trouble: null, lastSyncAt: null });
    await expect(laptop.sync()).rejects.toMatchObject({ code: "HUB_NOT_CONFIGURED" });
  });
});
