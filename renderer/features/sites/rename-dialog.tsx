import { useState } from "react";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useToast } from "../../ui/toast.tsx";
import { SiteNameField } from "./site-name-field.tsx";

type RenameDialogProps = { site: Pick<SiteSummary, "id" | "name">; onClose: () => void; onRenamed: () => void };

export function RenameDialog({ site, onClose, onRenamed }: RenameDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const [name, setName] = useState(site.name);
  const [missing, setMissing] = useState(false);
  const renaming = useAction();

  function rename(): void {
    if (name.trim() === "") return setMissing(true);
    renaming.run(async (client) => {
      const renamed = await client.sites.rename({ siteId: site.id, name: name.trim() });
      toast(t("ui.sites.renamed", { name: renamed.name }));
      onRenamed();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={rename}
      title={t("ui.sites.renameTitle")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" pending={renaming.pending}>
            {t("ui.sites.rename")}
          </Button>
        </>
      }
    >
      <SiteNameField
        value={name}
        isMissing={missing}
        onChange={(next) => {
          setName(next);
          setMissing(false);
        }}
      />
      {renaming.problem && <ProblemBanner problem={renaming.problem} />}
    </Dialog>
  );
}
