import { message } from "../nat/diagnosis.ts";
import type { ProofResult } from "./proof-record.ts";
import { spokenWords, type Heard } from "./spoken-words.ts";
import type { ThroughAnswer } from "./through-answer.ts";

/**
 * What an answer at a hosted relay's address proves. The relay speaks RTSP and HTTP itself, whether or not the site's box is there, and its
 * certificate and server's name are its own: only a stream that it can describe, or the page's own title, come from the device.
 *
 * @param inside what the device said in its own network; null: it could not be asked
 */
export function behindRelay(
  answer: ThroughAnswer,
  inside: Heard | null,
): Pick<ProofResult, "sameDevice" | "strength" | "remark"> {
  const { stream, remark } = answer;
  const says = answer.answer?.says ?? null;
  const isSame = says !== null && inside !== null && spokenWords(inside)?.says === says;
  const isDescribed = stream !== null || remark?.key === "through.stream.not-played";
  if (isSame || isDescribed) return { sameDevice: isSame ? "yes" : "unknown", strength: "proof", remark };
  return { sameDevice: "unknown", strength: "weak", remark: message("through.relay-itself", { says: says ?? "-" }) };
}
