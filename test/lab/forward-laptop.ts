import type { LastingMapping } from "#host/store/lasting-mappings.ts";
import type { ForwardState } from "#host/forward/forward-service.ts";
import { addressOf } from "./cidr.ts";
import { laptopAddress, recorderAddress } from "./internet.ts";
import type { Lab } from "./lab.ts";
import { allProtocols, homeRouter, publicSite, doubleNatSite, mapsAnyway } from "./topology-pieces.ts";
import type { MappingDaemon, Topology } from "./topology.ts";

/** The laptop of a lab with the program that opens forwards; and sites for it that are not in the catalogue. */

export const SITE = "6f1e1c1e-7b4b-4a0c-9d0e-5d2f7c1b9a01";
export const RECORDER = addressOf(recorderAddress);
export const LAPTOP = addressOf(laptopAddress);

const withDaemon = (name: string, summary: string, changes: Partial<MappingDaemon>): Topology =>
  publicSite(name, summary, { mappingDaemon: { ...allProtocols, ...changes } });

export const forwardSites = {
  /** WANIPConnection:1, as most routers in the field. */
  firstVersion: withDaemon("forward-first-version", "UPnP of the first version", {
    firstVersion: true,
    natpmpAndPcp: false,
  }),
  secondVersion: withDaemon("forward-second-version", "UPnP of the second version, NAT-PMP and PCP", {}),
  secure: withDaemon("forward-secure", "Opens ports only for who asks", { secureMode: true }),
  pcpForOthers: withDaemon("forward-pcp", "PCP alone, for other devices, too", { upnp: false, pcpForOthers: true }),
  allForOthers: withDaemon("forward-all", "All three, for other devices, too", { pcpForOthers: true }),
  behindAnother: doubleNatSite("forward-double-nat", "Behind a second router, and maps all the same", {
    home: { mappingDaemon: mapsAnyway },
  }),
} as const;

export type ForwardRun = { result: never; states: ForwardState[]; entries: LastingMapping[] };

/** Runs the program once. Null: it was killed. @throws Error with its error output */
export async function farsiteOn(
  lab: Lab,
  folder: string,
  command: Record<string, unknown>,
): Promise<ForwardRun | null> {
  const argv = ["node", "test/lab/forward-process.ts", folder, JSON.stringify({ siteId: SITE, ...command })];
  const { stdout, stderr, exitCode, signal } = await lab.run("laptop", argv);
  if (signal === "SIGKILL") return null;
  if (exitCode !== 0) throw new Error(`it ended with ${exitCode}: ${stderr}`);
  return JSON.parse(stdout) as ForwardRun;
}

/** A router's packet rules as text, without what the kernel counts. */
export async function rulesOf(lab: Lab, host = homeRouter().host): Promise<string> {
  const { stdout } = await lab.run(host, ["nft", "-s", "list", "ruleset"]);
  return stdout;
}
