import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { parseArpTable } from "#core/system/arp-table.ts";

const run = promisify(execFile);

/** `arp` reads a table in memory; on Windows it takes a few hundred milliseconds to start. */
const ARP_PROGRAM_MS = 1_000;

/** A neighbour answers ARP within milliseconds; a sleeping Wi-Fi radio needs a few hundred. */
const RESOLVE_POLLS_MS = [20, 60, 150, 300];

const DISCARD_PORT = 9;

/**
 * The MAC of an on-link address, null when it has none or does not answer. If the system does not know it yet, one
 * datagram to the discard port makes it ask. Never throws.
 */
export async function resolveNeighbourMac(
  address: string,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  const known = await readNeighbourMac(address, platform);
  if (known) return known;
  await nudge(address);
  for (const pollMs of RESOLVE_POLLS_MS) {
    await sleep(pollMs);
    const mac = await readNeighbourMac(address, platform);
    if (mac) return mac;
  }
  return null;
}

/** The addresses whose owners the system knows at the moment; nobody is asked. Never throws. */
export async function neighbourAddresses(platform: NodeJS.Platform = process.platform): Promise<string[]> {
  try {
    return [...parseArpTable(await neighbourTable(platform)).keys()];
  } catch {
    return [];
  }
}

async function readNeighbourMac(address: string, platform: NodeJS.Platform): Promise<string | null> {
  try {
    return parseArpTable(await neighbourTable(platform)).get(address) ?? null;
  } catch {
    return null;
  }
}

async function neighbourTable(platform: NodeJS.Platform): Promise<string> {
  if (platform === "linux") return readFile("/proc/net/arp", "utf8");
  const { stdout } = await run("arp", platform === "win32" ? ["-a"] : ["-a", "-n"], { timeout: ARP_PROGRAM_MS });
  return stdout;
}

function nudge(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve());
    socket.send(new Uint8Array(1), DISCARD_PORT, address, () => {
      socket.close();
      resolve();
    });
  });
}
