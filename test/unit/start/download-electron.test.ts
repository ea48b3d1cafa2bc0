import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { createServer as createHttpServer, type ServerResponse } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/project-root.ts";
import { downloadElectron, explainDownloadFailure, type Download } from "../../../scripts/start/download-electron.ts";
import { installedElectron } from "../../../scripts/start/electron-package.ts";

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** A project whose electron package is the real one, without its program. */
function projectWithoutProgram(): string {
  const root = mkdtempSync(join(tmpdir(), "farsite-electron-"));
  mkdirSync(join(root, "node_modules"));
  const real = join(projectRoot, "node_modules");
  // The installer's own dependencies are looked up from here.
  for (const name of readdirSync(real)) {
    if (name !== "electron" && !name.startsWith(".")) symlinkSync(join(real, name), join(root, "node_modules", name));
  }
  for (const name of ["package.json", "install.js", "checksums.json"]) {
    cpSync(join(real, "electron", name), join(root, "node_modules", "electron", name));
  }
  return root;
}

describe("downloadElectron with the package's own installer", () => {
  let root: string;
  const servers: Server[] = [];
  beforeEach(() => (root = projectWithoutProgram()));
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(root, { recursive: true });
  });

  let firstBytes = 0;
  async function download(port: number, signal = new AbortController().signal): Promise<Download> {
    firstBytes = 0;
    const { npm_config_electron_mirror: _, ...rest } = process.env;
    const env = { ...rest, ELECTRON_MIRROR: `http://127.0.0.1:${port}/`, electron_config_cache: join(root, "cache") };
    const result = await downloadElectron(root, { env, signal, onFirstBytes: () => firstBytes++, stallMs: 1_000 });
    expect(installedElectron(root)).toBeUndefined();
    expect(readdirSync(join(root, "node_modules", ".cache"))).toEqual([]);
    expect(existsSync(join(root, "node_modules", "electron", "dist"))).toBe(false);
    return result;
  }

  it("gives up on a server that accepts and never answers", async () => {
    let asked = 0;
    const silent = createServer((socket) => {
      asked++;
      socket.on("error", () => {}).resume();
    });
    servers.push(silent);
    expect(await download(await listen(silent))).toEqual({ failure: "no progress for 1 s" });
    expect(asked).toBeGreaterThan(0);
    expect(firstBytes).toBe(0);
  });

  it("gives up on a server that trickles", async () => {
    const timers: NodeJS.Timeout[] = [];
    const trickle = createHttpServer((_, response: ServerResponse) => {
      response.writeHead(200, { "Content-Length": "120000000" });
      timers.push(setInterval(() => response.write("x".repeat(1_000)), 50));
      response.on("error", () => {});
    });
    servers.push(trickle);
    expect(await download(await listen(trickle))).toEqual({ failure: "no progress for 1 s" });
    expect(firstBytes).toBe(1);
    for (const timer of timers) clearInterval(timer);
    trickle.closeAllConnections();
  });

  it("says that nobody is there", async () => {
    const gone = createServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await download(port)).toEqual({ failure: "ECONNREFUSED" });
  });

  it("says what the server answered", async () => {
    const refusing = createHttpServer((_, response) => response.writeHead(404).end());
    servers.push(refusing);
    expect(await download(await listen(refusing))).toEqual({ failure: "the server answered 404" });
  });

  it("does not take another file for Electron", async () => {
    const lying = createHttpServer((_, response) => response.end("not Electron"));
    servers.push(lying);
    expect(await download(await listen(lying))).toEqual({ failure: "the file is not the published one" });
  });

  it("ends at once with Ctrl-C", async () => {
    const silent = createServer((socket) => socket.on("error", () => {}).resume());
    servers.push(silent);
    const stop = new AbortController();
    const result = download(await listen(silent), stop.signal);
    setTimeout(() => stop.abort(), 100);
    expect(await result).toHaveProperty("failure");
  });
});

describe("explainDownloadFailure", () => {
  it.each([
    ["TypeError: fetch failed\n [cause]: Error: getaddrinfo ENOTFOUND example.org", "no internet"],
    ["[cause]: Error: getaddrinfo EAI_AGAIN example.org", "no internet"],
    ["[cause]: ConnectTimeoutError { code: 'UND_ERR_CONNECT_TIMEOUT' }", "UND_ERR_CONNECT_TIMEOUT"],
    ["Error: ENOSPC: no space left on device, write", "the disk is full"],
    ["code: 'SELF_SIGNED_CERT_IN_CHAIN'", "SELF_SIGNED_CERT_IN_CHAIN"],
    ["", "the installer failed"],
  ])("%j is %s", (output, reason) => {
    expect(explainDownloadFailure(output)).toBe(reason);
  });
});
