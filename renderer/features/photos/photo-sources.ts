import type { AboutPhoto, PhotoSource } from "./photo-intake.ts";

/** What is said about a picture until a person says more. */
export const nothingSaid: AboutPhoto = { kind: "other", caption: null, deviceId: null };

/** When a file was last written is when the camera wrote it; a clock that was wrong is not believed. */
export function takenAtOf({ lastModified }: Pick<File, "lastModified">, now: Date): string {
  const isLikely = lastModified > 0 && lastModified <= now.getTime();
  return (isLikely ? new Date(lastModified) : now).toISOString();
}

export const sourcesOf = (files: readonly File[], about: AboutPhoto, now: Date): PhotoSource[] =>
  files.map((file) => ({ file, name: file.name, takenAt: takenAtOf(file, now), about }));

/** Whether a dropped or pasted file is meant as a picture; what it really is shows when it is decoded. */
export const looksLikePicture = ({ name, type }: Pick<File, "name" | "type">): boolean =>
  type.startsWith("image/") || /\.(jpe?g|png|webp|gif|bmp|avif|heic|heif|tiff?)$/i.test(name);
