import type { DeviceFindingCase } from "./device-finding-cases.ts";
import { certificate, device } from "./imagined-devices.ts";

/** As in `device-finding-cases.ts`, of certificates. */
export const CERTIFICATE_CASES: DeviceFindingCase[] = [
  [
    "another one than last time",
    "certificate-changed",
    "warning",
    device("camera", { keys: ["mac:a"], certificates: [certificate({ fingerprint: "bb" })] }),
    { context: { before: [device("camera", { keys: ["mac:a"], certificates: [certificate()] })] } },
  ],
  [
    "another one at the same address, perhaps of another device",
    "certificate-changed",
    null,
    device("camera", { certificates: [certificate({ fingerprint: "bb" })] }),
    { context: { before: [device("camera", { certificates: [certificate()] })] } },
  ],
  [
    "the same as last time",
    "certificate-changed",
    null,
    device("camera", { keys: ["mac:a"], certificates: [certificate()] }),
    { context: { before: [device("camera", { keys: ["mac:a"], certificates: [certificate()] })] } },
  ],
  [
    "an authority's, which it renews",
    "certificate-changed",
    null,
    device("camera", { keys: ["mac:a"], certificates: [certificate({ fingerprint: "bb", selfSigned: false })] }),
    { context: { before: [device("camera", { keys: ["mac:a"], certificates: [certificate()] })] } },
  ],
  ["not seen before", "certificate-changed", null, device("camera", { certificates: [certificate()] })],
  [
    "two with one key",
    "certificate-shared",
    "warning",
    device("camera", { certificates: [certificate()] }),
    { others: [device("camera", { id: "b", certificates: [certificate()] })] },
  ],
  [
    "one authority's for all servers of a customer",
    "certificate-shared",
    null,
    device("recorder", { certificates: [certificate({ selfSigned: false, validTo: "2024-12-31T00:00:00Z" })] }),
    {
      others: [
        device("other", {
          id: "b",
          certificates: [certificate({ selfSigned: false, validTo: "2024-12-31T00:00:00Z" })],
        }),
      ],
    },
  ],
  [
    "one router in two networks",
    "certificate-shared",
    null,
    device("router", { certificates: [certificate()] }),
    { others: [device("router", { id: "b", certificates: [certificate()] })] },
  ],
  [
    "each its own",
    "certificate-shared",
    null,
    device("camera", { certificates: [certificate()] }),
    { others: [device("camera", { id: "b", certificates: [certificate({ fingerprint: "bb" })] })] },
  ],
  [
    "ended",
    "certificate-expired",
    "advice",
    device("camera", { certificates: [certificate({ validTo: "2026-11-20T00:00:00Z" })] }),
  ],
  ["in time", "certificate-expired", null, device("camera", { certificates: [certificate({ validTo: null })] })],
  [
    "from the future",
    "certificate-not-yet",
    "advice",
    device("camera", { certificates: [certificate({ validFrom: "2036-01-01T00:00:00Z" })] }),
  ],
  ["from the past", "certificate-not-yet", null, device("camera", { certificates: [certificate({ validFrom: "?" })] })],
  ["its own", "certificate-self-signed", "info", device("camera", { certificates: [certificate()] })],
  [
    "an authority's",
    "certificate-self-signed",
    null,
    device("camera", { certificates: [certificate({ selfSigned: false })] }),
  ],
  [
    "its own, and ended: that is said",
    "certificate-self-signed",
    null,
    device("camera", { certificates: [certificate({ validTo: "2020-01-01T00:00:00Z" })] }),
  ],
];
