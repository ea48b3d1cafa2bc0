import { describe, expect, test } from "vitest";
import type { HubStatus, TransferPreview } from "#core/contract/team-calls.ts";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import { looksLikePem, pastedLine } from "../../../renderer/features/team/hub-line.ts";
import { hubSign } from "../../../renderer/features/team/hub-sign.ts";
import { bringsSomething, firstChoice, trustInMaker } from "../../../renderer/features/transfer/import-state.ts";
import { offeredSites } from "../../../renderer/features/transfer/site-choice.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const fine: HubStatus = {
  hub: "db.example.com:5432/farsite",
  user: "anna",
  hasPassword: true,
  tls: "verify",
  lastSyncAt: "2026-11-21T11:00:00Z",
  trouble: null,
  waiting: { revisions: 0, photos: 0 },
  isSyncing: false,
};
const trouble = (code: string, detail = ""): Partial<HubStatus> => ({ trouble: { code, data: { detail } } });

describe("the sign in the frame", () => {
  test.each<[string, Partial<HubStatus>, ReturnType<typeof hubSign>]>([
    ["nothing is set up", { hub: null, hasPassword: false }, null],
    ["all is well", {}, null],
    ["there is no line", trouble("HUB_UNREACHABLE", "connect ENETUNREACH"), null],
    ["the login is refused", trouble("HUB_REFUSED"), "trouble"],
    ["the keychain is locked", trouble("KEYCHAIN_LOCKED"), "trouble"],
    ["the certificate is not the authority's", trouble("HUB_UNREACHABLE", "(SELF_SIGNED_CERT_IN_CHAIN)"), "trouble"],
    ["the certificate ran out", trouble("HUB_UNREACHABLE", "(CERT_HAS_EXPIRED)"), "trouble"],
    ["the password is gone", { hasPassword: false }, "trouble"],
    ["a change waits for an hour", { waiting: { revisions: 1, photos: 0 } }, null],
    [
      "a photo waits for two days",
      { lastSyncAt: "2026-11-19T11:00:00Z", waiting: { revisions: 0, photos: 1 } },
      "waiting",
    ],
    ["nothing waits for two days", { lastSyncAt: "2026-11-19T11:00:00Z" }, null],
  ])("when %s", (_, changes, sign) => {
    expect(hubSign({ ...fine, ...changes }, now)).toBe(sign);
  });
});

describe("the line of the server", () => {
  test("is read with its password apart", () => {
    expect(pastedLine(" postgres://anna@DB.example.com/farsite#a%2Fb \n")).toMatchObject({
      step: "read",
      password: "a/b",
      name: "db.example.com:5432/farsite",
      url: "postgres://anna@db.example.com:5432/farsite",
    });
    expect(pastedLine("postgres://anna@db.example.com/farsite")).toMatchObject({ step: "read", password: null });
  });
  test.each(["postgres://anna:secret@db.example.com/farsite", "db.example.com", "https://db.example.com/farsite"])(
    "is not %s",
    (text) => expect(pastedLine(text)).toEqual({ step: "wrong" }),
  );
  test("is missing", () => expect(pastedLine("  ")).toEqual({ step: "empty" }));

  test("a certificate is a text with its marks", () => {
    expect(looksLikePem("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")).toBe(true);
    expect(looksLikePem("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n")).toBe(false);
  });
});

describe("a file of another laptop", () => {
  const site = (siteId: string, what: TransferPreview["sites"][number]["what"], newPhotos = 0) => ({
    siteId,
    name: siteId,
    what,
    newRevisions: 0,
    newPhotos,
    conflicts: 0,
    unsigned: 0,
  });
  test("first offers all that brings something, photos alone too", () => {
    const sites = [site("new", "new"), site("same", "same"), site("photos", "same", 2), site("merges", "merges")];
    const preview = { sites } as TransferPreview;
    expect([...firstChoice(preview)]).toEqual(["new", "photos", "merges"]);
    expect(sites.map(bringsSomething)).toEqual([true, false, true, true]);
  });
  test("is trusted by the laptop's id only", () => {
    const laptops = [
      { id: "1", trust: "own" as const },
      { id: "2", trust: "confirmed" as const },
    ];
    expect(trustInMaker("2", laptops)).toBe("confirmed");
    expect(trustInMaker("3", laptops)).toBe("unknown");
    expect(trustInMaker(null, laptops)).toBe("unknown");
  });
});

test("sites to pass on are narrowed down, and what is chosen stays in view", () => {
  const sites = Array.from({ length: 150 }, (_, index) => ({
    id: `${index}`,
    name: `Site ${index}`,
    customer: index === 7 ? "Bäckerei Huber" : null,
    address: index === 7 ? "Seestraße 14" : null,
  })) as SiteSummary[];
  expect(offeredSites(sites, new Set(), "")).toMatchObject({ more: 50 });
  expect(offeredSites(sites, new Set(), "see HUBER").shown.map(({ id }) => id)).toEqual(["7"]);
  expect(offeredSites(sites, new Set(["149"]), "huber").shown.map(({ id }) => id)).toEqual(["149", "7"]);
});
