import { expect } from "vitest";
import type { Message } from "#core/nat/diagnosis.ts";
import { assertNever } from "#core/never.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { ListName, SurveyDocument } from "#core/survey/survey-document.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { Outcome, WalkContext, WalkMachine } from "#core/walk/machine.ts";
import { stepSummarySchema, stepViewSchema, type StepField, type StepView } from "#core/walk/step-view.ts";
import { walkSchema } from "#core/walk/walk.ts";

/** Drives a walk-through into every state that its own buttons lead to, and holds each to what all have to keep. */

/** A walk's states under a machine's hands. */
interface WalkStateLike {
  readonly step: string;
  readonly pending?: WalkEffect | null;
}

interface EffectEnd {
  readonly result: EffectResult;
  readonly context?: Partial<WalkContext>;
}

export interface Exploration<S extends WalkStateLike> {
  readonly machine: WalkMachine<S>;
  readonly context: WalkContext;
  readonly deviceId?: string | null;
  /** What else a field is filled with, beside each of its options, a usual value and nothing. */
  readonly answers?: Readonly<Record<string, readonly StepField["value"][]>>;
  /** How effects may end, each with what the walk then finds in its context. */
  readonly results?: (
    effect: WalkEffect,
    state: S,
  ) => readonly { result: EffectResult; context?: Partial<WalkContext> }[];
  /** Events with values that do not come from a step's fields (`inspected`). */
  readonly events?: (view: StepView) => readonly { type: string; values: Record<string, unknown> }[];
  /** The step at which a person takes back what only a person can; giving up may lead there first. */
  readonly undoneAt?: string;
  /** A list whose entries stay as history when the walk is given up. */
  readonly keeps?: ListName;
}

export interface Explored<S> {
  readonly states: readonly S[];
  readonly steps: ReadonlySet<string>;
  readonly messages: readonly Message[];
}

interface Node<S> {
  readonly state: S;
  readonly document: SurveyDocument;
  readonly check: WalkContext["check"];
}

const MOST_STATES = 4_000;
/** States that show the same are taken this often: what they hold beside it may lead elsewhere. */
const OF_ONE_LOOK = 3;
const MOST_BACK = 60;

/** Every state from the first one on; fails where one breaks a rule of the frame. */
export function explore<S extends WalkStateLike>(exploration: Exploration<S>): Explored<S> {
  const { machine, context, deviceId = null } = exploration;
  const messages = new Map<string, Message>();
  const say = (one: Message): void => void messages.set(JSON.stringify(one), one);
  const first = machine.begin(context, { deviceId });
  if ("refused" in first) throw new Error(`refused to begin: ${JSON.stringify(first.refused)}`);
  const root: Node<S> = { state: first.state, document: afterwards(context.document, first), check: context.check };
  const seen = new Map<string, Node<S>>();
  const looks = new Map<string, number>();
  const open: Node<S>[] = [];
  /** What has been looked at already, whether or not it was taken: most buttons lead to where another one leads. */
  const met = new Set<string>();
  const add = (node: Node<S>): void => {
    const key = JSON.stringify([node.state, node.document, node.check?.checkId]);
    if (met.has(key)) return;
    met.add(key);
    expect(machine.schema.parse(structuredClone(node.state))).toEqual(node.state);
    const look = lookOf(machine, node.state, { ...context, document: node.document, check: node.check });
    const known = looks.get(look) ?? 0;
    if (known >= OF_ONE_LOOK) return;
    looks.set(look, known + 1);
    seen.set(key, node);
    open.push(node);
  };
  const follow = (node: Node<S>, outcome: Outcome<S>): void => {
    if ("refused" in outcome) return say(outcome.refused);
    const next = { ...node, state: outcome.state, document: afterwards(node.document, outcome) };
    add(next);
    if (outcome.effect === undefined) return;
    expect(outcome.state.pending).toEqual(outcome.effect);
    const ends: EffectEnd[] = [
      ...(exploration.results?.(outcome.effect, outcome.state) ?? []),
      { result: { kind: "failed", why: { key: "walk.refused.values", args: {} } } },
      // Nothing that any walk asks for: the host's mistake must not end in a wrong state.
      { result: { kind: "forward-closed", gone: null } },
    ];
    for (const { result, context: found } of ends) {
      const there: WalkContext = { ...context, document: next.document, check: next.check, ...found };
      const settled = machine.settle(next.state, outcome.effect, result, there);
      follow({ ...next, check: there.check, document: there.document }, settled);
    }
  };
  add(root);
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (seen.size > MOST_STATES) throw new Error(`more than ${MOST_STATES} states`);
    const { state } = node;
    const there = { ...context, document: node.document, check: node.check };
    const view = stepViewSchema.parse(machine.view(state, there));
    expect(view).toEqual(machine.view(state, there));
    const steps = machine.steps(state, there);
    for (const step of steps) stepSummarySchema.parse(step);
    expect(steps.filter((step) => step.state === "current").map(({ step }) => step)).toHaveLength(1);
    expect(new Set(view.actions.map(({ event }) => event)).size).toBe(view.actions.length);
    expect(new Set(view.fields.map(({ name }) => name)).size).toBe(view.fields.length);
    messagesOf([view, steps]).forEach(say);
    fitsTheSurvey(machine, state);
    for (const action of view.actions.filter(({ event }) => event !== "abandon")) {
      for (const values of action.needsFields ? valuesFor(view, exploration.answers ?? {}) : [{}]) {
        follow(node, machine.handle(state, { type: action.event, values }, there));
      }
    }
    for (const event of exploration.events?.(view) ?? []) follow(node, machine.handle(state, event, there));
    follow(node, machine.handle(state, { type: "no-such-event", values: {} }, there));
    leadsBack(exploration, node, root);
    canBeGivenUp(exploration, node, context.document);
  }
  const nodes = [...seen.values()];
  return {
    states: nodes.map(({ state }) => state),
    steps: new Set(nodes.map(({ state }) => state.step)),
    messages: [...messages.values()],
  };
}

/** What a state shows, without the values in its sentences and fields. */
function lookOf<S extends WalkStateLike>(machine: WalkMachine<S>, state: S, context: WalkContext): string {
  const view = machine.view(state, context);
  const { fields, actions, parts } = view;
  const keys = messagesOf(view).map(({ key }) => key);
  return JSON.stringify([state.step, keys, fields.map(({ name }) => name), actions.map(({ event }) => event), parts]);
}

function afterwards<S>(document: SurveyDocument, outcome: Outcome<S>): SurveyDocument {
  return "refused" in outcome ? document : withChanges(document, outcome.changes ?? []);
}

function fitsTheSurvey<S extends WalkStateLike>(machine: WalkMachine<S>, state: S): void {
  walkSchema.parse({
    id: "walk",
    kind: machine.kind,
    startedAt: "2026-11-20T10:00:00Z",
    updatedAt: "2026-11-20T10:00:00Z",
    status: "open",
    state,
  });
}

/** From anywhere `back` leads to the first step, whatever happened before. */
function leadsBack<S extends WalkStateLike>(
  { machine, context, undoneAt }: Exploration<S>,
  from: Node<S>,
  root: Node<S>,
): void {
  let { state, document } = from;
  for (let count = 0; count < MOST_BACK; count += 1) {
    const outcome = machine.handle(state, { type: "back", values: {} }, { ...context, document, check: from.check });
    if ("refused" in outcome) {
      expect([from.state.step, state.step]).toEqual([from.state.step, root.state.step]);
      return;
    }
    // What has to be undone at the router takes an effect or a person; the machine's own tests follow it.
    if (outcome.effect !== undefined || outcome.state.step === undoneAt) return;
    document = afterwards(document, outcome);
    ({ state } = outcome);
  }
  throw new Error(`back from ${from.state.step} never ends`);
}

/** Giving up leaves the survey as it was before the walk. */
function canBeGivenUp<S extends WalkStateLike>(
  { machine, context, undoneAt, keeps }: Exploration<S>,
  node: Node<S>,
  before: SurveyDocument,
): void {
  const there = { ...context, document: node.document, check: node.check };
  const outcome = machine.handle(node.state, { type: "abandon", values: {} }, there);
  if ("refused" in outcome) throw new Error(`${node.state.step} cannot be given up`);
  if (outcome.effect !== undefined || (outcome.status === undefined && outcome.state.step === undoneAt)) return;
  expect(outcome.status).toBe("abandoned");
  expect(outcome.waiting ?? null).toBeNull();
  const kept = keeps === undefined ? {} : { [keeps]: [] };
  expect(withoutEmpty({ ...afterwards(node.document, outcome), ...kept })).toEqual(
    withoutEmpty({ ...before, ...kept }),
  );
}

const withoutEmpty = (document: SurveyDocument): unknown => JSON.parse(JSON.stringify(document));

/** A usual filling of the fields, each of them otherwise once, and nothing at all. */
function valuesFor(
  { fields }: StepView,
  answers: NonNullable<Exploration<WalkStateLike>["answers"]>,
): Record<string, unknown>[] {
  const usual = Object.fromEntries(fields.map((field) => [field.name, usualValue(field, answers[field.name])]));
  const others = fields.flatMap((field) =>
    [...otherValues(field), ...(answers[field.name] ?? [])].map((value) => ({ ...usual, [field.name]: value })),
  );
  return [usual, ...others, {}];
}

const optionsOf = ({ options = [] }: StepField): string[] =>
  options.filter(({ notPossible }) => notPossible === undefined || notPossible === null).map(({ value }) => value);

function usualValue(field: StepField, answers: readonly StepField["value"][] = []): StepField["value"] {
  const [answer] = answers;
  if (answer !== undefined) return answer;
  switch (field.kind) {
    case "confirm":
      return true;
    case "choice":
      return field.value ?? optionsOf(field)[0] ?? null;
    case "choices":
      return optionsOf(field).slice(0, 1);
    case "number":
      return field.value ?? 4;
    case "date":
      return field.value ?? "2026-11-18";
    case "text":
    case "long-text":
      return field.value ?? "Something";
    default:
      return assertNever(field.kind);
  }
}

function otherValues(field: StepField): StepField["value"][] {
  switch (field.kind) {
    case "confirm":
      return [false];
    case "choice":
      return [...optionsOf(field), null];
    case "choices":
      return [optionsOf(field), []];
    case "number":
      return [null, -1];
    case "date":
      return ["", "not a day"];
    case "text":
    case "long-text":
      return ["", "x".repeat(20_000)];
    default:
      return assertNever(field.kind);
  }
}

/** Whatever looks like a message, wherever it stands. */
export function messagesOf(value: unknown): Message[] {
  if (typeof value !== "object" || value === null) return [];
  if ("key" in value && "args" in value && typeof value.key === "string") return [value as Message];
  return Object.values(value).flatMap(messagesOf);
}

/** Each message reads as a sentence in both languages, with all that it names filled in. */
export function expectToRead(messages: readonly Message[]): void {
  for (const locale of ["en", "de"] as const) {
    const [translate, i18n] = [createTranslate(locale), createI18n(locale)];
    for (const message of messages) {
      // A missing translation would fall back to English unnoticed.
      const exists = i18n.exists(message.key, { lngs: [locale], fallbackLng: [], ...message.args });
      expect([message.key, exists]).toEqual([message.key, true]);
      expect(translate(message)).not.toMatch(/\{\{|\}\}|undefined|NaN|Invalid Date|\( *\)|^\s*$/);
    }
  }
}

/** The catalogue's keys under an area that none of the messages uses. */
export function unusedTexts(area: string, texts: unknown, messages: readonly Message[]): string[] {
  const used = new Set(messages.map(({ key }) => key));
  return keysOf(texts, area)
    .map((key) => key.replace(/_(one|other)$/, ""))
    .filter((key) => !used.has(key));
}

function keysOf(texts: unknown, path: string): string[] {
  if (typeof texts !== "object" || texts === null) return [path];
  return Object.entries(texts).flatMap(([name, value]) => keysOf(value, `${path}.${name}`));
}
