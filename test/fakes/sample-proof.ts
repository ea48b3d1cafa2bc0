import { randomUUID } from "node:crypto";
import { PROOF_RECORD_VERSION, type ProofRecord } from "#core/proof/proof-record.ts";

/** A test by the vantage that reached the recorder behind one of two ports; another one each time. */
export function sampleProof(startedAt = "2026-11-20T09:30:00.000Z"): ProofRecord {
  const result: ProofRecord["results"][number] = {
    forwardId: "forward-1",
    target: "device",
    transport: "tcp",
    address: "192.31.196.77",
    port: 8_000,
    outcome: "answered",
    strength: "proof",
    remark: null,
    answer: { protocol: "http", says: "Web server of the recorder", certificate: null },
    sameDevice: "yes",
    connectMs: 31,
    firstByteMs: 48,
    at: startedAt,
    trouble: null,
    raw: null,
  };
  return {
    format: "farsite-proof",
    version: PROOF_RECORD_VERSION,
    proofId: randomUUID(),
    startedAt,
    durationMs: 900,
    farsiteVersion: "0.0.0",
    by: "Anna",
    origin: { kind: "vantage", host: "vantage.example.net", address: "192.175.48.99" },
    publicAddress: "192.31.196.77",
    results: [
      result,
      { ...result, port: 554, outcome: "silent", strength: "none", answer: null, sameDevice: "unknown" },
    ],
  };
}
