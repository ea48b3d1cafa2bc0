import { describe, expect, it } from "vitest";
import { webPageInstead, type PageAnswer } from "#core/nat/web-page-instead.ts";

const URL_ASKED = "http://myip.example/";
const answer = (seen: Partial<PageAnswer>): PageAnswer => {
  return { statusCode: 200, location: null, contentType: null, body: "", ...seen };
};
const to = (location: string): PageAnswer => answer({ statusCode: 302, location });

describe("a page that came instead of an address", () => {
  it.each([
    ["an address", answer({ body: "192.31.196.77" })],
    ["a typed address", answer({ contentType: "text/plain", body: "192.31.196.77" })],
    ["some other text", answer({ body: "hello <html>" })],
    ["an error page", answer({ statusCode: 503, body: "<html></html>" })],
    ["a move on the same host", to("/ip")],
    ["a move to https on the same host", to("https://MYIP.example/")],
    ["a move to the same host under another port", to("http://myip.example:8080/")],
    ["a move to nowhere", to("javascript:alert(1)")],
    ["a redirect without a place", answer({ statusCode: 302 })],
    ["a place without a redirect", answer({ location: "http://login.example/" })],
  ])("%s is none", (_name, seen) => {
    expect(webPageInstead(URL_ASKED, seen)).toBeNull();
  });

  it.each([
    ["http://login.example/hotspot?mac=02:00:5e:00:00:01", "http://login.example/hotspot"],
    ["https://login.example:8443/a/b#c", "https://login.example:8443/a/b"],
    ["http://10.0.0.1", "http://10.0.0.1/"],
    ["//login.example/x", "http://login.example/x"],
  ])("a redirect to %s leads to %s", (location, redirectsTo) => {
    expect(webPageInstead(URL_ASKED, to(location))?.redirectsTo ?? null).toBe(redirectsTo);
  });

  it("can't stand behind a certificate that is right: there the page itself is not what was wanted", () => {
    for (const seen of [to("http://login.example/"), answer({ body: "<html>" }), answer({ statusCode: 511 })])
      expect(webPageInstead("https://myip.example/", seen)).toBeNull();
  });

  it("has its title, on one line and not too long", () => {
    const page = (title: string): PageAnswer => answer({ body: `<html><title lang="de">${title}</title>` });
    expect(webPageInstead(URL_ASKED, page(" Hotel\r\n  Wi-Fi "))?.title).toBe("Hotel Wi-Fi");
    expect(webPageInstead(URL_ASKED, page("x".repeat(5_000)))?.title).toHaveLength(200);
    expect(webPageInstead(URL_ASKED, page(" "))?.title).toBeNull();
  });
});
