import { message, type Message } from "../nat/diagnosis.ts";
import type { StepField } from "./step-view.ts";

/** Fields of a step with what is usual. `area` is where its texts are: `<area>.field.<name>` and, with `hint`, `<area>.hint.<name>`. */

type More = { value?: StepField["value"] | undefined; required?: boolean; hint?: boolean; options?: Option[] };
type Option = NonNullable<StepField["options"]>[number];

/** A maker of fields whose texts stand in one area of the catalogue. */
export function fieldsOf(area: string) {
  return function field(name: string, kind: StepField["kind"], more: More = {}): StepField {
    const { required = false, hint = false } = more;
    const empty = kind === "choices" ? [] : kind === "confirm" ? false : null;
    return {
      name,
      label: message(`${area}.field.${name}`),
      hint: hint ? message(`${area}.hint.${name}`) : null,
      kind,
      ...(more.options && { options: more.options }),
      value: more.value ?? empty,
      required,
    };
  };
}

/** An option with a text of its own. */
export const option = (value: string, label: Message, more: Partial<Omit<Option, "value" | "label">> = {}): Option => ({
  value,
  label,
  hint: null,
  ...more,
});
