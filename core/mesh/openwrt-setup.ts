import type { MeshProduct } from "../tunnel/tunnel.ts";
import { command, type MeshCommand, type MeshPlan } from "./setup-plan.ts";

/** OpenWrt 25.12 and later have apk, earlier ones opkg. */
const install = (name: string): string =>
  `if command -v apk >/dev/null; then apk update && apk add ${name}; else opkg update && opkg install ${name}; fi`;

/**
 * fw4 passes nothing between interfaces that no zone is about. `zt+`: every interface whose name begins so.
 * Into the router's own pages nobody gets from the mesh.
 */
const zone = (device: string): string =>
  [
    "uci set firewall.farsite_mesh=zone",
    "uci set firewall.farsite_mesh.name='mesh'",
    "uci set firewall.farsite_mesh.input='REJECT'",
    "uci set firewall.farsite_mesh.output='ACCEPT'",
    "uci set firewall.farsite_mesh.forward='REJECT'",
    "uci -q delete firewall.farsite_mesh.device",
    `uci add_list firewall.farsite_mesh.device='${device}'`,
    "uci set firewall.farsite_mesh_lan=forwarding",
    "uci set firewall.farsite_mesh_lan.src='mesh'",
    "uci set firewall.farsite_mesh_lan.dest='lan'",
    "uci commit firewall",
    "service firewall restart",
  ].join("\n");

const DEVICES: Readonly<Record<MeshProduct, string>> = { tailscale: "tailscale0", zerotier: "zt+", netbird: "wt0" };

/** Commands for an OpenWrt router, which is the site's way to the internet or stands beside it. */
export function openWrtCommands(
  product: MeshProduct,
  { networkId }: MeshPlan,
  join: string,
  translation: string | null,
): MeshCommand[] {
  return [
    command("install", install(product)),
    command(
      "join",
      product === "zerotier"
        ? [
            "uci set zerotier.global.enabled='1'",
            "uci set zerotier.farsite=network",
            `uci set zerotier.farsite.id='${networkId}'`,
            "uci commit zerotier",
            "service zerotier restart",
          ].join("\n")
        : `service ${product} enable && service ${product} start\n${join}`,
    ),
    command("firewall", zone(DEVICES[product])),
    ...(translation === null ? [] : [command("translate", keptTranslation(translation))]),
  ];
}

/** fw4 loads it again whenever it starts anew. */
const keptTranslation = (rules: string): string =>
  [
    "cat >/etc/farsite-map.nft <<'FARSITE'",
    `${rules}FARSITE`,
    "uci set firewall.farsite_map=include",
    "uci set firewall.farsite_map.type='nftables'",
    "uci set firewall.farsite_map.path='/etc/farsite-map.nft'",
    "uci set firewall.farsite_map.position='ruleset-post'",
    "uci commit firewall",
    "service firewall restart",
  ].join("\n");
