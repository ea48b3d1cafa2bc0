import {
  observationSchema,
  type Observation,
  type ObservationData,
  type Outcome,
  type ProbeId,
} from "#core/nat/observation.ts";
import type { question } from "#core/text/en/observation.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import type { CheckEnvironment } from "./environment.ts";
import type { HeldPort } from "../mapping/held-port.ts";
import type { VantageLink } from "../vantage/vantage-link.ts";
import type { OtherSite } from "./probes/other-sites.ts";
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

export type CheckSettings = {
  stunServers: string[];
  whoamiUrls: string[];
  testMappings: boolean;
  /** Probes that the person has switched off for good. */
  skippedProbes: readonly ProbeId[];
  vantage: VantageAccess | null;
};

type InboundTest = Extract<ObservationData, { kind: "inbound-test" }>;

/** A way in that stands open to a port of the laptop. */
export type OpenedWay = {
  /** Unlike those of the other ways of this check: the id of the question that opened it. */
  name: string;
  openedBy: InboundTest["openedBy"];
  /** What the router says; many say nothing. */
  externalAddress: string | null;
  externalPort: number;
  held: HeldPort;
};

export type AskingEvent = { id: string; probe: ProbeId; question: string; asked: string | null };

/** What every probe gets. Probes keep nothing: they ask through this and report through it. */
export type CheckContext = CheckEnvironment & {
  settings: CheckSettings;
  journal: MappingJournal;
  /** The test mappings of this check, so that they don't show up as somebody's open ports. */
  ownMappings: { internalClient: string; internalPort: number }[];
  /** Ends every probe: the person cancelled, or the check's time is up. */
  signal: AbortSignal;
  /** Ends the questions to the internet; earlier than `signal` when nothing out there answers. */
  outsideSignal: AbortSignal;
  wasCancelled(): boolean;
  elapsedMs(): number;
  randomBytes(length: number): Uint8Array;
  gateway: Promise<Gateway | null>;
  ownAddresses: readonly string[];
  /** The prefix under which this network reaches IPv4, null when there is none; absent: nobody looks for it. */
  nat64Prefix?: Promise<string | null>;
  /** When the gateway has been asked to open ports, in every protocol that this check uses. */
  routerAsked: Promise<void>;
  /** What this check has seen so far, for questions that build on answers. */
  observations(): readonly Observation[];
  /** The firm's own server outside; null when there is none, or it is not to be asked. */
  vantage: VantageLink | null;
  /**
   * Called while a mapping stands: does something from outside get in through it? Records its own observation, never throws,
   * and returns at once without a vantage.
   */
  whileMapped(way: OpenedWay): Promise<void>;
  /** Called with every answer of an outside server: its own address, and the one it saw us come from. */
  outsideAnswered(serverAddress: string, seenAddress: string): void;
  /** Sites in the laptop's own records whose last check saw the public address that this check knows by now. */
  otherSites(): readonly OtherSite[];
  onAsking(event: AskingEvent): void;
  onObserved(observation: Observation): void;
};

/** What it takes to ask one question and to tell what came of it, in a check or beside one. */
export type AskContext = CheckEnvironment &
  Pick<CheckContext, "signal" | "wasCancelled" | "elapsedMs" | "onAsking" | "onObserved">;

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
  /** Where silence itself is the answer (a filter): "answered" unless said. */
  outcome?: Outcome;
  raw?: string | null;
  trouble?: TroubleCode | null;
  error?: string | null;
};

const MAX_ASKED_CHARACTERS = 500;
const MAX_RAW_CHARACTERS = 20_000;
const MAX_ERROR_CHARACTERS = 400;
const MAX_ANSWERED_BY_CHARACTERS = 200;

/**
 * Asks one question and records what came of it: exactly one `asking` and one observation, whatever happens.
 * Returns null where nothing usable came; only bugs throw. `startedMs` is for what was sent before it was worth telling.
 */
export async function ask<A extends Answer>(
  context: AskContext,
  question: Question,
  run: () => Promise<A>,
  startedMs = context.elapsedMs(),
): Promise<A | null> {
  context.onAsking({ ...question });
  const observe = (rest: Pick<Observation, "outcome" | "data" | "answeredBy" | "trouble" | "raw" | "error">): void =>
    context.onObserved(
      withinLimits({
        ...question,
        asked: question.asked?.slice(0, MAX_ASKED_CHARACTERS) ?? null,
        ...rest,
        raw: rest.raw?.slice(0, MAX_RAW_CHARACTERS) ?? null,
        error: rest.error?.slice(0, MAX_ERROR_CHARACTERS) ?? null,
        atMs: round(startedMs),
        tookMs: round(context.elapsedMs() - startedMs),
      }),
    );
  try {
    const answer = await run();
    observe({
      outcome: answer.outcome ?? "answered",
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

/** An answer with a number or a text that no record takes would spoil the whole check; it is an answer without sense. */
function withinLimits(observation: Observation): Observation {
  const parsed = observationSchema.safeParse(observation);
  if (parsed.success) return observation;
  const [issue] = parsed.error.issues;
  return {
    ...observation,
    outcome: "failed",
    data: { kind: "no-answer" },
    answeredBy: observation.answeredBy?.slice(0, MAX_ANSWERED_BY_CHARACTERS) ?? null,
    trouble: "malformed",
    error: `${issue?.path.join(".")}: ${issue?.message}`.slice(0, MAX_ERROR_CHARACTERS),
  };
}

/** Records a question that was not asked, and why. */
export async function skip(context: CheckContext, question: Question, trouble: TroubleCode): Promise<void> {
  await ask(context, question, () => Promise.reject(new ProbeTrouble("skipped", trouble)));
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
