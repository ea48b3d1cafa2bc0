import { useEditing } from "../../../survey/edits-context.tsx";
import type { Hidden } from "../../../survey/survey-progress.ts";
import { SectionPart } from "./section-part.tsx";

/** The internet line. An upload that somebody types was not measured, whatever stood there before. */
export function LinePart({ hidden }: { hidden: Hidden }) {
  const { document } = useEditing();
  const isMeasured = document.line.uploadMeasuredAt !== undefined;
  return (
    <SectionPart
      section="line"
      hidden={hidden}
      also={(field) =>
        field === "uploadMbps" && isMeasured ? [{ op: "set", section: "line", field: "uploadMeasuredAt" }] : []
      }
    />
  );
}
