import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readiness } from "./daemons.ts";

const listening = "0A";

/** Whether a process shows that sign of being ready; `folder` is the lab's. */
export function isReady(pid: number, folder: string, sign: Readiness): boolean {
  return "file" in sign ? existsSync(join(folder, sign.file)) : isBound(pid, sign);
}

/**
 * Whether a socket is bound in the network namespace of a process, read from its /proc files without entering the
 * namespace (proc_net(5): local address as hex "ADDRESS:PORT", then the remote one, then the state).
 */
function isBound(pid: number, { transport, port }: Extract<Readiness, { port: number }>): boolean {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["", "6"].some((family) => {
    let table: string;
    try {
      table = readFileSync(`/proc/${pid}/net/${transport}${family}`, "utf8");
    } catch {
      return false; // no such process, or a kernel without IPv6
    }
    return table.split("\n").some((line) => {
      const [, local, , state] = line.trim().split(/\s+/);
      return local?.endsWith(wanted) === true && (transport === "udp" || state === listening);
    });
  });
}
