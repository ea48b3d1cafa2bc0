import { assertNever } from "#core/never.ts";
import { isSurveyPart, type SurveyPart } from "./survey-part.ts";

/** The pages of the window. They live behind the `#`, so that they work under app:// and on a plain file server alike. */
export type Route =
  | { page: "check" }
  | { page: "sites" }
  | { page: "site"; siteId: string }
  | { page: "record"; siteId: string; checkId: string }
  /** The devices of the place where the laptop is now. */
  | { page: "devices" }
  | { page: "device"; deviceId: string }
  | { page: "scan"; siteId: string; scanId: string }
  | { page: "scanned-device"; siteId: string; scanId: string; deviceId: string }
  | { page: "settings" }
  /** Filling a survey in, one part at a time. */
  | { page: "survey"; siteId: string; part: SurveyPart }
  | { page: "history"; siteId: string }
  /** What is due at all sites, and where passwords are kept. */
  | { page: "passwords" }
  | { page: "site-passwords"; siteId: string }
  /** The photos of a site; with an id, this one large. */
  | { page: "photos"; siteId: string; photoId: string | null }
  /** The firm's server. */
  | { page: "team" }
  | { page: "storage" }
  /** What is known of providers, routers, makers and products, and the price book. */
  | { page: "knowledge" }
  /** The firm's machines on the internet that sites call; with an id, one of them. */
  | { page: "servers" }
  | { page: "server"; serverId: string }
  /** Which route fits a site: all of them compared. */
  | { page: "routes"; siteId: string }
  /** Direct connections tried out with a colleague; `rehearse` is the other end, which belongs to no site here. */
  | { page: "rehearsal"; siteId: string }
  | { page: "rehearse" }
  /** A walk-through, one step at a time. */
  | { page: "walk"; siteId: string; walkId: string }
  /** A survey as it was. */
  | { page: "revision"; siteId: string; revision: string }
  | { page: "conflicts"; siteId: string }
  | { page: "templates" }
  | { page: "template"; templateId: string };

const ID = "([0-9a-f-]{36})";
const SITE = new RegExp(`^/sites/${ID}$`, "i");
const RECORD = new RegExp(`^/sites/${ID}/checks/${ID}$`, "i");
const DEVICE = /^\/devices\/(?<deviceId>[^/]+)$/;
const SURVEY = new RegExp(`^/sites/${ID}/survey(?:/(?<part>[a-z]+))?$`, "i");
const HISTORY = new RegExp(`^/sites/${ID}/history(?:/(?<revision>[0-9a-f]{64}))?$`, "i");
const PASSWORDS = new RegExp(`^/sites/${ID}/passwords$`, "i");
const ROUTES = new RegExp(`^/sites/${ID}/routes$`, "i");
const REHEARSAL = new RegExp(`^/sites/${ID}/rehearsal$`, "i");
const WALK = new RegExp(`^/sites/${ID}/walks/(?<walkId>[^/]+)$`, "i");
const CONFLICTS = new RegExp(`^/sites/${ID}/conflicts$`, "i");
const TEMPLATE = /^\/templates\/(?<templateId>[^/]+)$/;
const SERVER = /^\/settings\/servers\/(?<serverId>[^/]+)$/;
const PHOTOS = new RegExp(`^/sites/${ID}/photos(?:/(?<photoId>[^/]+))?$`, "i");
const SCAN = new RegExp(`^/sites/${ID}/scans/${ID}(?:/devices/(?<deviceId>[^/]+))?$`, "i");

/** The page of an address's hash; whatever is not known leads to the check, which is what the app is for. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#/, "");
  if (path === "/sites") return { page: "sites" };
  if (path === "/devices") return { page: "devices" };
  if (path === "/passwords") return { page: "passwords" };
  const passwords = PASSWORDS.exec(path);
  if (passwords?.[1]) return { page: "site-passwords", siteId: passwords[1] };
  if (path === "/settings") return { page: "settings" };
  if (path === "/settings/team") return { page: "team" };
  if (path === "/settings/storage") return { page: "storage" };
  if (path === "/settings/knowledge") return { page: "knowledge" };
  if (path === "/settings/servers") return { page: "servers" };
  if (path === "/settings/rehearse") return { page: "rehearse" };
  const serverId = decoded(SERVER.exec(path)?.groups?.["serverId"] ?? "");
  if (serverId) return { page: "server", serverId };
  const record = RECORD.exec(path);
  if (record?.[1] && record[2]) return { page: "record", siteId: record[1], checkId: record[2] };
  const site = SITE.exec(path);
  if (site?.[1]) return { page: "site", siteId: site[1] };
  return surveyRoute(path) ?? wayRoute(path) ?? deviceRoute(path) ?? { page: "check" };
}

function wayRoute(path: string): Route | null {
  const routes = ROUTES.exec(path);
  if (routes?.[1]) return { page: "routes", siteId: routes[1] };
  const rehearsal = REHEARSAL.exec(path);
  if (rehearsal?.[1]) return { page: "rehearsal", siteId: rehearsal[1] };
  const walk = WALK.exec(path);
  const walkId = decoded(walk?.groups?.["walkId"] ?? "");
  return walk?.[1] && walkId ? { page: "walk", siteId: walk[1], walkId } : null;
}

function surveyRoute(path: string): Route | null {
  const survey = SURVEY.exec(path);
  if (survey?.[1]) {
    const part = survey.groups?.["part"] ?? "";
    return { page: "survey", siteId: survey[1], part: isSurveyPart(part) ? part : "site" };
  }
  const history = HISTORY.exec(path);
  if (history?.[1]) {
    const revision = history.groups?.["revision"];
    return revision === undefined
      ? { page: "history", siteId: history[1] }
      : { page: "revision", siteId: history[1], revision };
  }
  const photos = PHOTOS.exec(path);
  if (photos?.[1])
    return { page: "photos", siteId: photos[1], photoId: decoded(photos.groups?.["photoId"] ?? "") || null };
  const conflicts = CONFLICTS.exec(path);
  if (conflicts?.[1]) return { page: "conflicts", siteId: conflicts[1] };
  if (path === "/templates") return { page: "templates" };
  const template = TEMPLATE.exec(path)?.groups?.["templateId"];
  if (template === undefined) return null;
  const templateId = decoded(template);
  return templateId === null ? { page: "templates" } : { page: "template", templateId };
}

/** Ids of devices hold what devices say of themselves, so they stand encoded in an address. */
function deviceRoute(path: string): Route | null {
  const device = DEVICE.exec(path)?.groups?.["deviceId"];
  if (device !== undefined) {
    const deviceId = decoded(device);
    return deviceId === null ? { page: "devices" } : { page: "device", deviceId };
  }
  const [, siteId, scanId, encodedId] = SCAN.exec(path) ?? [];
  if (siteId === undefined || scanId === undefined) return null;
  const deviceId = encodedId === undefined ? null : decoded(encodedId);
  return deviceId === null ? { page: "scan", siteId, scanId } : { page: "scanned-device", siteId, scanId, deviceId };
}

/** Null: not what `encodeURIComponent` makes. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function hrefOf(route: Route): string {
  switch (route.page) {
    case "check":
      return "#/";
    case "sites":
      return "#/sites";
    case "site":
      return `#/sites/${route.siteId}`;
    case "record":
      return `#/sites/${route.siteId}/checks/${route.checkId}`;
    case "devices":
      return "#/devices";
    case "device":
      return `#/devices/${encodeURIComponent(route.deviceId.toWellFormed())}`;
    case "scan":
      return `#/sites/${route.siteId}/scans/${route.scanId}`;
    case "scanned-device":
      return `#/sites/${route.siteId}/scans/${route.scanId}/devices/${encodeURIComponent(route.deviceId.toWellFormed())}`;
    case "settings":
      return "#/settings";
    case "team":
      return "#/settings/team";
    case "storage":
      return "#/settings/storage";
    case "knowledge":
      return "#/settings/knowledge";
    case "servers":
      return "#/settings/servers";
    case "server":
      return `#/settings/servers/${encodeURIComponent(route.serverId.toWellFormed())}`;
    case "routes":
      return `#/sites/${route.siteId}/routes`;
    case "rehearsal":
      return `#/sites/${route.siteId}/rehearsal`;
    case "rehearse":
      return "#/settings/rehearse";
    case "walk":
      return `#/sites/${route.siteId}/walks/${encodeURIComponent(route.walkId.toWellFormed())}`;
    case "photos": {
      const photo = route.photoId === null ? "" : `/${encodeURIComponent(route.photoId.toWellFormed())}`;
      return `#/sites/${route.siteId}/photos${photo}`;
    }
    case "survey":
      return `#/sites/${route.siteId}/survey/${route.part}`;
    case "history":
      return `#/sites/${route.siteId}/history`;
    case "revision":
      return `#/sites/${route.siteId}/history/${route.revision}`;
    case "passwords":
      return "#/passwords";
    case "site-passwords":
      return `#/sites/${route.siteId}/passwords`;
    case "conflicts":
      return `#/sites/${route.siteId}/conflicts`;
    case "templates":
      return "#/templates";
    case "template":
      return `#/templates/${encodeURIComponent(route.templateId.toWellFormed())}`;
    default:
      return assertNever(route);
  }
}

/** What has to be drawn anew when the address changes: the parts of one survey are one page, and so are its photos. */
export function pageKeyOf(route: Route): string {
  if (route.page === "survey") return `survey/${route.siteId}`;
  return hrefOf(route.page === "photos" ? { ...route, photoId: null } : route);
}
