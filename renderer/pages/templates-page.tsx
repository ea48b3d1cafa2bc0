import { Copy, Plus } from "lucide-react";
import { isBuiltInTemplate } from "#core/survey/built-in-templates.ts";
import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useAction } from "../connection/use-action.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Page } from "../ui/page.tsx";
import { LinkRow, Rows } from "../ui/rows.tsx";
import { copyOf } from "../features/templates/template-edits.ts";

const loadTemplates = (client: FarsiteClient, signal: AbortSignal) => client.templates.list(undefined, { signal });

const newId = (): string => crypto.randomUUID();

/** What a survey starts with: Farsite's own templates to copy, and the firm's. */
export function TemplatesPage() {
  const { t } = useText();
  const templates = useLoaded(loadTemplates);
  const saving = useAction();

  function begin(template: SurveyTemplate): void {
    saving.run(async (client) => {
      await client.templates.save(template);
      goTo({ page: "template", templateId: template.id });
    });
  }

  return (
    <Page
      title={t("ui.templates.title")}
      lead={t("ui.templates.lead")}
      width="reading"
      back={{ href: hrefOf({ page: "sites" }), label: t("ui.site.back") }}
      actions={
        <Button
          icon={Plus}
          disabled={saving.pending}
          onClick={() =>
            begin({
              id: newId(),
              name: t("ui.templates.newName"),
              checklist: [],
              questions: [],
              photos: [],
              hidden: [],
            })
          }
        >
          {t("ui.templates.new")}
        </Button>
      }
    >
      {saving.problem && <ProblemBanner problem={saving.problem} />}
      <LoadedView loaded={templates}>
        {(list) => (
          <Card flush>
            <Rows label={t("ui.templates.title")}>
              {list.map((template) => (
                <LinkRow
                  key={template.id}
                  href={hrefOf({ page: "template", templateId: template.id })}
                  title={template.name}
                  detail={t("ui.templates.holds", {
                    items: t("ui.templates.items", { count: template.checklist.length }),
                    questions: t("ui.templates.questionCount", { count: template.questions.length }),
                  })}
                  end={isBuiltInTemplate(template.id) && <Badge>{t("ui.templates.builtIn")}</Badge>}
                  actions={
                    <Button
                      look="quiet"
                      icon={Copy}
                      label={t("ui.templates.copyOf", { name: template.name })}
                      disabled={saving.pending}
                      onClick={() =>
                        begin(copyOf(template, t("ui.templates.copyName", { name: template.name }), newId))
                      }
                    >
                      {t("ui.templates.copy")}
                    </Button>
                  }
                />
              ))}
            </Rows>
          </Card>
        )}
      </LoadedView>
    </Page>
  );
}
