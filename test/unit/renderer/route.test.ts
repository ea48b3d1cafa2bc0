import { expect, test } from "vitest";
import { hrefOf, pageKeyOf, parseRoute, type Route } from "../../../renderer/navigation/route.ts";

const siteId = "6f1c2b1e-0000-4000-8000-000000000001";
const checkId = "6f1c2b1e-0000-4000-8000-000000000002";

const routes: Route[] = [
  { page: "check" },
  { page: "sites" },
  { page: "site", siteId },
  { page: "record", siteId, checkId },
  { page: "settings" },
  { page: "passwords" },
  { page: "site-passwords", siteId },
  { page: "photos", siteId, photoId: null },
  { page: "photos", siteId, photoId: "own/a b" },
  { page: "team" },
  { page: "storage" },
  { page: "devices" },
  { page: "device", deviceId: "mac:02:00:5e:00:00:01" },
  { page: "device", deviceId: "serial:<b>Brand</b>:a/b#c?d %2F …" },
  { page: "scan", siteId, scanId: checkId },
  { page: "scanned-device", siteId, scanId: checkId, deviceId: "uuid:a/b" },
  { page: "survey", siteId, part: "site" },
  { page: "survey", siteId, part: "handover" },
  { page: "history", siteId },
  { page: "revision", siteId, revision: "0123456789abcdef".repeat(4) },
  { page: "conflicts", siteId },
  { page: "templates" },
  { page: "template", templateId: "own/a b" },
];

test.each(routes)("$page survives the address bar", (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

test.each([
  "",
  "#",
  "#/",
  "#/nowhere",
  "#/sites/../settings",
  "#/sites/not-an-id",
  `#/sites/${siteId}/checks/x`,
  "#code=abc",
])("%s leads to the check", (hash) => {
  expect(parseRoute(hash)).toEqual({ page: "check" });
});

test("a part that nobody knows leads to the first one", () => {
  expect(parseRoute(`#/sites/${siteId}/survey`)).toEqual({ page: "survey", siteId, part: "site" });
  expect(parseRoute(`#/sites/${siteId}/survey/nothing`)).toEqual({ page: "survey", siteId, part: "site" });
});

test("an id that nobody encoded leads to the list", () => {
  expect(parseRoute("#/devices/%E0%A4%A")).toEqual({ page: "devices" });
  expect(parseRoute(`#/sites/${siteId}/scans/${checkId}/devices/%ZZ`)).toEqual({
    page: "scan",
    siteId,
    scanId: checkId,
  });
});

test("the photos of a site are one page, whichever is large", () => {
  expect(pageKeyOf({ page: "photos", siteId, photoId: "a" })).toBe(
    pageKeyOf({ page: "photos", siteId, photoId: null }),
  );
});
