import { describe, expect, test } from "vitest";
import { judgeTurn } from "#core/relay/judge-turn.ts";
import {
  certificateFaultSchema,
  turnFaultSchema,
  turnTransportSchema,
  type TurnCheck,
  type TurnTransport,
  type TurnWay,
} from "#core/relay/turn-check.ts";
import { restExpirySeconds, restLogin } from "#core/relay/turn-rest.ts";
import { localeSchema } from "#core/survey/settings.ts";
import { en } from "#core/text/en.ts";
import { createTranslate } from "#core/text/translate.ts";

const SERVER = "198.51.100.7";

const way = (transport: TurnTransport, port: number, changes: Partial<TurnWay> = {}): TurnWay => ({
  transport,
  port,
  address: SERVER,
  fault: null,
  refusal: null,
  connectMs: null,
  rttMs: 20,
  mapped: { address: "203.0.113.9", port: 40_000 },
  relayed: { address: SERVER, port: 50_000 },
  lifetimeSeconds: 600,
  software: null,
  login: "accepted",
  pair: { outcome: "heard", rttMs: 40 },
  direct: { outcome: "heard", rttMs: 40 },
  certificate: transport === "tls" ? { faults: [], validTo: "2027-01-01T00:00:00.000Z", names: "turn.example" } : null,
  alternateServer: null,
  freed: true,
  ...changes,
});

const dead = (
  transport: TurnTransport,
  port: number,
  fault: TurnWay["fault"],
  changes: Partial<TurnWay> = {},
): TurnWay =>
  way(transport, port, {
    fault,
    relayed: null,
    freed: null,
    pair: { outcome: "not-tried", rttMs: null },
    direct: { outcome: "not-tried", rttMs: null },
    ...changes,
  });

const judge = (...ways: TurnWay[]) => {
  const check: TurnCheck = { host: "turn.example", startedAt: "2026-11-20T10:00:00Z", durationMs: 100, ways };
  const judged = judgeTurn(check);
  return {
    works: judged.works,
    sentence: judged.sentence.key.split(".")[2],
    findings: judged.findings.map(({ text }) => text.key.split(".")[2]),
    states: judged.ways.map(({ state }) => state),
    judged,
  };
};

const UDP = way("udp", 3478);
const TLS = way("tls", 443);
const lost = { outcome: "lost", rttMs: null } as const;
const notTried = { outcome: "not-tried", rttMs: null } as const;
const elsewhere = { relayed: { address: "198.51.100.99", port: 50_000 } };

describe("a TURN server", () => {
  test.each<[string, TurnWay[], ReturnType<typeof judge>["works"], string, string[]]>([
    ["that relays over UDP and TLS", [UDP, TLS], "yes", "all", []],
    ["without TLS on 443", [UDP, way("tcp", 3478)], "yes", "all", ["no-443"]],
    ["over UDP alone", [UDP, dead("tls", 443, "refused")], "partly", "udp-only", ["no-443"]],
    ["where UDP is blocked", [dead("udp", 3478, "silent"), { ...TLS, direct: notTried }], "partly", "udp-blocked", []],
    [
      "without UDP of its own",
      [dead("udp", 3478, "refused"), { ...TLS, direct: notTried }],
      "partly",
      "streams-only",
      [],
    ],
    [
      "whose certificate is wrong",
      [dead("udp", 3478, "silent"), way("tls", 443, { certificate: { faults: ["expired"], validTo: "", names: "" } })],
      "no",
      "untrusted",
      [],
    ],
    ["that refuses the login", [dead("udp", 3478, "wrong-login"), dead("tls", 443, "silent")], "no", "wrong-login", []],
    ["whose login ended", [dead("udp", 3478, "expired-login")], "no", "expired-login", []],
    ["that nobody reaches", [dead("udp", 3478, "silent"), dead("tls", 443, "unreachable")], "no", "silent", []],
    ["that is full", [dead("udp", 3478, "full"), dead("tls", 443, "silent")], "no", "nothing", []],
    ["that gives and does not relay", [way("udp", 3478, { pair: lost, direct: lost })], "partly", "given", []],
    [
      "that hands out its inside address",
      [way("udp", 3478, { relayed: { address: "10.0.0.5", port: 5 }, direct: notTried })],
      "no",
      "not-outside",
      ["external-ip-missing", "no-443"],
    ],
    [
      "that hands out another's address",
      [way("udp", 3478, { ...elsewhere, direct: lost })],
      "no",
      "not-outside",
      ["external-ip-wrong", "no-443"],
    ],
    ["with a second address of its own", [way("udp", 3478, elsewhere), { ...TLS, ...elsewhere }], "yes", "all", []],
    [
      "whose relay ports are shut",
      [
        { ...UDP, direct: lost },
        { ...TLS, direct: lost },
      ],
      "yes",
      "all",
      ["relay-ports-closed"],
    ],
    ["that is open to all", [way("udp", 3478, { login: "not-needed" }), TLS], "yes", "all", ["open-to-all"]],
    ["with another clock", [way("udp", 3478, { login: "accepted-late" }), TLS], "yes", "all", ["clock"]],
    [
      "that allows one session",
      [way("udp", 3478, { pair: { outcome: "quota", rttMs: null } }), TLS],
      "yes",
      "all",
      ["quota-small"],
    ],
    [
      "that forbids this site",
      [way("udp", 3478, { direct: { outcome: "forbidden", rttMs: null } }), TLS],
      "yes",
      "all",
      ["peers-forbidden"],
    ],
    ["that kept what it gave", [way("udp", 3478, { freed: false }), TLS], "yes", "all", ["not-freed"]],
    [
      "in a LAN",
      [way("udp", 3478, { address: "192.168.1.9", relayed: { address: "192.168.1.9", port: 5 } }), TLS],
      "yes",
      "all",
      [],
    ],
  ])("%s", (_, ways, works, sentence, findings) => {
    expect(judge(...ways)).toMatchObject({ works, sentence, findings });
  });

  test("says of each way what became of it", () => {
    expect(judge(UDP, dead("tcp", 443, "refused"), way("tls", 5349, { pair: lost, direct: lost })).states).toEqual([
      "relays",
      "failed",
      "given",
    ]);
  });

  test.each(localeSchema.options)("has a sentence for everything in %s", (locale) => {
    const t = createTranslate(locale);
    const ways = turnTransportSchema.options.flatMap((transport) => [
      ...turnFaultSchema.options.map((fault) => dead(transport, 443, fault, { refusal: { code: 599, reason: "no" } })),
      ...certificateFaultSchema.options.map((fault) =>
        way(transport, 443, { certificate: { faults: [fault], validTo: "2026-01-01T", names: "DNS:x" } }),
      ),
      way(transport, 1),
      way(transport, 1, { pair: lost, direct: lost }),
    ]);
    for (const one of judge(...ways).judged.ways) {
      const said = t(one.sentence);
      expect(said).toMatch(/^(UDP|TCP|TLS) [0-9]+: /);
      expect(said).not.toMatch(/\{\{|^turn\./);
    }
    const all = [
      ...Object.keys(en.turn.overall).map((key) => `turn.overall.${key}`),
      ...Object.keys(en.turn.finding).map((key) => `turn.finding.${key}`),
    ];
    for (const key of all)
      expect(t({ key, args: { host: "h", ways: "w", relayed: "r", address: "a" } })).not.toMatch(/\{\{|^turn\./);
  });
});

describe("a login that ends by itself", () => {
  test("is what coturn makes of the secret", () => {
    // printf '1433895918:ninefingers' | openssl dgst -sha1 -hmac logen -binary | base64
    expect(restLogin("logen", "ninefingers", 1_433_895_918)).toEqual({
      userName: "1433895918:ninefingers",
      password: "HY+Vd729N0UZ/xCzjg1F0GsoMK8=",
    });
    expect(restLogin("logen", "", 1_433_895_918).userName).toBe("1433895918");
  });

  test.each([
    ["1433895918:ninefingers", 1_433_895_918],
    ["1433895918", 1_433_895_918],
    ["12:bob", null],
    ["bob", null],
    ["1433895918bob", null],
  ])("%s ends at %s", (userName, seconds) => expect(restExpirySeconds(userName)).toBe(seconds));
});
