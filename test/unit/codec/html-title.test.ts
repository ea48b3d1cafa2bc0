import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { decodeHtmlEntities, htmlCharset, htmlRefresh, htmlTitle, loginRealm } from "#core/codec/html-title.ts";

const page = (head: string): string => `<!DOCTYPE html><html><head>${head}</head><body></body></html>`;

describe("the title of a page", () => {
  it.each<[string, string, string | null]>([
    ["plain", page("<title>FRITZ!Box</title>"), "FRITZ!Box"],
    ["in capitals, with an attribute", page('<TITLE lang="en">TL-WR841N</TITLE >'), "TL-WR841N"],
    ["over several lines", page("<title>\r\n\tLuCI -\n Lua   Configuration\n</title>"), "LuCI - Lua Configuration"],
    [
      "with references",
      page("<title>Zyxel &amp; Co &#8211; &#x52;outer&nbsp;&uuml;ber</title>"),
      "Zyxel & Co – Router über",
    ],
    ["Windows' numbers", page("<title>A &#150; B</title>"), "A – B"],
    ["a reference to nothing", page("<title>A&#0;B&#xD800;C&nosuch;</title>"), "A\ufffdB\ufffdC&nosuch;"],
    ["empty", page("<title> \u200b </title>"), null],
    ["none", page("<meta charset=utf-8>"), null],
    ["in a comment", page("<!-- <title>old</title> --><title>new</title>"), "new"],
    ["in a script", page("<script>var t='<title>x</title>'</script><title>real</title>"), "real"],
    ["of a picture", page("<svg><title>icon</title></svg><title>real</title>"), "real"],
    ["in an open comment", page("<!-- <title>never"), null],
    ["never closed", "<title>Vigor2860<body>hello", "Vigor2860"],
    ["cut off", "<title>Vigor28", "Vigor28"],
    ["text that turns the writing direction", page("<title>abc\u202egnp.exe</title>"), "abc gnp.exe"],
    ["not html", "\u0000\u0001\u0002", null],
  ])("%s", (_name, html, title) => {
    expect(htmlTitle(html)).toBe(title);
  });

  it("is cut to 200 characters and never through one of two halves", () => {
    expect(htmlTitle(page(`<title>${"x".repeat(5_000)}</title>`))).toHaveLength(200);
    expect(htmlTitle(page(`<title>x${"😀".repeat(500)}</title>`))).toBe(`x${"😀".repeat(99)}`);
  });

  it("takes any text, and gives a line that a record takes", () => {
    const fragment = fc.constantFrom(
      "<title>",
      "</title>",
      "<!--",
      "-->",
      "<script>",
      "</script",
      "&#",
      "x;",
      "<svg/",
      "é",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string({ unit: "binary" })), { maxLength: 40 }), (parts) => {
        const title = htmlTitle(parts.join(""));
        if (title === null) return;
        expect(title.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(200);
        expect(title).not.toMatch(/[\r\n\u202e]/);
      }),
    );
  });
});

describe("character references", () => {
  it("are decoded once", () => {
    expect(decodeHtmlEntities("&amp;lt; &lt;b&gt; &quot;&apos;&#39;")).toBe("&lt; <b> \"''");
  });
});

describe("the encoding of a page", () => {
  it.each<[string | null, string, string | null]>([
    ["text/html; charset=GB2312", '<meta charset="utf-8">', "gb2312"],
    ["text/html", '<meta charset="Shift_JIS">', "shift_jis"],
    [null, '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">', "euc-kr"],
    ["text/html", "<title>x</title>", null],
  ])("%s, %s", (contentType, html, charset) => {
    expect(htmlCharset(contentType, encodeUtf8(html))).toBe(charset);
  });
});

describe("a page that sends the browser on", () => {
  it.each<[string, string | null]>([
    ['<meta http-equiv="refresh" content="0; URL=/cgi-bin/luci/" />', "/cgi-bin/luci/"],
    ["<META HTTP-EQUIV=Refresh CONTENT=\"0;url='login.htm?a=1&amp;b=2'\">", "login.htm?a=1&b=2"],
    ['<meta charset="utf-8"><meta content="1,URL=x.asp" http-equiv="refresh">', "x.asp"],
    ['<!-- <meta http-equiv="refresh" content="0; URL=/old"> -->', null],
    ['<meta http-equiv="refresh" content="30">', null],
  ])("%s", (html, url) => {
    expect(htmlRefresh(html)).toBe(url);
  });
});

describe("a page of unfinished tags", () => {
  it.each(["<meta ", "<!--", "<script ", "<title", "</title"])("of %s takes no long time", (tag) => {
    expect([htmlRefresh(tag.repeat(20_000)), htmlTitle(tag.repeat(20_000))]).toEqual([null, null]);
  });
});

describe("the realm of a login", () => {
  it.each<[string[], string | null]>([
    [['Basic realm="TP-LINK Wireless N Router WR841N"'], "TP-LINK Wireless N Router WR841N"],
    [["Negotiate", 'Digest qop="auth", realm=DD-WRT, nonce="x"'], "DD-WRT"],
    [['Basic realm="a \\"quoted\\" name"'], 'a "quoted" name'],
    [["Basic"], null],
    [[], null],
  ])("%j", (values, realm) => {
    expect(loginRealm(values)).toBe(realm);
  });
});
