import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeHttpMessage, looksLikeHttpResponse } from "#core/codec/http-message.ts";

function joined(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === "string" ? encodeUtf8(part) : part))));
}

const decodedBody = (text: string) => new TextDecoder().decode(decodeHttpMessage(encodeUtf8(text)).body);

test("a body comes back byte for byte, in one piece or in chunks", () => {
  const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 8 }), (chunks) => {
      const body = joined(...chunks);
      const coded = chunks.flatMap((part) => [`${part.length.toString(16).toUpperCase()};a=b\r\n`, part, "\r\n"]);
      const plain = joined(`HTTP/1.0 200\r\nContent-Length: ${body.length}\r\n\r\n`, body);
      const chunked = joined(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n",
        ...coded,
        "0\r\nTrailer: x\r\n\r\n",
      );
      expect(decodeHttpMessage(plain)).toMatchObject({ body, chunked: false, declaredContentLength: body.length });
      expect(decodeHttpMessage(chunked)).toMatchObject({ body, chunked: true, declaredContentLength: null });
    }),
  );
});

describe("decodeHttpMessage", () => {
  test.each([
    ["line feeds only", "HTTP/1.1 200 OK\nA: b\n\nbody", "body"],
    ["no header", "HTTP/1.1 200 OK\r\n\r\nbody", "body"],
    ["no body", "HTTP/1.1 204 No Content\r\nA: b\r\n\r\n", ""],
    ["no empty line", "HTTP/1.1 200 OK\r\nA: b", ""],
    ["blank lines first", "\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody", "body"],
    ["a length that is one short", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbody", "body"],
    ["a length that is too long", "HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\nbody", "body"],
    ["chunked by name only", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<body/>", "<body/>"],
    ["a last chunk cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n9\r\ncd", "abcd"],
    ["an interim answer", "HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody", "body"],
  ])("%s", (_, text, body) => {
    expect(decodedBody(text)).toBe(body);
  });

  test("keeps repeated fields and takes status and reason apart", () => {
    const message = decodeHttpMessage(encodeUtf8("HTTP/1.1  401  Not allowed here \r\nA: 1\r\na:2\r\nbroken\r\n\r\n"));
    expect(message).toMatchObject({ version: "1.1", statusCode: 401, reason: "Not allowed here" });
    expect(message.headers).toEqual([
      { name: "a", value: "1" },
      { name: "a", value: "2" },
    ]);
  });

  test.each([
    "",
    "\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "HTTP/1.1 OK\r\n\r\n",
    "HTTP/1.1 2000 OK",
    "RTSP/1.0 200 OK\r\n\r\n",
  ])("%j is refused", (text) => {
    expect(() => decodeHttpMessage(encodeUtf8(text))).toThrow(DecodeError);
  });

  test("a header that does not end is refused", () => {
    expect(() => decodeHttpMessage(encodeUtf8(`HTTP/1.1 200 OK\r\n${"A: b\r\n".repeat(20_000)}`))).toThrow("too long");
  });
});

test("looksLikeHttpResponse tells an answer with header from a bare document", () => {
  expect(looksLikeHttpResponse(encodeUtf8("HTTP/1.1 200 OK"))).toBe(true);
  expect(looksLikeHttpResponse(encodeUtf8("<?xml version='1.0'?>"))).toBe(false);
  expect(looksLikeHttpResponse(new Uint8Array())).toBe(false);
});
