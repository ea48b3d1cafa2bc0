/** What surveys name by its hash instead of repeating it in every revision: checks, searches for devices, tests from outside. */
export const recordKinds = ["check", "scan", "proof"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Where they are kept. */
export const RECORD_TABLES = { check: "check_record", scan: "scan_record", proof: "proof_record" } as const;
export type RecordTable = (typeof RECORD_TABLES)[RecordKind];

/** Under which name a survey lists them. */
export const RECORD_LISTS = { check: "checks", scan: "scans", proof: "proofs" } as const;
