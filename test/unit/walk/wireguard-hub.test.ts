import { describe, expect, it } from "vitest";
import { message } from "#core/nat/diagnosis.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import { wireGuardHubMachine } from "#core/walk/wireguard.ts";
import {
  firmContext,
  hub,
  hubWith,
  probed,
  proofOf,
  SITE_KEY,
  ssh,
  status,
  TO_PROOF,
  TO_ROLL_OUT,
  TO_WATCHERS,
  usualAnswer,
  Walker,
  HOST_KEY,
} from "./wireguard-world.ts";
import { NOW } from "./walk-context.ts";

type Answer = (effect: WalkEffect) => EffectResult;
const walker = (answer: Answer = usualAnswer, context = firmContext()) =>
  new Walker(wireGuardHubMachine, context, answer);

/** All goes well but this. */
const but =
  (kind: WalkEffect["kind"], ...results: EffectResult[]): Answer =>
  (effect) =>
    effect.kind === kind
      ? ((results.length > 1 ? results.shift() : results[0]) ?? usualAnswer(effect))
      : usualAnswer(effect);

describe("a hub, from the server to the telephone", () => {
  it("is planned, told, installed, up, proven and handed over", () => {
    const walk = walker().walk(...TO_WATCHERS);
    expect(walk.tunnel).toMatchObject({
      kind: "wireguard",
      serverId: "a",
      host: "a.example.net",
      ports: [51_820, 443],
      platform: "openwrt",
      lan: "192.168.1.0/24",
      publicKey: SITE_KEY,
      installedAt: NOW,
    });
    expect(walk.tunnel?.mapped).toMatch(/^10\.\d+\.\d+\.0\/24$/);
    walk.walk(["add", { name: "Ms Weber" }], ["next"], ["finish"]);
    expect(walk.tunnel?.peers).toMatchObject([
      { name: "Ms Weber", role: "customer", address: expect.stringMatching(/^10\.87\./) },
    ]);
    expect(walk.asked.map(({ kind }) => kind)).toEqual([
      "look-at-server",
      "probe-wireguard",
      "make-keys",
      "apply-to-server",
      "look-at-server",
      "prove-through",
      "make-keys",
      "apply-to-server",
    ]);
    expect([walk.state.step, walk.status]).toEqual(["done", "done"]);
  });

  it("says what to do where the firm has no server, and looks again", () => {
    const none = firmContext({ firm: { servers: [hub("x", { wireguard: null })], mayChange: [], sites: () => [] } });
    const walk = walker(usualAnswer, none);
    expect(walk.view().lead?.key).toBe("walk.wireguard.server.none");
    expect(walk.send("look")).toBe("walk.wireguard.refused.no-server");
    expect(walk.send("next", { server: "x" })).toBe("walk.wireguard.refused.no-server");
  });

  it("offers the nearest server first", () => {
    const walk = walker().walk(["measure"]);
    expect(walk.view().fields[0]?.value).toBe("b");
  });
});

describe("whether the hub answers from here", () => {
  const reach = (answer: Answer) => walker(answer).walk(["next", { server: "a" }]);

  it("has a new host key compared before anything else, and trusts that one only", () => {
    const walk = reach(
      but(
        "look-at-server",
        { kind: "server-seen", ssh: ssh("new-host-key"), status: null },
        usualAnswer({ kind: "look-at-server", serverId: "a" }),
      ),
    ).walk(["look"], ["probe"]);
    expect(walk.view().facts.some(({ value }) => value.args["text"] === HOST_KEY)).toBe(true);
    expect(walk.send("next")).toBe("walk.wireguard.refused.not-reached");
    expect(walk.send("anyway")).toBe("walk.wireguard.refused.host-key");
    walk.walk(["trust"], ["next"]);
    expect(walk.asked).toContainEqual({ kind: "trust-server", serverId: "a", hostKey: HOST_KEY });
  });

  it("never goes on with a host key that changed", () => {
    const walk = reach(but("look-at-server", { kind: "server-seen", ssh: ssh("host-key-changed"), status: null })).walk(
      ["look"],
    );
    for (const event of ["probe", "next", "anyway", "trust"])
      expect(walk.send(event)).toBe("walk.wireguard.refused.impostor");
    expect(walk.view().actions.map(({ event }) => event)).toEqual(["look", "back", "abandon"]);
  });

  it("does not trust a key again that only the survey tells of", () => {
    const walk = reach(usualAnswer);
    walk.state = { ...walk.state, pending: { kind: "trust-server", serverId: "a", hostKey: "SHA256:evil" } };
    walk.send("again");
    expect([walk.asked, walk.state.trouble?.key]).toEqual([[], "walk.trouble.not-its-own"]);
  });

  it("gives the site the port that passes", () => {
    const walk = reach(but("probe-wireguard", probed("answers-on-other-port", 443))).walk(["look"], ["probe"]);
    expect(walk.tunnel?.ports).toEqual([443, 51_820]);
  });

  it("ends where UDP is blocked, keeps that, and leaves no tunnel", () => {
    const walk = reach(but("probe-wireguard", probed("udp-blocked", null))).walk(["look"], ["probe"], ["end-blocked"]);
    expect([walk.status, walk.state.isBlocked, walk.context.document.tunnels]).toEqual(["done", true, []]);
    expect(walk.state.probe?.outcome).toBe("udp-blocked");
  });

  it("is asked without a login where this laptop may not change the server", () => {
    const walk = walker().walk(["next", { server: "b" }], ["probe"], ["next"]);
    expect(walk.state.step).toBe("site");
    expect(walk.send("back")).toBeUndefined();
    expect(walk.send("look")).toBe("walk.refused.other-step");
  });
});

describe("the site's network", () => {
  const TO_SITE = TO_ROLL_OUT.slice(0, 4);
  const other = (lan: string, mapped: string | null) => ({
    siteId: "site-2",
    name: "Hotel Post",
    lan,
    tunnels: [
      {
        id: "t2",
        kind: "wireguard" as const,
        serverId: "a",
        platform: "fritzbox" as const,
        lan,
        mapped,
        address: "10.87.0.9",
        peers: [],
        published: [],
        madeAt: NOW,
      },
    ],
  });
  const beside = (...sites: ReturnType<typeof other>[]) =>
    firmContext({ firm: { servers: [hub("a")], mayChange: ["a"], sites: () => sites } });

  it("gets addresses of its own where another site has the same LAN", () => {
    const walk = walker(usualAnswer, beside(other("192.168.1.0/24", "10.99.0.0/24"))).walk(...TO_SITE);
    walk.walk(["next", { platform: "linux", lan: "192.168.1.0/24", mtu: 1420 }]);
    expect(walk.tunnel?.mapped).not.toBe("10.99.0.0/24");
    expect(walk.state.step).toBe("targets");
  });

  it("stops a box that can't translate at a LAN that another site goes by", () => {
    const walk = walker(usualAnswer, beside(other("192.168.1.0/24", null))).walk(...TO_SITE);
    walk.walk(["next", { platform: "fritzbox", lan: "192.168.1.0/24", mtu: 1420 }]);
    expect([walk.state.step, walk.state.findings[0]?.tone]).toEqual(["site", "problem"]);
    walk.walk(["next", { platform: "fritzbox", lan: "192.168.77.0/24", mtu: 1420 }]);
    expect(walk.tunnel).toMatchObject({ lan: "192.168.77.0/24", mapped: null });
  });

  it("makes no keys once another laptop gave somebody the same addresses", () => {
    const sites: ReturnType<typeof other>[] = [];
    const walk = walker(usualAnswer, {
      ...beside(),
      firm: { servers: [hub("a")], mayChange: ["a"], sites: () => sites },
    });
    walk.walk(...TO_ROLL_OUT.slice(0, 6));
    sites.push(other("192.168.5.0/24", walk.tunnel?.mapped ?? ""));
    walk.walk(["make"]);
    expect(walk.state.step).toBe("site");
    expect(walk.asked.some(({ kind }) => kind === "make-keys")).toBe(false);
    const before = walk.tunnel?.mapped;
    walk.walk(TO_ROLL_OUT[4]);
    expect(walk.tunnel?.mapped).not.toBe(before);
  });

  it.each([
    [{ platform: "other", lan: "192.168.1.0/24", mtu: 1420 }, "vpnVendor.note.no-wireguard"],
    [{ platform: "qnap", lan: "192.168.1.0/24", mtu: 1420 }, "vpnVendor.note.lets-in-no"],
    [{ platform: "linux", lan: "8.8.8.0/24", mtu: 1420 }, "walk.wireguard.refused.lan"],
    [{ platform: "linux", lan: "nonsense", mtu: 1420 }, "walk.wireguard.refused.lan"],
    [{ platform: "linux", lan: "192.168.1.0/24", mtu: 9000 }, "walk.wireguard.refused.mtu"],
    [{ platform: "linux", lan: "192.168.1.0/24", mtu: 1300.5 }, "walk.wireguard.refused.mtu"],
    [{ lan: "192.168.1.0/24", mtu: 1420 }, "walk.refused.values"],
  ])("refuses %o", (values, key) => {
    expect(
      walker()
        .walk(...TO_SITE)
        .send("next", values),
    ).toBe(key);
  });

  it.each([
    [{ address: "192.168.2.50", targetPort: 554 }, "walk.wireguard.refused.not-in-lan"],
    [{ address: "192.168.1.50" }, "walk.wireguard.refused.port"],
    [{}, "walk.wireguard.refused.no-target"],
    [{ devices: ["10.1.1.1 554"] }, "walk.wireguard.refused.no-target"],
  ])("takes no target like %o", (values, key) => {
    expect(
      walker()
        .walk(...TO_ROLL_OUT.slice(0, 5))
        .send("next", values),
    ).toBe(key);
  });
});

describe("whether the tunnel is up", () => {
  const up = (...statuses: ReturnType<typeof hubWith>[]) =>
    walker(
      but(
        "look-at-server",
        usualAnswer({ kind: "look-at-server", serverId: "a" }),
        ...statuses.map((one) => ({ kind: "server-seen" as const, ssh: ssh("ok"), status: one })),
      ),
    ).walk(...TO_ROLL_OUT, ["apply"], ["next", { installed: true }], ...statuses.map(() => ["look"] as const));
  const lead = (walk: Walker) => walk.view().lead?.key.replace("walk.wireguard.up.is.", "");

  it.each([
    ["up", hubWith(179)],
    ["stale", hubWith(180)],
    ["never", hubWith(null, null)],
    ["no-hub", status(null)],
    ["no-peer", status({ publicKey: "hub", listenPort: 1, peers: [] })],
  ] as const)("is %s by the hub's word", (said, seen) => {
    const walk = up(seen);
    expect(lead(walk)).toBe(said);
    expect(walk.send("next")).toBe(said === "up" ? undefined : "walk.wireguard.refused.not-up");
  });

  it.each([
    ["that went away", [hubWith(20), hubWith(300)], true],
    ["that calls from another address", [hubWith(20), hubWith(20, "192.0.2.9:1")], true],
    ["whose NAT changed the port", [hubWith(20), hubWith(20, "198.51.100.7:1")], false],
    ["that came", [hubWith(null, null), hubWith(20)], false],
  ] as const)("notes a tunnel %s", (_, statuses, isNoted) => {
    const notices = up(...statuses)
      .view()
      .notices.map(({ text }) => text.key);
    expect(notices.includes("walk.wireguard.up.flapping")).toBe(isNoted);
  });

  it("notes clocks that differ", () => {
    const walk = up(status(null, { time: "2026-11-20T09:00:00Z" }));
    expect(walk.view().notices).toContainEqual(
      expect.objectContaining({ text: message("walk.wireguard.up.clock", { count: 60 }) }),
    );
  });
});

describe("a proof through the tunnel", () => {
  it("is none where something else answered, and then takes a reason", () => {
    const stranger = (effect: WalkEffect): EffectResult =>
      effect.kind === "prove-through"
        ? { kind: "proven", record: proofOf(effect, { outcome: "stranger", strength: "none", sameDevice: "no" }) }
        : usualAnswer(effect);
    const walk = walker(stranger).walk(...TO_PROOF, ["prove", {}]);
    expect(walk.send("next")).toBe("walk.wireguard.refused.not-proven");
    expect(walk.send("leave", {})).toBe("walk.wireguard.refused.why-not-proven");
    walk.walk(["leave", { notProven: "Recorder is off" }]);
    expect([walk.state.step, walk.state.notProven]).toEqual(["watchers", "Recorder is off"]);
  });

  it("plays the stream with a login of the survey and no other", () => {
    const walk = walker().walk(...TO_PROOF);
    expect(walk.send("prove", { account: "00000000-0000-4000-8000-000000000000" })).toBe("walk.refused.values");
  });
});

describe("a port for everybody at the hub", () => {
  const open = () => walker().walk(...TO_WATCHERS, ["publish"]);
  const publish = (walk: Walker) => walk.send("next", { published: walk.tunnel?.published[0]?.id, serverPort: 30_554 });
  const accept = { acceptedBy: "Ms Weber", acceptedRole: "Owner", reason: "No VPN on the wall display" };

  it("is opened only after each risk has a name below it", () => {
    const walk = open();
    expect(publish(walk)).toBeUndefined();
    expect(walk.send("open")).toBe("walk.wireguard.refused.risk");
    expect(walk.send("accept", { ...accept, reason: "" })).toBe("portForward.refused.reason");
    for (let count = 0; count < 10 && walk.view().fields.length > 0; count += 1) walk.walk(["accept", accept]);
    expect(walk.tunnel?.published[0]?.listen).toBe("server");
    walk.walk(["open"]);
    expect(walk.tunnel?.published[0]).toMatchObject({ listen: "everyone", serverPort: 30_554 });
    expect(walk.context.document.acceptances.every(({ acceptedBy }) => acceptedBy === "Ms Weber")).toBe(true);
    walk.walk(["publish"], ["close"]);
    expect(walk.tunnel?.published[0]?.listen).toBe("server");
  });

  it.each([[22], [443], [51_820], [80]])("does not take port %d", (serverPort) => {
    const walk = open();
    expect(walk.send("next", { published: walk.tunnel?.published[0]?.id, serverPort })).toMatch(
      /refused\.(port-taken|server-port)/,
    );
  });
});

describe("taking a hub's tunnel back", () => {
  it("leaves no trace of what nobody ever heard of", () => {
    const walk = walker().walk(...TO_ROLL_OUT.slice(0, 6), ["abandon"]);
    expect([walk.status, walk.context.document.tunnels]).toEqual(["abandoned", []]);
  });

  it("tells the hub, and lists what is left for a person", () => {
    const walk = walker().walk(...TO_WATCHERS, ["add", { name: "Ms Weber" }], ["abandon"]);
    expect(walk.tunnel?.removedAt).toBe(NOW);
    expect(walk.asked.at(-1)).toEqual({ kind: "apply-to-server", serverId: "a" });
    expect(walk.state.step).toBe("undo-by-hand");
    expect(walk.view().instructions.map(({ key }) => key)).toEqual(["tunnel.left.site", "tunnel.left.peers"]);
    walk.walk(["undone"]);
    expect(walk.status).toBe("abandoned");
  });

  it("says that the server is still to be told where it could not be", () => {
    const failing = but("apply-to-server", usualAnswer({ kind: "apply-to-server", serverId: "a" }), {
      kind: "not-applied",
      why: message("server.noKey"),
      details: [],
    });
    const walk = walker(failing).walk(...TO_PROOF.slice(0, 8), ["abandon"]);
    expect([walk.state.step, walk.state.trouble?.key]).toEqual(["closing", "server.noKey"]);
    walk.walk(["leave"]);
    expect(walk.view().instructions.map(({ key }) => key)).toEqual(["tunnel.left.server"]);
  });

  it("takes it off the server before going back to the keys, and tells it again", () => {
    const walk = walker().walk(...TO_PROOF.slice(0, 9), ["back"], ["back"], ["back"]);
    expect([walk.state.step, walk.state.rollOut, walk.tunnel?.removedAt, walk.tunnel?.installedAt]).toEqual([
      "keys",
      "none",
      null,
      null,
    ]);
    expect(walk.asked.filter(({ kind }) => kind === "apply-to-server")).toHaveLength(2);
  });
});

describe("a hub walk from elsewhere", () => {
  const hostile: WalkEffect[] = [
    { kind: "open-live", tunnelId: "id-1" },
    { kind: "look-at-server", serverId: "b" },
    { kind: "apply-to-server", serverId: "b" },
    { kind: "make-keys", tunnelId: "somebody's" },
    { kind: "probe-wireguard", tunnelId: "id-1", asSite: true },
    {
      kind: "prove-through",
      tunnelId: "id-1",
      targets: [{ deviceId: null, address: "192.168.1.1", port: 22, use: "other" }],
      accountId: null,
      reconnect: false,
    },
    { kind: "close-forward", forwardId: "somebody's" },
  ];
  it.each([1, 4, 6, 7, 9, 11])("does nothing after %d steps that the step would not ask for", (count) => {
    for (const pending of hostile) {
      const walk = walker().walk(...TO_PROOF.slice(0, count));
      const asked = walk.asked.length;
      walk.state = { ...walk.state, pending };
      walk.send("again");
      expect([walk.asked.length, walk.state.trouble?.key]).toEqual([asked, "walk.trouble.not-its-own"]);
    }
  });
});
