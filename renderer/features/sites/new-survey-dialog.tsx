import { FilePlus2 } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useText } from "../../i18n/language.tsx";
import { goTo } from "../../navigation/use-route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { SiteNameField } from "./site-name-field.tsx";

const WITHOUT = "\u0000without";

const loadTemplates = (client: FarsiteClient, signal: AbortSignal) => client.templates.list(undefined, { signal });

/** A survey before anything is checked: what it is called, and by which template. */
export function NewSurveyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const templates = useLoaded(loadTemplates);
  const [name, setName] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const beginning = useAction();
  const known = templates.step === "ready" ? templates.value : [];
  const templateId = chosen ?? known[0]?.id ?? WITHOUT;

  function begin(): void {
    if (name.trim() === "") return setIsMissing(true);
    beginning.run(async (client) => {
      const { siteId } = await client.sites.begin({
        name: name.trim(),
        templateId: templateId === WITHOUT ? null : templateId,
      });
      goTo({ page: "survey", siteId, part: "site" });
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={begin}
      title={t("ui.sites.newTitle")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" icon={FilePlus2} type="submit" pending={beginning.pending}>
            {t("ui.sites.begin")}
          </Button>
        </>
      }
    >
      <SiteNameField
        value={name}
        isMissing={isMissing}
        onChange={(next) => {
          setName(next);
          setIsMissing(false);
        }}
      />
      {known.length > 0 && (
        <Select
          label={t("ui.sites.template")}
          value={templateId}
          onChange={setChosen}
          options={[
            ...known.map((template) => ({
              value: template.id,
              label: template.name,
              hint: t("ui.templates.holds", {
                items: t("ui.templates.items", { count: template.checklist.length }),
                questions: t("ui.templates.questionCount", { count: template.questions.length }),
              }),
            })),
            { value: WITHOUT, label: t("ui.sites.withoutTemplate") },
          ]}
        />
      )}
      {beginning.problem && <ProblemBanner problem={beginning.problem} />}
    </Dialog>
  );
}
