import { assertNever } from "#core/never.ts";

/** The pages of the window. They live behind the `#`, so that they work under app:// and on a plain file server alike. */
export type Route =
  | { page: "check" }
  | { page: "sites" }
  | { page: "site"; siteId: string }
  | { page: "record"; siteId: string; checkId: string }
  | { page: "settings" };

const ID = "([0-9a-f-]{36})";
const SITE = new RegExp(`^/sites/${ID}$`, "i");
const RECORD = new RegExp(`^/sites/${ID}/checks/${ID}$`, "i");

/** The page of an address's hash; whatever is not known leads to the check, which is what the app is for. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#/, "");
  if (path === "/sites") return { page: "sites" };
  if (path === "/settings") return { page: "settings" };
  const record = RECORD.exec(path);
  if (record?.[1] && record[2]) return { page: "record", siteId: record[1], checkId: record[2] };
  const site = SITE.exec(path);
  if (site?.[1]) return { page: "site", siteId: site[1] };
  return { page: "check" };
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
    case "settings":
      return "#/settings";
    default:
      return assertNever(route);
  }
}
