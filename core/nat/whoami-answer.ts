import { canonicalAddress, isUsableAsPublicAddress } from "../net/ip-address.ts";

/** The address in a "what is my IP" page: plain text, or JSON with an `ip` member. Null when there is no public one. */
export function addressInWhoamiAnswer(body: string): string | null {
  const address = canonicalAddress(textOf(body.trim()));
  return address && isUsableAsPublicAddress(address) ? address : null;
}

function textOf(body: string): string {
  if (!body.startsWith("{")) return body;
  try {
    const value: unknown = JSON.parse(body);
    const ip = typeof value === "object" && value !== null && "ip" in value ? value.ip : null;
    return typeof ip === "string" ? ip : "";
  } catch {
    return "";
  }
}
