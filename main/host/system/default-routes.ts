import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { networkInterfaces, type NetworkInterfaceInfo } from "node:os";
import { promisify } from "node:util";
import {
  parseNetstatRoutes,
  parseProcNetIpv6Route,
  parseProcNetRoute,
  parseRoutePrint,
  parseRoutePrintIpv6,
  type DefaultRoute,
} from "#core/system/routing-table.ts";

const run = promisify(execFile);

/** The programs read a table of the kernel; Windows needs up to half a second to start one. */
const ROUTE_PROGRAM_MS = 1_500;

/**
 * All default routes, best metric first.
 *
 * @throws when the system's table can't be read
 */
export async function readDefaultRoutes(platform: NodeJS.Platform = process.platform): Promise<DefaultRoute[]> {
  const routes = await tableOf(platform);
  return routes.toSorted((a, b) => a.family - b.family || (a.metric ?? 0) - (b.metric ?? 0));
}

async function tableOf(platform: NodeJS.Platform): Promise<DefaultRoute[]> {
  switch (platform) {
    case "linux": {
      // A kernel without IPv6 has no such file.
      const ipv6 = await readFile("/proc/net/ipv6_route", "utf8").catch(() => "");
      return [...parseProcNetRoute(await readFile("/proc/net/route", "utf8")), ...parseProcNetIpv6Route(ipv6)];
    }
    case "win32": {
      const printed = await output("route", ["print"]);
      return [...parseRoutePrint(printed), ...parseRoutePrintIpv6(printed)].map((route) => {
        return { ...route, interfaceName: windowsInterface(route.interfaceName) ?? route.interfaceName };
      });
    }
    default: {
      const [ipv4, ipv6] = await Promise.all([
        output("netstat", ["-rn", "-f", "inet"]),
        output("netstat", ["-rn", "-f", "inet6"]),
      ]);
      return [...parseNetstatRoutes(ipv4, 4), ...parseNetstatRoutes(ipv6, 6)];
    }
  }
}

async function output(program: string, args: string[]): Promise<string> {
  const { stdout } = await run(program, args, { timeout: ROUTE_PROGRAM_MS, env: { ...process.env, LC_ALL: "C" } });
  return stdout;
}

/** `route print` names an interface by its own IPv4 address, or for IPv6 by its number, which its link-local address bears. */
function windowsInterface(addressOrIndex: string): string | undefined {
  const isNamed = (a: NetworkInterfaceInfo): boolean =>
    a.address === addressOrIndex || (a.family === "IPv6" && a.scopeid !== 0 && String(a.scopeid) === addressOrIndex);
  return Object.entries(networkInterfaces()).find(([, list]) => list?.some(isNamed))?.[0];
}
