import { join } from "node:path";
import { createInterface } from "node:readline";
import { siteEnvironment } from "#host/check/environment.ts";
import { probeWireGuard, type WireGuardProbeOptions } from "#host/vpn/wireguard-probe.ts";

/**
 * Handshake probes on a host of the lab: every line of input is the options of one, `aheadMs` how far its clock is wrong; every line
 * of output the result of one, by its `id`.
 */
export type ProbeJob = {
  id: number;
  aheadMs: number;
  options: Omit<WireGuardProbeOptions, "computer" | "now">;
};

const { computer } = siteEnvironment(join(import.meta.dirname, "../../assets"));
for await (const line of createInterface({ input: process.stdin })) {
  const { id, aheadMs, options } = JSON.parse(line) as ProbeJob;
  const now = (): number => Date.now() + aheadMs;
  void probeWireGuard({ ...options, computer, now }, AbortSignal.timeout(20_000)).then(
    (result) => process.stdout.write(`${JSON.stringify({ id, result })}\n`),
    (error: unknown) => process.stdout.write(`${JSON.stringify({ id, failure: String(error) })}\n`),
  );
}
