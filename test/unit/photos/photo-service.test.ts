import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HostError } from "#core/contract/errors.ts";
import { emptyDocument, surveyDocumentSchema, type SurveyDocument } from "#core/survey/survey-document.ts";
import { createPhotoService } from "#host/photos/photo-service.ts";
import type { PhotoStore } from "#host/photos/photo-store.ts";
import { canvasJpeg, numberedJpeg, progressiveJpeg } from "../../fakes/jpeg-bytes.ts";

const SITE = "5a0c1a52-6f5e-4a35-9c0b-0d6a2d3a7c11";
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);

function photoService({ inHistory = [] as string[] } = {}) {
  const steps: string[] = [];
  const kept = new Map<string, Uint8Array>();
  let document: SurveyDocument = emptyDocument("Bakery");
  const photos = {
    add: async (bytes: Uint8Array) => {
      steps.push(`keep ${hashOf(bytes)}`);
      kept.set(hashOf(bytes), bytes);
      return hashOf(bytes);
    },
    read: async (hash: string) => kept.get(hash) ?? null,
  } as unknown as PhotoStore;
  const service = createPhotoService({
    photos,
    document: (siteId) => {
      if (siteId !== SITE) throw new HostError("SITE_NOT_FOUND", { site: siteId });
      return document;
    },
    amend: (siteId, change) => {
      document = surveyDocumentSchema.parse(change(document));
      steps.push("amend");
      return { siteId, revision: "r".repeat(64), document };
    },
    photoHashes: () => inHistory,
    technician: () => "Ada",
    randomUuid: () => "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c22",
  });
  return { service, steps, kept, document: () => document };
}

const toAdd = {
  siteId: SITE,
  photo: blob(canvasJpeg),
  thumbnail: blob(progressiveJpeg),
  kind: "router-label",
  caption: "Label",
  deviceId: null,
  takenAt: "2026-11-20T10:00:00+01:00",
} as const;

describe("a photo of a survey", () => {
  it("is kept before the revision that names it, with its size and who took it", async () => {
    const { service, steps, document } = photoService();
    const { photoId, siteId } = await service.add(toAdd);
    expect(siteId).toBe(SITE);
    expect(steps).toEqual([`keep ${hashOf(progressiveJpeg)}`, `keep ${hashOf(canvasJpeg)}`, "amend"]);
    expect(document().photos).toEqual([
      {
        id: photoId,
        hash: hashOf(canvasJpeg),
        thumbnail: hashOf(progressiveJpeg),
        width: 48,
        height: 32,
        bytes: canvasJpeg.length,
        kind: "router-label",
        caption: "Label",
        takenAt: toAdd.takenAt,
        takenBy: "Ada",
      },
    ]);
  });

  it.each([
    ["for a site that is not here", { siteId: "5a0c1a52-6f5e-4a35-9c0b-0d6a2d3a7c99" }, "SITE_NOT_FOUND"],
    ["whose bytes are something else", { photo: new Blob(["<html>"]) }, "NOT_A_PHOTO"],
    ["whose small one is something else", { thumbnail: new Blob(["<html>"]) }, "NOT_A_PHOTO"],
    ["whose small one is large", { thumbnail: blob(numberedJpeg(1, 300_000)) }, "NOT_A_PHOTO"],
  ])("%s is refused before anything is kept", async (_name, different, code) => {
    const { service, steps } = photoService();
    await expect(service.add({ ...toAdd, ...different })).rejects.toMatchObject({ code });
    expect(steps).toEqual([]);
  });

  it("is served to the site that names it, now or in its history, and to no other", async () => {
    const { service, kept } = photoService({ inHistory: [hashOf(numberedJpeg(1))] });
    await service.add(toAdd);
    for (const bytes of [numberedJpeg(1), numberedJpeg(2)]) kept.set(hashOf(bytes), bytes);
    for (const bytes of [canvasJpeg, progressiveJpeg, numberedJpeg(1)]) {
      const file = await service.get(SITE, hashOf(bytes));
      expect([file.type, new Uint8Array(await file.arrayBuffer())]).toEqual(["image/jpeg", bytes]);
    }
    await expect(service.get(SITE, hashOf(numberedJpeg(2)))).rejects.toMatchObject({ code: "PHOTO_MISSING" });
  });

  it("that has not come yet is missing", async () => {
    const { service, kept } = photoService();
    await service.add(toAdd);
    kept.clear();
    await expect(service.get(SITE, hashOf(canvasJpeg))).rejects.toMatchObject({ code: "PHOTO_MISSING" });
  });
});
