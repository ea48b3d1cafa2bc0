import { describe, expect, it } from "vitest";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { behindRelay } from "#core/proof/hosted-answer.ts";
import type { ThroughAnswer } from "#core/proof/through-answer.ts";
import { walkHostedRelay } from "#core/text/en/walk-hosted-relay.ts";
import type { HostedRelayState } from "#core/walk/hosted-relay-state.ts";
import { hostedRelayMachine } from "#core/walk/hosted-relay.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import { expectToRead, explore, unusedTexts } from "./explore.ts";
import { said, storyOf } from "./forward-story.ts";
import { goesWell, relaySite, throughProof, why } from "./relay-world.ts";
import { checkWith, emptyKnowledge } from "./walk-context.ts";

const sourcing = { source: "a test", seen: "2026-10-01", confidence: "low", origin: "farsite" } as const;
const product = (id: string, name: string): Knowledge["products"][number] => ({
  id,
  ...sourcing,
  name,
  route: "hosted-relay",
  website: "https://relay.example",
  behindCgnat: { is: "yes" },
  viewerClient: { is: "no" },
  outbound: [],
  endToEnd: { is: "no", words: { en: "Ends there", de: "Endet dort" } },
});
const knowledge: Knowledge = {
  ...emptyKnowledge,
  products: [product("therelay", "TheRelay"), product("cloudflare-tunnel", "Cloudflare Tunnel")],
};
const site = (more: Partial<WalkContext> = {}) => relaySite({ knowledge, ...more });
const begun = () => storyOf(hostedRelayMachine, site()).when((effect) => goesWell(effect));
const address = {
  host: "r7.relay.example",
  port: 8_554,
  use: "stream",
  deviceAddress: "192.168.1.64",
  devicePort: 554,
};
const toAddress = () =>
  begun().send("next", { product: "therelay" }).send("next", { owner: "Lindner Ltd", isCustomers: true });
const toProof = () => toAddress().send("next", address);

describe("a hosted relay", () => {
  it("leads from a product to a proof", () => {
    const walk = toProof().send("prove").send("next").send("finish");
    expect(walk.status).toBe("done");
    expect(walk.asked).toMatchObject([
      { kind: "prove-through", targets: [{ address: "192.168.1.64", port: 554, use: "stream" }], reconnect: false },
    ]);
    expect(walk.context.document.tunnels).toMatchObject([
      { kind: "hosted", serverName: "TheRelay", host: "r7.relay.example", ports: [8_554] },
    ]);
    expect(walk.context.document.route).toMatchObject({ route: "hosted-relay", variant: "TheRelay" });
  });

  it("does not begin on a line that is down", () => {
    const outcome = hostedRelayMachine.begin(site({ check: checkWith({ kind: "offline" }) }), { deviceId: null });
    expect(outcome).toMatchObject({ refused: { key: "walk.hosted-relay.refused.offline" } });
    said.push(...("refused" in outcome ? [outcome.refused] : []));
  });

  it("goes on only with an account of the customer's", () => {
    const walk = begun().send("next", { product: "therelay" });
    expect(walk.refusalOf("next", { owner: "Installer" })).toBe("walk.hosted-relay.refused.not-customers");
  });

  it.each(["https://r7.relay.example", "r7.relay.example/x", "-o", "a b", "", "x".repeat(300)])(
    "takes no %j for a host",
    (host) => {
      expect(toAddress().refusalOf("next", { ...address, host })).toBe("walk.hosted-relay.refused.host");
    },
  );

  it("takes no address for a device's that none can have", () => {
    const walk = toAddress();
    expect(walk.refusalOf("next", { ...address, deviceAddress: "127.0.0.1" })).toBe("walk.hosted-relay.refused.device");
    expect(walk.refusalOf("next", { ...address, port: 70_000 })).toBe("walk.refused.values");
  });

  it("does not take an open port for a proof", () => {
    const walk = toProof().when((effect) =>
      effect.kind === "prove-through"
        ? { kind: "proven", record: throughProof(effect, { outcome: "connected", strength: "none" }) }
        : null,
    );
    walk.send("prove");
    expect(walk.refusalOf("next")).toBe("walk.hosted-relay.refused.not-proven");
  });

  it("leaves nothing behind when it is given up", () => {
    const walk = toProof().send("abandon");
    expect([walk.status, walk.context.document.tunnels]).toEqual(["abandoned", []]);
  });

  it("asks nothing through another tunnel, whatever a survey says is under way", () => {
    const { state, context } = toProof().dieIn("prove");
    const again = { type: "again", values: {} };
    const own = hostedRelayMachine.handle(state, again, context);
    expect("effect" in own && own.effect).toEqual(state.pending);
    const pending = { kind: "open-live" as const, tunnelId: state.tunnelId };
    const outcome = hostedRelayMachine.handle({ ...state, pending }, again, context);
    expect(outcome).toMatchObject({ state: { trouble: { key: "walk.trouble.not-its-own" } } });
    expect(outcome).not.toHaveProperty("effect");
  });
});

describe("what answers at a relay's address", () => {
  const nothing = {
    connectMs: 9,
    rttMs: [],
    sameDevice: "unknown",
    stream: null,
    remark: null,
    trouble: null,
    raw: null,
  };
  const saying = (says: string, more: object = {}) =>
    ({ ...nothing, answer: { protocol: "https", says, certificate: "ab" }, ...more }) as ThroughAnswer;
  const inside = {
    saw: "connected",
    bytes: new TextEncoder().encode("HTTP/1.1 200 OK\r\n\r\n<title>NVR 4</title>"),
    certificate: null,
  } as const;

  it.each([
    ["the device, by its own page", saying("NVR 4"), "yes", "proof"],
    ["somebody, whose page is another one", saying("Sign in"), "unknown", "weak"],
    [
      "a stream that could be described",
      saying("R", { remark: { key: "through.stream.not-played" } }),
      "unknown",
      "proof",
    ],
  ] as const)("is %s", (_, answer, sameDevice, strength) => {
    expect(behindRelay(answer, inside)).toMatchObject({ sameDevice, strength });
  });

  it("is nobody in particular where the device could not be asked inside", () => {
    expect(behindRelay(saying("NVR 4"), null)).toMatchObject({
      strength: "weak",
      remark: { key: "through.relay-itself", args: { says: "NVR 4" } },
    });
  });
});

describe("every step of a hosted relay", () => {
  const proof = throughProof({
    kind: "prove-through",
    tunnelId: "new-id",
    targets: [{ deviceId: null, address: "192.168.1.64", port: 554, use: "stream" }],
    accountId: null,
    reconnect: false,
  });
  const explored = [[proof], []].map((proofs) =>
    explore<HostedRelayState>({
      machine: hostedRelayMachine,
      context: site({ proofs, newId: () => "new-id" }),
      results: (effect) => {
        const result = goesWell(effect);
        return [...(result === null ? [] : [{ result }]), { result: { kind: "failed" as const, why } }];
      },
      answers: { host: ["r7.relay.example"], deviceAddress: ["192.168.1.64"], port: [8_554], devicePort: [554] },
    }),
  );
  const messages = () => [...explored.flatMap((one) => one.messages), ...said];

  it("is reached", () => {
    expect([...new Set(explored.flatMap(({ steps }) => [...steps]))].toSorted()).toEqual(
      ["product", "prepare", "address", "proof", "done"].toSorted(),
    );
  });

  it("reads in both languages", () => {
    expectToRead(messages());
  });

  it("uses every text", () => {
    expect(unusedTexts("walk.hosted-relay", walkHostedRelay, messages())).toEqual([]);
  });
});
