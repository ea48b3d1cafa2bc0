import { describe, expect, it } from "vitest";
import type { WalkEffect } from "#core/walk/effect.ts";
import { walkRunners } from "#core/walk/machines.ts";
import { portForwardMachine } from "#core/walk/port-forward.ts";
import { begun, RECORDER_ID, toAddress, toMethod } from "./forward-steps.ts";
import { doubleNatLine, lineOf, siteContext } from "./forward-story.ts";
import { NOW } from "./walk-context.ts";

describe("a walk from elsewhere", () => {
  const wish = {
    id: "id-1",
    deviceId: null,
    address: "192.168.1.50",
    transport: "tcp" as const,
    internalPort: 3_389,
    externalPort: 3_389,
    use: "other" as const,
  };
  const hostile: WalkEffect[] = [
    { kind: "open-forward", wish, means: "upnp" },
    { kind: "reach-device", address: "192.168.1.50", ports: [22] },
    { kind: "close-forward", forwardId: "somebody's" },
    { kind: "look-at-forward", forwardId: "somebody's" },
    { kind: "prove", forwardIds: ["somebody's"] },
    { kind: "look-up-name", name: "secret.example" },
  ];
  const throughServers: WalkEffect[] = [
    ...hostile,
    { kind: "measure-servers", serverIds: ["somebody's"] },
    { kind: "look-at-server", serverId: "somebody's" },
    { kind: "trust-server", serverId: "somebody's", hostKey: "SHA256:theirs" },
    { kind: "make-keys", tunnelId: "somebody's" },
    { kind: "apply-to-server", serverId: "somebody's" },
    { kind: "probe-wireguard", tunnelId: "somebody's", asSite: true },
    { kind: "open-live", tunnelId: "somebody's" },
    { kind: "close-live", tunnelId: "somebody's" },
    {
      kind: "prove-through",
      tunnelId: "somebody's",
      targets: [{ deviceId: null, address: "192.168.1.50", port: 554, use: "stream" }],
      accountId: null,
      reconnect: true,
    },
    { kind: "look-at-mesh", product: "tailscale" },
    { kind: "probe-legacy-vpn", tunnelId: "somebody's" },
  ];
  const walks: [string, () => ReturnType<typeof begun>][] = [
    ["device", begun],
    ["preflight", () => begun().dieIn("next", { device: RECORDER_ID, stays: "device" })],
    ["open", () => toMethod(begun()).dieIn("next", { means: "upnp" })],
    ["proof", () => toAddress().send("next", { addressKind: "static" })],
  ];

  it.each(walks)("does nothing at %s that the step would not ask for", (step, reach) => {
    for (const pending of hostile) {
      const { state, context } = reach();
      expect(state.step).toBe(step);
      const outcome = portForwardMachine.handle({ ...state, pending }, { type: "again", values: {} }, context);
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      expect([outcome.effect, outcome.state.trouble?.key]).toEqual([undefined, "walk.trouble.not-its-own"]);
    }
  });

  it.each(["wireguard-hub", "wireguard-router", "own-relay", "hosted-relay", "mesh-vpn", "router-vpn"] as const)(
    "of the kind %s asks no server, mesh or device that it does not know",
    (kind) => {
      const context = siteContext({ check: lineOf("public") });
      const outcome = walkRunners[kind].begin(context, { deviceId: null });
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      for (const pending of throughServers) {
        const state = { ...outcome.state, pending };
        const walk = { id: "w", kind, startedAt: NOW, updatedAt: NOW, status: "open" as const, state };
        const again = walkRunners[kind].handle(walk, { type: "again", values: {} }, context);
        const { effect, trouble } =
          "refused" in again
            ? { effect: undefined, trouble: again.refused }
            : { ...again, trouble: again.state["trouble"] };
        expect([kind, pending.kind, effect]).toEqual([kind, pending.kind, undefined]);
        expect(trouble).toMatchObject({ key: expect.stringMatching(/not-its-own|other-version|nothing-to-repeat/) });
      }
    },
  );

  it("does again what was its own", () => {
    for (const [step, reach] of walks.slice(1, 3)) {
      const { state, context } = reach();
      const outcome = portForwardMachine.handle(state, { type: "again", values: {} }, context);
      expect([step, "effect" in outcome && outcome.effect]).toEqual([step, state.pending]);
    }
  });

  it.each(["public-ip", "fix-double-nat", "mobile-line", "vendor-cloud"] as const)(
    "of the kind %s opens nothing, whatever it says is under way",
    (kind) => {
      const context = siteContext({ check: kind === "fix-double-nat" ? doubleNatLine : lineOf("cgnat") });
      const outcome = walkRunners[kind].begin(context, { deviceId: null });
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      for (const pending of hostile) {
        const state = { ...outcome.state, pending };
        const walk = { id: "w", kind, startedAt: NOW, updatedAt: NOW, status: "open" as const, state };
        expect(walkRunners[kind].handle(walk, { type: "again", values: {} }, context)).toEqual({
          refused: { key: "walk.refused.other-version", args: {} },
        });
      }
    },
  );
});
