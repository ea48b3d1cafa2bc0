import { Share } from "lucide-react";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { ExportDialog } from "./export-dialog.tsx";

/** Passes one survey on as a file. */
export function ExportSiteButton({ siteId, name }: { siteId: string; name: string }) {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={Share} onClick={() => setIsOpen(true)}>
        {t("ui.transfer.exportSome")}
      </Button>
      {isOpen && (
        <ExportDialog
          title={t("ui.transfer.exportTitle", { site: name })}
          siteIds={[siteId]}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
