import { describe, expect, it } from "vitest";
import { commandText, deviceNetworkLength, netmask, secondAddressCommands } from "#core/system/second-address.ts";

const WANTED = { interfaceName: "eth0", address: "192.168.1.231", prefixLength: 24 };

describe("the commands for a second address", () => {
  it.each([
    [
      "linux",
      WANTED,
      "ip address add 192.168.1.231/24 dev eth0 valid_lft 3600 preferred_lft 0",
      "ip address del 192.168.1.231/24 dev eth0",
    ],
    [
      "darwin",
      { ...WANTED, interfaceName: "en7" },
      "ifconfig en7 alias 192.168.1.231 255.255.255.0",
      "ifconfig en7 -alias 192.168.1.231",
    ],
    [
      "win32",
      { ...WANTED, interfaceName: "Ethernet 2" },
      'netsh interface ipv4 set interface "interface=Ethernet 2" dhcpstaticipcoexistence=enabled && ' +
        'netsh interface ipv4 add address "name=Ethernet 2" address=192.168.1.231 mask=255.255.255.0 store=active skipassource=true',
      'netsh interface ipv4 delete address "name=Ethernet 2" address=192.168.1.231 store=active',
    ],
  ])("on %s", (platform, wanted, begin, end) => {
    const commands = secondAddressCommands(platform, wanted);
    expect(commands && commandText(commands.begin)).toBe(begin);
    expect(commands && commandText(commands.end)).toBe(end);
  });

  it("are not known on other systems", () => {
    expect(secondAddressCommands("aix", WANTED)).toBeNull();
  });

  it.each([
    ["$(reboot)", "'$(reboot)'"],
    ["`id`", "'`id`'"],
    ["a'b$c", String.raw`'a'\''b$c'`],
    ['say "x"', `'say "x"'`],
    ["wlan 0", '"wlan 0"'],
    ["Büro", '"Büro"'],
    ["eth0.5", "eth0.5"],
  ])("can be copied with an adapter called %s", (name, typed) => {
    expect(commandText([{ program: "ip", args: ["dev", name] }])).toBe(`ip dev ${typed}`);
  });
});

describe("the network of a device that is elsewhere", () => {
  it.each([
    ["192.168.1.64", 24],
    ["192.0.0.64", 24],
    ["169.254.12.3", 16],
    ["fe80::1", null],
    ["camera", null],
  ])("of %s has the length %s", (address, length) => {
    expect(deviceNetworkLength(address)).toBe(length);
  });

  it.each([
    [8, "255.0.0.0"],
    [24, "255.255.255.0"],
    [30, "255.255.255.252"],
    [0, "0.0.0.0"],
    [32, "255.255.255.255"],
  ])("/%i is written %s", (length, mask) => {
    expect(netmask(length)).toBe(mask);
  });
});
