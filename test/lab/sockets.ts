import { readFileSync } from "node:fs";
import type { Readiness } from "./daemons.ts";

const listening = "0A";

/**
 * Whether a socket is bound in the network namespace of a process, read from its /proc files without entering the
 * namespace (proc_net(5): local address as hex "ADDRESS:PORT", then the remote one, then the state).
 */
export function isBound(pid: number, { transport, port }: Readiness): boolean {
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
