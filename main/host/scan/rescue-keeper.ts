import { randomInt, randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorText } from "#core/error-text.ts";
import { guardedCommand } from "#core/system/guarded-command.ts";
import { makeOwnFolder } from "../own-folder.ts";
import { HostError } from "#core/contract/errors.ts";
import type { Rescue } from "#core/contract/contract.ts";
import { addressScope, inPrefix } from "#core/net/ip-address.ts";
import { ipv4Number, ipv4Text, prefixAround } from "#core/net/ipv4-prefix.ts";
import {
  commandText,
  deviceNetworkLength,
  secondAddressCommands,
  type SystemCommand,
} from "#core/system/second-address.ts";
import type { OwnedRows } from "../store/owned-rows.ts";
import type { RescueEntry } from "../store/rescue-entry.ts";
import type { Adapter } from "../system/adapters.ts";
import { usedAdapters } from "./used-adapters.ts";

export type RescueOptions = {
  platform: NodeJS.Platform;
  readAdapters: () => Adapter[];
  rows: () => OwnedRows<RescueEntry>;
  /** For the files that guards watch. */
  folder: string;
  isRoot: boolean;
  /** Starts a program. @returns when it has ended, and what it printed */
  start: (command: SystemCommand) => Promise<{ succeeded: boolean; printed: string }>;
};

/** The person reads the system's question and types a password. */
const ANSWER_MS = 120_000;
/** The guard looks once a second. */
const GONE_MS = 4_000;
const POLL_MS = 100;

/** Where a second address is looked for: cameras, routers and DHCP pools begin at the low end. */
const FROM = 200;
const UP_TO = 250;

/**
 * Second addresses of this laptop, with which devices of another network can be reached: each written down before it is set, and
 * taken away by a guard when the person says so and when Farsite ends, however it ends.
 */
export class RescueKeeper {
  readonly #options: RescueOptions;

  constructor(options: RescueOptions) {
    this.#options = options;
  }

  /**
   * An address in the device's network, and the commands that set it and take it away. Changes nothing.
   *
   * @throws HostError RESCUE_IMPOSSIBLE
   */
  plan({ deviceAddress, interfaceName }: { deviceAddress: string; interfaceName: string | null }): Rescue {
    const prefixLength = deviceNetworkLength(deviceAddress);
    if (prefixLength === null) throw impossible("the device has no IPv4 address");
    if (addressScope(deviceAddress) === "public") throw impossible("its address is one of the internet");
    const adapters = usedAdapters(this.#options.readAdapters());
    const adapter =
      adapters.find(({ name }) => name === interfaceName) ??
      adapters.find(({ adapterKind }) => adapterKind === "ethernet") ??
      adapters[0];
    if (adapter === undefined) throw impossible("this computer has no network that is up");
    const isIn = adapter.ipv4.some((own) => inPrefix(deviceAddress, `${own.address}/${own.prefixLength}`));
    if (isIn) throw impossible(`${adapter.name} is in that network already`);
    return this.#rescue({ interfaceName: adapter.name, address: addressBeside(deviceAddress), prefixLength });
  }

  #rescue(wanted: Pick<Rescue, "interfaceName" | "address" | "prefixLength">): Rescue {
    const commands = secondAddressCommands(this.#options.platform, wanted);
    if (commands === null) throw impossible("on this system nobody knows how");
    return { ...wanted, command: commandText(commands.begin), undoCommand: commandText(commands.end) };
  }

  /**
   * Sets a planned address. The commands are made anew from what they are for: nothing that the page sends is run.
   *
   * @throws HostError RESCUE_IMPOSSIBLE, RESCUE_REFUSED, and those of the store
   */
  async begin(planned: Rescue): Promise<Rescue[]> {
    const rescue = this.#checked(planned);
    // Asked for twice, by two windows: the second guard would fail, and its row stay.
    if (this.#own(rescue) !== undefined) return this.list();
    const entry = { ...rescue, id: randomUUID() };
    this.#options.rows().begin(entry);
    try {
      await this.#startGuard(entry);
    } catch (error) {
      this.#dropFlag(entry);
      this.#options.rows().strike(entry.id);
      throw error;
    }
    return this.list();
  }

  async #startGuard(entry: RescueEntry): Promise<void> {
    const { platform, isRoot, start } = this.#options;
    const commands = secondAddressCommands(platform, entry);
    if (commands === null) throw impossible("on this system nobody knows how");
    const flagFile = this.#flagOf(entry);
    makeOwnFolder(this.#options.folder);
    writeFileSync(flagFile, "", { mode: 0o600 });
    let ended: Awaited<ReturnType<RescueOptions["start"]>> | null = null;
    void start(guardedCommand(platform, isRoot, { ...commands, flagFile, processId: process.pid })).then(
      (result) => (ended = result),
      (error: unknown) => (ended = { succeeded: false, printed: errorText(error) }),
    );
    const stands = await this.#until(() => this.#stands(entry) || ended !== null, ANSWER_MS);
    if (stands && this.#stands(entry)) return;
    const { printed } = ended ?? { printed: "nobody answered" };
    throw new HostError("RESCUE_REFUSED", { command: entry.command, detail: printed.slice(0, MAX_PRINTED_CHARACTERS) });
  }

  /** @throws HostError RESCUE_REFUSED: it still stands */
  async end(rescue: Rescue): Promise<Rescue[]> {
    const entry = this.#own(rescue);
    if (entry !== undefined && !(await this.#undo(entry))) {
      throw new HostError("RESCUE_REFUSED", { command: entry.undoCommand, detail: "it is still there" });
    }
    return this.list();
  }

  #own({ interfaceName, address }: Rescue): RescueEntry | undefined {
    return this.#options
      .rows()
      .own()
      .find((one) => one.address === address && one.interfaceName === interfaceName);
  }

  /** Those that stand because of this Farsite, or of one that was killed. */
  list(): Rescue[] {
    return this.#options
      .rows()
      .own()
      .map(({ id: _id, ...rescue }) => rescue);
  }

  /** Takes over what a Farsite that was killed had set. Its guard has taken it away by now: what still stands is listed. */
  recover(): void {
    for (const entry of this.#options.rows().leftovers()) {
      this.#dropFlag(entry);
      if (!this.#stands(entry)) this.#options.rows().strike(entry.id);
    }
  }

  /** Takes all away. Never throws. */
  async close(): Promise<void> {
    await Promise.all(
      this.#options
        .rows()
        .own()
        .map((entry) => this.#undo(entry)),
    );
  }

  async #undo(entry: RescueEntry): Promise<boolean> {
    this.#dropFlag(entry);
    const isGone = await this.#until(() => !this.#stands(entry), GONE_MS);
    if (isGone) this.#options.rows().strike(entry.id);
    return isGone;
  }

  #stands({ interfaceName, address }: RescueEntry): boolean {
    return this.#options
      .readAdapters()
      .some((adapter) => adapter.name === interfaceName && adapter.addresses.some((own) => own.address === address));
  }

  #flagOf({ id }: RescueEntry): string {
    return join(this.#options.folder, `rescue-${id}`);
  }

  #dropFlag(entry: RescueEntry): void {
    rmSync(this.#flagOf(entry), { force: true });
  }

  async #until(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const endMs = performance.now() + withinMs;
    while (!isSo()) {
      if (performance.now() > endMs) return false;
      await sleep(POLL_MS);
    }
    return true;
  }

  #checked({ interfaceName, address, prefixLength }: Rescue): Rescue {
    const known = this.#options.readAdapters().some(({ name }) => name === interfaceName);
    if (!known || deviceNetworkLength(address) !== prefixLength || addressScope(address) === "public")
      throw impossible("it was not planned here");
    return this.#rescue({ interfaceName, address, prefixLength });
  }
}

const MAX_PRINTED_CHARACTERS = 300;

const impossible = (detail: string): HostError => new HostError("RESCUE_IMPOSSIBLE", { detail });

/** Another address of the device's network, by chance, so that two laptops don't choose the same. */
function addressBeside(deviceAddress: string): string {
  const device = ipv4Number(deviceAddress) ?? 0;
  const { network } = prefixAround(device, 24);
  for (;;) {
    const address = network + randomInt(FROM, UP_TO + 1);
    if (address !== device) return ipv4Text(address);
  }
}
