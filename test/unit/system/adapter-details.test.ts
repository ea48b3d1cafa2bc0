import { describe, expect, it } from "vitest";
import { parseHardwarePorts } from "#core/system/hardware-ports.ts";
import { deviceTypeOf, linuxAdapterKind, type LinuxAdapter } from "#core/system/linux-adapter.ts";
import {
  connectionNamed,
  parseConnections,
  parseVpnEntries,
  windowsAdapterKind,
} from "#core/system/windows-connections.ts";
import { hardwarePorts, phoneBook, tapDevice, windowsConnections } from "../../fakes/system-outputs.ts";

describe("Linux /sys/class/net", () => {
  const ethernet: LinuxAdapter = {
    name: "enp3s0",
    hardwareType: 1,
    deviceType: null,
    isWireless: false,
    isTun: false,
    isBridgePort: false,
    hasPppoe: false,
  };
  it.each([
    ["a network card", {}, "ethernet"],
    ["Wi-Fi under any name", { name: "office", isWireless: true }, "wifi"],
    ["Wi-Fi by its driver", { name: "office", deviceType: "wlan" }, "wifi"],
    ["OpenVPN under any name", { name: "firma", hardwareType: 65_534, isTun: true }, "tunnel"],
    ["Tailscale", { name: "tailscale0", hardwareType: 65_534, isTun: true }, "tunnel"],
    ["ZeroTier's tap", { name: "ztly5q4n7i", isTun: true }, "tunnel"],
    ["WireGuard under any name", { name: "site-b", hardwareType: 65_534, deviceType: "wireguard" }, "tunnel"],
    ["IPsec's adapter", { name: "vti0", hardwareType: 768 }, "tunnel"],
    ["6in4", { name: "he-ipv6", hardwareType: 776 }, "tunnel"],
    ["L2TP or SSTP", { name: "ppp0", hardwareType: 512 }, "tunnel"],
    ["the laptop's own dial-in", { name: "ppp0", hardwareType: 512, hasPppoe: true }, "unknown"],
    ["a modem for mobile data", { name: "wwan0", hardwareType: 65_534, deviceType: "wwan" }, "unknown"],
    ["a modem that looks like a card", { name: "wwp0s20", deviceType: "wwan" }, "unknown"],
    ["a virtual machine's port", { name: "vnet0", isTun: true, isBridgePort: true }, "virtual"],
    ["a bridge", { name: "lan", deviceType: "bridge" }, "virtual"],
    ["the end of 464XLAT", { name: "clat", hardwareType: 65_534, isTun: true }, "virtual"],
    ["what can't be read", { name: "weird0", hardwareType: null }, "unknown"],
  ] as const)("%s", (_name, seen, kind) => {
    expect(linuxAdapterKind({ ...ethernet, ...seen })).toBe(kind);
  });

  it("reads the device type", () => {
    expect(deviceTypeOf("DEVTYPE=wlan\nINTERFACE=wlp2s0\nIFINDEX=3\n")).toBe("wlan");
    expect(deviceTypeOf("INTERFACE=eth0\nIFINDEX=2\n")).toBeNull();
  });
});

describe("macOS networksetup", () => {
  it("tells Wi-Fi, cable, bridges and phones apart by device", () => {
    expect(Object.fromEntries(parseHardwarePorts(hardwarePorts))).toEqual({
      en4: "ethernet",
      en7: "ethernet",
      bridge0: "virtual",
      en0: "wifi",
      en9: "unknown",
    });
  });

  it.each(["", "** Error: The parameters were not valid.", "Hardware Port: X\nDevice: ../etc\nEthernet Address: 1"])(
    "finds nothing in %j",
    (text) => {
      expect(parseHardwarePorts(text).size).toBe(0);
    },
  );

  it("is no cable because it has a name", () => {
    expect(parseHardwarePorts("Hardware Port: Modem\nDevice: pdp0\n").get("pdp0")).toBe("unknown");
  });
});

describe("Windows' registry", () => {
  const connections = parseConnections(windowsConnections);
  const kind = (name: string, hardwareId = ""): string | null => {
    const connection = connectionNamed(connections, name);
    return connection && windowsAdapterKind(connection, hardwareId);
  };

  it.each([
    ["イーサネット", "", "ethernet"],
    ["Wi-Fi", "", "wifi"],
    ["イーサネット 2", tapDevice, "tunnel"],
    ["イーサネット 2", "HardwareID    REG_MULTI_SZ    vmnetadapter8", "virtual"],
    ["wg_firma", "", "tunnel"],
    ["vEthernet (WSL)", "", "virtual"],
    ["Ethernet 5", "", "ethernet"],
    ["nicht da", "", null],
  ])("%s %s", (name, hardwareId, expected) => {
    expect(kind(name, hardwareId)).toBe(expected);
  });

  it("knows a connection whose name the console damaged, where only one fits", () => {
    const damaged = [
      { name: "R\ufffdseau local 2", deviceId: "A", isWireless: false },
      { name: "R\ufffdseau local 3", deviceId: "B", isWireless: false },
      { name: "\ufffd\ufffd", deviceId: "C", isWireless: false },
      { name: "\ufffd", deviceId: "D", isWireless: false },
    ];
    expect(connectionNamed(damaged, "Réseau local 3")?.deviceId).toBe("B");
    expect(connectionNamed(damaged, "イーサネット")).toBeNull();
  });

  it.each([
    ["PCI\\VEN_8086", "Mobilfunk", false, "unknown"],
    ["PCI\\VEN_8086", "Firma VPN", false, "ethernet"],
    ["PCI\\VEN_8086", "LAN-Verbindung", false, "ethernet"],
    ["USB\\VID_12D1", "Ethernet 3", false, "ethernet"],
    ["USB\\VID_12D1", "Mobil", false, "unknown"],
    ["USB\\VID_12D1", "WLAN 2", true, "wifi"],
    ["{5D624F94-8850-40C3-A3FA-A4FD2080BAF3}\\VWIFIMP_WFD\\4&2", "LAN-Verbindung* 1", false, "wifi"],
    ["SWD\\WINTUN\\{1}", "Ethernet 9", false, "tunnel"],
    ["SWD\\IP_TUNNEL_VBUS\\X", "Teredo", false, "virtual"],
    ["ROOT\\NET\\0001", "Cisco VPN", false, "tunnel"],
    ["BTH\\MS_BTHPAN\\1", "Bluetooth", false, "unknown"],
  ] as const)("%s called %s", (deviceId, name, isWireless, expected) => {
    expect(windowsAdapterKind({ deviceId, name, isWireless }, "")).toBe(expected);
  });

  it("reads the VPN entries of a phone book, not the dial-in", () => {
    expect(parseVpnEntries(phoneBook)).toEqual(["Firma VPN"]);
    expect(parseVpnEntries("Type=2")).toEqual([]);
  });
});
