/** The port table of a fake gateway: what each protocol has opened and not closed again. */
export type TableEntry = {
  transport: "udp" | "tcp";
  client: string;
  internalPort: number;
  externalPort: number;
  description: string;
  nonce: string | null;
  /** 0: for ever; a test mapping's when absent. */
  leaseSeconds?: number;
  /** Switched off. */
  isOff?: boolean;
};

type ClientKey = Pick<TableEntry, "transport" | "client" | "internalPort">;

export class PortTable {
  readonly #entries: TableEntry[];
  /** Every entry that was ever made. */
  readonly history: TableEntry[] = [];

  constructor(open: readonly TableEntry[] = []) {
    this.#entries = [...open];
  }

  get entries(): readonly TableEntry[] {
    return this.#entries;
  }

  get made(): number {
    return this.history.length;
  }

  add(entry: TableEntry): void {
    this.history.push(entry);
    this.#remove((one) => one.transport === entry.transport && one.externalPort === entry.externalPort);
    this.#entries.push(entry);
  }

  at(transport: string, externalPort: number): TableEntry | undefined {
    return this.#entries.find((one) => one.transport === transport && one.externalPort === externalPort);
  }

  ofClient({ transport, client, internalPort }: ClientKey): TableEntry | undefined {
    return this.#entries.find(
      (one) => one.transport === transport && one.client === client && one.internalPort === internalPort,
    );
  }

  removeAt(transport: string, externalPort: number): void {
    this.#remove((one) => one.transport === transport && one.externalPort === externalPort);
  }

  /** With a nonce only the entry that has it. */
  removeByClient(key: ClientKey, nonce: string | null = null): void {
    this.#remove(
      (one) =>
        one.transport === key.transport &&
        one.client === key.client &&
        one.internalPort === key.internalPort &&
        (nonce === null || one.nonce === nonce),
    );
  }

  #remove(matches: (entry: TableEntry) => boolean): void {
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      const entry = this.#entries[index];
      if (entry && matches(entry)) this.#entries.splice(index, 1);
    }
  }
}
