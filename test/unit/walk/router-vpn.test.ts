import { describe, expect, it } from "vitest";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import { walkRouterVpn } from "#core/text/en/walk-router-vpn.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import type { PlannedSite } from "#core/vpn/address-plan.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import type { RouterVpnState } from "#core/walk/router-vpn-state.ts";
import { routerVpnMachine } from "#core/walk/router-vpn.ts";
import { expectToRead, explore, unusedTexts } from "./explore.ts";
import { aDevice, knowledge, lineOf, proofOf, publicLine, RECORDER, storyOf } from "./forward-story.ts";
import { checkWith, NOW, siteDocument, walkContext } from "./walk-context.ts";

const LAN = "192.168.1.0/24";
const HOST = "vpn.example.com";

const server: FirmServer = {
  id: "vps",
  name: "Nürnberg",
  host: HOST,
  region: null,
  ssh: { ports: [22, 443], user: "root", hostKeys: [], hostKeyLine: null },
  wireguard: {
    publicKey: "k",
    port: 51_820,
    alsoPorts: [],
    tunnelPool: "10.87.0.0/16",
    sitePool: "10.96.0.0/11",
    probe: { publicKey: "p", address: "10.87.0.2" },
  },
  relay: null,
  frp: null,
  media: null,
  turn: null,
  technicians: [],
  madeAt: NOW,
  changedAt: NOW,
};

const theirs = (name: string, more: Partial<Tunnel>): PlannedSite => ({
  siteId: name,
  name,
  lan: more.lan ?? null,
  tunnels: [{ id: name, kind: "openvpn", host: HOST, peers: [], published: [], madeAt: NOW, ...more }],
});

const siteWith = (more: Partial<WalkContext> = {}, sites: PlannedSite[] = []): WalkContext =>
  walkContext({
    check: lineOf("cgnat"),
    devices: [aDevice()],
    knowledge,
    firm: { servers: [server], mayChange: [], sites: () => sites },
    ...more,
  });

const probed = (isGood: boolean): EffectResult => ({
  kind: "legacy-vpn-probed",
  isGood,
  says: { key: `legacyVpn.reach.${isGood ? "openvpn-answers" : "blocked"}`, args: { transport: "UDP", port: 1_194 } },
  details: [],
});
const ends = (effect: WalkEffect): EffectResult | null => (effect.kind === "probe-legacy-vpn" ? probed(true) : null);

const toServer = (context: WalkContext, kind = "openvpn") =>
  storyOf(routerVpnMachine, context).when(ends).send("next", { kind, isTold: true });
const toSite = (context: WalkContext, kind = "openvpn", at: Record<string, unknown> = { server: "firm:vps" }) =>
  toServer(context, kind).send("next", at).send("probe").send("next");
const PLACE = { lan: LAN, router: "Speedy 7", firmNetworks: "10.94.0.0/20, 10.87.0.0/16" };
const toFiles = (context: WalkContext, kind = "openvpn") => toSite(context, kind).send("next", PLACE);

const copied = ({ state, context }: { state: RouterVpnState; context: WalkContext }): string[] =>
  routerVpnMachine
    .view(state, context)
    .parts.flatMap((part) => (part.kind === "copy" ? part.items.map(({ text }) => text) : []));

describe("the router's own VPN", () => {
  it.each(["pptp", "l2tp-plain", "ikev1", "ikev1-aggressive"])("refuses %s with the reason", (kind) => {
    const story = storyOf(routerVpnMachine, siteWith());
    expect(story.refusalOf("next", { kind, isTold: true })).toBe(`legacyVpn.trait.${kind}`);
  });

  it("takes L2TP only where there is nothing better", () => {
    const story = storyOf(routerVpnMachine, siteWith());
    expect(story.refusalOf("next", { kind: "l2tp" })).toBe("walk.router-vpn.refused.not-told");
    expect(story.send("next", { kind: "l2tp", isTold: true }).state.step).toBe("server");
  });

  it("calls the router itself only where somebody can reach it, and says why not", () => {
    const call = { server: "router", host: "192.31.196.77" };
    expect(toServer(siteWith()).refusalOf("next", call)).toMatch(/^portForward\.begin\.cgnat/);
    expect(toServer(siteWith({ check: null })).refusalOf("next", call)).toBe("portForward.begin.not-checked");
    const story = toServer(siteWith({ check: publicLine })).send("next", call);
    expect(story.refusalOf("probe")).toBe("walk.refused.other-step");
    expect(story.send("next").send("next", { lan: LAN, router: "Speedy 7" }).state.step).toBe("files");
  });

  it.each(["", "-x", "vpn example", "vpn.example.com;reboot", "$(id)"])("calls no server at %j", (host) => {
    expect(toServer(siteWith()).refusalOf("next", { server: "other", host })).toBe("walk.router-vpn.refused.host");
  });

  it("knocks before anything is set up, and goes on without an answer only on purpose", () => {
    const story = toServer(siteWith())
      .when((effect) => (effect.kind === "probe-legacy-vpn" ? probed(false) : null))
      .send("next", { server: "firm:vps" })
      .send("probe");
    expect(story.asked).toEqual([{ kind: "probe-legacy-vpn", tunnelId: "new-id" }]);
    expect(story.context.document.tunnels).toMatchObject([
      { kind: "openvpn", host: HOST, serverId: "vps", ports: [1_194, 443] },
    ]);
    expect(story.refusalOf("next")).toBe("walk.refused.other-step");
    expect(story.send("anyway").state.step).toBe("site");
  });

  it("has no two sites with one network at a server", () => {
    const context = siteWith({}, [theirs("Hotel", { lan: LAN, address: "10.94.0.2" })]);
    expect(toSite(context).refusalOf("next", PLACE)).toBe("walk.router-vpn.refused.lan-taken");
    expect(toFiles(siteWith({}, [theirs("Hotel", { lan: LAN, host: "other.example" })])).state.step).toBe("files");
  });

  it("gives the router an address that no other site has", () => {
    const [first] = toFiles(siteWith()).context.document.tunnels;
    const second = toFiles(siteWith({}, [theirs("Hotel", { lan: "10.7.7.0/24", address: first?.address ?? null })]));
    expect(first?.address).toMatch(/^10\.94\.\d+\.\d+$/);
    expect(second.context.document.tunnels[0]?.address).not.toBe(first?.address);
  });

  it("shows OpenVPN's scripts and files with names in the place of every secret", () => {
    const texts = copied(toFiles(siteWith())).join("\n");
    expect(texts).toContain("CN=Farsite OpenVPN");
    expect(texts).toContain("<key>\nsite-site1.key\n</key>");
    expect(texts).toContain("remote vpn.example.com 443 tcp-client");
    expect(texts).toContain("iroute 192.168.1.0 255.255.255.0");
    expect(texts).toContain("route 192.168.1.0 255.255.255.0");
    expect(texts).not.toMatch(/PRIVATE KEY-----\n[A-Za-z0-9+/]/);
  });

  it("adds a line where the server has other sites already, instead of writing over them", () => {
    const texts = copied(toFiles(siteWith({}, [theirs("Hotel", { lan: "10.7.7.0/24", address: "10.94.0.2" })])));
    expect(texts.filter((text) => text === "route 192.168.1.0 255.255.255.0\n")).toHaveLength(2);
    expect(texts.join("\n")).not.toContain("dev-type tun");
  });

  it("shows IPsec's values and a file of this site alone", () => {
    const texts = copied(toFiles(siteWith(), "ikev2"));
    expect(texts).toContain("PUT-THE-KEY-OF-THE-SERVER-HERE");
    expect(texts.join("\n")).toContain('secret = "PUT-THE-KEY-OF-THE-SERVER-HERE"');
    expect(texts.join("\n")).toContain("site-site1.farsite");
  });

  it("writes no file of values that fit into none", () => {
    const { state, context } = toFiles(siteWith());
    if (state.step !== "files") throw new Error(state.step);
    const view = routerVpnMachine.view({ ...state, place: { ...state.place, address: "192.0.2.1" } }, context);
    expect([view.parts, view.notices[0]?.text.key]).toEqual([[], "walk.router-vpn.notice.unfit"]);
  });

  it("leaves the router in the survey when it is given up after the set-up", () => {
    const left = toFiles(siteWith()).send("next").send("abandon");
    expect([left.state.step, left.status]).toEqual(["undo", "open"]);
    expect(left.send("undone").context.document.tunnels).toMatchObject([{ installedAt: NOW, removedAt: NOW }]);
    expect(toFiles(siteWith()).send("abandon").context.document.tunnels).toEqual([]);
  });

  it.each<WalkEffect>([
    { kind: "probe-legacy-vpn", tunnelId: "somebody's" },
    { kind: "open-live", tunnelId: "new-id" },
    {
      kind: "prove-through",
      tunnelId: "new-id",
      targets: [{ deviceId: null, address: "192.168.9.9", port: 554, use: "stream" }],
      accountId: null,
      reconnect: false,
    },
  ])("believes no survey that %o is under way", (pending) => {
    for (const story of [toServer(siteWith()).send("next", { server: "firm:vps" }), toFiles(siteWith()).send("next")]) {
      const outcome = routerVpnMachine.handle(
        { ...story.state, pending },
        { type: "again", values: {} },
        story.context,
      );
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      expect([outcome.effect, outcome.state.trouble?.key]).toEqual([undefined, "walk.trouble.not-its-own"]);
    }
  });
});

describe("every step of the router's own VPN", () => {
  const through: ProofRecord = {
    ...proofOf([], {}, { kind: "server", host: HOST, address: null }),
    version: 2,
    results: proofOf(["forward"], {}).results.map((one) => ({
      ...one,
      forwardId: null,
      tunnelId: "new-id",
      address: RECORDER,
      port: 554,
    })),
  };
  const results = (effect: WalkEffect): { result: EffectResult }[] =>
    effect.kind === "probe-legacy-vpn"
      ? [{ result: probed(true) }, { result: probed(false) }]
      : [{ result: { kind: "proven", record: through } }];
  const answers = {
    host: [HOST, "", "no host"],
    udpPort: [1_194, "", 0.5],
    tcpPort: [443, 99_999],
    lan: [LAN, "none"],
    router: ["Speedy 7"],
    firmNetworks: ["10.94.0.0/20", "", "none"],
    targets: [[`${RECORDER} 554`], []],
    address: [""],
    port: [""],
    isTold: [true],
  };
  const contexts: [WalkContext, Record<string, string[]>][] = [
    [siteWith({ proofs: [through] }), { kind: ["openvpn"] }],
    [siteWith({}, [theirs("Hotel", { lan: LAN, address: "10.94.0.2" })]), { kind: ["openvpn"], server: ["firm:vps"] }],
    [siteWith({}, [theirs("Hotel", { lan: "192.168.0.0/16", host: "other.example" })]), { kind: ["ikev2"] }],
    [siteWith({ document: siteDocument({ line: { router: "FRITZ!Box 7590" } }) }), { kind: ["l2tp"] }],
    [
      siteWith({ check: publicLine, firm: { servers: [], mayChange: [], sites: () => [] } }),
      { kind: ["openvpn"], server: ["router"] },
    ],
    [siteWith({ check: null }), { kind: ["openvpn"], server: ["other"], lan: ["", LAN] }],
    [
      siteWith({ check: { ...lineOf("cgnat"), observations: checkWith({ kind: "cgnat" }).observations } }, []),
      { kind: ["ikev2"] },
    ],
  ];
  const explored = contexts.map(([context, more]) =>
    explore<RouterVpnState>({
      machine: routerVpnMachine,
      context,
      results,
      answers: { ...answers, ...more },
      events: () => [{ type: "abandon", values: {} }],
      undoneAt: "undo",
      keeps: "tunnels",
    }),
  );
  // What the tests above meet, or what takes thousands of sites.
  const elsewhere = [
    { key: "walk.router-vpn.refused.offline", args: { date: Date.parse(NOW) } },
    { key: "walk.router-vpn.refused.pool-full", args: {} },
    { key: "walk.router-vpn.copy.server-line", args: { path: "/etc/openvpn/server/farsite-udp.conf" } },
    { key: "walk.router-vpn.outcome.reached", args: {} },
    { key: "walk.router-vpn.outcome.not-reached", args: {} },
    { key: "walk.router-vpn.refused.not-told", args: {} },
    { key: "walk.router-vpn.notice.unfit", args: {} },
    { key: "walk.router-vpn.notice.at-server", args: { lan: LAN, names: "Hotel" } },
    { key: "walk.router-vpn.notice.alike", args: { lan: LAN, names: "Hotel" } },
    { key: "walk.router-vpn.refused.host", args: {} },
    { key: "walk.router-vpn.refused.lan-taken", args: { lan: LAN, name: "Hotel" } },
  ];
  const messages = [...explored.flatMap((one) => one.messages), ...elsewhere];

  it("does not begin on a line that is down", () => {
    const context = siteWith({ check: checkWith({ kind: "offline" }) });
    expect(routerVpnMachine.begin(context, { deviceId: null })).toMatchObject({
      refused: { key: "walk.router-vpn.refused.offline" },
    });
  });

  it("is reached", () => {
    const steps = new Set(explored.flatMap((one) => [...one.steps]));
    expect([...steps].toSorted()).toEqual(
      ["kind", "server", "reach", "site", "files", "proof", "done", "undo"].toSorted(),
    );
  });

  it("reads in both languages", () => {
    expectToRead(messages);
  });

  it("uses every text", () => {
    expect(unusedTexts("walk.router-vpn", walkRouterVpn, messages)).toEqual([]);
  });
});
