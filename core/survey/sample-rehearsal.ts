import type { RehearsalRecord } from "../rehearsal/rehearsal-record.ts";

/** Part of the invented site (`sample-survey.ts`): the bakery's mobile line against the office's, before a relay was decided on. */
export const sampleRehearsal = (startedAt: string, by: string): RehearsalRecord => ({
  id: "2f6d0c41-8a3e-4b57-9c1d-7e5a4b3c2d01",
  startedAt,
  durationMs: 14_180,
  farsiteVersion: "0.1.0",
  by,
  role: "invite",
  signalling: "vantage",
  digits: "4071",
  outcome: "none",
  sameNetwork: false,
  why: [
    { key: "rehearsal.why.none", args: {} },
    { key: "rehearsal.prediction.one-hard", args: {} },
    { key: "rehearsal.prediction.guessing-one", args: {} },
    { key: "rehearsal.prediction.what-changes-it", args: {} },
  ],
  predicted: "no",
  here: {
    name: "Bakery",
    publicAddress: "192.31.196.61",
    udp: "open",
    ipv6: false,
    relay: false,
    nat: { mapping: "address-and-port-dependent", filtering: "address-and-port-dependent" },
    candidates: [
      { kind: "reflexive", address: "192.31.196.61", port: 41_377 },
      { kind: "host", address: "192.168.8.23", port: 50_112 },
    ],
  },
  there: {
    name: "Office",
    publicAddress: "192.52.193.17",
    udp: "open",
    ipv6: false,
    relay: false,
    nat: { mapping: "endpoint-independent", filtering: "address-and-port-dependent" },
    candidates: [
      { kind: "reflexive", address: "192.52.193.17", port: 53_204 },
      { kind: "host", address: "192.168.20.15", port: 53_204 },
    ],
  },
  relayOffered: "none",
  pair: null,
  connectMs: null,
  rttMs: null,
  upBitsPerSecond: null,
  downBitsPerSecond: null,
});
