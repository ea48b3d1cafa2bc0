import { CircleStop, RotateCw, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useAction } from "../connection/use-action.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Button, TextLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { placeOf } from "../features/devices/confirmed-plan.ts";
import { ExportDevices } from "../features/devices/export-devices.tsx";
import { NotSavedScan } from "../features/devices/not-saved-scan.tsx";
import { PlanPanel } from "../features/devices/plan-panel.tsx";
import { useScan } from "../features/devices/scan-context.tsx";
import { ScanProgress } from "../features/devices/scan-progress.tsx";
import { isScanning, type ScanState } from "../features/devices/scan-state.ts";
import { ScanView } from "../features/devices/scan-view.tsx";
import { SiteChoice } from "../features/devices/site-choice.tsx";
import { useListView } from "../features/devices/use-list-view.ts";
import { useLiveScan } from "../features/devices/use-live-scan.ts";

/** The devices of the place where the laptop is now: first what to search, then what was found. */
export function DevicesPage() {
  const { state } = useScan();
  if (state.step === "idle") return <RangesPage />;
  // A new run is a new page: its heading takes the focus that the button had.
  return <ActiveScanPage key={state.run} state={state} />;
}

function RangesPage() {
  const { t } = useText();
  const { confirmed, start } = useScan();
  return (
    <Page title={t("ui.devices.title")} lead={t("ui.devices.lead")}>
      <PlanPanel before={confirmed} onConfirm={start} siteChoice={<SiteChoice />} />
    </Page>
  );
}

type ActiveState = Exclude<ScanState, { step: "idle" }>;

function ActiveScanPage({ state }: { state: ActiveState }) {
  const { t } = useText();
  const scan = useLiveScan();
  const [view] = useListView({ key: scan?.key ?? "", isLive: true });
  // Only the way back from a device: a page that is opened for the first time begins at its heading.
  const [keepsPlace] = useState(view.active !== null);
  return (
    <Page
      title={t(isScanning(state) ? "ui.devices.running" : "ui.devices.title")}
      lead={<ScanLead state={state} />}
      step={state.step}
      keepsPlace={keepsPlace}
      actions={<ScanActions state={state} />}
    >
      {(state.step === "starting" || state.step === "running" || state.step === "saving") && (
        <ScanProgress state={state} />
      )}
      {state.step === "not-saved" && <NotSavedScan problem={state.problem} />}
      {state.step === "failed" && <ProblemBanner problem={state.problem} />}
      {scan && <ScanView scan={scan} />}
    </Page>
  );
}

/** What became of the search, under the heading. */
function ScanLead({ state }: { state: ActiveState }) {
  const { t } = useText();
  switch (state.step) {
    case "saved":
      return (
        <>
          {state.record.cancelled && `${t("ui.devices.stoppedText")} `}
          {t("ui.check.savedAs")}{" "}
          <TextLink href={hrefOf({ page: "site", siteId: state.siteId })}>{state.siteName}</TextLink>
        </>
      );
    case "cancelled":
      return t("ui.devices.cancelledText");
    case "failed":
      return state.seen !== null && t("ui.devices.failedText");
    default:
      return null;
  }
}

function ScanActions({ state }: { state: ActiveState }) {
  const { t } = useText();
  const { stop, prepare } = useScan();
  const scan = useLiveScan();
  if (state.step === "starting" || state.step === "running")
    return (
      // Its own key: without one React would turn it into the next step's first button, under the same finger.
      <Button key="stop" icon={CircleStop} size="large" onClick={stop}>
        {t("ui.devices.stop")}
      </Button>
    );
  if (state.step === "saving") return null;
  return (
    <>
      {"record" in state && scan && (
        <ExportDevices record={state.record} notes={scan.side.notes} siteName={scan.siteName} />
      )}
      <Button icon={SlidersHorizontal} onClick={() => prepare(state.siteId)}>
        {t("ui.devices.changeRanges")}
      </Button>
      <AgainButton siteId={state.siteId} />
    </>
  );
}

/** The same ranges once more, as long as the laptop stands where they were confirmed. */
function AgainButton({ siteId }: { siteId: string | null }) {
  const { t } = useText();
  const { confirmed, start, prepare } = useScan();
  const planning = useAction();

  function again(): void {
    planning.run(async (client) => {
      const plan = await client.scan.plan();
      const place = confirmed === null ? "another" : placeOf(plan, confirmed);
      if (confirmed !== null && place === "same") start(confirmed);
      // In another network it is a question again to which site it belongs.
      else prepare(place === "changed" ? siteId : null);
    });
  }

  return (
    <Button look="primary" icon={RotateCw} pending={planning.pending} onClick={again}>
      {t("ui.devices.again")}
    </Button>
  );
}
