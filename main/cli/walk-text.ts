import type { WalkView } from "#core/contract/route-calls.ts";
import type { createI18n, Translate } from "#core/text/translate.ts";
import type { StepField, StepView } from "#core/walk/step-view.ts";
import { remarkLines } from "./remark-text.ts";

type Text = ReturnType<typeof createI18n>["t"];

const STEP_MARKS = { done: "x", current: ">", "to-do": " ", skipped: "-" } as const;

/** A walk-through as lines: where one is, what the step says, what can be given and done. */
export function walkText({ steps, view, refused }: WalkView, t: Text, say: Translate): string {
  return [
    ...steps.map(({ title, state, outcome }) =>
      [`[${STEP_MARKS[state]}] ${say(title)}`, outcome === null ? "" : `: ${say(outcome)}`].join(""),
    ),
    "",
    ...(refused === null ? [] : [`!! ${say(refused)}`, ""]),
    ...stepText(view, t, say),
  ].join("\n");
}

function stepText(view: StepView, t: Text, say: Translate): string[] {
  return [
    say(view.title),
    ...(view.lead === null ? [] : [say(view.lead)]),
    ...view.notices.flatMap((notice) => remarkLines(notice, say)),
    ...view.facts.map(({ label, value }) => `  ${say(label)}: ${say(value)}`),
    ...view.instructions.map((instruction, index) => `  ${index + 1}. ${say(instruction)}`),
    ...view.parts.flatMap((part) =>
      part.kind === "copy" ? part.items.map(({ label, text }) => `  ${say(label)}: ${text}`) : [],
    ),
    ...(view.fields.length === 0 ? [] : ["", t("terminal.forward.fields")]),
    ...view.fields.flatMap((field) => fieldText(field, say)),
    ...(view.actions.length === 0 ? [] : ["", t("terminal.forward.actions")]),
    ...view.actions.map(({ event, label }) => `  ${event}: ${say(label)}`),
  ];
}

function fieldText({ name, label, value, options = [], required }: StepField, say: Translate): string[] {
  const now = value === null || value === "" ? "" : ` [${Array.isArray(value) ? value.join(",") : String(value)}]`;
  return [
    `  ${name}${required ? "*" : ""}: ${say(label)}${now}`,
    ...options.map((option) => {
      const why = option.notPossible ? ` (${say(option.notPossible)})` : "";
      return `      ${option.value}: ${say(option.label)}${why}`;
    }),
  ];
}
