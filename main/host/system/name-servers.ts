import { Resolver } from "node:dns";
import { readFile } from "node:fs/promises";
import { isOwnForwarder, nameServerAddresses, parseResolvConf, parseScutilDns } from "#core/system/name-servers.ts";
import { programOutput } from "./program-output.ts";

/** Where systemd-resolved and NetworkManager write down whom their forwarder asks. */
const UPSTREAM_FILES = ["/run/systemd/resolve/resolv.conf", "/run/NetworkManager/no-stub-resolv.conf"];

/**
 * The name servers that the system asks, a forwarder on the laptop itself followed by those it asks in turn.
 *
 * @returns addresses in canonical form, in the system's order; empty when none is set
 */
export async function readNameServers(platform: NodeJS.Platform = process.platform): Promise<string[]> {
  // A new resolver reads the system's settings anew; the shared one keeps those of the program's start.
  const asked = nameServerAddresses(new Resolver().getServers());
  if (platform === "darwin") {
    const output = await programOutput("/usr/sbin/scutil", ["--dns"]);
    const shown = output === null ? [] : parseScutilDns(output);
    return shown.length > 0 ? shown : asked;
  }
  if (platform !== "linux" || !asked.every(isOwnForwarder)) return asked;
  for (const file of UPSTREAM_FILES) {
    const upstream = parseResolvConf(await readFile(file, "utf8").catch(() => ""));
    if (upstream.length > 0) return nameServerAddresses([...asked, ...upstream]);
  }
  return asked;
}
