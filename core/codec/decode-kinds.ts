/** What `farsite decode` understands. Apart from the decoders, so that naming the kinds loads none of them. */
export const DECODE_KINDS = [
  "ssdp",
  "igd",
  "soap",
  "natpmp",
  "pcp",
  "stun",
  "wireguard",
  "wsdiscovery",
  "onvif",
  "sadp",
  "dhip",
  "xm",
  "mhed",
  "rtsp",
  "mdns",
  "http",
  "trace",
  "oui",
] as const;
export type DecodeKind = (typeof DECODE_KINDS)[number];
