import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeAnswer, type AnswerCase } from "#core/proof/judge-answer.ts";
import { spokenWords, type Heard } from "#core/proof/spoken-words.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text.replaceAll("\n", "\r\n"));
const heard = (text: string, certificate: string | null = null): Heard => ({
  saw: "connected",
  bytes: bytes(text),
  certificate,
});
const mute = heard("");
const refused: Heard = { ...mute, saw: "refused" };
const silent: Heard = { ...mute, saw: "silent" };

const page = (server: string, title: string, more = ""): Heard =>
  heard(`HTTP/1.1 200 OK\nDate: ${Math.random()}\nServer: ${server}\n${more}\n<html><title>${title}</title></html>`);
const digest = (realm: string, nonce: string): Heard =>
  heard(`HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Digest realm="${realm}", nonce="${nonce}"\n\n`);
const rtsp = (more = "Public: OPTIONS, DESCRIBE", cSeq = 1): Heard =>
  heard(`RTSP/1.0 200 OK\nCSeq: ${cSeq}\n${more}\n\n`);
const tls = (certificate: string): Heard => heard("", certificate);

const fritz = page("Webserver", "FRITZ!Box");
const camera = page("App-webs/", "index");

const judge = (more: Partial<AnswerCase>) =>
  judgeAnswer({
    use: "web",
    outside: silent,
    inside: null,
    router: [fritz],
    before: null,
    control: null,
    origin: "vantage",
    ...more,
  });

describe("an answer from outside", () => {
  test.each<[string, Partial<AnswerCase>, string]>([
    ["the device's page", { outside: camera, inside: camera }, "answered proof yes -"],
    [
      "a login with another nonce",
      { outside: digest("DS-7608", "a"), inside: digest("DS-7608", "b") },
      "answered proof yes -",
    ],
    [
      "another device's login",
      { outside: digest("DS-7616", "a"), inside: digest("DS-7608", "b") },
      "stranger none no another-device",
    ],
    ["RTSP that says little", { use: "stream", outside: rtsp(), inside: rtsp(undefined, 2) }, "answered proof yes -"],
    [
      "RTSP that says nothing lasting",
      { use: "stream", outside: rtsp("X: 1"), inside: rtsp("X: 2") },
      "answered proof unknown nothing-to-tell-by",
    ],
    [
      "a nameless block page, where the device names itself",
      { outside: heard("HTTP/1.1 403 Forbidden\n\n<html>blocked</html>"), inside: camera },
      "answered weak unknown may-be-anybody",
    ],
    [
      "a nameless page of another manner",
      { outside: heard("HTTP/1.1 302 Found\nX: 1\n\n"), inside: heard("HTTP/1.1 401 No\nX: 2\n\n") },
      "answered weak unknown may-be-anybody",
    ],
    ["the same certificate", { use: "app", outside: tls("aa"), inside: tls("aa") }, "answered proof yes -"],
    ["another certificate", { use: "app", outside: tls("aa"), inside: tls("bb") }, "stranger none no another-device"],
    [
      "the same banner at another time",
      { use: "other", outside: heard("220 Camera ready 10:01\n"), inside: heard("220 Camera ready 10:02\n") },
      "answered proof yes -",
    ],
    ["another protocol", { use: "stream", outside: camera, inside: rtsp() }, "stranger none no another-device"],
    ["the router's page", { outside: fritz, inside: camera }, "stranger none no router-itself"],
    [
      "the router's page for a device that is off",
      { outside: fritz, inside: refused },
      "stranger none no router-itself",
    ],
    [
      "device and router alike",
      { outside: page("nginx", "Login"), inside: page("nginx", "Login"), router: [page("nginx", "Login")] },
      "answered weak unknown like-router",
    ],
    [
      "somebody, and the device is mute inside",
      { use: "app", outside: heard("hello there\n"), inside: mute },
      "stranger none no another-device",
    ],
    ["a block page", { outside: page("squid", "Access denied"), inside: camera }, "stranger none no another-device"],
    ["nobody", { outside: silent, inside: camera }, "silent none unknown silent-but-inside"],
    ["nobody, as inside", { outside: silent, inside: refused }, "silent none unknown nor-inside"],
    ["nobody, and the device can't be asked", { outside: silent }, "silent none unknown silent"],
    ["a refusal", { outside: refused, inside: camera }, "refused none unknown refused-but-inside"],
    ["a refusal elsewhere", { outside: refused, origin: "elsewhere" }, "refused none unknown refused-elsewhere"],
    [
      "mute as inside, and no other port takes calls",
      { use: "app", outside: mute, inside: mute, control: "refused" },
      "connected proof unknown mute-alike-controlled",
    ],
    [
      "mute as inside, untested otherwise",
      { use: "app", outside: mute, inside: mute },
      "connected weak unknown mute-alike",
    ],
    [
      "every port takes calls",
      { use: "app", outside: mute, inside: mute, control: "connected" },
      "connected none unknown takes-everything",
    ],
    [
      "mute, and the device speaks inside",
      { outside: mute, inside: camera, control: "silent" },
      "connected none unknown mute-only-outside",
    ],
    [
      "mute, and nobody is there inside",
      { outside: mute, inside: refused, control: "silent" },
      "stranger none no mute-without-device",
    ],
    [
      "mute, from elsewhere",
      { use: "app", outside: mute, origin: "elsewhere" },
      "connected weak unknown mute-not-compared",
    ],
    [
      "RTSP, from elsewhere, never heard before: it may be a neighbour's by now",
      { use: "stream", outside: rtsp(), origin: "elsewhere" },
      "answered weak unknown may-be-anybody",
    ],
    [
      "RTSP, from elsewhere, at an address of the device's own",
      { use: "stream", outside: rtsp(), origin: "elsewhere", isDevicesOwn: true },
      "answered proof unknown not-compared",
    ],
    [
      "RTSP, from elsewhere, heard before without a word of its own",
      { use: "stream", outside: rtsp(), origin: "elsewhere", before: { says: null, certificate: null } },
      "answered proof unknown not-compared",
    ],
    [
      "RTSP in other words than last time, from elsewhere",
      {
        use: "stream",
        outside: rtsp("Server: Other/2"),
        before: { says: "Recorder/1", certificate: null },
        origin: "elsewhere",
      },
      "answered weak unknown may-be-anybody",
    ],
    ["a page, from elsewhere", { outside: camera, origin: "elsewhere" }, "answered weak unknown may-be-anybody"],
    [
      "a router's page, from elsewhere",
      {
        outside: heard('HTTP/1.1 401 No\nWWW-Authenticate: Basic realm="TP-LINK Wireless N Router WR841N"\n\n'),
        router: [],
        origin: "elsewhere",
      },
      "stranger none no router-itself",
    ],
    [
      "the page of last time, from elsewhere",
      { outside: camera, before: { says: "index", certificate: null }, origin: "elsewhere" },
      "answered proof yes -",
    ],
    [
      "a new certificate since last time",
      { use: "app", outside: tls("aa"), before: { says: null, certificate: "bb" }, origin: "elsewhere" },
      "answered weak unknown may-be-anybody",
    ],
  ])("%s", (_what, more, expected) => {
    const { outcome, strength, sameDevice, remark } = judge(more);
    const why = remark === null ? "-" : remark.key.replace("proof.remark.", "");
    expect(`${outcome} ${strength} ${sameDevice} ${why}`).toBe(expected);
  });

  test("is told in its own words, cleaned", () => {
    const { answer } = judge({
      outside: page("x", "Cam\u0007era \u202Eone"),
      inside: page("x", "Cam\u0007era \u202Eone"),
    });
    expect(answer).toEqual({ protocol: "http", says: "Cam era one", certificate: null });
  });

  test("over TLS names both page and certificate", () => {
    expect(spokenWords({ ...camera, certificate: "aa" })).toMatchObject({
      protocol: "https",
      certificate: "aa",
      says: "index",
    });
  });

  test("of bytes is no text, whatever letters are among them", () => {
    expect(spokenWords({ ...mute, bytes: Uint8Array.of(1, 2, 65, 66, 67, 200, 201, 0, 0, 9) })).toMatchObject({
      protocol: "other",
      says: null,
    });
  });

  test("never throws, and proves nothing that inside contradicts", () => {
    const anything = fc.record({
      saw: fc.constantFrom("connected" as const, "refused" as const, "silent" as const),
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ maxLength: 200 }).map((text) => bytes(`HTTP/1.1 200 OK\n${text}`)),
        fc.string({ maxLength: 200 }).map((text) => bytes(`RTSP/1.0 401 No\n${text}`)),
      ),
      certificate: fc.option(fc.constantFrom("aa", "bb")),
    });
    const origin = fc.constantFrom("vantage" as const, "elsewhere" as const);
    fc.assert(
      fc.property(
        anything,
        fc.option(anything),
        fc.array(anything, { maxLength: 2 }),
        origin,
        (outside, inside, router, from) => {
          const judged = judge({ outside, inside, router, origin: from });
          const isSound = outside.saw === "connected" && judged.sameDevice !== "no" && judged.outcome !== "stranger";
          expect([judged.strength, isSound]).not.toEqual(["proof", false]);
        },
      ),
    );
  });
});
