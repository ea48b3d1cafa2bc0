import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { turnCheckSchema, type TurnTransport } from "#core/relay/turn-check.ts";
import { restLogin } from "#core/relay/turn-rest.ts";
import { checkTurn, type TurnAccess, type TurnCheckOptions } from "#host/relay/turn-check.ts";
import { startFakeTurnServer, type FakeTurnServer, type TurnManners } from "../../fakes/fake-turn-server.ts";
import { closedPort, LOOPBACK, tcpOn, udpOn } from "../../fakes/loopback.ts";
import { createTestAuthority } from "../../fakes/test-authority.ts";

const LOGIN: TurnAccess = { kind: "login", userName: "alice", password: "wonderland" };
const authority = createTestAuthority();
const open: FakeTurnServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function server(manners: TurnManners, names?: string, days = 2): Promise<FakeTurnServer> {
  const started = await startFakeTurnServer(manners, names === undefined ? undefined : authority.issue(names, days));
  open.push(started);
  return started;
}

const check = async (ways: TurnCheckOptions["ways"], changes: Partial<TurnCheckOptions> = {}, signal?: AbortSignal) =>
  turnCheckSchema.parse(
    await checkTurn(
      {
        host: LOOPBACK,
        ways,
        access: LOGIN,
        authorities: [authority.certificate],
        now: () => new Date(),
        randomBytes: (length) => randomBytes(length),
        ...changes,
      },
      signal ?? new AbortController().signal,
    ),
  );

const udpOf = ({ udpPort }: FakeTurnServer) => [{ transport: "udp", port: udpPort } as const];
const wayOf = async (manners: TurnManners, changes: Partial<TurnCheckOptions> = {}) => {
  const started = await server(manners);
  const [way] = (await check(udpOf(started), changes)).ways;
  return { way, started };
};

describe("a server that is set up right", () => {
  test("relays over UDP, TCP and TLS, and gets all back", async () => {
    const fake = await server({}, `IP:${LOOPBACK}`);
    const { ways } = await check([
      ...udpOf(fake),
      { transport: "tcp", port: fake.tcpPort },
      { transport: "tls", port: fake.tlsPort ?? 0 },
    ]);
    expect(ways.map(({ transport }) => transport)).toEqual(["udp", "tcp", "tls"] satisfies TurnTransport[]);
    for (const way of ways)
      expect(way).toMatchObject({
        fault: null,
        login: "accepted",
        relayed: { address: LOOPBACK },
        mapped: { address: LOOPBACK },
        lifetimeSeconds: 600,
        pair: { outcome: "heard" },
        direct: { outcome: "heard" },
        freed: true,
      });
    expect(ways[2]?.certificate?.faults).toEqual([]);
    expect([fake.given(), fake.held()]).toEqual([6, 0]);
  });

  test("may find its nonce too old", async () => {
    expect((await wayOf({ staleNonces: 1 })).way).toMatchObject({ fault: null, login: "accepted" });
  });

  test("may give one address at a time: the direct way is tried alone", async () => {
    const { way, started } = await wayOf({ quota: 1 });
    expect(way).toMatchObject({ fault: null, pair: { outcome: "quota" }, direct: { outcome: "heard" }, freed: true });
    expect(started.held()).toBe(0);
  });

  test("may know logins by a shared secret", async () => {
    const access = { kind: "secret", secret: "north", user: "farsite" } as const;
    expect((await wayOf({ secret: "north" }, { access })).way).toMatchObject({ fault: null, login: "accepted" });
  });
});

describe("a server that is not", () => {
  test.each<[string, TurnManners, object]>([
    ["another password", { password: "x" }, { fault: "wrong-login", login: "refused", refusal: { code: 401 } }],
    ["no address left for the user", { error: 486 }, { fault: "quota" }],
    ["no port left", { error: 508 }, { fault: "full" }],
    ["no relay of UDP", { error: 442 }, { fault: "no-udp-relay" }],
    ["an older session", { error: 437 }, { fault: "mismatch" }],
    ["what it forbids", { error: 403 }, { fault: "forbidden" }],
    ["a code of its own", { error: 599 }, { fault: "error", refusal: { code: 599, reason: "No." } }],
    ["another server, which is not asked", { error: 300 }, { fault: "other-server", alternateServer: { port: 3478 } }],
    ["nonces that are always too old", { staleNonces: 99 }, { fault: "wrong-login" }],
    ["somebody's answers", { wrongProof: true }, { fault: "tampered", relayed: null }],
    ["a list that was taken away", { bidDown: true }, { fault: "tampered" }],
    [
      "peers that it forbids",
      { forbidPeers: true },
      { pair: { outcome: "forbidden" }, direct: { outcome: "forbidden" } },
    ],
    ["no login at all", { open: true }, { fault: null, login: "not-needed", freed: true }],
    [
      "an address of its own network",
      { relayedAddress: "10.1.2.3" },
      { relayed: { address: "10.1.2.3" }, direct: { outcome: "not-tried" } },
    ],
  ])("has %s", async (_, manners, expected) => {
    const { way, started } = await wayOf(manners);
    expect(way).toMatchObject(expected);
    expect(started.held()).toBe(0);
  });

  test("has STUN alone", async () => {
    expect((await wayOf({ stunOnly: true })).way).toMatchObject({ fault: "stun-only" });
  });

  test("has another shared secret, or a clock that is ahead by hours", async () => {
    const access = { kind: "secret", secret: "south", user: "farsite" } as const;
    expect((await wayOf({ secret: "north" }, { access })).way).toMatchObject({ fault: "wrong-login" });
    const ahead = { secret: "south", clockAheadSeconds: 9 * 3_600 };
    expect((await wayOf(ahead, { access })).way).toMatchObject({ fault: null, login: "accepted-late", freed: true });
  });

  test("refuses a login whose time is over", async () => {
    const expired = restLogin("north", "bob", Date.now() / 1_000 - 60);
    const { way } = await wayOf({ secret: "north" }, { access: { kind: "login", ...expired } });
    expect(way).toMatchObject({ fault: "expired-login", login: "refused" });
  });

  test("does not take its addresses back in words", async () => {
    const { way } = await wayOf({ ignoreRefresh: true });
    expect(way).toMatchObject({ fault: null, pair: { outcome: "heard" }, freed: false });
  });
});

describe("its certificate", () => {
  test.each([
    ["has ended", `IP:${LOOPBACK}`, -1, true, ["expired"]],
    ["is another's", "DNS:turn.example", 2, true, ["wrong-name"]],
    ["is of nobody known", `IP:${LOOPBACK}`, 2, false, ["untrusted"]],
    ["is wrong in several ways", "DNS:turn.example", -1, false, ["expired", "wrong-name"]],
  ])("%s", async (_, names, days, isTrusted, faults) => {
    const fake = await server({}, names, days);
    const authorities = isTrusted ? [authority.certificate] : [];
    const [way] = (await check([{ transport: "tls", port: fake.tlsPort ?? 0 }], { authorities })).ways;
    expect(way).toMatchObject({ fault: null, pair: { outcome: "heard" } });
    expect(way?.certificate?.faults.toSorted()).toEqual(faults.toSorted());
  });
});

describe("nobody, or somebody else", () => {
  test("is told within five seconds, while another way works", async () => {
    const fake = await server({});
    const silent = await udpOn();
    onTestFinished(() => void silent.close());
    const { ways, durationMs } = await check([
      { transport: "udp", port: silent.address().port },
      { transport: "tcp", port: fake.tcpPort },
    ]);
    expect(ways).toMatchObject([
      { fault: "silent", freed: null },
      { fault: null, pair: { outcome: "heard" }, direct: { outcome: "not-tried" } },
    ]);
    expect(durationMs).toBeLessThan(5_000);
  });

  test("refuses", async () => {
    const [udp, tcp] = [await closedPort(), await closedPort()];
    const { ways } = await check([
      { transport: "udp", port: udp },
      { transport: "tcp", port: tcp },
    ]);
    expect(ways.map(({ fault }) => fault)).toEqual(["refused", "refused"]);
  });

  test.each([
    ["a web server", "tcp", "HTTP/1.1 400 Bad Request\r\n\r\n", "not-turn"],
    ["bytes", "tcp", "\u00ff\u00ff\u00ff\u00ff\u00ff", "not-turn"],
    ["nothing but a farewell", "tcp", "", "closed"],
    ["no TLS", "tls", "SSH-2.0-x\r\n", "not-tls"],
  ] as const)("says %s", async (_, transport, words, fault) => {
    const other = await tcpOn(LOOPBACK, (connection) => {
      connection.once("data", () => connection.end(Buffer.from(words, "latin1")));
    });
    onTestFinished(() => other.close());
    const [way] = (await check([{ transport, port: other.port }])).ways;
    expect(way?.fault).toBe(fault);
  });

  test("has that name", async () => {
    const noName = async (): Promise<string[]> => {
      throw Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" });
    };
    const { ways } = await check([{ transport: "udp", port: 1 }], { host: "turn.example", lookUp: noName });
    expect(ways[0]).toMatchObject({ fault: "name-unknown", address: null });
  });
});

test("all is given back when the check is ended in the middle", async () => {
  const fake = await server({ forbidPeers: false });
  const ended = new AbortController();
  let bytes = 0;
  const running = check(
    [...udpOf(fake), { transport: "tcp", port: fake.tcpPort }],
    {
      randomBytes: (length) => {
        // Somewhere behind the addresses: between permission and echo.
        if (fake.held() === 2 && ++bytes === 2) ended.abort();
        return randomBytes(length);
      },
    },
    ended.signal,
  );
  await expect(running).rejects.toThrow(/abort/i);
  expect(fake.given()).toBeGreaterThan(1);
  expect(fake.held()).toBe(0);
});
