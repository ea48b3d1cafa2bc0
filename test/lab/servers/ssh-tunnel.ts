import { text } from "node:stream/consumers";
import { LiveTunnels } from "#host/relay/ssh-live-tunnels.ts";
import type { LiveTunnelPlan } from "#host/relay/ssh-live-tunnel.ts";
import { SSH_TIMES, type SshTimes } from "#host/relay/ssh-times.ts";

/** Farsite's end of a reverse tunnel: the plan on standard input, every change as a line on standard output. SIGTERM closes it. */

export interface TunnelOrder {
  readonly plan: LiveTunnelPlan;
  readonly times?: Partial<SshTimes>;
}

const { plan, times } = JSON.parse(await text(process.stdin)) as TunnelOrder;
const tunnels = new LiveTunnels({ times: { ...SSH_TIMES, ...times } });
const startedMs = performance.now();
tunnels.watch(([status]) =>
  process.stdout.write(`${JSON.stringify({ atMs: performance.now() - startedMs, status })}\n`),
);
process.once("SIGTERM", () => void tunnels.stop());
const status = await tunnels.open(plan);
process.stdout.write(`${JSON.stringify({ atMs: performance.now() - startedMs, status })}\n`);
if (status.state.kind === "failed") await tunnels.stop();
else setInterval(() => undefined, 60_000).unref();
