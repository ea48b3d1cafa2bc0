import type { WalkEffect } from "#core/walk/effect.ts";
import type { OwnRelayState } from "#core/walk/own-relay-plan.ts";
import { ownRelayMachine } from "#core/walk/own-relay.ts";
import { explore } from "./explore.ts";
import { aServer, firm, goesWell, relaySite, seen, status, STREAM, throughProof, WEB, why } from "./relay-world.ts";
import { emptyKnowledge } from "./walk-context.ts";

const ends = (effect: WalkEffect) => {
  const usual = [goesWell(effect), goesWell(effect, [20_001])];
  const special =
    effect.kind === "look-at-server"
      ? [
          seen({ port: 443 }, status([], { relayPorts: [{ port: 20_001, everyone: true }] })),
          seen({}, null),
          seen({ outcome: "new-host-key", why }, null),
          seen({ outcome: "host-key-changed", why }, null),
          seen({ outcome: "failed", why, port: null, hostKey: null }, null),
          seen({ outcome: "no-key", why, port: null, hostKey: null }, null),
        ]
      : effect.kind === "measure-servers"
        ? [{ kind: "servers-measured" as const, servers: [], says: null }]
        : effect.kind === "apply-to-server"
          ? [{ kind: "not-applied" as const, why, details: [] }]
          : effect.kind === "make-keys"
            ? [{ kind: "keys-made" as const, keys: [], accountId: null }]
            : effect.kind === "open-live"
              ? [
                  { kind: "live-refused" as const, why, details: [], isRetriable: true },
                  {
                    kind: "live-refused" as const,
                    why: { key: "relay.port.taken", args: { port: 20_001 } },
                    details: [],
                    isRetriable: true,
                  },
                ]
              : [];
  return [...usual, ...special].flatMap((result) => (result === null ? [] : [{ result }]));
};
const account = {
  id: "0b6b1a5e-8f0e-4f53-9d4f-1f6f4d7c1a09",
  kind: "recorder" as const,
  label: "Recorder",
  userName: "admin",
  changedAt: "2026-11-20T10:00:00Z",
  changeBy: null,
};
const proof = (reconnect: { backAfterMs: number | null; waitedMs: number } | null, more: object = {}) =>
  throughProof(
    {
      kind: "prove-through",
      tunnelId: "new-id",
      targets: [{ deviceId: null, address: "192.168.1.64", port: 554, use: "stream" }],
      accountId: null,
      reconnect: false,
    },
    { reconnect, ...more },
  );
const stream = { mbps: 7.9, seconds: 5, lostPackets: 3, codec: "H264", wantedMbps: 8 };
const sites = [
  relaySite({ proofs: [proof({ backAfterMs: 4_200, waitedMs: 75_000 }, { stream })] }),
  relaySite({
    proofs: [proof({ backAfterMs: null, waitedMs: 75_000 }, { stream: { ...stream, wantedMbps: null } })],
    firm: firm([aServer({ frp: { port: 7_000 } }), aServer({ id: "s2" })]),
  }),
  relaySite({ devices: [], knowledge: emptyKnowledge, firm: firm([aServer()], []) }),
  relaySite({ firm: firm([]) }),
  relaySite({
    proofs: [proof(null, { outcome: "silent", strength: "none", trouble: why })],
    firm: firm([aServer({ ssh: { ports: [22, 443], user: "farsite", hostKeys: [], hostKeyLine: null } })]),
  }),
  relaySite({ devices: [], knowledge: emptyKnowledge, proofs: [proof(null)] }),
];
/** All states that the walk gets into, with servers that answer in every way. */
export const exploredRelays = () =>
  sites.map((context, index) =>
    explore<OwnRelayState>({
      machine: ownRelayMachine,
      context: {
        ...context,
        newId: () => "new-id",
        document: { ...context.document, accounts: index === 0 ? [account] : [] },
      },
      results: ends,
      answers: {
        ports: index === 0 ? [[STREAM]] : [[STREAM], [STREAM, WEB]],
        address: context.devices.length === 0 ? ["192.168.1.9"] : [""],
        port: context.devices.length === 0 ? [554] : [""],
        everyone: [[], ["new-id"]],
        noTrial: ["no time"],
        noProof: ["no time"],
      },
      undoneAt: "left",
      keeps: "tunnels",
    }),
  );
