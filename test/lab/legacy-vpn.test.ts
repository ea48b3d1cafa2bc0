import { spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorityScript, siteCertificateScript } from "#core/vpn/legacy/authority-script.ts";
import {
  OPENVPN_FOLDER,
  openVpnProfile,
  openVpnServerFiles,
  type OpenVpnRemote,
  type OpenVpnServer,
} from "#core/vpn/legacy/openvpn-config.ts";
import { swanctlConfig } from "#core/vpn/legacy/ipsec-config.ts";
import { judgeLegacyReach, type ReachAnswer } from "#core/vpn/legacy/reach.ts";
import { serverAddresses } from "./internet.ts";
import { bringUp, type Lab } from "./lab.ts";
import { searchPath, waitUntil } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";

/** Real OpenVPN and strongSwan, set up by Farsite's own outputs, behind a carrier's NAT. */

const whyNot = whyNoLab();
const [serverAddress] = serverAddresses.probe;
const READY_MS = 10_000;
const site = { name: 'Bäckerei "Müller"', commonName: "site-1", address: "10.89.0.2", lan: "192.168.1.50/32" };
const udp: OpenVpnServer = {
  protocol: "udp",
  port: 1_194,
  pool: "10.89.0.0/24",
  firmNetworks: ["10.88.0.0/24"],
  tlsCrypt: true,
  oldClients: false,
  sites: [site],
};
const tcp: OpenVpnServer = {
  ...udp,
  protocol: "tcp",
  port: 443,
  pool: "10.90.0.0/24",
  sites: [{ ...site, address: "10.90.0.2" }],
};

const tool = (command: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(command, args, { encoding: "utf8", timeout: 20_000, env: { ...process.env, PATH: searchPath(), ...env } });

describe.skipIf(whyNot !== null)("OpenVPN and IPsec behind a carrier's NAT", () => {
  let lab: Lab;
  let folder: string;
  const children: ChildProcess[] = [];
  const at = (path: string): string => path.replace(OPENVPN_FOLDER, folder).replace("/etc/openvpn/server", folder);
  const log = (name: string): string => readFileSync(join(folder, `${name}.log`), "utf8");

  function start(host: string, name: string, command: readonly string[], env = ""): void {
    writeFileSync(join(folder, `${name}.log`), "");
    const words = command.map((word) => `'${word}'`).join(" ");
    children.push(
      lab.spawn(host, ["sh", "-c", `${env} exec ${words} > '${folder}/${name}.log' 2>&1`], { stdio: "ignore" }),
    );
  }

  function profileFile(remotes: readonly OpenVpnRemote[]): string {
    const file = (name: string): string => readFileSync(join(folder, name), "utf8");
    const { fileName, text } = openVpnProfile(
      { name: site.name, commonName: site.commonName, remotes, serverName: "server", oldClient: false },
      {
        ca: file("ca.crt"),
        cert: file("issued/site-1.crt"),
        key: file("issued/site-1.key"),
        tlsCrypt: file("tls-crypt.key"),
      },
    );
    const path = join(folder, fileName);
    writeFileSync(path, text);
    return path;
  }

  const knock = async (keyFile: string): Promise<ReachAnswer[]> => {
    const script = join(import.meta.dirname, "legacy-vpn-process.ts");
    const { stdout, stderr } = await lab.run("laptop", [
      process.execPath,
      script,
      serverAddress,
      "1194",
      "443",
      keyFile,
    ]);
    expect(stderr).toBe("");
    return JSON.parse(stdout) as ReachAnswer[];
  };
  const outcomes = (answers: readonly ReachAnswer[]) =>
    Object.fromEntries(answers.map(({ way, outcome }) => [way, outcome]));

  beforeAll(async () => {
    lab = await bringUp(topologyByName("cgnat-10"));
    folder = mkdtempSync(join(tmpdir(), "farsite-openvpn-"));
    chmodSync(folder, 0o755);
    for (const script of [authorityScript({ folder }), siteCertificateScript("site-1", { folder })]) {
      const { status, stderr } = tool("sh", ["-c", script]);
      if (status !== 0) throw new Error(stderr);
    }
    for (const { path, text } of [...openVpnServerFiles(udp), ...openVpnServerFiles(tcp)]) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text.replaceAll(OPENVPN_FOLDER, folder));
    }
    const psk = "a-long-shared-secret-of-the-lab";
    const ipsec = swanctlConfig(
      {
        host: "vpn.firm.example",
        firmNetworks: ["10.88.0.0/24"],
        sites: [{ name: 'x" }\ninclude /etc/passwd', id: "site-1", lan: "192.168.1.0/24" }],
      },
      () => psk,
    );
    writeFileSync(join(folder, "swanctl.conf"), ipsec.text);
    writeFileSync(
      join(folder, "strongswan.conf"),
      `charon-systemd {\n journal { default = -1 }\n plugins { vici { socket = unix://${folder}/vici } }\n}\n`,
    );
    start("probe", "udp", ["openvpn", "--config", at("/etc/openvpn/server/farsite-udp.conf")]);
    start("probe", "tcp", ["openvpn", "--config", at("/etc/openvpn/server/farsite-tcp.conf")]);
    start("probe", "charon", ["charon-systemd"], `STRONGSWAN_CONF='${folder}/strongswan.conf'`);
    const started = (name: string): boolean => log(name).includes("Initialization Sequence Completed");
    if (!(await waitUntil(() => started("udp") && started("tcp"), READY_MS))) throw new Error(log("udp") + log("tcp"));
  });

  afterAll(async () => {
    for (const child of children) child.kill("SIGTERM");
    await lab?.down();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  test("strongSwan takes its file, and nothing more than is in it", async () => {
    const load = await lab.run("probe", [
      "swanctl",
      "--load-all",
      "--file",
      join(folder, "swanctl.conf"),
      "--uri",
      `unix://${folder}/vici`,
    ]);
    expect(load.stdout).toContain("loaded connection 'site-1'");
    expect(load.stdout).toContain("successfully loaded 1 connections, 0 unloaded");
    expect(load.exitCode).toBe(0);
    const listed = await lab.run("probe", ["swanctl", "--list-conns", "--uri", `unix://${folder}/vici`]);
    expect(listed.stdout).toMatch(/local:\s+10\.88\.0\.0\/24\s+remote:\s+192\.168\.1\.0\/24/);
  });

  test("both answer who has the key, and OpenVPN is silent to who has not", async () => {
    const withKey = await knock(join(folder, "tls-crypt.key"));
    expect(outcomes(withKey)).toEqual({
      "openvpn-udp": "answered",
      "openvpn-tcp": "answered",
      "ike-500": "answered",
      "ike-4500": "answered",
    });
    const startedMs = performance.now();
    const stranger = await knock("-");
    expect(performance.now() - startedMs).toBeLessThan(6_000);
    expect(outcomes(stranger)["openvpn-udp"]).toBe("silent");
    expect(outcomes(stranger)["openvpn-tcp"]).toBe("closed");
    expect(judgeLegacyReach(stranger).map(({ code }) => code)).toContain("silent-or-blocked");
  });

  test("UDP blocked: the profile for TCP 443 carries, and the server reaches the site's LAN through it", async () => {
    const { exitCode } = await lab.run("home", [
      "nft",
      "add table inet block; add chain inet block on { type filter hook forward priority 0; }; add rule inet block on meta l4proto udp drop",
    ]);
    expect(exitCode).toBe(0);
    const blocked = await knock(join(folder, "tls-crypt.key"));
    expect(judgeLegacyReach(blocked).map(({ code }) => code)).toEqual([
      "blocked",
      "openvpn-answers",
      "blocked",
      "blocked",
      "use-tcp",
    ]);
    start("laptop", "client", [
      "openvpn",
      "--config",
      profileFile([{ host: serverAddress, port: 443, protocol: "tcp" }]),
    ]);
    const up = await waitUntil(() => log("client").includes("Initialization Sequence Completed"), READY_MS);
    expect(up, log("client")).toBe(true);
    const ping = await lab.run("probe", ["ping", "-c", "1", "-W", "3", "192.168.1.50"]);
    expect(ping.stdout, log("tcp")).toContain("1 received");
  });

  test("OpenVPN takes every file that is written for it", () => {
    const path = profileFile([
      { host: "vpn.firm.example", port: 1_194, protocol: "udp" },
      { host: "2001:db8::7", port: 443, protocol: "tcp" },
    ]);
    for (const config of [
      path,
      at("/etc/openvpn/server/farsite-udp.conf"),
      at("/etc/openvpn/server/farsite-tcp.conf"),
    ]) {
      const { stdout, status } = tool("openvpn", ["--config", config, "--show-ciphers"]);
      expect([config, status, /Options error.*/.exec(stdout)?.[0]]).toEqual([config, 0, undefined]);
    }
  });
});
