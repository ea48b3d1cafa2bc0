import type { Diagnosis, VerdictKind } from "../nat/diagnosis.ts";
import { observationsOf } from "../nat/observation.ts";
import { isIpv6 } from "../net/ip-address.ts";
import type { CheckRecord } from "../survey/check-record.ts";

/** The addresses around the tested port, by which a visitor from inside is told from one from outside. All canonical. */
export type SiteAround = {
  /** Under which the internet sees the site, IPv4 and IPv6. */
  readonly publicAddresses: readonly string[];
  /** Of the boxes on the way out, towards the laptop and towards the internet. */
  readonly routerAddresses: readonly string[];
  /** The laptop's own. */
  readonly ownAddresses: readonly string[];
  /** The networks that the laptop is in, `192.168.1.50/24`. */
  readonly ownNetworks: readonly string[];
  /** A carrier translates, or shares the address out: its other customers may come in without ever being outside. */
  readonly isBehindCarrier: boolean;
  /** The line goes over a mobile network. */
  readonly isMobileLine: boolean;
};

const CARRIERS: ReadonlySet<VerdictKind> = new Set(["cgnat", "shared-address", "nat64"]);

/** Everything that checks of the site tell of its addresses; the first one is of now. */
export function siteAround(checks: readonly CheckRecord[], isMobileLine: boolean): SiteAround {
  const diagnoses = checks.map(({ diagnosis }) => diagnosis);
  const addresses = checks
    .slice(0, 1)
    .flatMap(({ observations }) => observationsOf(observations, "interfaces"))
    .flatMap(({ data }) => data.adapters.flatMap((adapter) => adapter.addresses));
  return {
    publicAddresses: known(diagnoses.flatMap((one) => [one.publicAddress, one.ipv6.address])),
    routerAddresses: known(diagnoses.flatMap(boxAddresses)),
    ownAddresses: known(addresses.map(({ address }) => address)),
    ownNetworks: known(
      addresses
        // An adapter may say that the whole internet is its network.
        .filter(({ address, prefixLength }) => prefixLength >= (isIpv6(address) ? 48 : 8))
        .map(({ address, prefixLength }) => `${address}/${prefixLength}`),
    ),
    isBehindCarrier: diagnoses.some(isBehindCarrier),
    isMobileLine,
  };
}

function boxAddresses({ gateway, wanAddress, layers }: Diagnosis): (string | null)[] {
  const boxes = layers.filter(({ kind }) => kind !== "laptop" && kind !== "internet");
  return [gateway, wanAddress, ...boxes.flatMap(({ address, insideAddress }) => [address, insideAddress])];
}

/** Whether somebody else has the same public address. */
export const isBehindCarrier = ({ verdict, layers }: Diagnosis): boolean =>
  CARRIERS.has(verdict.kind) || layers.some(({ kind }) => kind === "carrier-nat");

const known = (addresses: readonly (string | null)[]): string[] => [
  ...new Set(addresses.filter((address) => address !== null)),
];
