import { join } from "node:path";
import type { Daemon } from "./daemons.ts";
import type { NetworkPlan } from "./network-plan.ts";

/** The programs that connect the ends of cables on which a packet takes its time. */
export function delayedLines({ cables }: NetworkPlan): Daemon[] {
  return cables.flatMap(({ from, to, delayMs }) => {
    if (delayMs === undefined) return [];
    const name = `line-${from.join("-")}`;
    const script = join(import.meta.dirname, "servers/delayed-line.py");
    return [
      {
        host: from[0],
        name,
        prepare: (folder: string, prefix: string) => {
          const ends = [from, to].flatMap(([host, interfaceName]) => [prefix + host, interfaceName]);
          return ["/usr/bin/python3", script, String(delayMs), join(folder, `${name}.up`), ...ends];
        },
        ready: [{ file: `${name}.up` }],
      },
    ];
  });
}
