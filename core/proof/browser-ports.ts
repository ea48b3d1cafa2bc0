/**
 * Ports that no browser connects to, whatever the page: the Fetch standard's list (fetch.spec.whatwg.org, section 2.9 "Port blocking",
 * with 4190 and 6679 of 2024). RTSP's 554 is among them. Makers' own ports such as 8000 and 37777 are not, yet a device there speaks
 * no HTTP.
 */
const REFUSED: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

export const isRefusedByBrowsers = (port: number): boolean => REFUSED.has(port);

type PortRange = { readonly from: number; readonly to: number };

/** Where neither systems take ports by themselves (RFC 6335 section 6: from 49152) nor services usually listen. */
const QUIET_PORTS: PortRange = { from: 40_000, to: 49_151 };
const TRIES = 100;

/**
 * Ports to take where the wanted one can't be had, the best first: quiet high ones, or of a shared address those that are this
 * line's own. `random` gives a whole number from 0 up to, and without, its argument. Empty: there is none.
 */
export function substitutePorts({
  count,
  taken,
  usable,
  random,
}: {
  count: number;
  taken: ReadonlySet<number>;
  usable: readonly PortRange[] | null;
  random: (below: number) => number;
}): number[] {
  const ranges = usable === null ? [QUIET_PORTS] : usable.filter(({ from, to }) => from <= to);
  const found = new Set<number>();
  for (let tries = 0; tries < TRIES && ranges.length > 0 && found.size < count; tries += 1) {
    const { from, to } = ranges[random(ranges.length)] ?? QUIET_PORTS;
    const port = from + random(to - from + 1);
    if (port > 0 && port <= 65_535 && !taken.has(port) && !isRefusedByBrowsers(port)) found.add(port);
  }
  return [...found];
}

/** Whether a line with a shared address has this port; all others have every one. */
export const isUsablePort = (port: number, usable: readonly PortRange[] | null): boolean =>
  usable === null || usable.some(({ from, to }) => port >= from && port <= to);
