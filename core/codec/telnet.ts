/** Telnet's commands among its text, RFC 854. */

const IAC = 255;
const SB = 250;
const SE = 240;
/** WILL, WON'T, DO, DON'T name an option. */
const WITH_OPTION = { from: 251, to: 254 } as const;

/** The text of a Telnet server without the options that it offers. */
export function withoutTelnetOptions(bytes: Uint8Array): Uint8Array {
  const text: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const command = bytes[at + 1] ?? 0;
    if (byte !== IAC) text.push(byte);
    else if (command === IAC) {
      text.push(IAC);
      at += 1;
    } else if (command === SB) {
      at = endOfSubnegotiation(bytes, at + 2);
    } else {
      at += command >= WITH_OPTION.from && command <= WITH_OPTION.to ? 2 : 1;
    }
  }
  return Uint8Array.from(text);
}

/** The index of its last byte; without an end, all the rest belongs to it. */
function endOfSubnegotiation(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) if (bytes[at] === IAC && bytes[at + 1] === SE) return at + 1;
  return bytes.length;
}
