import { MAX_PHOTO_BYTES, MAX_THUMBNAIL_BYTES } from "#core/contract/survey-calls.ts";

/** Enough to read a type label on a photo of a whole cabinet, on the longer side. */
const MAX_PIXELS = 2_560;
const MAX_THUMBNAIL_PIXELS = 320;
/** Beyond this nothing that a camera makes is to be expected; decoding it would only take the window down. */
export const MAX_SOURCE_BYTES = 150_000_000;

/** From "no difference to be seen" down to "still tells what it is". */
const QUALITIES = [0.88, 0.8, 0.7, 0.6, 0.45] as const;
/** When the lowest quality is too large still, the picture gets smaller. */
const SHRINK = 0.75;
const MIN_PIXELS = 64;

/** Why a file does not become a photo. */
export type NoPicture = "heic" | "other" | "too-large" | "gone";

export class NoPictureError extends Error {
  readonly why: NoPicture;
  constructor(why: NoPicture, cause?: unknown) {
    super(`no picture: ${why}`, { cause });
    this.name = "NoPictureError";
    this.why = why;
  }
}

export type MadePicture = { photo: Blob; thumbnail: Blob };

type Size = { width: number; height: number };

/** The same shape with its longer side at most this long; never larger than it is. */
export function fitted({ width, height }: Size, maxPixels: number): Size {
  const scale = Math.min(1, maxPixels / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The best that fits into so many bytes: first the quality goes down, then the size. */
export async function encodedWithin(
  encode: (size: Size, quality: number) => Promise<Blob>,
  whole: Size,
  { maxBytes, maxPixels }: { maxBytes: number; maxPixels: number },
): Promise<Blob> {
  for (let pixels = maxPixels; pixels >= MIN_PIXELS; pixels = Math.floor(pixels * SHRINK)) {
    for (const quality of QUALITIES) {
      const blob = await encode(fitted(whole, pixels), quality);
      if (blob.size <= maxBytes) return blob;
    }
  }
  throw new NoPictureError("too-large");
}

/** What kept a file from being decoded. */
export function whyNot({ name, type }: { name: string; type: string }): NoPicture {
  return /\.(heic|heif)$/i.test(name) || /^image\/hei[cf]/i.test(type) ? "heic" : "other";
}

/**
 * A photo and its small one as a survey keeps them: upright, at most 2,560 pixels, JPEG, and nothing of what the camera wrote
 * beside the picture.
 *
 * @throws NoPictureError
 */
export async function makePicture(source: Blob, name: string): Promise<MadePicture> {
  if (source.size > MAX_SOURCE_BYTES) throw new NoPictureError("too-large");
  const bitmap = await decoded(source, name);
  try {
    const encode = (size: Size, quality: number): Promise<Blob> => asJpeg(bitmap, size, quality);
    return {
      photo: await encodedWithin(encode, bitmap, { maxBytes: MAX_PHOTO_BYTES, maxPixels: MAX_PIXELS }),
      thumbnail: await encodedWithin(encode, bitmap, {
        maxBytes: MAX_THUMBNAIL_BYTES,
        maxPixels: MAX_THUMBNAIL_PIXELS,
      }),
    };
  } finally {
    bitmap.close();
  }
}

async function decoded(source: Blob, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(source, { imageOrientation: "from-image" });
  } catch (error) {
    // A file that was moved or whose stick was pulled out fails in the same way as one that is no picture.
    const canBeRead = await source
      .slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      );
    throw new NoPictureError(canBeRead ? whyNot({ name, type: source.type }) : "gone", error);
  }
}

async function asJpeg(bitmap: ImageBitmap, { width, height }: Size, quality: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const drawing = canvas.getContext("2d", { alpha: false });
  if (drawing === null) throw new NoPictureError("too-large");
  // JPEG knows no transparency; without this, it would be black.
  drawing.fillStyle = "white";
  drawing.fillRect(0, 0, width, height);
  drawing.imageSmoothingQuality = "high";
  drawing.drawImage(bitmap, 0, 0, width, height);
  return canvas.convertToBlob({ type: "image/jpeg", quality });
}
