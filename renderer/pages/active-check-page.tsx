import { CirclePlus, CircleStop, Radar, RotateCw } from "lucide-react";
import { assertNever } from "#core/never.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Button, TextLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Page } from "../ui/page.tsx";
import { Code } from "../ui/text.tsx";
import { useScan } from "../features/devices/scan-context.tsx";
import { isScanning } from "../features/devices/scan-state.ts";
import { ExportButton } from "../features/report/export-button.tsx";
import { useCheck } from "../features/survey/check-context.tsx";
import { CheckProgress } from "../features/survey/check-progress.tsx";
import { CheckResult } from "../features/survey/check-result.tsx";
import type { CheckState, Seen } from "../features/survey/check-state.ts";
import { NotSavedBanner } from "../features/survey/not-saved-banner.tsx";
import { RecordResult } from "../features/survey/record-result.tsx";

type ActiveState = Exclude<CheckState, { step: "idle" }>;

/** A check that was started: under way, done, or not. */
export function ActiveCheckPage({ state }: { state: ActiveState }) {
  const { t } = useText();
  return (
    <Page
      title={t(titleOf(state))}
      lead={<CheckLead state={state} />}
      step={state.step}
      actions={<CheckActions state={state} />}
    >
      <CheckNotice state={state} />
      <CheckBody state={state} />
    </Page>
  );
}

function titleOf(state: ActiveState) {
  switch (state.step) {
    case "starting":
      return "ui.check.starting";
    case "running":
      return "ui.check.running";
    case "saving":
      return "ui.check.saving";
    case "saved":
    case "not-saved":
      return "ui.check.done";
    case "cancelled":
      return "ui.check.cancelledTitle";
    case "failed":
      return "ui.check.failedTitle";
    default:
      return assertNever(state);
  }
}

function CheckActions({ state }: { state: ActiveState }) {
  const { t } = useText();
  const { start, cancel, reset } = useCheck();
  const scan = useScan();
  const again = (siteId: string | null, look: "primary" | "secondary" = "secondary") => (
    <Button icon={RotateCw} look={look} onClick={() => start(siteId)}>
      {t("ui.check.again")}
    </Button>
  );
  const another = (
    <Button icon={CirclePlus} onClick={reset}>
      {t("ui.check.another")}
    </Button>
  );
  switch (state.step) {
    case "starting":
    case "running":
      return (
        // Its own key: without one React would turn it into the next step's first button, under the same finger.
        <Button key="cancel" icon={CircleStop} size="large" onClick={cancel}>
          {t("ui.check.cancel")}
        </Button>
      );
    case "saving":
      return null;
    case "saved":
      return (
        <>
          {another}
          {again(state.siteId)}
          <Button
            icon={Radar}
            disabled={isScanning(scan.state)}
            onClick={() => {
              scan.prepare(state.siteId);
              goTo({ page: "devices" });
            }}
          >
            {t("ui.siteDevices.find")}
          </Button>
          <ExportButton look="primary" siteId={state.siteId} record={state.record} />
        </>
      );
    case "not-saved":
    case "cancelled":
    case "failed":
      return (
        <>
          {another}
          {again(state.siteId, state.step === "not-saved" ? "secondary" : "primary")}
        </>
      );
    default:
      return assertNever(state);
  }
}

const hasRows = (seen: Seen | null): seen is Seen => seen !== null && seen.rows.length > 0;

/** What became of the check, under the heading. */
function CheckLead({ state }: { state: ActiveState }) {
  const { t } = useText();
  switch (state.step) {
    case "saved":
      return (
        <>
          {t("ui.check.savedAs")}{" "}
          <TextLink href={hrefOf({ page: "site", siteId: state.siteId })}>{state.siteName}</TextLink>
        </>
      );
    case "cancelled":
      return hasRows(state.seen) && t("ui.check.cancelledText");
    case "failed":
      return hasRows(state.seen) && t("ui.check.failedText");
    default:
      return null;
  }
}

/** What the person should know about the check itself, above what it found. */
function CheckNotice({ state }: { state: ActiveState }) {
  switch (state.step) {
    case "starting":
    case "running":
    case "saving":
      return <CheckProgress state={state} />;
    case "not-saved":
      return <NotSavedBanner problem={state.problem} record={state.record} />;
    case "failed":
      return <ProblemBanner problem={state.problem} />;
    case "saved":
    case "cancelled":
      return null;
    default:
      return assertNever(state);
  }
}

function CheckBody({ state }: { state: ActiveState }) {
  const { extend } = useCheck();
  switch (state.step) {
    case "starting":
      return null;
    case "running":
      return <SeenResult seen={state.seen} running />;
    case "cancelled":
    case "failed":
      return hasRows(state.seen) ? <SeenResult seen={state.seen} running={false} /> : null;
    case "saving":
    case "not-saved":
      return <RecordResult record={state.record} kept={null} />;
    case "saved":
      return <RecordResult record={state.record} kept={{ siteId: state.siteId, onExtended: extend }} />;
    default:
      return assertNever(state);
  }
}

function TalksTo({ whom }: { whom: readonly string[] }) {
  const { t } = useText();
  return (
    <>
      {t("ui.check.talksTo")}{" "}
      {whom.map((one, index) => (
        <span key={one}>
          {index > 0 && ", "}
          <Code>{one}</Code>
        </span>
      ))}
    </>
  );
}

/** Why there is no verdict yet. */
function notYet({ rows }: Seen) {
  if (rows.length === 0) return "ui.verdict.nothingYet";
  return rows.some((row) => row.observation === null) ? "ui.verdict.stillOpen" : "ui.check.evaluating";
}

function SeenResult({ seen, running }: { seen: Seen; running: boolean }) {
  const { t } = useText();
  return (
    <CheckResult
      diagnosis={seen.diagnosis}
      rows={seen.rows}
      running={running}
      incomplete={!running}
      hint={<TalksTo whom={seen.talksTo} />}
      waiting={running && seen.diagnosis === null && <Card title={t("ui.verdict.label")} hint={t(notYet(seen))} />}
    />
  );
}
