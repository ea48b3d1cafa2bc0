/** The protocols this folder reads. */
export type Protocol =
  | "stun"
  | "nat-pmp"
  | "pcp"
  | "ssdp"
  | "http"
  | "xml"
  | "igd"
  | "soap"
  | "trace"
  | "rtsp"
  | "sdp"
  | "ws-discovery"
  | "onvif"
  | "sadp"
  | "dhip"
  | "dahua-v1"
  | "sofia"
  | "mhed"
  | "dns"
  | "netbios"
  | "knx"
  | "bacnet"
  | "ubiquiti"
  | "panasonic"
  | "hanwha"
  | "bosch"
  | "vivotek"
  | "foscam"
  | "vstarcam"
  | "sony"
  | "360vision"
  | "lantronix"
  | "hid"
  | "loxone"
  | "isapi"
  | "key-values"
  | "vapix"
  | "wireguard"
  | "jpeg"
  | "openvpn"
  | "ike"
  | "rehearsal"
  | "turn";

/** The only thing a decoder throws, whatever the bytes: where the data stopped making sense and why. */
export class DecodeError extends Error {
  readonly protocol: Protocol;
  /** Byte offset (character offset for text), null when no single place is wrong. */
  readonly offset: number | null;
  readonly reason: string;

  constructor(protocol: Protocol, reason: string, offset: number | null = null) {
    super(offset === null ? `${protocol}: ${reason}` : `${protocol}: ${reason} (at ${offset})`);
    this.name = "DecodeError";
    this.protocol = protocol;
    this.offset = offset;
    this.reason = reason;
  }
}
