import { doubleNatMachine } from "#core/walk/double-nat.ts";
import { ipv6DirectMachine } from "#core/walk/ipv6.ts";
import {
  aDevice,
  doubleNatLine,
  GLOBAL,
  INNER_WAN,
  ipv6Line,
  lineOf,
  NOTHING_CAME,
  RECORDER,
  siteContext,
  someRouter,
  storyOf,
  proofOf,
  PUBLIC,
} from "./forward-story.ts";
import {
  type Walk,
  begun,
  device,
  accepting,
  toMethod,
  toAddress,
  toProof,
  router,
  lessKnown,
  offering,
  opening,
  proving,
  why,
  failing,
  REFUSED_LINES,
  toUses,
  toRisks,
} from "./forward-telling.ts";

const hairpin = { kind: "hairpin", address: PUBLIC } as const;

/** Stories in which every sentence of a walk through a forward is said once: from the way the router is told. */

export const LATER_STORIES: readonly (readonly [string, () => unknown])[] = [
  [
    "every protocol",
    () => {
      const means = (["upnp", "nat-pmp", "pcp"] as const).map((one) => ({
        means: one,
        forOthers: null,
        permanent: null,
      }));
      for (const one of ["upnp", "nat-pmp", "pcp"])
        offering(toMethod(offering(begun(), { means, trouble: why })), {}).send("next", { means: one });
      offering(toMethod(begun()), { means: [] }).send("ask-router").refusalOf("next", { means: "upnp" });
    },
  ],
  [
    "leases and other ports",
    () => {
      opening(toMethod(begun()), { externalPort: 40_000, leaseSeconds: 3_600, renewEverySeconds: 1_800 }).send("next", {
        means: "upnp",
      });
      opening(toMethod(begun()), { leaseSeconds: 86_400 }).send("next", { means: "upnp" });
    },
  ],
  [
    "a refusal, and an interruption",
    () => {
      const walk = toMethod(begun()).when((effect) =>
        effect.kind === "open-forward" ? { kind: "forward-refused", why, errorName: null } : null,
      );
      walk.send("next", { means: "upnp" }).refusalOf("next");
      failing(toMethod(begun()), "open-forward").send("next", { means: "upnp" }).refusalOf("next");
    },
  ],
  [
    "a router that is hardly known",
    () => {
      for (const more of [null, lessKnown.hardly]) {
        const walk = toMethod(begun(router(more)), { uses: ["app", "web"] }).send("next", { means: "by-hand" });
        walk.send("entered", { "external-tcp-443": 4_443 }).send("back");
      }
      toMethod(
        begun({
          ...router(lessKnown.withoutForward),
          check: { ...lineOf("public"), diagnosis: { ...lineOf("public").diagnosis, gateway: null } },
        }),
      ).send("next", { means: "by-hand" });
      toMethod(begun({ ...router(lessKnown.withoutPage), devices: [aDevice()] }), {
        uses: ["app", "web"],
      }).send("next", { means: "by-hand" });
    },
  ],
  [
    "a bridge",
    () =>
      storyOf(doubleNatMachine, siteContext({ check: doubleNatLine }))
        .send("next")
        .send("next", { way: "bridge" }),
  ],
  [
    "a port of a shared address, by hand",
    () =>
      toMethod(begun({ check: lineOf("shared-address", { usablePorts: [{ from: 4_096, to: 4_111 }] }) })).send("next", {
        means: "by-hand",
      }),
  ],
  [
    "another outer box each time",
    () => {
      const known = (possible: "yes" | "some" | "no" | "unknown") =>
        router({ ...someRouter, bridge: { possible, words: { en: "x", de: "x" } } });
      const box = doubleNatLine.diagnosis.layers.map((layer) =>
        layer.kind === "second-router" ? { ...layer, owner: "unknown" as const } : layer,
      );
      for (const possible of ["yes", "some", "no", "unknown"] as const) {
        toAddress(begun({ check: doubleNatLine, ...known(possible) }));
      }
      const walk = toAddress(begun({ check: lineOf("double-nat", { layers: box, wanAddress: INNER_WAN }) }));
      for (const kind of REFUSED_LINES)
        walk.with({ check: kind === "double-nat" ? doubleNatLine : lineOf(kind) }).send("bridged");
      walk.with({ check: doubleNatLine }).send("entered").send("abandon");
      const nobody = lineOf("double-nat", { layers: [], wanAddress: null });
      toAddress(begun({ check: nobody })).refusalOf("entered");
    },
  ],
  [
    "names that lead here, elsewhere and nowhere",
    () => {
      const named = (walk: Walk, addresses: string[]): Walk =>
        walk
          .when((effect) => (effect.kind === "look-up-name" ? { kind: "name-found", addresses } : null))
          .send("next", { addressKind: "dynamic", hostName: "a.example" });
      named(named(toAddress(begun()), []), ["192.175.48.20"]).send("keep-name");
      toAddress(begun()).send("next", { addressKind: "dynamic", hostName: "a.example" }).send("back");
      toAddress(begun({ check: lineOf("public", { publicAddress: null }) }));
    },
  ],
  [
    "every end of a proof",
    () => {
      for (const result of [
        {},
        { target: "laptop" as const },
        { strength: "weak" as const },
        { sameDevice: "no" as const },
        { ...NOTHING_CAME, outcome: "refused" as const },
      ]) {
        proving(toProof(begun()), result, true).send("prove").refusalOf("next");
      }
      toProof(begun())
        .when((effect) =>
          effect.kind === "prove"
            ? { kind: "proven", record: proofOf(effect.forwardIds, { strength: "weak" }, hairpin) }
            : null,
        )
        .send("prove");
      for (const stands of [true, false, null]) proving(toProof(begun()), NOTHING_CAME, stands).send("prove");
      proving(toProof(begun({ hasVantage: false })), {}, true)
        .send("prove")
        .send("next");
    },
  ],
  [
    "what cannot be taken back",
    () => {
      const walk = toMethod(begun(), { uses: ["app", "web"] }).send("next", { means: "upnp" });
      failing(walk, "close-forward").send("back").send("leave").send("close").send("leave").send("abandon");
    },
  ],
  [
    "typed addresses",
    () =>
      ["x", "fe80::1", "192.168.1.1"].map((address) =>
        begun().refusalOf("next", { device: "typed", address, stays: "no" }),
      ),
  ],
  [
    "an end with accepted risks",
    () => {
      const walk = toAddress(begun(), { uses: ["stream"] }).send("next", { addressKind: "static" });
      walk.send("leave", { notProven: "x" });
    },
  ],
  [
    "nothing typed, or nothing that fits",
    () => {
      begun().refusalOf("next");
      begun().refusalOf("next", { device: aDevice().id });
      begun().send("next", device()).send("next", { looked: "no" }).refusalOf("next");
      toUses(begun()).refusalOf("next", { uses: [] });
      const walk = toRisks(begun({ devices: [aDevice({ brand: null })] }), { otherPort: 1234 });
      walk.send("back").send("back").send("back");
      const risks = toRisks(begun(), { uses: ["stream"] });
      risks.refusalOf("answer");
      risks.send("answer", { password: "own" });
      for (const values of [{}, { acceptedBy: "K" }, { acceptedBy: "K", role: "Owner" }])
        risks.refusalOf("accept", values);
      toMethod(begun()).send("next", { means: "by-hand" }).refusalOf("next");
      const address = toAddress(begun());
      for (const values of [{}, { addressKind: "dynamic" }, { addressKind: "dynamic", hostName: "x" }]) {
        address.refusalOf("next", values);
      }
      const proof = toProof(begun());
      proof.refusalOf("leave");
      proof.send("leave", { notProven: "x" }).refusalOf("finish", { nextReview: "2020-01-01" });
    },
  ],
  [
    "IPv6",
    () => {
      const six = aDevice({
        addresses: [{ address: GLOBAL, interfaceName: null, mac: null, inOwnNetwork: true, seen: true }],
      });
      for (const routers of [router(someRouter), router(null)]) {
        const walk: Walk = storyOf(
          ipv6DirectMachine,
          siteContext({ check: ipv6Line, devices: [six, aDevice({ id: "x", keys: ["x"] })], ...routers }),
        );
        walk.refusalOf("next", device());
        walk.refusalOf("next", { device: "typed", address: RECORDER, stays: "no" });
        const means = [{ means: "pinhole" as const, forOthers: true, permanent: true }];
        offering(walk, { means })
          .send("next", device({ viewers: "all" }))
          .send("next")
          .send("skip")
          .send("next", { uses: ["web"] })
          .send("next");
        accepting(walk)
          .send("next", { means: "pinhole" })
          .send("back")
          .send("next", { means: "by-hand" })
          .send("entered");
      }
    },
  ],
];
