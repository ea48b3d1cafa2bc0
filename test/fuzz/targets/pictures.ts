import { decodeJpegHeader } from "#core/codec/jpeg-header.ts";
import { canvasJpeg, jpegSegment, jpegWith, progressiveJpeg } from "../../fakes/jpeg-bytes.ts";
import { decoded, must, type FuzzTarget } from "../target.ts";

const EXIF = jpegSegment(0xe1, "Exif\0\0II*\0");

const jpeg: FuzzTarget = {
  name: "jpeg",
  sources: { "core/codec/jpeg-header.ts": [] },
  seeds: () => [
    canvasJpeg,
    progressiveJpeg,
    jpegWith(EXIF),
    jpegWith(jpegSegment(0xdb, ""), jpegSegment(0xc4, "")),
    new Uint8Array(Buffer.concat([canvasJpeg, canvasJpeg])),
    Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
  ],
  tokens: [
    Uint8Array.of(0xff, 0xd8),
    Uint8Array.of(0xff, 0xd9),
    Uint8Array.of(0xff, 0xda, 0, 2),
    Uint8Array.of(0xff, 0xd0),
    Uint8Array.of(0xff, 0),
    Uint8Array.of(0xff, 0xff),
    Uint8Array.of(0xff, 0xc2, 0, 8, 8, 0, 1, 0, 1, 1),
    Uint8Array.of(0xff, 0xc0, 0, 8, 8, 0xff, 0xff, 0xff, 0xff, 3),
    EXIF,
  ],
  check: (input) =>
    decoded(input, decodeJpegHeader, ({ width, height, isProgressive }) => {
      must(width >= 1 && height >= 1 && width * height <= 40_000_000, "a picture has a size that can be drawn");
      must(input[0] === 0xff && input.at(-1) === 0xd9, "it is one picture from first to last");
      return `${isProgressive} ${Math.min(width, 9)} ${Math.min(height, 9)}`;
    }),
};

export const PICTURE_TARGETS: readonly FuzzTarget[] = [jpeg];
