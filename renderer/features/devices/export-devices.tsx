import { FileDown } from "lucide-react";
import type { DeviceNote, ScanRecord } from "#core/lan/scan-record.ts";
import { deviceCsv } from "#core/report/device-csv.ts";
import { reportFileName } from "#core/report/report-file-name.ts";
import { useText } from "../../i18n/language.tsx";
import { downloadFile } from "../../files/download-file.ts";
import { Button } from "../../ui/button.tsx";
import { useToast } from "../../ui/toast.tsx";
import { shownLinks } from "./device-links.ts";

type ExportDevicesProps = { record: ScanRecord; notes: readonly DeviceNote[]; siteName: string | null };

/** The list for a spreadsheet, and the whole scan for a program. */
export function ExportDevices({ record, notes, siteName }: ExportDevicesProps) {
  const { t, say, locale } = useText();
  const toast = useToast();

  function save(content: Blob, ending: string): void {
    const name = reportFileName(`${siteName ?? ""} ${t("ui.nav.devices")}`, record.startedAt, ending);
    downloadFile(content, name);
    toast(t("ui.devices.exported", { file: name }));
  }

  function saveTable(): void {
    const separator = locale === "de" ? ";" : ",";
    const table = deviceCsv(record.devices, notes, { say, separator, linksOf: shownLinks });
    save(new Blob([table], { type: "text/csv" }), "csv");
  }

  return (
    <>
      <Button icon={FileDown} label={t("ui.devices.exportCsvLong")} onClick={saveTable}>
        {t("ui.devices.exportCsv")}
      </Button>
      <Button
        icon={FileDown}
        label={t("ui.devices.exportJsonLong")}
        onClick={() =>
          save(new Blob([JSON.stringify({ ...record, notes }, null, 2)], { type: "application/json" }), "json")
        }
      >
        {t("ui.devices.exportJson")}
      </Button>
    </>
  );
}
