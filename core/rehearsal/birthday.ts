import { z } from "zod";

/**
 * Finding a hard side's port by guessing. The hard side writes to the easy one from many sockets, so that its router opens as
 * many outside ports; the easy side writes to ports of the hard side's address at random until it meets one of them. Both
 * formulas and the pace are those of https://tailscale.com/blog/how-nat-traversal-works ("The benefits of birthdays").
 */

/** Outside ports a router gives out: all but the well-known ones, 1024-65535. */
export const OUTSIDE_PORTS = 64_512;
/** Sockets the hard side opens. More fill a home router's table of translations. */
export const BIRTHDAY_SOCKETS = 256;
/** What no firewall takes for an attack. */
export const PROBES_PER_SECOND = 100;

/**
 * The chance that `probes` guesses without repetition meet one of `sockets` open ports: 174 probes find one of 256 with
 * 50 %, 1,024 with 98 %.
 */
export function birthdayChance(probes: number, sockets = BIRTHDAY_SOCKETS): number {
  if (probes + sockets > OUTSIDE_PORTS) return 1;
  let missed = 1;
  for (let probe = 0; probe < probes; probe += 1) missed *= 1 - sockets / (OUTSIDE_PORTS - probe);
  return 1 - missed;
}

/**
 * Both sides hard: source and destination port must be guessed together, so each side's `probes` meet in a space of ports
 * squared. 50 % take some 54,000 probes of each side, nine minutes.
 */
export const bothHardChance = (probes: number): number => 1 - Math.exp(-((probes / OUTSIDE_PORTS) ** 2));

export const birthdayOddsSchema = z.object({
  kind: z.enum(["one-hard", "both-hard"]),
  /** Of the hard side; with both hard, of each. */
  sockets: z.number().int(),
  steps: z.array(z.object({ probes: z.number(), seconds: z.number(), chance: z.number() })).max(8),
});
export type BirthdayOdds = z.infer<typeof birthdayOddsSchema>;

const ONE_HARD_PROBES = [174, 256, 1_024, 2_048];
const BOTH_HARD_PROBES = [2_048, 54_000, 170_000];

/** The odds as a table for people. */
export function birthdayOdds(kind: BirthdayOdds["kind"]): BirthdayOdds {
  const isOne = kind === "one-hard";
  return {
    kind,
    sockets: isOne ? BIRTHDAY_SOCKETS : 1,
    steps: (isOne ? ONE_HARD_PROBES : BOTH_HARD_PROBES).map((probes) => ({
      probes,
      seconds: probes / PROBES_PER_SECOND,
      chance: isOne ? birthdayChance(probes) : bothHardChance(probes),
    })),
  };
}
