import type { ChildProcess, SpawnOptions } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runOn, startOn, type RunOptions, type RunResult } from "../commands.ts";
import type { Daemon } from "../daemons.ts";
import type { BringUpOptions } from "../lab.ts";
import { createNetwork, waitForLinks } from "../network-setup.ts";
import { claimPrefix, removeLab } from "../ownership.ts";
import { startDaemons } from "../start-daemons.ts";
import { makeCertificates } from "./certificates.ts";
import { EAR_ADDRESS, addressOnly, planDevices, roomsOf, type Room } from "./device-network.ts";
import type { Site } from "./model.ts";
import type { RoomScript } from "./player/room-script.ts";
import { realDaemon } from "./real-daemons.ts";

/** A site of devices that is up, and the laptop on it. */
export interface DeviceLab {
  readonly site: Site;
  readonly prefix: string;
  readonly hosts: readonly string[];
  /** Runs a program on the laptop, or on another host, to its end, in the repository's root folder. */
  run(host: string, argv: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Starts a program; it ends with the lab at the latest. */
  spawn(host: string, argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Ends everything inside and removes every trace. May be called twice. */
  down(): Promise<void>;
}

let labsOfThisProcess = 0;

/**
 * Builds a site in network namespaces and starts its devices. Needs what `requirements.ts` lists.
 * @throws Error with the logs of what did not come up; nothing is left behind then.
 */
export async function bringUpDeviceSite(site: Site, options: BringUpOptions = {}): Promise<DeviceLab> {
  labsOfThisProcess += 1;
  const prefix = options.prefix ?? `dl${process.pid}x${labsOfThisProcess}-`;
  const plan = planDevices(site);
  const folder = await claimPrefix(prefix);
  const daemonPids = new Set<number>();
  try {
    options.signal?.throwIfAborted();
    await Promise.all([createNetwork(prefix, plan), makeCertificates(folder)]);
    options.signal?.throwIfAborted();
    await waitForLinks(prefix, plan);
    const daemons = [
      ...roomsOf(site).map((room, index) => player(room, index === 0 ? (site.flood ?? 0) : 0)),
      ...site.devices.filter(({ daemon }) => daemon !== undefined).map(realDaemon),
    ];
    await startDaemons(prefix, folder, daemons, daemonPids, options.signal);
  } catch (error) {
    await removeLab(prefix, () => true);
    throw error;
  }
  const hosts = plan.hosts.map(({ host }) => host);
  const namespaceOf = (host: string): string => {
    if (!hosts.includes(host)) throw new Error(`no host "${host}"; there are: ${hosts.join(", ")}`);
    return prefix + host;
  };
  let down: Promise<void> | null = null;
  return {
    site,
    prefix,
    hosts,
    run: (host, argv, runOptions) => runOn(namespaceOf(host), argv, runOptions),
    spawn: (host, argv, spawnOptions) => startOn(namespaceOf(host), argv, spawnOptions),
    down: () => (down ??= removeLab(prefix, (pid) => daemonPids.has(pid))),
  };
}

function player(room: Room, flood: number): Daemon {
  const readyFile = `${room.host}.ready`;
  return {
    host: room.host,
    name: `player-${room.host}`,
    prepare: (folder) => {
      const script: RoomScript = {
        earAddress: EAR_ADDRESS,
        devices: room.cards.map(({ device, card, index, interfaceName }) => ({
          name: device.name,
          address: addressOnly(card),
          udp: device.udp.filter((answer) => (answer.card ?? 0) === index),
          tcp: device.tcp,
          ipv6Interface: device.ipv6 === true ? interfaceName : null,
        })),
        folder,
        readyFile: join(folder, readyFile),
        flood,
      };
      const file = join(folder, `${room.host}.json`);
      writeFileSync(file, JSON.stringify(script));
      return [process.execPath, join(import.meta.dirname, "player/player.ts"), file];
    },
    ready: [{ file: readyFile }],
  };
}
