import { parseArgs } from "node:util";
import type { ForwardState, WalkView } from "#core/contract/route-calls.ts";
import { createI18n, createTranslate, type Translate } from "#core/text/translate.ts";
import type { StepField } from "#core/walk/step-view.ts";
import { walkKindSchema, type WalkKind } from "#core/walk/walk.ts";
import type { Host } from "#host/host.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { namedSite } from "../named-site.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";
import { walkText } from "../walk-text.ts";

type Text = ReturnType<typeof createI18n>["t"];
type Session = {
  host: Host;
  context: CommandContext;
  siteId: string;
  kind: WalkKind;
  deviceId: string | null;
  t: Text;
  say: Translate;
  asJson: boolean;
};

/** `farsite forward`: a walk-through in the terminal, step by step, or one event at a time for scripts. */
export async function forward(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      walk: { type: "string", default: "port-forward" },
      device: { type: "string" },
      do: { type: "string" },
      set: { type: "string", multiple: true, default: [] },
      list: { type: "boolean", default: false },
      close: { type: "string" },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageError("forward takes one SITE");
  const kind = walkKindSchema.safeParse(values.walk);
  if (!kind.success) throw new UsageError(`--walk takes one of ${walkKindSchema.options.join(", ")}`);
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const session: Session = {
    host,
    context,
    siteId: namedSite(host.store(), name),
    kind: kind.data,
    deviceId: values.device ?? null,
    t: createI18n(locale).t,
    say: createTranslate(locale),
    asJson: values.json,
  };
  if (values.list) return list(session);
  if (values.close !== undefined) return close(session, values.close);
  const begun = await host.routes.walks.begin(session, context.signal);
  if (begun.walk === null) {
    // It would lead nowhere here: that was found out, so it is no failure of the command.
    const refused = begun.refused === null ? "" : session.say(begun.refused);
    context.out(values.json ? JSON.stringify({ walk: null, refused }, null, 2) : refused);
    return EXIT.ran;
  }
  if (values.do !== undefined) {
    return show(session, await send(session, begun.walk, values.do, valuesNamed(values.set, begun.walk)));
  }
  if (values.set.length > 0) throw new UsageError("--set goes with --do");
  return values.json ? show(session, begun.walk) : walkOn(session, begun.walk);
}

const send = (
  { host, siteId, context }: Session,
  { walk }: WalkView,
  type: string,
  values: Readonly<Record<string, unknown>>,
): Promise<WalkView> => host.routes.walks.send({ siteId, walkId: walk.id, event: { type, values } }, context.signal);

/** Asks for every field and then for what to do, until the walk is over or nothing is answered. */
async function walkOn(session: Session, first: WalkView): Promise<ExitStatus> {
  const { context, t, say } = session;
  let at = first;
  for (;;) {
    context.out(walkText(at, t, say));
    if (at.walk.status !== "open" || at.view.actions.length === 0) return EXIT.ran;
    const values: Record<string, unknown> = {};
    for (const field of at.view.fields) {
      const typed = await context.ask(`${field.name}: `);
      values[field.name] = typed.trim() === "" ? field.value : valueOf(field, typed);
    }
    const type = (await context.ask(`${t("terminal.forward.what")} `)).trim();
    if (type === "") return context.signal.aborted ? EXIT.cancelled : EXIT.ran;
    const action = at.view.actions.find(({ event }) => event === type);
    if (action === undefined) context.err(t("terminal.forward.noSuchAction", { action: type }));
    else at = await send(session, at, type, values);
  }
}

function show({ context, asJson, t, say }: Session, view: WalkView): ExitStatus {
  context.out(asJson ? JSON.stringify(jsonOf(view, say), null, 2) : walkText(view, t, say));
  // What was refused did not happen: a script must not go on as if it had.
  return view.refused === null ? EXIT.ran : EXIT.couldNotRun;
}

/** The walk with what a script needs, and every message as a sentence. */
function jsonOf({ walk, steps, view, refused }: WalkView, say: Translate) {
  const orNull = (message: Parameters<Translate>[0] | null): string | null => (message === null ? null : say(message));
  return {
    walk: { id: walk.id, kind: walk.kind, status: walk.status, step: walk.state.step, waiting: walk.waiting ?? null },
    refused: orNull(refused),
    steps: steps.map(({ step, title, state, outcome }) => ({
      step,
      title: say(title),
      state,
      outcome: orNull(outcome),
    })),
    view: {
      title: say(view.title),
      lead: orNull(view.lead),
      instructions: view.instructions.map(say),
      facts: view.facts.map(({ label, value }) => ({ label: say(label), value: say(value) })),
      notices: view.notices.map(({ tone, text, details }) => ({ tone, text: say(text), details: details.map(say) })),
      fields: view.fields.map(({ name, kind, required, value, options }) => ({
        name,
        kind,
        required,
        value,
        ...(options && { options: options.map((option) => option.value) }),
      })),
      parts: view.parts.map(({ kind }) => kind),
      actions: view.actions.map(({ event, label }) => ({ event, label: say(label) })),
    },
  };
}

/** `--set NAME=VALUE`, typed as the step's field says. */
function valuesNamed(set: readonly string[], { view }: WalkView): Record<string, unknown> {
  const preset = Object.fromEntries(view.fields.map(({ name, value }) => [name, value]));
  const given = set.map((text) => {
    const at = text.indexOf("=");
    if (at <= 0) throw new UsageError(`--set takes NAME=VALUE, not “${text}”`);
    const name = text.slice(0, at);
    const field = view.fields.find((one) => one.name === name);
    return [name, field === undefined ? text.slice(at + 1) : valueOf(field, text.slice(at + 1))] as const;
  });
  return { ...preset, ...Object.fromEntries(given) };
}

function valueOf({ kind }: StepField, typed: string): unknown {
  const text = typed.trim();
  switch (kind) {
    case "number":
      return text.replace(",", ".") === "" ? null : Number(text.replace(",", "."));
    case "choices":
      // None of them is written as nothing, or as a comma alone.
      return text
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
    case "confirm":
      return /^(?:y|yes|j|ja|true|1)$/i.test(text);
    case "text":
    case "long-text":
    case "date":
    case "choice":
      return text;
    default:
      return kind satisfies never;
  }
}

function list({ host, siteId, context, asJson, t }: Session): ExitStatus {
  const states = host.routes.forwardStates(siteId);
  if (asJson) context.out(JSON.stringify({ siteId, forwards: states }, null, 2));
  else if (states.length === 0) context.out(t("terminal.forward.none"));
  else for (const state of states) context.out(forwardLine(state, t));
  return EXIT.ran;
}

function forwardLine({ forward: one, lastProof }: ForwardState, t: Text): string {
  const state = one.closedAt ? "closed" : lastProof?.isProven ? "proven" : "open";
  const ways = `${one.transport.toUpperCase()} ${one.externalPort} -> ${one.address}:${one.internalPort}`;
  return `${one.id}  ${ways}  ${one.means}  ${t(`terminal.forward.state.${state}`)}`;
}

async function close({ host, siteId, context, asJson, t }: Session, forwardId: string): Promise<ExitStatus> {
  const { gone } = await host.routes.closeForward(siteId, forwardId, context.signal);
  const word = gone === null ? "unknown" : gone ? "gone" : "stays";
  context.out(asJson ? JSON.stringify({ forwardId, gone }) : t(`terminal.forward.closed.${word}`));
  return gone === true ? EXIT.ran : EXIT.couldNotRun;
}
