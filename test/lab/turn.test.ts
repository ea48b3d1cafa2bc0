import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { throughAnswerSchema } from "#core/proof/through-answer.ts";
import { turnCheckSchema } from "#core/relay/turn-check.ts";
import { restLogin } from "#core/relay/turn-rest.ts";
import { createTestAuthority } from "../fakes/test-authority.ts";
import { addressOf } from "./cidr.ts";
import { recorderAddress, serverAddresses } from "./internet.ts";
import { bringUp, type Lab } from "./lab.ts";
import { waitUntil } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";

/** A firm's coturn, as it is set up well and in the usual wrong ways, checked from behind a carrier's NAT. */

const whyNot = whyNoLab();
const [SERVER] = serverAddresses.probe;
const LOGIN = { kind: "login", userName: "viewer", password: "right" } as const;
const WAYS = [
  { transport: "udp", port: 3478 },
  { transport: "tcp", port: 3478 },
  { transport: "tls", port: 443 },
] as const;
/** One more for each way of being set up wrong. */
const PORTS = { secret: 3500, hidden: 3510, elsewhere: 3520, quota: 3530 } as const;

const resultSchema = z.object({
  check: turnCheckSchema,
  judgement: z.object({
    works: z.string(),
    sentence: z.object({ key: z.string() }),
    findings: z.array(z.object({ text: z.object({ key: z.string() }) })),
  }),
});

describe.skipIf(whyNot !== null)(`TURN through real coturn${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "farsite-turn-"));
  const authority = createTestAuthority();
  let lab: Lab;

  function coturn(name: string, port: number, settings: readonly string[]): void {
    const file = (kind: string): string => join(folder, `${name}.${kind}`);
    lab.spawn(
      "probe",
      [
        "turnserver",
        "-n",
        "--log-file=stdout",
        `--listening-ip=${SERVER}`,
        `--relay-ip=${SERVER}`,
        `--listening-port=${port}`,
        "--realm=lab",
        "--no-cli",
        "--no-dtls",
        "--no-rfc5780",
        `--pidfile=${file("pid")}`,
        `--userdb=${file("db")}`,
        ...settings,
      ],
      { stdio: "ignore" },
    );
  }

  const checked = async (ways: readonly object[], access: object = LOGIN) => {
    const command = JSON.stringify({ host: SERVER, ways, access, authorities: [authority.certificate] });
    const { stdout, stderr } = await lab.run("laptop", ["node", "test/lab/turn-process.ts", command]);
    expect(stderr).toBe("");
    return resultSchema.parse(JSON.parse(stdout));
  };
  const udp = (port: number) => [{ transport: "udp", port }];
  const findings = ({ judgement }: z.infer<typeof resultSchema>) => judgement.findings.map(({ text }) => text.key);

  /** Sockets of the server's relay ports: one for each address that somebody holds. */
  const held = async (): Promise<number> => {
    const { stdout } = await lab.run("probe", ["ss", "-Huan"]);
    return [...stdout.matchAll(/:(\d+)\s+\S+:(?:\*|\d+)\s/g)].filter(([, port]) => Number(port) >= 49_152).length;
  };

  /** coturn closes what is given back a second later; what is not, after ten minutes. */
  const allFreed = async (): Promise<void> => {
    await expect.poll(held, { timeout: 4_000, interval: 250 }).toBe(0);
  };

  beforeAll(async () => {
    lab = await bringUp(topologyByName("cgnat-10"));
    const { cert, key } = authority.issue(`IP:${SERVER}`, 2);
    writeFileSync(join(folder, "cert.pem"), cert);
    writeFileSync(join(folder, "key.pem"), key, { mode: 0o600 });
    const password = ["--lt-cred-mech", "--user=viewer:right"];
    const tls = ["--tls-listening-port=443", `--cert=${folder}/cert.pem`, `--pkey=${folder}/key.pem`];
    coturn("right", 3478, [...password, ...tls]);
    coturn("secret", PORTS.secret, ["--no-tls", "--use-auth-secret", "--static-auth-secret=north"]);
    coturn("hidden", PORTS.hidden, ["--no-tls", ...password, "--external-ip=10.9.9.9"]);
    coturn("elsewhere", PORTS.elsewhere, ["--no-tls", ...password, "--external-ip=25.51.100.99"]);
    coturn("quota", PORTS.quota, ["--no-tls", ...password, "--user-quota=1"]);
    lab.spawn("recorder", ["/usr/bin/python3", "test/lab/devices/rtsp-camera.py", "8554"], { stdio: "ignore" });
    const listens = async (host: string, port: number) =>
      (await lab.run(host, ["ss", "-Huanlt"])).stdout.includes(`:${port} `);
    const all: [string, number][] = [
      ["probe", 3478],
      ["probe", 443],
      ["recorder", 8554],
    ];
    for (const [host, port] of [...all, ...Object.values(PORTS).map((one): [string, number] => ["probe", one])]) {
      let isThere = false;
      await waitUntil(() => {
        void listens(host, port).then((answer) => (isThere ||= answer));
        return isThere;
      }, 10_000);
      if (!isThere) throw new Error(`nobody listens on port ${port} of ${host}`);
    }
  }, 60_000);
  afterAll(async () => {
    await lab?.down();
    rmSync(folder, { recursive: true, force: true });
  });

  test("works over UDP, TCP and TLS on 443, and gets all back", async () => {
    const result = await checked(WAYS);
    for (const way of result.check.ways)
      expect(way).toMatchObject({
        fault: null,
        login: "accepted",
        relayed: { address: SERVER },
        pair: { outcome: "heard" },
        direct: { outcome: "heard" },
        freed: true,
      });
    expect(result.judgement).toMatchObject({ works: "yes", sentence: { key: "turn.overall.all" }, findings: [] });
    await allFreed();
  });

  test("a wrong password, and a login whose time is over", async () => {
    const wrong = await checked(WAYS, { ...LOGIN, password: "wrong" });
    expect(wrong.check.ways.map(({ fault }) => fault)).toEqual(["wrong-login", "wrong-login", "wrong-login"]);
    const expired = restLogin("north", "bob", Date.now() / 1_000 - 60);
    const { check } = await checked(udp(PORTS.secret), { kind: "login", ...expired });
    expect(check.ways[0]).toMatchObject({ fault: "expired-login", refusal: { code: 401 } });
    const made = await checked(udp(PORTS.secret), { kind: "secret", secret: "north", user: "bob" });
    expect(made.check.ways[0]).toMatchObject({ fault: null, login: "accepted" });
  });

  test("an external address that is private, or somebody else's", async () => {
    const hidden = await checked(udp(PORTS.hidden));
    expect(hidden.judgement).toMatchObject({ works: "no", sentence: { key: "turn.overall.not-outside" } });
    expect(findings(hidden)).toContain("turn.finding.external-ip-missing");
    const elsewhere = await checked(udp(PORTS.elsewhere));
    expect(elsewhere.judgement.works).not.toBe("yes");
    expect(findings(elsewhere)).toContain("turn.finding.external-ip-wrong");
  });

  test("a quota of one address", async () => {
    const result = await checked(udp(PORTS.quota));
    expect(result.check.ways[0]).toMatchObject({ pair: { outcome: "quota" }, direct: { outcome: "heard" } });
    expect(findings(result)).toContain("turn.finding.quota-small");
    await allFreed();
  });

  test("the picture of a real RTSP server is measured through a connection", async () => {
    const [address, port] = [addressOf(recorderAddress), 8554];
    const command = JSON.stringify({ address, port, seconds: 2 });
    const { stdout } = await lab.run("laptop", ["node", "test/lab/turn-process.ts", command]);
    expect(throughAnswerSchema.parse(JSON.parse(stdout))).toMatchObject({
      answer: { protocol: "rtsp" },
      trouble: null,
      stream: { codec: "JPEG", lostPackets: 0 },
      remark: { key: "through.stream.enough" },
    });
  });

  test("blocked UDP is told within five seconds, and TLS on 443 carries on", async () => {
    const [home] = lab.topology.layers;
    const rules = "table inet block { chain out { type filter hook forward priority -5; meta l4proto udp drop; }; }";
    await lab.run(home.host, ["nft", "-f", "-"], { stdin: rules });
    const { check, judgement } = await checked(WAYS);
    expect(check.ways).toMatchObject([
      { fault: "silent" },
      { fault: null, pair: { outcome: "heard" } },
      { fault: null, pair: { outcome: "heard" } },
    ]);
    expect(check.durationMs).toBeLessThan(5_000);
    expect(judgement).toMatchObject({ works: "partly", sentence: { key: "turn.overall.udp-blocked" } });
    await allFreed();
  });
});
