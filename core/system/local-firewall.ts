import { parseRegistryValues, registryNumber } from "./registry-values.ts";

export type Firewall = { name: string; state: "on" | "off" | "unknown" };

const WINDOWS_PROFILES: readonly { key: RegExp; name: string }[] = [
  { key: /\\DomainProfile$/i, name: "domain" },
  // Group policy calls it PrivateProfile, the setting itself StandardProfile.
  { key: /\\(?:StandardProfile|PrivateProfile)$/i, name: "private" },
  { key: /\\PublicProfile$/i, name: "public" },
];

/**
 * Windows' own firewall from `reg query ... /v EnableFirewall` for each profile, group policy's answers among them: what a
 * policy sets is in force, whatever stands in the settings. One entry when all profiles agree.
 */
export function windowsFirewalls(settings: string, policies: string): Firewall[] {
  const states = WINDOWS_PROFILES.map(({ key, name }) => {
    const enabled = [policies, settings]
      .map((text) => parseRegistryValues(text).filter((value) => key.test(value.key)))
      .map((values) => registryNumber(values, "EnableFirewall"))
      .find((value) => value !== null);
    return { name, state: enabled === undefined ? "unknown" : enabled === 0 ? "off" : "on" } as const;
  });
  const [first] = states;
  if (first && states.every(({ state }) => state === first.state))
    return [{ name: "Windows Firewall", state: first.state }];
  return states.map(({ name, state }) => ({ name: `Windows Firewall (${name})`, state }));
}

/** macOS `socketfilterfw --getglobalstate`: 0 off, 1 on, 2 blocks all that comes in. */
export function parseSocketFilterState(text: string): Firewall["state"] {
  const state = /\(State = (\d)\)/.exec(text)?.[1];
  if (state === undefined) return "unknown";
  return state === "0" ? "off" : "on";
}

/** `/etc/ufw/ufw.conf`, which every user may read. */
export function parseUfwConf(text: string): Firewall["state"] {
  const enabled = /^[ \t]*ENABLED[ \t]*=[ \t]*["']?(yes|no)\b/im.exec(text)?.[1]?.toLowerCase();
  if (enabled === undefined) return "unknown";
  return enabled === "yes" ? "on" : "off";
}

/**
 * Whether Linux has a packet filter at all, from `/proc/modules`: its rules may be read by root only. "Off" when none is
 * loaded; "unknown" when one is, for containers and virtual machines load it, too, and when the kernel shows no modules.
 */
export function packetFilterState(modules: string): Firewall["state"] {
  const loaded = modules.split("\n").flatMap((line) => line.split(" ", 1));
  if (loaded.every((name) => name === "")) return "unknown";
  return loaded.some((name) => PACKET_FILTERS.has(name)) ? "unknown" : "off";
}

const PACKET_FILTERS: ReadonlySet<string> = new Set(["nf_tables", "iptable_filter", "ip6table_filter"]);
