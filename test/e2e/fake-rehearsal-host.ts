import { randomUUID } from "node:crypto";
import { implement } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import type { RehearsalNews, RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import type { Site } from "#core/contract/survey-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { endOf, judgeRehearsal, predictRehearsal } from "#core/rehearsal/judge.ts";
import { latestRehearsals, type RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import { decodeSignal, encodeSignal, type Signal } from "#core/rehearsal/signal.ts";
import { sampleRehearsal } from "#core/survey/sample-rehearsal.ts";
import { pause, raise, type FakeStore } from "./fake-plan.ts";
import { CODE, type FakeRehearsal } from "./fake-rehearsal.ts";
import { writeRevision } from "./fake-survey.ts";

const EASY = { mapping: "endpoint-independent", filtering: "address-and-port-dependent" } as const;

const signalOf = (role: Signal["role"], changes: Partial<Signal> = {}): Signal => ({
  role,
  ufrag: role === "offer" ? "aB3d" : "Zy9x",
  password: "0123456789abcdefghijkl",
  fingerprint: "ab".repeat(32),
  udp: "open",
  ipv6: false,
  relay: false,
  nat: EASY,
  name: role === "offer" ? "Bakery Lindner" : "Office",
  candidates: [
    { kind: "reflexive", address: role === "offer" ? "198.51.100.7" : "203.0.113.20", port: 41_377 },
    { kind: "host", address: role === "offer" ? "192.168.1.23" : "192.168.20.15", port: 50_112 },
  ],
  ...changes,
});
export const textOf = (role: Signal["role"]): string => encodeSignal(signalOf(role));

/** Rehearsals for the page's tests: the real judgement over ends that are made up. */
export function fakeRehearsalHost(store: FakeStore, paceMs: () => number, siteOf: (siteId: string) => Site) {
  const os = implement(contract);
  const fake = (): FakeRehearsal => store.rehearsal;

  async function* rehearse(request: RehearsalRequest, signal: AbortSignal): AsyncGenerator<RehearsalNews> {
    fake().asked.push(request);
    for await (const event of story(request, signal)) {
      await pause(paceMs(), signal);
      yield event;
      if (event.type === fake().staysAt) await pause(3_600_000, signal);
    }
  }

  async function* story({ siteId, role, signalling, name }: RehearsalRequest, signal: AbortSignal) {
    const { trouble } = fake();
    const next = async (): Promise<string | null> => {
      const before = fake().given.length;
      while (fake().given.length === before) {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        fake().wake = resolve;
        signal.addEventListener("abort", () => reject(new Error("stopped")), { once: true });
        await promise;
      }
      return fake().given.at(-1) ?? null;
    };
    const take = async function* (wanted: Signal["role"]): AsyncGenerator<RehearsalNews> {
      for (;;) {
        yield { type: "waiting", for: "text" };
        const given = await next();
        try {
          if (decodeSignal(given ?? "").role === wanted) return;
          yield { type: "refused", why: message("rehearsal.trouble.own-signal") };
        } catch {
          yield { type: "refused", why: message("rehearsal.trouble.not-a-signal", { detail: "cut off" }) };
        }
      }
    };
    if (trouble !== null && trouble !== "left") {
      yield { type: "failed", why: message(`rehearsal.trouble.${trouble}`) } as const;
      return;
    }
    if (signalling.kind === "vantage" && role === "invite") {
      yield { type: "code", code: CODE } as const;
      yield { type: "waiting", for: "colleague" } as const;
    }
    if (signalling.kind === "by-hand" && role === "join") yield* take("offer");
    if (signalling.kind === "by-hand")
      yield { type: "text", text: textOf(role === "invite" ? "offer" : "answer") } as const;
    if (signalling.kind === "by-hand" && role === "invite") yield* take("answer");
    const [here, there] = [
      { ...endOf(signalOf(role === "invite" ? "offer" : "answer")), name, ...fake().here },
      { ...endOf(signalOf(role === "invite" ? "answer" : "offer")), ...fake().there },
    ];
    const prediction = predictRehearsal(here, there);
    if (here.udp === "blocked") yield { type: "udp-blocked" } as const;
    yield { type: "digits", digits: "4071" } as const;
    yield { type: "predicted", prediction } as const;
    yield { type: "candidates", side: "here", name: here.name, candidates: here.candidates } as const;
    yield { type: "candidates", side: "there", name: there.name, candidates: there.candidates } as const;
    if (signalling.kind === "by-hand" && role === "join") {
      yield { type: "waiting", for: "begin" } as const;
      await next();
    }
    yield { type: "checking", relay: here.relay || there.relay } as const;
    raise(fake().breakOff);
    if (trouble !== null) {
      yield { type: "failed", why: message(`rehearsal.trouble.${trouble}`) } as const;
      return;
    }
    const { pair, rttMs } = fake();
    const { prediction: _, ...judged } = judgeRehearsal({ here, there, pair });
    if (pair !== null) yield { type: "connected", outcome: judged.outcome, pair } as const;
    const record: RehearsalRecord = {
      ...sampleRehearsal(new Date().toISOString(), "Jonas Weber"),
      id: randomUUID(),
      role,
      signalling: signalling.kind,
      here,
      there,
      ...judged,
      predicted: prediction.direct,
      pair,
      ...(pair !== null && { connectMs: 312, rttMs, upBitsPerSecond: 9_400_000, downBitsPerSecond: 38_000_000 }),
    };
    yield { type: "finished", record, prediction } as const;
    if (siteId !== null) yield kept(siteId, record);
  }

  function kept(siteId: string, record: RehearsalRecord): RehearsalNews {
    const { notSaved } = fake();
    if (notSaved !== null) return { type: "not-saved", code: notSaved.code, data: notSaved.data };
    const site = siteOf(siteId);
    const { name, revision } = writeRevision(store, site, {
      ...site.document,
      rehearsals: latestRehearsals(site.document.rehearsals, [record]),
    });
    return { type: "saved", siteId, siteName: name, revision };
  }

  return {
    rehearsal: {
      start: os.rehearsal.start.handler(async function* ({ input, signal }) {
        let isOver = false;
        try {
          yield* rehearse(input, signal ?? new AbortController().signal);
          isOver = true;
        } finally {
          if (!isOver) fake().stopped += 1;
        }
      }),
      give: os.rehearsal.give.handler(({ input }) => {
        fake().given.push(input.text);
        fake().wake();
      }),
    },
  };
}
