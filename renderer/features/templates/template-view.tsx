import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Row, Rows } from "../../ui/rows.tsx";

/** What a template asks for, to read. */
export function TemplateView({ template }: { template: SurveyTemplate }) {
  const { t } = useText();
  const parts = [
    {
      title: t("ui.templates.checklist"),
      lines: template.checklist.map(({ id, text }) => ({ id, text, detail: null })),
    },
    {
      title: t("ui.templates.questions"),
      lines: template.questions.map(({ id, label, kind }) => ({
        id,
        text: label,
        detail: t(`ui.templates.kinds.${kind}`),
      })),
    },
    {
      title: t("ui.templates.photos"),
      lines: template.photos.map(({ id, caption, kind }) => ({
        id,
        text: caption,
        detail: t(`ui.survey.photoKind.${kind}`),
      })),
    },
  ];
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => (
      <Card key={title} title={title} flush>
        <Rows label={title}>
          {lines.map(({ id, text, detail }) => (
            <Row key={id} title={text}>
              {detail}
            </Row>
          ))}
        </Rows>
      </Card>
    ));
}
