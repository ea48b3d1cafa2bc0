import { formatAddress, parseAddress } from "../net/ip-address.ts";

/** How one of the laptop's adapters gets a second address for a while, and loses it again. */

export type SecondAddress = { interfaceName: string; address: string; prefixLength: number };

/** A program with its arguments; none goes through a shell. */
export type SystemCommand = { program: string; args: readonly string[] };

/** Linux takes it away by itself then, whatever became of Farsite. */
export const LONGEST_SECONDS = 3_600;

/** One after the other; the next only when the one before succeeded. */
export type SystemCommands = readonly SystemCommand[];

/** `begin` sets it, `end` takes it away; ending twice does no harm beyond an error. Null: nobody knows how on this system. */
export function secondAddressCommands(
  platform: string,
  { interfaceName, address, prefixLength }: SecondAddress,
): { begin: SystemCommands; end: SystemCommands } | null {
  switch (platform) {
    case "linux": {
      const cidr = `${address}/${prefixLength}`;
      // Deprecated from the start (preferred_lft 0): no other connection takes it for its own.
      const lifetime = ["valid_lft", String(LONGEST_SECONDS), "preferred_lft", "0"];
      return {
        begin: [{ program: "ip", args: ["address", "add", cidr, "dev", interfaceName, ...lifetime] }],
        end: [{ program: "ip", args: ["address", "del", cidr, "dev", interfaceName] }],
      };
    }
    case "darwin":
      return {
        begin: [{ program: "ifconfig", args: [interfaceName, "alias", address, netmask(prefixLength)] }],
        end: [{ program: "ifconfig", args: [interfaceName, "-alias", address] }],
      };
    case "win32": {
      const netsh = (...args: readonly string[]): SystemCommand => ({
        program: "netsh",
        args: ["interface", "ipv4", ...args],
      });
      const where = [`name=${interfaceName}`, `address=${address}`];
      // "active": gone after a restart. "skipassource": no other connection takes it for its own.
      const how = [`mask=${netmask(prefixLength)}`, "store=active", "skipassource=true"];
      return {
        begin: [
          // Without it (Windows 10 1703) an address set by hand ends DHCP on the adapter. It stays on, and does nothing by itself.
          netsh("set", "interface", `interface=${interfaceName}`, "dhcpstaticipcoexistence=enabled"),
          netsh("add", "address", ...where, ...how),
        ],
        end: [netsh("delete", "address", ...where, "store=active")],
      };
    }
    default:
      return null;
  }
}

/** `24` -> `255.255.255.0`. */
export function netmask(prefixLength: number): string {
  const bits = prefixLength === 0 ? 0 : (-1 << (32 - prefixLength)) >>> 0;
  return formatAddress(Uint8Array.of(bits >>> 24, bits >>> 16, bits >>> 8, bits));
}

/** As a person types it into a terminal. Single quotes where a shell would make something of what stands in double ones. */
export const commandText = (commands: SystemCommands): string =>
  commands.map(({ program, args }) => [program, ...args].map(typed).join(" ")).join(" && ");

function typed(part: string): string {
  if (!/[^\w./:=-]/.test(part)) return part;
  return /["$`\\!]/.test(part) ? `'${part.replaceAll("'", String.raw`'\''`)}'` : `"${part}"`;
}

/** Networks of unconfigured devices: cameras without DHCP choose any address of 169.254/16, all others are in some /24. */
export function deviceNetworkLength(deviceAddress: string): number | null {
  const parsed = parseAddress(deviceAddress);
  if (parsed?.family !== 4) return null;
  return parsed.bytes[0] === 169 && parsed.bytes[1] === 254 ? 16 : 24;
}
