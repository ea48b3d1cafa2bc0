import { CSPProvider } from "@base-ui/react/csp-provider";
import { KeyRound, MapPinned, Radar, ScanSearch, Settings as SettingsIcon } from "lucide-react";
import { useCallback, useEffect, useRef, type ReactNode } from "react";
import type { Settings } from "#core/survey/settings.ts";
import { ClientProvider, LineLostProvider, useConnectionState } from "./connection/connection-context.tsx";
import type { Connection } from "./connection/connection.ts";
import { ConnectionScreen, LostNotice } from "./connection/connection-screens.tsx";
import { AboutLine } from "./features/about/about-line.tsx";
import { AppInfoProvider } from "./host-state/app-info-context.tsx";
import { DraftsProvider, useHasDrafts } from "./host-state/drafts-context.tsx";
import { SettingsProvider } from "./host-state/settings-context.tsx";
import { RescueBanners } from "./features/devices/rescue-banner.tsx";
import { RescueProvider } from "./features/devices/rescue-context.tsx";
import { ScanProvider, useScan } from "./features/devices/scan-context.tsx";
import { isScanning } from "./features/devices/scan-state.ts";
import { PhotosProvider, useHasUnsavedPhotos } from "./features/photos/photos-context.tsx";
import { StoreBanner } from "./features/storage/store-banner.tsx";
import { StoreProvider } from "./features/storage/store-context.tsx";
import { HubProvider } from "./features/team/hub-context.tsx";
import { HubMark } from "./features/team/hub-mark.tsx";
import { ImportProvider } from "./features/transfer/import-context.tsx";
import { FileDropProvider } from "./files/file-drop.tsx";
import { DueMark } from "./features/vault/due-mark.tsx";
import { ClipboardNotice, SecretClipboardProvider } from "./files/clipboard-context.tsx";
import { applyTheme } from "./ui/theme.ts";
import { SurveyEditsProvider, useHasUnsavedSurveys } from "./survey/edits-context.tsx";
import { WatchProvider } from "./host-state/watch-context.tsx";
import { CheckProvider, useCheck } from "./features/survey/check-context.tsx";
import { isUnderWay } from "./features/survey/check-state.ts";
import { LanguageProvider, useText } from "./i18n/language.tsx";
import type { Language } from "./i18n/load-language.ts";
import { hrefOf, pageKeyOf, type Route } from "./navigation/route.ts";
import { fetchWhenIdle } from "./navigation/fetch-when-idle.ts";
import { KeptViewsProvider } from "./navigation/kept-view.tsx";
import { useRoute } from "./navigation/use-route.ts";
import { Announcer, useAnnounce } from "./ui/announcer.tsx";
import { RoutedPage } from "./pages/routed-page.tsx";
import { AppFrame } from "./ui/app-frame.tsx";
import { Badge } from "./ui/badge.tsx";
import { Stack } from "./ui/layout.tsx";
import { ToastProvider } from "./ui/toast.tsx";

export function App({ connection, language }: { connection: Connection; language: Language }) {
  const takeOver = useCallback(
    async (settings: Settings) => {
      applyTheme(settings.theme);
      await language.speak(settings.locale);
    },
    [language],
  );
  return (
    <CSPProvider disableStyleElements>
      <LanguageProvider i18n={language.i18n}>
        <Announcer>
          <Toasts>
            <Connected connection={connection} onSettings={takeOver} />
          </Toasts>
        </Announcer>
      </LanguageProvider>
    </CSPProvider>
  );
}

function Toasts({ children }: { children: ReactNode }) {
  const { t } = useText();
  return (
    <ToastProvider label={t("ui.common.messages")} dismissLabel={t("ui.common.dismiss")}>
      {children}
    </ToastProvider>
  );
}

/** The app as long as there is, or was, a line to the host; otherwise why there is none. */
function Connected({
  connection,
  onSettings,
}: {
  connection: Connection;
  onSettings: (settings: Settings) => Promise<void>;
}) {
  const state = useConnectionState(connection);
  const client = state.step === "ready" || state.step === "lost" ? state.client : null;
  if (client === null) return <ConnectionScreen state={state} onRetry={connection.retry} />;
  return (
    <ClientProvider value={client}>
      <LineLostProvider value={state.step === "lost"}>
        <SettingsProvider onTaken={onSettings}>
          <AppInfoProvider>
            <DraftsProvider>
              <KeptViewsProvider>
                <WatchProvider>
                  <SurveyEditsProvider>
                    <CheckProvider>
                      <ScanProvider>
                        <RescueProvider>
                          <SecretClipboardProvider>
                            <TeamProviders>
                              <Shell lost={state.step === "lost" ? state : null} onRetry={connection.retry} />
                            </TeamProviders>
                          </SecretClipboardProvider>
                        </RescueProvider>
                      </ScanProvider>
                    </CheckProvider>
                  </SurveyEditsProvider>
                </WatchProvider>
              </KeptViewsProvider>
            </DraftsProvider>
          </AppInfoProvider>
        </SettingsProvider>
      </LineLostProvider>
    </ClientProvider>
  );
}

/** What goes on between laptops and on the disk, and photos on their way, whichever page is looked at. */
function TeamProviders({ children }: { children: ReactNode }) {
  return (
    <StoreProvider>
      <HubProvider>
        <PhotosProvider>
          <FileDropProvider>
            <ImportProvider>{children}</ImportProvider>
          </FileDropProvider>
        </PhotosProvider>
      </HubProvider>
    </StoreProvider>
  );
}

/** What belongs to one site or to all of them. */
const SITE_PAGES: ReadonlySet<Route["page"]> = new Set([
  "sites",
  "site",
  "record",
  "scan",
  "scanned-device",
  "site-passwords",
  "photos",
  "survey",
  "history",
  "revision",
  "conflicts",
  "routes",
  "walk",
  "rehearsal",
  "templates",
  "template",
]);

const SETTINGS_PAGES: ReadonlySet<Route["page"]> = new Set([
  "settings",
  "team",
  "storage",
  "knowledge",
  "servers",
  "server",
  "rehearse",
]);

function Shell({ lost, onRetry }: { lost: Parameters<typeof LostNotice>[0]["state"] | null; onRetry: () => void }) {
  const { t } = useText();
  const route = useRoute();
  const { state } = useCheck();
  const scan = useScan();
  const hasDrafts = useHasDrafts();
  const hasUnsavedSurveys = useHasUnsavedSurveys();
  const hasUnsavedPhotos = useHasUnsavedPhotos();
  useLineAnnouncements(lost !== null);
  useEffect(fetchWhenIdle, []);
  return (
    <AppFrame
      navLabel={t("ui.nav.label")}
      skipLabel={t("ui.nav.skip")}
      nav={[
        {
          href: hrefOf({ page: "check" }),
          label: t("ui.nav.check"),
          icon: ScanSearch,
          current: route.page === "check",
          mark: isUnderWay(state) && <Badge tone="accent">{t("ui.check.leaveRunning")}</Badge>,
        },
        {
          href: hrefOf({ page: "devices" }),
          label: t("ui.nav.devices"),
          icon: Radar,
          current: route.page === "devices" || route.page === "device",
          mark: isScanning(scan.state) && <Badge tone="accent">{t("ui.check.leaveRunning")}</Badge>,
        },
        {
          href: hrefOf({ page: "sites" }),
          label: t("ui.nav.sites"),
          icon: MapPinned,
          current: SITE_PAGES.has(route.page),
          mark: (hasUnsavedPhotos || (hasUnsavedSurveys && route.page !== "survey")) && (
            <Badge tone="caution">{t("ui.settings.unsavedMark")}</Badge>
          ),
        },
        {
          href: hrefOf({ page: "passwords" }),
          label: t("ui.nav.passwords"),
          icon: KeyRound,
          current: route.page === "passwords",
          // Counted anew on the way to passwords and back.
          mark: <DueMark key={String(route.page === "passwords" || route.page === "site-passwords")} />,
        },
        {
          href: hrefOf({ page: "settings" }),
          label: t("ui.nav.settings"),
          icon: SettingsIcon,
          current: SETTINGS_PAGES.has(route.page),
          mark:
            hasDrafts && route.page !== "settings" ? (
              <Badge tone="caution">{t("ui.settings.unsavedMark")}</Badge>
            ) : (
              route.page !== "team" && <HubMark />
            ),
        },
      ]}
      noticeLabel={t("ui.connection.label")}
      notice={lost === null ? undefined : <LostNotice state={lost} onRetry={onRetry} />}
      footer={<AboutLine connected={lost === null} />}
    >
      <Stack gap="large">
        <RescueBanners />
        <ClipboardNotice />
        <StoreBanner />
        <RoutedPage key={pageKeyOf(route)} route={route} />
      </Stack>
    </AppFrame>
  );
}

/** Says when the line goes and when it is back; not when the window opens with one. */
function useLineAnnouncements(isLost: boolean): void {
  const { t } = useText();
  const announce = useAnnounce();
  const before = useRef(isLost);
  useEffect(() => {
    if (before.current === isLost) return;
    before.current = isLost;
    announce(t(isLost ? "ui.connection.lostTitle" : "ui.connection.back"));
  }, [isLost, announce, t]);
}
