import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { aDevice, aFinding, knowledge, lineOf, proofOf, RECORDER } from "./forward-story.ts";
import {
  begun,
  device,
  toUses,
  toRisks,
  accepting,
  toMethod,
  toAddress,
  offering,
  opening,
  failing,
  ROLES,
  inRole,
  surveyed,
  backup,
  documentOf,
  forward,
  item,
} from "./forward-telling.ts";

/** Stories in which every sentence of a walk through a forward is said once: up to the risks. */

export const EARLY_STORIES: readonly (readonly [string, () => unknown])[] = [
  ["devices of all kinds", () => begun({ devices: ROLES.map(inRole), ...documentOf({ devices: [surveyed] }) })],
  ["no device", () => begun({ devices: [] })],
  [
    "a shared address",
    () =>
      toMethod(begun({ check: lineOf("shared-address", { usablePorts: [{ from: 4_096, to: 4_111 }] }) })).refusalOf(
        "next",
        {},
      ),
  ],
  [
    "a shared address, and a port that is not its own",
    () =>
      opening(toMethod(begun({ check: lineOf("shared-address", { usablePorts: [{ from: 4_096, to: 4_111 }] }) })), {
        externalPort: 8000,
      }).send("next", { means: "upnp" }),
  ],
  [
    "forwards that are proven",
    () => begun({ ...documentOf({ forwards: [forward, { ...forward, id: "g" }] }), proofs: [proofOf(["f", "g"], {})] }),
  ],
  ["a proven forward", () => begun({ ...documentOf({ forwards: [forward] }), proofs: [proofOf(["f"], {})] })],
  [
    "a silent device",
    () => {
      const silent = begun().when((effect) =>
        effect.kind === "reach-device"
          ? {
              kind: "device-reached",
              ports: [
                { port: 80, state: "silent" },
                { port: 81, state: "refused" },
              ],
            }
          : null,
      );
      silent
        .send("next", device())
        .send("next", { anyway: "VLAN" })
        .send("skip")
        .send("next", { uses: ["app"] })
        .send("next");
      accepting(silent).send("next", { means: "by-hand" }).send("entered").send("without-name");
      silent.send("leave", { notProven: "x" });
    },
  ],
  [
    "what a device told",
    () => {
      const items = [item("upnp", "ok")];
      begun().send("next", device()).send("inspected", { items });
      const on = begun()
        .send("next", device())
        .send("inspected", { items: [item("upnp", "warning"), item("cloud", "warning")] });
      on.send("next", { looked: "yes" })
        .send("skip")
        .send("next", { uses: ["app"] })
        .send("next");
      accepting(on)
        .send("next", { means: "by-hand" })
        .send("entered")
        .send("next", { addressKind: "static" })
        .send("leave", { notProven: "x" });
    },
  ],
  [
    "a device that was changed",
    () =>
      begun()
        .send("next", device())
        .send("inspected", { items: [{ ...item("upnp", "ok"), code: "gateway", state: "problem" }] }),
  ],
  [
    "a device that does not tell of its gateway",
    () =>
      begun({ devices: [aDevice({ network: null })] })
        .send("next", device())
        .refusalOf("next"),
  ],
  [
    "a backup",
    () =>
      begun(documentOf({ routerBackups: [backup] }))
        .send("next", device())
        .send("next")
        .send("next"),
  ],
  ["a router that cannot be asked", () => toMethod(failing(begun(), "ask-router"))],
  ["all uses", () => toAddress(begun(), { uses: ["app", "web", "stream"], otherPort: 5000 })],
  [
    "a panel",
    () =>
      toAddress(
        begun({
          devices: [
            aDevice({
              role: { ...aDevice().role, value: "panel" },
              brand: null,
              ports: [{ transport: "tcp", port: 7700, service: "panel" }],
            }),
          ],
        }),
        { uses: ["panel"] },
      ),
  ],
  [
    "a stream of nobody knows what",
    () => toAddress(begun({ devices: [aDevice({ brand: null })] }), { uses: ["stream"] }),
  ],
  [
    "what has no port",
    () => {
      const walk = toUses(begun({ devices: [aDevice({ brand: null, ports: [] })] }));
      for (const use of ["app", "web", "stream", "panel"]) walk.refusalOf("next", { uses: [use] });
      walk.refusalOf("next", { otherPort: "x" });
    },
  ],
  [
    "too many ports",
    () => {
      const forwards = Array.from({ length: 8 }, (_, index) => ({ port: 9_000 + index, transport: "tcp" as const }));
      const maker = {
        ...knowledge.makers[0],
        forward: [
          { use: "app" as const, ports: forwards },
          { use: "web" as const, ports: forwards.map(({ port }) => ({ port: port + 100, transport: "tcp" as const })) },
        ],
      };
      toUses(begun({ knowledge: { ...knowledge, makers: [maker as Knowledge["makers"][number]] } })).refusalOf("next", {
        uses: ["app", "web"],
      });
    },
  ],
  [
    "ports that are not seen, taken, and standing",
    () => {
      const listed = {
        remoteHost: "",
        transport: "tcp" as const,
        internalPort: 8000,
        enabled: true,
        description: "",
        leaseSeconds: 0,
      };
      const open = [
        { ...listed, externalPort: 443, internalClient: "192.168.1.9" },
        { ...listed, externalPort: 9000, internalClient: RECORDER },
      ];
      const walk = offering(
        begun({ devices: [aDevice({ ports: [{ transport: "tcp", port: 23, service: "telnet" }] })] }),
        { open },
      );
      toUses(walk)
        .send("next", { uses: ["app", "web"] })
        .refusalOf("next", { "external-tcp-443": 443 });
      const shared = begun({ check: lineOf("shared-address", { usablePorts: [{ from: 4_096, to: 4_111 }] }) });
      toUses(shared)
        .send("next", { uses: ["app"] })
        .refusalOf("next", { "external-tcp-8000": 8000 });
    },
  ],
  ["nothing against it", () => toRisks(begun(), { uses: ["web"] }).send("answer", { password: "own" })],
  [
    "several risks",
    () =>
      toRisks(begun({ devices: [aDevice({ findings: [aFinding("old-firmware")] })] }), { uses: ["stream"] })
        .send("answer", { password: "factory" })
        .refusalOf("next"),
  ],
];
