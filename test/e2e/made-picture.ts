import type { Page } from "@playwright/test";

type Drawing = {
  width: number;
  height: number;
  type?: "image/jpeg" | "image/png";
  label?: string;
  hue?: number;
  noise?: boolean;
};

/** A picture that the browser draws: the left half in a colour, the right half lighter, and a word. */
export async function madePicture(page: Page, drawing: Drawing): Promise<Buffer> {
  const base64 = await page.evaluate(async ({ width, height, type = "image/jpeg", label = "", hue = 200, noise }) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.fillStyle = `hsl(${hue} 45% 35%)`;
    context.fillRect(0, 0, width / 2, height);
    context.fillStyle = `hsl(${hue} 45% 75%)`;
    context.fillRect(width / 2, 0, width / 2, height);
    if (noise) {
      const { data } = context.getImageData(0, 0, width, height);
      for (let at = 0; at < data.length; at++) if (at % 4 !== 3) data[at] = (Math.imul(at, 2_654_435_761) >>> 13) & 255;
      context.putImageData(new ImageData(data, width, height), 0, 0);
    }
    context.fillStyle = "white";
    context.font = `600 ${Math.round(height / 6)}px sans-serif`;
    context.fillText(label, width / 16, height / 2);
    const blob = await canvas.convertToBlob({ type, quality: noise ? 1 : 0.9 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCodePoint(byte);
    return btoa(text);
  }, drawing);
  return Buffer.from(base64, "base64");
}

/** What a phone writes beside the picture (Exif 2.3, section 4.6): how it was held, and here a note that must not travel. */
export const SECRET_PLACE = "47.7123N 11.7570E";

/** The JPEG as a phone that was held upright writes it: lying, with the turn (orientation 6: 90 degrees) in its Exif segment. */
export function turnedByExif(jpeg: Buffer): Buffer {
  const note = Buffer.from(`${SECRET_PLACE}\0`);
  const directory = Buffer.alloc(2 + 2 * 12 + 4);
  directory.writeUInt16BE(2, 0);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    directory.writeUInt16BE(tag, at);
    directory.writeUInt16BE(type, at + 2);
    directory.writeUInt32BE(count, at + 4);
    if (type === 3) directory.writeUInt16BE(value, at + 8);
    else directory.writeUInt32BE(value, at + 8);
  };
  // ImageDescription behind the directory, Orientation in it.
  entry(2, 0x010e, 2, note.length, 8 + directory.length);
  entry(14, 0x0112, 3, 1, 6);
  const exif = Buffer.concat([Buffer.from("Exif\0\0MM\0*\0\0\0\u0008", "latin1"), directory, note]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** Width and height of a JPEG as its frame says (ITU T.81, B.2.2), and whether an Exif segment is in it. */
export function jpegFacts(jpeg: Buffer): { width: number; height: number; hasExif: boolean } {
  let hasExif = false;
  for (let at = 2; at < jpeg.length;) {
    const marker = jpeg.readUInt16BE(at);
    if (marker === 0xffe1) hasExif = true;
    if (marker >= 0xffc0 && marker <= 0xffc2)
      return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7), hasExif };
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  throw new Error("no frame");
}
