import { SearchX } from "lucide-react";
import { noteFor } from "#core/lan/device-notes.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Banner } from "../../ui/banner.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { DeviceFindingsCard, type DeviceLink } from "./device-findings-card.tsx";
import { DeviceList } from "./device-list.tsx";
import { deviceName } from "../../device-names/device-name.ts";
import { sharesItsAddress } from "./listed-device.ts";
import type { ShownScan } from "./shown-scan.ts";

/** So few that a person wonders where the rest is. */
const FEW_DEVICES = 3;

/** As many as a person separates in one go; the list has them all. */
const MAX_RIVALS = 12;

/** The devices that share an address with another one; their cards tell apart what has the same name. */
const rivals = ({ found, side, hrefOfDevice }: ShownScan): DeviceLink[] =>
  found.list
    .map(({ device }) => device)
    .filter(sharesItsAddress)
    .slice(0, MAX_RIVALS)
    .map((device) => ({
      name: [deviceName(device, noteFor(side.notes, device.keys)?.name ?? null), device.macs[0]]
        .filter((part) => part != null)
        .join(" · "),
      href: hrefOfDevice(device.id),
    }))
    .filter(({ name }) => name !== "");

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
      devicesOf={({ code }) => (code === "address-conflict" ? rivals(scan) : [])}
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
