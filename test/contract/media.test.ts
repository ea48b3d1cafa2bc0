import { createHash } from "node:crypto";
import { createRouterClient } from "@orpc/server";
import { onTestFinished, describe, expect, it } from "vitest";
import type { ServerChannel } from "ssh2";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { createSshServer } from "../fakes/ssh-server.ts";
import { startContractHost } from "./contract-host.ts";
import { failure } from "./failure.ts";

const AT = "2026-11-21T10:00:00.000Z";
const PASSWORD = "cam p@ss";
const CAMERA = { address: "192.168.1.64", port: 554, path: "/Streaming/Channels/102" };

describe("the media relay", { timeout: 60_000 }, () => {
  async function start(media: "mediamtx" | "go2rtc" | null = "mediamtx") {
    const { host, router } = await startContractHost();
    const client = createRouterClient(router);
    await client.laptops.name({ name: "Anna's laptop", technician: "Anna" });
    const { siteId } = await client.sites.begin({ name: "Bakery Möller", templateId: null });
    const wish = {
      name: "Relay",
      host: "127.0.0.1",
      region: null,
      wireguard: false,
      relay: true,
      turn: false,
      frp: false,
    };
    const { server } = await client.servers.add({ ...wish, media });
    const tunnel: Tunnel = {
      id: "t",
      kind: "ssh",
      serverId: server.id,
      peers: [],
      published: [{ id: "p", ...CAMERA, transport: "tcp", use: "stream", serverPort: 20_001, listen: "server" }],
      madeAt: AT,
    };
    host.store().amend(siteId, (document) => withChanges(document, [{ op: "put", list: "tunnels", entry: tunnel }]));
    const said = { siteId, accountId: null, kind: "camera" as const, label: "Yard", deviceId: null, changeBy: null };
    const [kept] = await client.vault.keep({ ...said, userName: "viewer", password: PASSWORD });
    const accountId = kept?.id ?? "";
    return { host, client, server, accountId, which: { siteId, tunnelId: "t" } };
  }

  it("is offered for what the tunnel reaches, and told to the server with the camera's password alone", async () => {
    const { client, server, accountId, which } = await start();
    expect(await client.media.look(which)).toMatchObject({
      engine: "mediamtx",
      offers: [{ address: CAMERA.address, port: 554 }],
      logins: [{ accountId, label: "Yard (viewer)" }],
    });
    const stream = { id: null, name: "Yard", ...CAMERA, accountId };
    await client.media.save({ ...which, streams: [stream], protocols: ["hls", "rtsp"], acceptedBy: null });
    const { media } = await client.media.addViewer({ ...which, name: "Anna's phone" });
    const [viewer] = media.viewers;
    if (viewer === undefined) throw new Error("no viewer");
    const { user, token, links } = await client.media.links({ ...which, viewerId: viewer.id });
    expect(createHash("sha256").update(token).digest("base64")).toBe(viewer.hash);
    expect(links.map(({ kind }) => kind)).toEqual(["webrtc", "hls", "rtsp"]);
    expect(links[0]?.url).toMatch(/^https:\/\/127\.0\.0\.1:8443\/yard-[0-9a-f]{8}\/$/);
    expect(links[2]?.url).toContain(`rtsps://${user}:${token}@127.0.0.1:8322/yard-`);
    expect(JSON.stringify(media)).not.toContain(token);

    const ssh = await createSshServer();
    onTestFinished(() => ssh.close());
    const told = new Map<string, string>();
    ssh.onExec = (channel: ServerChannel, command: string) => {
      const pieces: Buffer[] = [];
      channel.on("data", (piece: Buffer) => pieces.push(piece));
      channel.on("end", () => {
        told.set(command.split(" ").at(-1) ?? "", Buffer.concat(pieces).toString("utf8"));
        channel.exit(0);
        channel.close();
      });
    };
    const { relay, wireguard, turn, frp, id, name, host, region } = server;
    const shape = { relay, wireguard, turn, frp, media: server.media, id, name, host, region };
    await client.servers.save({ ...shape, ssh: { ports: [ssh.port] } });
    await client.servers.setupDone({ serverId: server.id });
    const { userData } = await client.servers.setup({ serverId: server.id, withSecrets: false });
    ssh.letsIn.add(/ssh-ed25519 [A-Za-z0-9+/=]+/.exec(userData.text)?.[0] ?? "");
    const look = await client.servers.look({ serverId: server.id });
    await client.servers.trust({ serverId: server.id, hostKey: look.ssh.hostKey ?? "", fromConsole: null });
    await client.servers.apply({ serverId: server.id, dropsOthers: false });
    const lines = told.get("media")?.split("\n") ?? [];
    expect(lines[0]).toBe("protocols hls rtsp");
    expect(lines[1]).toMatch(
      /^stream yard-\w{8} rtsp 127\.0\.0\.1 20001 \/Streaming\/Channels\/102 =viewer =cam%20p%40ss$/,
    );
    expect(lines[2]).toBe(`viewer ${user} ${viewer.hash} ${lines[1]?.split(" ")[1]}`);
    // No other secret of the site's goes there, whatever a survey names as a camera's login.
    const about = { siteId: which.siteId, accountId: null, label: "Wi-Fi", deviceId: null, changeBy: null };
    const kept = await client.vault.keep({ ...about, kind: "wifi", userName: "x", password: "of the Wi-Fi" });
    const login = { ...stream, accountId: kept.find(({ kind }) => kind === "wifi")?.id ?? null };
    const warned = await client.media.save({ ...which, streams: [login], protocols: ["hls"], acceptedBy: null });
    expect(warned.remarks.map(({ text }) => text.key)).toContain("siteMedia.noLogin");
    await client.servers.apply({ serverId: server.id, dropsOthers: false });
    expect(told.get("media")).toMatch(/^stream \S+ rtsp \S+ \d+ \S+ - -$/m);
    await client.media.save({ ...which, streams: [stream], protocols: ["hls"], acceptedBy: null });
    const byHand = await client.servers.byHand({ serverId: server.id });
    expect(byHand.find(({ fileName }) => fileName === "media")?.text).toContain(" =viewer keep\n");

    await client.media.removeViewer({ ...which, viewerId: viewer.id });
    expect((await failure(client.media.links({ ...which, viewerId: viewer.id }))).code).toBe("SECRET_NOT_FOUND");
  });

  it("sends the token in the clear only where somebody accepted it", async () => {
    const { client, which } = await start();
    const save = (acceptedBy: string | null) =>
      client.media.save({ ...which, streams: [], protocols: ["srt"], acceptedBy });
    expect((await failure(save(null))).code).toBe("BAD_INPUT");
    expect(await save("Karl Möller")).toMatchObject({ accepted: [{ protocol: "srt", by: "Karl Möller" }] });
    expect(await save(null)).toMatchObject({ media: { protocols: ["srt"] } });
  });

  it("has one login for all by go2rtc, and says so; without a relay it says what to do", async () => {
    const { client, host, server, which } = await start("go2rtc");
    const { remarks } = await client.media.look(which);
    expect(remarks.map(({ text }) => text.key)).toContain("siteMedia.oneLogin");
    const { user, token } = await client.media.links({ ...which, viewerId: null });
    expect([user, token]).toEqual(["viewer", await host.tunnels.servers.secrets.need(server.id, "media")]);
    const none = await start(null);
    expect(await none.client.media.look(none.which)).toMatchObject({
      engine: null,
      remarks: [{ text: { key: "siteMedia.noRelay" } }],
    });
  });
});
