import fc from "fast-check";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { en } from "#core/text/en.ts";
import { newWireGuardKey } from "#core/wireguard/keys.ts";
import { hostAndPort } from "../../../main/cli/host-and-port.ts";
import { FakeWireGuardHub } from "../../fakes/fake-wireguard-hub.ts";
import { startFakeTurnServer } from "../../fakes/fake-turn-server.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { hostileText } from "../vpn-vendor/sample-device.ts";
import { fakeTerminal, jsonOf, temporaryFolder } from "./terminal-fixture.ts";

describe("turn", () => {
  it("tells whether a server relays, with a shared secret or a password that is never on the command line", async () => {
    const { run } = await fakeTerminal();
    const server = await startFakeTurnServer({ secret: "the firm's" });
    onTestFinished(() => server.close());
    const target = `${LOOPBACK}:${server.udpPort}`;
    const good = await run(["turn", target, "--transport", "udp"], { stdin: "the firm's\n" });
    expect(good.status).toBe(0);
    expect(good.out).toContain(`+ UDP ${server.udpPort}: works.`);
    expect(server.held()).toBe(0);
    const bad = jsonOf(await run(["turn", `turn:${target}?transport=udp`, "--json"], { stdin: "another" }));
    expect(bad).toMatchObject({
      works: "no",
      code: "turn.overall.wrong-login",
      ways: [{ transport: "udp", state: "failed", fault: "wrong-login" }],
    });
    expect(JSON.stringify(bad)).not.toContain("another");
  });

  it("logs in as a user from a file", async () => {
    const { run } = await fakeTerminal();
    const server = await startFakeTurnServer({});
    onTestFinished(() => server.close());
    const file = join(temporaryFolder(), "password");
    writeFileSync(file, "wonderland\nanother line\n");
    const argv = [
      "turn",
      `${LOOPBACK}:${server.tcpPort}`,
      "--transport",
      "tcp",
      "--user",
      "alice",
      "--secret-file",
      file,
    ];
    expect((await run(argv)).out).toContain(`+ TCP ${server.tcpPort}: works.`);
  });

  it("takes no other words, and asks nobody without a secret", async () => {
    const { run } = await fakeTerminal();
    for (const argv of [
      [],
      ["a", "b"],
      ["a:0"],
      ["a:99999"],
      ["http://a"],
      ["a", "--transport", "sctp"],
      ["a", "--tls-port", "x"],
    ])
      expect((await run(["turn", ...argv], { stdin: "secret" })).status).toBe(2);
    expect((await run(["turn", "127.0.0.1:1"])).status).toBe(2);
  });
});

describe("wireguard probe", () => {
  it("tells that a hub answers, and why not", async () => {
    const { run } = await fakeTerminal();
    const hub = await FakeWireGuardHub.open();
    onTestFinished(() => hub.close());
    const own = newWireGuardKey(randomBytes(32));
    hub.peers.set(own.publicKey, null);
    const environment = { FARSITE_STUN: "", FARSITE_WHOAMI: "" };
    const argv = ["wireguard", "probe", `${LOOPBACK}:${hub.port}`, "--key", hub.keys.publicKey];
    const good = await run(argv, { stdin: `${own.privateKey}\n`, environment });
    expect([good.err, good.status]).toEqual(["", 0]);
    expect(good.out).toContain(en.wireGuard.title.answers);
    const preshared = join(temporaryFolder(), "psk");
    writeFileSync(preshared, `${newWireGuardKey(randomBytes(32)).privateKey}\n`);
    const other = await run([...argv, "--preshared-key-file", preshared, "--json"], {
      stdin: own.privateKey,
      environment,
    });
    expect(jsonOf(other)).toMatchObject({ answers: false, outcome: "preshared-key-differs", usesPresharedKey: true });
    expect(other.out).not.toContain(own.privateKey);
  });

  it("takes no key that is none, and no private one on the command line", async () => {
    const { run } = await fakeTerminal();
    const { publicKey } = newWireGuardKey(randomBytes(32));
    for (const argv of [
      [],
      ["probe"],
      ["probe", LOOPBACK],
      ["probe", "a b", "--key", publicKey],
      ["probe", LOOPBACK, "--key", "short"],
      ["probe", LOOPBACK, "--key", publicKey, "--private-key", "x"],
      ["probe", LOOPBACK, "--key", publicKey, "--also-port", "0"],
      ["probe", LOOPBACK, "--key", publicKey, "--stun", "nowhere"],
      ["probe", LOOPBACK, "--key", publicKey, "--tunnel", "x"],
    ])
      expect((await run(["wireguard", ...argv], { stdin: "no key" })).status).toBe(2);
    const { err } = await run(["wireguard", "probe", LOOPBACK, "--key", publicKey], {
      stdin: "a secret that is no key",
    });
    expect(err).not.toContain("a secret");
  });
});

describe("mesh", () => {
  it("shows what is on this laptop, and what a site's check lets one expect", async () => {
    const { run } = await fakeTerminal();
    expect(Array.isArray(jsonOf(await run(["mesh", "--json"]))["meshes"])).toBe(true);
    const { saved } = jsonOf(await run(["survey", "--json", "--save"])) as { saved: { siteId: string } };
    const told = jsonOf(await run(["mesh", saved.siteId, "--json"]));
    expect(told).toMatchObject({
      siteId: saved.siteId,
      forecast: [
        { product: "tailscale", ends: [{ end: "office" }, { end: "mobile" }] },
        { product: "zerotier" },
        { product: "netbird" },
      ],
    });
    expect((await run(["mesh", saved.siteId])).out).toContain(en.walk["mesh-vpn"].end.mobile);
    expect((await run(["mesh", "nowhere"])).status).toBe(1);
    expect((await run(["mesh", "a", "b"])).status).toBe(2);
  });
});

describe("vpn-config", () => {
  const PROFILE = "client\r\nremote vpn.example 1194\r\nremote-cert-tls server\r\nup evil.sh\r\n";

  it("explains a configuration from standard input, and prints the narrowed one alone", async () => {
    const { run } = await fakeTerminal();
    const { status, out } = await run(["vpn-config", "-"], { stdin: PROFILE });
    expect(status).toBe(0);
    expect(out).toContain(en.uiTunnels.config.kind.openvpn);
    expect(out).toContain(en.terminalTunnels.config.canNarrow);
    const narrow = await run(["vpn-config", "-", "--narrow"], { stdin: PROFILE });
    expect(narrow.out.split("\n")).toEqual([
      'pull-filter ignore "redirect-gateway"',
      "script-security 0",
      "client",
      "remote vpn.example 1194",
      "remote-cert-tls server",
    ]);
    const twice = await run(["vpn-config", "-", "--narrow"], { stdin: narrow.out });
    expect(twice.out).toBe(narrow.out);
    expect(jsonOf(await run(["vpn-config", "-", "--json"], { stdin: PROFILE }))).not.toHaveProperty("narrowed");
    expect(await run(["vpn-config", "-", "--narrow"], { stdin: "milk" })).toMatchObject({ status: 1, out: "" });
  });

  it("of any text says something, runs nothing, and lets nothing steer the terminal", async () => {
    const { run } = await fakeTerminal();
    const text = fc.array(fc.oneof(hostileText, fc.constantFrom("client", "[Interface]", "up \u001b]0;x\u0007")), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (lines, narrow) => {
        const stdin = lines.join("\n");
        const { status, out, err } = await run(["vpn-config", "-", ...(narrow ? ["--narrow"] : [])], { stdin });
        expect([0, 1]).toContain(status);
        // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
        expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a host and a port", () => {
  it.each<[string, ReturnType<typeof hostAndPort>]>([
    ["vpn.example", { host: "vpn.example", port: null }],
    ["vpn.example:443", { host: "vpn.example", port: 443 }],
    ["192.0.2.1:51820", { host: "192.0.2.1", port: 51_820 }],
    ["2001:db8::1", { host: "2001:db8::1", port: null }],
    ["[2001:db8::1]:443", { host: "2001:db8::1", port: 443 }],
    ["[vpn.example]:443", null],
    ["vpn.example:", null],
    ["vpn.example:0", null],
    ["vpn.example:65536", null],
    ["vpn.example:1:2", null],
    ["-o.example", null],
    ["user@vpn.example", null],
    ["vpn.example/x", null],
    [" vpn.example", null],
    ["", null],
  ])("%s", (text, expected) => {
    expect(hostAndPort(text)).toEqual(expected);
  });
});
