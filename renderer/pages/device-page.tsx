import { ExternalLink, FileQuestionMark } from "lucide-react";
import { useEffect } from "react";
import type { Device } from "#core/lan/device.ts";
import { noteFor } from "#core/lan/device-notes.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf, type Route } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { Banner } from "../ui/banner.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { CopyButton } from "../files/copy-button.tsx";
import { openablePages, streamLinks } from "../features/devices/device-links.ts";
import { brandAndModel, deviceName } from "../device-names/device-name.ts";
import { DeviceView } from "../features/devices/device-view.tsx";
import { deviceNamed } from "../features/devices/found-devices.ts";
import { sharesItsAddress } from "../features/devices/listed-device.ts";
import type { ShownScan } from "../features/devices/shown-scan.ts";
import { useOutOfReach } from "../features/devices/use-out-of-reach.ts";
import { useLiveScan } from "../features/devices/use-live-scan.ts";
import { useStoredScan } from "../features/devices/use-stored-scan.ts";

/** A device of this window's scan. */
export function DevicePage({ deviceId }: { deviceId: string }) {
  const scan = useLiveScan();
  const list: Route = { page: "devices" };
  const device = scan && deviceNamed(scan.found, deviceId);
  return scan && device ? <KnownDevice scan={scan} device={device} list={list} /> : <NoDevice list={list} />;
}

/** A device of a scan in the archive. */
export function ScannedDevicePage({ siteId, scanId, deviceId }: { siteId: string; scanId: string; deviceId: string }) {
  const { t } = useText();
  const scan = useStoredScan(siteId, scanId);
  const list: Route = { page: "scan", siteId, scanId };
  if (scan.step !== "ready")
    return (
      <Page title={t("ui.nav.devices")} back={{ href: hrefOf(list), label: t("ui.device.back") }}>
        <LoadedView loaded={scan}>{() => null}</LoadedView>
      </Page>
    );
  const device = deviceNamed(scan.value.found, deviceId);
  return device ? <KnownDevice scan={scan.value} device={device} list={list} /> : <NoDevice list={list} />;
}

function KnownDevice({ scan, device, list }: { scan: ShownScan; device: Device; list: Route }) {
  const { t } = useText();
  useEscape(list);
  const note = noteFor(scan.side.notes, device.keys);
  const name = deviceName(device, note?.name ?? null) ?? t("ui.devices.nameless");
  const model = brandAndModel(device);
  const outOfReach = useOutOfReach(device);
  const [page] = outOfReach ? [] : openablePages(device);
  const [stream] = streamLinks(device);
  return (
    <Page
      title={name}
      lead={
        <>
          {t(`deviceRole.${device.role.value}`)}
          {model !== null && model !== name && (
            <>
              {" · "}
              <bdi>{model}</bdi>
            </>
          )}
        </>
      }
      back={{ href: hrefOf(list), label: t("ui.device.back") }}
      actions={
        <>
          {stream && <CopyButton text={stream.url}>{t("ui.device.copyStream")}</CopyButton>}
          {page && (
            <ButtonLink look="primary" icon={ExternalLink} href={page.url} elsewhere={t("ui.settle.newTab")}>
              {t("ui.device.openPage")}
            </ButtonLink>
          )}
        </>
      }
    >
      {sharesItsAddress(device) && (page || stream) && (
        <Banner tone="caution" title={t("ui.device.sharedAddress")}>
          {t("ui.device.sharedAddressText")}
        </Banner>
      )}
      <DeviceView device={device} scan={scan} />
    </Page>
  );
}

/** Escape leads back to the list, unless something on the page is open or being typed into. */
function useEscape(list: Route): void {
  const href = hrefOf(list);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, [role=dialog], [role=listbox]"))
        return;
      window.location.hash = href;
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [href]);
}

function NoDevice({ list }: { list: Route }) {
  const { t } = useText();
  return (
    <Page title={t("ui.nav.devices")} back={{ href: hrefOf(list), label: t("ui.device.back") }}>
      <EmptyState icon={FileQuestionMark} title={t("ui.device.notFoundTitle")}>
        {t("ui.device.notFoundText")}
      </EmptyState>
    </Page>
  );
}
