import type { PlainDevice } from "./device-findings.ts";
import { nameOf, siteIndex, type DeviceRule } from "./device-rule.ts";
import type { Certificate } from "./sighting.ts";

/** Findings about how a device proves that it is itself. */
export const CERTIFICATE_FINDINGS: readonly DeviceRule[] = [
  {
    code: "certificate-changed",
    severity: "warning",
    find: ({ device, context }) => {
      const { byKey } = siteIndex(context.before);
      // An address may be another device's by now.
      const keys = device.keys.filter((key) => !key.startsWith("address:"));
      const earlier = keys.flatMap((key) => byKey.get(key) ?? []);
      const changed = device.certificates.find((now) => wasOther(now, earlier));
      return changed ? { args: { port: changed.port }, sources: ["tls"] } : null;
    },
  },
  {
    code: "certificate-shared",
    severity: "warning",
    find: ({ device, site }) => {
      for (const certificate of device.certificates.filter((one) => !isFromPublicAuthority(one))) {
        const holders = (site.byCertificate.get(certificate.fingerprint) ?? []).filter(
          (one) => !areOneRouter(device, one),
        );
        const other = holders.find(({ id }) => id !== device.id);
        if (other) return { args: { count: holders.length - 1, other: nameOf(other) }, sources: ["tls"] };
      }
      return null;
    },
  },
  {
    code: "certificate-expired",
    severity: "advice",
    find: ({ device, context }) => {
      const expired = device.certificates.find(({ validTo }) => validTo !== null && isBefore(validTo, context.now));
      return expired ? { args: { date: dayOf(expired.validTo), port: expired.port }, sources: ["tls"] } : null;
    },
  },
  {
    code: "certificate-not-yet",
    severity: "advice",
    find: ({ device, context }) => {
      const early = device.certificates.find(({ validFrom }) => validFrom !== null && isBefore(context.now, validFrom));
      return early ? { args: { date: dayOf(early.validFrom), port: early.port }, sources: ["tls"] } : null;
    },
  },
  {
    code: "certificate-self-signed",
    severity: "info",
    hiddenBy: ["certificate-changed", "certificate-shared", "certificate-expired", "certificate-not-yet"],
    find: ({ device }) => (device.certificates.some(({ selfSigned }) => selfSigned) ? { sources: ["tls"] } : null),
  },
];

/** Public authorities give no more than 398 days (CA/Browser Forum, Baseline Requirements 6.3.2). */
const PUBLIC_MAX_DAYS = 398;
const DAY_MS = 86_400_000;

/** One certificate for all of a customer's servers is no key from the factory. */
function isFromPublicAuthority({ selfSigned, validFrom, validTo }: Certificate): boolean {
  const days = (Date.parse(validTo ?? "") - Date.parse(validFrom ?? "")) / DAY_MS;
  return !selfSigned && days <= PUBLIC_MAX_DAYS + 1;
}

/** A router has a card, and a MAC, in each network; its certificate is what is the same. */
const areOneRouter = (a: PlainDevice, b: PlainDevice): boolean =>
  a.id !== b.id && a.role.value === "router" && b.role.value === "router";

/** An authority renews certificates all the time; a device's own stays for years. */
function wasOther(now: Certificate, earlier: readonly PlainDevice[]): boolean {
  const before = earlier.flatMap(({ certificates }) => certificates).filter(({ port }) => port === now.port);
  return now.selfSigned && before.length > 0 && before.every(({ fingerprint }) => fingerprint !== now.fingerprint);
}

const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);

const dayOf = (date: string | null): string => (date ?? "").slice(0, 10);
