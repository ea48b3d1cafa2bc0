import { ArrowLeftRight, CircleMinus, CirclePlus, MoveRight, Radar, type LucideIcon } from "lucide-react";
import { useCallback } from "react";
import type { Site } from "#core/contract/survey-calls.ts";
import { deviceChanges, type DeviceChange } from "#core/lan/device-changes.ts";
import { noteFor } from "#core/lan/device-notes.ts";
import type { DeviceNote, ScanRecord, ScanSummary } from "#core/lan/scan-record.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { goTo } from "../../navigation/use-route.ts";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Inset, Stack } from "../../ui/layout.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { LinkRow, Rows } from "../../ui/rows.tsx";
import { Text } from "../../ui/text.tsx";
import { deviceName } from "../../device-names/device-name.ts";
import { roleIcon } from "./device-look.ts";
import { rolesIn } from "./list-view.ts";
import { useScan } from "./scan-context.tsx";
import { isScanning } from "./scan-state.ts";

/** More than a glance takes in; the searches themselves have all of them. */
const MAX_CHANGES = 6;
const MAX_SCANS = 5;

/** The site's devices as last seen, what is different since the time before, and the way to look again. */
export function SiteDevicesCard({ site }: { site: Site }) {
  const { t, dateTime } = useText();
  const { state, prepare } = useScan();
  const newestFirst = site.scans.toReversed();

  function find(): void {
    prepare(site.id);
    goTo({ page: "devices" });
  }

  return (
    <Card
      title={t("ui.nav.devices")}
      {...(site.scans.length === 0 && { hint: t("ui.siteDevices.none") })}
      flush={site.scans.length > 0}
      actions={
        <Button icon={Radar} disabled={isScanning(state)} onClick={find}>
          {t("ui.siteDevices.find")}
        </Button>
      }
    >
      {newestFirst[0] && <LatestScan site={site} latest={newestFirst[0]} before={newestFirst[1] ?? null} />}
      {newestFirst.length > 0 && (
        <Rows label={t("ui.siteDevices.searches")}>
          {newestFirst.slice(0, MAX_SCANS).map(({ scanId, startedAt, devices }) => (
            <LinkRow
              key={scanId}
              href={hrefOf({ page: "scan", siteId: site.id, scanId })}
              title={dateTime(startedAt)}
              detail={t("ui.devices.count", { count: devices })}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}

function LatestScan({ site, latest, before }: { site: Site; latest: ScanSummary; before: ScanSummary | null }) {
  const [siteId, latestId, beforeId] = [site.id, latest.scanId, before?.scanId ?? null];
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) => {
      const get = (scanId: string) => client.scan.get({ siteId, scanId }, { signal });
      const [record, earlier] = await Promise.all([get(latestId), beforeId === null ? null : get(beforeId)]);
      return { record, earlier };
    },
    [siteId, latestId, beforeId],
  );
  const loaded = useLoaded(load);
  return (
    <Inset>
      <LoadedView loaded={loaded}>
        {({ record, earlier }) => (
          <Stack>
            <Inline>
              <RoleCounts record={record} />
            </Inline>
            {earlier && <Changes notes={site.deviceNotes} before={earlier} after={record} />}
          </Stack>
        )}
      </LoadedView>
    </Inset>
  );
}

function RoleCounts({ record }: { record: ScanRecord }) {
  const { t } = useText();
  return rolesIn(record.devices).map(({ value, count }) => (
    <Badge key={value} icon={roleIcon[value]}>
      {t(`ui.devices.roles.${value}`)}: {count}
    </Badge>
  ));
}

const changeIcons: Record<DeviceChange["sort"], LucideIcon> = {
  new: CirclePlus,
  gone: CircleMinus,
  moved: MoveRight,
  changed: ArrowLeftRight,
};

function Changes({ notes, before, after }: { notes: readonly DeviceNote[]; before: ScanRecord; after: ScanRecord }) {
  const { t } = useText();
  // What was not searched again, or not to the end, is not gone.
  const isWhole =
    !after.cancelled && after.circumstances.unfinished.length === 0 && (after.request.sweep || !before.request.sweep);
  const changes = deviceChanges(before.devices, after.devices, isWhole);
  if (changes.length === 0)
    return (
      <Text size="small" tone="soft">
        {t("ui.siteDevices.unchanged")}
      </Text>
    );
  const shown = changes.slice(0, MAX_CHANGES).map((change) => {
    const { device } = change;
    const name = deviceName(device, noteFor(notes, device.keys)?.name ?? null) ?? t("ui.devices.nameless");
    const address = device.addresses[0]?.address ?? "";
    const args =
      change.sort === "moved"
        ? { name, address, before: change.before.addresses[0]?.address ?? "" }
        : { name, address };
    return {
      key: `${change.sort} ${device.id}`,
      icon: changeIcons[change.sort],
      tone: change.sort === "new" ? ("accent" as const) : ("neutral" as const),
      text: t(`ui.siteDevices.change.${change.sort}`, args),
    };
  });
  const more = changes.length - shown.length;
  return (
    <Stack gap="tight">
      <Reasons label={t("ui.siteDevices.changes")} items={shown} />
      {more > 0 && (
        <Text size="small" tone="soft">
          {t("ui.site.moreChanges", { count: more })}
        </Text>
      )}
    </Stack>
  );
}
