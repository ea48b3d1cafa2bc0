import { createHash, createHmac } from "node:crypto";
import { packetKeyId, NO_PACKET_KEY, vantageKeyId, type Hmac } from "#core/vantage/vantage-key.ts";

export type Technician = { name: string; token: string };

/** One token, as requests are checked with it. */
export type VantageKey = {
  id: string;
  /** Whose it is, for the log and the metrics; empty for the one token that a vantage has without names. */
  name: string;
  hmac: Hmac;
};

const sha256 = (text: string): Uint8Array => createHash("sha256").update(text).digest();

export const keyIdOf = (token: string): string => vantageKeyId(token, sha256);

const keyOf = (name: string, token: string): VantageKey => ({
  id: keyIdOf(token),
  name,
  hmac: (input) => createHmac("sha256", token).update(input).digest(),
});

/** Who may ask now. A token that is taken out is nobody's from then on, also on connections that stand. */
export class KeyRing {
  readonly #single: VantageKey | null;
  #byId = new Map<string, VantageKey>();
  #byPacketId = new Map<string, VantageKey>();

  constructor(token: string | null, technicians: readonly Technician[] = []) {
    this.#single = token === null ? null : keyOf("", token);
    this.replace(technicians);
  }

  /** Everybody but the one without a name. */
  replace(technicians: readonly Technician[]): void {
    const named = technicians.map(({ name, token }) => keyOf(name, token));
    const all = this.#single ? [...named, this.#single] : named;
    this.#byId = new Map(all.map((key) => [key.id, key]));
    this.#byPacketId = new Map(all.map((key) => [packetKeyId(key.id), key]));
    if (this.#single) this.#byPacketId.set(NO_PACKET_KEY, this.#single);
  }

  /** By what a request says of itself, which only its signature proves. */
  named(id: string | undefined): VantageKey | null {
    return id === undefined ? this.#single : (this.#byId.get(id) ?? null);
  }

  inPacket(packetId: string): VantageKey | null {
    return this.#byPacketId.get(packetId) ?? null;
  }
}
