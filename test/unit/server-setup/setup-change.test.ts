import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serverSetup } from "#core/server-setup/server-setup.ts";
import { setupChange } from "#core/server-setup/setup-change.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { sampleOptions, sampleSecrets, sampleServer } from "./sample-server.ts";

const base64 = (text: string): string => gzipSync(text).toString("base64");

const setupOf = (server: FirmServer) => ({
  server,
  secrets: sampleSecrets(server.wireguard === null ? { hubConfig: null } : {}),
  options: sampleOptions(),
});

const TOLD = [{ command: "wireguard", text: "[Interface]\nPrivateKey = keep\n# it's Huber's\n" }];

/** Programs that would change the machine: each writes its arguments and what it reads down. */
const STUBS = ["apt-get", "id", "useradd", "sshd", "systemctl", "swapoff", "sysctl", "install", "groupadd", "openssl"];
const MORE = ["chgrp", "certbot", "curl", "farsite-apply"];

describe("a change of a server that runs", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "farsite-change-"));
    mkdirSync(join(root, "bin"));
    for (const name of [...STUBS, ...MORE]) {
      const body = name === "id" ? 'if [ "$1" = -u ]; then echo 0; else exit 1; fi' : "";
      writeFileSync(
        join(root, "bin", name),
        `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"$FARSITE_ROOT/calls"\n${body}\n`,
      );
      chmodSync(join(root, "bin", name), 0o755);
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function run(script: string) {
    // The set-up's own paths are the machine's; the test's are its stand-ins'.
    const text = script
      .replaceAll("/usr/local/sbin/farsite-apply wireguard", "farsite-apply wireguard")
      .replaceAll("run 'chmod'", "run 'true'")
      .replaceAll("run 'sh'", "run 'true'")
      .replaceAll("run 'touch'", "run 'true'");
    const { status, stderr } = spawnSync("sh", ["-s"], {
      input: text,
      env: { FARSITE_ROOT: root, PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}` },
      encoding: "utf8",
      timeout: 20_000,
    });
    const calls = existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8").split("\n") : [];
    return { status, stderr, calls };
  }

  it("is nothing where nothing is different", () => {
    const same = setupOf(sampleServer());
    expect(setupChange(same, same, [], base64).files).toEqual([]);
  });

  it("writes what is different, leaves the hub's key where it is, and takes off what goes", () => {
    const before = setupOf(sampleServer({ turn: null }));
    const after = setupOf(sampleServer({ frp: null, wireguard: { ...hub(), port: 51_821 } }));
    const { files, script, isSecret } = setupChange(before, after, TOLD, base64);
    const what = new Map(files.map((file) => [file.path, file.what]));
    expect(what.get("/etc/turnserver.conf")).toBe("new");
    expect(what.get("/etc/nftables.conf")).toBe("changed");
    expect(what.get("/etc/farsite/frps.toml")).toBe("gone");
    expect(isSecret).toBe(true);
    const old = join(root, "etc/farsite/frps.toml");
    mkdirSync(dirname(old), { recursive: true });
    writeFileSync(old, "old");
    const { status, stderr, calls } = run(script);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const next = serverSetup(after.server, after.secrets, after.options);
    // The hub's own file has its key: farsite-apply changes it.
    const written = [...what].filter(([path, kind]) => kind !== "gone" && path !== "/etc/wireguard/wg0.conf");
    for (const [path] of written) {
      const content = next.find((file) => file.path === path)?.content;
      expect(readFileSync(join(root, path), "utf8"), path).toBe(content);
    }
    expect(existsSync(old)).toBe(false);
    expect(existsSync(join(root, "etc/wireguard/wg0.conf"))).toBe(false);
    expect(readFileSync(join(root, "var/lib/farsite/previous/frps.toml"), "utf8")).toBe("old");
    expect(calls).toContain("apt-get -qy install coturn");
    expect(calls).toContain("systemctl disable --now frps.service");
    expect(calls).toContain("farsite-apply wireguard");
    expect(calls.indexOf("farsite-apply wireguard")).toBeGreaterThan(
      calls.indexOf("systemctl restart nftables.service"),
    );
  });

  it("stops before a sshd that would not start, and goes on past a service that does not", () => {
    const before = setupOf(sampleServer());
    const after = setupOf(sampleServer({ ssh: { ...sampleServer().ssh, ports: [2_222] } }));
    const { script } = setupChange(before, after, [], base64);
    writeFileSync(join(root, "bin/systemctl"), '#!/bin/sh\n[ "$2" != coturn.service ]\n');
    const half = run(script);
    expect(half.status).toBe(1);
    expect(half.stderr).toContain("failed: systemctl restart coturn.service");
    writeFileSync(join(root, "bin/sshd"), "#!/bin/sh\nexit 1\n");
    rmSync(join(root, "calls"), { force: true });
    const none = run(script);
    expect(none.status).toBe(1);
    expect(none.calls.join(" ")).not.toContain("restart");
  });
});

function hub() {
  const { wireguard } = sampleServer();
  if (wireguard === null) throw new Error("the sample is a hub");
  return wireguard;
}
