import { SearchX } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Banner } from "../../ui/banner.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { DeviceFindingsCard } from "./device-findings-card.tsx";
import { DeviceList } from "./device-list.tsx";
import type { ShownScan } from "./shown-scan.ts";

/** So few that a person wonders where the rest is. */
const FEW_DEVICES = 3;

/** A scan: what stands in its way, then all it found. */
export function ScanView({ scan }: { scan: ShownScan }) {
  const { t } = useText();
  const { found, record, running, side } = scan;
  const findings = record?.findings ?? [];
  const count = found.list.length;
  const isUrgent =
    count < FEW_DEVICES || findings.some(({ severity }) => severity === "problem" || severity === "warning");
  const siteFindings = !running && findings.length > 0 && (
    <DeviceFindingsCard
      title={t(count === 0 ? "ui.devices.silenceTitle" : "ui.devices.siteFindings")}
      findings={findings}
    />
  );
  return (
    <>
      {side.problem && <ProblemBanner problem={side.problem} />}
      {(found.full || (record?.circumstances.sightingsDropped ?? 0) > 0) && (
        <Banner tone="caution" title={t("ui.devices.floodTitle")}>
          {t("ui.devices.floodText", { count: found.list.length })}
        </Banner>
      )}
      {record?.circumstances.unfinished.length ? (
        <Banner tone="caution" title={t("ui.devices.unfinishedTitle")}>
          {record.circumstances.unfinished.map((what) => (
            <p key={what}>{t(`ui.devices.unfinished.${what}`)}</p>
          ))}
        </Banner>
      ) : null}
      {isUrgent && siteFindings}
      {count === 0 ? !running && !siteFindings && <NothingFound /> : <DeviceList scan={scan} />}
      {!isUrgent && siteFindings}
    </>
  );
}

function NothingFound() {
  const { t } = useText();
  return (
    <EmptyState icon={SearchX} title={t("ui.devices.nothingTitle")}>
      {t("ui.devices.nothingText")}
    </EmptyState>
  );
}
