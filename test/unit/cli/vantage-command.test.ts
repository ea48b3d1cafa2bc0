import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { describe, expect, it } from "vitest";
import { terminal as en } from "#core/text/en/terminal.ts";
import { testVantage } from "#host/vantage/test-vantage.ts";
import { fakeEnvironment, patientBudget } from "../../fakes/fake-environment.ts";
import { closedPort, tcpOn, LOOPBACK } from "../../fakes/loopback.ts";
import { selfSignedCertificate } from "../../fakes/self-signed-certificate.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";
import { fakeTerminal, jsonOf, temporaryFolder, type TerminalRun } from "./terminal-fixture.ts";

/** A laptop with a way out, for the asking side. */
const asker = fakeEnvironment(null, {
  computer: { localAddressTowards: async () => LOOPBACK },
  budget: patientBudget,
});

/** Where it listens, as it is printed or logged. */
const ADDRESS = /127\.0\.0\.1(?::|","port":)(\d+)/;

/** Runs `farsite vantage` until it says where it listens, or ended by itself, and tells what came of `meanwhile`. */
async function running<T>(
  argv: string[],
  variables: Record<string, string>,
  meanwhile: (port: number) => Promise<T>,
): Promise<{ run: TerminalRun; used: T | null }> {
  const { run } = await fakeTerminal();
  const controller = new AbortController();
  const printed = Promise.withResolvers<number | null>();
  // The system chooses the port: one that was free a moment ago may be anybody's by now.
  const ended = run(["vantage", "--listen", `${LOOPBACK}:0`, ...argv], {
    signal: controller.signal,
    environment: variables,
    onOut: (text) => {
      const port = ADDRESS.exec(text)?.[1];
      if (port !== undefined) printed.resolve(Number(port));
    },
  }).finally(() => printed.resolve(null));
  const port = await printed.promise;
  const used = port === null ? null : await meanwhile(port);
  controller.abort();
  return { run: await ended, used };
}

describe("farsite vantage", () => {
  it("answers with the token it was given, until it is ended", async () => {
    const { run, used } = await running(["--ports", "none"], { FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN }, (port) =>
      testVantage({ url: `http://${LOOPBACK}:${port}/`, token: VANTAGE_TOKEN }, asker),
    );
    expect(used).toMatchObject({ state: "answered", seenAs: { address: LOOPBACK }, ports: [] });
    expect(used?.state === "answered" && Math.abs(used.clockAheadMs)).toBeLessThan(5_000);
    expect([run.status, run.err]).toEqual([0, ""]);
    // What is known to who gave it is not shown again.
    expect(run.out).not.toContain(VANTAGE_TOKEN);
    expect(run.out).toContain(en.vantage.tokenElsewhere);
  });

  it("makes a token where none is given, and shows it with the address to paste", async () => {
    const { run } = await running(["--ports", "none"], {}, async () => null);
    const [, token = ""] = /http:\/\/127\.0\.0\.1:\d+\/#([A-Za-z0-9_-]{43})$/m.exec(run.out) ?? [];
    expect(token).not.toBe("");
    expect(run.out).toContain(`FARSITE_VANTAGE_TOKEN=${token}`);
  });

  it("reads the token from a file, and warns when others can read it too", async () => {
    const file = join(temporaryFolder(), "token");
    writeFileSync(file, `${VANTAGE_TOKEN}\n`);
    for (const [mode, warned] of [
      [0o644, process.platform !== "win32"],
      [0o600, false],
    ] as const) {
      chmodSync(file, mode);
      const { run, used } = await running(["--ports", "none", "--token-file", file], {}, async (port) =>
        testVantage({ url: `http://${LOOPBACK}:${port}/`, token: VANTAGE_TOKEN }, asker),
      );
      expect(used).toMatchObject({ state: "answered" });
      expect(run.err !== "").toBe(warned);
    }
  });

  it("says which ports it can't have, and why", async () => {
    const tcp = await tcpOn(LOOPBACK, () => {});
    const udp = await closedPort();
    const variables = { FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN };
    const { run, used } = await running(["--ports", `udp:${udp},tcp:${tcp.port}`], variables, (port) =>
      testVantage({ url: `http://${LOOPBACK}:${port}/`, token: VANTAGE_TOKEN }, asker),
    );
    await tcp.close();
    expect(run.out).toContain(`UDP ${udp}: answers`);
    expect(run.out).toContain(`TCP ${tcp.port}: can't be used; another program`);
    expect(used).toMatchObject({
      ports: [
        { transport: "udp", port: udp, problem: null },
        { transport: "tcp", port: tcp.port, problem: "EADDRINUSE" },
      ],
    });
  });

  it("logs what it did as lines of JSON, and the token in none of them", async () => {
    const { run } = await running(["--ports", "none", "--json-log"], { FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN }, (port) =>
      testVantage({ url: `http://${LOOPBACK}:${port}/`, token: VANTAGE_TOKEN }, asker),
    );
    const entries = run.out.split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries[0]).toMatchObject({ event: "listening" });
    expect(entries[1]).toMatchObject({ event: "view", caller: LOOPBACK, at: expect.stringMatching(/^\d{4}-/) });
    expect(run.out).not.toContain(VANTAGE_TOKEN);
  });

  it("speaks TLS with a certificate, and a check refuses one that nobody vouches for", async () => {
    const folder = temporaryFolder();
    const { cert, key } = selfSignedCertificate("vantage.firm.example");
    writeFileSync(join(folder, "cert.pem"), cert);
    writeFileSync(join(folder, "key.pem"), key);
    const tls = ["--tls-cert", join(folder, "cert.pem"), "--tls-key", join(folder, "key.pem")];
    const greeting = (port: number): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect({ host: LOOPBACK, port, rejectUnauthorized: false }, () => {
          socket.on("data", (chunk: Buffer) => resolve(chunk.toString().split("\r\n", 1)[0] ?? ""));
          socket.write("POST /v1/view HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        });
        socket.on("error", () => resolve(""));
      });
    const { run, used } = await running(
      ["--ports", "none", ...tls],
      { FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN },
      async (port) => ({
        port,
        greeting: await greeting(port),
        test: await testVantage({ url: `https://${LOOPBACK}:${port}/`, token: VANTAGE_TOKEN }, asker),
      }),
    );
    expect(used).toMatchObject({
      greeting: "HTTP/1.1 401 Unauthorized",
      test: { state: "failed", trouble: "not-who-it-says" },
    });
    expect(run.out).toContain(`https://${LOOPBACK}:${used?.port}/`);
  });

  it.each([
    [["--listen", "somewhere:8443"]],
    [["--listen", LOOPBACK]],
    [["--listen", `${LOOPBACK}:70000`]],
    [["--ports", "51820"]],
    [["--ports", "udp:0"]],
    [["--ports", "sctp:1"]],
    [["--ports", "udp:1:2"]],
    [["--tls-cert", "cert.pem"]],
    [["--fast"]],
  ])("ends with status 2 for %j", async (argv) => {
    const { run } = await fakeTerminal();
    expect((await run(["vantage", ...argv])).status).toBe(2);
  });

  it("takes no token that can be guessed, and tells none", async () => {
    const { run } = await fakeTerminal();
    const { status, err } = await run(["vantage"], { environment: { FARSITE_VANTAGE_TOKEN: "secret" } });
    expect([status, err]).toEqual([2, expect.stringContaining(en.vantage.badToken)]);
    expect(err).not.toContain("secret");
  });

  it("ends with status 1 where it can't listen", async () => {
    const tcp = await tcpOn(LOOPBACK, () => {});
    const { run } = await fakeTerminal();
    const { status, err } = await run(["vantage", "--listen", `${LOOPBACK}:${tcp.port}`]);
    await tcp.close();
    expect([status, err]).toEqual([1, expect.stringContaining("EADDRINUSE")]);
  });
});

describe("survey --vantage", () => {
  const only = ["survey", "--json", "--only", "vantage,pcp"];

  it.each([
    ["behind #", (url: string) => ({ argv: ["--vantage", `${url}#${VANTAGE_TOKEN}`], environment: {} })],
    [
      "in FARSITE_VANTAGE_TOKEN",
      (url: string) => ({ argv: ["--vantage", url], environment: { FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN } }),
    ],
    [
      "for FARSITE_VANTAGE",
      (url: string) => ({ argv: [], environment: { FARSITE_VANTAGE: url, FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN } }),
    ],
  ])("asks it with the token %s", async (_where, how) => {
    const { url } = await vantageOnLoopback();
    const { run } = await fakeTerminal();
    const { argv, environment } = how(url);
    const result = await run([...only, ...argv], { environment });
    const { observations } = jsonOf(result) as { observations: { id: string; data: object }[] };
    const test = observations.find((o) => o.id === "vantage/inbound/pcp/test-mapping");
    expect(test?.data).toMatchObject({ kind: "inbound-test", arrived: true });
    expect(result.out + result.err).not.toContain(VANTAGE_TOKEN);
  });

  it("asks none when FARSITE_VANTAGE is empty", async () => {
    const { run } = await fakeTerminal();
    const { out } = await run(only, { environment: { FARSITE_VANTAGE: "" } });
    expect(out).not.toContain(`"vantage/`);
  });

  it("ends with a sentence where the address is none, and never shows the token", async () => {
    const { run } = await fakeTerminal();
    const wrong = `http://vantage.example/path#${VANTAGE_TOKEN}`;
    const given = await run([...only, "--vantage", wrong]);
    expect([given.status, given.err]).toEqual([2, expect.stringContaining("--vantage")]);
    const set = await run(only, { environment: { FARSITE_VANTAGE: wrong } });
    expect([set.status, set.err]).toEqual([1, expect.stringContaining("FARSITE_VANTAGE")]);
    expect(given.err + set.err).not.toContain(VANTAGE_TOKEN);
  });
});
