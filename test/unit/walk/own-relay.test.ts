import { describe, expect, it } from "vitest";
import { walkOwnRelay } from "#core/text/en/walk-relay.ts";
import { ownRelayMachine } from "#core/walk/own-relay.ts";
import { expectToRead, messagesOf, unusedTexts } from "./explore.ts";
import { exploredRelays } from "./relay-exploring.ts";
import { checkWith } from "./walk-context.ts";
import { aDevice, said } from "./forward-story.ts";
import {
  aServer,
  changed,
  firm,
  goesWell,
  KEY,
  ownRelay,
  relaySite,
  seen,
  status,
  STREAM,
  throughProof,
  toAccess,
  toAgent,
  toDevices,
  toDone,
  toKeys,
  toLive,
  toRollOut,
  toUp,
  WEB,
  why,
} from "./relay-world.ts";

const viewOf = (walk: ReturnType<typeof ownRelay>) => ownRelayMachine.view(walk.state, walk.context);
const told = (walk: ReturnType<typeof ownRelay>) => viewOf(walk).notices.map(({ text }) => text.key);
const kinds = (walk: ReturnType<typeof ownRelay>) => walk.asked.map(({ kind }) => kind);
const accept = { acceptedBy: "K", role: "Owner", reason: "x", riskText: "As it was read" };

describe("a relay on the firm's own server", () => {
  it("leads from a server to a proof through the site's own box", () => {
    const walk = toDone(ownRelay()).send("finish");
    expect(walk.status).toBe("done");
    expect(kinds(walk)).toEqual([
      "look-at-server",
      "make-keys",
      "apply-to-server",
      "open-live",
      "prove-through",
      "close-live",
      "look-at-server",
      "prove-through",
    ]);
    expect(walk.asked.flatMap((one) => (one.kind === "prove-through" ? [one.reconnect] : []))).toEqual([true, false]);
    expect(walk.context.document.tunnels).toMatchObject([
      {
        kind: "ssh",
        serverId: "s1",
        host: "relay.example",
        ports: [22, 443],
        serverKey: KEY,
        platform: "linux",
        published: [{ address: "192.168.1.64", port: 554, serverPort: 20_001, listen: "server", use: "stream" }],
      },
    ]);
    expect(walk.context.document.route).toMatchObject({
      chosen: "relay",
      route: "own-relay",
      variant: "Relay Frankfurt",
    });
    expect(viewOf(walk).parts).toMatchObject([
      { kind: "copy", items: [{ text: "ssh -N -p 22 -L 20001:127.0.0.1:20001 farsite@relay.example" }] },
    ]);
  });

  it("does not begin on a line that is down", () => {
    const outcome = ownRelayMachine.begin(relaySite({ check: checkWith({ kind: "offline" }) }), { deviceId: null });
    expect(outcome).toMatchObject({ refused: { key: "walk.own-relay.refused.offline" } });
    said.push(...("refused" in outcome ? [outcome.refused] : []));
  });

  it("says what a relay needs where there is no server", () => {
    const walk = ownRelay({ firm: firm([aServer({ relay: null })]) });
    expect(viewOf(walk).lead?.key).toBe("walk.own-relay.lead.no-server");
    expect(walk.refusalOf("next", { server: "s1" })).toBe("walk.refused.other-step");
    walk.with({ firm: firm() });
    expect(toDevices(walk).state.step).toBe("devices");
  });

  it("goes no further with a changed host key, and never takes it for the old one", () => {
    const look = { outcome: "host-key-changed", hostKey: "SHA256:other", why } as const;
    const walk = ownRelay().when((effect) => (effect.kind === "look-at-server" ? seen(look, null) : goesWell(effect)));
    walk.send("next", { server: "s1" });
    expect(viewOf(walk).actions.map(({ event }) => event)).toEqual(["look", "back", "abandon"]);
    expect(walk.refusalOf("next")).toBe("walk.own-relay.refused.not-reached");
    expect(walk.refusalOf("trust", { isCompared: true })).toBe("walk.refused.other-step");
  });

  it("gives no port that another site has, or that somebody holds at the server", () => {
    const other = {
      siteId: "x",
      name: "Other",
      lan: null,
      tunnels: [
        {
          id: "t",
          kind: "ssh" as const,
          serverId: "s1",
          peers: [],
          madeAt: "2026-11-20T10:00:00Z",
          published: [
            {
              id: "p",
              address: "192.168.1.64",
              transport: "tcp" as const,
              port: 554,
              use: "stream" as const,
              serverPort: 20_001,
              listen: "server" as const,
            },
          ],
        },
      ],
    };
    const walk = ownRelay({ firm: { ...firm(), sites: () => [other] } });
    walk.when((effect) => goesWell(effect, [20_002]));
    expect(toKeys(walk).state.plan.ports.map(({ serverPort }) => serverPort)).toEqual([20_003]);
  });

  it("refuses what is no device here, and more than one test asks", () => {
    const walk = toDevices(ownRelay());
    expect(walk.refusalOf("next", { ports: [] })).toBe("walk.own-relay.refused.no-port");
    expect(walk.refusalOf("next", { address: "127.0.0.1", port: 22 })).toBe("walk.own-relay.refused.address");
    expect(walk.refusalOf("next", { address: "192.168.1.9" })).toBe("walk.own-relay.refused.port");
    expect(walk.refusalOf("next", { address: "192.168.1.9", port: "99999" })).toBe("walk.own-relay.refused.port");
    walk.send("next", { address: "192.168.1.9", port: 8_080, use: "web" });
    expect(walk.state.plan.ports).toMatchObject([{ address: "192.168.1.9", port: 8_080, use: "web" }]);
  });

  it("carries no more than one test asks", () => {
    const ports = Array.from({ length: 17 }, (_, index) => ({
      transport: "tcp" as const,
      port: 3_000 + index,
      service: "hikvision" as const,
    }));
    const walk = toDevices(ownRelay({ devices: [aDevice({ brand: null, ports })] }));
    const values = ports.map(({ port }) => `192.168.1.64 ${port}`);
    expect(walk.refusalOf("next", { ports: values })).toBe("walk.own-relay.refused.too-many");
  });

  it("says that the server's range is full", () => {
    const walk = ownRelay({ firm: firm([aServer({ relay: { user: "r", firstPort: 20_001, lastPort: 20_001 } })]) });
    toDevices(walk).send("next", { ports: [STREAM, WEB] });
    expect(walk.refusalOf("next", { everyone: [] })).toBe("walk.own-relay.refused.range-full");
  });

  it("opens nothing to everyone before each risk is accepted by name", () => {
    const walk = toAccess(ownRelay());
    const [port] = walk.state.plan.ports;
    walk.send("next", { everyone: [port?.id] });
    expect(walk.state.step).toBe("risks");
    expect(walk.refusalOf("next")).toBe("walk.own-relay.refused.risk");
    expect(walk.refusalOf("accept", { acceptedBy: "", role: "Owner", reason: "x" })).toBe(
      "walk.own-relay.refused.accepted-by",
    );
    expect(walk.refusalOf("accept", { acceptedBy: "K", role: "", reason: "x" })).toBe("walk.own-relay.refused.role");
    expect(walk.refusalOf("accept", { acceptedBy: "K", role: "Owner", reason: "" })).toBe(
      "walk.own-relay.refused.reason",
    );
    for (let count = 0; count < 9 && viewOf(walk).fields.length > 0; count += 1) walk.send("accept", accept);
    expect(
      walk.context.document.acceptances.map(({ finding, risk, acceptedBy }) => [finding, risk, acceptedBy]),
    ).toEqual(
      ["password-unknown", "plain-rtsp:tcp-554"].map((key) => [
        `published/${port?.id ?? ""}/${key}`,
        "As it was read",
        "K",
      ]),
    );
    walk.send("next");
    expect(walk.state.step).toBe("keys");
    // Left to who can log in after all: nobody's acceptance stays behind.
    walk.send("back").send("back").send("next", { everyone: [] });
    expect([walk.state.step, walk.context.document.acceptances]).toEqual(["keys", []]);
  });

  it("leads back to the risks where the survey no longer has them accepted", () => {
    const walk = toAccess(ownRelay());
    walk.send("next", { everyone: walk.state.plan.ports.map(({ id }) => id) });
    walk.send("accept", accept).send("accept", accept).send("next");
    const removed = walk.context.document.acceptances.map(({ id }) => ({
      op: "remove" as const,
      list: "acceptances" as const,
      id,
    }));
    walk.with(changed(walk, removed)).send("make");
    expect([walk.state.step, walk.asked.length]).toEqual(["risks", 1]);
  });

  it("leaves telling the server to a person where this laptop has no key for it", () => {
    const walk = ownRelay({ firm: firm([aServer()], []) });
    walk.when((effect) =>
      effect.kind === "look-at-server" ? seen({ outcome: "no-key", why }, null) : goesWell(effect),
    );
    toRollOut(walk);
    expect(viewOf(walk).parts).toMatchObject([{ kind: "tunnel-files", ends: ["server"] }]);
    expect(walk.refusalOf("apply")).toBe("walk.refused.other-step");
    walk.send("by-hand");
    expect(walk.state.step).toBe("live");
    walk.send("skip", { noTrial: "no key" }).send("choose", { platform: "other" }).send("installed");
    expect(told(walk)).toEqual(["walk.own-relay.notice.up-unknown"]);
    expect(walk.send("skip").state.step).toBe("proof");
    walk.send("leave", { noProof: "a colleague does it" }).send("abandon");
    expect(viewOf(walk).instructions.map(({ key }) => key)).toEqual([
      "walk.own-relay.left.by-hand.ssh",
      "walk.own-relay.left.agent",
    ]);
    expect(walk.send("finish").status).toBe("abandoned");
  });

  it("stays with what the server said when it does not take the key", () => {
    const walk = toRollOut(ownRelay());
    const [tunnel] = walk.context.document.tunnels;
    if (tunnel === undefined) throw new Error();
    // As the host writes it when it has made the key.
    const entry = { ...tunnel, publicKey: "ssh-ed25519 AAAA" };
    walk.with(changed(walk, [{ op: "put", list: "tunnels", entry }]));
    walk.when((effect) =>
      effect.kind === "apply-to-server" ? { kind: "not-applied", why, details: [] } : goesWell(effect),
    );
    walk.send("apply");
    expect([walk.state.step, walk.state.trouble]).toEqual(["roll-out", why]);
    expect(viewOf(walk).parts).toHaveLength(1);
  });

  it("takes another port where the server's is held by somebody else", () => {
    const walk = toLive(ownRelay());
    const taken = { key: "relay.port.taken", args: { port: 20_001 } };
    walk.when((effect) =>
      effect.kind === "open-live"
        ? { kind: "live-refused", why: taken, details: [], isRetriable: true }
        : goesWell(effect),
    );
    walk.send("try");
    expect(walk.state.trouble).toEqual(taken);
    walk.send("other-ports");
    expect(kinds(walk).slice(-2)).toEqual(["close-live", "apply-to-server"]);
    walk.send("make");
    expect(walk.context.document.tunnels[0]).toMatchObject({ removedAt: null, published: [{ serverPort: 20_002 }] });
  });

  it.each([
    ["nobody behind it", { outcome: "connected", strength: "none" }],
    ["another device", { outcome: "stranger", strength: "none", sameDevice: "no" }],
  ] as const)("does not take %s for a proof", (_what, result) => {
    const walk = toLive(ownRelay()).when((effect) =>
      effect.kind === "prove-through" ? { kind: "proven", record: throughProof(effect, result) } : goesWell(effect),
    );
    walk.send("try");
    expect(walk.refusalOf("next")).toBe("walk.own-relay.refused.not-proven");
    expect(walk.refusalOf("skip", {})).toBe("walk.own-relay.refused.no-reason");
  });

  it("opens nothing where the survey's tunnel is no longer the one that was shown", () => {
    const walk = toLive(ownRelay());
    const [tunnel] = walk.context.document.tunnels;
    if (tunnel === undefined) throw new Error();
    const published = tunnel.published.map((one) => ({ ...one, address: "192.168.1.1", port: 22 }));
    walk.with(changed(walk, [{ op: "put", list: "tunnels", entry: { ...tunnel, published } }])).send("try");
    expect([walk.asked.at(-1)?.kind, walk.state.trouble?.key]).toEqual([
      "apply-to-server",
      "walk.own-relay.trouble.other-tunnel",
    ]);
  });

  it("says what to look at where the server does not see the box", () => {
    const walk = toUp(ownRelay(), []);
    expect(told(walk)).toEqual(["walk.own-relay.notice.missing"]);
    expect(walk.refusalOf("next")).toBe("walk.own-relay.refused.not-up");
    walk.when((effect) => goesWell(effect, [20_001])).send("look");
    expect(told(walk)).toEqual(["walk.own-relay.notice.up"]);
  });

  it("ends this laptop's tunnel before the site's own is asked for", () => {
    const walk = toAgent(ownRelay());
    expect([kinds(walk).at(-1), walk.state.plan.isLive]).toEqual(["close-live", false]);
  });

  it("takes the key from the server when it is given up, and says what stays", () => {
    const walk = toUp(ownRelay()).send("abandon");
    expect(kinds(walk).at(-1)).toBe("apply-to-server");
    expect(walk.context.document.tunnels[0]?.removedAt).toBe(walk.context.now);
    expect(viewOf(walk).instructions.map(({ key }) => key)).toEqual(["walk.own-relay.left.agent"]);
    expect(walk.send("finish").status).toBe("abandoned");
  });

  it("lists the server where it could not be told", () => {
    const walk = toLive(ownRelay()).when((effect) =>
      effect.kind === "apply-to-server" ? { kind: "not-applied", why, details: [] } : goesWell(effect),
    );
    walk.send("abandon");
    expect([walk.state.step, walk.state.trouble]).toEqual(["closing", why]);
    walk.send("leave");
    expect(viewOf(walk).instructions.map(({ key }) => key)).toEqual(["walk.own-relay.left.server"]);
    walk.send("back");
    expect(walk.refusalOf("no-such-event")).toBe("walk.refused.other-step");
    expect(walk.state.step).toBe("keys");
  });

  it("wants the first server told before another one is taken", () => {
    const walk = toLive(ownRelay({ firm: firm([aServer(), aServer({ id: "s2" })]) }));
    walk.when((effect) =>
      effect.kind === "apply-to-server" ? { kind: "not-applied", why, details: [] } : goesWell(effect),
    );
    walk.send("back").send("back").send("leave");
    expect(walk.state.step).toBe("keys");
    walk.send("back").send("back").send("back").send("back");
    expect(walk.refusalOf("next", { server: "s2" })).toBe("walk.own-relay.refused.still-at-server");
    walk.when((effect) => goesWell(effect)).send("abandon");
    expect([kinds(walk).at(-1), walk.status]).toEqual(["apply-to-server", "abandoned"]);
  });

  it("says that this laptop's own tunnel may still be open", () => {
    const walk = toLive(ownRelay()).send("try");
    walk.when((effect) => (effect.kind === "close-live" ? { kind: "failed", why } : goesWell(effect)));
    walk.send("abandon").send("leave");
    expect(viewOf(walk).instructions.map(({ key }) => key)).toEqual([
      "walk.own-relay.left.live",
      "walk.own-relay.left.server",
    ]);
  });

  it("asks nothing of a server that this laptop does not know", () => {
    const walk = toKeys(ownRelay()).with({ firm: firm([]) });
    expect(told(walk)).toEqual(["walk.own-relay.notice.server-gone"]);
    expect(walk.refusalOf("make")).toBe("walk.own-relay.refused.server");
    said.push(...viewOf(walk).notices.map(({ text }) => text));
  });

  it("says that a port is held for the server alone where it was to be everyone's", () => {
    const walk = toAccess(ownRelay());
    walk.send("next", { everyone: walk.state.plan.ports.map(({ id }) => id) });
    walk.send("accept", accept).send("accept", accept).send("next").send("make").send("apply");
    walk.when((effect) => goesWell(effect, [20_001])).send("skip", { noTrial: "x" });
    walk.send("choose", { platform: "linux" }).send("installed");
    expect(told(walk)).toEqual(["walk.own-relay.notice.not-open"]);
  });

  it.each([true, false])(
    "carries frp's files, all of them for everyone, and tries nothing itself (told: %s)",
    (isTold) => {
      const servers = [aServer({ frp: { port: 7_000 } })];
      const walk = toDevices(ownRelay({ firm: isTold ? firm(servers) : firm(servers, []) }));
      walk.send("next", { ports: [STREAM], carrier: "frp" });
      expect([walk.state.step, walk.state.plan.ports[0]?.listen]).toEqual(["risks", "everyone"]);
      walk.send("accept", accept).send("accept", accept).send("next").send("make");
      said.push(...messagesOf(viewOf(walk)));
      walk.send(isTold ? "apply" : "by-hand");
      for (const platform of ["linux", "windows", "other"]) walk.send("choose", { platform }).send("other-platform");
      // Its ports are everybody's: the server sees them like those of SSH.
      const held = seen({}, status([], { relayPorts: [{ port: 20_001, everyone: true }] }));
      walk.when((effect) => (effect.kind === "look-at-server" ? held : goesWell(effect)));
      walk.send("choose", { platform: "openwrt" }).send("installed").send("next").send("prove").send("next");
      const asked = ["look-at-server", ...(isTold ? ["apply-to-server"] : []), "look-at-server", "prove-through"];
      expect([walk.state.step, kinds(walk)]).toEqual(["done", asked]);
      expect(walk.context.document.tunnels).toMatchObject([{ kind: "frp", ports: [7_000] }]);
      const done = viewOf(walk);
      said.push(...messagesOf(done));
      expect(done.parts).toMatchObject([{ items: [{ text: "rtsp://relay.example:20001" }] }]);
      if (isTold) return;
      expect(viewOf(walk.send("abandon")).instructions.map(({ key }) => key)).toEqual([
        "walk.own-relay.left.by-hand.frp",
        "walk.own-relay.left.agent",
      ]);
    },
  );
});

describe("every step of a relay on the firm's own server", () => {
  const explored = exploredRelays();
  // With what the stories above said: they are told before.
  const messages = () => [...explored.flatMap((one) => one.messages), ...said];

  it("is reached", () => {
    const reached = new Set(explored.flatMap(({ steps }) => [...steps]));
    expect([...reached].toSorted()).toEqual(
      [
        "server",
        "reach",
        "devices",
        "access",
        "risks",
        "keys",
        "roll-out",
        "live",
        "agent",
        "up",
        "proof",
        "done",
        "closing",
      ].toSorted(),
    );
  });

  it("reads in both languages", () => {
    expectToRead(messages());
  });

  it("uses every text", () => {
    expect(unusedTexts("walk.own-relay", walkOwnRelay, messages())).toEqual([]);
  });
});
