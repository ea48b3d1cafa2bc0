import { describe, expect, it } from "vitest";
import { standingForwards } from "#core/forward/forward.ts";
import { createTranslate } from "#core/text/translate.ts";
import { ipv6Direct } from "#core/text/en/walk-ipv6.ts";
import { ipv6DirectMachine } from "#core/walk/ipv6.ts";
import type { PortForwardState } from "#core/walk/port-forward-plan.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import { expectToRead, messagesOf, unusedTexts } from "./explore.ts";
import {
  aDevice,
  GLOBAL,
  ipv6Line,
  lineOf,
  said,
  siteContext,
  storyOf,
  upnpOffer,
  type Story,
} from "./forward-story.ts";

type Walk = Story<PortForwardState>;
const PRIVACY = "2001:1900:7::a1b2:c3d4:e5f6:1234";
const FROM_MAC = "2001:1900:7:0:4647:ccff:fe00:64";

const reachable = (address: string) =>
  aDevice({
    addresses: [...aDevice().addresses, { address, interfaceName: "eth0", mac: null, inOwnNetwork: true, seen: true }],
  });
const context = (more: Partial<WalkContext> = {}): WalkContext =>
  siteContext({ check: ipv6Line, devices: [reachable(GLOBAL)], ...more });
const begun = (start = context()): Walk => storyOf(ipv6DirectMachine, start);
const pinholes = {
  ...upnpOffer,
  means: [...upnpOffer.means, { means: "pinhole" as const, forOthers: true, permanent: null }],
};
const offering = (walk: Walk): Walk =>
  walk.when((effect) => {
    if (effect.kind === "look-up-name") return { kind: "name-found", addresses: [GLOBAL] };
    return effect.kind === "ask-router" ? { kind: "router-asked", offer: pinholes } : null;
  });
const toMethod = (walk: Walk): Walk =>
  walk
    .send("next", { device: aDevice().id, stays: "device", viewers: "all" })
    .send("next")
    .send("skip")
    .send("next", { uses: ["web"] })
    .send("next")
    .send("answer", { password: "own" })
    .send("next");
const view = (walk: Walk) => ipv6DirectMachine.view(walk.state, walk.context);
const standing = (walk: Walk) => standingForwards(walk.context.document.forwards);

const STATES = ["none", "local-only", "translated", "unknown"] as const;
const ipv6Of = (state: (typeof STATES)[number] | "native", inbound: "untested" | "blocked" = "untested") =>
  lineOf("public", { ipv6: { state, address: GLOBAL, inbound } });
const refusals: readonly (readonly [string, Partial<WalkContext>])[] = [
  ["not-checked", { check: null }],
  ...STATES.map((state) => [state, { check: ipv6Of(state) }] as const),
  ["blocked", { check: ipv6Of("native", "blocked") }],
  ["viewers", { document: { ...siteContext().document, wishes: { viewersIpv6: "no" as const } } }],
];

describe("letting IPv6 through", () => {
  it.each(refusals)("does not begin: %s", (refusal, more) => {
    const outcome = ipv6DirectMachine.begin(context(more), { deviceId: null });
    expect(outcome).toMatchObject({ refused: { key: `ipv6Direct.begin.${refusal}` } });
    expectToRead(messagesOf(outcome));
  });

  it("wants a device with an address of its own", () => {
    const walk = begun(context({ devices: [aDevice()] }));
    expect(walk.refusalOf("next", { device: aDevice().id, stays: "device", viewers: "all" })).toBe(
      "portForward.device.no-ipv6",
    );
    for (const address of ["fd00::64", "fe80::64", "192.168.1.64"]) {
      expect(walk.refusalOf("next", { device: "typed", address, stays: "no", viewers: "all" })).toBe(
        "portForward.refused.address-v6",
      );
    }
    expect(walk.send("next", { device: "typed", address: GLOBAL, stays: "no", viewers: "some" }).state.step).toBe(
      "preflight",
    );
  });

  it("asks once whether the viewers have it, and keeps the answer", () => {
    const walk = begun();
    expect(walk.refusalOf("next", { device: aDevice().id, stays: "device" })).toBe("portForward.refused.viewers");
    expect(walk.refusalOf("next", { device: aDevice().id, stays: "device", viewers: "no" })).toBe(
      "ipv6Direct.refused.viewers",
    );
    walk.send("next", { device: aDevice().id, stays: "device", viewers: "some" });
    expect(walk.context.document.wishes.viewersIpv6).toBe("some");
    walk.send("back");
    expect(view(walk).fields.map(({ name }) => name)).not.toContain("viewers");
    expect(view(walk).notices.map(({ text }) => text.key)).toContain("ipv6Direct.viewers-some");
    walk.send("abandon");
    expect(walk.context.document.wishes.viewersIpv6).toBeUndefined();
  });

  it("knows an address that is made of the card's own number", () => {
    const stays = (address: string) => begun(context({ devices: [reachable(address)] })).state.plan.target?.stays;
    expect([stays(FROM_MAC), stays(PRIVACY)]).toEqual(["device", "no"]);
  });

  it("opens a pinhole and no forward, under the same number", () => {
    const walk = toMethod(offering(begun()));
    expect(view(walk).fields[0]?.options?.map(({ value }) => value)).toEqual(["pinhole", "by-hand"]);
    expect(walk.refusalOf("next", { means: "upnp" })).toBe("portForward.refused.means");
    walk.send("next", { means: "pinhole" });
    expect(walk.asked.at(-1)).toMatchObject({
      kind: "open-forward",
      means: "pinhole",
      wish: { address: GLOBAL, internalPort: 443, externalPort: 443 },
    });
    expect(standing(walk)).toMatchObject([{ means: "pinhole", address: GLOBAL }]);
    walk.send("next");
    expect(view(walk).parts).toMatchObject([{ kind: "copy", items: [{ text: `https://[${GLOBAL}]:443/` }] }]);
    walk.send("next", { addressKind: "dynamic", hostName: "nvr.example.net" });
    expect(walk.state.step).toBe("proof");
    expect(walk.context.document.line.addressKind).toBeUndefined();
    walk.send("prove").send("next").send("finish");
    expect(walk.status).toBe("done");
  });

  it("is entered by hand, with the part that stays when the prefix changes", () => {
    const walk = toMethod(begun()).send("next", { means: "by-hand" });
    const steps = view(walk).instructions.map(createTranslate("en"));
    expect(steps).toContain(`Let TCP from outside through to [${GLOBAL}]:443, and nothing else.`);
    expect(steps).toContain(
      "Where the router asks for the interface ID or suffix instead of the whole address, enter ::0:0:0:64.",
    );
    expect(standing(walk.send("entered"))).toMatchObject([{ means: "by-hand", externalPort: 443 }]);
  });

  it("does not care about a second router or a shared IPv4 address", () => {
    const check = lineOf("double-nat", { ipv6: { state: "native", address: GLOBAL, inbound: "untested" } });
    const walk = toMethod(begun(context({ check })))
      .send("next", { means: "by-hand" })
      .send("entered");
    expect(walk.state.step).toBe("address");
  });

  it("warns of an address that changes by itself, to the end", () => {
    const walk = begun().send("next", { device: aDevice().id, stays: "no", viewers: "all" }).send("next").send("skip");
    walk
      .send("next", { uses: ["web"] })
      .send("next")
      .send("answer", { password: "own" })
      .send("next");
    walk.send("next", { means: "by-hand" }).send("entered");
    expect(view(walk).notices.map(({ text }) => text.key)).toContain("ipv6Direct.address.privacy");
    walk.send("without-name", { addressKind: "unknown" }).send("leave", { notProven: "x" });
    expect(view(walk).notices.map(({ text }) => text.key)).toContain("ipv6Direct.left.stays");
  });

  it("says all of it in both languages", () => {
    const sentences = [
      ...said,
      ...refusals.flatMap(([, more]) => messagesOf(ipv6DirectMachine.begin(context(more), { deviceId: null }))),
    ];
    expectToRead(sentences);
    expect(unusedTexts("ipv6Direct", ipv6Direct, sentences)).toEqual([]);
  });
});
