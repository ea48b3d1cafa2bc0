import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { parseIpv4Prefix } from "#core/net/ipv4-prefix.ts";
import type { ScanContext } from "#host/scan/scan-environment.ts";
import { siteScanEnvironment } from "#host/scan/site-scan-environment.ts";
import { sweep } from "#host/scan/sweep.ts";

/**
 * The sweep without the rest of a scan, on the laptop of a lab: `sweep-alone.ts RANGE hurry|patient`. Prints as JSON how
 * long it took and what it found; "ports" prints the ports it tries.
 */

const [range = "", patience = ""] = process.argv.slice(2);
const environment = siteScanEnvironment(join(import.meta.dirname, "../../assets"));

if (range === "ports") {
  console.log(JSON.stringify(environment.ports));
} else {
  console.log(JSON.stringify(await sweepAlone()));
}

async function sweepAlone(): Promise<Record<string, unknown>> {
  const prefix = parseIpv4Prefix(range);
  if (prefix === undefined) throw new Error(`"${range}" is no range`);
  const started = performance.now();
  const elapsedMs = (): number => performance.now() - started;
  const alive = new Set<string>();
  const open = new Set<string>();
  let firstMs: number | null = null;
  const { signal } = new AbortController();
  const context: ScanContext = {
    ...environment,
    signal,
    elapsedMs,
    randomBytes: (length) => randomBytes(length),
    now: () => new Date(),
    onSighting: ({ address, source, port }) => {
      firstMs ??= elapsedMs();
      alive.add(address);
      if (source === "port") open.add(`${address}:${port}`);
    },
    onRefusedSend: () => undefined,
  };
  const { finished } = await sweep({ ranges: [prefix], context, signal, hurry: patience === "hurry" });
  return { wallMs: elapsedMs(), firstMs, finished, alive: alive.size, open: [...open] };
}
