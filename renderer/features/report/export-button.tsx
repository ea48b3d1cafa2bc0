import { FileDown } from "lucide-react";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { useAction } from "../../connection/use-action.ts";
import { paperOf } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemDialog } from "../../problems/problem-dialog.tsx";
import { Button } from "../../ui/button.tsx";
import { useToast } from "../../ui/toast.tsx";
import { downloadFile } from "../../files/download-file.ts";

type ExportButtonProps = {
  siteId: string;
  record: Pick<CheckRecord, "checkId" | "startedAt">;
  look?: "primary" | "secondary" | "quiet";
};

/** Makes the one-page report of a check and hands it over as a file. */
export function ExportButton({ siteId, record, look = "secondary" }: ExportButtonProps) {
  const { t, locale, dateTime } = useText();
  const toast = useToast();
  const exporting = useAction();

  function exportPdf(): void {
    exporting.run(async (client) => {
      const { fileName, pdf } = await client.report.check({
        siteId,
        checkId: record.checkId,
        locale,
        paper: paperOf(navigator.language),
      });
      downloadFile(pdf, fileName);
      toast(t("ui.report.ready", { file: fileName }));
    });
  }

  return (
    <>
      <Button
        look={look}
        icon={FileDown}
        pending={exporting.pending}
        label={t("ui.report.exportOf", { when: dateTime(record.startedAt) })}
        onClick={exportPdf}
      >
        {t("ui.report.export")}
      </Button>
      <ProblemDialog problem={exporting.problem} onClose={exporting.clear} onRetry={exportPdf} />
    </>
  );
}
