import type { PlainDevice } from "./device-findings.ts";
import { nameOf, siteIndex, type DeviceRule } from "./device-rule.ts";
import type { Certificate } from "./sighting.ts";

/** Findings about how a device proves that it is itself. */
export const CERTIFICATE_FINDINGS: readonly DeviceRule[] = [
  {
    code: "certificate-changed",
    severity: "problem",
    find: ({ device, context }) => {
      const { byKey } = siteIndex(context.before);
      const earlier = device.keys.flatMap((key) => byKey.get(key) ?? []);
      const changed = device.certificates.find((now) => wasOther(now, earlier));
      return changed ? { args: { port: changed.port }, sources: ["tls"] } : null;
    },
  },
  {
    code: "certificate-shared",
    severity: "warning",
    find: ({ device, site }) => {
      for (const { fingerprint } of device.certificates) {
        const holders = site.byCertificate.get(fingerprint) ?? [];
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

/** An authority renews certificates all the time; a device's own stays for years. */
function wasOther(now: Certificate, earlier: readonly PlainDevice[]): boolean {
  const before = earlier.flatMap(({ certificates }) => certificates).filter(({ port }) => port === now.port);
  return now.selfSigned && before.length > 0 && before.every(({ fingerprint }) => fingerprint !== now.fingerprint);
}

const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);

const dayOf = (date: string | null): string => (date ?? "").slice(0, 10);
