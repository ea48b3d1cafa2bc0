import { useState } from "react";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { Page } from "../ui/page.tsx";
import { ExportDevices } from "../features/devices/export-devices.tsx";
import { ScanView } from "../features/devices/scan-view.tsx";
import type { ShownScan } from "../features/devices/shown-scan.ts";
import { useListView } from "../features/devices/use-list-view.ts";
import { useStoredScan } from "../features/devices/use-stored-scan.ts";

/** A search for devices of the archive. */
export function ScanPage({ siteId, scanId }: { siteId: string; scanId: string }) {
  const { t } = useText();
  const scan = useStoredScan(siteId, scanId);
  const toSite = hrefOf({ page: "site", siteId });
  if (scan.step !== "ready")
    return (
      <Page title={t("ui.devices.title")} back={{ href: toSite, label: t("ui.site.back") }}>
        <LoadedView loaded={scan}>{() => null}</LoadedView>
      </Page>
    );
  return <LoadedScan scan={scan.value} toSite={toSite} />;
}

function LoadedScan({ scan, toSite }: { scan: ShownScan; toSite: string }) {
  const { t, dateTime, duration } = useText();
  const [view] = useListView(scan);
  const [keepsPlace] = useState(view.active !== null);
  const { record, siteName } = scan;
  if (record === null) return null;
  const took = t("ui.site.took", { duration: duration(record.durationMs) });
  return (
    <Page
      title={t("ui.devices.scanOf", { when: dateTime(record.startedAt) })}
      lead={
        <>
          <bdi>{siteName}</bdi> · {took}
          {record.cancelled && ` · ${t("ui.site.cancelled")}`}
        </>
      }
      back={{ href: toSite, label: t("ui.record.back", { site: siteName ?? "" }) }}
      keepsPlace={keepsPlace}
      actions={<ExportDevices record={record} notes={scan.side.notes} siteName={siteName} />}
    >
      <ScanView scan={scan} />
    </Page>
  );
}
