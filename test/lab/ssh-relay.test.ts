import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { agentUnit } from "#core/relay/agent-systemd.ts";
import { knownHosts, type AgentPlan } from "#core/relay/agent-plan.ts";
import { liveTunnelSchema, type LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import { relayKeyLine, sshdConfig } from "#core/server-setup/sshd.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { generateSshKeyPair } from "#host/relay/ssh-keys.ts";
import type { TunnelPort } from "#host/relay/ssh-live-port.ts";
import type { SshTimes } from "#host/relay/ssh-times.ts";
import { unitCommandLine, unitSettings } from "../fakes/unit-command-line.ts";
import { bringUp, type Lab } from "./lab.ts";
import { processesIn, waitUntil } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";
import type { TunnelOrder } from "./servers/ssh-tunnel.ts";
import { topologyByName } from "./topologies.ts";
import type { Topology } from "./topology.ts";

/** A reverse tunnel from behind a carrier's NAT through a real sshd that has the settings Farsite writes for it. */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
const SERVER = "25.51.100.30";
const RECORDER = "192.168.1.64";
const CAMERA_PORT = 8554;
const BULK_PORT = 9500;

const carrier = topologyByName("cgnat-10");
const [home, ...others] = carrier.layers;
const site: Topology = {
  ...carrier,
  layers: [{ ...home, filters: [...home.filters, { kind: "drop-outbound-udp" }] }, ...others],
};

const hostKey = generateSshKeyPair();
const siteKey = generateSshKeyPair();
const firm: FirmServer = {
  id: "vps",
  name: "VPS",
  host: SERVER,
  region: null,
  ssh: { ports: [22, 443], user: "farsite-admin", hostKeys: [hostKey.fingerprint], hostKeyLine: hostKey.publicKey },
  relay: { user: "farsite-relay", firstPort: 20_000, lastPort: 20_999 },
  wireguard: null,
  frp: null,
  media: null,
  turn: null,
  technicians: [],
  madeAt: "2026-11-01T10:00:00Z",
  changedAt: "2026-11-01T10:00:00Z",
};
const camera: TunnelPort = {
  id: "camera",
  address: RECORDER,
  port: CAMERA_PORT,
  serverPort: 20_001,
  listen: "everyone",
};
const bulk: TunnelPort = { id: "bulk", address: RECORDER, port: BULK_PORT, serverPort: 20_002, listen: "everyone" };

/** Quick to notice what is gone, so that a test need not wait for three times 15 s. */
const QUICK: Partial<SshTimes> = { keepaliveMs: 500, keepaliveCount: 2 };

interface Change {
  readonly atMs: number;
  readonly status: LiveTunnelStatus;
}

describe.skipIf(whyNot !== null)(`a reverse tunnel by SSH${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  let lab: Lab;
  let folder: string;
  let sshd: ChildProcess;

  beforeAll(async () => {
    lab = await bringUp(site);
    folder = mkdtempSync(join(tmpdir(), "farsite-ssh-lab-"));
    // sshd reads a user's keys as that user.
    chmodSync(folder, 0o755);
    const relayLine = relayKeyLine({
      publicKey: siteKey.publicKey,
      listens: [20_001, 20_002].map((port) => ({ port, everyone: true })),
      site: "bakery",
      comment: "bakery",
    });
    writeFileSync(join(folder, "relay-keys"), `${relayLine}\n`);
    const etc = join("/etc/netns", lab.namespaceOf("probe"));
    const account = (name: string, id: number): string => `${name}:x:${id}:65534::/nonexistent:/bin/sh\n`;
    const nobody = "nobody:x:65534:65534::/nonexistent:/bin/false\n";
    writeFileSync(
      join(etc, "passwd"),
      `root:x:0:0::/root:/bin/sh\n${nobody}sshd:x:101:65534::/run/sshd:/bin/false\n${account("farsite-relay", 60_001)}${account("farsite-admin", 60_002)}`,
    );
    writeHostKey(hostKey.privateKey);
    sshd = await startSshd();
    lab.spawn("recorder", ["/usr/bin/python3", "test/lab/devices/rtsp-camera.py", String(CAMERA_PORT)], {
      stdio: "ignore",
    });
    lab.spawn("recorder", ["node", "-e", BULK_SERVER], { stdio: "ignore" });
    await lab.run("laptop", ["sh", "-c", waitForPorts([CAMERA_PORT, BULK_PORT])], { timeoutMs: 20_000 });
  });
  afterAll(async () => {
    await lab.down();
    rmSync(folder, { recursive: true, force: true });
  });

  const writeHostKey = (privateKey: string): void => writeFileSync(join(folder, "host"), privateKey, { mode: 0o600 });

  async function startSshd(): Promise<ChildProcess> {
    const alive = isLong ? "ClientAliveInterval 10" : "ClientAliveInterval 1";
    const text = sshdConfig(firm, { owner: null })
      .replace("/etc/ssh/ssh_host_ed25519_key", join(folder, "host"))
      .replace("/etc/farsite/relay-keys", join(folder, "relay-keys"))
      .replace("ClientAliveInterval 10", alive);
    // The test's folder is under /tmp, which everybody may write to.
    writeFileSync(join(folder, "sshd_config"), `StrictModes no\nPidFile none\n${text}`);
    const child = lab.spawn(
      "probe",
      ["sh", "-c", 'mkdir -p /run/sshd; exec /usr/sbin/sshd -D -e -f "$0"', join(folder, "sshd_config")],
      {
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    await new Promise<void>((resolve, reject) => {
      let log = "";
      child.stderr?.on("data", (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes("listening on 0.0.0.0 port 443")) resolve();
      });
      child.once("exit", () => reject(new Error(log)));
    });
    return child;
  }

  /** With its children, as when a server is switched off; the kernel then closes all connections. */
  async function killSshd(): Promise<void> {
    const pids = processesIn([lab.namespaceOf("probe")]);
    const { stdout } = await lab.run("probe", ["sh", "-c", "pgrep -x sshd || true"]);
    for (const pid of stdout.split("\n").map(Number)) if (pids.includes(pid)) process.kill(pid, "SIGKILL");
  }

  function tunnel(
    order: Partial<TunnelOrder["plan"]["server"]> = {},
    published: readonly TunnelPort[] = [camera, bulk],
    times = QUICK,
  ) {
    const server = {
      host: SERVER,
      ports: [22, 443],
      user: "farsite-relay",
      privateKey: siteKey.privateKey,
      acceptedHostKeys: [hostKey.fingerprint],
      ...order,
    };
    const child = lab.spawn("laptop", ["node", "test/lab/servers/ssh-tunnel.ts"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const changes: Change[] = [];
    const { stdin, stdout } = child;
    if (stdin === null || stdout === null) throw new Error("no pipes");
    createInterface({ input: stdout }).on("line", (line) => {
      const { atMs, status } = JSON.parse(line) as Change;
      if (status !== undefined) changes.push({ atMs, status: liveTunnelSchema.parse(status) });
    });
    const sent: TunnelOrder = { plan: { tunnelId: "bakery", server, published }, times };
    stdin.end(JSON.stringify(sent));
    const until = async (
      what: string,
      isSo: (status: LiveTunnelStatus) => boolean,
      from = 0,
      timeoutMs = 20_000,
    ): Promise<Change> => {
      const find = (): Change | undefined => changes.slice(from).find(({ status }) => isSo(status));
      await waitUntil(() => find() !== undefined, timeoutMs);
      const found = find();
      if (found === undefined) throw new Error(`never ${what}: ${JSON.stringify(changes.at(-1))}`);
      return found;
    };
    const stop = async (): Promise<void> => {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
    };
    onTestFinished(stop);
    return {
      changes,
      until,
      stop,
      open: () =>
        until(
          "open",
          ({ state, ports }) => state.kind === "open" && ports.every((port) => port.state.kind === "listening"),
        ),
      failed: () => until("failed", ({ state }) => state.kind === "failed"),
    };
  }

  /** What a player on the internet gets from the camera. */
  async function view(): Promise<{ status?: string; packets?: number; ms: number; error?: string }> {
    const run = await lab.run("stund", ["node", "test/lab/servers/rtsp-view.ts", SERVER, "20001", "20"]);
    return JSON.parse(run.stdout) as { status?: string; packets?: number; ms: number; error?: string };
  }

  async function whileBlocked<T>(rule: string, work: () => Promise<T>): Promise<T> {
    const table = ["inet", "filter", "forward"];
    await lab.run("home", ["nft", "insert", "rule", ...table, ...rule.split(" ")]);
    try {
      return await work();
    } finally {
      const { stdout } = await lab.run("home", ["nft", "-a", "list", "chain", ...table]);
      const handle =
        /# handle (\d+)/.exec(stdout.split("\n").find((line) => line.includes('comment "test"')) ?? "")?.[1] ?? "";
      await lab.run("home", ["nft", "delete", "rule", ...table, "handle", handle]);
    }
  }

  test("carries a recorder's stream to the internet, with UDP blocked", async () => {
    const opened = await tunnel().open();
    expect(opened.status).toMatchObject({ state: { kind: "open", port: 22 } });
    expect(await view()).toMatchObject({ status: "RTSP/1.0 200 OK", packets: 20 });
    const bytes = 64_000_000;
    const run = await lab.run("stund", ["node", "-e", BULK_CLIENT, SERVER, "20002", String(bytes)]);
    const mbitPerSecond = Number(run.stdout);
    // A camera's stream has 2 to 16 Mbit/s; this is what a laptop that does other things as well still manages.
    expect(mbitPerSecond).toBeGreaterThan(20);
    console.info(`relay: ready after ${Math.round(opened.atMs)} ms, ${Math.round(mbitPerSecond)} Mbit/s`);
  });

  test("takes port 443 where 22 is blocked, and says what became of 22", async () => {
    await whileBlocked("tcp dport 22 counter drop comment test", async () => {
      const opened = await tunnel().open();
      expect(opened.status).toMatchObject({ state: { port: 443 } });
      expect(await view()).toMatchObject({ packets: 20 });
      console.info(`relay: by 443 after ${Math.round(opened.atMs)} ms`);
    });
  });

  test.runIf(isLong)("names a server that does not answer within 6 s", async () => {
    await whileBlocked(`ip daddr ${SERVER} counter drop comment test`, async () => {
      const { atMs, status } = await tunnel().failed();
      expect(status.state).toEqual({ kind: "failed", fault: { kind: "unreachable" } });
      expect(atMs).toBeLessThan(6_500);
      console.info(`relay: unreachable told after ${Math.round(atMs)} ms`);
    });
  });

  test("names a wrong key, a server that is another, and a port that the key may not have", async () => {
    const other = generateSshKeyPair();
    const [wrongKey, changed, unseen, port] = await Promise.all([
      tunnel({ privateKey: other.privateKey }).failed(),
      tunnel({ acceptedHostKeys: [other.fingerprint] }).failed(),
      tunnel({ acceptedHostKeys: [] }).failed(),
      tunnel({}, [{ ...camera, serverPort: 20_003 }]).until(
        "answered",
        ({ ports }) => ports[0]?.state.kind === "failed",
      ),
    ]);
    expect(wrongKey.status.state).toMatchObject({ fault: { kind: "authentication-refused" } });
    const { fingerprint } = hostKey;
    expect(changed.status.state).toMatchObject({ fault: { kind: "host-key-changed", fingerprint } });
    expect(unseen.status.state).toMatchObject({ fault: { kind: "new-host-key", fingerprint } });
    expect(port.status.ports[0]?.state).toEqual({ kind: "failed", fault: "not-permitted" });
  });

  test("names a port that is taken", async () => {
    await tunnel().open();
    const second = await tunnel().until("answered", ({ ports }) => ports.every(({ state }) => state.kind === "failed"));
    expect(second.status.ports.map(({ state }) => state)).toEqual([
      { kind: "failed", fault: "taken" },
      { kind: "failed", fault: "taken" },
    ]);
  });

  test("comes back after the server was killed, and not to one with another key", async () => {
    const live = tunnel();
    await live.open();
    await killSshd();
    const gone = await live.until("gone", ({ state }) => state.kind === "reconnecting");
    sshd = await startSshd();
    const back = await live.until(
      "back",
      ({ state, reconnects, ports }) =>
        state.kind === "open" && reconnects === 1 && ports.every((port) => port.state.kind === "listening"),
    );
    expect(await view()).toMatchObject({ packets: 20 });
    console.info(`relay: back ${Math.round(back.atMs - gone.atMs)} ms after the server was killed`);
    await killSshd();
    writeHostKey(generateSshKeyPair().privateKey);
    sshd = await startSshd();
    const { status } = await live.failed();
    expect(status.state).toMatchObject({ fault: { kind: "host-key-changed" } });
    await killSshd();
    writeHostKey(hostKey.privateKey);
    sshd = await startSshd();
    expect(sshd.exitCode).toBeNull();
  });

  test.runIf(isLong)("comes back after the site's public address changed", { timeout: 260_000 }, async () => {
    const live = tunnel({}, [camera], {});
    await live.open();
    const count = live.changes.length;
    const changedAt = performance.now();
    await lab.run("cgn", ["sh", "-ec", CHANGE_ADDRESS]);
    await live.until("gone", ({ state }) => state.kind === "reconnecting", count, 60_000);
    await live.until(
      "back",
      ({ state, ports }) => state.kind === "open" && ports[0]?.state.kind === "listening",
      count,
      180_000,
    );
    console.info(`relay: back ${Math.round(performance.now() - changedAt)} ms after the address changed`);
    expect(await view()).toMatchObject({ packets: 20 });
    const had = live.changes.slice(count).map(({ status }) => status.ports[0]?.state.kind);
    expect(had).toContain("waiting");
  });

  test("the permanent agent's service does the same, and 443 when 22 is refused", async () => {
    const plan: AgentPlan = {
      site: "Bakery",
      host: SERVER,
      ports: [22, 443],
      user: "farsite-relay",
      hostKeys: [hostKey.publicKey],
      published: [camera],
    };
    writeFileSync(join(folder, "key"), siteKey.privateKey, { mode: 0o600 });
    writeFileSync(join(folder, "known_hosts"), knownHosts(plan));
    const line = unitSettings(agentUnit(plan)).get("Service.ExecStart")?.join(" ") ?? "";
    const argv = unitCommandLine(line).map((word) => word.replace("/etc/farsite-relay", folder));
    const run = async (): Promise<void> => {
      const agent = lab.spawn("laptop", argv, { stdio: ["ignore", "ignore", "pipe"], detached: true });
      let log = "";
      agent.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
      const listens = await waitForListener("20001");
      expect([listens, log]).toEqual([true, log]);
      expect(await view()).toMatchObject({ packets: 20 });
      process.kill(-(agent.pid ?? 0), "SIGTERM");
      await waitForListener("20001", false);
    };
    await run();
    await whileBlocked("tcp dport 22 counter reject with tcp reset comment test", run);
    writeFileSync(join(folder, "known_hosts"), knownHosts({ ...plan, hostKeys: [generateSshKeyPair().publicKey] }));
    const refused = await lab.run("laptop", [...argv], { timeoutMs: 10_000 });
    expect(refused.stderr).toContain("Host key verification failed");
  });

  async function waitForListener(port: string, wanted = true): Promise<boolean> {
    const deadline = performance.now() + 10_000;
    while (performance.now() < deadline) {
      const { stdout } = await lab.run("probe", ["ss", "-Htln", `sport = :${port}`]);
      if ((stdout !== "") === wanted) return true;
    }
    return false;
  }
});

/** Writes as fast as it is read. */
const BULK_SERVER = `require("net").createServer((socket) => {
  const block = Buffer.alloc(65536);
  socket.on("error", () => {});
  const pour = () => { while (!socket.destroyed && socket.write(block)); };
  socket.on("drain", pour);
  pour();
}).listen(${BULK_PORT}, "0.0.0.0")`;

/** Prints Mbit/s. */
const BULK_CLIENT = `const [address, port, bytes] = process.argv.slice(1);
let had = 0, start = 0;
const socket = require("net").connect(port, address);
socket.on("data", (chunk) => {
  start ||= performance.now();
  had += chunk.length;
  if (had < bytes) return;
  console.log((had * 8) / 1000 / (performance.now() - start));
  process.exit(0);
})`;

const waitForPorts = (ports: readonly number[]): string =>
  ports
    .map(
      (port) =>
        `until node -e 'require("net").connect(${port},"${RECORDER}").on("connect",()=>process.exit(0)).on("error",()=>process.exit(1))'; do sleep 0.1; done`,
    )
    .join("\n");

/** As a carrier does it at night. */
const CHANGE_ADDRESS = `
ip address del 25.0.113.9/24 dev wan
ip address add 25.0.113.19/24 dev wan
ip route replace default via 25.0.113.1
`;
