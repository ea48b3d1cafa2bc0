import { readFile } from "node:fs/promises";
import {
  packetFilterState,
  parseSocketFilterState,
  parseUfwConf,
  windowsFirewalls,
  type Firewall,
} from "#core/system/local-firewall.ts";
import { programOutput, registryOutput } from "./program-output.ts";

const WINDOWS_PROFILES = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy";
const WINDOWS_POLICIES = "HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall";
const SOCKET_FILTER = "/usr/libexec/ApplicationFirewall/socketfilterfw";

/** The laptop's own firewalls, as far as a user without privileges can tell. Never throws. */
export async function readLocalFirewalls(platform: NodeJS.Platform = process.platform): Promise<Firewall[]> {
  switch (platform) {
    case "win32": {
      const profiles = ["DomainProfile", "StandardProfile", "PublicProfile"];
      const enabled = (key: string): Promise<string> => registryOutput(key, "/v", "EnableFirewall");
      const [policies, ...settings] = await Promise.all([
        // The rules of the settings are thousands: those keys are read one by one, without what lies below them.
        registryOutput(WINDOWS_POLICIES, "/s", "/v", "EnableFirewall"),
        ...profiles.map((profile) => enabled(`${WINDOWS_PROFILES}\\${profile}`)),
      ]);
      return windowsFirewalls(settings.join("\n"), policies);
    }
    case "darwin": {
      const output = await programOutput(SOCKET_FILTER, ["--getglobalstate"]);
      return [{ name: "macOS", state: parseSocketFilterState(output ?? "") }];
    }
    default:
      return linuxFirewalls();
  }
}

async function linuxFirewalls(): Promise<Firewall[]> {
  const read = (file: string): Promise<string | null> => readFile(file, "utf8").catch(() => null);
  const [ufw, firewalld, modules] = await Promise.all([
    read("/etc/ufw/ufw.conf"),
    // Says one word, in no language but English; without systemd there is no such program.
    programOutput("systemctl", ["show", "--property=ActiveState", "--value", "firewalld.service"]),
    read("/proc/modules"),
  ]);
  const firewalls: Firewall[] = [];
  if (ufw !== null) firewalls.push({ name: "ufw", state: parseUfwConf(ufw) });
  if (firewalld?.trim() === "active") firewalls.push({ name: "firewalld", state: "on" });
  // Both of them write rules for this one: it is asked when neither is on.
  if (firewalls.every(({ state }) => state === "off"))
    firewalls.push({ name: "nftables/iptables", state: packetFilterState(modules ?? "") });
  return firewalls;
}
