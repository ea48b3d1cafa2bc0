import { Copy, FileQuestionMark, Save, Trash2 } from "lucide-react";
import { useState } from "react";
import { isBuiltInTemplate } from "#core/survey/built-in-templates.ts";
import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useAction } from "../connection/use-action.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { useKeptView } from "../navigation/kept-view.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { useWarnBeforeClosing } from "../navigation/use-warn-before-closing.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { TextField } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { PartBar } from "../ui/part-layout.tsx";
import { Text } from "../ui/text.tsx";
import { useToast } from "../ui/toast.tsx";
import { HiddenEditor } from "../features/templates/hidden-editor.tsx";
import { copyOf, readyTemplate } from "../features/templates/template-edits.ts";
import { ChecklistEditor, PhotosEditor, QuestionsEditor } from "../features/templates/template-lists.tsx";
import { TemplateView } from "../features/templates/template-view.tsx";

const loadTemplates = (client: FarsiteClient, signal: AbortSignal) => client.templates.list(undefined, { signal });

const MAX_NAME_LENGTH = 200;

/** One template: to read where it is Farsite's own, otherwise to edit. */
export function TemplatePage({ templateId }: { templateId: string }) {
  const { t } = useText();
  const templates = useLoaded(loadTemplates);
  const back = { href: hrefOf({ page: "templates" }), label: t("ui.templates.back") };
  const template = templates.step === "ready" ? templates.value.find(({ id }) => id === templateId) : undefined;
  if (template === undefined)
    return (
      <Page title={t("ui.templates.title")} back={back} width="reading">
        <LoadedView loaded={templates}>
          {() => (
            <EmptyState icon={FileQuestionMark} title={t("ui.templates.notFound")}>
              {t("ui.templates.notFoundText")}
            </EmptyState>
          )}
        </LoadedView>
      </Page>
    );
  return isBuiltInTemplate(templateId) ? (
    <BuiltIn template={template} back={back} />
  ) : (
    <Editor kept={template} back={back} reload={templates.reload} />
  );
}

type Back = { href: string; label: string };

function BuiltIn({ template, back }: { template: SurveyTemplate; back: Back }) {
  const { t } = useText();
  const copying = useAction();

  function copy(): void {
    const own = copyOf(template, t("ui.templates.copyName", { name: template.name }), () => crypto.randomUUID());
    copying.run(async (client) => {
      await client.templates.save(own);
      goTo({ page: "template", templateId: own.id });
    });
  }

  return (
    <Page
      title={template.name}
      back={back}
      width="reading"
      actions={
        <Button look="primary" icon={Copy} pending={copying.pending} onClick={copy}>
          {t("ui.templates.copy")}
        </Button>
      }
    >
      {copying.problem && <ProblemBanner problem={copying.problem} />}
      <Banner tone="info" title={t("ui.templates.builtInTitle")}>
        <p>{t("ui.templates.builtInText")}</p>
      </Banner>
      <TemplateView template={template} />
    </Page>
  );
}

/** What was changed and not saved; outlives a look at another page. */
type Kept = { edited: SurveyTemplate | null };
const untouched: Kept = { edited: null };

function Editor({ kept, back, reload }: { kept: SurveyTemplate; back: Back; reload: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const [{ edited }, keep] = useKeptView<Kept>(`template/${kept.id}`, untouched);
  const template = edited ?? kept;
  const saving = useAction();
  const removing = useAction();
  const [isAsking, setIsAsking] = useState(false);
  const isNameless = template.name.trim() === "";
  const change = (changes: Partial<SurveyTemplate>): void => keep({ edited: { ...template, ...changes } });
  useWarnBeforeClosing(edited !== null);

  function save(): void {
    if (isNameless) return;
    saving.run(async (client) => {
      await client.templates.save(readyTemplate(template));
      keep({ edited: null });
      reload();
      toast(t("ui.common.saved"));
    });
  }

  function remove(): void {
    removing.run(async (client) => {
      await client.templates.remove({ templateId: kept.id });
      keep({ edited: null });
      toast(t("ui.templates.removed", { name: kept.name }));
      goTo({ page: "templates" });
    });
  }

  return (
    <Page
      title={kept.name}
      lead={t("ui.templates.editLead")}
      back={back}
      width="reading"
      actions={
        <Button look="danger" icon={Trash2} onClick={() => setIsAsking(true)}>
          {t("ui.templates.remove")}
        </Button>
      }
    >
      <Card>
        <TextField
          label={t("ui.templates.name")}
          value={template.name}
          maxLength={MAX_NAME_LENGTH}
          onChange={(name) => change({ name })}
          error={isNameless ? t("ui.templates.nameMissing") : null}
        />
      </Card>
      <ChecklistEditor template={template} change={change} />
      <QuestionsEditor template={template} change={change} />
      <PhotosEditor template={template} change={change} />
      <HiddenEditor template={template} change={change} />
      {saving.problem && <ProblemBanner problem={saving.problem} onRetry={save} />}
      <PartBar
        state={
          <Text size="small" tone="soft">
            {t(edited === null ? "ui.templates.asKept" : "ui.templates.unsaved")}
          </Text>
        }
      >
        <Button disabled={edited === null} onClick={() => keep({ edited: null })}>
          {t("ui.templates.drop")}
        </Button>
        <Button
          look="primary"
          icon={Save}
          pending={saving.pending}
          disabled={edited === null || isNameless}
          onClick={save}
        >
          {t("ui.common.save")}
        </Button>
      </PartBar>
      <Dialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("ui.templates.removeTitle", { name: kept.name })}
        description={t("ui.templates.removeText")}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>{t("ui.common.cancel")}</Button>
            <Button look="danger" icon={Trash2} pending={removing.pending} onClick={remove}>
              {t("ui.templates.remove")}
            </Button>
          </>
        }
      >
        {removing.problem && <ProblemBanner problem={removing.problem} />}
      </Dialog>
    </Page>
  );
}
