import type { ChildProcess, SpawnOptions } from "node:child_process";
import { join } from "node:path";
import { agentOf, type Agent } from "./agent-client.ts";
import { runOn, startOn, type RunOptions, type RunResult } from "./commands.ts";
import { daemonsOf } from "./daemons.ts";
import { delayedLines } from "./delayed-lines.ts";
import { forwardRules, forwardsAsTheyStood } from "./nftables.ts";
import { runTool } from "./namespace.ts";
import { planNetwork } from "./network-plan.ts";
import { createNetwork, waitForLinks } from "./network-setup.ts";
import { ownServers } from "./own-servers.ts";
import { claimPrefix, removeLab } from "./ownership.ts";
import { readMappings, type Mapping } from "./router-mappings.ts";
import type { Attempt, AttemptResult } from "./servers/agent-protocol.ts";
import { startDaemons } from "./start-daemons.ts";
import { layerOf, type ManualForward, type Topology } from "./topology.ts";

/** A topology that is up: hosts to run programs on, and eyes outside the site. */
export interface Lab {
  readonly topology: Topology;
  readonly prefix: string;
  readonly hosts: readonly string[];
  /** The name `ip netns` knows a host by. */
  namespaceOf(host: string): string;
  /** Runs a program on a host to its end, in the repository's root folder. */
  run(host: string, argv: readonly string[], options?: RunOptions): Promise<RunResult>;
  /**
   * Starts a program on a host, in the repository's root folder. Its pid is the program's own; it ends with the lab at
   * the latest. `env` is added to the lab's environment.
   */
  spawn(host: string, argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** An agent on a host, started when first asked for. */
  agent(host: string): Agent;
  /** What devices had mapped on a router, read from its packet rules. Empty for a box without a mapping daemon. */
  routerMappings(host: string): Promise<Mapping[]>;
  /** Sets a port forward as a person would on the router's web page. */
  forward(host: string, forward: ManualForward): Promise<void>;
  /** Takes those back, except the topology's own. */
  clearForwards(host: string): Promise<void>;
  /** Addresses on a host's interfaces, loopback left out. */
  addressesOf(host: string): Promise<string[]>;
  /** Tries to come in from the internet; `timeoutMs` defaults to 1,000. */
  probeFromOutside(attempt: Omit<Attempt, "timeoutMs"> & { readonly timeoutMs?: number }): Promise<AttemptResult>;
  /** Ends everything inside and removes every trace. May be called twice. */
  down(): Promise<void>;
}

export interface BringUpOptions {
  /** Names the namespaces; two labs with different ones can be up at once. Default: one of this process's own. */
  readonly prefix?: string;
  readonly signal?: AbortSignal;
}

/** The lab's round trip is below 1 ms; what has not answered after this is closed. */
const outsideTimeoutMs = 1_000;

let labsOfThisProcess = 0;

/**
 * Builds a topology in network namespaces and starts its daemons. Needs what `requirements.ts` lists.
 * @throws Error with the logs of the daemons that did not come up; nothing is left behind then.
 */
export async function bringUp(topology: Topology, options: BringUpOptions = {}): Promise<Lab> {
  labsOfThisProcess += 1;
  const prefix = options.prefix ?? `lab${process.pid}x${labsOfThisProcess}-`;
  const plan = planNetwork(topology);
  const folder = await claimPrefix(prefix);
  const daemonPids = new Set<number>();
  try {
    options.signal?.throwIfAborted();
    await createNetwork(prefix, plan);
    options.signal?.throwIfAborted();
    const daemons = [...delayedLines(plan), ...daemonsOf(topology), ...ownServers(topology)];
    await Promise.all([waitForLinks(prefix, plan), startDaemons(prefix, folder, daemons, daemonPids, options.signal)]);
  } catch (error) {
    await removeLab(prefix, () => true);
    throw error;
  }
  return new RunningLab(
    topology,
    prefix,
    plan.hosts.map(({ host }) => host),
    daemonPids,
  );
}

class RunningLab implements Lab {
  readonly topology: Topology;
  readonly prefix: string;
  readonly hosts: readonly string[];
  readonly #daemonPids: ReadonlySet<number>;
  readonly #agents = new Map<string, { agent: Agent; child: ChildProcess }>();
  #down: Promise<void> | null = null;

  constructor(topology: Topology, prefix: string, hosts: readonly string[], daemonPids: ReadonlySet<number>) {
    this.topology = topology;
    this.prefix = prefix;
    this.hosts = hosts;
    this.#daemonPids = daemonPids;
  }

  namespaceOf(host: string): string {
    if (!this.hosts.includes(host)) throw new Error(`no host "${host}"; there are: ${this.hosts.join(", ")}`);
    return this.prefix + host;
  }

  run(host: string, argv: readonly string[], options?: RunOptions): Promise<RunResult> {
    return runOn(this.namespaceOf(host), argv, options);
  }

  spawn(host: string, argv: readonly string[], options?: SpawnOptions): ChildProcess {
    return startOn(this.namespaceOf(host), argv, options);
  }

  agent(host: string): Agent {
    const running = this.#agents.get(host);
    if (running) return running.agent;
    const script = join(import.meta.dirname, "servers/agent.ts");
    const child = startOn(this.namespaceOf(host), [process.execPath, script], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached: true,
    });
    const agent = agentOf(child);
    this.#agents.set(host, { agent, child });
    return agent;
  }

  async routerMappings(host: string): Promise<Mapping[]> {
    layerOf(this.topology, host);
    return readMappings(this.namespaceOf(host));
  }

  async forward(host: string, forward: ManualForward): Promise<void> {
    await this.#nft(host, forwardRules(layerOf(this.topology, host), forward));
  }

  async clearForwards(host: string): Promise<void> {
    await this.#nft(host, forwardsAsTheyStood(layerOf(this.topology, host)));
  }

  async addressesOf(host: string): Promise<string[]> {
    const { stdout } = await runTool(["ip", "-n", this.namespaceOf(host), "-json", "-4", "address", "show"]);
    const interfaces = JSON.parse(stdout) as { ifname: string; addr_info: { local: string }[] }[];
    return interfaces
      .filter(({ ifname }) => ifname !== "lo")
      .flatMap(({ addr_info: addresses }) => addresses.map(({ local }) => local));
  }

  probeFromOutside(attempt: Omit<Attempt, "timeoutMs"> & { readonly timeoutMs?: number }): Promise<AttemptResult> {
    return this.agent("probe").call("attempt", { timeoutMs: outsideTimeoutMs, ...attempt });
  }

  down(): Promise<void> {
    const agentPids = new Set([...this.#agents.values()].map(({ child }) => child.pid));
    this.#down ??= removeLab(this.prefix, (pid) => this.#daemonPids.has(pid) || agentPids.has(pid));
    return this.#down;
  }

  async #nft(host: string, commands: string): Promise<void> {
    await runTool(["ip", "netns", "exec", this.namespaceOf(host), "nft", "-f", "-"], commands);
  }
}
