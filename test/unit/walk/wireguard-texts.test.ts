import { describe, it } from "vitest";
import { message } from "#core/nat/diagnosis.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { WalkContext, WalkMachine } from "#core/walk/machine.ts";
import type { WireGuardState } from "#core/walk/wireguard-state.ts";
import { wireGuardHubMachine, wireGuardRouterMachine } from "#core/walk/wireguard.ts";
import { expectToRead, explore } from "./explore.ts";
import { checkWith } from "./walk-context.ts";
import {
  firmContext,
  hub,
  hubWith,
  probed,
  proofOf,
  ssh,
  status,
  TO_PROOF,
  TO_ROLL_OUT,
  TO_WATCHERS,
  usualAnswer,
  Walker,
  withKeys,
} from "./wireguard-world.ts";

type Ends = NonNullable<Parameters<typeof explore<WireGuardState>>[0]["results"]>;

const stream = { mbps: 2.04, seconds: 5, lostPackets: 1, codec: "H.264", wantedMbps: null };

/** How what is asked may end, as far as it shows something else. */
function ends(): Ends {
  const proofs = (effect: Extract<WalkEffect, { kind: "prove-through" }>): ProofRecord[] => [
    proofOf(effect, { stream }),
    proofOf(effect, { outcome: "silent", strength: "none", trouble: message("tunnel.nothingAsked") }),
    proofOf(effect, { stream: { ...stream, wantedMbps: 4 } }),
    proofOf(effect, { rttMs: null }),
    ...(["connected", "stranger", "refused"] as const).map((outcome) => proofOf(effect, { outcome, strength: "none" })),
  ];
  return (effect, state) => {
    switch (effect.kind) {
      case "measure-servers":
        return [{ result: { kind: "servers-measured", servers: [{ serverId: "a", rttMs: 12 }], says: null } }];
      case "look-at-server": {
        const looks =
          state.step === "reach"
            ? (["ok", "new-host-key", "host-key-changed", "failed", "no-key"] as const).map((one) => ({
                ssh: ssh(one),
                status: null,
              }))
            : [
                hubWith(20),
                hubWith(400),
                hubWith(null, null),
                status(null),
                status({ publicKey: "h", listenPort: 1, peers: [] }),
              ].map((one) => ({ ssh: ssh("ok"), status: one }));
        const late = { ssh: ssh("ok"), status: status(null, { ready: false, time: "2026-11-20T09:00:00Z" }) };
        return [...looks, late].map((one) => ({ result: { kind: "server-seen" as const, ...one } }));
      }
      case "trust-server":
        return [{ result: { kind: "server-trusted" } }];
      case "probe-wireguard":
        return [probed("answers", 51_820), probed("answers-on-other-port", 443), probed("udp-blocked", null)].map(
          (result) => ({ result }),
        );
      case "apply-to-server":
        return [
          { result: usualAnswer(effect) },
          { result: { kind: "not-applied", why: message("server.noKey"), details: [message("server.noKey")] } },
        ];
      case "prove-through":
        return proofs(effect).map((record) => ({ result: { kind: "proven" as const, record } }));
      case "look-up-name":
        return [[], ["192.0.2.1"], ["203.0.113.7"]].map((addresses) => ({
          result: { kind: "name-found" as const, addresses },
        }));
      default:
        return [];
    }
  };
}

/** The machine with a host that writes keys into the survey before it answers. */
const keyed = (machine: WalkMachine<WireGuardState>): WalkMachine<WireGuardState> => ({
  ...machine,
  settle(state, effect, result, context) {
    if (result.kind !== "keys-made") return machine.settle(state, effect, result, context);
    const document = withKeys(context.document, state.tunnelId);
    const entry = document.tunnels.find(({ id }) => id === state.tunnelId);
    const outcome = machine.settle(state, effect, result, { ...context, document });
    if ("refused" in outcome || entry === undefined) return outcome;
    return { ...outcome, changes: [{ op: "put", list: "tunnels", entry }, ...(outcome.changes ?? [])] };
  },
});

/** One id for everything keeps the number of states small. */
const withOneId = (more: Partial<WalkContext> = {}): WalkContext => ({ ...firmContext(more), newId: () => "new-id" });

const firm = (servers: WalkContext["firm"]["servers"], mayChange: readonly string[]): WalkContext["firm"] => ({
  servers,
  mayChange,
  sites: () => [],
});

const accepted = (port: string) =>
  ["device-unknown", "plain-rtsp:tcp-554"].map((key, index) => ({
    id: `acceptance-${index}`,
    finding: `published/${port}/${key}`,
    risk: "…",
    acceptedBy: "Ms Weber",
    role: "Owner",
  }));

const answers = {
  platform: ["openwrt", "fritzbox"],
  lan: ["192.168.1.0/24"],
  mtu: [1420],
  address: ["192.168.1.50"],
  targetPort: [554],
  use: ["stream"],
  host: ["site.example.net", "nonsense"],
  boxAddress: ["192.168.1.10", "", "192.168.9.9"],
  name: ["Ms Weber"],
  serverPort: [30_554],
  port: [51_820],
};

/** Every message in what is shown. */
function messagesOf(shown: unknown): { key: string; args: Record<string, string | number> }[] {
  if (typeof shown !== "object" || shown === null) return [];
  if ("key" in shown && "args" in shown) return [message(String(shown.key), shown.args as Record<string, string>)];
  return Object.values(shown).flatMap(messagesOf);
}

/** What is only shown after a proof, an undoing, or at an event that no button of the step sends. */
function told(): ReturnType<typeof messagesOf> {
  const said: unknown[] = [];
  const show = (walk: Walker): Walker => (said.push(walk.view()), walk);
  const refuse = (walk: Walker, type: string, values: Record<string, unknown> = {}): void => {
    const key = walk.send(type, values);
    if (key === undefined) throw new Error(`${walk.state.step}, ${type}: not refused`);
    said.push(message(key));
  };
  const target = { deviceId: null, address: "192.168.1.50", port: 554, use: "stream" as const };
  const effect = { kind: "prove-through" as const, tunnelId: "", targets: [target], accountId: null, reconnect: false };
  for (const { result } of ends()(effect, new Walker(wireGuardHubMachine, firmContext()).state)) {
    if (result.kind !== "proven") continue;
    const prove = (asked: WalkEffect): EffectResult => {
      if (asked.kind !== "prove-through") return usualAnswer(asked);
      const [first] = proofOf(asked).results;
      const [like] = result.record.results;
      return {
        kind: "proven",
        record: proofOf(asked, { ...like, address: first?.address ?? "", tunnelId: asked.tunnelId }),
      };
    };
    show(new Walker(wireGuardHubMachine, firmContext(), prove).walk(...TO_PROOF, ["prove", {}]));
  }
  const done = new Walker(wireGuardHubMachine, firmContext()).walk(...TO_WATCHERS, ["abandon"]);
  show(done);
  const early = new Walker(wireGuardHubMachine, firmContext()).walk(...TO_ROLL_OUT.slice(0, 1));
  refuse(early, "next");
  early.walk(...TO_ROLL_OUT.slice(1, 6));
  refuse(early, "next");
  early.walk(["make"], ["apply"], ["next", { installed: true }]);
  refuse(early, "next");
  early.walk(["anyway"]);
  refuse(early, "next");
  return messagesOf(said);
}

describe("every step of the walks to WireGuard, its way back and its way out", () => {
  const hubs = withOneId({ firm: firm([hub("a")], ["a"]) });
  const contexts: [WalkMachine<WireGuardState>, WalkContext][] = [
    [wireGuardHubMachine, { ...hubs, document: { ...hubs.document, acceptances: accepted("new-id") } }],
    [wireGuardHubMachine, withOneId({ check: null, firm: firm([hub("b")], []) })],
    [wireGuardHubMachine, withOneId({ firm: firm([], []) })],
    [
      wireGuardRouterMachine,
      withOneId({ check: checkWith({ kind: "public" }, { publicAddress: "203.0.113.7" }), firm: firm([], []) }),
    ],
  ];
  const explored = contexts.map(([machine, context]) => {
    const end = ends();
    return explore({
      machine: keyed(machine),
      context,
      answers,
      undoneAt: "undo-by-hand",
      keeps: "tunnels",
      results: (effect, state) =>
        effect.kind === "make-keys" ? [{ result: usualAnswer(effect) }] : end(effect, state),
    });
  });

  const messages = [...explored.flatMap((one) => one.messages), ...told()];

  it("reads in both languages", () => {
    expectToRead(messages);
  });
});
