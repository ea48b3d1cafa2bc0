import { describe, expect, it } from "vitest";
import type { WalkEffect } from "#core/walk/effect.ts";
import { ownRelayMachine } from "#core/walk/own-relay.ts";
import { ownRelay, toDevices, toDone, toKeys, toLive, toRollOut, toUp } from "./relay-world.ts";

describe("a walk to a relay from elsewhere", () => {
  const hostile: WalkEffect[] = [
    {
      kind: "open-forward",
      wish: {
        id: "i",
        deviceId: null,
        address: "192.168.1.50",
        transport: "tcp",
        internalPort: 1,
        externalPort: 1,
        use: "other",
      },
      means: "upnp",
    },
    { kind: "look-at-server", serverId: "another" },
    { kind: "apply-to-server", serverId: "another" },
    { kind: "make-keys", tunnelId: "another" },
    { kind: "open-live", tunnelId: "another" },
    { kind: "close-live", tunnelId: "another" },
    {
      kind: "prove-through",
      tunnelId: "another",
      targets: [{ deviceId: null, address: "10.0.0.1", port: 22, use: "other" }],
      accountId: null,
      reconnect: false,
    },
  ];
  it.each([
    ["server", () => ownRelay()],
    ["devices", () => toDevices(ownRelay())],
    ["keys", () => toKeys(ownRelay())],
    ["roll-out", () => toRollOut(ownRelay())],
    ["live", () => toLive(ownRelay())],
    ["up", () => toUp(ownRelay())],
    ["done", () => toDone(ownRelay())],
  ] as const)("does nothing at %s that the step would not ask for", (step, reach) => {
    const { state, context } = reach();
    expect(state.step).toBe(step);
    for (const pending of hostile) {
      const outcome = ownRelayMachine.handle({ ...state, pending }, { type: "again", values: {} }, context);
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      expect([pending.kind, outcome.effect, outcome.state.trouble?.key]).toEqual([
        pending.kind,
        undefined,
        "walk.trouble.not-its-own",
      ]);
    }
  });

  it("carries no port of this laptop", () => {
    const { state } = toKeys(ownRelay());
    const ports = state.plan.ports.map((port) => ({ ...port, address: "127.0.0.1", port: 22 }));
    expect(ownRelayMachine.schema.safeParse({ ...state, plan: { ...state.plan, ports } }).success).toBe(false);
  });
});
