import { isXmlNamed, xmlChild, xmlChildText, xmlDescendants, type XmlElement } from "./xml.ts";

/** Why a device refused, in SOAP 1.2's form or in 1.1's, which old firmwares answer with. */
export type OnvifFault = {
  /** From the outermost to the innermost subcode: `SOAP-ENV:Sender`, `ter:NotAuthorized`. */
  readonly codes: readonly string[];
  /** Empty when it gives one without words, null when it gives none. */
  readonly reason: string | null;
  readonly detail: string | null;
  /** It wants a login, or a better one; comes with HTTP 400, 401, 403 and 500 alike. */
  readonly notAuthorized: boolean;
  /** It doesn't know the operation. */
  readonly notSupported: boolean;
};

const MAX_CODES = 8;
/** ONVIF Core, generic faults (`ter:`), and WS-Security section 12. */
const LOGIN_CODES =
  /(?:^|:)(?:NotAuthorized|FailedAuthentication|FailedCheck|InvalidSecurity|InvalidSecurityToken|Unauthorized)$/i;
/** Said with a code that means no more than "your fault". */
const LOGIN_WORDS = /not authori[sz]ed|unauthori[sz]ed|authority failure|authentication (?:failed|failure|error)/i;
const UNKNOWN_CODES = /(?:^|:)(?:Optional)?Action(?:NotSupported|NotImplemented)$/i;

function codesOf(fault: XmlElement): string[] {
  const first = xmlChild(fault, "Code");
  if (first === undefined) return [xmlChildText(fault, "faultcode") ?? ""].filter((code) => code !== "");
  return [first, ...xmlDescendants(first, "Subcode")]
    .map((code) => xmlChildText(code, "Value") ?? "")
    .filter((code) => code !== "")
    .slice(0, MAX_CODES);
}

function reasonOf(fault: XmlElement): string | null {
  const reason = xmlChild(fault, "Reason");
  return reason === undefined ? xmlChildText(fault, "faultstring") : (xmlChildText(reason, "Text") ?? reason.text);
}

function detailOf(fault: XmlElement): string | null {
  const detail = xmlChild(fault, "Detail");
  if (detail === undefined) return null;
  const texts = [detail, ...xmlDescendants(detail, () => true)].map(({ text }) => text);
  return texts.find((text) => text !== "") ?? null;
}

/** Reads a Fault element. */
export function readOnvifFault(fault: XmlElement): OnvifFault {
  const codes = codesOf(fault);
  const reason = reasonOf(fault);
  const detail = detailOf(fault);
  return {
    codes,
    reason,
    detail,
    notAuthorized: codes.some((code) => LOGIN_CODES.test(code)) || LOGIN_WORDS.test(`${reason ?? ""} ${detail ?? ""}`),
    notSupported: codes.some((code) => UNKNOWN_CODES.test(code)),
  };
}

/** The fault in a SOAP body, wherever it stands. */
export function findFault(body: XmlElement): XmlElement | undefined {
  return isXmlNamed(body, "Fault") ? body : xmlDescendants(body, "Fault")[0];
}
