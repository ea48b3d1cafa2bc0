import { useText } from "../../i18n/language.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { fieldOf } from "../../survey/field-specs.ts";
import { SurveyField } from "../../survey/survey-field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { MeasureUpload } from "./measure-upload.tsx";
import type { WishQuestion } from "./wish-questions.ts";

/** One question, answered in the survey itself. */
export function WishField({ question: { section, spec, why } }: { question: WishQuestion }) {
  const { say } = useText();
  const { document } = useEditing();
  const holder = document[section];
  const isUpload = spec.field === "uploadMbps";
  const field = (
    <SurveyField
      spec={spec}
      place={{ section, field: spec.field }}
      value={fieldOf(holder, spec.field)}
      {...(why !== null && { label: say(why) })}
      // A figure that somebody types was not measured.
      {...(isUpload && { also: () => [{ op: "set" as const, section: "line" as const, field: "uploadMeasuredAt" }] })}
    />
  );
  if (!isUpload) return field;
  return (
    <Stack gap="small">
      {field}
      <MeasureUpload measuredAt={document.line.uploadMeasuredAt ?? null} />
    </Stack>
  );
}
