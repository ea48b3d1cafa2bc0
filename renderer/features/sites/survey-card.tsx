import { ClipboardPen } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { TileLink, TileLinks } from "../../ui/tile-links.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { statusOptions } from "../../survey/field-specs.ts";
import { partIcon } from "../../survey/part-look.ts";
import { isDone, surveyProgress, type PartProgress } from "../../survey/survey-progress.ts";
import { useHidden } from "../../survey/use-hidden.ts";
import { useProgressWords } from "../../survey/use-progress-words.ts";

/** More does not fit beside a part's name. */
const OPEN_NAMED = 3;

/** What is filled in of the survey, and the way to the rest. Nothing here is required, so nothing here complains. */
export function SurveyCard() {
  const { t } = useText();
  const { state, edits } = useEditing();
  const document = state.shown;
  const siteId = state.site.id;
  const hidden = useHidden(document);
  const words = useProgressWords();
  const progress = surveyProgress(document, hidden);

  function openFields({ filled, open }: PartProgress): string | null {
    if (open.length === 0 || filled === 0) return null;
    const named = open.slice(0, OPEN_NAMED).map(({ label }) => t(label));
    return t("ui.site.stillOpen", { what: [...named, ...(open.length > OPEN_NAMED ? ["…"] : [])].join(", ") });
  }

  return (
    <Card
      title={t("ui.survey.title")}
      hint={t("ui.site.surveyHint")}
      actions={
        <ButtonLink look="primary" icon={ClipboardPen} href={hrefOf({ page: "survey", siteId, part: "site" })}>
          {t("ui.site.fillIn")}
        </ButtonLink>
      }
    >
      <TileLinks label={t("ui.survey.parts")}>
        {progress.map((one) => (
          <TileLink
            key={one.part}
            href={hrefOf({ page: "survey", siteId, part: one.part })}
            icon={partIcon[one.part]}
            title={t(`ui.survey.part.${one.part}`)}
            state={words(one)}
            detail={openFields(one)}
            isDone={isDone(one)}
          />
        ))}
      </TileLinks>
      <SegmentedControl
        label={t("ui.survey.field.status")}
        value={document.site.status ?? "open"}
        options={statusOptions.map(({ value, label }) => ({ value, label: t(label) }))}
        onChange={(status) => edits.edit([{ op: "set", section: "site", field: "status", value: status }], "now")}
      />
    </Card>
  );
}
