import { describe, expect, it } from "vitest";
import {
  packetFilterState,
  parseSocketFilterState,
  parseUfwConf,
  windowsFirewalls,
} from "#core/system/local-firewall.ts";
import { procModules, socketFilter, ufwConf, windowsFirewall } from "../../fakes/system-outputs.ts";

describe("Windows' firewall", () => {
  it("is one when its profiles agree", () => {
    expect(windowsFirewalls(windowsFirewall.allOn, "")).toEqual([{ name: "Windows Firewall", state: "on" }]);
    const off = windowsFirewall.allOn.replaceAll("0x1", "0x0");
    expect(windowsFirewalls(off, "")).toEqual([{ name: "Windows Firewall", state: "off" }]);
  });

  it("is told by profile when they do not", () => {
    expect(windowsFirewalls(windowsFirewall.privateOff, "")).toEqual([
      { name: "Windows Firewall (domain)", state: "on" },
      { name: "Windows Firewall (private)", state: "off" },
      { name: "Windows Firewall (public)", state: "on" },
    ]);
  });

  it("is what a group policy makes it", () => {
    expect(windowsFirewalls(windowsFirewall.privateOff, windowsFirewall.policyPrivateOn)).toEqual([
      { name: "Windows Firewall", state: "on" },
    ]);
  });

  it("is unknown where the registry could not be read", () => {
    expect(windowsFirewalls("", "")).toEqual([{ name: "Windows Firewall", state: "unknown" }]);
  });
});

describe("macOS", () => {
  it.each([
    [socketFilter.off, "off"],
    [socketFilter.on, "on"],
    [socketFilter.blockAll, "on"],
    ["", "unknown"],
    ["socketfilterfw: usage", "unknown"],
  ])("%s", (text, state) => {
    expect(parseSocketFilterState(text)).toBe(state);
  });
});

describe("Linux", () => {
  it.each([
    [ufwConf.on, "on"],
    [ufwConf.off, "off"],
    ['ENABLED="yes"', "on"],
    ["", "unknown"],
    ["# ENABLED=yes", "unknown"],
    ["ENABLED=perhaps", "unknown"],
  ])("ufw.conf: %s", (text, state) => {
    expect(parseUfwConf(text)).toBe(state);
  });

  it("knows only that there is no packet filter, never that its rules let everything in", () => {
    expect(packetFilterState(procModules.none)).toBe("off");
    expect(packetFilterState(procModules.filter)).toBe("unknown");
    expect(packetFilterState("")).toBe("unknown");
  });
});
