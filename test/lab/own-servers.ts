import { join } from "node:path";
import { addressOf } from "./cidr.ts";
import type { Daemon, Readiness } from "./daemons.ts";
import { VANTAGE_TOKEN, vantageListen } from "./internet.ts";
import { vantageListeners } from "./ipv6-daemons.ts";
import { portalPorts } from "./nftables.ts";
import type { RouterPages } from "./servers/router-page.ts";
import { allBoxes, type Layer, type Topology } from "./topology.ts";

/** The lab's own servers, beside the daemons of `daemons.ts`. */
export function ownServers(topology: Topology): Daemon[] {
  return [
    ownServer("probe", "outside", [
      { transport: "tcp", port: 80 },
      { transport: "udp", port: 4001 },
    ]),
    ownServer("recorder", "recorder", [{ transport: "udp", port: 9000 }]),
    ...allBoxes(topology).flatMap(routerPage),
    ...(topology.vantage === true ? vantage(topology) : []),
  ];
}

function ownServer(host: string, name: string, ready: readonly Readiness[], ...args: string[]): Daemon {
  const script = join(import.meta.dirname, `servers/${name}.ts`);
  return { host, name: `${name}-${host}`, prepare: () => [process.execPath, script, ...args], ready };
}

/** A box's status page and its captive portal. */
function routerPage(layer: Layer): Daemon[] {
  const page = layer.webPage ?? null;
  const isPortal = layer.filters.some(({ kind }) => kind === "captive-portal");
  if (page === null && !isPortal) return [];
  const pages: RouterPages = {
    address: addressOf(layer.inside),
    page,
    portal: isPortal ? portalPorts : null,
  };
  const ports = [...(page === null ? [] : [80]), ...(isPortal ? Object.values(portalPorts) : [])];
  const ready = ports.map((port): Readiness => ({ transport: "tcp", port }));
  return [ownServer(layer.host, "router-page", ready, JSON.stringify(pages))];
}

const repositoryRoot = join(import.meta.dirname, "../..");

/** The real one, in a place where a firm would have it. */
function vantage(topology: Topology): Daemon[] {
  const program = join(repositoryRoot, "main/cli/farsite.mjs");
  return [
    {
      host: "probe",
      name: "vantage",
      prepare: () => [
        process.execPath,
        program,
        "vantage",
        ...vantageListeners(topology).flatMap((endpoint) => ["--listen", endpoint]),
      ],
      env: (folder) => ({ FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN, FARSITE_DATA: join(folder, "vantage") }),
      ready: [{ transport: "tcp", port: Number(vantageListen.split(":")[1]) }],
    },
  ];
}
