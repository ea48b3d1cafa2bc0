import type { ChildProcess } from "node:child_process";
import type { WrittenFile } from "#core/contract/tunnel-calls.ts";
import { startOn } from "./commands.ts";
import { HostShell } from "./host-shell.ts";
import type { Lab } from "./lab.ts";
import { runTool } from "./namespace.ts";

/** Farsite's own WireGuard files on hosts of a lab, brought up by the real wg-quick and wireguard-go. */

/** A small computer beside the recorder, as an installer puts one: on the LAN, and nobody's router. */
export async function addBox(lab: Lab, address: string): Promise<HostShell> {
  const [home, box] = [lab.namespaceOf("home"), `${lab.prefix}box`];
  const plan = [
    `netns add ${box}`,
    // A bridge takes the lowest hardware address of its ports: with a lower one the whole LAN would lose its router for a while.
    `-n ${home} link add p-box address fe:ff:ff:ff:ff:70 type veth peer name eth0 netns ${box}`,
    `-n ${home} link set p-box master lan up`,
    `-n ${box} link set lo up`,
    `-n ${box} address add ${address}/24 dev eth0`,
    `-n ${box} link set eth0 up`,
    `-n ${box} route add default via 192.168.1.1`,
  ];
  for (const line of plan) await runTool(["ip", ...line.split(" ")] as ["ip", ...string[]]);
  return withOwnFiles((options) => startOn(box, ["sh"], options));
}

/** A host that has its own /etc, as every computer has. */
export async function withOwnFiles(
  start: (options: Parameters<typeof startOn>[2]) => ChildProcess,
): Promise<HostShell> {
  const shell = new HostShell(start);
  await shell.ownFolders(["/etc"]);
  return shell;
}

/** As a person does who saves the file where it says and starts it. */
export async function bringUpWireGuard(shell: HostShell, { fileName, text }: WrittenFile): Promise<void> {
  const path = fileName.startsWith("/") ? fileName : `/etc/wireguard/${fileName}`;
  await shell.write(path, text, "0600");
  const name = path.replace(/^.*\/(.+)\.conf$/, "$1");
  await shell.run(`wg-quick up ${name} </dev/null >/run/wg-quick.log 2>&1 || { cat /run/wg-quick.log; false; }`);
}
