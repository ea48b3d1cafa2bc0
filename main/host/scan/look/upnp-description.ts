import { claimsOfUpnpDescription } from "#core/lan/upnp-device.ts";
import { parseHttpUrl, sameHost } from "#core/net/http-url.ts";
import { pageText } from "../../net/page-text.ts";
import type { Conversation } from "./conversation.ts";
import { askWeb } from "./web-request.ts";

const MAX_DESCRIPTION_BYTES = 128 * 1_024;

/** The description behind an SSDP answer, when it is on the address that answered. */
export async function lookAtUpnpDescription(conversation: Conversation, location: string): Promise<void> {
  const url = parseHttpUrl(location);
  if (url === undefined || !sameHost(url.host, conversation.target.address)) return;
  const answer = await askWeb(conversation, {
    port: url.port,
    secure: false,
    target: url.target,
    maxBytes: MAX_DESCRIPTION_BYTES,
  });
  if (answer?.statusCode !== 200) return;
  try {
    conversation.say("upnp-description", url.port, claimsOfUpnpDescription(pageText(answer), location), answer.raw);
  } catch {
    // No description: nothing is known by it.
  }
}
