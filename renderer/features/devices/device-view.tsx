import type { Device } from "#core/lan/device.ts";
import { useText } from "../../i18n/language.tsx";
import { Split } from "../../ui/layout.tsx";
import { AddressesCard } from "./addresses-card.tsx";
import { DeviceFindingsCard } from "./device-findings-card.tsx";
import { IdentityCard } from "./identity-card.tsx";
import { InspectCard } from "./inspect-card.tsx";
import { isInWrongNetwork } from "./listed-device.ts";
import { NoteCard } from "./note-card.tsx";
import { PortsCard } from "./ports-card.tsx";
import { RescueCard } from "./rescue-card.tsx";
import type { ShownScan } from "./shown-scan.ts";
import { SightingsCard } from "./sightings-card.tsx";
import { useOutOfReach } from "./use-out-of-reach.ts";

/** One device: what to do about it, what it offers, what it is, and how that is known. */
export function DeviceView({ device, scan }: { device: Device; scan: ShownScan }) {
  const { t } = useText();
  const outOfReach = useOutOfReach(device);
  return (
    <Split
      early
      main={
        <>
          {isInWrongNetwork(device) && <RescueCard device={device} />}
          <DeviceFindingsCard
            title={t("ui.findings.title")}
            {...(device.findings.length === 0 && { hint: t("ui.device.noFindings") })}
            findings={device.findings}
          />
          <PortsCard device={device} />
          {!outOfReach && <InspectCard device={device} />}
        </>
      }
      side={
        <>
          <IdentityCard device={device} />
          <AddressesCard device={device} />
          <NoteCard device={device} scan={scan} />
          <SightingsCard device={device} record={scan.record} />
        </>
      }
    />
  );
}
