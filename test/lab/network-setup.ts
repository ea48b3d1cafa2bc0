import { ipv6SetupScript } from "./ipv6-plan.ts";
import { runTool, writeResolvConf } from "./namespace.ts";
import type { Cable, HostPlan, NetworkPlan } from "./network-plan.ts";

/** Carries out a network plan. */

/** Links take up to 0.8 s while the kernel is still deleting the namespaces of the lab before. */
const linkTimeoutMs = 15_000;
const linkPollMs = 30;

/** Makes all namespaces and cables of a plan. Devices are made inside the namespaces, never in the root one. */
export async function createNetwork(prefix: string, plan: NetworkPlan): Promise<void> {
  for (const { host, nameServer } of plan.hosts) writeResolvConf(prefix, host, nameServer);
  const batch = [
    ...plan.hosts.map(({ host }) => `netns add ${prefix}${host}`),
    ...plan.cables
      .filter(isPlain)
      .map(
        ({ from, to, mac }) =>
          `link add ${from[1]} netns ${prefix}${from[0]}${mac === undefined ? "" : ` address ${mac}`} type veth peer name ${to[1]} netns ${prefix}${to[0]}`,
      ),
  ];
  await runTool(["ip", "-batch", "-"], `${batch.join("\n")}\n`);
  await Promise.all(
    plan.hosts.map((host) => {
      const ends = plan.cables.filter((cable) => !isPlain(cable)).flatMap(({ from, to }) => [from, to]);
      const taps = ends.flatMap(([name, interfaceName]) => (name === host.host ? [interfaceName] : []));
      return runTool(["ip", "netns", "exec", prefix + host.host, "sh", "-eu"], setupScript(host, taps));
    }),
  );
}

/** The others end in two devices that a program connects (`delayed-line.ts`). */
const isPlain = ({ delayMs }: Cable): boolean => delayMs === undefined;

function setupScript(plan: HostPlan, taps: readonly string[]): string {
  const settings: Record<string, string> = {
    // Half of IPv6 (link-local only) would be a topology of its own.
    "ipv6/conf/all/disable_ipv6": "1",
    "ipv6/conf/default/disable_ipv6": "1",
    // As desktop distributions have it: ping without privileges.
    "ipv4/ping_group_range": "0 2147483647",
    // Else the second "time exceeded" within a second is not sent and a path measurement sees a silent hop.
    "ipv4/icmp_ratelimit": "0",
  };
  if (plan.forwards) {
    settings["ipv4/ip_forward"] = "1";
    settings["ipv4/conf/all/rp_filter"] = "0";
    settings["ipv4/conf/default/rp_filter"] = "0";
  }
  Object.assign(settings, plan.settings);
  const links = [
    "link set lo up",
    ...taps.map((name) => `tuntap add dev ${name} mode tap`),
    ...plan.bridges.flatMap(({ name, ports, isolated }) => [
      // Snooping without a querier on the network makes SSDP multicast disappear after a while.
      `link add ${name} type bridge mcast_snooping 0`,
      ...ports.map((port) => `link set ${port} master ${name}`),
      ...(isolated === true ? ports.map((port) => `link set ${port} type bridge_slave isolated on`) : []),
    ]),
    ...plan.addresses.map(({ interfaceName, cidr }) => `address add ${cidr} dev ${interfaceName}`),
    ...[...plan.up, ...(plan.unplugged ?? [])].map((name) => `link set ${name} up`),
    ...(plan.defaultGateway === null ? [] : [`route add default via ${plan.defaultGateway}`]),
    ...(plan.routes ?? []),
  ];
  return [
    ...Object.entries(settings).map(([name, value]) => `for f in /proc/sys/net/${name}; do echo "${value}" > $f; done`),
    // Only there when br_netfilter is loaded: bridged frames must not go through the forward rules.
    "for f in /proc/sys/net/bridge/bridge-nf-call-*tables; do [ ! -e $f ] || echo 0 > $f; done",
    `ip -batch - <<'END'\n${links.join("\n")}\nEND`,
    ...ipv6SetupScript(plan),
    ...(plan.ruleset === null ? [] : [`nft -f - <<'END'\n${plan.ruleset}END`]),
  ].join("\n");
}

interface LinkState {
  readonly ifname: string;
  readonly operstate: string;
  readonly qdisc: string;
}

/**
 * Waits until every interface that was switched on carries packets. The kernel does that last step in its own time
 * (linkwatch, behind the deletion of earlier namespaces): until then a cable swallows what is sent.
 * @throws Error when one stays down.
 */
export async function waitForLinks(prefix: string, plan: NetworkPlan): Promise<void> {
  const deadline = performance.now() + linkTimeoutMs;
  let waiting = plan.hosts;
  while (waiting.length > 0) {
    const states = await Promise.all(
      waiting.map(async (host) => {
        const { stdout } = await runTool(["ip", "-n", prefix + host.host, "-json", "link", "show"]);
        const links = JSON.parse(stdout) as LinkState[];
        const isUp = (name: string) =>
          links.some((link) => link.ifname === name && link.operstate === "UP" && link.qdisc !== "noop");
        return { host, down: host.up.filter((name) => !isUp(name)) };
      }),
    );
    const late = states.filter(({ down }) => down.length > 0);
    if (late.length > 0 && performance.now() > deadline) {
      throw new Error(`no link: ${late.map(({ host, down }) => `${host.host} ${down.join(" ")}`).join(", ")}`);
    }
    waiting = late.map(({ host }) => host);
    if (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, linkPollMs));
  }
}
