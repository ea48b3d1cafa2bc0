import { DecodeError } from "#core/codec/decode-error.ts";
import type { HttpMessage } from "#core/codec/http-message.ts";
import { pageText } from "../../net/page-text.ts";
import type { DeviceRequest, DeviceSession } from "./device-session.ts";
import { InspectTrouble } from "./inspect-trouble.ts";
import { readSnapshot, SNAPSHOT_ANSWER_BYTES } from "./snapshot.ts";
import type { Snapshot } from "./told.ts";

export type TalkOptions = { session: DeviceSession; now: () => Date };

/** An answer, and the laptop's time halfway between question and answer, when the device looked at its clock. */
export type Timed<T> = { value: T; at: Date };

/** Questions to one device, one after the other: cameras serve few connections, and nonces are counted. */
export class Talk {
  readonly session: DeviceSession;
  readonly #now: () => Date;

  constructor({ session, now }: TalkOptions) {
    this.session = session;
    this.#now = now;
  }

  /**
   * The first question of a way. Null: the device does not know it, or answers with something else.
   *
   * @throws InspectTrouble
   */
  async first<T>(request: DeviceRequest, read: (text: string) => T): Promise<T | null> {
    const message = await this.session.ask(request);
    return message === null ? null : readOrNull(message, read);
  }

  /**
   * What a further question brings; null: it was not told, for whatever reason. What the device has told already stays worth
   * having.
   *
   * @throws InspectTrouble certificate-changed: somebody stepped in between
   */
  async further<T>(request: DeviceRequest, read: (text: string) => T): Promise<T | null> {
    return (await this.timed(request, read))?.value ?? null;
  }

  async timed<T>(request: DeviceRequest, read: (text: string) => T): Promise<Timed<T> | null> {
    const sentMs = this.#now().getTime();
    const message = await this.#quiet(() => this.session.ask(request));
    const receivedMs = this.#now().getTime();
    const value = message === null ? null : readOrNull(message, read);
    return value === null ? null : { value, at: new Date((sentMs + receivedMs) / 2) };
  }

  /** A picture, where there is one that can be shown. */
  async picture(target: string, channel: string | null, session = this.session): Promise<Snapshot | null> {
    const message = await this.#quiet(() => session.ask({ method: "GET", target, maxBytes: SNAPSHOT_ANSWER_BYTES }));
    return message === null ? null : readSnapshot(message, channel);
  }

  async #quiet<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof InspectTrouble && error.why !== "certificate-changed") return null;
      throw error;
    }
  }
}

export const get = (target: string): DeviceRequest => ({ method: "GET", target });

function readOrNull<T>(message: HttpMessage, read: (text: string) => T): T | null {
  try {
    return read(pageText(message));
  } catch (error) {
    // A web page, a status in place of the settings.
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
