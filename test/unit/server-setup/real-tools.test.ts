import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { cloudInit, USER_DATA_BYTES } from "#core/server-setup/cloud-init.ts";
import { serverSetup } from "#core/server-setup/server-setup.ts";
import { sshdConfig } from "#core/server-setup/sshd.ts";
import { sampleOptions, sampleSecrets, sampleServer } from "./sample-server.ts";

const folder = mkdtempSync(join(tmpdir(), "farsite-server-setup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The tool's word on a file, with the server's paths put to the test's folder. */
function tool(
  program: string,
  args: (file: string) => string[],
  content: string,
  name: string,
): { status: number | null; said: string } {
  const file = join(folder, name);
  writeFileSync(file, content, { mode: 0o600 });
  const { status, stdout, stderr } = spawnSync(program, args(file), { encoding: "utf8", timeout: 30_000 });
  return { status, said: `${stdout}${stderr}` };
}

const has = (path: string): boolean => existsSync(path);
const fileOf = (path: string, server = sampleServer()): string =>
  serverSetup(server, sampleSecrets(), sampleOptions()).find((file) => file.path === path)?.content ?? "";

describe("the real tools", () => {
  const pack = (text: string): string => gzipSync(text, { level: 9 }).toString("base64");

  it("fits into what providers take", () => {
    const plain = cloudInit(sampleServer(), sampleSecrets(), sampleOptions(), pack);
    const readable = cloudInit(sampleServer(), sampleSecrets(), sampleOptions());
    expect(Buffer.byteLength(plain)).toBeLessThan(USER_DATA_BYTES.plain);
    expect(gzipSync(readable, { level: 9 }).length).toBeLessThan(USER_DATA_BYTES.compressed);
    expect(JSON.parse(readable.slice("#cloud-config\n".length))).toEqual(parseYaml(readable, { version: "1.1" }));
  });

  it.runIf(has("/usr/bin/cloud-init"))("cloud-init finds the user data valid", { timeout: 30_000 }, () => {
    for (const packed of [pack, null]) {
      const text = cloudInit(sampleServer(), sampleSecrets(), sampleOptions(), packed);
      expect(tool("cloud-init", (file) => ["schema", "-c", file], text, "user-data")).toMatchObject({
        status: 0,
        said: expect.stringContaining("Valid") as string,
      });
    }
  });

  it.runIf(has("/usr/sbin/sshd") && process.getuid?.() === 0)(
    "sshd lets the relay's account forward and nothing else",
    () => {
      const key = join(folder, "host");
      spawnSync("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
      const text = `Include ${join(folder, "own")}\nPasswordAuthentication yes\nX11Forwarding yes\n`;
      writeFileSync(
        join(folder, "own"),
        sshdConfig(sampleServer(), sampleOptions()).replace("/etc/ssh/ssh_host_ed25519_key", key),
      );
      const ask = (user: string): string =>
        tool(
          "/usr/sbin/sshd",
          (file) => ["-T", "-f", file, "-C", `user=${user},host=x,addr=192.0.2.1`],
          text,
          "sshd_config",
        ).said;
      expect(ask("farsite-relay")).toMatch(/\nallowtcpforwarding remote\n/);
      for (const line of [
        "gatewayports clientspecified",
        "permitopen none",
        "permittty no",
        "authorizedkeysfile /etc/farsite/relay-keys",
        "maxsessions 1",
      ])
        expect(ask("farsite-relay")).toContain(`\n${line}\n`);
      for (const line of [
        "allowtcpforwarding no",
        "permitrootlogin no",
        "passwordauthentication no",
        "x11forwarding no",
      ])
        expect(ask("root")).toContain(`\n${line}\n`);
      // 443 is shared: nginx is there.
      expect(ask("root").match(/^port \d+$/gm)).toEqual(["port 22"]);
    },
  );

  it.runIf(has("/usr/sbin/nft") && process.getuid?.() === 0)("nft takes the rules", () => {
    for (const server of [
      sampleServer(),
      sampleServer({ wireguard: null, relay: null, media: null, turn: null, frp: null }),
    ]) {
      const isHub = server.wireguard !== null;
      const files = serverSetup(server, sampleSecrets(), sampleOptions(isHub ? {} : { published: [], reach: [] }));
      const rules = files.filter(({ path }) => path.endsWith(".nft")).map(({ content }) => content);
      const main = files.find(({ path }) => path === "/etc/nftables.conf")?.content.replace(/^include .*$/m, "") ?? "";
      // In a network of its own, where it does nothing to the machine.
      const { status, said } = tool(
        "unshare",
        (file) => ["-n", "sh", "-c", `nft -f ${file} && nft list ruleset`],
        main + rules.join(""),
        "nftables.conf",
      );
      expect([status, said.split("policy drop").length - 1]).toEqual([0, 2]);
      expect(said.includes("dnat ip to 10.96.3.10:554")).toBe(isHub);
    }
  });

  it.runIf(has("/usr/bin/systemd-analyze"))("systemd finds nothing wrong with the units", { timeout: 60_000 }, () => {
    for (const name of ["frps", "farsite-media", "farsite-shared-port"]) {
      const unit = fileOf(`/etc/systemd/system/${name}.service`).replaceAll(/ExecStart=\S+/g, "ExecStart=/bin/true");
      expect(
        tool("systemd-analyze", (file) => ["verify", file], unit, `${name}.service`),
        name,
      ).toEqual({ status: 0, said: "" });
    }
  });

  it.runIf(has("/usr/bin/wg-quick"))("wg-quick takes the hub's file", () => {
    const { status, said } = tool("wg-quick", (file) => ["strip", file], fileOf("/etc/wireguard/wg0.conf"), "wg0.conf");
    expect(status).toBe(0);
    expect(said).toContain("ListenPort = 51820");
  });

  it.runIf(has("/usr/sbin/visudo"))("visudo takes the rules for sudo", () => {
    expect(tool("visudo", (file) => ["-c", "-f", file], fileOf("/etc/sudoers.d/farsite"), "sudoers").status).toBe(0);
  });

  it("keeps secrets out of every file that everybody on the server can read", () => {
    const files = serverSetup(
      sampleServer(),
      sampleSecrets({ frpToken: "frp-token-frp", turnSecret: "turn-secret-turn" }),
      sampleOptions(),
    );
    for (const { path, content, mode, secret } of files) {
      const holds = ["frp-token-frp", "turn-secret-turn", "p%40ss", "PrivateKey = 6N"].some((text) =>
        content.includes(text),
      );
      expect({ path, secret }).toEqual({ path, secret: holds });
      expect(!holds || ["0600", "0640"].includes(mode), path).toBe(true);
    }
  });
});
