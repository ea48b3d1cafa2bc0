import { assertNever } from "../never.ts";
import type { MeshProduct } from "../tunnel/tunnel.ts";

/** What technicians need of a recorder: pages, streams, and the makers' own ports (Hikvision 8000, Dahua 37777). */
export const TECHNICIAN_PORTS: readonly number[] = [80, 443, 554, 8000, 37_777];

/** What the rules are written for. */
export type AccessWish = {
  /** Networks as the mesh knows them. */
  prefixes: readonly string[];
  /** The box' tags, `tag:site-box`; other products than Tailscale don't have any. */
  tags: readonly string[];
  ports: readonly number[];
};

/** "Technicians reach these ports of this site and nothing else", in the product's own language; null: it is clicked together. */
export function accessRules(product: MeshProduct, { prefixes, tags, ports }: AccessWish): string | null {
  switch (product) {
    case "tailscale":
      // JSON is HuJSON without comments. The group is filled in by the firm.
      return JSON.stringify(
        {
          groups: { "group:technicians": ["somebody@example.com"] },
          tagOwners: Object.fromEntries(tags.map((tag) => [tag, ["autogroup:admin"]])),
          autoApprovers: { routes: Object.fromEntries(prefixes.map((prefix) => [prefix, [...tags]])) },
          grants: [{ src: ["group:technicians"], dst: [...prefixes], ip: ports.map((port) => `tcp:${port}`) }],
        },
        null,
        2,
      );
    case "zerotier":
      // ZeroTier's rules see single frames: answers leave the site from these ports, and pass by the last line.
      return [
        ...prefixes.flatMap((prefix) => [
          ...ports.map((port) => `accept ipprotocol tcp and ipdest ${prefix} and dport ${port};`),
          `drop ipdest ${prefix};`,
        ]),
        "accept;",
      ].join("\n");
    case "netbird":
      return null;
    default:
      return assertNever(product);
  }
}
