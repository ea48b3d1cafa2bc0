import { message, type Message } from "../nat/diagnosis.ts";
import { predictDirect, type AroundPair, type NatSide } from "../rehearsal/prediction.ts";
import type { MeshProduct } from "../tunnel/tunnel.ts";
import { MESH_NAMES } from "./mesh-status.ts";

/** The UDP port that each listens on by itself; opened at one end, every pair gets a direct path. */
export const MESH_PORTS: Readonly<Record<MeshProduct, number>> = {
  tailscale: 41_641,
  zerotier: 9_993,
  netbird: 51_820,
};

/** Whether a mesh VPN will go directly between a site and somebody, and what it means if not. */
export function meshForecast(
  product: MeshProduct,
  site: NatSide,
  other: NatSide,
  around: AroundPair,
): { direct: "yes" | "no" | "maybe"; why: Message[] } {
  const { direct, why } = predictDirect(site, other, around);
  if (direct === "yes") return { direct, why };
  const port = MESH_PORTS[product];
  return {
    direct,
    why: [
      ...why,
      message(`mesh.relay.${product}`),
      message("mesh.open-port", { product: MESH_NAMES[product], port: String(port) }),
    ],
  };
}
