import { concatBytes } from "./byte-writer.ts";
import { DecodeError } from "./decode-error.ts";
import { STUN_HEADER_BYTES } from "./stun.ts";

const CHANNEL_HEADER_BYTES = 4;
/** Below this nothing tells how long a message is. */
const LEAST_BYTES = 4;
/** A message's length has 16 bits; ChannelData may be filled up by three more. */
/** Farsite binds the first ones only; "HTTP" would begin as one of the others. */
const LAST_CHANNEL = 0x40ff;
const LONGEST_BYTES = STUN_HEADER_BYTES + 65_535 + 3;

/**
 * Cuts what comes over TCP or TLS into STUN messages and ChannelData (RFC 8656 section 12.5, RFC 8489 section 6.2.2): both say
 * their length at the same place, and ChannelData is filled up to a multiple of 4.
 */
export class TurnStream {
  #rest: Uint8Array = new Uint8Array();

  /**
   * The messages that are whole now, padding left out.
   *
   * @throws DecodeError when no message can begin where one must: nothing after that can be read
   */
  push(bytes: Uint8Array): Uint8Array[] {
    const all = concatBytes(this.#rest, bytes);
    const messages: Uint8Array[] = [];
    let at = 0;
    while (all.length - at >= LEAST_BYTES) {
      const { length, padded } = measured(all, at);
      if (all.length - at < padded) break;
      messages.push(all.slice(at, at + length));
      at += padded;
    }
    // Never more than one message that is not whole: 64 kB.
    this.#rest = all.slice(at, at + LONGEST_BYTES);
    return messages;
  }
}

function measured(all: Uint8Array, at: number): { length: number; padded: number } {
  const said = ((all[at + 2] ?? 0) << 8) | (all[at + 3] ?? 0);
  switch ((all[at] ?? 0) >> 6) {
    case 0: {
      if (said % 4 !== 0) throw new DecodeError("turn", "length of a message is not a multiple of 4", at + 2);
      return { length: STUN_HEADER_BYTES + said, padded: STUN_HEADER_BYTES + said };
    }
    case 1: {
      if ((((all[at] ?? 0) << 8) | (all[at + 1] ?? 0)) > LAST_CHANNEL)
        throw new DecodeError("turn", "a channel that nobody has bound", at);
      const length = CHANNEL_HEADER_BYTES + said;
      return { length, padded: length + ((4 - (length % 4)) % 4) };
    }
    default:
      throw new DecodeError("turn", "neither STUN nor ChannelData", at);
  }
}
