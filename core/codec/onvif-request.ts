import { encodeUtf8, toBase64 } from "./byte-text.ts";
import { escapeXml } from "./xml.ts";

/** Questions to an ONVIF device: SOAP 1.2, with a WS-Security user name token where a login is given. None changes anything. */

type NoArguments = Readonly<Record<string, never>>;
type ProfileArguments = { readonly profileToken: string };

/** What each operation is asked with. Media operations are those of the first media service, which every device with video has. */
export type OnvifArguments = {
  GetSystemDateAndTime: NoArguments;
  GetDeviceInformation: NoArguments;
  GetCapabilities: NoArguments;
  GetServices: NoArguments;
  GetScopes: NoArguments;
  GetHostname: NoArguments;
  GetNetworkInterfaces: NoArguments;
  GetNetworkProtocols: NoArguments;
  GetNetworkDefaultGateway: NoArguments;
  GetDNS: NoArguments;
  GetNTP: NoArguments;
  GetIPAddressFilter: NoArguments;
  GetProfiles: NoArguments;
  GetSnapshotUri: ProfileArguments;
  GetStreamUri: ProfileArguments;
};
export type OnvifOperation = keyof OnvifArguments;

/** A login for one request (OASIS WS-Security UsernameToken Profile 1.1). The device's clock decides whether `created` is accepted. */
export type OnvifSecurity = {
  readonly userName: string;
  readonly password: string;
  /** Fresh for every request, 16 bytes. */
  readonly nonce: Uint8Array;
  /** ISO 8601 in UTC, by the device's own clock: most refuse what is minutes off. */
  readonly created: string;
  readonly sha1: (bytes: Uint8Array) => Uint8Array;
};

export type OnvifRequest = {
  readonly body: string;
  /** The Content-Type field, which names the action as SOAP 1.2 does. */
  readonly contentType: string;
  readonly action: string;
};

const DEVICE_SERVICE = "http://www.onvif.org/ver10/device/wsdl";
const MEDIA_SERVICE = "http://www.onvif.org/ver10/media/wsdl";
const SCHEMA = "http://www.onvif.org/ver10/schema";
const SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
const UTILITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const TOKEN_PROFILE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
const BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

function serviceOf(operation: OnvifOperation): string {
  switch (operation) {
    case "GetProfiles":
    case "GetSnapshotUri":
    case "GetStreamUri":
      return MEDIA_SERVICE;
    default:
      return DEVICE_SERVICE;
  }
}

function argumentsOf(operation: OnvifOperation, { profileToken }: { profileToken?: string }): string {
  const token = `<o:ProfileToken>${escapeXml(profileToken ?? "")}</o:ProfileToken>`;
  switch (operation) {
    case "GetCapabilities":
      return "<o:Category>All</o:Category>";
    case "GetServices":
      return "<o:IncludeCapability>false</o:IncludeCapability>";
    case "GetSnapshotUri":
      return token;
    case "GetStreamUri":
      return (
        `<o:StreamSetup><tt:Stream xmlns:tt="${SCHEMA}">RTP-Unicast</tt:Stream>` +
        `<tt:Transport xmlns:tt="${SCHEMA}"><tt:Protocol>RTSP</tt:Protocol></tt:Transport></o:StreamSetup>${token}`
      );
    default:
      return "";
  }
}

/** PasswordDigest (section 3.1): Base64(SHA-1(nonce + created + password)). */
function securityHeader({ userName, password, nonce, created, sha1 }: OnvifSecurity): string {
  const digest = sha1(Uint8Array.from([...nonce, ...encodeUtf8(created + password)]));
  return (
    `<s:Header><w:Security s:mustUnderstand="1" xmlns:w="${SECURITY}"><w:UsernameToken>` +
    `<w:Username>${escapeXml(userName)}</w:Username>` +
    `<w:Password Type="${TOKEN_PROFILE}#PasswordDigest">${toBase64(digest)}</w:Password>` +
    `<w:Nonce EncodingType="${BASE64}">${toBase64(nonce)}</w:Nonce>` +
    `<u:Created xmlns:u="${UTILITY}">${escapeXml(created)}</u:Created>` +
    `</w:UsernameToken></w:Security></s:Header>`
  );
}

/**
 * A request, to be sent by POST to the service's address.
 *
 * @throws RangeError for a profile token or user name that XML cannot carry
 */
export function onvifRequest<Operation extends OnvifOperation>(
  operation: Operation,
  args: OnvifArguments[Operation],
  security?: OnvifSecurity,
): OnvifRequest {
  const service = serviceOf(operation);
  const action = `${service}/${operation}`;
  return {
    action,
    contentType: `application/soap+xml; charset=utf-8; action="${action}"`,
    body:
      `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">` +
      (security === undefined ? "" : securityHeader(security)) +
      `<s:Body><o:${operation} xmlns:o="${service}">${argumentsOf(operation, args)}</o:${operation}></s:Body></s:Envelope>`,
  };
}
