import type { ListName } from "#core/survey/survey-document.ts";
import { fieldOf, fieldSpecs, isAsked } from "../../../survey/field-specs.ts";
import { SurveyField } from "../../../survey/survey-field.tsx";

/** The fields of one entry of a list, all of them or some. */
export function EntryFields({
  list,
  entry,
  only,
}: {
  list: ListName;
  entry: { id: string };
  only?: readonly string[];
}) {
  return fieldSpecs[list]
    .filter((spec) => isAsked(spec) && (only === undefined || only.includes(spec.field)))
    .map((spec) => (
      <SurveyField
        key={`${entry.id}.${spec.field}`}
        spec={spec}
        place={{ list, id: entry.id, field: spec.field }}
        value={fieldOf(entry, spec.field)}
      />
    ));
}
