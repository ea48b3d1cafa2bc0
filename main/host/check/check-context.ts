import type { Observation, ObservationData, ProbeId } from "#core/nat/observation.ts";
import type { question } from "#core/text/en/diagnosis.ts";
import type { MappingJournal } from "../store/mapping-journal.ts";
import { type TroubleCode, ProbeTrouble, toProbeTrouble } from "./probe-trouble.ts";

/** The laptop's way out, as the default-route probe found it. */
export type Gateway = {
  address: string;
  /** The laptop's own address towards the gateway. */
  localAddress: string;
  interfaceName: string;
  /** Read on first use, when the gateway has answered something and so is in the neighbour table. */
  mac(): Promise<string | null>;
};

export type CheckSettings = { stunServers: string[]; whoamiUrls: string[]; testMappings: boolean };

export type AskingEvent = { id: string; probe: ProbeId; question: string; asked: string | null };

/** What every probe gets. Probes keep nothing: they ask through this and report through it. */
export type CheckContext = {
  settings: CheckSettings;
  journal: MappingJournal;
  /** Ends every probe: the person cancelled, or the check's time is up. */
  signal: AbortSignal;
  /** Ends the questions to the internet; earlier than `signal` when nothing out there answers. */
  outsideSignal: AbortSignal;
  wasCancelled(): boolean;
  elapsedMs(): number;
  randomBytes(length: number): Uint8Array;
  gateway: Promise<Gateway | null>;
  ownAddresses: readonly string[];
  /** Called with every answer of an outside server: its own address, and the one it saw us come from. */
  outsideAnswered(serverAddress: string, seenAddress: string): void;
  onAsking(event: AskingEvent): void;
  onObserved(observation: Observation): void;
};

export type Question = {
  /** Unique in the check; the same question has the same id in every check. */
  id: string;
  probe: ProbeId;
  question: keyof typeof question;
  asked: string | null;
};

export type Answer = {
  data: ObservationData;
  answeredBy: string | null;
  raw?: string | null;
  trouble?: TroubleCode | null;
  error?: string | null;
};

const MAX_RAW_CHARACTERS = 20_000;
const MAX_ERROR_CHARACTERS = 400;

/**
 * Asks one question and records what came of it: exactly one `asking` and one observation, whatever happens.
 * Returns null where nothing usable came; only bugs throw.
 */
export async function ask<A extends Answer>(
  context: CheckContext,
  question: Question,
  run: () => Promise<A>,
): Promise<A | null> {
  const startedMs = context.elapsedMs();
  context.onAsking({ ...question });
  const observe = (rest: Pick<Observation, "outcome" | "data" | "answeredBy" | "trouble" | "raw" | "error">): void =>
    context.onObserved({
      ...question,
      ...rest,
      raw: rest.raw?.slice(0, MAX_RAW_CHARACTERS) ?? null,
      error: rest.error?.slice(0, MAX_ERROR_CHARACTERS) ?? null,
      atMs: round(startedMs),
      tookMs: round(context.elapsedMs() - startedMs),
    });
  try {
    const answer = await run();
    observe({
      outcome: "answered",
      data: answer.data,
      answeredBy: answer.answeredBy,
      trouble: answer.trouble ?? null,
      raw: answer.raw ?? null,
      error: answer.error ?? null,
    });
    return answer;
  } catch (error) {
    const trouble = context.wasCancelled() ? new ProbeTrouble("skipped", "cancelled") : toProbeTrouble(error);
    observe({
      outcome: trouble.outcome,
      data: { kind: "no-answer" },
      answeredBy: trouble.answeredBy,
      trouble: trouble.trouble,
      raw: trouble.raw,
      error: trouble.message === trouble.trouble ? null : trouble.message,
    });
    return null;
  }
}

/** Records a question that was not asked, and why. */
export async function skip(context: CheckContext, question: Question, trouble: TroubleCode): Promise<void> {
  await ask(context, question, () => Promise.reject(new ProbeTrouble("skipped", trouble)));
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
