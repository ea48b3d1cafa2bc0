import { randomBytes, randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { z } from "zod";
import { natBehaviourSchema } from "#core/nat/diagnosis.ts";
import { siteEnvironment } from "#host/check/environment.ts";
import { LaptopForwards } from "#host/forward/laptop-forwards.ts";
import { openForLaptop } from "#host/rehearsal/open-for-laptop.ts";
import { RehearsalService } from "#host/rehearsal/rehearsal-service.ts";
import { memoryJournal } from "../../fakes/memory-journal.ts";
import { serverAddresses, VANTAGE_TOKEN, VANTAGE_URL } from "../internet.ts";

/**
 * One end of a rehearsal in the lab: `node end-process.ts JSON`. Each line it reads is a code to join (or "invite"), each line it prints
 * an event; it ends with its input, by itself, as a host must.
 */
const settingsSchema = z.object({
  turn: z.boolean(),
  mapping: z.boolean().default(false),
  forwarded: z.object({ address: z.string(), port: z.number(), localPort: z.number() }).optional(),
  stun: z.array(z.string()).default([serverAddresses.stun[0]]),
  nat: z.object({ mapping: natBehaviourSchema, filtering: natBehaviourSchema }).nullable().default(null),
});
const settings = settingsSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
const environment = siteEnvironment("assets");
const journal = memoryJournal();
const forwards = new LaptopForwards({
  environment,
  journal: () => journal,
  document: () => {
    throw new Error("there is no survey here");
  },
  now: () => new Date(),
  randomBytes: (length) => randomBytes(length),
  randomUuid: () => randomUUID(),
});
const service = new RehearsalService({
  environment,
  vantageAccess: async () => ({ url: VANTAGE_URL, token: VANTAGE_TOKEN }),
  stunServers: () => settings.stun.map((host) => ({ host, port: 3478 })),
  turnServer: async () =>
    settings.turn ? { host: serverAddresses.stun[0], port: 3478, username: "lab", password: "labpass" } : null,
  openPort: settings.mapping
    ? openForLaptop(forwards, { computer: environment.computer, randomUuid: () => randomUUID() })
    : async () => null,
  technician: () => null,
  version: "0.0.0",
  now: () => new Date(),
  randomBytes: (length) => randomBytes(length),
  randomUuid: () => randomUUID(),
});

const startedMs = performance.now();
for await (const line of createInterface({ input: process.stdin })) {
  const role = line === "invite" ? "invite" : "join";
  const signalling = { kind: "vantage" as const, ...(role === "join" && { code: line }) };
  const wish = {
    role,
    signalling,
    nat: settings.nat,
    ...(settings.forwarded && { forwarded: settings.forwarded }),
  } as const;
  for await (const event of service.start(wish, new AbortController().signal)) {
    const atMs = Math.round(performance.now() - startedMs);
    process.stdout.write(`${JSON.stringify({ ...event, atMs })}\n`);
  }
}
