import { formatHubLine, hubName, parseHubLine, type HubAddress } from "#core/team/hub-address.ts";

/** What was pasted: the line of `farsite hub add`, with or without its password. */
export type PastedLine =
  | { step: "empty" }
  | { step: "wrong" }
  | { step: "read"; address: HubAddress; password: string | null; name: string; url: string };

export function pastedLine(text: string): PastedLine {
  if (text.trim() === "") return { step: "empty" };
  const line = parseHubLine(text);
  if (line === undefined) return { step: "wrong" };
  const { address, password } = line;
  return { step: "read", address, password, name: hubName(address), url: formatHubLine(address) };
}

/** A certificate as a text (RFC 7468, section 5); whether it is a good one, the host finds out. */
export const looksLikePem = (text: string): boolean =>
  /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(text);
