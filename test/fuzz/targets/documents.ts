import { decodeText, encodeUtf8 } from "#core/codec/byte-text.ts";
import { htmlCharset, htmlRefresh, htmlTitle, loginRealm } from "#core/codec/html-title.ts";
import { decodeHttpMessage, looksLikeHttpResponse } from "#core/codec/http-message.ts";
import { decodeIgdDescription, isDeviceNamespace } from "#core/codec/igd-description.ts";
import { decodeIgdScpd } from "#core/codec/igd-scpd.ts";
import { decodeSoapResponse, soapResponseAction } from "#core/codec/soap.ts";
import { upnpTableEntry } from "#core/codec/upnp-table-entry.ts";
import { decodeXml, escapeXml, isWellFormedXml, xmlNamespace, type XmlElement } from "#core/codec/xml.ts";
import { parseHttpUrl, sameHost } from "#core/net/http-url.ts";
import { captures, decoded, latin1, must, mustBeRecordable, utf8, type FuzzTarget } from "../target.ts";

const XML_TOKENS = [
  '<?xml version="1.0"?>',
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "<!ENTITY a '&b;&b;'>",
  "<![CDATA[",
  "]]>",
  "<!--",
  "-->",
  "</",
  "/>",
  ' xmlns="urn:schemas-upnp-org:device-1-0"',
  ' a:b="c"',
  "&amp;",
  "&#x41;",
  "&#0;",
  "&#55296;",
  "&#1114112;",
  "&lol;",
  "\u0000",
  "\ufeff",
] as const;

const http: FuzzTarget = {
  name: "http",
  sources: { "core/codec/http-message.ts": [], "core/codec/header-fields.ts": ["headerRecord", "firstWins"] },
  seeds: () => [
    ...captures("http"),
    ...captures("igd", "soap").filter((bytes) => looksLikeHttpResponse(bytes)),
    utf8("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n"),
    utf8("HTTP/1.0 401 Unauthorized\nWWW-Authenticate: Basic\n realm=x\n\n"),
    utf8("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
  ],
  tokens: [
    "HTTP/1.1 200 OK\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Length: 5\r\n",
    "\r\n\r\n",
    "\r\n",
    "0\r\n\r\n",
    "fffffff\r\n",
    "5;a=b\r\n",
    " folded\r\n",
    ": ",
  ],
  check: (input) =>
    decoded(input, decodeHttpMessage, (message) => {
      must(message.statusCode >= 0 && message.statusCode <= 999, "a status has three digits");
      must(message.body.length <= input.length, "a body is no longer than what came");
      must(message.headers.length <= 200, "headers are counted");
      must(
        message.headers.every(({ name }) => name === name.toLowerCase()),
        "names of headers are in lower case",
      );
      const length = message.declaredContentLength;
      must(length === null || Number.isSafeInteger(length), "a length is a number");
      return `${message.version} ${message.statusCode} ${message.chunked} ${length !== null} ${Math.min(message.headers.length, 9)}`;
    }),
};

function countOf(element: XmlElement): { elements: number; characters: number; depth: number } {
  const below = element.children.map((child) => countOf(child));
  return {
    elements: below.reduce((sum, one) => sum + one.elements, 1),
    characters: below.reduce((sum, one) => sum + one.characters, element.text.length),
    depth: 1 + below.reduce((most, one) => Math.max(most, one.depth), 0),
  };
}

const xml: FuzzTarget = {
  name: "xml",
  sources: {
    "core/codec/xml.ts": ["xmlDescendants", "xmlChildText", "xmlChild", "isXmlNamed"],
    "core/codec/xml-balance.ts": [],
  },
  seeds: () => [
    ...captures("igd", "soap").filter((bytes) => !looksLikeHttpResponse(bytes)),
    utf8("<a:b xmlns:a='c' d='&amp;&#x41;&quot;'>&lt;<![CDATA[<x>&amp;]]>&#8364;&nope;<!-- > --></a:b>"),
    utf8("<a><?php ?></a></b>"),
    utf8("<a>cam < garage</a"),
  ],
  tokens: XML_TOKENS,
  check(input) {
    const text = decodeText(input);
    isWellFormedXml(text);
    return decoded(
      input,
      () => decodeXml(text),
      (root) => {
        const { elements, characters, depth } = countOf(root);
        must(characters <= text.length, "no text grows: entities stand for one character each");
        must(elements <= text.length && depth <= 66, "elements and their depth are bounded");
        must(!/<!DOCTYPE/i.test(root.text), "a document type is refused");
        xmlNamespace(root);
        return `${root.prefix === ""} ${root.attributes.size} ${Math.min(elements, 9)} ${Math.min(depth, 9)} ${isWellFormedXml(text)} ${mayBeEscaped(root.text)}`;
      },
    );
  },
};

/** What XML can carry comes back as it went in. */
function mayBeEscaped(text: string): boolean {
  let escaped: string;
  try {
    escaped = escapeXml(text);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  if (escaped.length > 10_000) return true;
  must(decodeXml(`<a>${escaped}</a>`).text === text.replace(/\r\n?/g, "\n").trim(), "escaped text comes back");
  return true;
}

const LOCATIONS = ["http://192.168.1.1:5000/root.xml", "http://[fe80::1%253]:80/x/y.xml", null] as const;

const description: FuzzTarget = {
  name: "igd-description",
  sources: { "core/codec/igd-description.ts": [] },
  seeds: () => [
    ...captures("igd"),
    // On a link-local address, whose zone the document can't know.
    ...captures("igd").map((bytes) =>
      utf8(decodeText(bytes).replace(/<device>/i, "<URLBase>http://[fe80::1]:80/</URLBase><device>")),
    ),
  ],
  tokens: [
    ...XML_TOKENS,
    "<service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType><controlURL>/ctl</controlURL></service>",
    "<serviceType>urn:schemas-upnp-org:service:WANIPv6FirewallControl:1</serviceType>",
    "<deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>",
    "<URLBase>http://192.168.1.1:5000/</URLBase>",
    "<URLBase>http://198.51.100.7/</URLBase>",
    "<URLBase>http://[fe80::1]:80/</URLBase>",
    "<controlURL>http://198.51.100.7/ctl</controlURL>",
    "<controlURL>//198.51.100.7/ctl</controlURL>",
    "<root xmlns='urn:schemas-upnp-org:device-1-0'>",
    "<device>",
    "</device></root>",
  ],
  check(input) {
    const text = decodeText(input);
    return LOCATIONS.map((location) =>
      decoded(
        input,
        () => decodeIgdDescription(text, location),
        (found) => {
          const host = location === null ? null : (parseHttpUrl(location)?.host ?? "");
          for (const service of found.wanServices)
            for (const url of [service.controlUrlResolved, service.scpdUrlResolved])
              must(
                url === null || host === null || sameHost(parseHttpUrl(url)?.host ?? "", host),
                "no address leads to another host than the one that answered",
              );
          if (host !== null)
            for (const url of [
              ...found.portMappingServices,
              ...(found.ipv6Firewall === null ? [] : [found.ipv6Firewall]),
            ])
              must(sameHost(parseHttpUrl(url)?.host ?? "", host), "control stays on the host that answered");
          must(found.wanServices.length <= 64, "services are counted");
          return `${found.isIgd} ${isDeviceNamespace(found)} ${found.urlBaseUsed} ${found.portMappingServices.length} ${found.ipv6Firewall !== null}`;
        },
      ),
    ).join("; ");
  },
};

const scpd: FuzzTarget = {
  name: "igd-scpd",
  sources: { "core/codec/igd-scpd.ts": [] },
  seeds: () => captures("igd"),
  tokens: [
    ...XML_TOKENS,
    "<scpd>",
    "<actionList>",
    "<action><name>AddAnyPortMapping</name></action>",
    "<action><name></name></action>",
    "</actionList></scpd>",
  ],
  check(input) {
    const text = decodeText(input);
    return decoded(
      input,
      () => decodeIgdScpd(text),
      ({ actions, supports }) => {
        must(actions.length <= 200, "actions are counted");
        for (const [action, supported] of Object.entries(supports))
          must(supported === actions.includes(action), "what is supported is listed");
        return `${Math.min(actions.length, 9)} ${Object.values(supports).join(" ")}`;
      },
    );
  },
};

const ACTIONS = ["GetExternalIPAddress", "AddPortMapping", "GetGenericPortMappingEntry", null] as const;

const soap: FuzzTarget = {
  name: "soap",
  sources: { "core/codec/soap.ts": ["encodeSoapCall"], "core/codec/upnp-table-entry.ts": [] },
  seeds: () => [
    ...captures("soap"),
    ...["1", "0", "Enabled", "off"].map((enabled) =>
      utf8(
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><u:GetGenericPortMappingEntryResponse><NewRemoteHost></NewRemoteHost><NewExternalPort>8080</NewExternalPort><NewProtocol>TCP</NewProtocol><NewInternalPort>80</NewInternalPort><NewInternalClient>192.168.1.9</NewInternalClient><NewEnabled>${enabled}</NewEnabled><NewPortMappingDescription>x</NewPortMappingDescription><NewLeaseDuration>4294967295</NewLeaseDuration></u:GetGenericPortMappingEntryResponse></s:Body></s:Envelope>`,
      ),
    ),
  ],
  tokens: [
    ...XML_TOKENS,
    "<s:Fault>",
    "</s:Fault>",
    "<UPnPError>",
    "<UPnPErrorxmlns='x'>",
    "<errorCode>725</errorCode>",
    "<errorCode>402 </errorCode>",
    "<errorDescription>No</errorDescription>",
    "<faultstring>UPnPError</faultstring>",
    "<u:GetExternalIPAddressResponse>",
    "<u:AddPortMappingResponse/>",
    "<NewExternalIPAddress>203.0.113.5</NewExternalIPAddress>",
    "<NewProtocol>UDP</NewProtocol>",
    "<__proto__>x</__proto__>",
    "<constructor>x</constructor>",
  ],
  check(input) {
    const text = decodeText(input);
    soapResponseAction(text);
    return ACTIONS.map((action) =>
      decoded(
        input,
        () => decodeSoapResponse(text, action),
        (response) => {
          switch (response.kind) {
            case "fault":
              must(response.errorCode === null || Number.isSafeInteger(response.errorCode), "a code is a number");
              return `fault ${response.errorCode}`;
            case "missing-response":
              return response.kind;
            default:
              if (action !== null)
                must(text.toLowerCase().includes(`${action.toLowerCase()}response`), "an answer names its action");
              must(Object.getPrototypeOf(response.args) === Object.prototype, "arguments are only arguments");
              return `ok ${Object.keys(response.args).length} ${entryOf(response.args)}`;
          }
        },
      ),
    ).join("; ");
  },
};

function entryOf(args: Readonly<Record<string, string>>): string {
  const entry = upnpTableEntry(args);
  if (entry === null) return "no entry";
  mustBeRecordable({ kind: "upnp-mapping-table", from: "192.168.1.1", entries: [entry], complete: true });
  return `entry ${entry.transport} ${entry.enabled} ${entry.leaseSeconds === 0}`;
}

const PAGES = [
  '<!DOCTYPE html><html><head><meta charset="utf-8"><title>FRITZ!Box 7590</title></head><body></body></html>',
  "<html><!-- <title>no</title> --><script>var a='<title>no</title>'</script><TITLE lang=de>R&uuml;ckkanal &#8211; &#x2122; &nbsp;</TITLE>",
  "<html><head><meta http-equiv='refresh' content='0; url=\"/login.htm\"'></head></html>",
  "<html><head><META HTTP-EQUIV=Refresh CONTENT=0;URL=/cgi-bin/luci></head></html>",
  "<title>cut off",
  'Basic realm="NETGEAR R7000"',
  'Digest qop="auth", realm=router, nonce="x"',
  'Basic realm="a\\"b"',
  "text/html; charset=iso-8859-1",
] as const;

const html: FuzzTarget = {
  name: "html",
  sources: { "core/codec/html-title.ts": [] },
  seeds: () => PAGES.map((page) => utf8(page)),
  tokens: [
    "<title>",
    "</title>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style ",
    "<svg>",
    "<meta http-equiv=refresh content='1;url=/x'>",
    "<meta ",
    "&amp;",
    "&#130;",
    "&#xd800;",
    "&#1114112;",
    "&auml",
    "&unknown;",
    " charset=utf-16",
    "realm=",
    '"',
    "'",
    "\u202e",
    "\u{1f600}",
  ],
  check(input) {
    const text = decodeText(input);
    const title = htmlTitle(text);
    const realm = loginRealm([text, "Basic"]);
    for (const line of [title, realm]) {
      must(line === null || (line.length > 0 && line.length <= 200), "a title is neither empty nor long");
      must(line === null || !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(line), "a title holds nothing that can't be seen");
    }
    const charset = htmlCharset(text.slice(0, 200), input);
    must(charset === null || charset === charset.toLowerCase(), "an encoding is in lower case");
    const refresh = htmlRefresh(text);
    must(refresh === null || refresh.length <= text.length, "where it leads stands in the page");
    mustBeRecordable({
      kind: "router-page",
      from: "192.168.1.1",
      url: "http://192.168.1.1/",
      statusCode: 200,
      title,
      server: null,
      realm,
    });
    return `${title?.slice(0, 12)} ${realm?.slice(0, 8)} ${charset} ${refresh?.slice(0, 8)}`;
  },
};

/** Text in whatever encoding: UTF-8 what can be, else Latin-1, or UTF-16 behind its mark. */
const byteText: FuzzTarget = {
  name: "byte-text",
  sources: { "core/codec/byte-text.ts": ["fromHex", "toHex"] },
  seeds: () => [
    ...["plain", "Gerät € \u{1f600}", "\ufeffmark", ""].map((text) => utf8(text)),
    latin1("\xff\xfeG\x00e\x00r\x00\xe4\x00t\x00"),
    latin1("\xfe\xff\x00G\x00e\x00r\x00\xe4\x00t"),
    latin1("Ger\xe4t"),
  ],
  tokens: ["ä", "€", "\u{1f600}", latin1("\xff\xfe"), latin1("\xfe\xff"), latin1("\xd8\x00")],
  check(input) {
    const text = decodeText(input);
    must(text.length <= input.length && text.isWellFormed(), "a text is well-formed, and no longer than its bytes");
    const again = encodeUtf8(text);
    // A mark at the beginning says which encoding follows, and is no part of the text.
    if (!text.startsWith("\ufeff")) must(decodeText(again) === text, "a text comes back");
    return `${again.length === input.length}`;
  },
};

export const DOCUMENT_TARGETS: readonly FuzzTarget[] = [http, xml, description, scpd, soap, html, byteText];
