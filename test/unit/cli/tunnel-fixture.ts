import { onTestFinished } from "vitest";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { startFakeStreamCamera } from "../../fakes/fake-stream-camera.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { createSshServer, type FakeSshServer } from "../../fakes/ssh-server.ts";
import { fakeTerminal, jsonOf, type FakeTerminal } from "./terminal-fixture.ts";

export interface FirmTerminal extends FakeTerminal {
  ssh: FakeSshServer;
  server: FirmServer;
}

/** A terminal whose firm has a server: an SSH server on loopback, which lets it in. */
export async function terminalWithServer(): Promise<FirmTerminal> {
  const terminal = await fakeTerminal();
  const ssh = await createSshServer();
  onTestFinished(() => ssh.close());
  const wish = { name: "Frankfurt", host: LOOPBACK, region: "fsn1", frp: false, media: null };
  const server = await terminal.prepare(async (host) => {
    const { server: made } = await host.tunnels.servers.add({ ...wish, wireguard: false, relay: true, turn: false });
    ssh.letsIn.add((await host.tunnels.servers.secrets.adminPublicKey(made.id)) ?? "");
    const trusted = { hostKeys: [ssh.hostKey.fingerprint], hostKeyLine: ssh.hostKey.publicKey };
    const known = { ...made, ssh: { ...made.ssh, ports: [ssh.port], ...trusted } };
    host.store().firmServers.keep([known]);
    return known;
  });
  return { ...terminal, ssh, server };
}

export interface TunnelTerminal extends FirmTerminal {
  siteId: string;
  tunnel: Tunnel;
  cameraPort: number;
}

/** The same with a checked site, whose relay leads to a camera. */
export async function terminalWithRelay(): Promise<TunnelTerminal> {
  const terminal = await terminalWithServer();
  const { ssh, server } = terminal;
  ssh.reaches = true;
  const camera = await startFakeStreamCamera();
  onTestFinished(() => camera.close());
  const { saved } = jsonOf(await terminal.run(["survey", "--json", "--save"])) as { saved: { siteId: string } };
  const { siteId } = saved;
  const tunnel = await terminal.prepare(async (host) => {
    const entry: Tunnel = {
      id: "relay-of-depot",
      kind: "ssh",
      serverId: server.id,
      serverName: server.name,
      host: LOOPBACK,
      platform: "linux",
      peers: [],
      // What listens at the server's port is the camera itself: the server is this computer.
      published: [
        {
          id: "p1",
          deviceId: null,
          address: LOOPBACK,
          transport: "tcp",
          port: camera.port,
          use: "stream",
          serverPort: camera.port,
          listen: "server",
        },
      ],
      madeAt: "2026-11-22T00:00:00Z",
    };
    host.store().amend(siteId, (document) => withChanges(document, [{ op: "put", list: "tunnels", entry }]));
    const signal = new AbortController().signal;
    await host.tunnels.perform(siteId, { kind: "make-keys", tunnelId: entry.id }, signal);
    const made = host.tunnels.tunnels.tunnel(siteId, entry.id);
    ssh.letsIn.add(made.publicKey ?? "");
    return made;
  });
  return { ...terminal, siteId, tunnel, cameraPort: camera.port };
}
