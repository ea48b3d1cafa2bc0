import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { MAX_PHOTO_BYTES } from "#core/contract/survey-calls.ts";
import { createPhotoFiles } from "#host/photos/photo-files.ts";
import { createTempFolder } from "#host/temp-folder.ts";
import { canvasJpeg, jpegSegment, jpegWith, numberedJpeg } from "../../fakes/jpeg-bytes.ts";

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-photos-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function photosIn(folder: string) {
  return createPhotoFiles(
    folder,
    createTempFolder(folder, () => new Date()),
  );
}

const allFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

const HASH = hashOf(canvasJpeg);

describe("pictures on disk", () => {
  it("keeps one under its hash, for the owner only, and gives it back", async () => {
    const folder = newFolder();
    const photos = photosIn(folder);
    expect([photos.has(HASH), photos.size(HASH), await photos.read(HASH)]).toEqual([false, null, null]);
    expect(await photos.add(canvasJpeg)).toBe(HASH);
    expect([photos.has(HASH), photos.size(HASH)]).toEqual([true, canvasJpeg.length]);
    expect(await photos.read(HASH)).toEqual(canvasJpeg);
    const file = join(folder, "photos", HASH.slice(0, 2), `${HASH}.jpg`);
    expect(statSync(file).mode & 0o077).toBe(process.platform === "win32" ? 0o066 : 0);
    expect(await photosIn(folder).read(HASH)).toEqual(canvasJpeg);
  });

  it("keeps the same picture once, also when several are added at a time", async () => {
    const folder = newFolder();
    const photos = photosIn(folder);
    await Promise.all(Array.from({ length: 8 }, () => photos.add(canvasJpeg)));
    expect(allFiles(folder)).toEqual([`${HASH}.jpg`]);
  });

  it("counts a damaged file as missing, and mends it when the picture is added again", async () => {
    const folder = newFolder();
    const photos = photosIn(folder);
    await photos.add(canvasJpeg);
    truncateSync(join(folder, "photos", HASH.slice(0, 2), `${HASH}.jpg`), 100);
    expect(await photos.read(HASH)).toBeNull();
    await photos.add(canvasJpeg);
    expect(await photos.read(HASH)).toEqual(canvasJpeg);
  });

  it.each([
    ["something else", new TextEncoder().encode("<svg onload=alert(1)>")],
    ["a picture that tells where it was taken", jpegWith(jpegSegment(0xe1, "Exif\0\0"))],
    ["one that is too large", numberedJpeg(1, MAX_PHOTO_BYTES)],
  ])("refuses %s and keeps nothing", async (_name, bytes) => {
    const folder = newFolder();
    await expect(photosIn(folder).add(bytes)).rejects.toMatchObject({ code: "NOT_A_PHOTO" });
    expect(allFiles(folder)).toEqual([]);
  });

  it("says when the folder can't be written", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "photos"), "in the way");
    await expect(photosIn(folder).add(canvasJpeg)).rejects.toMatchObject({ code: "FOLDER_NOT_WRITABLE" });
  });

  it.each(["../../etc/passwd", "", "A".repeat(64), `${HASH}/..`])("makes no path of %j", async (name) => {
    const photos = photosIn(newFolder());
    expect(() => photos.has(name)).toThrow("BAD_INPUT");
    await expect(photos.read(name)).rejects.toThrow("BAD_INPUT");
    await expect(photos.receive(name)).rejects.toThrow("BAD_INPUT");
  });
});

describe("a picture that comes in pieces", () => {
  const picture = numberedJpeg(3, 150_000);
  const hash = hashOf(picture);

  it("goes on where a broken line or a killed process left it", async () => {
    const folder = newFolder();
    const first = await photosIn(folder).receive(hash);
    expect(first.receivedBytes).toBe(0);
    await first.append(picture.subarray(0, 50_000));
    await first.append(picture.subarray(50_000, 70_000));
    const photos = photosIn(folder);
    const second = await photos.receive(hash);
    expect([second.receivedBytes, photos.has(hash)]).toEqual([70_000, false]);
    await second.append(picture.subarray(70_000));
    expect(await second.finish()).toBe(true);
    expect(await photos.read(hash)).toEqual(picture);
    expect(allFiles(folder)).toEqual([`${hash}.jpg`]);
  });

  it("drops what is not what its name says, and starts over", async () => {
    const folder = newFolder();
    const photos = photosIn(folder);
    const wrong = await photos.receive(hash);
    await wrong.append(canvasJpeg);
    expect([await wrong.finish(), photos.has(hash), allFiles(folder)]).toEqual([false, false, []]);
    expect((await photos.receive(hash)).receivedBytes).toBe(0);
  });

  it("drops bytes with the right name that are no picture", async () => {
    const page = new TextEncoder().encode("<html>");
    const photos = photosIn(newFolder());
    const incoming = await photos.receive(hashOf(page));
    await incoming.append(page);
    expect([await incoming.finish(), photos.has(hashOf(page))]).toEqual([false, false]);
  });

  it("takes no more than a picture may have", async () => {
    const incoming = await photosIn(newFolder()).receive(hash);
    await incoming.append(new Uint8Array(MAX_PHOTO_BYTES));
    await expect(incoming.append(Uint8Array.of(1))).rejects.toMatchObject({ code: "BAD_INPUT" });
  });

  it("is there when another shell finished it meanwhile", async () => {
    const folder = newFolder();
    const [one, other] = await Promise.all([photosIn(folder).receive(hash), photosIn(folder).receive(hash)]);
    await one.append(picture);
    expect([await one.finish(), await other.finish()]).toEqual([true, true]);
  });
});

describe("files on their way", () => {
  const NEVER_A_PROCESS = 4_194_305;
  it("are removed once their process is gone, or after a day", () => {
    const folder = newFolder();
    const temp = createTempFolder(folder, () => new Date());
    const [fresh, old] = [temp.newFile("photo", "jpg"), temp.newFile("transfer", "zip")];
    mkdirSync(join(folder, "temp"), { recursive: true });
    const uuid = "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c01";
    const left = join(folder, "temp", `transfer-${NEVER_A_PROCESS}-${uuid}.zip`);
    const foreign = join(folder, "temp", "notes.txt");
    for (const file of [fresh, old, left, foreign]) writeFileSync(file, "x");
    const twoDaysAgo = Date.now() / 1_000 - 2 * 86_400;
    utimesSync(old, twoDaysAgo, twoDaysAgo);
    temp.clean();
    expect(readdirSync(join(folder, "temp")).toSorted()).toEqual(
      [fresh, foreign].map((file) => file.slice(join(folder, "temp").length + 1)).toSorted(),
    );
  });
});
