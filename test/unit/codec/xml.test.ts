import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { xmlBalance } from "#core/codec/xml-balance.ts";
import { decodeXml, escapeXml, isWellFormedXml, xmlChildText, xmlDescendants, xmlNamespace } from "#core/codec/xml.ts";

/** Everything XML 1.0 section 2.2 can carry. */
const carried = fc
  .string({ unit: "binary", maxLength: 60 })
  // oxlint-disable-next-line no-control-regex -- what XML cannot carry
  .map((text) => text.toWellFormed().replace(/[\u0000-\u001f\ufffe\uffff]/g, ""));

test("escaped text comes back, as content and as attribute", () => {
  fc.assert(
    fc.property(carried, (text) => {
      const element = decodeXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`);
      expect(element.text).toBe(text.trim());
      expect(element.attributes.get("b")).toBe(text);
    }),
  );
});

test.each(["&lt;", "&amp;amp;", "a<b>&\"c'", "]]>"])("%s survives being escaped", (text) => {
  expect(decodeXml(`<a>${escapeXml(text)}</a>`).text).toBe(text);
});

test.each(["\u0000", "a\u001b", "\ufffe", "\ud800"])("%j cannot be carried", (text) => {
  expect(() => escapeXml(text)).toThrow(RangeError);
});

describe("decodeXml", () => {
  test.each([
    ["entities", "<a>&lt;&amp;&#65;&#x42;&gt;&quot;&apos;</a>", "<&AB>\"'"],
    ["entities it does not know", "<a>&nbsp;&foo;&#0;&#xD800;&;</a>", "&nbsp;&foo;&#0;&#xD800;&;"],
    ["an entity made by an entity", "<a>&amp;lt;</a>", "&lt;"],
    ["CDATA", "<a>x<![CDATA[<b>&amp;]]>y</a>", "x<b>&amp;y"],
    ["a comment in the middle", "<a>x<!-- <b> -->y</a>", "xy"],
    ["numbers and booleans as they are written", "<a> 007 </a>", "007"],
    ["a bare opening bracket", "<a>cam < 3</a>", "cam < 3"],
    ["a byte order mark and NULs behind", "\ufeff\r\n<a>x</a>\u0000\u0000", "x"],
    ["a closing tag without its end", "<a>x</a", "x"],
    ["junk behind the document", "<a>x</a>junk", "x"],
  ])("reads %s", (_, xml, text) => {
    expect(decodeXml(xml).text).toBe(text);
  });

  test.each([
    ["nothing", ""],
    ["blanks", " \r\n\t"],
    ["a declaration alone", "<?xml version='1.0'?>"],
    ["text", "hello"],
    ["an open tag", "<a:"],
    ["an open document", "<a><b></b>"],
    ["a closing tag alone", "</a>"],
    ["an open comment", "<a><!-- </a>"],
    ["an open quote", "<a b='></a>"],
    ["a document type", "<!DOCTYPE a><a/>"],
    ["an entity declaration", '<a><!ENTITY b "c"></a>'],
    ["65 levels", `${"<a>".repeat(66)}${"</a>".repeat(66)}`],
    ["half a million characters", `<a>${"x".repeat(512_000)}</a>`],
    ["a name of the language's own", "<__proto__>x</__proto__>"],
  ])("refuses %s", (_, xml) => {
    expect(() => decodeXml(xml, "igd")).toThrow(expect.objectContaining({ protocol: "igd", name: "DecodeError" }));
  });

  test("says so when a document brings its own type or entities", () => {
    expect(() => decodeXml("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")).toThrow("document type");
    expect(() => decodeXml("<a><!entity b 'c'></a>")).toThrow("document type");
  });

  test("throws the class its callers catch", () => {
    expect(() => decodeXml("")).toThrow(DecodeError);
  });

  test("finds names whatever their prefix and case, in document order", () => {
    const element = decodeXml("<d:root xmlns:d='urn:x'><d:A>1</d:A><b><a>2</a></b><x:a>3</x:a></d:root>");
    expect(xmlChildText(element, "a")).toBe("1");
    expect(xmlChildText(element, "c")).toBeNull();
    expect(xmlDescendants(element, "A").map((one) => one.text)).toEqual(["1", "2", "3"]);
    expect(xmlNamespace(element)).toBe("urn:x");
    expect(xmlNamespace(decodeXml("<a xmlns='urn:y'/>"))).toBe("urn:y");
    expect(xmlNamespace(decodeXml("<a/>"))).toBeNull();
  });
});

test.each([
  ["<a/>", "balanced"],
  ["<?xml version='1.0'?><a b='>'><!-- </a> --><![CDATA[</a>]]></a>\n", "balanced"],
  ["<a><b></a></b>", "mismatched"],
  ["<axmlns='x'></a>", "mismatched"],
  ["<a/>junk", "mismatched"],
  ["<a/><b/>", "mismatched"],
  ["</a>", "mismatched"],
  ["<a>", "open"],
  ["<a", "open"],
  ["", "open"],
])("%s is %s", (text, balance) => {
  expect(xmlBalance(text)).toBe(balance);
});

test("a second declaration is not well-formed", () => {
  expect(isWellFormedXml("<?xml version='1.0'?><a/>")).toBe(true);
  expect(isWellFormedXml("<?xml version='1.0'?><?xml version='1.0'?><a/>")).toBe(false);
});
