import { UPNP_ERROR } from "#core/codec/upnp-error.ts";
import { upnpTableEntry, type UpnpTableEntry } from "#core/codec/upnp-table-entry.ts";
import type { UpnpAnswer, UpnpCall } from "./upnp-client.ts";

export type MappingTable = {
  entries: UpnpTableEntry[];
  /** The router said that there is no further one. */
  complete: boolean;
  raw: string;
};

/** Homes have a few entries, busy game consoles dozens. */
const MAX_ENTRIES = 128;
/** A router's web server takes one or a few connections at a time. */
const IN_FLIGHT = 4;
/** An entry that is added or removed meanwhile shifts the others by one; a router that goes round in circles repeats more. */
const MAX_REPEATS = 3;
const MAX_RAW_CHARACTERS_EACH = 1_500;

/**
 * Reads all entries of a router's port table, by index until it says that there are no more (713; 714 from some). Never
 * writes. A router that repeats itself, stops answering or has more than 128 entries gives an incomplete table.
 *
 * @throws ProbeTrouble, DecodeError when not even the first entry could be asked for
 */
export async function readMappingTable(call: UpnpCall, { signal }: { signal: AbortSignal }): Promise<MappingTable> {
  const read = new TableReading();
  const ask = (index: number): Promise<UpnpAnswer> =>
    call("GetGenericPortMappingEntry", { NewPortMappingIndex: index }, signal);
  // Most tables are empty or short: the first answer tells whether the others are worth asking for.
  read.take(await ask(0));
  for (let index = 1; !read.ended && index < MAX_ENTRIES; index += IN_FLIGHT) {
    const count = Math.min(IN_FLIGHT, MAX_ENTRIES - index);
    const answers = await Promise.all(Array.from({ length: count }, (_, i) => ask(index + i).catch(() => null)));
    for (const answer of answers) if (!read.ended) read.take(answer);
  }
  return { entries: [...read.entries.values()], complete: read.complete, raw: read.raw.join("\n") };
}

/**
 * One entry of the table, by its outside port, for peers from anywhere. Null: nothing stands there. Undefined: the router does
 * not tell.
 *
 * @throws ProbeTrouble, DecodeError when no usable answer came
 */
export async function readTableEntry(
  call: UpnpCall,
  { transport, externalPort }: Pick<UpnpTableEntry, "transport" | "externalPort">,
  signal: AbortSignal,
): Promise<UpnpTableEntry | null | undefined> {
  const where = { NewRemoteHost: "", NewExternalPort: externalPort, NewProtocol: transport.toUpperCase() };
  const { response } = await call("GetSpecificPortMappingEntry", where, signal);
  if (response.kind === "ok") {
    const asked = { NewExternalPort: String(externalPort), NewProtocol: transport };
    return upnpTableEntry({ ...response.args, ...asked }) ?? undefined;
  }
  return response.kind === "fault" && response.errorCode === UPNP_ERROR.noSuchEntry ? null : undefined;
}

class TableReading {
  readonly entries = new Map<string, UpnpTableEntry>();
  readonly raw: string[] = [];
  complete = false;
  ended = false;
  #repeats = 0;

  /** Null: this one was not answered. */
  take(answer: UpnpAnswer | null): void {
    if (answer === null) return this.#end();
    const { response } = answer;
    this.raw.push(answer.raw.slice(0, MAX_RAW_CHARACTERS_EACH));
    if (response.kind !== "ok") {
      const code = response.kind === "fault" ? response.errorCode : null;
      return this.#end(code === UPNP_ERROR.noSuchIndex || code === UPNP_ERROR.noSuchEntry);
    }
    const entry = upnpTableEntry(response.args);
    if (entry === null) return this.#end();
    const key = `${entry.transport} ${entry.externalPort} ${entry.remoteHost}`;
    if (this.entries.has(key)) {
      this.#repeats += 1;
      return this.#repeats > MAX_REPEATS ? this.#end() : undefined;
    }
    this.entries.set(key, entry);
  }

  #end(complete = false): void {
    this.ended = true;
    this.complete = complete;
  }
}
