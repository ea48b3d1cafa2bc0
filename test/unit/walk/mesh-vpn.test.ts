import { describe, expect, it } from "vitest";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import { emptyDocument } from "#core/survey/survey-document.ts";
import { walkMeshVpn, walkVpnProof } from "#core/text/en/walk-vpn.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import type { MeshVpnState } from "#core/walk/mesh-vpn-state.ts";
import { meshVpnMachine } from "#core/walk/mesh-vpn.ts";
import { expectToRead, explore, unusedTexts } from "./explore.ts";
import { knowledge, RECORDER, storyOf } from "./forward-story.ts";
import { checkWith, NOW, siteDocument } from "./walk-context.ts";
import {
  LAN,
  ACCOUNT,
  CHECK,
  tunnelOf,
  otherSite,
  through,
  siteWith,
  firmOf,
  toSite,
  toAddresses,
  confirmed,
  toProof,
} from "./mesh-world.ts";

describe("a mesh VPN", () => {
  it.each(["public", "double-nat", "cgnat", "shared-address", "nat64", "firewalled", "unknown"] as const)(
    "begins on a line that is %s: the box calls out by itself",
    (kind) => {
      const outcome = meshVpnMachine.begin(siteWith({ check: checkWith({ kind }) }), { deviceId: null });
      expect(outcome).toMatchObject({ state: { step: "product" } });
    },
  );

  it("does not begin on a line that is down", () => {
    const outcome = meshVpnMachine.begin(siteWith({ check: checkWith({ kind: "offline" }) }), { deviceId: null });
    expect(outcome).toMatchObject({ refused: { key: "walk.mesh-vpn.refused.offline" } });
  });

  it("proposes the product that the survey decided for", () => {
    const context = siteWith({ document: siteDocument({ route: { route: "netbird" } }) });
    const story = storyOf(meshVpnMachine, context);
    expect(meshVpnMachine.view(story.state, context).fields[0]?.value).toBe("netbird");
  });

  it("takes nothing but a server's address for a control server of one's own", () => {
    const account = toAddresses(siteWith(), "tailscale").send("next", { called: "own" });
    for (const control of ["http://mesh.example.com", "mesh.example.com", "https://x/$(reboot)", "https://x/y"])
      expect(account.refusalOf("next", { ...confirmed, control })).toBe("walk.mesh-vpn.refused.control");
    const { state } = account.send("next", { ...confirmed, control: "https://mesh.example.com:8443/" });
    expect(state).toMatchObject({ account: { control: "https://mesh.example.com:8443" } });
  });

  it("takes no platform that can't do it", () => {
    expect(toSite(siteWith(), "zerotier").refusalOf("next", { platform: "pfsense", lan: LAN })).toBe(
      "mesh.setup.not-possible.pfsense",
    );
  });

  it.each(["", "192.168.1.0", "0.0.0.0/0", "192.168.1.0/33", "fd00::/64", "192.168.1.0/24; reboot"])(
    "takes %j for no site's network",
    (lan) => {
      const refusal = toSite(siteWith(), "tailscale").refusalOf("next", { platform: "linux", lan });
      expect(["walk.mesh-vpn.refused.lan", "walk.refused.values"]).toContain(refusal);
    },
  );

  it("calls no two sites of one mesh the same", () => {
    const firm = firmOf(otherSite("Hotel", LAN, tunnelOf({ lan: LAN })));
    const story = toAddresses(siteWith({ firm }), "tailscale");
    expect(story.refusalOf("next", { called: "own" })).toBe("walk.mesh-vpn.refused.in-mesh");
    expect(toAddresses(siteWith({ firm }), "zerotier").send("next", { called: "own" }).state.step).toBe("account");
  });

  it("gives a site number that no other site has or had", () => {
    const gone = tunnelOf({ lan: LAN, mapped: "fd7a:115c:a1e0:b1a:0:7:c0a8:100/120", removedAt: NOW });
    const story = toAddresses(siteWith({ firm: firmOf(otherSite("Hotel", LAN, gone)) }), "tailscale");
    expect(story.refusalOf("next", { called: "mapped", siteNumber: 7 })).toBe(
      "walk.mesh-vpn.refused.site-number-taken",
    );
    story.send("next", { called: "mapped", siteNumber: 8 });
    expect(story.context.document.tunnels).toMatchObject([
      { kind: "tailscale", lan: LAN, mapped: "fd7a:115c:a1e0:b1a:0:8:c0a8:100/120", platform: "linux" },
    ]);
  });

  it("gives another network that no mesh of the firm uses", () => {
    const first = toAddresses(siteWith(), "netbird").send("next", { called: "mapped" }).context.document.tunnels[0];
    const theirs = tunnelOf({ kind: "zerotier", lan: LAN, mapped: first?.mapped ?? null });
    const firm = firmOf(otherSite("Hotel", LAN, theirs));
    const second = toAddresses(siteWith({ firm }), "netbird").send("next", { called: "mapped" });
    expect(second.context.document.tunnels[0]?.mapped).toMatch(/^10\.\d+\.\d+\.0\/24$/);
    expect(second.context.document.tunnels[0]?.mapped).not.toBe(first?.mapped);
  });

  it("puts neither key nor network into a command", () => {
    const story = toAddresses(siteWith(), "tailscale").send("next", { called: "own" }).send("next", confirmed);
    const [part] = meshVpnMachine.view(story.state, story.context).parts;
    const texts = part?.kind === "copy" ? part.items.map(({ text }) => text).join("\n") : "";
    expect(texts).toContain("PASTE-THE-KEY-HERE");
    expect(texts).toContain(`--advertise-routes=${LAN}`);
    expect(texts).toContain("--advertise-tags=tag:site-box");
  });

  it("keeps the time at which the box was set up, and asks this laptop's mesh after the proof", () => {
    const story = toProof(siteWith()).when((effect) => {
      if (effect.kind === "prove-through") return { kind: "proven", record: through() };
      return { kind: "mesh-seen", state: "running", facts: [], findings: [] };
    });
    expect(story.context.document.tunnels[0]?.installedAt).toBe(NOW);
    story.send("prove", { targets: [`${RECORDER} 554`] });
    expect(story.asked).toMatchObject([
      {
        kind: "prove-through",
        tunnelId: "new-id",
        targets: [{ address: RECORDER, port: 554, use: "stream" }],
        reconnect: false,
      },
      { kind: "look-at-mesh", product: "tailscale" },
    ]);
    story.send("next").send("finish", {});
    expect(story.status).toBe("done");
    expect(story.context.document.route).toMatchObject({ chosen: "vpn", route: "tailscale" });
  });

  it("waits for a proof that was put off, until there is one or nobody wants it any more", () => {
    const later = () => toProof(siteWith()).send("later");
    const over = [later().send("back"), later().send("leave", { notProven: "x" }), later().send("abandon")];
    expect([later(), ...over].map(({ waiting }) => waiting?.since ?? null)).toEqual([NOW, null, null, null]);
    const seen: EffectResult = { kind: "mesh-seen", state: "running", facts: [], findings: [] };
    const proven = (record: ProofRecord) =>
      later()
        .when(({ kind }) => (kind === "prove-through" ? { kind: "proven", record } : seen))
        .send("prove", { targets: [`${RECORDER} 554`] });
    expect(proven(through()).waiting).toBeNull();
    expect(proven(through({ outcome: "silent", strength: "none" })).waiting?.for).toBe("technician");
  });

  it("calls nothing proven that did not answer by itself", () => {
    const story = toProof(siteWith());
    for (const record of [
      through({ outcome: "silent", strength: "none" }),
      through({ outcome: "connected", strength: "none" }),
      through({ outcome: "stranger", sameDevice: "no" }),
      { ...through(), startedAt: "2025-01-01T00:00:00Z" },
      through({ tunnelId: "another" }),
    ])
      expect(story.with({ proofs: [record] }).refusalOf("next")).toBe("walk.vpn-proof.refused.not-proven");
  });

  it("has the key's end looked at in time", () => {
    const story = toAddresses(siteWith(), "tailscale")
      .send("next", { called: "own" })
      .send("next", { ...confirmed, identity: "person" })
      .send("next");
    expect(story.refusalOf("next", { routesApproved: true, keyExpires: "2026-11-20" })).toBe(
      "walk.mesh-vpn.refused.expiry-day",
    );
    story.send("next", { routesApproved: true, keyExpires: "2027-05-19" }).send("leave", { notProven: "No laptop" });
    const { fields } = meshVpnMachine.view(story.state, story.context);
    expect(fields).toMatchObject([{ name: "nextReview", value: "2027-04-19" }]);
    expect(story.send("finish", { nextReview: "2027-04-19" }).context.document.handover.nextReview).toBe("2027-04-19");
  });

  it("leaves the box in the survey when it is given up after the set-up", () => {
    const left = toProof(siteWith()).send("abandon");
    expect([left.state.step, left.status]).toEqual(["undo", "open"]);
    expect(left.send("left").context.document.tunnels).toMatchObject([{ installedAt: NOW }]);
    const taken = toProof(siteWith()).send("abandon").send("undone");
    expect([taken.status, taken.context.document.tunnels[0]?.removedAt]).toEqual(["abandoned", NOW]);
  });

  it.each<WalkEffect>([
    { kind: "prove-through", tunnelId: "somebody's", targets: [], accountId: null, reconnect: false },
    {
      kind: "prove-through",
      tunnelId: "new-id",
      targets: [{ deviceId: null, address: "192.31.196.9", port: 554, use: "stream" }],
      accountId: null,
      reconnect: false,
    },
    {
      kind: "prove-through",
      tunnelId: "new-id",
      targets: [{ deviceId: null, address: RECORDER, port: 554, use: "stream" }],
      accountId: ACCOUNT,
      reconnect: false,
    },
    { kind: "look-at-mesh", product: "zerotier" },
    { kind: "apply-to-server", serverId: "theirs" },
    { kind: "check-site" },
  ])("believes no survey that %o is under way", (pending) => {
    const { state, context } = toProof(siteWith());
    const outcome = meshVpnMachine.handle({ ...state, pending }, { type: "again", values: {} }, context);
    if ("refused" in outcome) throw new Error(outcome.refused.key);
    expect([outcome.effect, outcome.state.trouble?.key]).toEqual([undefined, "walk.trouble.not-its-own"]);
  });

  it("does again what was its own", () => {
    const story = toProof(siteWith()).dieIn("prove", { targets: [`${RECORDER} 554`] });
    const outcome = meshVpnMachine.handle(story.state, { type: "again", values: {} }, story.context);
    expect("effect" in outcome && outcome.effect).toEqual(story.state.pending);
  });

  it("shows no command for networks that don't fit each other", () => {
    const { state, context } = toAddresses(siteWith(), "zerotier")
      .send("next", { called: "own" })
      .send("next", confirmed);
    const view = meshVpnMachine.view({ ...state, reach: { siteNumber: null, mapped: "10.64.0.0/16" } }, context);
    expect([view.parts, view.notices[0]?.text.key]).toEqual([[], "walk.mesh-vpn.notice.unfit"]);
  });
});

describe("every step of a mesh VPN", () => {
  const seen = (["running", "stopped", "needs-login", "not-installed", "no-rights"] as const).map(
    (state): { result: EffectResult } => ({
      result: {
        kind: "mesh-seen",
        state,
        facts: [{ label: { key: "tunnel.mesh.name", args: {} }, value: { key: "walk.plain", args: { text: "box" } } }],
        findings: [{ tone: "warning", text: { key: "walk.refused.values", args: {} } }],
      },
    }),
  );
  const results = (effect: WalkEffect) =>
    effect.kind === "look-at-mesh"
      ? seen
      : effect.kind === "prove-through"
        ? [{ result: { kind: "proven" as const, record: through() } }]
        : [{ result: { kind: "checked" as const, checkId: CHECK }, context: { check: checkWith({ kind: "cgnat" }) } }];
  const sourcing = { source: "a test", seen: "2026-10-01", confidence: "low" as const, origin: "farsite" as const };
  const priced: Knowledge = {
    ...knowledge,
    prices: (["month", "year", "once", "stream-month", "viewer-month", "hour"] as const).map((per) => ({
      id: `p-${per}`,
      ...sourcing,
      route: "tailscale",
      product: "tailscale",
      what: { en: "A plan", de: "Ein Tarif" },
      amount: 5,
      currency: "EUR",
      per,
      use: "typical",
      date: "2026-10-01",
    })),
    products: [
      {
        id: "netbird",
        ...sourcing,
        name: "NetBird",
        route: "netbird",
        website: "https://netbird.example",
        behindCgnat: { is: "yes" },
        endToEnd: { is: "yes" },
        viewerClient: { is: "yes" },
        selfHosted: { is: "yes", words: { en: "All of it", de: "Alles" } },
        whoSees: { words: { en: "Nobody", de: "Niemand" } },
        note: { en: "A note", de: "Eine Notiz" },
        outbound: [],
      },
    ],
  };
  const natOf = (mapping: "endpoint-independent" | "address-and-port-dependent") => ({
    ...checkWith({ kind: "cgnat" }).diagnosis.nat,
    mapping,
    filtering: "address-and-port-dependent" as const,
  });
  const account = {
    id: ACCOUNT,
    kind: "recorder" as const,
    label: "Recorder, admin",
    userName: "admin",
    changedAt: NOW,
  };
  const answers = {
    lan: [LAN, "no network"],
    siteNumber: [8, 7, 99_999, ""],
    mapped: ["", "10.0.0.0/24"],
    address: ["", "192.168.1.64", "8.8.8.8"],
    port: [554, "", 80, 8_000, "x"],
    name: ["", "Firm"],
    control: ["", "https://mesh.example.com", "https://x/;reboot"],
    keyExpires: ["2027-05-19", "2026-01-01"],
    targets: [[`${RECORDER} 554`], []],
    login: [ACCOUNT, ""],
  };
  const others = firmOf(
    otherSite("Hotel", LAN, tunnelOf({ lan: LAN })),
    otherSite("Café", LAN),
    ...["A", "B", "C", "D"].map((name) => otherSite(name, LAN)),
    otherSite("School", null, tunnelOf({ lan: LAN, mapped: "fd7a:115c:a1e0:b1a:0:7:c0a8:100/120" })),
  );
  const contexts: [
    WalkContext,
    Partial<typeof answers> & { product: string[]; identity?: string[]; called?: string[] },
  ][] = [
    [siteWith({ knowledge: priced, firm: others }), { product: ["tailscale"] }],
    [
      siteWith({
        proofs: [through()],
        document: siteDocument({ accounts: [account] }),
        check: checkWith({ kind: "cgnat" }, { nat: natOf("endpoint-independent") }),
      }),
      { product: ["tailscale"], identity: ["person"], siteNumber: [8], called: ["mapped"] },
    ],
    [
      siteWith({
        proofs: [
          through({ outcome: "silent", strength: "none", trouble: { key: "through.trouble.silent", args: {} } }),
        ],
        devices: [],
        check: checkWith(
          { kind: "public" },
          { nat: natOf("address-and-port-dependent"), ipv6: { state: "native", address: null, inbound: "untested" } },
        ),
      }),
      { product: ["netbird"] },
    ],
    [
      siteWith({ check: null, document: { ...emptyDocument("x"), handover: { nextReview: "2026-12-01" } } }),
      { product: ["zerotier"] },
    ],
    [
      siteWith({ check: checkWith({ kind: "cgnat" }, { nat: natOf("address-and-port-dependent") }) }),
      { product: ["zerotier"], lan: ["10.0.0.0/8"] },
    ],
    [
      siteWith({ proofs: [through({ outcome: "answered", rttMs: null })] }),
      { product: ["netbird"], lan: ["10.7.7.0/24"] },
    ],
    ...(["connected", "stranger", "refused", "not-tested"] as const).map(
      (outcome): [WalkContext, { product: string[] }] => [
        siteWith({
          proofs: [
            { ...through(), results: [...through().results, ...through({ outcome, strength: "none" }).results] },
          ],
        }),
        { product: ["zerotier"] },
      ],
    ),
  ];
  const explored = contexts.map(([context, more]) =>
    explore<MeshVpnState>({
      machine: meshVpnMachine,
      context,
      results,
      answers: { ...answers, ...more },
      events: () => [{ type: "abandon", values: {} }],
      undoneAt: "undo",
      keeps: "tunnels",
    }),
  );
  // What the tests above meet, or what only a survey from elsewhere leads to.
  const elsewhere = [
    { key: "walk.mesh-vpn.refused.offline", args: { date: Date.parse(NOW) } },
    { key: "walk.mesh-vpn.refused.in-mesh", args: { lan: LAN, product: "Tailscale", name: "Hotel" } },
    { key: "walk.mesh-vpn.notice.unfit", args: {} },
    { key: "walk.mesh-vpn.rests.unknown", args: {} },
    { key: "walk.vpn-proof.refused.not-proven", args: {} },
    { key: "walk.vpn-proof.refused.too-many", args: { count: 16 } },
    { key: "walk.vpn-proof.said.not-tested", args: {} },
  ];
  const messages = [...explored.flatMap((one) => one.messages), ...elsewhere];

  it("is reached", () => {
    const steps = new Set(explored.flatMap((one) => [...one.steps]));
    expect([...steps].toSorted()).toEqual(
      ["product", "forecast", "site", "addresses", "account", "box", "approve", "proof", "done", "undo"].toSorted(),
    );
  });

  it("reads in both languages", () => {
    expectToRead(messages);
  });

  it("uses every text", () => {
    expect(unusedTexts("walk.mesh-vpn", walkMeshVpn, messages)).toEqual([]);
    expect(unusedTexts("walk.vpn-proof", walkVpnProof, messages)).toEqual([]);
  });
});
