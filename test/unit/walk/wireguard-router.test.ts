import { describe, expect, it } from "vitest";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import { wireGuardHubMachine, wireGuardRouterMachine } from "#core/walk/wireguard.ts";
import { checkWith, NOW } from "./walk-context.ts";
import { firmContext, proofOf, TO_ROLL_OUT, usualAnswer, Walker } from "./wireguard-world.ts";

const context = firmContext({ check: checkWith({ kind: "public" }, { publicAddress: "203.0.113.7" }) });
const walker = (answer: (effect: WalkEffect) => EffectResult = usualAnswer, where = context) =>
  new Walker(wireGuardRouterMachine, where, answer);

const SITE = { platform: "fritzbox", lan: "192.168.1.0/24", mtu: 1420, port: 51_820 };
const TO_KEYS = [
  ["next", { host: "site.example.net" }],
  ["next", { address: "192.168.1.50", targetPort: 554, use: "stream" }],
  ["make"],
] as const;

describe("WireGuard on the site's own router", () => {
  it("begins where the line can be called, and says why not elsewhere", () => {
    for (const kind of [
      "cgnat",
      "firewalled",
      "double-nat",
      "shared-address",
      "nat64",
      "offline",
      "unknown",
    ] as const) {
      const check = checkWith({ kind }, { publicAddress: "203.0.113.7" });
      expect(wireGuardRouterMachine.begin({ ...context, check }, { deviceId: null })).toHaveProperty("refused");
      expect(wireGuardHubMachine.begin({ ...context, check }, { deviceId: null })).toHaveProperty("state");
    }
    expect(wireGuardRouterMachine.begin({ ...context, check: null }, { deviceId: null })).toHaveProperty("refused");
  });

  it("begins behind any line into which somebody got from outside", () => {
    const target = { deviceId: null, address: "192.168.1.50", port: 554, use: "stream" as const };
    const effect = {
      kind: "prove-through" as const,
      tunnelId: "t",
      targets: [target],
      accountId: null,
      reconnect: false,
    };
    const through = proofOf(effect);
    const forward = proofOf(effect, { forwardId: "f", tunnelId: null });
    const check = checkWith({ kind: "unknown" });
    const begins = (proof: typeof through) =>
      "state" in wireGuardRouterMachine.begin({ ...context, check, proofs: [proof] }, { deviceId: null });
    expect([begins(forward), begins(through)]).toEqual([true, false]);
    expect(begins({ ...forward, origin: { kind: "hairpin", address: "203.0.113.7" } })).toBe(false);
  });

  it("is planned, keyed for everybody, installed and proven", () => {
    const walk = walker().walk(
      ["next", SITE],
      ...TO_KEYS,
      ["add", { name: "Technician", role: "technician" }],
      ["next"],
      ["next", { installed: true }],
      ["prove", {}],
      ["next"],
      ["finish"],
    );
    expect(walk.tunnel).toMatchObject({
      serverId: null,
      host: "site.example.net",
      ports: [51_820],
      platform: "fritzbox",
      mapped: null,
      installedAt: NOW,
      peers: [{ role: "technician" }],
    });
    expect(walk.asked.map(({ kind }) => kind)).toEqual(["look-up-name", "make-keys", "make-keys", "prove-through"]);
    expect(walk.status).toBe("done");
  });

  it("is not installed before somebody may call it", () => {
    const walk = walker().walk(["next", SITE], ...TO_KEYS);
    expect(walk.state.step).toBe("watchers");
    expect(walk.send("next")).toBe("walk.wireguard.refused.no-peer");
  });

  it("takes a box behind the router with its forward, and lists that when it is given up", () => {
    const walk = walker().walk(
      ["next", { ...SITE, platform: "linux", boxAddress: "192.168.1.10" }],
      ...TO_KEYS,
      ["add", { name: "Ms Weber" }],
      ["next"],
      ["next", { installed: true }],
    );
    expect(walk.send("next")).toBe("walk.wireguard.refused.no-forward");
    walk.walk(["entered"]);
    expect(walk.context.document.forwards).toMatchObject([
      {
        transport: "udp",
        internalPort: 51_820,
        externalPort: 51_820,
        address: "192.168.1.10",
        use: "vpn",
        means: "by-hand",
      },
    ]);
    walk.walk(["back"]);
    expect([walk.state.step, walk.context.document.forwards]).toEqual(["port", []]);
    walk.walk(["entered"], ["abandon"]);
    expect(walk.view().instructions.map(({ key }) => key)).toEqual([
      "tunnel.left.site",
      "walk.wireguard.undo.forward",
      "tunnel.left.peers",
    ]);
    walk.walk(["undone"]);
    expect([walk.status, walk.context.document.forwards, walk.tunnel?.removedAt]).toEqual(["abandoned", [], NOW]);
  });

  it("keeps a forward that a person leaves standing", () => {
    const walk = walker().walk(
      ["next", { ...SITE, platform: "linux", boxAddress: "192.168.1.10" }],
      ...TO_KEYS,
      ["add", { name: "Ms Weber" }],
      ["next"],
      ["next", { installed: true }],
      ["entered"],
      ["abandon"],
      ["leave"],
    );
    expect([walk.status, walk.context.document.forwards.length]).toEqual(["abandoned", 1]);
  });

  it("goes on with a name that leads elsewhere only when somebody says so", () => {
    const elsewhere = (effect: WalkEffect): EffectResult =>
      effect.kind === "look-up-name" ? { kind: "name-found", addresses: ["192.0.2.1"] } : usualAnswer(effect);
    const walk = walker(elsewhere).walk(["next", SITE], ["next", { host: "Site.Example.net" }]);
    expect([walk.state.step, walk.tunnel?.host]).toEqual(["address", "site.example.net"]);
    expect(walk.view().notices[0]?.text.key).toBe("walk.wireguard.address.elsewhere");
    walk.walk(["keep"]);
    expect(walk.state.step).toBe("targets");
  });

  it.each(["no name", "a", "https://x.example", "2001:db8::1"])("takes no host like %s", (host) => {
    expect(walker().walk(["next", SITE]).send("next", { host })).toBe("walk.wireguard.refused.host");
  });

  it.each(["192.168.2.10", "192.168.1.10; reboot", "0.0.0.0"])("takes no box at %s", (boxAddress) => {
    expect(walker().send("next", { ...SITE, boxAddress })).toBe("walk.wireguard.refused.box-address");
  });

  it("is not the hub's walk", () => {
    const { state } = new Walker(wireGuardHubMachine, firmContext()).walk(...TO_ROLL_OUT);
    expect(wireGuardRouterMachine.schema.safeParse(state).success).toBe(false);
  });
});
