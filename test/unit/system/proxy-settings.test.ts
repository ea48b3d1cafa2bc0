import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseGnomeProxy,
  parseInternetSettings,
  parseScutilProxy,
  proxyOfEnvironment,
} from "#core/system/proxy-settings.ts";
import { gnomeProxy, internetSettings, scutilProxy } from "../../fakes/system-outputs.ts";

const none = { proxy: null, autoConfigUrl: null };

describe("Windows' Internet Settings", () => {
  it.each([
    ["none", none],
    ["german", { proxy: "proxy.firma.example:3128", autoConfigUrl: null }],
    ["frenchByProtocol", { proxy: "10.0.0.7:8443", autoConfigUrl: null }],
    ["japaneseScript", { proxy: null, autoConfigUrl: "http://wpad.example/proxy.pac" }],
  ] as const)("%s", (name, expected) => {
    expect(parseInternetSettings(internetSettings[name])).toEqual(expected);
  });

  it.each([
    ["http=a.example:1", "a.example:1"],
    ["socks=a.example:1", "a.example:1"],
    ["a.example:1", "a.example:1"],
    ["ftp=a.example:1;b.example:2", "b.example:2"],
    ["ftp=a.example:1", null],
    ["what is this", "what"],
    ["http://[fd00::7]:8080/", "[fd00::7]:8080"],
    ["http=", "?"],
  ])("a list by protocol: %s", (server, proxy) => {
    const text = internetSettings.german.replace("proxy.firma.example:3128", server);
    expect(parseInternetSettings(text).proxy).toBe(proxy);
  });

  it("is no proxy when it is switched on without one", () => {
    expect(parseInternetSettings(internetSettings.german.replace("proxy.firma.example:3128", ""))).toEqual(none);
    expect(parseInternetSettings("")).toEqual(none);
  });
});

describe("macOS scutil --proxy", () => {
  it.each([
    ["none", none],
    ["manual", { proxy: "secure-proxy.example:8443", autoConfigUrl: null }],
    ["script", { proxy: "[fd00::7]:1080", autoConfigUrl: "http://wpad.example/proxy.pac" }],
  ] as const)("%s", (name, expected) => {
    expect(parseScutilProxy(scutilProxy[name])).toEqual(expected);
  });
});

describe("GNOME's settings", () => {
  it.each([
    ["none", none],
    ["manual", { proxy: "proxy.example:8080", autoConfigUrl: null }],
    ["script", { proxy: null, autoConfigUrl: "http://wpad.example/proxy.pac" }],
  ] as const)("%s", (name, expected) => {
    expect(parseGnomeProxy(gnomeProxy[name])).toEqual(expected);
  });

  it("is no proxy when it is set by hand and no host is", () => {
    expect(parseGnomeProxy(gnomeProxy.manual.replace("'proxy.example'", "''"))).toEqual(none);
  });
});

describe("variables of the environment", () => {
  it.each([
    [{}, null],
    [{ http_proxy: "http://a.example:1" }, "a.example:1"],
    [{ HTTP_PROXY: "a.example:1" }, "a.example:1"],
    [{ http_proxy: "a.example:1", https_proxy: "b.example:2" }, "b.example:2"],
    [{ ALL_PROXY: "socks5h://a.example:1080" }, "a.example:1080"],
    [{ http_proxy: " " }, null],
    [{ http_proxy: "http://a.example:1", no_proxy: "*" }, null],
    [{ http_proxy: "http://a.example:1", NO_PROXY: "localhost,127.0.0.1" }, "a.example:1"],
    [{ https_proxy: "http://user:pa/ss@word@a.example:1/x" }, "a.example:1"],
    [{ https_proxy: "user:secret" }, "?"],
    [{ https_proxy: "http://a b" }, "?"],
  ])("%j", (environment, proxy) => {
    expect(proxyOfEnvironment(environment)).toEqual({ proxy, autoConfigUrl: null });
  });
});

describe("names and passwords", () => {
  const characters = Array.from("abcXYZ019:/?#%@&= .-_'\"\\");
  const word = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 20 });

  it("never come out, whatever characters they hold", () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom("http://", "socks5://", ""), (user, password, scheme) => {
        const secret = `SECRET${user}:${password}SECRET`;
        const url = `${scheme}${secret}@proxy.example:8080`;
        const readings = [
          proxyOfEnvironment({ https_proxy: url }),
          parseInternetSettings(internetSettings.german.replace("proxy.firma.example:3128", () => url)),
          parseInternetSettings(internetSettings.japaneseScript.replace(/http:\/\/\S+/, () => url)),
          parseScutilProxy(scutilProxy.manual.replace("secure-proxy.example", () => url)),
          parseScutilProxy(scutilProxy.script.replace("http://wpad.example/proxy.pac", () => url)),
          parseGnomeProxy(gnomeProxy.manual.replace("proxy.example", () => url)),
          parseGnomeProxy(gnomeProxy.script.replace("http://wpad.example/proxy.pac", () => url)),
        ];
        expect(JSON.stringify(readings)).not.toContain("SECRET");
      }),
      { numRuns: 2_000 },
    );
  });
});
