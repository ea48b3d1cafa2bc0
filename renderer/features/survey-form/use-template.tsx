import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { BigChoice } from "../../ui/big-field.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Inline } from "../../ui/layout.tsx";

const loadTemplates = (client: FarsiteClient, signal: AbortSignal) => client.templates.list(undefined, { signal });

/** Adds what a template asks for to this survey; what is filled in stays. */
export function UseTemplate() {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Inline>
      <Button size="large" look="quiet" icon={LayoutTemplate} onClick={() => setIsOpen(true)}>
        {t("ui.survey.template.use")}
      </Button>
      {isOpen && <TemplateDialog onClose={() => setIsOpen(false)} />}
    </Inline>
  );
}

function TemplateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { state, edits } = useEditing();
  const templates = useLoaded(loadTemplates);
  const [chosen, setChosen] = useState<string | null>(null);
  const using = useAction();

  function use(): void {
    if (chosen === null) return;
    using.run(async (client) => {
      await edits.settled();
      // oxlint-disable-next-line react/hooks -- a call of the contract, no hook
      await client.survey.useTemplate({ siteId: state.site.id, templateId: chosen });
      edits.refresh();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={use}
      title={t("ui.survey.template.use")}
      description={t("ui.survey.template.text")}
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {t("ui.common.cancel")}
          </Button>
          <Button size="large" look="primary" type="submit" disabled={chosen === null} pending={using.pending}>
            {t("ui.survey.template.take")}
          </Button>
        </>
      }
    >
      <LoadedView loaded={templates}>
        {(list: readonly SurveyTemplate[]) => (
          <BigChoice
            label={t("ui.sites.template")}
            options={list.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            clearLabel={t("ui.survey.clear", { what: t("ui.sites.template") })}
            onChange={setChosen}
          />
        )}
      </LoadedView>
      {using.problem && <ProblemBanner problem={using.problem} />}
    </Dialog>
  );
}
