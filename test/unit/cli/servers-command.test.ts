import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { serverStatusSchema, type ServerStatus } from "#core/server-setup/server-status.ts";
import { SECRET_PLACEHOLDER } from "#core/server-setup/setup-file.ts";
import { en } from "#core/text/en.ts";
import { FakeWireGuardHub } from "../../fakes/fake-wireguard-hub.ts";
import { fakeTerminal, jsonOf, modeOf, temporaryFolder } from "./terminal-fixture.ts";
import { terminalWithServer } from "./tunnel-fixture.ts";

const words = en.terminalTunnels.servers;

const STATUS: ServerStatus = serverStatusSchema.parse({
  version: 1,
  time: "2026-11-22T03:00:00Z",
  ready: true,
  rebootRequired: true,
  wireguard: null,
  relayPorts: [{ port: 20_001, everyone: true }],
  health: [{ site: "depot", time: "2026-11-22T02:59:00Z", line: "all is well" }],
  services: { ssh: "active", coturn: "failed" },
});

describe("servers", () => {
  it("has nothing to list on a laptop that knows none, and takes no other words", async () => {
    const { run } = await fakeTerminal();
    expect(await run(["servers"])).toMatchObject({ status: 0, out: words.none });
    expect(jsonOf(await run(["servers", "list", "--json"]))).toEqual({ servers: [] });
    expect((await run(["servers", "show", "nobody"])).err).toContain(en.error.SERVER_NOT_FOUND.title);
    for (const argv of [["show"], ["list", "x"], ["destroy", "x"], ["files", "x"], ["check", "x", "-o", "y"]])
      expect(await run(["servers", ...argv])).toMatchObject({ status: 2 });
  });

  it("lists and shows them by name, address or the beginning of an id", async () => {
    const { run, server } = await terminalWithServer();
    expect((await run(["servers"])).out).toBe(`${server.id}  Frankfurt  127.0.0.1  Relay`);
    const [first] = jsonOf(await run(["servers", "--json"]))["servers"] as Record<string, unknown>[];
    expect(first).toMatchObject({ id: server.id, name: "Frankfurt", offers: ["relay"], mayChange: true, sites: [] });
    for (const name of ["frankfurt", "127.0.0.1", server.id.slice(0, 8), server.id])
      expect(jsonOf(await run(["servers", "show", name, "--json"]))).toMatchObject({
        id: server.id,
        server: { region: "fsn1" },
      });
    const { out } = await run(["servers", "show", "Frankfurt", "--lang", "de"]);
    expect(out).toContain("Dieser Laptop darf ihn ändern.");
    expect(out).toContain(server.ssh.hostKeys[0]);
  });

  it("checks one: logs in, and says how it stands", async () => {
    const { run, prepare, ssh, server } = await terminalWithServer();
    ssh.onExec = (channel) => {
      channel.write(JSON.stringify(STATUS));
      channel.exit(0);
      channel.end();
    };
    const { status, out } = await run(["servers", "check", "Frankfurt"]);
    expect(status).toBe(0);
    expect(out).toContain(`let in, by port ${ssh.port}`);
    expect(out).toContain("coturn failed");
    expect(out).toContain("20001*");
    expect(out).toContain("all is well");
    expect(jsonOf(await run(["servers", "check", "Frankfurt", "--json"]))).toMatchObject({
      ssh: { outcome: "ok", code: null },
      status: { services: { coturn: "failed" } },
      wireguard: null,
      turn: null,
    });
    expect((await run(["servers", "check", "Frankfurt"], { signal: AbortSignal.abort() })).status).toBe(130);

    // Without Farsite's program there is no status, and the rest is told all the same.
    ssh.onExec = (channel) => {
      channel.stderr.write("sudo: command not found");
      channel.exit(127);
      channel.end();
    };
    expect((await run(["servers", "check", "Frankfurt"])).out).toContain(words.noSetUp);

    // One that nobody has accepted gets no login, and its key is shown for comparing.
    const { logins } = ssh;
    const unknown = { ...server, ssh: { ...server.ssh, hostKeys: [] } };
    await prepare(async (host) => host.store().firmServers.keep([unknown]));
    expect((await run(["servers", "check", "Frankfurt"])).out).toContain(ssh.hostKey.fingerprint);
    expect(ssh.logins).toBe(logins);
  });

  it("asks its hub from here", async () => {
    const hub = await FakeWireGuardHub.open();
    onTestFinished(() => hub.close());
    const { run, prepare, server } = await terminalWithServer();
    await prepare(async (host) => {
      const { server: hubbed } = await host.tunnels.servers.add({
        name: "Hub",
        host: "127.0.0.1",
        region: null,
        wireguard: true,
        relay: false,
        turn: false,
        frp: false,
        media: null,
      });
      const { wireguard } = hubbed;
      if (wireguard === null) throw new Error("no hub");
      hub.peers.set(wireguard.probe.publicKey, null);
      const known = { ...wireguard, port: hub.port, alsoPorts: [], publicKey: hub.keys.publicKey };
      host.store().firmServers.keep([{ ...hubbed, ssh: server.ssh, wireguard: known }]);
    });
    const { out } = await run(["servers", "check", "Hub"]);
    expect(out).toContain(en.wireGuard.title.answers);
    const probe = jsonOf(await run(["wireguard", "probe", "--server", "Hub", "--json"]));
    expect(probe).toMatchObject({ answers: true, outcome: "answers" });
    expect((await run(["wireguard", "probe", "--server", "Frankfurt"])).status).toBe(2);
  });

  it("writes its set-up out, with keys only on request, and over nothing", async () => {
    const { run } = await terminalWithServer();
    const folder = join(temporaryFolder(), "set-up");
    const open = await run(["servers", "files", "Frankfurt", "-o", folder]);
    expect([open.status, open.err]).toEqual([0, words.placeholders]);
    const sshd = join(folder, "files", "etc", "ssh", "sshd_config.d", "00-farsite.conf");
    expect(readFileSync(sshd, "utf8")).toContain("PasswordAuthentication no");
    const again = await run(["servers", "files", "Frankfurt", "-o", folder]);
    expect(again.status).toBe(1);
    expect(again.err).toContain("is there already");
    const other = join(temporaryFolder(), "with-keys");
    const told = jsonOf(await run(["servers", "files", "Frankfurt", "-o", other, "--with-keys", "--json"]));
    expect(told).toMatchObject({ withKeys: true, userData: join(other, "Frankfurt-user-data.txt") });
    const userData = String(told["userData"]);
    expect(readFileSync(userData, "utf8")).not.toContain(SECRET_PLACEHOLDER);
    expect(modeOf(userData)).toBe(0o600);

    const taken = temporaryFolder();
    writeFileSync(join(taken, "files"), "in the way");
    expect((await run(["servers", "files", "Frankfurt", "-o", taken])).status).toBe(1);
    expect(() => statSync(join(taken, "Frankfurt-user-data.txt"))).toThrow(/ENOENT/);
  });
});
