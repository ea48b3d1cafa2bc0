import { XMLParser } from "fast-xml-parser";
import { DecodeError, type Protocol } from "./decode-error.ts";
import { xmlBalance } from "./xml-balance.ts";

/**
 * XML from the network: size, depth and count are capped, document types and entities of the document's own are refused, and
 * names are compared without prefix and case, because devices get both wrong.
 */
export interface XmlElement {
  /** Without prefix, as written. */
  readonly name: string;
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Own text and CDATA, entities resolved, trimmed. */
  readonly text: string;
}

/** The largest real description seen is below 50,000 characters. */
const MAX_CHARACTERS = 512_000;
/** Descriptions nest about 12 deep, ONVIF about 20. */
const MAX_DEPTH = 64;
const ATTRIBUTE_PREFIX = "@";
const TEXT = "#text";
const CDATA = "#cdata";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_PREFIX,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
  jPath: false,
});

/** What the parser yields with `preserveOrder`: one key that is the tag, and `:@` for its attributes. */
type ParsedNode = Readonly<Record<string, unknown>>;

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function entityText(reference: string): string | undefined {
  if (!reference.startsWith("#")) return PREDEFINED.get(reference);
  const hex = reference[1] === "x" || reference[1] === "X";
  const code = hex ? Number.parseInt(reference.slice(2), 16) : Number.parseInt(reference.slice(1), 10);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : undefined;
}

/** The five predefined entities and character references (XML 1.0 sections 4.1, 4.6); anything else stays as it is. */
function resolveEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[a-z]{2,4});/g, (whole, reference: string) => {
    return entityText(reference) ?? whole;
  });
}

/** Text for element content or an attribute value. */
export function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- XML 1.0 section 2.2 has no way to carry these
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) || !text.isWellFormed()) {
    throw new RangeError("the text has characters that XML cannot carry");
  }
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&apos;");
}

function splitName(tag: string): { prefix: string; name: string } {
  const colon = tag.indexOf(":");
  return colon === -1 ? { prefix: "", name: tag } : { prefix: tag.slice(0, colon), name: tag.slice(colon + 1) };
}

function isNode(value: unknown): value is ParsedNode {
  return typeof value === "object" && value !== null;
}

function nodes(value: unknown): readonly ParsedNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function attributesOf(node: ParsedNode): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(node[":@"] ?? {})) {
    if (typeof value === "string") found.set(name.slice(ATTRIBUTE_PREFIX.length), resolveEntities(value));
  }
  return found;
}

function tagOf(node: ParsedNode): string | undefined {
  return Object.keys(node).find((key) => key !== ":@");
}

function toElement(node: ParsedNode, tag: string): XmlElement {
  const children: XmlElement[] = [];
  let text = "";
  for (const child of nodes(node[tag])) {
    const childTag = tagOf(child);
    if (childTag === undefined) continue;
    if (childTag === TEXT) text += resolveEntities(String(child[TEXT]));
    else if (childTag === CDATA)
      text += nodes(child[CDATA])
        .map((part) => String(part[TEXT]))
        .join("");
    else children.push(toElement(child, childTag));
  }
  return { ...splitName(tag), attributes: attributesOf(node), children, text: text.trim() };
}

/**
 * Takes away what comes before the document element: byte order marks, blank lines before the declaration, and the second
 * declaration that some firmwares send. NULs at the end come from fixed buffers. A last closing tag without its `>` is what a
 * Content-Length one short leaves.
 */
function tidy(text: string): string {
  // Cut by index: a pattern that ends in `+$` takes quadratic time on long runs of blanks.
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  const start = text.slice(0, end).replace(/^(?:[\s\ufeff]|<\?xml\b[^<>]*\?>)+/i, "");
  const last = start.lastIndexOf("<");
  const whole = start.startsWith("</", last) && !start.includes(">", last) ? `${start}>` : start;
  // A bare `<` in a name somebody typed in ("cam < garage") starts no tag.
  return whole.includes("<![CDATA[") ? whole : whole.replace(/<(?![A-Za-z_:/!?])/g, "&lt;");
}

/**
 * The document element. Throws DecodeError, with the given protocol, for text that is no XML, is cut off, declares a document
 * type, or is too long or too deep. Closing tags with the wrong name are let through: real faults have them.
 */
export function decodeXml(text: string, protocol: Protocol = "xml"): XmlElement {
  if (text.length > MAX_CHARACTERS) throw new DecodeError(protocol, `XML longer than ${MAX_CHARACTERS} characters`);
  const tidied = tidy(text);
  if (tidied === "") throw new DecodeError(protocol, "no XML at all", 0);
  if (!tidied.startsWith("<")) throw new DecodeError(protocol, "text that is no XML", 0);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(tidied)) throw new DecodeError(protocol, "XML with a document type declaration");
  // Half a document is no document: what is missing may be what matters.
  if (xmlBalance(tidied) === "open") throw new DecodeError(protocol, "XML that ends too early", text.length);
  let parsed: readonly ParsedNode[];
  try {
    parsed = nodes(parser.parse(tidied));
  } catch (error) {
    throw new DecodeError(
      protocol,
      `malformed XML: ${error instanceof Error ? error.message.slice(0, 120) : "unknown"}`,
    );
  }
  for (const node of parsed) {
    const tag = tagOf(node);
    if (tag === undefined || tag === TEXT || tag === CDATA) continue;
    return toElement(node, tag);
  }
  throw new DecodeError(protocol, "XML without a document element");
}

const DECLARATION = /^<\?xml(?:\s+[a-z]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\?>/;

/** Whether tags and attributes are as XML has them and there is one declaration at most; decodeXml reads more than that. */
export function isWellFormedXml(text: string): boolean {
  if (text.length > MAX_CHARACTERS || xmlBalance(text) !== "balanced") return false;
  return text.startsWith("<?xml") ? DECLARATION.test(text) && text.lastIndexOf("<?xml") === 0 : !text.includes("<?xml");
}

/** Compares as this module does: without prefix and case. */
export function isXmlNamed(element: XmlElement, name: string): boolean {
  return element.name.toLowerCase() === name.toLowerCase();
}

/** The first child of that name. */
export function xmlChild(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => isXmlNamed(child, name));
}

/** Text of the first child of that name: null when there is none, empty when it is empty. */
export function xmlChildText(element: XmlElement, name: string): string | null {
  return xmlChild(element, name)?.text ?? null;
}

/** Every element below this one that fits, in document order. */
export function xmlDescendants(element: XmlElement, fits: string | ((element: XmlElement) => boolean)): XmlElement[] {
  const test = typeof fits === "string" ? (candidate: XmlElement) => isXmlNamed(candidate, fits) : fits;
  return element.children.flatMap((child) => [...(test(child) ? [child] : []), ...xmlDescendants(child, test)]);
}

/** The namespace the element is in by its own declarations, null when it declares none. */
export function xmlNamespace(element: XmlElement): string | null {
  return element.attributes.get(element.prefix === "" ? "xmlns" : `xmlns:${element.prefix}`) ?? null;
}
