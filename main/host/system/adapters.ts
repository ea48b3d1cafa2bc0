import { existsSync } from "node:fs";
import { networkInterfaces, type NetworkInterfaceInfo } from "node:os";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { adapterKindOf } from "#core/system/adapter-kind.ts";
import type { ObservationData } from "#core/nat/observation.ts";

export type Adapter = Extract<ObservationData, { kind: "interfaces" }>["adapters"][number];

/** The laptop's network adapters that are up, with their addresses. */
export function readAdapters(platform: NodeJS.Platform = process.platform): Adapter[] {
  return Object.entries(networkInterfaces()).map(([name, list = []]) => ({
    name,
    adapterKind: list.some((a) => a.internal) ? "loopback" : kindOf(name, platform),
    mac: macOf(list),
    addresses: list.map((a) => ({
      address: canonicalAddress(a.address) ?? a.address,
      prefixLength: Number(a.cidr?.split("/")[1] ?? 0),
    })),
  }));
}

function kindOf(name: string, platform: NodeJS.Platform): Adapter["adapterKind"] {
  if (platform === "linux") {
    if (existsSync(`/sys/class/net/${name}/tun_flags`)) return "tunnel";
    if (existsSync(`/sys/class/net/${name}/wireless`)) return "wifi";
  }
  return adapterKindOf(name);
}

function macOf(list: readonly NetworkInterfaceInfo[]): string | null {
  const mac = list.find((a) => a.mac !== "00:00:00:00:00:00")?.mac;
  return mac ?? null;
}
