import { describe, expect, it } from "vitest";
import { createTranslate } from "#core/text/translate.ts";
import { begun, RECORDER_ID, saidIn, standing, toAddress, toMethod, toPorts, viewOf } from "./forward-steps.ts";
import {
  doubleNatLine,
  INNER_WAN,
  publicLine,
  PUBLIC,
  RECORDER,
  ROUTER,
  siteContext,
  upnpOffer,
} from "./forward-story.ts";
import { NOW } from "./walk-context.ts";

describe("opening by the router", () => {
  it("is done port by port, kept in the survey and proven", () => {
    const walk = toMethod(begun(), ["app", "web"]).send("next", { means: "upnp" });
    expect(walk.asked.filter(({ kind }) => kind === "open-forward")).toMatchObject([
      {
        means: "upnp",
        wish: { address: RECORDER, internalPort: 8000, externalPort: 8000, deviceId: RECORDER_ID, use: "app" },
      },
      { means: "upnp", wish: { internalPort: 443, use: "web" } },
    ]);
    expect(standing(walk)).toMatchObject([
      {
        internalPort: 8000,
        means: "upnp",
        router: ROUTER,
        externalAddress: PUBLIC,
        openedAt: NOW,
        openedBy: "Jonas Brandt",
        leaseSeconds: null,
      },
      { internalPort: 443 },
    ]);
    walk.send("next").send("next", { addressKind: "static" });
    expect(walk.context.document.line.addressKind).toBe("static");
    expect(walk.refusalOf("next")).toBe("portForward.refused.not-proven");
    walk.send("prove").send("next").send("finish", { nextReview: "2027-05-01" });
    expect(walk.status).toBe("done");
    expect(walk.context.document.handover.nextReview).toBe("2027-05-01");
  });

  it("is not proposed for the laptop alone, and a lease that ends is said", () => {
    const walk = toMethod();
    expect(viewOf(walk).fields[0]).toMatchObject({ value: "upnp" });
    expect(walk.refusalOf("next", { means: "nat-pmp" })).toBe("portForward.method.only-itself");
    expect(walk.refusalOf("next", { means: "pcp" })).toBe("portForward.refused.means");
    walk.when((effect) =>
      effect.kind === "open-forward" ? { ...opened, leaseSeconds: 7_200, renewEverySeconds: 3_600 } : null,
    );
    walk.send("next", { means: "upnp" });
    expect(saidIn(walk)).toContain("portForward.open.lease");
    expect(standing(walk)).toMatchObject([{ leaseSeconds: 7_200 }]);
  });

  it("proposes hands where only a lease is offered", () => {
    const means = [{ means: "pcp" as const, forOthers: true, permanent: false }];
    const walk = toMethod(
      begun().when((effect) =>
        effect.kind === "ask-router" ? { kind: "router-asked", offer: { ...upnpOffer, means } } : null,
      ),
    );
    expect(viewOf(walk).fields[0]).toMatchObject({ value: "by-hand" });
  });

  it("says when the router gave another port", () => {
    const walk = toMethod().when((effect) =>
      effect.kind === "open-forward" ? { ...opened, externalPort: 40_001 } : null,
    );
    walk.send("next", { means: "upnp" });
    expect(saidIn(walk)).toContain("portForward.open.other-port");
    expect(standing(walk)).toMatchObject([{ internalPort: 8000, externalPort: 40_001 }]);
  });

  it.each(["606 not authorized", "718 conflict"])("goes on by hand after %s, with the router's reason", (errorName) => {
    const why = { key: "refusal.upnp.not-allowed", args: {} };
    const walk = toMethod(begun(), ["app", "web"]).when((effect) =>
      effect.kind === "open-forward" && effect.wish.internalPort === 443
        ? { kind: "forward-refused", why, errorName }
        : null,
    );
    walk.send("next", { means: "upnp" });
    expect(walk.state.step).toBe("by-hand");
    expect(viewOf(walk).notices[0]).toMatchObject({ text: { key: "portForward.by-hand.refused" }, details: [why] });
    walk.send("entered");
    expect(walk.state.step).toBe("address");
    expect(standing(walk).map(({ internalPort, means }) => [internalPort, means])).toEqual([
      [8000, "upnp"],
      [443, "by-hand"],
    ]);
  });

  const opened = {
    kind: "forward-opened" as const,
    externalPort: 8000,
    externalAddress: PUBLIC,
    leaseSeconds: null,
    renewEverySeconds: null,
    router: ROUTER,
  };
});

describe("entering by hand", () => {
  it("names every field of this router, and how sure that is", () => {
    const walk = toMethod(begun(), ["app"]).send("next", { means: "by-hand" });
    const translate = createTranslate("de");
    const { instructions, facts, notices } = viewOf(walk);
    expect(instructions.map(translate)).toEqual([
      "Öffnen Sie die Seiten des Routers: http://speedy.box oder 192.168.1.1. Das Passwort steht oft auf dem Aufkleber.",
      "Gehen Sie zu Internet › Freigaben.",
      "Drücken Sie „New“.",
      "Wählen Sie das Gerät.",
      "Drücken Sie „Übernehmen“ und warten Sie, bis der Router es übernommen hat.",
    ]);
    expect(facts.map(({ label, value }) => `${translate(label)}: ${translate(value)}`)).toEqual([
      "Regel „Hikvision DS-7608NI- tcp8000“: TCP-Port 8000 an 192.168.1.64, dort derselbe Port",
      "Name: Hikvision DS-7608NI- tcp8000",
      "Active: Eingeschaltet",
      "Protokoll: TCP",
      "Device: Das Gerät mit 192.168.1.64",
      "Port: 8000",
      "Public port: 8000",
      "From: Leer lassen, oder die Adressen eintragen, von denen aus geschaut wird, wenn sie sich nie ändern",
    ]);
    expect(notices.map(({ text }) => text.key)).toContain("routerSteps.known.low");
  });

  it("keeps the number that was entered", () => {
    const walk = toMethod().send("next", { means: "by-hand" }).send("entered", { "external-tcp-8000": 8010 });
    expect(standing(walk)).toMatchObject([{ externalPort: 8010, means: "by-hand", router: ROUTER }]);
  });

  it("says what every router calls it where this one is not known", () => {
    const walk = toMethod(
      begun(
        siteContext({ document: siteContext({}).document, knowledge: { ...siteContext().knowledge, routers: [] } }),
      ),
    );
    expect(saidIn(walk.send("next", { means: "by-hand" }))).toContain("routerSteps.not-known");
  });
});

describe("behind a second router", () => {
  const context = siteContext({ check: doubleNatLine });

  it("leads the outer box to the inner one", () => {
    const walk = toMethod(begun(context)).send("next", { means: "upnp" }).send("next");
    expect(walk.state.step).toBe("outer");
    const translate = createTranslate("en");
    expect(viewOf(walk).facts.map(({ value }) => translate(value))).toContain(
      `TCP port 8000 to ${INNER_WAN}, same port there`,
    );
    walk.send("entered");
    expect(walk.state.step).toBe("address");
    expect(standing(walk)).toMatchObject([{ throughOuter: INNER_WAN }]);
    walk.send("back");
    expect(standing(walk)).toMatchObject([{ throughOuter: null }]);
  });

  it("goes on where the outer box only passes through now", () => {
    const walk = toMethod(begun(context)).send("next", { means: "upnp" }).send("next");
    walk.send("bridged");
    expect(walk.state).toMatchObject({ step: "outer", trouble: { key: "portForward.outer.still.double-nat" } });
    walk.with({ check: publicLine }).send("bridged");
    expect(walk.state).toMatchObject({ step: "address", plan: { outer: "bridged" } });
  });

  it("tells whoever gives up to remove it there as well", () => {
    const walk = toMethod(begun(context)).send("next", { means: "upnp" }).send("next").send("entered").send("abandon");
    expect(walk.state.step).toBe("undo-by-hand");
    expect(saidIn(walk)).toContain("portForward.undo.outer");
    expect(walk.send("removed").status).toBe("abandoned");
    expect(standing(walk)).toEqual([]);
  });
});

describe("the address", () => {
  it("that changes needs a name that leads here", () => {
    const walk = toAddress();
    expect(walk.refusalOf("next", {})).toBe("portForward.refused.address-kind");
    expect(walk.refusalOf("next", { addressKind: "dynamic" })).toBe("portForward.refused.host-name");
    for (const hostName of ["here", "-a.example", "a b.example", "192.168.1.1", "https://a.example"]) {
      expect(walk.refusalOf("next", { addressKind: "dynamic", hostName })).toBe("portForward.refused.host-name-form");
    }
    walk.when((effect) =>
      effect.kind === "look-up-name" ? { kind: "name-found", addresses: ["192.175.48.20"] } : null,
    );
    walk.send("next", { addressKind: "dynamic", hostName: "Bakery.Example.net" });
    expect(saidIn(walk)).toContain("portForward.address.name-elsewhere");
    walk.when(() => null).send("next", { addressKind: "dynamic", hostName: "bakery.example.net" });
    expect(walk.state.step).toBe("proof");
    expect(standing(walk)).toMatchObject([{ hostName: "bakery.example.net" }]);
  });

  it("is put into links without a password", () => {
    const walk = toPorts(begun(), ["stream", "web"]).send("next").send("answer", { password: "own" });
    walk.send("accept", { acceptedBy: "K", role: "Owner", reason: "x" }).send("next");
    walk.send("next", { means: "upnp" }).send("next");
    const [copy] = viewOf(walk).parts;
    expect(copy).toMatchObject({
      kind: "copy",
      items: [{ text: `https://${PUBLIC}:443/` }, { text: `rtsp://<user>@${PUBLIC}:554/Streaming/Channels/101` }],
    });
  });
});
