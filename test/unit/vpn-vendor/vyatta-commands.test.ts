import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgeOsScript, VYOS_VERSIONS, vyOsScript } from "#core/vpn/vendor/vyatta-commands.ts";
import type { WireGuardDevice } from "#core/vpn/wireguard-device.ts";
import { anyDevice, sampleDevice } from "./sample-device.ts";

/**
 * The router's shell is bash with words of its own. So is this: each of them writes down what it was called with, and nothing else
 * can be found on the path.
 */
const PRELUDE = `
PATH=/nonexistent
for word in set delete configure commit save exit sudo; do
  eval "$word() { printf '%s\\0' $word \\"\\$@\\"; printf '\\n\\0'; }"
done
source() { :; }
command_not_found_handle() { builtin printf '%s\\0\\n\\0' "RAN $1"; }
`;

function commandsOf(script: string): string[][] {
  const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", `${PRELUDE}\n${script}`], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout
    .split("\n\0")
    .slice(0, -1)
    .map((line) => line.split("\0").slice(0, -1));
}

const settings = (script: string): string[] =>
  commandsOf(script)
    .filter(([word]) => word === "set")
    .map(([, ...words]) => words.join(" "));

describe("an EdgeRouter", () => {
  it("gets the interface and both directions of the translation", () => {
    const [peer] = sampleDevice.peers;
    expect(settings(edgeOsScript(sampleDevice).text)).toEqual([
      "interfaces wireguard wg0 address 10.88.0.2/32",
      `interfaces wireguard wg0 private-key ${sampleDevice.privateKey}`,
      "interfaces wireguard wg0 mtu 1380",
      "interfaces wireguard wg0 route-allowed-ips true",
      `interfaces wireguard wg0 peer ${peer?.publicKey} endpoint 198.51.100.7:51820`,
      `interfaces wireguard wg0 peer ${peer?.publicKey} allowed-ips 10.88.0.0/24`,
      `interfaces wireguard wg0 peer ${peer?.publicKey} allowed-ips 10.96.0.0/16`,
      `interfaces wireguard wg0 peer ${peer?.publicKey} preshared-key ${peer?.presharedKey}`,
      `interfaces wireguard wg0 peer ${peer?.publicKey} persistent-keepalive 25`,
      "service nat rule 960 type destination",
      "service nat rule 960 inbound-interface wg0",
      "service nat rule 960 protocol all",
      "service nat rule 960 destination address 10.96.3.0/24",
      "service nat rule 960 inside-address address 192.168.1.0/24",
      "service nat rule 5960 type source",
      "service nat rule 5960 outbound-interface wg0",
      "service nat rule 5960 protocol all",
      "service nat rule 5960 source address 192.168.1.0/24",
      "service nat rule 5960 outside-address address 10.96.3.0/24",
    ]);
  });
});

describe("VyOS", () => {
  it("1.3 keeps the key in a file and names interfaces plainly", () => {
    const { text, undo } = vyOsScript(sampleDevice, "1.3");
    const said = settings(text);
    expect(said).toContain("interfaces wireguard wg0 private-key farsite");
    expect(said).toContain("protocols static interface-route 10.96.0.0/16 next-hop-interface wg0");
    expect(said).toContain("nat destination rule 960 inbound-interface wg0");
    expect(said.join("\n")).not.toContain(sampleDevice.privateKey);
    expect(text).toContain(`printf '%s\\n' '${sampleDevice.privateKey}' | sudo install -m 640`);
    expect(undo).toContain("sudo rm -rf /config/auth/wireguard/farsite\n");
  });

  it("1.4 has the key in the configuration and names interfaces by `name`", () => {
    const said = settings(vyOsScript(sampleDevice, "1.4").text);
    expect(said).toContain(`interfaces wireguard wg0 private-key ${sampleDevice.privateKey}`);
    expect(said).toContain("protocols static route 10.96.0.0/16 interface wg0");
    expect(said).toContain("nat source rule 960 outbound-interface name wg0");
    expect(said).toContain("nat source rule 960 translation address 10.96.3.0/24");
  });

  it("takes no name for the server", () => {
    const [peer] = sampleDevice.peers;
    if (peer === undefined) throw new Error("no peer");
    const named = { ...sampleDevice, peers: [{ ...peer, endpoint: { address: "hub.firm.example", port: 51_820 } }] };
    expect(() => vyOsScript(named, "1.4")).toThrow(/takes an address/);
    expect(edgeOsScript(named).text).toContain("'hub.firm.example:51820'");
  });
});

describe("both", () => {
  const scripts = (device: WireGuardDevice) => [
    edgeOsScript(device),
    ...VYOS_VERSIONS.map((version) => vyOsScript(device, version)),
  ];

  it("run the same commands whatever the site is called", () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const all = (named: WireGuardDevice): string =>
          scripts(named)
            .flatMap(({ text, undo }) => [text, undo])
            .join("\n");
        const [text, plain] = [all(device), all({ ...device, name: "x" })];
        expect(commandsOf(text)).toEqual(commandsOf(plain));
        expect(text.split("\n").filter((line) => line.startsWith("set ")).length).toBe(settings(text).length);
      }),
      { numRuns: 8 },
    );
  });

  it("take back what they set, and nothing else", () => {
    const roots = ({ text, undo }: { text: string; undo: string }) => ({
      set: settings(text),
      deleted: commandsOf(undo).flatMap(([word, ...words]) => (word === "delete" ? [words.join(" ")] : [])),
    });
    for (const { set, deleted } of scripts(sampleDevice).map(roots)) {
      expect(deleted.length).toBeGreaterThan(1);
      for (const command of set) expect(deleted.some((root) => command.startsWith(root))).toBe(true);
      for (const root of deleted) expect(set.some((command) => command.startsWith(root))).toBe(true);
    }
  });
});
