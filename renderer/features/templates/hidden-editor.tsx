import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip, Chips } from "../../ui/chips.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Heading } from "../../ui/text.tsx";
import { fieldSpecs, isAsked } from "../../survey/field-specs.ts";
import type { FieldSection } from "../../survey/survey-progress.ts";

const SECTIONS: readonly FieldSection[] = ["site", "line", "route", "handover"];

/** Which of the standard fields this firm asks for. */
export function HiddenEditor({
  template,
  change,
}: {
  template: SurveyTemplate;
  change: (changes: Partial<SurveyTemplate>) => void;
}) {
  const { t } = useText();
  const hidden = new Set(template.hidden);

  function toggle(name: string): void {
    const isHidden = hidden.has(name);
    change({ hidden: isHidden ? template.hidden.filter((one) => one !== name) : [...template.hidden, name] });
  }

  return (
    <Card title={t("ui.templates.fields")} hint={t("ui.templates.fieldsHint")}>
      {SECTIONS.map((section) => {
        const title = t(`ui.survey.part.${section}`);
        return (
          <Stack key={section} gap="small">
            <Heading level={3} size="caption">
              {title}
            </Heading>
            <Chips label={title}>
              <Chips.Kind label={title}>
                {fieldSpecs[section]
                  .filter((spec) => isAsked(spec) && spec.isNeeded !== true)
                  .map((spec) => (
                    <Chip
                      key={spec.field}
                      pressed={!hidden.has(`${section}.${spec.field}`)}
                      onChange={() => toggle(`${section}.${spec.field}`)}
                    >
                      {t(spec.label)}
                    </Chip>
                  ))}
              </Chips.Kind>
            </Chips>
          </Stack>
        );
      })}
    </Card>
  );
}
