import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LOOPBACK, tcpOn } from "./loopback.ts";

/** A real PostgreSQL in a folder of its own, on loopback and a Unix socket. It refuses to run as root, so root runs it as "nobody". */
export interface PostgresServer {
  port: number;
  socketFolder: string;
  superuser: { name: string; password: string };
  start(): Promise<void>;
  /** As if the machine had lost its power. */
  kill(): Promise<void>;
  /** Everything that it has on disk. */
  dataFolder: string;
  remove(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const NOBODY = 65_534;
const DEBIAN_FOLDER = "/usr/lib/postgresql";

/** The folder of PostgreSQL's programs; null: it is not installed. */
export function findPostgres(): string | null {
  const debian = existsSync(DEBIAN_FOLDER)
    ? readdirSync(DEBIAN_FOLDER)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN_FOLDER, version, "bin"))
    : [];
  const inPath = (process.env["PATH"] ?? "").split(delimiter);
  return (
    [...debian, ...inPath].find((folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name)))) ??
    null
  );
}

const superuser = { name: "farsite_admin", password: "admin's own password" };

/** `tls`: PEM of its certificate and key. */
export async function createPostgres(bin: string, tls?: { cert: string; key: string }): Promise<PostgresServer> {
  const root = mkdtempSync(join(tmpdir(), "farsite-pg-"));
  const dataFolder = join(root, "data");
  const socketFolder = join(root, "run");
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const own = (path: string, mode: number): void => {
    chmodSync(path, mode);
    if (asRoot) chownSync(path, NOBODY, NOBODY);
  };
  mkdirSync(socketFolder);
  own(root, 0o755);
  own(socketFolder, 0o755);
  const passwordFile = join(root, "password");
  writeFileSync(passwordFile, superuser.password);
  own(passwordFile, 0o600);
  execFileSync(
    join(bin, "initdb"),
    // Not synced: what these tests lose, they lose on purpose.
    [
      "-D",
      dataFolder,
      "-U",
      superuser.name,
      "-A",
      "scram-sha-256",
      "--pwfile",
      passwordFile,
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
    ],
    { ...identity, stdio: "pipe", cwd: root },
  );
  if (tls) {
    for (const [name, text] of Object.entries({ "server.crt": tls.cert, "server.key": tls.key })) {
      writeFileSync(join(dataFolder, name), text);
      own(join(dataFolder, name), 0o600);
    }
  }
  const port = await freePort();
  const settings = [
    `port=${port}`,
    `listen_addresses=${LOOPBACK}`,
    `unix_socket_directories=${socketFolder}`,
    `ssl=${tls ? "on" : "off"}`,
    "fsync=off",
    "shared_buffers=32MB",
    "log_statement=all",
  ];
  let running: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    const child = spawn(join(bin, "postgres"), ["-D", dataFolder, ...settings.flatMap((setting) => ["-c", setting])], {
      ...identity,
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
    });
    running = child;
    let log = "";
    child.stderr.on("data", (text: Buffer) => {
      // With all statements and their pictures in it, it is megabytes: never written anew.
      appendFileSync(join(root, "log"), text);
      log += text.toString();
    });
    const giveUpAt = performance.now() + START_TIMEOUT_MS;
    while (!(await answers(port)) || !log.includes("ready to accept connections")) {
      if (child.exitCode !== null || performance.now() > giveUpAt) throw new Error(`PostgreSQL does not start: ${log}`);
      await sleep(50);
    }
  };

  const kill = async (): Promise<void> => {
    const child = running;
    running = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGQUIT");
    await ended;
  };

  await start();
  return {
    port,
    socketFolder,
    superuser,
    start,
    kill,
    dataFolder: root,
    remove: async () => {
      await kill();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const { port, close } = await tcpOn(LOOPBACK, () => {});
  await close();
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, LOOPBACK, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
