import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import {
  parseArpListing,
  parseIpNeigh,
  parseNdp,
  parseNetshNeighbours,
  parseProcNetArp,
  parseProcNetArpUnanswered,
  type InterfaceRef,
  type NeighbourEntry,
} from "#core/system/neighbour-table.ts";
import { programOutput } from "../system/program-output.ts";
import { withSystemFolders } from "../system/system-folders.ts";
import type { Neighbour } from "./scan-environment.ts";

/**
 * Whom the system knows on its own networks. `onlyIpv4` leaves out what costs a program to ask on Linux: a sweep asks many times a
 * second. Never throws: a table that can't be read is empty.
 */
export async function readNeighbours(
  onlyIpv4 = false,
  platform: NodeJS.Platform = process.platform,
): Promise<Neighbour[]> {
  const entries = await tablesOf(platform, onlyIpv4);
  return entries.map(({ address, mac, interfaceRef, confirmed }) => ({
    address,
    mac,
    interfaceName: interfaceRef && nameOf(interfaceRef),
    ...(confirmed !== null && { confirmed }),
  }));
}

/**
 * Whom Linux looks for on its own networks, or looked for in vain. An address that was sent something and is not among them had no
 * place in the system's table: the datagram was dropped, and nobody was told.
 */
export function readUnanswered(): Promise<string[]> {
  return Promise.resolve(parseProcNetArpUnanswered(kernelTable()));
}

async function tablesOf(platform: NodeJS.Platform, onlyIpv4: boolean): Promise<NeighbourEntry[]> {
  const none = (): Promise<string> => Promise.resolve("");
  switch (platform) {
    case "linux": {
      const known = onlyIpv4 ? null : await programOutput("ip", ["neigh", "show"], { env: withSystemFolders({}) });
      return known === null ? parseProcNetArp(kernelTable()) : parseIpNeigh(known);
    }
    case "win32": {
      const system = join(process.env["SystemRoot"] ?? "C:\\Windows", "System32");
      const [arp, netsh] = await Promise.all([
        programOutput(join(system, "arp.exe"), ["-a"]),
        onlyIpv4 ? none() : programOutput(join(system, "netsh.exe"), ["interface", "ipv6", "show", "neighbors"]),
      ]);
      return [...parseArpListing(arp ?? ""), ...parseNetshNeighbours(netsh ?? "")];
    }
    default: {
      const env = withSystemFolders({ LC_ALL: "C" });
      const [arp, ndp] = await Promise.all([
        programOutput("arp", ["-an"], { env }),
        onlyIpv4 ? none() : programOutput("ndp", ["-an"], { env }),
      ]);
      return [...parseArpListing(arp ?? ""), ...parseNdp(ndp ?? "")];
    }
  }
}

/** A file in the kernel's memory: to read it blocks for a fraction of a millisecond, a sixth of what waiting for it would cost. */
function kernelTable(): string {
  try {
    return readFileSync("/proc/net/arp", "utf8");
  } catch {
    return "";
  }
}

function nameOf(ref: InterfaceRef): string | null {
  if ("name" in ref) return ref.name;
  for (const [name, addresses = []] of Object.entries(networkInterfaces()))
    for (const one of addresses) {
      const isIt =
        "ownAddress" in ref ? one.address === ref.ownAddress : one.family === "IPv6" && one.scopeid === ref.index;
      if (isIt) return name;
    }
  return null;
}
