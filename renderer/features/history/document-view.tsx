import type { SectionName, SurveyDocument } from "#core/survey/survey-document.ts";
import { entryName } from "#core/survey/say-entry.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { entryTitle } from "../../survey/conflict-words.ts";
import { fieldOf, fieldSpecs, type FieldSpec } from "../../survey/field-specs.ts";
import { sayValue } from "../../survey/field-value.ts";

const SECTIONS: readonly SectionName[] = ["site", "line", "wishes", "route", "handover"];
const LISTS = ["contacts", "devices", "forwards", "steps", "checklist", "notes", "acceptances"] as const;
/** So many of its first fields name an entry already. */
const namingFields = (list: (typeof LISTS)[number]): number => (list === "forwards" ? 3 : 1);

/** A survey to read: what is filled in, part by part; what is not is left out. */
export function DocumentView({ document }: { document: SurveyDocument }) {
  const { t } = useText();
  const { answers } = document;
  const text = useText();
  return (
    <>
      {SECTIONS.map((section) => (
        <FactsCard
          key={section}
          title={t(`ui.survey.part.${section}`)}
          items={linesOf(document[section], fieldSpecs[section])}
        />
      ))}
      {LISTS.map((list) => {
        const entries: readonly { id: string }[] = document[list];
        if (entries.length === 0) return null;
        const title = t(list === "acceptances" ? "ui.survey.part.risks" : `ui.survey.part.${list}`);
        return (
          <Card key={list} title={title} flush>
            <Rows label={title}>
              {entries.map((entry) => (
                <Row
                  key={entry.id}
                  title={
                    (list === "forwards" ? entryName(list, entry) : entryTitle(entry)) ?? t("ui.survey.value.empty")
                  }
                >
                  <Facts items={linesOf(entry, fieldSpecs[list].slice(namingFields(list)))} />
                </Row>
              ))}
            </Rows>
          </Card>
        );
      })}
      {answers.length > 0 && (
        <Card title={t("ui.survey.part.questions")}>
          <KeyValues
            items={answers.map(({ label, value }) => ({ name: label, value: sayValue(value, undefined, text) }))}
          />
        </Card>
      )}
    </>
  );
}

type Line = { spec: FieldSpec; value: unknown };

const linesOf = (holder: object, specs: readonly FieldSpec[]): Line[] =>
  specs.map((spec) => ({ spec, value: fieldOf(holder, spec.field) })).filter(({ value }) => value !== undefined);

function FactsCard({ title, items }: { title: string; items: readonly Line[] }) {
  if (items.length === 0) return null;
  return (
    <Card title={title}>
      <Facts items={items} />
    </Card>
  );
}

function Facts({ items }: { items: readonly Line[] }) {
  const text = useText();
  return (
    <KeyValues
      items={items.map(({ spec, value }) => {
        const said = sayValue(value, spec, text);
        return {
          name: text.t(spec.label),
          value:
            spec.kind === "technical" && value !== null ? (
              <Code>{said}</Code>
            ) : (
              <Text as="span" size="small" lines>
                {said}
              </Text>
            ),
        };
      })}
    />
  );
}
