import { describe, expect, test } from "vitest";
import { meshFindings, type MeshSituation } from "#core/mesh/mesh-findings.ts";
import type { MeshPeer, MeshStatus } from "#core/mesh/mesh-status.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const DAY_MS = 86_400_000;

const peer: MeshPeer = {
  name: "site-box",
  addresses: ["100.101.1.2"],
  isOnline: true,
  path: { kind: "direct", endpoint: "203.0.113.9:41641" },
  latencyMs: null,
  routes: ["192.168.1.0/24"],
};
const fine: MeshStatus = {
  product: "tailscale",
  version: "1.92.3",
  state: "running",
  name: "laptop",
  network: "example.com",
  addresses: ["100.101.1.1"],
  keyExpiry: { kind: "at", at: NOW + 100 * DAY_MS, hasExpired: false },
  isTagged: false,
  advertised: [],
  approved: [],
  acceptsRoutes: true,
  exitNode: null,
  isTcpOnly: false,
  peers: [peer],
  furtherPeers: 0,
};
const situation: MeshSituation = {
  readings: [],
  lan: ["10.0.0.0/24"],
  otherSites: [],
  platform: "linux",
  forwards: true,
  now: NOW,
};
const found = (status: Partial<MeshStatus>, more: Partial<MeshSituation> = {}) =>
  meshFindings({ ...situation, ...more, readings: [{ kind: "read", status: { ...fine, ...status } }] });
const at = (days: number, hasExpired = false) => ({ kind: "at", at: NOW + days * DAY_MS, hasExpired }) as const;

const CASES: readonly (readonly [code: string, severity: string, ReturnType<typeof found>])[] = [
  ["mesh-key-expired", "problem", found({ keyExpiry: at(-1) })],
  ["mesh-key-expired", "problem", found({ keyExpiry: at(5, true) })],
  ["mesh-needs-login", "problem", found({ state: "needs-login", peers: [] })],
  ["mesh-needs-approval", "problem", found({ state: "needs-approval" })],
  ["mesh-stopped", "info", found({ state: "stopped", keyExpiry: at(-1) })],
  ["mesh-offline", "problem", found({ state: "offline" })],
  ["mesh-exit-node", "problem", found({ exitNode: { name: "office", isOnline: true } })],
  ["mesh-not-approved", "problem", found({ advertised: ["192.168.7.0/24"], keyExpiry: { kind: "never" } })],
  [
    "mesh-forwarding-off",
    "problem",
    found(
      { advertised: ["10.9.0.0/24"], approved: ["10.9.0.0/24"], keyExpiry: { kind: "never" } },
      { forwards: false },
    ),
  ],
  ["mesh-key-expires", "warning", found({ keyExpiry: at(14) })],
  ["mesh-key-expires", "advice", found({ advertised: ["10.9.0.0/24"], approved: ["10.9.0.0/24"] })],
  ["mesh-overlaps-lan", "warning", found({}, { lan: ["192.168.1.0/24"] })],
  [
    "mesh-overlaps-site",
    "warning",
    found(
      { advertised: ["192.168.1.0/24"], approved: ["192.168.1.0/24"], keyExpiry: { kind: "never" }, peers: [] },
      { otherSites: [{ name: "Bakery", prefixes: ["192.168.0.0/16"] }] },
    ),
  ],
  ["mesh-overlaps-peer", "warning", found({ peers: [peer, { ...peer, name: "second", routes: ["192.168.0.0/22"] }] })],
  ["mesh-routes-not-accepted", "warning", found({ acceptsRoutes: false })],
  ["mesh-tcp-only", "warning", found({ isTcpOnly: true, peers: [{ ...peer, path: { kind: "relayed", via: null } }] })],
  ["mesh-relayed", "advice", found({ peers: [{ ...peer, path: { kind: "relayed", via: "fra" } }] })],
  ["mesh-no-rights", "info", meshFindings({ ...situation, readings: [{ kind: "no-rights", product: "zerotier" }] })],
  [
    "mesh-not-running",
    "advice",
    meshFindings({ ...situation, readings: [{ kind: "not-running", product: "netbird" }] }),
  ],
  [
    "mesh-not-understood",
    "advice",
    meshFindings({ ...situation, readings: [{ kind: "not-understood", product: "netbird" }] }),
  ],
];

describe("what is wrong with a mesh VPN", () => {
  test.each(CASES)("%s, %s, and nothing else", (code, severity, findings) => {
    expect(findings.map((one) => [one.code, one.severity])).toEqual([[code, severity]]);
  });

  test("nothing of one that is as it should be", () => {
    expect(found({})).toEqual([]);
    expect(found({ acceptsRoutes: false }, { platform: "win32" })).toEqual([]);
    expect(found({ keyExpiry: { kind: "unknown" } })).toEqual([]);
  });

  test("who is not in the mesh has old news of everything else", () => {
    const codes = found({ state: "needs-login", exitNode: { name: null, isOnline: null } }).map(({ code }) => code);
    expect(codes).toEqual(["mesh-needs-login"]);
  });

  test.each(["en", "de"] as const)("is said in %s", (locale) => {
    const [say, i18n] = [createTranslate(locale), createI18n(locale)];
    const messages = CASES.flatMap(([, , findings]) =>
      findings.flatMap(({ title, whatToDo }) => [title, whatToDo]),
    ).filter((one) => one !== null);
    for (const one of messages) {
      expect([one.key, i18n.exists(one.key, { lngs: [locale], fallbackLng: [], ...one.args })]).toEqual([
        one.key,
        true,
      ]);
      expect(say(one)).not.toMatch(/\{\{|undefined|null|NaN|Invalid/);
    }
  });

  test("each finding of the catalogue is one of these", () => {
    const said = new Set(CASES.map(([code]) => code.replace(/^mesh-/, "")));
    expect(Object.keys(en.mesh.finding).filter((code) => !said.has(code))).toEqual([]);
  });

  test("names the day", () => {
    const [first] = found({ keyExpiry: at(14) });
    expect(first && createTranslate("de")(first.title)).toContain("5. Dezember 2026");
  });
});
