import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer, type PeerCertificate } from "node:tls";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { parse as parseToml } from "smol-toml";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { frpCertificateCommands, frpcToml, frpNftables, frpPortList, frpsToml } from "#core/server-setup/frp.ts";
import { FRP_SERVER_NAME } from "#core/server-setup/listeners.ts";
import { readServerStatus } from "#core/server-setup/server-status.ts";
import { sharedPortConf } from "#core/server-setup/shared-port-conf.ts";
import { relayKeyLine } from "#core/server-setup/sshd.ts";
import { FakeRoot } from "./fake-root.ts";
import { ED25519, sampleOptions, sampleSecrets, sampleServer } from "./sample-server.ts";

const site = (over: Partial<Parameters<typeof frpcToml>[0]> = {}) => ({
  id: "site-1",
  host: "vpn.firm.example",
  port: 7000,
  certificateFile: "/etc/farsite-frp/server.pem",
  token: "t0ken-t0ken",
  proxies: [
    { id: "recorder", address: "192.168.1.64", port: 554, serverPort: 20_900 },
    { id: "web", address: "2001:db8::64", port: 80, serverPort: 20_901 },
  ],
  ...over,
});

/** frp's own names of settings and their kinds (fatedier/frp, `pkg/config/v1/server.go`, `client.go`, `proxy.go`, as of 0.52 to 0.65). */
const KINDS: Readonly<Record<string, "text" | "number" | "switch" | "list">> = {
  bindAddr: "text",
  bindPort: "number",
  proxyBindAddr: "text",
  maxPortsPerClient: "number",
  detailedErrorsToClient: "switch",
  allowPorts: "list",
  "allowPorts.single": "number",
  "auth.method": "text",
  "auth.token": "text",
  "auth.additionalScopes": "list",
  "transport.tls.force": "switch",
  "transport.tls.certFile": "text",
  "transport.tls.keyFile": "text",
  "log.to": "text",
  "log.level": "text",
  "log.disablePrintColor": "switch",
  user: "text",
  serverAddr: "text",
  serverPort: "number",
  loginFailExit: "switch",
  "transport.tls.enable": "switch",
  "transport.tls.trustedCaFile": "text",
  "transport.tls.serverName": "text",
  "transport.heartbeatInterval": "number",
  "transport.heartbeatTimeout": "number",
  proxies: "list",
  "proxies.name": "text",
  "proxies.type": "text",
  "proxies.localIP": "text",
  "proxies.localPort": "number",
  "proxies.remotePort": "number",
};

/** Every setting of a file that frp would not know, or not as this. */
function unknown(value: object, path = ""): string[] {
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
    const full = path === "" ? name : `${path}.${name}`;
    if (Array.isArray(one)) {
      const inner = one.flatMap((item: unknown) =>
        typeof item === "object" && item !== null ? unknown(item, full) : [],
      );
      return [...(KINDS[full] === "list" ? [] : [full]), ...inner];
    }
    if (typeof one === "object" && one !== null) return unknown(one, full);
    const kind = { string: "text", number: "number", boolean: "switch" }[typeof one as "string"];
    return KINDS[full] === kind ? [] : [full];
  });
}

const serverToml = (over = {}) => frpsToml(sampleServer(), sampleSecrets(), sampleOptions(over)) ?? "";

/** Null where a writer refuses, as it should: by a RangeError and nothing else. */
function unlessRefused(write: () => string): string | null {
  try {
    return write();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

describe("frp's files", () => {
  it("have only settings that frp has, of its kinds", () => {
    expect(unknown(parseToml(serverToml()))).toEqual([]);
    expect(unknown(parseToml(frpcToml(site())))).toEqual([]);
  });

  it("force TLS, ask for the token and allow only the named ports", () => {
    expect(parseToml(serverToml())).toMatchObject({
      bindPort: 7000,
      auth: { method: "token", token: "KEPT-IN-THE-KEYCHAIN" },
      transport: { tls: { force: true, certFile: "/etc/farsite/frps/certificate.pem" } },
      allowPorts: [{ single: 20_900 }, { single: 20_901 }],
    });
    // An empty list would allow all.
    expect(parseToml(serverToml({ frpPorts: [] }))["allowPorts"]).toEqual([{ single: 7000 }]);
  });

  it("have a site check the server's certificate and its name", () => {
    expect(parseToml(frpcToml(site()))).toMatchObject({
      serverAddr: "vpn.firm.example",
      transport: {
        tls: { enable: true, trustedCaFile: "/etc/farsite-frp/server.pem", serverName: FRP_SERVER_NAME },
      },
      proxies: [
        { name: "recorder", type: "tcp", localIP: "192.168.1.64", localPort: 554, remotePort: 20_900 },
        { name: "web", type: "tcp", localIP: "2001:db8::64", localPort: 80, remotePort: 20_901 },
      ],
    });
  });

  it("say the same token scopes at both ends, since frps refuses others", () => {
    const [server, client] = [serverToml(), frpcToml(site())].map((text) => parseToml(text)["auth"]);
    expect(server).toMatchObject({ additionalScopes: (client as { additionalScopes: unknown }).additionalScopes });
  });

  it("carry what people typed as it is, or are not written", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom('"', "\n[[proxies]]", "\u2028", "\0", "$(id)", "'''", "\\", "a b", "{{ .Envs.HOME }}"),
    );
    fc.assert(
      fc.property(hostile, fc.constantFrom("id", "host", "token", "certificateFile"), (text, name) => {
        const written = unlessRefused(() => frpcToml(site({ [name]: text })));
        if (written === null) return;
        const read = parseToml(written) as {
          user: string;
          serverAddr: string;
          auth: { token: string };
          transport: { tls: { trustedCaFile: string } };
          proxies: object[];
        };
        expect(unknown(read)).toEqual([]);
        expect(read.proxies).toHaveLength(2);
        expect([read.user, read.serverAddr, read.auth.token, read.transport.tls.trustedCaFile]).toContain(text);
        // frp renders its files as Go templates before it reads them.
        expect(written).not.toContain("{{");
      }),
      { numRuns: 100 },
    );
  });

  it("take no port twice and are not written without one", () => {
    expect(() => frpcToml(site({ proxies: [] }))).toThrow(RangeError);
    const twice = site().proxies.map((proxy) => ({ ...proxy, serverPort: 20_900 }));
    expect(() => frpcToml(site({ proxies: twice }))).toThrow(RangeError);
  });
});

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe.runIf(hasOpenssl)("frps's certificate", () => {
  it("is one that a client who trusts only it takes by its name, and by no other", async () => {
    const folder = mkdtempSync(join(tmpdir(), "farsite-frps-"));
    const [, command = []] = frpCertificateCommands();
    const [program = "", ...args] = command.map((one) => one.replaceAll("/etc/farsite/frps", folder));
    const run = () => {
      execFileSync(program, args, { stdio: "ignore" });
      return ["certificate", "key"].map((name) => readFileSync(join(folder, `${name}.pem`)));
    };
    const [certificate, key] = run();
    expect(run()).toEqual([certificate, key]);
    rmSync(folder, { recursive: true });
    const server = createServer({ cert: certificate, key });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const call = (servername: string) =>
      new Promise<PeerCertificate | string>((resolve) => {
        const socket = connect({ port, host: "127.0.0.1", ca: certificate, servername }, () => {
          resolve(socket.getPeerCertificate());
          socket.destroy();
        });
        socket.on("error", (error: Error) => resolve(error.message));
      });
    expect(await call(FRP_SERVER_NAME)).toMatchObject({ subjectaltname: `DNS:${FRP_SERVER_NAME}` });
    expect(await call("vpn.firm.example")).toContain("does not match");
    server.close();
  });
});

describe("TCP 443 for several", () => {
  it("leads who names frps to it, without a name in DNS", () => {
    const server = sampleServer({ frp: { port: 443 } });
    const conf = sharedPortConf(server, sampleOptions()) ?? "";
    expect(conf).toContain(`${FRP_SERVER_NAME} 127.0.0.1:7443;`);
    expect(frpsToml(server, sampleSecrets(), sampleOptions())).toContain('bindAddr = "127.0.0.1"\nbindPort = 7443');
  });
});

const isUnix = process.platform !== "win32" && existsSync("/usr/bin/flock");

describe.runIf(isUnix)("farsite-apply frp", () => {
  let root: FakeRoot;
  const conf = () => root.read("etc/farsite/frps.toml");
  const hasFrps = () => root.write("usr/local/bin/frps", "");
  beforeEach(() => {
    root = new FakeRoot();
    hasFrps();
    execFileSync("chmod", ["0755", join(root.path, "usr/local/bin/frps")]);
  });
  afterEach(() => root.remove());

  it("changes the allowed ports and nothing else, opens them, and starts frps again", () => {
    const before = conf();
    expect(root.run(["frp"], frpPortList([20_905]))).toMatchObject({ status: 0, out: "ok\n" });
    expect(conf()).toBe(before.replace(/^allowPorts = .*$/m, "allowPorts = [{ single = 20905 }]"));
    expect(root.read("etc/farsite/nftables.d/frp.nft")).toBe(frpNftables([20_905]));
    expect(root.read("var/lib/farsite/previous/frps.toml")).toBe(before);
    expect(root.calls()).toContain("systemctl restart frps");
    root.run(["frp"], frpPortList([20_905]));
    expect(root.calls().filter((call) => call.startsWith("systemctl"))).toEqual([]);
    root.run(["frp"], "");
    expect(conf()).toContain("allowPorts = [{ single = 7000 }]");
  });

  it("has its former settings when frps does not start", () => {
    const [before, rules] = [conf(), root.read("etc/farsite/nftables.d/frp.nft")];
    root.stub("systemctl", 'case "$*" in restart*) exit 1 ;; esac');
    expect(root.run(["frp"], "20905\n")).toMatchObject({ status: 1, out: "" });
    expect([conf(), root.read("etc/farsite/nftables.d/frp.nft")]).toEqual([before, rules]);
  });

  it.each([
    ["a port outside the relay's range", "7000\n"],
    ["one twice", "20905\n20905\n"],
    ["two in a line", "20905 20906\n"],
    ["words of a shell", "$(touch pwned)\n"],
    ["TOML", "20905 }, { single = 22 }\n"],
    ["a port of SSH's", "20001\n"],
  ])("takes %s for nothing", (_what, input) => {
    root.write(
      "etc/farsite/relay-keys",
      `${relayKeyLine({ publicKey: ED25519, listens: [{ port: 20_001, everyone: true }], site: "a", comment: "a" })}\n`,
    );
    const before = conf();
    expect(root.run(["frp"], input)).toMatchObject({ status: 1, out: "" });
    expect(conf()).toBe(before);
  });

  it("tells its certificate with the status, and none where there is none", () => {
    expect(readServerStatus(root.run(["status"]).out)?.frpCertificate).toBeNull();
    const lines = ["-----BEGIN CERTIFICATE-----", "QUJD", "REVG", "-----END CERTIFICATE-----", "more"];
    root.write("etc/farsite/frps/certificate.pem", `${lines.join("\n")}\n`);
    expect(readServerStatus(root.run(["status"]).out)?.frpCertificate).toBe("QUJDREVG");
  });
});
