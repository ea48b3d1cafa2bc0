import { describe, expect, it } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeJpegHeader } from "#core/codec/jpeg-header.ts";
import { canvasJpeg, jpegSegment, jpegWith, numberedJpeg, progressiveJpeg } from "../../fakes/jpeg-bytes.ts";

const frame = (code: number, width: number, height: number, components = 3): Uint8Array =>
  jpegSegment(
    code,
    Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, components, ...Array<number>(9).fill(1)),
  );
const start = Uint8Array.of(0xff, 0xd8);
const end = Uint8Array.of(0xff, 0xd9);
const scan = Buffer.concat([jpegSegment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)), Uint8Array.of(1, 2, 0xff, 0, 3)]);
const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe("the header of a JPEG", () => {
  it("tells the size of what a canvas and of what another program wrote", () => {
    expect(decodeJpegHeader(canvasJpeg)).toEqual({ width: 48, height: 32, isProgressive: false });
    expect(decodeJpegHeader(progressiveJpeg)).toEqual({ width: 16, height: 11, isProgressive: true });
    expect(decodeJpegHeader(numberedJpeg(7, 200_000))).toMatchObject({ width: 48 });
  });

  it("takes fill bytes, restart markers and grey", () => {
    const parts = [start, Uint8Array.of(0xff), frame(0xc0, 5, 4, 1), scan, Uint8Array.of(0xff, 0xd0, 9, 0xff), end];
    expect(decodeJpegHeader(joined(...parts))).toEqual({ width: 5, height: 4, isProgressive: false });
  });

  it.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["a PNG", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ["a web page", new TextEncoder().encode("<html>")],
    ["start and end alone", joined(start, end)],
    ["a frame without a scan", joined(start, frame(0xc0, 5, 5), end)],
    ["a scan without a frame", joined(start, scan, end)],
    ["two frames", joined(start, frame(0xc0, 5, 5), frame(0xc0, 5, 5), scan, end)],
    ["a size of nothing", joined(start, frame(0xc0, 0, 5), scan, end)],
    ["a height told later", joined(start, frame(0xc0, 5, 0), scan, end)],
    ["more than 8,192 pixels wide", joined(start, frame(0xc2, 8_193, 5), scan, end)],
    ["more than 40 million pixels", joined(start, frame(0xc2, 8_000, 8_000), scan, end)],
    ["a lossless frame", joined(start, frame(0xc3, 5, 5), scan, end)],
    ["arithmetic coding", joined(start, frame(0xc9, 5, 5), scan, end)],
    ["four colours", joined(start, frame(0xc0, 5, 5, 4), scan, end)],
    ["a segment shorter than its length field", joined(start, Uint8Array.of(0xff, 0xe0, 0, 1), scan, end)],
    ["Exif, where a camera writes the place", jpegWith(jpegSegment(0xe1, "Exif\0\0"))],
    ["Exif behind the picture's scan", joined(canvasJpeg.subarray(0, -2), jpegSegment(0xe1, "Exif\0\0"), end)],
    ["Photoshop's notes", jpegWith(jpegSegment(0xed, "Photoshop 3.0\0"))],
    ["a comment", jpegWith(jpegSegment(0xfe, "51.5 N 0.1 W"))],
    ["a second file behind it", joined(canvasJpeg, Uint8Array.of(0x50, 0x4b))],
  ])("refuses %s", (_name, bytes) => {
    expect(() => decodeJpegHeader(bytes)).toThrow(DecodeError);
  });

  it("refuses every picture that was cut off", () => {
    for (const whole of [canvasJpeg, progressiveJpeg])
      for (let length = 0; length < whole.length; length += 1)
        expect(() => decodeJpegHeader(whole.subarray(0, length)), `${length}`).toThrow(DecodeError);
  });
});
