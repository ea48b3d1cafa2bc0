import { z } from "zod";
import { observationIdSchema } from "./observation.ts";

/** What the line is, judged from inside (docs/architecture.md, "Verdicts"). */
export const verdictKindSchema = z.enum([
  "public",
  "double-nat",
  "cgnat",
  "shared-address",
  "nat64",
  "firewalled",
  "offline",
  "unknown",
]);
export type VerdictKind = z.infer<typeof verdictKindSchema>;

/** Whether anything gets in. Only a test from outside ever sets it to something else than `untested`. */
export const inboundSchema = z.enum(["proven", "blocked", "untested"]);

/** A sentence by its key in `core/text` and its arguments, so every shell and language says the same thing. */
const MAX_ARGUMENT_CHARACTERS = 500;
export const messageSchema = z.object({
  key: z.string().max(120),
  args: z.record(z.string(), z.union([z.string().max(MAX_ARGUMENT_CHARACTERS), z.number()])),
});
export type Message = z.infer<typeof messageSchema>;

/** A message whose arguments, which come from the network, are cut to what a sentence can take. */
export function message(key: string, args: Message["args"] = {}): Message {
  const cut = (value: string | number): string | number =>
    typeof value === "string" && value.length > MAX_ARGUMENT_CHARACTERS
      ? `${value.slice(0, MAX_ARGUMENT_CHARACTERS - 1)}…`
      : value;
  return { key, args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, cut(value)])) };
}

/** One reason for or against the verdict, with the observations it rests on. */
export const evidenceSchema = messageSchema.extend({ observationIds: z.array(observationIdSchema) });
export type Evidence = z.infer<typeof evidenceSchema>;

export const verdictSchema = z.object({
  kind: verdictKindSchema,
  /** 0-1: how sure the reasoning is, given this evidence. */
  confidence: z.number().min(0).max(1),
  sentence: messageSchema,
  for: z.array(evidenceSchema),
  against: z.array(evidenceSchema),
  /** The single test that would settle what is unknown; null when nothing would change the verdict. */
  settledBy: messageSchema.nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const severitySchema = z.enum(["info", "advice", "warning", "problem"]);
export const findingSchema = z.object({
  code: z.string().max(80),
  severity: severitySchema,
  title: messageSchema,
  whatToDo: messageSchema.nullable(),
  observationIds: z.array(observationIdSchema),
});
export type Finding = z.infer<typeof findingSchema>;

/** One translation layer or network on the way out, from the laptop to the internet. */
export const layerSchema = z.object({
  kind: z.enum([
    "laptop",
    "vpn",
    "router",
    "second-router",
    "carrier-nat",
    /** The provider's end of MAP-E, lw4o6 or DS-Lite. */
    "shared-address",
    "nat64",
    "unidentified-nat",
    "internet",
  ]),
  owner: z.enum(["installer", "customer", "carrier", "unknown", "nobody"]),
  /** The address this layer shows towards the internet; null when it is not known. */
  address: z.string().max(64).nullable(),
  /** The address it shows towards the customer's side; null when it is not known. */
  insideAddress: z.string().max(64).nullable(),
  name: z.string().max(200).nullable(),
  /** Whether it translates addresses; null when that is not known. Absent in early recordings. */
  translates: z.boolean().nullable().default(null),
  /** The observations it was seen in. */
  observationIds: z.array(observationIdSchema).default([]),
});
export type Layer = z.infer<typeof layerSchema>;

export const natBehaviourSchema = z.enum([
  "endpoint-independent",
  "address-dependent",
  "address-and-port-dependent",
  /** The mapped port changed between two destinations; which part of the destination matters was not tested. */
  "endpoint-dependent",
  "unknown",
]);

export const mappingSummarySchema = z.object({
  /** The gateway speaks the protocol; null when the probe did not run. */
  available: z.boolean().nullable(),
  result: z.enum(["granted", "refused", "silent", "switched-off", "not-tested", "failed"]),
  externalAddress: z.string().max(64).nullable(),
  externalPort: z.number().int().nullable(),
  errorName: z.string().max(80).nullable(),
  /** Whether the router confirmed that the test mapping is gone; null when none was granted. */
  removed: z.boolean().nullable(),
});
export type MappingSummary = z.infer<typeof mappingSummarySchema>;

export const ipv6Schema = z.object({
  /** `native`: outside servers see the laptop's own address; `translated`: another one (NPTv6, NAT66). */
  state: z.enum(["none", "local-only", "native", "translated", "unknown"]),
  /** The address that outside servers see. */
  address: z.string().max(64).nullable(),
  inbound: inboundSchema,
});

export const diagnosisSchema = z.object({
  verdict: verdictSchema,
  inbound: inboundSchema,
  layers: z.array(layerSchema),
  nat: z.object({
    mapping: natBehaviourSchema,
    filtering: natBehaviourSchema,
    hairpin: z.enum(["yes", "no", "unknown"]),
    /** The name of RFC 3489 that people still use. */
    classicName: z
      .enum(["none", "full-cone", "restricted-cone", "port-restricted-cone", "symmetric"])
      .nullable()
      .default(null),
    /** Whether the outside port is the inside one. */
    portPreservation: z.enum(["yes", "no", "unknown"]).default("unknown"),
    /** Outside ports that servers saw, ascending. */
    portsSeen: z.array(z.number().int()).default([]),
    /** A mapping was still open after this many seconds of silence, and closed after these; null: not tested. */
    bindingAliveSeconds: z.number().int().nullable().default(null),
    bindingDeadSeconds: z.number().int().nullable().default(null),
  }),
  findings: z.array(findingSchema),
  mappings: z.object({ pcp: mappingSummarySchema, natpmp: mappingSummarySchema, upnp: mappingSummarySchema }),
  /** IPv6, beside the verdict on IPv4. */
  ipv6: ipv6Schema.default({ state: "unknown", address: null, inbound: "untested" }),
  /** With a shared address: the ports that are this line's own, ascending; null when they are not known. */
  usablePorts: z
    .array(z.object({ from: z.number().int().min(0).max(65535), to: z.number().int().min(0).max(65535) }))
    .max(4_096)
    .nullable()
    .default(null),
  publicAddress: z.string().max(64).nullable(),
  wanAddress: z.string().max(64).nullable(),
  gateway: z.string().max(64).nullable(),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
