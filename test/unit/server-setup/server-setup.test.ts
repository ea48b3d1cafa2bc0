import fc from "fast-check";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { checkedHubConfig } from "#core/server-setup/hub-config.ts";
import { sourceUrl } from "#core/server-setup/media-plan.ts";
import { go2rtcYaml, mediaMtxYaml } from "#core/server-setup/media-relay.ts";
import { publishedRules } from "#core/server-setup/published-ports.ts";
import { tomlText, yamlDocument, yamlJson, yamlText } from "#core/server-setup/quoted-text.ts";
import { serverFindings } from "#core/server-setup/server-findings.ts";
import { serverSetup } from "#core/server-setup/server-setup.ts";
import { relayKeyLine, sshdConfig } from "#core/server-setup/sshd.ts";
import { turnserverConf } from "#core/server-setup/turn.ts";
import type { en } from "#core/text/en.ts";
import { createI18n } from "#core/text/translate.ts";
import { ED25519, sampleOptions, sampleSecrets, sampleServer } from "./sample-server.ts";

const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "$(id)",
    "`id`",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u007f",
    "\0",
    "😀",
    "\ud800",
    "#",
    "${HOME}",
    "a: b",
    "- x",
  ),
);

const LONGER = "a".repeat(41);

/** Null where a writer refuses, as it should: by a RangeError and nothing else. */
function unlessRefused(write: () => string): string | null {
  try {
    return write();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The value as an independent reader sees it, or that it was refused. */
function expectSame(write: (text: string) => string, read: (text: string) => unknown): void {
  fc.assert(
    fc.property(anything, (text) => {
      const written = unlessRefused(() => write(text));
      expect(written === null ? text : read(written)).toEqual(text);
    }),
    { numRuns: 300 },
  );
}

describe("quoting", () => {
  it("is read back by YAML", () => expectSame(yamlText, (text) => parseYaml(text, { version: "1.1" })));
  it("is read back by YAML in a document's keys and values", () =>
    expectSame(
      (text) => yamlDocument({ [text]: [{ inner: text, list: [text, {}] }], no: [] }),
      (written) => {
        const [[key, [first]]] = Object.entries(parseYaml(written) as object) as [
          [string, [{ inner: string; list: [string] }]],
        ];
        expect([first.inner, first.list[0]]).toEqual([key, key]);
        return key;
      },
    ));
  it("is read back by JSON and YAML", () =>
    expectSame(
      // No text is as long as the other key, so that none is the same.
      (text) => yamlJson({ [LONGER]: [text, 1], [text]: { c: true } }),
      (written) => {
        expect(JSON.parse(written)).toEqual(parseYaml(written));
        return (JSON.parse(written) as Record<string, string[]>)[LONGER]?.[0];
      },
    ));
  it("is read back by TOML", () =>
    expectSame(
      (text) => `a = ${tomlText(text)}`,
      (text) => parseToml(text)["a"],
    ));
});

describe("a camera's address", () => {
  const source = {
    scheme: "rtsp",
    address: "10.96.3.10",
    port: 554,
    path: "/a?b=1",
    userName: "admin",
    password: "",
  } as const;

  it("carries any login, and leaves nothing to variables", () =>
    expectSame(
      (password) => sourceUrl({ ...source, password }),
      (url) => {
        expect(url).toMatch(/^rtsp:\/\/admin:[A-Za-z0-9%_-]*@10\.96\.3\.10:554\/a\?b=1$/);
        return decodeURIComponent(url.slice("rtsp://admin:".length, url.indexOf("@")));
      },
    ));

  it.each(["/a b", "/a#b", "/$HOME", "a", '/a"b', "/a\n", "/${X}"])("refuses the path %j", (path) => {
    expect(() => sourceUrl({ ...source, path })).toThrow(RangeError);
  });
});

describe("a TURN server's settings", () => {
  it("relay UDP and nothing else, and nowhere inside", () => {
    const lines = turnserverConf(sampleServer(), sampleSecrets(), sampleOptions())?.split("\n");
    expect(lines).toEqual(
      expect.arrayContaining(["no-tcp-relay", "no-cli", "no-dtls", "denied-peer-ip=127.0.0.0-127.255.255.255"]),
    );
  });
});

describe("what people and devices call things", () => {
  it("never gets into a file as anything but itself", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const server = sampleServer({ name: text, region: text.trim() || null });
        const line = relayKeyLine({
          publicKey: ED25519,
          listens: [{ port: 20_001, everyone: false }],
          site: "s",
          comment: text,
        });
        expect(line.split(" ")).toHaveLength(4);
        for (const hosted of [
          unlessRefused(
            () =>
              turnserverConf(
                sampleServer({ turn: { port: 3478, tlsPort: null, realm: text, userName: null } }),
                sampleSecrets(),
                sampleOptions(),
              ) ?? "",
          ),
          unlessRefused(() =>
            sshdConfig(
              sampleServer({ ssh: { ports: [22], user: text, hostKeys: [], hostKeyLine: null } }),
              sampleOptions(),
            ),
          ),
        ]) {
          // A name or an account that is taken is one word.
          expect(hosted === null || /^[A-Za-z0-9._-]+$/.test(text), text).toBe(true);
        }
        expect(serverSetup(server, sampleSecrets(), sampleOptions())).toEqual(
          serverSetup(sampleServer(), sampleSecrets(), sampleOptions()),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    "PostUp = id",
    "Table = off",
    "[Peer]\nAllowedIPs = 0.0.0.0/0",
    "[Peer]\nAllowedIPs = 10.0.0.0/8, ::/0",
    "x",
    "[Other]",
  ])("a hub's configuration with %j is refused", (extra) => {
    expect(() => checkedHubConfig(`[Interface]\n${extra}\n`)).toThrow(RangeError);
  });
});

describe("the media relay", () => {
  const options = sampleOptions();
  const plan = options.media;

  it("lets each viewer watch their own streams, and nobody change anything", () => {
    if (plan === null) throw new Error("the sample has one");
    const text = mediaMtxYaml(sampleServer(), plan, options);
    const yaml = parseYaml(text) as {
      authInternalUsers: { user: string; permissions: { action: string }[]; ips: string[] }[];
    };
    expect(yaml).toMatchObject({
      api: true,
      apiAddress: "127.0.0.1:9997",
      rtmp: false,
      srt: false,
      rtspEncryption: "strict",
      webrtcEncryption: true,
      webrtcAddress: "127.0.0.1:8443",
    });
    expect(yaml.authInternalUsers[0]).toMatchObject({
      user: "huber",
      permissions: [{ action: "read", path: "front-door" }],
    });
    expect(
      yaml.authInternalUsers.slice(1).every(({ ips }) => ips.every((ip) => ["127.0.0.1", "::1"].includes(ip))),
    ).toBe(true);
    expect(text).not.toContain(plan.users[0]?.token);
  });

  it("has one login with go2rtc, also for callers that look local", () => {
    if (plan === null) throw new Error("the sample has one");
    const server = sampleServer({ media: { engine: "go2rtc", port: 443 } });
    expect(parseYaml(go2rtcYaml(server, plan, options, "9f4dca0b1c9f4dca"))).toMatchObject({
      api: {
        listen: "",
        tls_listen: "127.0.0.1:8443",
        username: "viewer",
        password: "9f4dca0b1c9f4dca",
        local_auth: true,
      },
      streams: {
        "front-door":
          "rtsp://admin:p%40ss%3Aw%2Ford%3F%23%25@10.96.3.10:554/Streaming/Channels/101?transportmode=unicast",
      },
    });
    expect(() => go2rtcYaml(server, plan, options, "")).toThrow(RangeError);
  });
});

describe("published ports", () => {
  const port = {
    id: "p",
    address: "192.168.1.64",
    transport: "tcp",
    port: 554,
    use: "stream",
    serverPort: 30_554,
    listen: "everyone",
  } as const;
  const tunnel = {
    lan: "192.168.1.0/24",
    mapped: "10.96.3.0/24",
    published: [port, { ...port, id: "q", listen: "server" as const }],
  };
  const risk = { code: "plain-rtsp", key: "plain-rtsp:tcp-554", args: {}, blocks: true } as const;

  it("lead to the mapped address, once a named person accepted their risks", () => {
    expect(publishedRules(tunnel, () => [risk], new Set())).toEqual({
      rules: [],
      refused: [{ portId: "p", risks: [risk] }],
    });
    expect(publishedRules(tunnel, () => [risk], new Set([risk.key]))).toEqual({
      rules: [{ serverPort: 30_554, transport: "tcp", address: "10.96.3.64", port: 554, from: null }],
      refused: [],
    });
  });
});

describe("findings", () => {
  const { t } = createI18n("en");
  const say = (service: keyof typeof en.serverSetup.service): string => t(`serverSetup.service.${service}`);
  const codes = (server = sampleServer(), options = sampleOptions()): string[] =>
    serverFindings(server, options, say).map(({ code }) => code);

  it("name what clashes and what is weak", () => {
    expect(codes()).toEqual(["open-to-all", "shared-443"]);
    expect(codes(sampleServer({ frp: { port: 22 } }))).toContain("port-twice");
    expect(codes(sampleServer(), sampleOptions({ frpPorts: [3478] }))).toContain("port-twice");
    expect(codes(sampleServer(), sampleOptions({ names: { media: null, turn: null } }))).toEqual(
      expect.arrayContaining(["shared-443-names", "own-certificate"]),
    );
    expect(
      codes(
        sampleServer({
          ssh: { ports: [22], user: "a", hostKeys: [], hostKeyLine: null },
          wireguard: null,
          media: null,
          turn: null,
        }),
        sampleOptions({ published: [], reach: [] }),
      ),
    ).toEqual(["no-443"]);
    expect(codes(sampleServer(), sampleOptions({ adminKeys: [], owner: null }))).toEqual(
      expect.arrayContaining(["no-key", "no-owner"]),
    );
    expect(codes(sampleServer(), sampleOptions({ rebootTime: "half past three" }))).toContain("unwritable");
    expect(codes(sampleServer({ media: { engine: "go2rtc", port: 8443 } }))).toContain("login-in-clear");
  });

  it("are said in both languages", () => {
    for (const locale of ["en", "de"] as const) {
      const i18n = createI18n(locale);
      for (const { title, whatToDo } of serverFindings(sampleServer({ frp: { port: 22 } }), sampleOptions(), say)) {
        for (const { key, args } of [title, whatToDo])
          expect(i18n.t(key as never, args)).not.toMatch(/serverSetup|\{\{/);
      }
    }
  });
});
