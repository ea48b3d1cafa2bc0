/** JPEGs as the tests need them: two real ones, and variations that are just as sound. */

/** 48 x 32, as Chromium's canvas wrote it (`toDataURL("image/jpeg", 0.6)`): baseline, JFIF and a colour profile. */
export const canvasJpeg: Uint8Array = new Uint8Array(
  Buffer.from(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA" +
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
      "AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA" +
      "ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1" +
      "AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP" +
      "KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/" +
      "2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFS" +
      "ZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAgADADASIAAhEBAxEB/8QAGQABAAMB" +
      "AQAAAAAAAAAAAAAABAIDBgcF/8QAIxAAAwABAwIHAAAAAAAAAAAAAAIDBAEFEhExBhSDkZPC0f/EABUBAQEAAAAAAAAAAAAAAAAAAAME/8QAFh" +
      "EBAQEAAAAAAAAAAAAAAAAAAgAB/9oADAMBAAIRAxEAPwDPzQXNCuaHZxWogbk00FzQ0/jPTrrhep9TPzQnezHKyaCpoQmgqaE6U5yyM0PWnuO4" +
      "698/K+Zv0BNBc0K0qY5Ja2RkcfMXrXj25vq3T3LZoQmgqaEzUxysmgqaEJoLmhOlOcv/2Q==",
    "base64",
  ),
);

/** 16 x 11, progressive, as ImageMagick wrote it. */
export const progressiveJpeg: Uint8Array = new Uint8Array(
  Buffer.from(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4" +
      "x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgARCAAL" +
      "ABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAwAE/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQL/2gAMAwEAAhADEAAAAZS1w//EABcQAQ" +
      "EBAQAAAAAAAAAAAAAAAAIAARL/2gAIAQEAAQUCGDg5GN//xAAVEQEBAAAAAAAAAAAAAAAAAAAAAf/aAAgBAwEBPwGP/8QAFhEAAwAAAAAAAAAA" +
      "AAAAAAAAAAEC/9oACAECAQE/AaZ//8QAFhAAAwAAAAAAAAAAAAAAAAAAICEy/9oACAEBAAY/AnQf/8QAFxAAAwEAAAAAAAAAAAAAAAAAAREgUf" +
      "/aAAgBAQABPyFoxwID/9oADAMBAAIAAwAAABDv/8QAFREBAQAAAAAAAAAAAAAAAAAAAAH/2gAIAQMBAT8Ql//EABQRAQAAAAAAAAAAAAAAAAAA" +
      "AAD/2gAIAQIBAT8QH//EABoQAAICAwAAAAAAAAAAAAAAAAEhABEQQWH/2gAIAQEAAT8QPMC9F1zWEQlBCU//2Q==",
    "base64",
  ),
);

/** A marker segment: 0xff, the code, and the content with its length. */
export function jpegSegment(code: number, content: Uint8Array | string): Uint8Array {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([Uint8Array.of(0xff, code, (bytes.length + 2) >> 8, (bytes.length + 2) & 0xff), bytes]);
}

/** The canvas's picture with segments put in behind its start. */
export function jpegWith(...segments: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([canvasJpeg.subarray(0, 2), ...segments, canvasJpeg.subarray(2)]));
}

/** Pictures that differ, as large as wanted: the padding is colour profile, which is allowed to be there. */
export function numberedJpeg(number: number, atLeastBytes = 0): Uint8Array {
  const padding = Array.from({ length: Math.ceil(atLeastBytes / 60_000) }, (_, i) =>
    jpegSegment(0xe2, Buffer.alloc(60_000, (number + i) % 255)),
  );
  return jpegWith(jpegSegment(0xe2, `picture ${number}`), ...padding);
}
