import { powerShellQuoted, shellQuoted } from "../system/quoted.ts";
import { assertNever } from "../never.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { MeshProduct } from "../tunnel/tunnel.ts";
import { accessRules, TECHNICIAN_PORTS } from "./access-rules.ts";
import { MESH_NAMES } from "./mesh-status.ts";
import {
  command,
  planOf,
  type MeshCommand,
  type MeshPlan,
  type MeshPlatform,
  type MeshSetup,
  type MeshSetupInput,
} from "./setup-plan.ts";
import { openWrtCommands } from "./openwrt-setup.ts";
import { translationRules } from "./translation-rules.ts";

/** Where no way is known that survives the next update of the box. */
const NOT_POSSIBLE: readonly `${MeshProduct} ${MeshPlatform}`[] = [
  "zerotier windows",
  "zerotier pfsense",
  "netbird pfsense",
];

/** The interface of each on Linux. */
const MESH_INTERFACES: Readonly<Record<MeshProduct, string>> = {
  tailscale: "tailscale0",
  zerotier: "zt*",
  netbird: "wt0",
};

/** Why a platform can't be this mesh's way into a site; null: it can. */
export const whyNoBox = (product: MeshProduct, platform: MeshPlatform): Message | null =>
  NOT_POSSIBLE.includes(`${product} ${platform}`)
    ? message(`mesh.setup.not-possible.${platform}`, { product: MESH_NAMES[product] })
    : null;

/**
 * How a site's box becomes the mesh's way into the site's network: what a person does, in this order, and the commands to copy.
 *
 * @throws RangeError with what and where, for values that a command can't carry
 */
export function meshSetup(product: MeshProduct, platform: MeshPlatform, given: MeshSetupInput): MeshSetup {
  const why = whyNoBox(product, platform);
  if (why !== null) return { steps: [why], commands: [] };
  const plan = planOf(product, given);
  const commands = commandsOf(product, platform, plan);
  const rules = accessRules(product, { prefixes: plan.routes, tags: plan.tags, ports: TECHNICIAN_PORTS });
  return {
    steps: stepsOf(product, platform, plan),
    commands: [...(rules === null ? [] : [command("access", rules)]), ...commands],
  };
}

function stepsOf(product: MeshProduct, platform: MeshPlatform, plan: MeshPlan): Message[] {
  const routes = plan.routes.join(", ");
  const own = plan.lan.join(", ");
  const isLinux = platform === "linux" || platform === "openwrt";
  return [
    message(plan.control === null ? `mesh.setup.account.${product}` : `mesh.setup.account.own-${product}`, {
      control: plan.control ?? "",
    }),
    ...(product === "zerotier" ? [] : [message(`mesh.setup.key.${product}`, { tags: plan.tags.join(", ") || "-" })]),
    message(`mesh.setup.install.${product}.${platform}`),
    ...(platform === "linux" && product !== "netbird" ? [message("mesh.setup.forwarding")] : []),
    message(`mesh.setup.join.${product}`, { routes }),
    ...(plan.isMapped && product === "tailscale" ? [message("mesh.setup.mapped.via", { own, routes })] : []),
    ...(plan.isMapped && product !== "tailscale"
      ? [message(isLinux ? "mesh.setup.mapped.box" : "mesh.setup.mapped.not-here", { own, routes })]
      : []),
    ...(product === "zerotier" && !plan.isMapped && !isLinux ? [message("mesh.setup.way-back", { own })] : []),
    message(
      plan.control !== null && product === "tailscale"
        ? "mesh.setup.approve.headscale"
        : `mesh.setup.approve.${product}`,
      {
        routes,
      },
    ),
    message(`mesh.setup.access.${product}`, { routes }),
    ...(product === "tailscale"
      ? [message(plan.tags.length > 0 ? "mesh.setup.expiry.tagged" : "mesh.setup.expiry.person")]
      : []),
    message("mesh.setup.firewall"),
    message(`mesh.setup.updates.${platform === "linux" && product === "tailscale" ? "by-itself" : "by-hand"}`),
    message(`mesh.setup.prove.${product}`, { routes }),
  ];
}

function commandsOf(product: MeshProduct, platform: MeshPlatform, plan: MeshPlan): MeshCommand[] {
  switch (platform) {
    case "linux":
      return linuxCommands(product, plan);
    case "openwrt":
      return openWrtCommands(product, plan, joinCommand(product, "", plan), translationOf(product, plan));
    case "windows":
      return [command("join", windowsJoin(product, plan))];
    case "synology":
      return product === "tailscale" ? [command("join", joinCommand(product, "sudo ", plan))] : [];
    case "qnap":
      return product === "netbird" ? [] : [command("join", joinCommand(product, "sudo ", plan))];
    case "gl-inet":
      return product === "netbird" ? [command("join", joinCommand(product, "", plan))] : [];
    case "pfsense":
    case "opnsense":
      return [];
    default:
      return assertNever(platform);
  }
}

const INSTALL: Readonly<Record<MeshProduct, string>> = {
  tailscale: "curl -fsSL https://tailscale.com/install.sh | sh",
  zerotier: "curl -fsSL https://install.zerotier.com | sudo bash",
  netbird: "curl -fsSL https://pkgs.netbird.io/install.sh | sh",
};

const FORWARDING =
  "printf 'net.ipv4.ip_forward = 1\\nnet.ipv6.conf.all.forwarding = 1\\n' | sudo tee /etc/sysctl.d/99-farsite-forwarding.conf && sudo sysctl -p /etc/sysctl.d/99-farsite-forwarding.conf";

function linuxCommands(product: MeshProduct, plan: MeshPlan): MeshCommand[] {
  const rules = translationOf(product, plan);
  return [
    command("install", INSTALL[product]),
    ...(product === "netbird" ? [] : [command("forwarding", FORWARDING)]),
    command("join", joinCommand(product, "sudo ", plan)),
    ...(rules === null ? [] : [command("translate", linuxTranslation(rules))]),
    ...(product === "tailscale" ? [command("updates", "sudo tailscale set --auto-update")] : []),
  ];
}

/** Tailscale and NetBird put the box' own address on what they bring into the LAN; ZeroTier doesn't. */
const translationOf = (product: MeshProduct, { pairs }: MeshPlan): string | null =>
  product === "tailscale" || (product === "netbird" && pairs.length === 0)
    ? null
    : translationRules(MESH_INTERFACES[product], pairs);

/** A unit of its own: Debian's nftables.service empties all tables when it starts. */
const linuxTranslation = (rules: string): string =>
  [
    "sudo tee /etc/farsite-map.nft >/dev/null <<'FARSITE'",
    `${rules}FARSITE`,
    "sudo tee /etc/systemd/system/farsite-map.service >/dev/null <<'FARSITE'",
    "[Unit]",
    "Description=Farsite: the site's network under its name in the mesh",
    "After=nftables.service",
    "",
    "[Service]",
    "Type=oneshot",
    "RemainAfterExit=yes",
    "ExecStart=/usr/sbin/nft -f /etc/farsite-map.nft",
    "ExecStop=/usr/sbin/nft delete table ip farsite_map",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "FARSITE",
    "sudo systemctl daemon-reload && sudo systemctl enable --now farsite-map.service",
  ].join("\n");

const joinArguments = (
  product: MeshProduct,
  { routes, tags, hostName, key, networkId, control }: MeshPlan,
): string[] => {
  switch (product) {
    case "tailscale":
      return [
        "up",
        ...(control === null ? [] : [`--login-server=${control}`]),
        `--auth-key=${key}`,
        `--hostname=${hostName}`,
        `--advertise-routes=${routes.join(",")}`,
        ...(tags.length > 0 ? [`--advertise-tags=${tags.join(",")}`] : []),
      ];
    case "zerotier":
      return ["join", networkId];
    case "netbird":
      return [
        "up",
        ...(control === null ? [] : [`--management-url=${control}`]),
        `--setup-key=${key}`,
        `--hostname=${hostName}`,
      ];
    default:
      return assertNever(product);
  }
};

const PROGRAMS: Readonly<Record<MeshProduct, string>> = {
  tailscale: "tailscale",
  zerotier: "zerotier-cli",
  netbird: "netbird",
};

const joinCommand = (product: MeshProduct, before: string, plan: MeshPlan): string =>
  `${before}${PROGRAMS[product]} ${joinArguments(product, plan).map(shellQuoted).join(" ")}`;

/** Whole arguments in quotes: a bare comma makes PowerShell a list of two. */
function windowsJoin(product: MeshProduct, plan: MeshPlan): string {
  const program =
    product === "tailscale" ? "C:\\Program Files\\Tailscale\\tailscale.exe" : "C:\\Program Files\\NetBird\\netbird.exe";
  // Without it Tailscale ends when the person logs off.
  const args = [...joinArguments(product, plan), ...(product === "tailscale" ? ["--unattended"] : [])];
  return `& ${[program, ...args].map(powerShellQuoted).join(" ")}`;
}
