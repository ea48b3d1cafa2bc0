import type { LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import { LiveTunnel, type LiveTunnelOptions, type LiveTunnelPlan } from "./ssh-live-tunnel.ts";

/** Between two accounts of what flows; states are told at once. */
const TELL_EVERY_MS = 1_000;

/** The reverse tunnels that this Farsite holds open; they end with it. */
export class LiveTunnels {
  readonly #options: Omit<LiveTunnelOptions, "onChange">;
  readonly #tunnels = new Map<string, LiveTunnel>();
  readonly #watchers = new Set<(tunnels: LiveTunnelStatus[]) => void>();
  #timer: NodeJS.Timeout | null = null;
  #told = "";

  constructor(options: Omit<LiveTunnelOptions, "onChange"> = {}) {
    this.#options = options;
  }

  list(): LiveTunnelStatus[] {
    return [...this.#tunnels.values()].map((tunnel) => tunnel.status());
  }

  /**
   * Opens a tunnel and tells how that went; one with the same id that is still there is closed first. What failed stays in the list
   * until it is closed or opened again.
   */
  async open(plan: LiveTunnelPlan): Promise<LiveTunnelStatus> {
    await this.close(plan.tunnelId);
    const tunnel = new LiveTunnel(plan, { ...this.#options, onChange: () => this.#tell() });
    this.#tunnels.set(plan.tunnelId, tunnel);
    return tunnel.open();
  }

  /** Cuts the line of a tunnel, to see whether it comes back. False: there is none. */
  cut(tunnelId: string): boolean {
    return this.#tunnels.get(tunnelId)?.cut() ?? false;
  }

  async close(tunnelId: string): Promise<void> {
    const tunnel = this.#tunnels.get(tunnelId);
    if (tunnel === undefined) return;
    this.#tunnels.delete(tunnelId);
    await tunnel.stop();
    this.#tell();
  }

  /** Closes all. */
  async stop(): Promise<void> {
    await Promise.all([...this.#tunnels.keys()].map((tunnelId) => this.close(tunnelId)));
    this.#watchers.clear();
    this.#look();
  }

  /** Calls `watcher` with every change, and once a second while something flows. Returns what ends that. */
  watch(watcher: (tunnels: LiveTunnelStatus[]) => void): () => void {
    this.#watchers.add(watcher);
    this.#look();
    return () => {
      this.#watchers.delete(watcher);
      this.#look();
    };
  }

  #look(): void {
    if (this.#watchers.size === 0) {
      if (this.#timer !== null) clearInterval(this.#timer);
      this.#timer = null;
    } else {
      this.#timer ??= setInterval(() => this.#tell(), TELL_EVERY_MS).unref();
    }
  }

  #tell(): void {
    if (this.#watchers.size === 0) return;
    const tunnels = this.list();
    const text = JSON.stringify(tunnels);
    if (text === this.#told) return;
    this.#told = text;
    for (const watcher of this.#watchers) watcher(tunnels);
  }
}
