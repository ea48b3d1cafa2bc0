import { describe, expect, it } from "vitest";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { walkVendorCloud } from "#core/text/en/walk-vendor-cloud.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import type { VendorCloudState } from "#core/walk/vendor-cloud-state.ts";
import { vendorCloudMachine } from "#core/walk/vendor-cloud.ts";
import { expectToRead, explore, unusedTexts } from "./explore.ts";
import { checkWith, emptyKnowledge, siteDocument, walkContext } from "./walk-context.ts";

type Maker = Knowledge["makers"][number];
const sourcing = { source: "a test", seen: "2026-10-01", confidence: "medium", origin: "farsite" } as const;
const words = (text: string) => ({ en: text, de: text });
const maker = (brand: string, cloud?: Maker["cloud"]): Maker => ({
  id: brand.toLowerCase(),
  ...sourcing,
  brand,
  ports: [],
  forward: [],
  neverForward: [],
  ...(cloud && { cloud }),
});
const makers: Maker[] = [
  maker("Hikvision", {
    name: "Hik-Connect",
    apps: ["Hik-Connect"],
    menu: { en: ["Network", "Platform access"] },
    default: "off",
    outbound: [
      { port: 443, transport: "tcp", host: "*.example.com" },
      { port: 8_555, transport: "tcp" },
    ],
    endToEnd: { is: "yes", words: words("By the code") },
    whoSees: words("The maker's staff"),
    dataLocation: words("Ireland"),
    exit: words("Delete in the app"),
    words: words("One account a device"),
  }),
  maker("Dahua", { name: "DMSS", apps: [], default: "on", outbound: [], endToEnd: { is: "no" } }),
  maker("Reolink", { name: "Reolink", apps: [], default: "varies", outbound: [], endToEnd: { is: "some" } }),
  maker("Axis", {
    name: "AXIS Secure Remote Access",
    apps: [],
    default: "unknown",
    outbound: [],
    endToEnd: { is: "yes" },
  }),
  maker("Bosch", { name: "Bosch Cloud", apps: [], default: "off", outbound: [], endToEnd: { is: "unknown" } }),
  maker("Vivotek", { name: "VIVOCloud", apps: [], default: "off", outbound: [] }),
];
const device = (make: string | null, role: "recorder" | "camera" | "router" = "recorder") => ({
  id: `device-${make}`,
  keys: [],
  name: `Recorder ${make}`,
  role,
  make,
});

function siteWith(makes: readonly (string | null)[], more: Partial<WalkContext> = {}): WalkContext {
  const document = siteDocument({
    site: { name: "Bakery", customer: "Lindner Ltd" },
    contacts: [{ id: "owner", name: "Katrin Lindner", role: "Owner", email: "owner@lindner.example" }],
    devices: [device("Huawei", "router"), ...makes.map((make) => device(make))],
  });
  return walkContext({ document, knowledge: { ...emptyKnowledge, makers }, ...more });
}

function sent(context: WalkContext, events: readonly (readonly [string, Record<string, unknown>?])[]) {
  let outcome = vendorCloudMachine.begin(context, { deviceId: null });
  for (const [type, values = {}] of events) {
    if ("refused" in outcome) throw new Error(outcome.refused.key);
    outcome = vendorCloudMachine.handle(outcome.state, { type, values }, context);
  }
  return outcome;
}

const toAccount = ["next", { device: "device-Hikvision" }] as const;
const toSwitchOn = ["next", { owner: "Katrin Lindner", isCustomers: true }] as const;
const toAcceptance = [
  toAccount,
  toSwitchOn,
  ["online"],
  ["next", { state: "off" }],
  ["next", { noPasswordsShared: true }],
  ["next", { worksWithout: true }],
] as const;

describe("the maker's cloud", () => {
  it.each(["public", "double-nat", "cgnat", "shared-address", "nat64", "firewalled", "unknown"] as const)(
    "begins on a line that is %s: the device calls out by itself",
    (kind) => {
      const outcome = vendorCloudMachine.begin(siteWith(["Hikvision"], { check: checkWith({ kind }) }), {
        deviceId: null,
      });
      expect(outcome).toMatchObject({ state: { step: "device" } });
    },
  );

  it("does not begin on a line that is down", () => {
    const outcome = vendorCloudMachine.begin(siteWith([], { check: checkWith({ kind: "offline" }) }), {
      deviceId: null,
    });
    expect(outcome).toMatchObject({ refused: { key: "walk.vendor-cloud.refused.offline" } });
  });

  it("does not begin against the customer's wish", () => {
    const document = siteDocument({ wishes: { cloud: "no" } });
    expect(vendorCloudMachine.begin(walkContext({ document }), { deviceId: null })).toMatchObject({
      refused: { key: "walk.vendor-cloud.refused.not-wished" },
    });
  });

  it("offers no router, and proposes the device it was begun for", () => {
    const context = siteWith(["Hikvision", "Dahua"]);
    const outcome = vendorCloudMachine.begin(context, { deviceId: "device-Dahua" });
    if ("refused" in outcome) throw new Error();
    const [choice] = vendorCloudMachine.view(outcome.state, context).fields;
    expect(choice?.value).toBe("device-Dahua");
    expect(choice?.options?.map(({ value }) => value)).toEqual(["device-Hikvision", "device-Dahua"]);
  });

  it("goes on only with an account of the customer's", () => {
    expect(
      sent(siteWith(["Hikvision"]), [toAccount, ["next", { owner: "Installer", isCustomers: false }]]),
    ).toMatchObject({
      refused: { key: "walk.vendor-cloud.refused.not-customers" },
    });
  });

  it("wants somebody to keep the encryption code", () => {
    expect(sent(siteWith(["Hikvision"]), [toAccount, toSwitchOn, ["online"], ["next", { state: "on" }]])).toMatchObject(
      {
        refused: { key: "walk.vendor-cloud.refused.code-with-nobody" },
      },
    );
  });

  it("warns of ports that the check could not reach", () => {
    const check = checkWith({ kind: "cgnat" });
    const [first] = check.observations;
    if (first === undefined) throw new Error();
    const data = {
      kind: "outbound-port",
      vantage: "v.example",
      transport: "tcp",
      port: 8_555,
      reached: false,
    } as const;
    const context = siteWith(["Hikvision"], {
      check: { ...check, observations: [...check.observations, { ...first, id: "vantage/outbound@8555", data }] },
    });
    const outcome = sent(context, [toAccount, toSwitchOn]);
    if ("refused" in outcome) throw new Error();
    expect(vendorCloudMachine.view(outcome.state, context).notices).toMatchObject([
      { tone: "warning", text: { key: "walk.vendor-cloud.notice.ports-blocked", args: { ports: "TCP 8555" } } },
    ]);
  });

  it.each([
    ["en", "Recorder Hikvision is reached through Hik-Connect without picture encryption."],
    ["de", "Recorder Hikvision wird über Hik-Connect ohne Bildverschlüsselung erreicht."],
  ])("writes down in %s what was accepted, by whom", (language, risk) => {
    const accepted = ["next", { acceptedBy: "Katrin Lindner", role: "Owner", language, isTold: true }] as const;
    const outcome = sent(siteWith(["Hikvision"]), [...toAcceptance, accepted]);
    expect(outcome).toMatchObject({
      state: { step: "done", acceptance: { by: "Katrin Lindner" } },
      changes: [
        {
          op: "put",
          list: "acceptances",
          entry: { acceptedBy: "Katrin Lindner", role: "Owner", acceptedAt: "2026-11-20T10:00:00Z" },
        },
      ],
    });
    const [change] = ("changes" in outcome && outcome.changes) || [];
    expect(change?.op === "put" ? change.entry["risk"] : null).toContain(risk);
  });

  it("accepts nothing that was not explained", () => {
    const event = ["next", { acceptedBy: "Katrin Lindner", language: "en" }] as const;
    expect(sent(siteWith(["Hikvision"]), [...toAcceptance, event])).toMatchObject({
      refused: { key: "walk.vendor-cloud.refused.not-told" },
    });
  });
});

describe("every step of the maker's cloud", () => {
  const blocked = checkWith({ kind: "cgnat" });
  const [first] = blocked.observations;
  if (first === undefined) throw new Error();
  const data = { kind: "outbound-port", vantage: "v.example", transport: "tcp", port: 8_555, reached: false } as const;
  const check = { ...blocked, observations: [{ ...first, id: "vantage/outbound@8555", data }] };
  const explored = [
    siteWith(
      makers.map(({ brand }) => brand),
      { check },
    ),
    siteWith([null]),
    siteWith([]),
    siteWith(["Hikvision", null]),
  ].map((context) =>
    explore<VendorCloudState>({
      machine: vendorCloudMachine,
      context,
      answers: { codeWith: ["Safe"], language: ["en", "de"] },
    }),
  );
  // What a device without encryption and an account without a second step end with.
  explored.push(
    explore<VendorCloudState>({
      machine: vendorCloudMachine,
      context: siteWith(["Bosch"]),
      answers: { state: ["not-offered"], secondFactor: [false], language: ["en"] },
    }),
  );
  const messages = explored.flatMap((one) => one.messages);

  it("is reached", () => {
    for (const { steps } of explored) {
      expect([...steps].toSorted()).toEqual(
        ["device", "account", "switch-on", "encryption", "sharing", "exit", "acceptance", "done"].toSorted(),
      );
    }
  });

  it("reads in both languages", () => {
    expectToRead(messages);
  });

  it("uses every text", () => {
    const refusals = ["not-wished", "offline"].map((name) => ({ key: `walk.vendor-cloud.refused.${name}`, args: {} }));
    expect(unusedTexts("walk.vendor-cloud", walkVendorCloud, [...refusals, ...messages])).toEqual([]);
  });
});
