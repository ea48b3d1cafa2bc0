import { readFile } from "node:fs/promises";
import type { MeshReading, MeshStatus } from "#core/mesh/mesh-status.ts";
import { readNetbirdStatus } from "#core/mesh/netbird-status.ts";
import { readTailscaleStatus } from "#core/mesh/tailscale-status.ts";
import { readZerotierStatus } from "#core/mesh/zerotier-status.ts";
import { meshProductSchema, type MeshProduct } from "#core/tunnel/tunnel.ts";
import { meshProgramRunner, type Printed, type RunMeshProgram } from "./mesh-program.ts";

/**
 * The mesh VPNs that are installed on this computer, and what each says of itself; only what their own programs show without
 * changing anything. Never throws.
 *
 * @param now milliseconds since 1970
 */
export async function readMeshes(
  now: number = Date.now(),
  run: RunMeshProgram = meshProgramRunner(),
): Promise<MeshReading[]> {
  const readings = await Promise.all(meshProductSchema.options.map((product) => readMesh(product, now, run)));
  return readings.filter((reading) => reading !== null);
}

async function readMesh(product: MeshProduct, now: number, run: RunMeshProgram): Promise<MeshReading | null> {
  switch (product) {
    case "tailscale":
      return judged(product, await run(product, ["status", "--json"]), async (text) => {
        const prefs = await run(product, ["debug", "prefs"]);
        return readTailscaleStatus(text, prefs.kind === "printed" ? prefs.text : null);
      });
    case "zerotier":
      return judged(product, await run(product, ["-j", "info"]), async (info) => {
        const [networks, peers] = await Promise.all([
          run(product, ["-j", "listnetworks"]),
          run(product, ["-j", "listpeers"]),
        ]);
        return readZerotierStatus({ info, networks: textOf(networks), peers: textOf(peers) });
      });
    case "netbird":
      return judged(product, await run(product, ["status", "--json"]), (text) => readNetbirdStatus(text, now));
    default:
      return product satisfies never;
  }
}

const textOf = (printed: Printed): string | null => (printed.kind === "printed" ? printed.text : null);

/** The words of the three programs for "only root may ask" and for "there is no service to ask". */
const NO_RIGHTS = /authtoken\.secret not found|permission denied|access denied|requires root/i;
const NO_SERVICE =
  /failed to connect to (?:local tailscaled|daemon)|connection refused|connection failed|zerotier-one\.port not found|not running/i;

async function judged(
  product: MeshProduct,
  printed: Printed,
  read: (text: string) => MeshStatus | undefined | Promise<MeshStatus | undefined>,
): Promise<MeshReading | null> {
  if (printed.kind === "missing") return null;
  // Some states are told with a status and a failure at once.
  const status = printed.text.trim() === "" ? undefined : await read(printed.text);
  if (status !== undefined) return { kind: "read", status };
  const said = printed.kind === "failed" ? `${printed.complaint}\n${printed.text}` : printed.text;
  if (NO_RIGHTS.test(said)) return { kind: "no-rights", product };
  return NO_SERVICE.test(said) ? { kind: "not-running", product } : { kind: "not-understood", product };
}

/** Whether this computer passes IPv4 packets on; null: unknown (only Linux shows it to everybody). */
export async function forwardsPackets(file = "/proc/sys/net/ipv4/ip_forward"): Promise<boolean | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null ? null : text.trim() === "1";
}
