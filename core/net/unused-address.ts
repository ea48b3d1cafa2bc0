import { formatAddress, parseAddress } from "./ip-address.ts";

/** Of a wider network only the 256 addresses around one's own: that is where people look for conflicts. */
const MIN_PREFIX_LENGTH = 24;
const MAX_PREFIX_LENGTH = 30;

/**
 * An IPv4 address in the network of `own` that nobody is known to have; null where the network has none left, or is no network
 * (`/31`, `/32`).
 *
 * @param choice where to begin looking, 0 to 1
 */
export function unusedAddress(
  own: { readonly address: string; readonly prefixLength: number },
  taken: ReadonlySet<string>,
  choice: number,
): string | null {
  const parsed = parseAddress(own.address);
  if (parsed?.family !== 4 || own.prefixLength > MAX_PREFIX_LENGTH || own.prefixLength < 1) return null;
  const hostBits = 32 - Math.max(own.prefixLength, MIN_PREFIX_LENGTH);
  const size = 2 ** hostBits;
  const [a = 0, b = 0, c = 0, d = 0] = parsed.bytes;
  const base = d - (d % size);
  // The first and the last address of a network are nobody's (RFC 1122 section 3.2.1.3).
  const usable = size - 2;
  const start = Math.min(Math.floor(choice * usable), usable - 1);
  for (let step = 0; step < usable; step += 1) {
    const candidate = formatAddress(Uint8Array.of(a, b, c, base + 1 + ((start + step) % usable)));
    if (candidate !== own.address && !taken.has(candidate)) return candidate;
  }
  return null;
}
