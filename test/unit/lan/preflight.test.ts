import { describe, expect, it } from "vitest";
import { preflightItemSchema, type PreflightItem } from "#core/lan/inspection.ts";
import { preflight, type DeviceFacts, type PreflightContext } from "#core/lan/preflight.ts";
import { preflight as texts } from "#core/text/en/preflight.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

const NOTHING: DeviceFacts = { claims: {}, timeServer: null, ipFilter: null, upnp: null, cloud: null };
const CONTEXT: PreflightContext = { address: "192.168.1.70", routers: [], now: "2026-11-21T12:00:00Z" };

type Network = NonNullable<DeviceFacts["claims"]["network"]>;
const network = (told: Network): DeviceFacts => ({ ...NOTHING, claims: { network: told } });
const claims = (told: DeviceFacts["claims"]): DeviceFacts => ({ ...NOTHING, claims: told });
const filter = (ipFilter: DeviceFacts["ipFilter"]): DeviceFacts => ({ ...NOTHING, ipFilter });
const allow = (...entries: string[]): DeviceFacts => filter({ enabled: true, mode: "allow", entries });

type Row = [PreflightItem["code"], string, PreflightItem["state"], DeviceFacts, Partial<PreflightContext>?];

const CASES: readonly Row[] = [
  ["activated", "done", "ok", claims({ activated: true })],
  ["activated", "missing", "problem", claims({ activated: false })],

  ["gateway", "unknown", "unknown", NOTHING],
  ["gateway", "missing", "problem", network({ gateway: null, prefixLength: 24 })],
  ["gateway", "itself", "problem", network({ gateway: "192.168.1.70" })],
  ["gateway", "elsewhere", "problem", network({ gateway: "192.168.0.1", prefixLength: 24 })],
  ["gateway", "set", "ok", network({ gateway: "192.168.0.1", prefixLength: 16 })],
  ["gateway", "set", "ok", network({ gateway: "192.168.0.1" })],
  ["gateway", "set", "ok", network({ gateway: "192.168.1.1", prefixLength: 24 }), { routers: ["192.168.1.1"] }],
  ["gateway", "other", "warning", network({ gateway: "192.168.1.2", prefixLength: 24 }), { routers: ["192.168.1.1"] }],
  // The router of the laptop's network is no router of another one.
  ["gateway", "set", "ok", network({ gateway: "192.168.1.2", prefixLength: 24 }), { routers: ["10.0.0.1", "fe80::1"] }],
  ["gateway", "set", "ok", network({ gateway: "192.168.1.2", prefixLength: 24 }), { address: "fe80::9%eth0" }],

  ["dns", "unknown", "unknown", network({ gateway: null })],
  ["dns", "missing", "warning", network({ dnsServers: [] })],
  ["dns", "set", "ok", network({ dnsServers: ["8.8.8.8"] })],

  ["address-mode", "unknown", "unknown", NOTHING],
  ["address-mode", "dhcp", "warning", network({ dhcp: true })],
  ["address-mode", "fixed", "ok", network({ dhcp: false })],

  ["ip-filter", "unknown", "unknown", NOTHING],
  ["ip-filter", "off", "ok", filter({ enabled: false, mode: "allow", entries: ["192.168.1.9"] })],
  ["ip-filter", "deny", "ok", filter({ enabled: true, mode: "deny", entries: ["81.2.69.142"] })],
  ["ip-filter", "on", "warning", filter({ enabled: true, mode: null, entries: [] })],
  ["ip-filter", "closed", "problem", allow()],
  ["ip-filter", "closed", "problem", allow("192.168.1.9", "10.0.0.0/8", "192.168.1.1-192.168.1.200", "fd00::1")],
  ["ip-filter", "some", "warning", allow("192.168.1.9", "81.2.69.142")],
  ["ip-filter", "some", "warning", allow("0.0.0.0/0")],
  ["ip-filter", "some", "warning", allow("office.example")],

  ["clock", "unknown", "unknown", NOTHING],
  ["clock", "noServer", "unknown", { ...NOTHING, timeServer: false }],
  ["clock", "kept", "ok", { ...claims({ clockOffsetSeconds: -60 }), timeServer: true }],
  ["clock", "right", "ok", claims({ clockOffsetSeconds: 60 })],
  ["clock", "drifts", "warning", { ...claims({ clockOffsetSeconds: 0 }), timeServer: false }],
  ["clock", "minutes", "warning", claims({ clockOffsetSeconds: 61 })],
  ["clock", "minutes", "warning", claims({ clockOffsetSeconds: -300 })],
  ["clock", "minutes", "problem", claims({ clockOffsetSeconds: 301 })],
  ["clock", "hours", "problem", claims({ clockOffsetSeconds: -3_600 })],
  ["clock", "hours", "problem", claims({ clockOffsetSeconds: 86_400 })],
  ["clock", "days", "problem", claims({ clockOffsetSeconds: -730 * 86_400 })],

  ["ports", "listed", "ok", claims({ ports: [554, 80].map((port) => ({ transport: "tcp", port, service: null })) })],

  ["firmware", "undated", "unknown", claims({ firmware: "V5.4.5" })],
  ["firmware", "old", "warning", claims({ firmware: "V5.4.5 build 170123" })],
  ["firmware", "recent", "ok", claims({ firmware: "V5.7.3 build 260315" })],

  ["upnp", "unknown", "unknown", NOTHING],
  ["upnp", "on", "warning", { ...NOTHING, upnp: true }],
  ["upnp", "off", "ok", { ...NOTHING, upnp: false }],
  ["cloud", "unknown", "unknown", NOTHING],
  ["cloud", "on", "warning", { ...NOTHING, cloud: true }],
  ["cloud", "off", "ok", { ...NOTHING, cloud: false }],
];

const judged = ([code, , , facts, context]: Row): PreflightItem | undefined =>
  preflight(facts, { ...CONTEXT, ...context }).find((item) => item.code === code);

describe("the preflight", () => {
  it.each(CASES)("says of %s “%s” (%s)", (...row) => {
    const [code, text, state] = row;
    const item = judged(row);
    expect(item).toMatchObject({ state, title: { key: `preflight.${code}.${text}.title` } });
    expect(preflightItemSchema.parse(item)).toEqual(item);
    // What is to be changed, or looked up, is said.
    expect(state === "ok" || item?.whatToDo !== null).toBe(true);
  });

  it("claims nothing of a device that told nothing", () => {
    expect(preflight(NOTHING, CONTEXT).every(({ state }) => state === "unknown")).toBe(true);
  });

  it("has a case for each of its texts", () => {
    const known = Object.entries(texts).flatMap(([code, of]) => Object.keys(of).map((text) => `${code} ${text}`));
    expect(known.filter((text) => !CASES.some((row) => `${row[0]} ${row[1]}` === text))).toEqual([]);
  });
});

describe.each(["en", "de"] as const)("what the preflight says in %s", (locale) => {
  const say = createTranslate(locale);
  const i18n = createI18n(locale);

  it("exists and has all that it names filled in", () => {
    for (const row of CASES) {
      const item = judged(row);
      for (const message of [item?.title, item?.whatToDo].flatMap((one) => one ?? [])) {
        expect(say(message)).not.toMatch(/\{\{|\}\}|undefined|null|NaN|\( *\)|^\s*$/);
        const exists = i18n.exists(message.key, { lngs: [locale], fallbackLng: [], ...message.args });
        expect([message.key, exists]).toEqual([message.key, true]);
      }
    }
  });
});
