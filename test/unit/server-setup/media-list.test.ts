import { existsSync } from "node:fs";
import { join } from "node:path";
import { chmodSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { encodeUtf8, toBase64 } from "#core/codec/byte-text.ts";
import { mediaList, type ToldStream } from "#core/server-setup/media-list.ts";
import type { MediaPlan } from "#core/server-setup/media-plan.ts";
import { go2rtcYaml, mediaMtxYaml } from "#core/server-setup/media-relay.ts";
import { FakeRoot } from "./fake-root.ts";
import { sampleOptions, sampleServer } from "./sample-server.ts";

const TOKEN = "9f4dca0b1c9f4dca0b1c9f4dca0b1c77";
const hash = toBase64(sha256(encodeUtf8(TOKEN)));
const stream = (over: Partial<ToldStream["source"]> = {}, name = "yard-1a2b3c4d"): ToldStream => ({
  name,
  source: {
    scheme: "rtsp",
    address: "10.96.3.10",
    port: 554,
    path: "/Streaming/Channels/101?a=1&b=(2)",
    userName: "admin",
    password: "p@ss",
    ...over,
  },
});
const plan = (streams: readonly ToldStream[], protocols: MediaPlan["protocols"] = ["hls", "rtsp"]): MediaPlan => ({
  streams,
  users: [{ name: "huber-1a2b3c4d", token: TOKEN, streams: streams.map(({ name }) => name) }],
  protocols,
  program: null,
});
const listOf = ({ streams, users, protocols }: MediaPlan) =>
  mediaList({
    streams,
    protocols,
    viewers: users.map(({ name, streams: watched }) => ({ name, hash, streams: watched })),
  });

/** Names of MediaMTX's settings (its `mediamtx.yml`, 1.11 to 1.18) that the file may have, and no others. */
const MEDIAMTX_SETTINGS = [
  ["api", "apiAddress", "authInternalUsers", "authMethod", "logDestinations", "logLevel", "metrics", "pathDefaults"],
  ["paths", "playback", "pprof", "hls", "hlsAddress", "hlsEncryption", "hlsServerCert", "hlsServerKey"],
  ["rtmp", "rtmpEncryption", "rtmpServerCert", "rtmpServerKey", "rtmpsAddress", "srt", "srtAddress"],
  ["rtsp", "rtspEncryption", "rtspServerCert", "rtspServerKey", "rtspTransports", "rtspsAddress"],
  ["webrtc", "webrtcAdditionalHosts", "webrtcAddress", "webrtcEncryption", "webrtcICEServers2"],
  ["webrtcLocalTCPAddress", "webrtcLocalUDPAddress", "webrtcServerCert", "webrtcServerKey"],
].flat();

describe("the media relay's settings", () => {
  it("are names that MediaMTX documents", () => {
    const yaml = parseYaml(mediaMtxYaml(sampleServer(), plan([stream()]), sampleOptions())) as object;
    expect(Object.keys(yaml).toSorted()).toEqual(MEDIAMTX_SETTINGS.toSorted());
    expect((yaml as { pathDefaults: object }).pathDefaults).toEqual({
      sourceOnDemand: true,
      rtspTransport: "tcp",
      record: false,
      maxReaders: 20,
    });
  });
});

const isUnix = process.platform !== "win32" && existsSync("/usr/bin/flock");

describe.runIf(isUnix)("farsite-apply media", () => {
  let root: FakeRoot;
  const at = "etc/farsite/mediamtx.yml";
  const start = (engine: "mediamtx" | "go2rtc" = "mediamtx") => {
    root = new FakeRoot(
      sampleServer({ media: { engine, port: 443 } }),
      sampleOptions({ media: { ...plan([], []), users: [] } }),
    );
    root.write(`usr/local/bin/${engine}`, "");
    chmodSync(join(root.path, `usr/local/bin/${engine}`), 0o755);
  };
  beforeEach(() => start());
  afterEach(() => root.remove());

  it("writes what Farsite writes itself", () => {
    const wanted = plan([
      stream(),
      stream({ scheme: "rtsps", address: "127.0.0.1", port: 20_005, userName: null, password: null }, "x"),
    ]);
    expect(root.run(["media"], listOf(wanted))).toMatchObject({ status: 0, out: "ok\n" });
    expect(root.read(at)).toBe(mediaMtxYaml(sampleServer(), wanted, sampleOptions()));
    expect(root.calls()).toContain("systemctl restart farsite-media");
    root.run(["media"], listOf(wanted));
    expect(root.calls().filter((call) => call.startsWith("systemctl"))).toEqual([]);
    root.run(["media"], "protocols\n");
    expect(root.read(at)).toBe(mediaMtxYaml(sampleServer(), { ...plan([], []), users: [] }, sampleOptions()));
  });

  it("keeps a camera's password that this laptop does not know, for the same user only", () => {
    root.run(["media"], listOf(plan([stream()])));
    const before = root.read(at);
    root.run(["media"], listOf(plan([stream({ password: null })])));
    expect(root.read(at)).toBe(before);
    root.run(["media"], listOf(plan([stream({ password: null, userName: "other" })])));
    expect(root.read(at)).toContain('"rtsp://other@10.96.3.10:554/');
    expect(root.read(at)).not.toContain("p%40ss");
  });

  it("serves the same by go2rtc, whose login stays", () => {
    root.remove();
    start("go2rtc");
    const server = sampleServer({ media: { engine: "go2rtc", port: 443 } });
    const wanted = { ...plan([stream()], []), users: [] };
    root.run(["media"], listOf(wanted));
    expect(root.read("etc/farsite/go2rtc.yaml")).toBe(
      go2rtcYaml(server, wanted, sampleOptions(), "KEPT-IN-THE-KEYCHAIN"),
    );
  });

  it("takes any login of a camera, and nothing else out of it", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
      fc.constantFrom("keep", "-", "=", "${HOME}", '"\npaths:', "a b", "$(touch pwned)", "'", "\\", "%41", "#"),
    );
    fc.assert(
      fc.property(hostile, hostile, (userName, password) => {
        if (!userName.isWellFormed() || !password.isWellFormed() || `${userName}${password}`.includes("\0")) return;
        expect(root.run(["media"], listOf(plan([stream({ userName, password })])))).toMatchObject({ status: 0 });
        const yaml = parseYaml(root.read(at)) as { paths: Record<string, { source: string }> };
        const { source } = yaml.paths["yard-1a2b3c4d"] ?? { source: "" };
        const [, user = "", secret = ""] = /^rtsp:\/\/([^:@]*):([^@]*)@10\.96\.3\.10:554\/Streaming/.exec(source) ?? [];
        expect([decodeURIComponent(user), decodeURIComponent(secret)]).toEqual([userName, password]);
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ["the server's own services", "stream a rtsp 127.0.0.1 9997 / - -"],
    ["an address of nobody's", "stream a rtsp 10.99.0.1 554 / - -"],
    ["the internet", "stream a rtsp 198.51.100.7 554 / - -"],
    ["a program", "stream a exec 10.96.3.10 554 / - -"],
    ["a path with a quote", 'stream a rtsp 10.96.3.10 554 /" - -'],
    ["a variable", "stream a rtsp 10.96.3.10 554 /$HOME - -"],
    ["a plain password", "stream a rtsp 10.96.3.10 554 / =a b"],
    ["a viewer of what is not there", `viewer a ${hash} other`],
    ["a hash that is none", "stream a rtsp 10.96.3.10 554 / - -\nviewer b x a"],
    ["another protocol", "protocols moq"],
    ["YAML", 'paths: {a: {runOnDemand: "id"}}'],
  ])("takes %s for nothing", (_what, input) => {
    const before = root.read(at);
    expect(root.run(["media"], `${input}\n`)).toMatchObject({ status: 1, out: "" });
    expect(root.read(at)).toBe(before);
  });
});
