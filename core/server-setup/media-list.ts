import type { MediaPlan, MediaStream } from "./media-plan.ts";
import { mediaUserName, percent, sourceUrl, streamName } from "./media-plan.ts";
import { checked } from "./values.ts";

/** A stream as the server is told of it. `password` null: it keeps the one that it has for this stream. */
export type ToldStream = MediaStream;

/** A viewer with the hash of their token. */
export interface ToldViewer {
  readonly name: string;
  readonly hash: string;
  readonly streams: readonly string[];
}

/**
 * What `farsite-apply media` reads: `protocols hls rtsp`, then `stream NAME SCHEME ADDRESS PORT PATH USER PASSWORD`, then
 * `viewer NAME HASH STREAM,STREAM`. User and password stand percent-encoded behind a `=`; `keep` in a password's place is the one that
 * the server has, `-` is none.
 *
 * @throws RangeError
 */
export function mediaList({
  streams,
  viewers,
  protocols,
}: {
  readonly streams: readonly ToldStream[];
  readonly viewers: readonly ToldViewer[];
  readonly protocols: MediaPlan["protocols"];
}): string {
  const names = new Set(streams.map(({ name }) => streamName(name)));
  if (names.size !== streams.length) throw new RangeError("two streams of one name");
  return [
    ["protocols", ...new Set(protocols)].join(" "),
    ...streams.map(({ name, source }) => {
      // All of its parts are held against their shapes there.
      sourceUrl(source);
      const { scheme, address, port, path, userName, password } = source;
      const user = userName === null ? "-" : `=${percent(userName)}`;
      const secret = password === null ? "keep" : `=${percent(password)}`;
      return ["stream", name, scheme, address, port, path, user, userName === null ? "-" : secret].join(" ");
    }),
    ...viewers
      .filter(({ streams: wanted }) => wanted.length > 0)
      .map(({ name, hash, streams: wanted }) => {
        for (const one of wanted) if (!names.has(one)) throw new RangeError(`viewer ${name}: no stream ${one}`);
        return `viewer ${mediaUserName(name)} ${checked("viewer's hash", hash, /^[A-Za-z0-9+/]{43}=$/)} ${wanted.join(",")}`;
      }),
    "",
  ].join("\n");
}
