import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phoneQrText, writeAppConfig, writeFritzBox } from "#core/vpn/app-config.ts";
import { checkedDevice } from "#core/vpn/checked-device.ts";
import { lanRules, nftablesLines } from "#core/vpn/lan-rules.ts";
import { readNetworkd, writeNetworkd } from "#core/vpn/networkd.ts";
import { readOpenWrtBatch, writeOpenWrtBatch, writeOpenWrtConfig } from "#core/vpn/openwrt.ts";
import { assertReadsBack, readOwnWgQuick } from "#core/vpn/reads-back.ts";
import { readWireGuardConfig } from "#core/vpn/read-wireguard-config.ts";
import { LAN_FIREWALLS, writeWgQuick } from "#core/vpn/wg-quick.ts";
import type { WireGuardDevice } from "#core/vpn/wireguard-device.ts";
import { anyDevice, anyKey, keyPair, present } from "./vpn-samples.ts";

const gateway: WireGuardDevice = {
  name: "Hotel Post",
  interfaceName: "farsite",
  privateKey: keyPair(5).privateKey,
  addresses: ["10.87.0.2/32"],
  listenPort: null,
  mtu: 1420,
  peers: [
    {
      name: "Firm's hub",
      publicKey: anyKey(1),
      presharedKey: null,
      endpoint: { address: "vpn.example.com", port: 51_820 },
      allowedIps: ["10.87.0.0/16"],
      keepaliveSeconds: 25,
    },
  ],
  lan: "192.168.1.0/24",
  translation: { mapped: "10.96.3.0/24", lan: "192.168.1.0/24" },
};

/** Runs a real tool on a file; what it says on failure is in the message. */
function run(command: string, args: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: "utf8", timeout: 20_000 });
  expect(status, `${command} ${args.join(" ")}: ${stderr}`).toBe(0);
  return stdout;
}

function inFolder<T>(files: Record<string, string>, look: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "farsite-vpn-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text, { mode: 0o600 });
    return look(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const settingsIn = (stripped: string): string[] =>
  stripped
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");

describe("wg-quick's form", () => {
  it("reads back as the same device, whatever things are called", () => {
    fc.assert(
      fc.property(anyDevice, fc.constantFrom(...LAN_FIREWALLS), fc.boolean(), (device, firewall, masquerade) => {
        const { text } = writeWgQuick(device, { firewall, masquerade });
        assertReadsBack(text, device, readOwnWgQuick(device.interfaceName));
        expect(readWireGuardConfig(text, { interfaceName: device.interfaceName }).commands).toEqual([]);
      }),
    );
  });

  it("is what wg-quick makes of it: no more settings than were meant", () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const { text, fileName } = writeWgQuick(device);
        const stripped = inFolder({ [fileName]: text }, (folder) =>
          run("wg-quick", ["strip", path.join(folder, fileName)]),
        );
        const { peers, listenPort } = device;
        const lines = settingsIn(stripped);
        expect(lines.filter((line) => line.startsWith("["))).toEqual(["[Interface]", ...peers.map(() => "[Peer]")]);
        expect(lines.filter((line) => line.startsWith("PublicKey"))).toEqual(
          peers.map(({ publicKey }) => `PublicKey = ${publicKey}`),
        );
        const set = (test: (peer: (typeof peers)[number]) => boolean): number => peers.filter(test).length;
        expect(lines).toHaveLength(
          2 +
            (listenPort === null ? 0 : 1) +
            2 * peers.length +
            set(({ presharedKey }) => presharedKey !== null) +
            set(({ endpoint }) => endpoint !== null) +
            set(({ allowedIps }) => allowedIps.length > 0) +
            set(({ keepaliveSeconds }) => keepaliveSeconds !== null),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("gives bash commands that it can read, with nothing of people's in them", () => {
    for (const firewall of LAN_FIREWALLS) {
      for (const masquerade of [false, true]) {
        const { text } = writeWgQuick({ ...gateway, name: "$(reboot)" }, { firewall, masquerade });
        const commands = text.split("\n").filter((line) => line.startsWith("Post"));
        expect(commands).toHaveLength(firewall === "none" ? 0 : 3);
        for (const line of commands) {
          expect(line).not.toMatch(/[#$`]|reboot/);
          run("bash", ["-n"], line.replace(/^\w+ = /, "").replaceAll("%i", "farsite"));
        }
      }
    }
  });

  it("masquerades only where the box isn't the LAN's router", () => {
    expect(writeWgQuick(gateway).text).not.toMatch(/masquerade/i);
    expect(writeWgQuick(gateway, { masquerade: true }).text).toContain(
      "ip saddr { 10.87.0.0/16 } ip daddr 192.168.1.0/24 masquerade",
    );
  });

  it.each([
    ["interface name", { interfaceName: "a b" }],
    ["interface name", { interfaceName: "../x" }],
    ["private key", { privateKey: "abc" }],
    ["address", { addresses: ["10.0.0.1/33"] }],
    ["LAN", { lan: "fd00::/64", translation: null }],
    ["translation", { translation: { mapped: "10.96.0.0/23", lan: "192.168.1.0/24" } }],
    ["translation", { translation: { mapped: "192.168.1.0/24", lan: "192.168.1.0/24" } }],
    ["MTU", { mtu: 100 }],
    ["same public key", { peers: [...gateway.peers, ...gateway.peers] }],
    ["endpoint", { peers: gateway.peers.map((peer) => ({ ...peer, endpoint: { address: "a;b", port: 1 } })) }],
    ["public key", { peers: gateway.peers.map((peer) => ({ ...peer, publicKey: `${"A".repeat(43)}=` })) }],
    ["allowed prefix", { peers: gateway.peers.map((peer) => ({ ...peer, allowedIps: ["10.0.0.0/8\nPostUp=x"] })) }],
  ] satisfies [string, Partial<WireGuardDevice>][])("refuses a wrong %s", (what, change) => {
    expect(() => writeWgQuick({ ...gateway, ...change })).toThrow(RangeError);
    expect(() => writeWgQuick({ ...gateway, ...change })).toThrow(what);
  });
});

describe("the rules for the LAN", () => {
  it.each([false, true])("are taken by nft, twice in a row too (masquerading: %s)", (masquerade) => {
    const rules = lanRules({ ...gateway, interfaceName: "a-b=c" }, masquerade);
    const text = `${nftablesLines(present(rules)).join("\n")}\n`;
    const listed = run("unshare", [
      "-n",
      "sh",
      "-ec",
      "nft -f - <<E\n$1\nE\nnft -f - <<E\n$1\nE\nnft list table ip farsite_a_b_c",
      "sh",
      text,
    ]);
    expect(listed.match(/\b(?:dnat|snat)\b.*prefix/g)).toHaveLength(2);
    expect(listed.includes("masquerade")).toBe(masquerade);
    // Both ends of a connection are told what fits into the tunnel.
    expect(listed).toContain('oifname "a-b=c" tcp flags syn tcp option maxseg size set rt mtu');
    expect(listed).toContain(`iifname "a-b=c" tcp flags syn tcp option maxseg size set ${(gateway.mtu ?? 0) - 40}`);
  });
});

describe("systemd-networkd's files", () => {
  it("read back as the same device", () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const [netdev, network] = writeNetworkd(device);
        assertReadsBack(netdev?.text ?? "", device, (text) => readNetworkd(text, network?.text ?? ""), {
          lan: null,
          translation: null,
        });
      }),
    );
  });

  it("are what another INI reader makes of them", () => {
    const script =
      "import sys,json\nout=[]\nfor line in sys.stdin:\n line=line.rstrip('\\n')\n if not line or line[0] in '#;': continue\n out.append(line)\nprint(json.dumps(out))";
    fc.assert(
      fc.property(anyDevice, (device) => {
        const [netdev] = writeNetworkd(device);
        const lines = JSON.parse(run("python3", ["-c", script], netdev?.text)) as string[];
        expect(lines.filter((line) => line.startsWith("["))).toEqual([
          "[NetDev]",
          "[WireGuard]",
          ...device.peers.map(() => "[WireGuardPeer]"),
        ]);
        for (const line of lines) expect(line).toMatch(/^(\[\w+\]|\w+=[\w/+=.:[\]-]+)$/);
      }),
      { numRuns: 15 },
    );
  });

  it("come with rules, forwarding and a unit that systemd takes", () => {
    const files = writeNetworkd(gateway);
    expect(files.map(({ installPath }) => installPath)).toEqual([
      "/etc/systemd/network/50-farsite.netdev",
      "/etc/systemd/network/50-farsite.network",
      "/etc/farsite/farsite.nft",
      "/etc/sysctl.d/50-farsite.conf",
      "/etc/systemd/system/farsite-lan-farsite.service",
    ]);
    expect(files.filter(({ isSecret }) => isSecret).map(({ fileName }) => fileName)).toEqual(["50-farsite.netdev"]);
    const unit = files.at(-1);
    inFolder({ [unit?.fileName ?? ""]: unit?.text ?? "" }, (folder) => {
      run("systemd-analyze", ["verify", "--man=no", path.join(folder, unit?.fileName ?? "")]);
    });
  });
});

/** Shell-like words with single quotes, as libuci takes them; written apart from Farsite's own reader. */
function words(line: string): string[] {
  const found: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const sign = line[index] ?? "";
    if (isQuoted) {
      if (sign === "'") isQuoted = false;
      else word = (word ?? "") + sign;
    } else if (sign === "'") {
      isQuoted = true;
      word ??= "";
    } else if (sign === "\\") {
      index += 1;
      word = (word ?? "") + (line[index] ?? "");
    } else if (/\s/.test(sign)) {
      if (word !== null) found.push(word);
      word = null;
    } else word = (word ?? "") + sign;
  }
  expect(isQuoted, line).toBe(false);
  return word === null ? found : [...found, word];
}

describe("OpenWrt's files", () => {
  it("read back as the same device", () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const [batch] = writeOpenWrtBatch(device);
        assertReadsBack(batch?.text ?? "", device, readOpenWrtBatch, { name: "", lan: null, translation: null });
      }),
    );
  });

  it("say the same as a batch and as files, and nothing else, to another reader", () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const [batch] = writeOpenWrtBatch(device);
        const commands = (batch?.text ?? "").split("\n").map(words);
        const descriptions = commands.flatMap(([verb, assignment = ""]) => {
          const [, value] = /\.description=(.*)$/s.exec(assignment) ?? [];
          return verb === "set" && value !== undefined ? [value] : [];
        });
        const names = checkedDevice(device).peers.flatMap(({ name }) => (name === "" ? [] : [name]));
        expect(descriptions).toEqual(names);
        for (const [verb] of commands) expect(["delete", "set", "add_list", "commit", undefined]).toContain(verb);

        const [network, firewall] = writeOpenWrtConfig(device);
        const options = `${network?.text}${firewall?.text}`
          .split("\n")
          .map(words)
          .filter(({ length }) => length > 0);
        for (const [kind, ...rest] of options) {
          expect(["config", "option", "list"]).toContain(kind);
          expect(rest).toHaveLength(2);
        }
        const count = (verbs: string[]): number => commands.filter(([verb = ""]) => verbs.includes(verb)).length;
        expect(options).toHaveLength(count(["set", "add_list"]));
      }),
    );
  });

  it("refuse an interface that OpenWrt can't have", () => {
    expect(() => writeOpenWrtBatch({ ...gateway, interfaceName: "wg-post" })).toThrow(RangeError);
  });
});

describe("files for apps and FRITZ!Box", () => {
  it("hold no commands, and a QR code only what it can hold", () => {
    expect(writeAppConfig(gateway).text).not.toMatch(/PostUp|PostDown|Farsite's rules/);
    const short = phoneQrText(gateway);
    expect(short.ok && readWireGuardConfig(short.text).device?.peers).toEqual([{ ...gateway.peers[0], name: "" }]);
    const many = gateway.peers.map((peer) => ({
      ...peer,
      allowedIps: Array.from({ length: 100 }, (_, index) => `10.96.${index}.0/24`),
    }));
    expect(phoneQrText({ ...gateway, peers: many }).ok).toBe(false);
  });

  it("give the FRITZ!Box its own address, and refuse what it can't do", () => {
    const plain = { ...gateway, lan: "192.168.178.0/24", translation: null };
    const written = writeFritzBox(plain, "192.168.178.1");
    expect(written.ok && written.file.text).toContain("Address = 192.168.178.1/24\n\n[Peer]");
    const refusal = (device: WireGuardDevice, address: string): string | null => {
      const result = writeFritzBox(device, address);
      return result.ok ? null : result.finding.code;
    };
    expect(refusal({ ...plain, lan: "10.0.0.0/16" }, "10.0.0.1")).toBe("fritzbox-lan-length");
    expect(refusal(plain, "192.168.1.1")).toBe("fritzbox-lan-length");
    expect(refusal(gateway, "192.168.1.1")).toBe("not-possible-here");
    const ipv6 = plain.peers.map((peer) => ({ ...peer, allowedIps: ["fd00::/64"] }));
    expect(refusal({ ...plain, peers: ipv6 }, "192.168.178.1")).toBe("fritzbox-ipv4-only");
  });
});
