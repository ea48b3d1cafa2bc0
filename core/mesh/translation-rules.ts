import { formatIpPrefix, parseIpPrefix } from "../net/ip-prefix.ts";
import { nftToLan } from "../vpn/prefix-translation.ts";
import type { PrefixTranslation } from "../vpn/wireguard-device.ts";

/** Marks what came from the mesh, so that it can be told apart where it leaves ("FS"). */
const MARK = "0x4653";

/**
 * nftables rules for the site's box: a whole network under another one's addresses, host by host (1:1), and everything from the
 * mesh under the box's own address, since the devices know no way back. Loading them again replaces them.
 *
 * @param meshInterface as nft takes it: `wt0`, `zt*`
 * @throws RangeError for networks that can't be mapped onto each other, and for a name that no interface has
 */
export function translationRules(meshInterface: string, pairs: readonly PrefixTranslation[]): string {
  // 15 characters are the kernel's limit (IFNAMSIZ).
  if (!/^[A-Za-z0-9_.-]{1,15}\*?$/.test(meshInterface)) throw new RangeError("not an interface's name");
  const networks = pairs.map(({ lan, mapped }) => {
    const [from, to] = [parseIpPrefix(mapped), parseIpPrefix(lan)];
    if (from?.bytes.length !== 4 || to?.bytes.length !== 4)
      throw new RangeError(`not IPv4 networks: ${lan}, ${mapped}`);
    if (from.length !== to.length) throw new RangeError(`networks of different sizes: ${lan}, ${mapped}`);
    return { mapped: formatIpPrefix(from), lan: formatIpPrefix(to) };
  });
  return [
    "table ip farsite_map",
    "delete table ip farsite_map",
    "table ip farsite_map {",
    "  chain arriving {",
    "    type nat hook prerouting priority dstnat; policy accept;",
    ...(networks.length === 0 ? [] : [`    iifname "${meshInterface}" ${nftToLan(networks)}`]),
    "  }",
    "  chain marking {",
    "    type filter hook forward priority mangle; policy accept;",
    `    iifname "${meshInterface}" oifname != "${meshInterface}" meta mark set ${MARK}`,
    "  }",
    "  chain leaving {",
    "    type nat hook postrouting priority srcnat; policy accept;",
    `    meta mark ${MARK} masquerade`,
    "  }",
    "}",
    "",
  ].join("\n");
}
