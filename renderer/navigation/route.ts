import { assertNever } from "#core/never.ts";

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
  | { page: "settings" };

const ID = "([0-9a-f-]{36})";
const SITE = new RegExp(`^/sites/${ID}$`, "i");
const RECORD = new RegExp(`^/sites/${ID}/checks/${ID}$`, "i");
const DEVICE = /^\/devices\/(?<deviceId>[^/]+)$/;
const SCAN = new RegExp(`^/sites/${ID}/scans/${ID}(?:/devices/(?<deviceId>[^/]+))?$`, "i");

/** The page of an address's hash; whatever is not known leads to the check, which is what the app is for. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#/, "");
  if (path === "/sites") return { page: "sites" };
  if (path === "/devices") return { page: "devices" };
  if (path === "/settings") return { page: "settings" };
  const record = RECORD.exec(path);
  if (record?.[1] && record[2]) return { page: "record", siteId: record[1], checkId: record[2] };
  const site = SITE.exec(path);
  if (site?.[1]) return { page: "site", siteId: site[1] };
  return deviceRoute(path) ?? { page: "check" };
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
    default:
      return assertNever(route);
  }
}
