import { describe, expect, it } from "vitest";
import { message, type VerdictKind } from "#core/nat/diagnosis.ts";
import { createTranslate } from "#core/text/translate.ts";
import { portForwardMachine } from "#core/walk/port-forward.ts";
import {
  begun,
  eventsOf,
  RECORDER_ID,
  saidIn,
  standing,
  toBackup,
  toMethod,
  toPorts,
  toUses,
  viewOf,
} from "./forward-steps.ts";
import {
  aDevice,
  aFinding,
  doubleNatLine,
  INNER_WAN,
  lineOf,
  PUBLIC,
  RECORDER,
  ROUTER,
  siteContext,
  upnpOffer,
} from "./forward-story.ts";
import { NOW } from "./walk-context.ts";

const dsLite = {
  ...lineOf("shared-address").diagnosis.verdict,
  sentence: message("verdict.shared-address.ds-lite"),
};

describe("where a forward leads", () => {
  const cases: readonly [VerdictKind, string | null, Parameters<typeof lineOf>[1]][] = [
    ["public", null, {}],
    ["public", "blocked", { inbound: "blocked" }],
    ["double-nat", null, { layers: doubleNatLine.diagnosis.layers, wanAddress: INNER_WAN }],
    [
      "double-nat",
      "several-boxes",
      { layers: [...doubleNatLine.diagnosis.layers, ...doubleNatLine.diagnosis.layers.slice(1)] },
    ],
    ["cgnat", "cgnat.seen", { wanAddress: "100.74.18.203" }],
    ["cgnat", "cgnat.plain", { wanAddress: null, layers: [] }],
    ["shared-address", "shared-unknown", {}],
    ["shared-address", "shared-none", { usablePorts: [] }],
    ["shared-address", "shared-none", { verdict: dsLite }],
    ["shared-address", null, { usablePorts: [{ from: 4_096, to: 4_111 }] }],
    ["nat64", "nat64", {}],
    ["firewalled", "firewalled", {}],
    ["offline", "offline", {}],
    ["unknown", "unknown", {}],
  ];
  it.each(cases)("on a line that is %s: %s", (kind, refusal, more) => {
    const outcome = portForwardMachine.begin(siteContext({ check: lineOf(kind, more) }), { deviceId: null });
    expect("refused" in outcome ? outcome.refused.key : null).toBe(
      refusal === null ? null : `portForward.begin.${refusal}`,
    );
  });

  it("is not said of a site that was never checked", () => {
    const outcome = portForwardMachine.begin(siteContext({ check: null }), { deviceId: null });
    expect(outcome).toMatchObject({ refused: { key: "portForward.begin.not-checked" } });
  });

  it("names the addresses that show the provider's translation", () => {
    const check = lineOf("cgnat", { wanAddress: "100.74.18.203" });
    const outcome = portForwardMachine.begin(siteContext({ check }), { deviceId: null });
    const said = "refused" in outcome ? createTranslate("en")(outcome.refused) : "";
    expect(said).toContain("The router has 100.74.18.203, the internet sees 192.31.196.77");
  });
});

describe("the device", () => {
  it("is proposed where it is the only recorder, and a camera never", () => {
    const camera = aDevice({
      id: "mac:44:47:cc:00:00:65",
      keys: ["mac:44:47:cc:00:00:65"],
      role: { ...aDevice().role, value: "camera" },
    });
    const walk = begun(siteContext({ devices: [camera, aDevice()] }));
    const [field] = viewOf(walk).fields;
    expect(field?.value).toBe(RECORDER_ID);
    expect(field?.options?.map(({ value, notPossible }) => [value, notPossible?.key ?? null])).toEqual([
      [RECORDER_ID, null],
      [camera.id, "portForward.device.camera"],
      ["typed", null],
    ]);
    expect(walk.refusalOf("next", { device: camera.id, stays: "device" })).toBe("portForward.device.camera");
  });

  it("is what a person says it is", () => {
    const devices = [{ id: "entry", keys: [...aDevice().keys], role: "camera" as const }];
    const walk = begun(siteContext({ document: { ...siteContext().document, devices } }));
    expect(walk.refusalOf("next", { device: "entry", stays: "device" })).toBe("portForward.device.camera");
  });

  it.each([
    [null, "portForward.refused.address"],
    ["recorder", "portForward.refused.address"],
    ["fe80::1", "portForward.refused.address-v4"],
    ["169.254.1.1", "portForward.refused.address-v4"],
    ["127.0.0.1", "portForward.refused.address-v4"],
    [ROUTER, "portForward.refused.address-router"],
    [PUBLIC, "portForward.refused.address-router"],
  ])("is not at %s", (address, refusal) => {
    expect(begun().refusalOf("next", { device: "typed", address, stays: "no" })).toBe(refusal);
  });

  it("can be typed, and is the one that was found there", () => {
    expect(begun().send("next", { device: "typed", address: RECORDER, stays: "no" }).state).toMatchObject({
      step: "preflight",
      plan: { target: { deviceId: RECORDER_ID, brand: "Hikvision" } },
    });
  });

  it("starts anew where another one is chosen", () => {
    const walk = toPorts().send("back").send("back").send("back").send("back");
    walk.send("next", { device: "typed", address: "192.168.1.99", stays: "no" });
    expect(walk.state.plan).toMatchObject({ ports: [], uses: [], accepted: [], inspected: null });
  });
});

describe("the device's readiness", () => {
  it("stops a forward to nobody, unless somebody says why", () => {
    const silent = begun().when((effect) =>
      effect.kind === "reach-device" ? { kind: "device-reached", ports: [{ port: 8000, state: "silent" }] } : null,
    );
    silent.send("next", { device: RECORDER_ID, stays: "device" });
    expect(silent.refusalOf("next")).toBe("portForward.blocked.silent");
    expect(silent.send("next", { anyway: "In VLAN 20" }).state.step).toBe("backup");
  });

  it.each(["gateway", "ip-filter"] as const)("stops at a problem with the %s until it is changed", (code) => {
    const title = {
      key: code === "gateway" ? "preflight.gateway.missing.title" : "preflight.ip-filter.closed.title",
      args: {},
    };
    const items = [{ code, state: "problem", title, whatToDo: null }];
    const walk = begun().send("next", { device: RECORDER_ID, stays: "device" }).send("inspected", { items });
    expect(walk.refusalOf("next")).toBe(title.key);
    expect(eventsOf(walk)).not.toContain("next");
    expect(walk.send("changed").send("next").state.step).toBe("backup");
  });

  it("wants to be looked at where nobody told of the gateway", () => {
    const walk = begun(siteContext({ devices: [aDevice({ network: null })] }));
    walk.send("next", { device: RECORDER_ID, stays: "device" });
    expect(walk.refusalOf("next")).toBe("portForward.refused.looked");
    expect(walk.send("next", { looked: "no" }).state).toMatchObject({ step: "backup", plan: { looked: false } });
  });

  it("refuses what is no answer of a device", () => {
    const walk = begun().send("next", { device: RECORDER_ID, stays: "device" });
    expect(walk.refusalOf("inspected", { items: [{ code: "rm -rf" }] })).toBe("walk.refused.values");
  });
});

describe("the router's settings", () => {
  it("are saved, or knowingly not", () => {
    const walk = toBackup();
    expect(walk.refusalOf("next")).toBe("portForward.refused.backup");
    expect(walk.send("skip").state).toMatchObject({ step: "uses", plan: { backup: "skipped" } });
  });

  it("are in the survey already", () => {
    const backup = {
      id: "b",
      fileName: "speedy.cfg",
      bytes: 10,
      hash: "0".repeat(64),
      savedAt: NOW,
      laptopId: crypto.randomUUID(),
    };
    const walk = toBackup(begun(siteContext({ document: { ...siteContext().document, routerBackups: [backup] } })));
    expect(walk.send("next").state).toMatchObject({ step: "uses", plan: { backup: "kept" } });
  });

  it("are not needed for a router that cannot be asked to go on by hand", () => {
    const why = { key: "walk.refused.values", args: {} };
    const walk = begun().when((effect) => (effect.kind === "ask-router" ? { kind: "failed", why } : null));
    toMethod(walk);
    expect(viewOf(walk).fields[0]).toMatchObject({ value: "by-hand" });
    expect(walk.send("next").state.step).toBe("by-hand");
  });
});

describe("the ports", () => {
  it("are those that the use needs, and no others", () => {
    const walk = toPorts(begun(), ["app", "web"]);
    expect(walk.state.plan.ports.map(({ internalPort, externalPort }) => [internalPort, externalPort])).toEqual([
      [8000, 8000],
      [443, 443],
    ]);
    expect(saidIn(walk)).toContain("portForward.ports.never");
  });

  it("keep out of the way of other devices", () => {
    const open = [{ ...entry, externalPort: 8000, internalClient: "192.168.1.70" }];
    const walk = toPorts(begun().when((effect) => offering(effect, open)));
    expect(walk.state.plan.ports).toMatchObject([{ internalPort: 8000, externalPort: 18_000 }]);
    expect(walk.refusalOf("next", { "external-tcp-8000": 8000 })).toBe("portForward.refused.taken");
    expect(walk.send("next", { "external-tcp-8000": "8001" }).state.plan.ports).toMatchObject([{ externalPort: 8001 }]);
  });

  it("are the line's own where the address is shared", () => {
    const check = lineOf("shared-address", { usablePorts: [{ from: 4_096, to: 4_111 }] });
    const walk = toPorts(begun(siteContext({ check })));
    expect(walk.state.plan.ports).toMatchObject([{ internalPort: 8000, externalPort: 4_096 }]);
    expect(walk.refusalOf("next", { "external-tcp-8000": 8000 })).toBe("portForward.refused.not-own");
  });

  it.each([["0"], ["65536"], ["8000.5"], ["port"]])("are not called %s", (typed) => {
    expect(toPorts().refusalOf("next", { "external-tcp-8000": typed })).toBe("portForward.refused.port");
  });

  it("that the router forwards already are not opened again", () => {
    const open = [{ ...entry, externalPort: 9000, internalClient: RECORDER }];
    const walk = toPorts(begun().when((effect) => offering(effect, open)));
    walk.send("next").send("answer", { password: "own" }).send("next");
    expect(walk.state.step).toBe("address");
    expect(standing(walk)).toMatchObject([{ externalPort: 9000, internalPort: 8000, means: "by-hand" }]);
    expect(walk.asked.map(({ kind }) => kind)).not.toContain("open-forward");
    // It stood before: giving up leaves the router and the survey as they were.
    expect(walk.send("abandon").status).toBe("abandoned");
    expect(walk.context.document.forwards).toEqual([]);
  });

  it("can be named where nobody knows them, and are held against the risks", () => {
    const unknown = siteContext({ devices: [aDevice({ brand: null, ports: [] })] });
    expect(viewOf(toUses(begun(unknown))).fields[0]).toMatchObject({ name: "uses", value: [] });
    expect(toUses(begun(unknown)).refusalOf("next", { uses: ["app"] })).toBe("portForward.refused.no-port.app");
    expect(toUses(begun(unknown)).refusalOf("next", { uses: [] })).toBe("portForward.refused.uses");
    const walk = toUses(begun(unknown)).send("next", { uses: [], otherPort: 23 }).send("next");
    expect(walk.send("answer", { password: "own" }).refusalOf("next")).toBe("portForward.refused.risk");
  });
});

const entry = {
  remoteHost: "",
  transport: "tcp" as const,
  internalPort: 8000,
  enabled: true,
  description: "",
  leaseSeconds: 0,
};
const offering = (
  effect: { kind: string },
  open: (typeof entry & { externalPort: number; internalClient: string })[],
) => (effect.kind === "ask-router" ? { kind: "router-asked" as const, offer: { ...upnpOffer, open } } : null);

describe("the risks", () => {
  const weak = siteContext({
    devices: [
      aDevice({ findings: [aFinding("exploited-affected", { cves: "CVE-2021-36260", asOf: "2026-11-01", count: 1 })] }),
    ],
  });

  it("keep a port shut until a named person accepts each, with a role and a reason", () => {
    const walk = toPorts(begun(weak), ["stream"]).send("next").send("answer", { password: "factory" });
    const open: string[] = [];
    while (walk.state.step === "risks" && eventsOf(walk).includes("accept")) {
      expect(walk.refusalOf("next")).toBe("portForward.refused.risk");
      expect(walk.refusalOf("accept", { acceptedBy: "", role: "Owner", reason: "x" })).toBe(
        "portForward.refused.accepted-by",
      );
      expect(walk.refusalOf("accept", { acceptedBy: "K", role: " ", reason: "x" })).toBe("portForward.refused.role");
      expect(walk.refusalOf("accept", { acceptedBy: "K", role: "Owner" })).toBe("portForward.refused.reason");
      open.push(viewOf(walk).instructions[0]?.key ?? "");
      walk.send("accept", {
        acceptedBy: "Katrin Lindner",
        role: "Owner",
        reason: "Until Friday",
        riskText: `As read ${open.length}`,
      });
    }
    expect(open).toEqual([
      "risk.exploited-firmware.whatToDo",
      "risk.factory-password.whatToDo",
      "risk.plain-rtsp.whatToDo",
    ]);
    expect(walk.send("next").state.step).toBe("method");
    expect(walk.context.document.acceptances).toMatchObject([
      {
        finding: "exploited-firmware",
        risk: "As read 1",
        acceptedBy: "Katrin Lindner",
        role: "Owner",
        note: "Until Friday",
        acceptedAt: NOW,
      },
      { finding: "factory-password", risk: "As read 2" },
      { finding: "plain-rtsp", risk: "As read 3" },
    ]);
  });

  it("that are gone are nobody's to have accepted", () => {
    const walk = toPorts(begun(), ["stream"]).send("next").send("answer", { password: "own" });
    walk.send("accept", { acceptedBy: "Katrin", role: "Owner", reason: "x" });
    expect(walk.context.document.acceptances).toMatchObject([{ finding: "plain-rtsp", risk: "plain-rtsp" }]);
    walk
      .send("back")
      .send("back")
      .send("next", { uses: ["web"] })
      .send("next")
      .send("next");
    expect(walk.state.step).toBe("method");
    expect(walk.context.document.acceptances).toEqual([]);
  });

  it("go with the walk that is given up", () => {
    const walk = toPorts(begun(), ["stream"]).send("next").send("answer", { password: "own" });
    walk.send("accept", { acceptedBy: "Katrin", role: "Owner", reason: "x" }).send("abandon");
    expect(walk.context.document.acceptances).toEqual([]);
  });

  it("that a search finds after the others were accepted is accepted first, whoever opens the port", () => {
    const findings = [aFinding("exploited-affected", { cves: "CVE-2021-36260" })];
    for (const means of ["upnp", "by-hand"]) {
      const walk = toMethod(begun()).with({ devices: [aDevice({ findings })] });
      walk.send("next", { means });
      expect([walk.state.step, walk.asked.filter(({ kind }) => kind === "open-forward")]).toEqual(["risks", []]);
      walk.send("accept", { acceptedBy: "Katrin", role: "Owner", reason: "x" }).send("next").send("next", { means });
      expect(walk.state.step).toBe(means === "upnp" ? "open" : "by-hand");
    }
  });

  it("found between two ports keep the second one shut", () => {
    const findings = [aFinding("exploited-affected", { cves: "CVE-2021-36260" })];
    const walk = toMethod(begun(), ["app", "web"]);
    walk.when((effect) => {
      if (effect.kind === "open-forward") walk.with({ devices: [aDevice({ findings })] });
      return null;
    });
    walk.send("next", { means: "upnp" });
    expect(walk.state.step).toBe("risks");
    expect(standing(walk)).toHaveLength(1);
    walk
      .send("accept", { acceptedBy: "Katrin", role: "Owner", reason: "x" })
      .send("next")
      .send("next", { means: "upnp" });
    expect(standing(walk)).toHaveLength(2);
  });
});
