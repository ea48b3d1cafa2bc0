import type { RtspWords } from "../lan/fingerprints/rtsp-words.ts";
import { headerValue } from "./header-fields.ts";
import { rtspChallenges, type RtspAnswer } from "./rtsp.ts";
import type { SessionDescription } from "./sdp.ts";

/** What of an answer and of a description may tell who made the device. */
export function rtspWords(answer: RtspAnswer | null, description: SessionDescription | null): RtspWords {
  const headers = answer?.headers ?? [];
  return {
    startLine: answer === null ? "" : `${answer.protocol} ${answer.statusCode}`,
    server: headerValue(headers, "server"),
    realms: rtspChallenges(headers).flatMap(({ realm }) => realm ?? []),
    session: [description?.tool, description?.sessionName, description?.origin].filter(
      (line) => typeof line === "string",
    ),
    attributes: description?.attributes ?? [],
    headerNames: headers.map(({ name }) => name),
  };
}
