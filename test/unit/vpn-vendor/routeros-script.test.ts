import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routerOsQuoted, routerOsScript } from "#core/vpn/vendor/routeros-script.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { readRouterOsScript } from "./routeros-reader.ts";
import { anyDevice, hostileText, sampleDevice } from "./sample-device.ts";

const adds = (text: string) => readRouterOsScript(text).filter(({ path }) => path.endsWith("/add"));

describe("a MikroTik script", () => {
  it("brings the interface, its peer, addresses, routes, the rule and both directions of the translation", () => {
    const { text, fileName } = routerOsScript(sampleDevice, { lanInterface: "bridge" });
    expect(fileName).toBe("wg0.rsc");
    expect(adds(text).map(({ path, parameters }) => ({ path, ...parameters }))).toEqual([
      {
        path: "/interface/wireguard/add",
        name: "wg0",
        "private-key": sampleDevice.privateKey,
        mtu: "1380",
        comment: "farsite wg0",
      },
      {
        path: "/interface/wireguard/peers/add",
        interface: "wg0",
        "public-key": sampleDevice.peers[0]?.publicKey,
        "preshared-key": sampleDevice.peers[0]?.presharedKey,
        "endpoint-address": "198.51.100.7",
        "endpoint-port": "51820",
        "allowed-address": "10.88.0.0/24,10.96.0.0/16",
        "persistent-keepalive": "25s",
        comment: "Firm's server",
      },
      { path: "/ip/address/add", address: "10.88.0.2/32", interface: "wg0", comment: "farsite wg0" },
      { path: "/ip/route/add", "dst-address": "10.88.0.0/24", gateway: "wg0", comment: "farsite wg0" },
      { path: "/ip/route/add", "dst-address": "10.96.0.0/16", gateway: "wg0", comment: "farsite wg0" },
      {
        path: "/ip/firewall/filter/add",
        chain: "forward",
        action: "accept",
        "in-interface": "wg0",
        "out-interface": "bridge",
        "dst-address": "192.168.1.0/24",
        comment: "farsite wg0",
      },
      {
        path: "/ip/firewall/nat/add",
        chain: "dstnat",
        action: "netmap",
        "in-interface": "wg0",
        "dst-address": "10.96.3.0/24",
        "to-addresses": "192.168.1.0/24",
        comment: "farsite wg0",
      },
      {
        path: "/ip/firewall/nat/add",
        chain: "srcnat",
        action: "netmap",
        "out-interface": "wg0",
        "src-address": "192.168.1.0/24",
        "to-addresses": "10.96.3.0/24",
        comment: "farsite wg0",
      },
    ]);
  });

  it("begins with what takes it back, so that it can be run twice", () => {
    const { text, undo } = routerOsScript(sampleDevice);
    const undone = readRouterOsScript(undo);
    expect(readRouterOsScript(text).slice(0, undone.length)).toEqual(undone);
    expect(undone.some(({ path }) => path.endsWith("/add"))).toBe(false);
  });

  it("gives every text back as it was, and never lets a variable or a command into it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = text.replace(/\p{Cc}/gu, "");
        const quoted = routerOsQuoted(clean);
        expect(readRouterOsScript(`/x/add name=${quoted}`)[0]?.parameters["name"]).toBe(clean.toWellFormed());
        expect(quoted).toMatch(/^"(?:[^"\\$[\]{}`?]|\\[0-9A-F]{2})*"$/);
      }),
    );
  });

  it.each(["\n", "\r", "\0", "a\tb", "\u007f"])("refuses %j, which no value has", (text) => {
    expect(() => routerOsQuoted(text)).toThrow(RangeError);
  });

  it("has the same values and no command more, whatever the people and sites are called", () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const plain = { ...device, name: "x", peers: device.peers.map((peer) => ({ ...peer, name: "x" })) };
        const [said, expected] = [adds(routerOsScript(device).text), adds(routerOsScript(plain).text)];
        const withNames = expected.map(({ path, parameters, inner }, index) => {
          if (path !== "/interface/wireguard/peers/add") return { path, parameters, inner };
          const first = expected.findIndex((command) => command.path === path);
          const { comment: _x, ...rest } = parameters;
          const name = ownWords(device.peers[index - first]?.name);
          return { path, parameters: { ...rest, ...(name !== undefined && { comment: name }) }, inner };
        });
        expect(said).toEqual(withNames);
        expect(readRouterOsScript(routerOsScript(device).text)).toHaveLength(
          readRouterOsScript(routerOsScript(plain).text).length,
        );
      }),
      { numRuns: 30 },
    );
  });
});
