import type { SurveyChange } from "#core/survey/survey-change.ts";
import { Stack } from "../../../ui/layout.tsx";
import { useEditing } from "../../../survey/edits-context.tsx";
import { fieldOf, fieldSpecs, isAsked } from "../../../survey/field-specs.ts";
import { SurveyField } from "../../../survey/survey-field.tsx";
import { isShown, type FieldSection, type Hidden } from "../../../survey/survey-progress.ts";

/** A part with one value for each field. */
export function SectionPart({
  section,
  hidden,
  also,
}: {
  section: FieldSection;
  hidden: Hidden;
  also?: (field: string, value: unknown) => SurveyChange[];
}) {
  const { document } = useEditing();
  return (
    <Stack gap="large">
      {fieldSpecs[section]
        .filter((spec) => isAsked(spec) && isShown(document, section, spec, hidden))
        .map((spec) => (
          <SurveyField
            key={`${section}.${spec.field}`}
            spec={spec}
            place={{ section, field: spec.field }}
            value={fieldOf(document[section], spec.field)}
            {...(also && { also: (value: unknown) => also(spec.field, value) })}
          />
        ))}
    </Stack>
  );
}
