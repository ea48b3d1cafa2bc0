import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { networkInterfaces, type NetworkInterfaceInfo } from "node:os";
import { join } from "node:path";
import type { ObservationData } from "#core/nat/observation.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { adapterKindOf, type AdapterKind } from "#core/system/adapter-kind.ts";
import { parseHardwarePorts } from "#core/system/hardware-ports.ts";
import { deviceTypeOf, linuxAdapterKind } from "#core/system/linux-adapter.ts";
import {
  connectionNamed,
  isMadeUp,
  parseConnections,
  parseVpnEntries,
  windowsAdapterKind,
} from "#core/system/windows-connections.ts";
import { programOutput, registryOutput } from "./program-output.ts";

export type Adapter = Extract<ObservationData, { kind: "interfaces" }>["adapters"][number];

/** The laptop's network adapters that are up, with their addresses; their kinds by name only, except on Linux. */
export function readAdapters(platform: NodeJS.Platform = process.platform): Adapter[] {
  return Object.entries(networkInterfaces()).map(([name, list = []]) => ({
    name,
    adapterKind: list.some((a) => a.internal) ? "loopback" : kindByName(name, platform),
    mac: macOf(list),
    addresses: list.map((a) => ({
      address: canonicalAddress(a.address) ?? a.address,
      prefixLength: Number(a.cidr?.split("/")[1] ?? 0),
    })),
  }));
}

/**
 * The same adapters with what the system itself knows of their kinds: on Windows and macOS a name may be anything. What it does
 * not tell keeps the kind of its name. Never throws.
 */
export async function describeAdapters(
  adapters: readonly Adapter[],
  platform: NodeJS.Platform = process.platform,
): Promise<Adapter[]> {
  const kindOf = await kindsFor(adapters, platform);
  return adapters.map((adapter) =>
    adapter.adapterKind === "loopback" ? adapter : { ...adapter, adapterKind: kindOf(adapter) },
  );
}

type KindOf = (adapter: Adapter) => AdapterKind;

async function kindsFor(adapters: readonly Adapter[], platform: NodeJS.Platform): Promise<KindOf> {
  switch (platform) {
    case "win32":
      return windowsKinds(adapters);
    case "darwin": {
      const output = await programOutput("/usr/sbin/networksetup", ["-listallhardwareports"]);
      const ports = parseHardwarePorts(output ?? "");
      return (adapter) => ports.get(adapter.name) ?? adapter.adapterKind;
    }
    default:
      return (adapter) => adapter.adapterKind;
  }
}

const NETWORK_CONNECTIONS = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}";
const DEVICES = "HKLM\\SYSTEM\\CurrentControlSet\\Enum";
const PHONE_BOOK = "Microsoft\\Network\\Connections\\Pbk\\rasphone.pbk";

async function windowsKinds(adapters: readonly Adapter[]): Promise<KindOf> {
  const [connections, ...vpnEntries] = await Promise.all([
    registryOutput(NETWORK_CONNECTIONS, "/s").then(parseConnections),
    ...["APPDATA", "ProgramData"].map((variable) => vpnEntriesIn(process.env[variable])),
  ]);
  const vpns = new Set(vpnEntries.flat());
  const described = await Promise.all(
    adapters.map(async ({ name }): Promise<[string, AdapterKind] | null> => {
      if (vpns.has(name)) return [name, "tunnel"];
      const connection = connectionNamed(connections, name);
      if (!connection) return null;
      const asked = isMadeUp(connection.deviceId);
      const device = asked ? await registryOutput(`${DEVICES}\\${connection.deviceId}`, "/v", "HardwareID") : "";
      return [name, windowsAdapterKind(connection, device)];
    }),
  );
  const kinds = new Map(described.filter((entry) => entry !== null));
  return (adapter) => kinds.get(adapter.name) ?? adapter.adapterKind;
}

async function vpnEntriesIn(folder: string | undefined): Promise<string[]> {
  if (folder === undefined) return [];
  return parseVpnEntries(await readFile(join(folder, PHONE_BOOK), "utf8").catch(() => ""));
}

function kindByName(name: string, platform: NodeJS.Platform): AdapterKind {
  if (platform !== "linux") return adapterKindOf(name);
  const folder = `/sys/class/net/${name}`;
  return linuxAdapterKind({
    name,
    hardwareType: Number.parseInt(fileText(`${folder}/type`), 10) || null,
    deviceType: deviceTypeOf(fileText(`${folder}/uevent`)),
    isWireless: existsSync(`${folder}/wireless`) || existsSync(`${folder}/phy80211`),
    isTun: existsSync(`${folder}/tun_flags`),
    isBridgePort: existsSync(`${folder}/master`),
    hasPppoe: fileText("/proc/net/pppoe").trim().split("\n").length > 1,
  });
}

/** Small files of the kernel's own, which are in memory: reading them blocks nobody. */
function fileText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function macOf(list: readonly NetworkInterfaceInfo[]): string | null {
  const mac = list.find((a) => a.mac !== "00:00:00:00:00:00")?.mac;
  return mac ?? null;
}
