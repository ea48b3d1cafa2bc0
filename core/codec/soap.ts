import { DecodeError } from "./decode-error.ts";
import { firstWins } from "./header-fields.ts";
import { decodeXml, escapeXml, isXmlNamed, xmlChild, xmlChildText, xmlDescendants, type XmlElement } from "./xml.ts";

/** SOAP 1.1 as UPnP uses it for control (UPnP Device Architecture 1.1 section 3.2). */

export interface SoapCall {
  /** `urn:schemas-upnp-org:service:WANIPConnection:1`, exactly as the description says. */
  readonly serviceType: string;
  readonly action: string;
  /** In the order of the service's specification: some gateways read by position. */
  readonly args: Readonly<Record<string, string | number>>;
}

export interface SoapRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type SoapResponse =
  /** Output arguments by name; one the gateway left out is missing here too. */
  | { readonly kind: "ok"; readonly args: Readonly<Record<string, string>> }
  /** `errorCode` is null when the fault carries no UPnPError. */
  | { readonly kind: "fault"; readonly errorCode: number | null; readonly errorDescription: string }
  /** Well-formed, but neither an answer to this action nor a fault. */
  | { readonly kind: "missing-response" };

const ENVELOPE_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";
const ENCODING_STYLE = "http://schemas.xmlsoap.org/soap/encoding/";
/** The service type comes from the gateway and goes into a header line. */
const SERVICE_TYPE = /^[A-Za-z0-9:._-]{1,200}$/;
const XML_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;
/** No action answers with more arguments. */
const MAX_ARGUMENTS = 200;

/**
 * A control request.
 *
 * @throws RangeError for a service type, action or argument name that is none, and for values that XML cannot carry.
 */
export function encodeSoapCall(call: SoapCall): SoapRequest {
  if (!SERVICE_TYPE.test(call.serviceType)) throw new RangeError("not a service type");
  for (const name of [call.action, ...Object.keys(call.args)]) {
    if (!XML_NAME.test(name)) throw new RangeError(`not an XML name: ${name.slice(0, 100)}`);
  }
  const args = Object.entries(call.args).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  return {
    headers: {
      "Content-Type": 'text/xml; charset="utf-8"',
      SOAPAction: `"${call.serviceType}#${call.action}"`,
    },
    body:
      `<?xml version="1.0"?>\r\n<s:Envelope xmlns:s="${ENVELOPE_NAMESPACE}" s:encodingStyle="${ENCODING_STYLE}">` +
      `<s:Body><u:${call.action} xmlns:u="${call.serviceType}">${args.join("")}</u:${call.action}></s:Body></s:Envelope>\r\n`,
  };
}

/** Digits only: a code is three of them, vendors' own are up to five. */
function parseCode(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^[0-9]{1,5}$/.test(text) ? Number(text) : null;
}

function textBelow(element: XmlElement, name: string): string | null {
  return xmlDescendants(element, name)[0]?.text ?? null;
}

/** A broken tag around it, such as `<UPnPErrorxmlns="...">`, does not hide the code in it. */
function decodeFault(fault: XmlElement): SoapResponse {
  const description = textBelow(fault, "errorDescription") ?? xmlChildText(fault, "faultstring") ?? "";
  return { kind: "fault", errorCode: parseCode(textBelow(fault, "errorCode")), errorDescription: description };
}

/** What can be read of a fault whose XML cannot be. */
function recoverFault(text: string): SoapResponse | undefined {
  const code = /<(?:[A-Za-z0-9_]{1,40}:)?errorCode>\s{0,100}([0-9]{1,5})\s{0,100}</i.exec(text)?.[1];
  if (code === undefined) return undefined;
  const description = /<(?:[A-Za-z0-9_]{1,40}:)?errorDescription>([^<]{0,1000})</i.exec(text)?.[1] ?? "";
  return { kind: "fault", errorCode: Number(code), errorDescription: description.trim() };
}

/** `<u:XResponse>`; the namespace glued to the name (`<u:XResponsexmlns:u="...">`) is forgiven. */
function isResponse(element: XmlElement, action: string | null): boolean {
  const name = element.name.toLowerCase();
  if (action === null) return /^[a-z_][a-z0-9_]*response(?:xmlns.*)?$/s.test(name);
  const wanted = `${action}response`.toLowerCase();
  return name === wanted || name.startsWith(`${wanted}xmlns`);
}

/**
 * Decodes the answer to `action`; null takes the answer to any. Throws DecodeError for text that is no XML or no SOAP. Read
 * it whatever the HTTP status was: faults come with 500, but also with 200.
 */
export function decodeSoapResponse(text: string, action: string | null): SoapResponse {
  if (text.trim() === "") throw new DecodeError("soap", "empty body", 0);
  let root: XmlElement;
  try {
    root = decodeXml(text, "soap");
  } catch (error) {
    const recovered = recoverFault(text);
    if (recovered === undefined) throw error;
    return recovered;
  }
  const body = isXmlNamed(root, "Envelope") ? (xmlChild(root, "Body") ?? root) : root;
  const below = [body, ...xmlDescendants(body, () => true)];
  const fault = below.find((element) => isXmlNamed(element, "Fault")) ?? below.find((e) => isXmlNamed(e, "UPnPError"));
  if (fault !== undefined) return decodeFault(fault);
  const response = below.find((element) => isResponse(element, action));
  if (response !== undefined) {
    const args = response.children.slice(0, MAX_ARGUMENTS).map((child) => [child.name, child.text] as const);
    return { kind: "ok", args: firstWins(args) };
  }
  if (!isXmlNamed(root, "Envelope")) throw new DecodeError("soap", `<${root.name.slice(0, 40)}> is no SOAP envelope`);
  return { kind: "missing-response" };
}

/** The action an answer says it belongs to, by its response element; null when the text has none that can be seen. */
export function soapResponseAction(text: string): string | null {
  return /<(?:[A-Za-z0-9_.-]{1,40}:)?([A-Za-z_][A-Za-z0-9_]{0,99})Response(?:[\s/>]|xmlns)/.exec(text)?.[1] ?? null;
}
