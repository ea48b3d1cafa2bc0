import { assertNever } from "#core/never.ts";
import { lazyPage } from "../navigation/lazy-page.tsx";
import type { Route } from "../navigation/route.ts";
import { CheckPage } from "./check-page.tsx";

// The check is what the window opens with. The others are loaded after it, in this order: what is gone to first comes first.
const SitesPage = lazyPage(async () => (await import("./sites-page.tsx")).SitesPage);
const DevicesPage = lazyPage(async () => (await import("./devices-page.tsx")).DevicesPage);
const SettingsPage = lazyPage(async () => (await import("./settings-page.tsx")).SettingsPage);
const PasswordsPage = lazyPage(async () => (await import("./passwords-page.tsx")).PasswordsPage);
const SitePage = lazyPage(async () => (await import("./site-page.tsx")).SitePage);
const RecordPage = lazyPage(async () => (await import("./record-page.tsx")).RecordPage);
const DevicePage = lazyPage(async () => (await import("./device-page.tsx")).DevicePage);
const ScannedDevicePage = lazyPage(async () => (await import("./device-page.tsx")).ScannedDevicePage);
const ScanPage = lazyPage(async () => (await import("./scan-page.tsx")).ScanPage);
const SurveyPage = lazyPage(async () => (await import("./survey-page.tsx")).SurveyPage);
const PhotosPage = lazyPage(async () => (await import("./photos-page.tsx")).PhotosPage);
const RoutesPage = lazyPage(async () => (await import("./routes-page.tsx")).RoutesPage);
const WalkPage = lazyPage(async () => (await import("./walk-page.tsx")).WalkPage);
const RehearsalPage = lazyPage(async () => (await import("./rehearsal-page.tsx")).RehearsalPage);
const RehearsePage = lazyPage(async () => (await import("./rehearsal-page.tsx")).RehearsePage);
const SitePasswordsPage = lazyPage(async () => (await import("./site-passwords-page.tsx")).SitePasswordsPage);
const HistoryPage = lazyPage(async () => (await import("./history-page.tsx")).HistoryPage);
const RevisionPage = lazyPage(async () => (await import("./revision-page.tsx")).RevisionPage);
const ConflictsPage = lazyPage(async () => (await import("./conflicts-page.tsx")).ConflictsPage);
const TemplatesPage = lazyPage(async () => (await import("./templates-page.tsx")).TemplatesPage);
const TemplatePage = lazyPage(async () => (await import("./template-page.tsx")).TemplatePage);
const KnowledgePage = lazyPage(async () => (await import("./knowledge-page.tsx")).KnowledgePage);
const ServersPage = lazyPage(async () => (await import("./servers-page.tsx")).ServersPage);
const ServerPage = lazyPage(async () => (await import("./server-page.tsx")).ServerPage);
const TeamPage = lazyPage(async () => (await import("./team-page.tsx")).TeamPage);
const StoragePage = lazyPage(async () => (await import("./storage-page.tsx")).StoragePage);

/** The page that an address leads to. */
export function RoutedPage({ route }: { route: Route }) {
  switch (route.page) {
    case "check":
      return <CheckPage />;
    case "sites":
      return <SitesPage />;
    case "site":
      return <SitePage siteId={route.siteId} />;
    case "record":
      return <RecordPage siteId={route.siteId} checkId={route.checkId} />;
    case "devices":
      return <DevicesPage />;
    case "device":
      return <DevicePage deviceId={route.deviceId} />;
    case "scan":
      return <ScanPage siteId={route.siteId} scanId={route.scanId} />;
    case "scanned-device":
      return <ScannedDevicePage siteId={route.siteId} scanId={route.scanId} deviceId={route.deviceId} />;
    case "passwords":
      return <PasswordsPage />;
    case "site-passwords":
      return <SitePasswordsPage siteId={route.siteId} />;
    case "survey":
      return <SurveyPage siteId={route.siteId} part={route.part} />;
    case "history":
      return <HistoryPage siteId={route.siteId} />;
    case "revision":
      return <RevisionPage siteId={route.siteId} revision={route.revision} />;
    case "conflicts":
      return <ConflictsPage siteId={route.siteId} />;
    case "templates":
      return <TemplatesPage />;
    case "template":
      return <TemplatePage templateId={route.templateId} />;
    case "photos":
      return <PhotosPage siteId={route.siteId} photoId={route.photoId} />;
    case "team":
      return <TeamPage />;
    case "storage":
      return <StoragePage />;
    case "knowledge":
      return <KnowledgePage />;
    case "servers":
      return <ServersPage />;
    case "server":
      return <ServerPage serverId={route.serverId} />;
    case "routes":
      return <RoutesPage siteId={route.siteId} />;
    case "rehearsal":
      return <RehearsalPage siteId={route.siteId} />;
    case "rehearse":
      return <RehearsePage />;
    case "walk":
      return <WalkPage siteId={route.siteId} walkId={route.walkId} />;
    case "settings":
      return <SettingsPage />;
    default:
      return assertNever(route);
  }
}
