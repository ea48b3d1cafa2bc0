import { describe, expect, it } from "vitest";
import type { WalkEffect } from "#core/walk/effect.ts";
import { ownRelayMachine } from "#core/walk/own-relay.ts";
import { aServer, firm, goesWell, ownRelay, seen, status, why } from "./relay-world.ts";

const viewOf = (walk: ReturnType<typeof ownRelay>) => ownRelayMachine.view(walk.state, walk.context);
const told = (walk: ReturnType<typeof ownRelay>) => viewOf(walk).notices.map(({ text }) => text.key);

describe("the server of a relay", () => {
  it("proposes the nearest of several servers", () => {
    const walk = ownRelay({ firm: firm([aServer(), aServer({ id: "s2", name: "Zurich", region: null })]) });
    walk.when((effect) =>
      effect.kind === "measure-servers"
        ? {
            kind: "servers-measured",
            servers: [
              { serverId: "s2", rttMs: 8 },
              { serverId: "s1", rttMs: null },
            ],
            says: null,
          }
        : goesWell(effect),
    );
    walk.send("measure");
    expect(viewOf(walk).fields[0]?.value).toBe("s2");
    walk.send("next", { server: "s2" });
    expect(walk.asked.at(-1)).toEqual({ kind: "look-at-server", serverId: "s2" });
  });

  it("says that 443 is fine where 22 is blocked", () => {
    const walk = ownRelay().when((effect) =>
      effect.kind === "look-at-server" ? seen({ port: 443 }, status([])) : goesWell(effect),
    );
    walk.send("next", { server: "s1" });
    expect(told(walk)).toEqual(["walk.own-relay.notice.reached", "walk.own-relay.notice.other-port"]);
    expect(walk.send("next").state.step).toBe("devices");
  });

  it("accepts a first host key only from a person who compared it", () => {
    const fresh = aServer({ ssh: { ports: [22], user: "farsite", hostKeys: [], hostKeyLine: null } });
    const look = { outcome: "new-host-key", hostKey: "SHA256:first", why } as const;
    const walk = ownRelay({ firm: firm([fresh]) });
    walk.when((effect) => (effect.kind === "look-at-server" ? seen(look, null) : goesWell(effect)));
    walk.send("next", { server: "s1" });
    expect(walk.refusalOf("trust", {})).toBe("walk.own-relay.refused.not-compared");
    walk.when((effect) => goesWell(effect)).send("trust", { isCompared: true });
    expect(walk.asked.slice(-2)).toEqual([
      { kind: "trust-server", serverId: "s1", hostKey: "SHA256:first" },
      { kind: "look-at-server", serverId: "s1" },
    ]);
  });

  it("replaces no key that this laptop accepted, whatever the survey says was seen", () => {
    const walk = ownRelay().when((effect) =>
      effect.kind === "look-at-server"
        ? seen({ outcome: "new-host-key", hostKey: "SHA256:first", why }, null)
        : goesWell(effect),
    );
    walk.send("next", { server: "s1" });
    expect(walk.refusalOf("trust", { isCompared: true })).toBe("walk.own-relay.refused.key-known");
  });

  it("looks anew instead of accepting a key once more after an interruption", () => {
    const { state, context } = ownRelay().send("next", { server: "s1" });
    const pending: WalkEffect = { kind: "trust-server", serverId: "s1", hostKey: "SHA256:evil" };
    const outcome = ownRelayMachine.handle({ ...state, pending }, { type: "again", values: {} }, context);
    expect("effect" in outcome && outcome.effect).toEqual({ kind: "look-at-server", serverId: "s1" });
  });

  it("says that a server has no set-up yet", () => {
    const walk = ownRelay().when((effect) => (effect.kind === "look-at-server" ? seen({}, null) : goesWell(effect)));
    walk.send("next", { server: "s1" });
    expect(told(walk)).toEqual(["walk.own-relay.notice.not-set-up"]);
  });
});
