import type { HeaderField } from "./header-fields.ts";

/** One way to log in that a 401 offers, in HTTP or RTSP (RFC 9110 section 11.6.1). */
export type OfferedLogin = {
  /** `Digest`, `Basic`; as written. */
  readonly scheme: string;
  /** By name in lower case; of doubled ones the first. */
  readonly parameters: ReadonlyMap<string, string>;
};

const MAX_OFFERS = 8;
/** A scheme and the first of its parameters, at the beginning or behind the parameters of another one. */
const SCHEME = /(?:^|,)\s*([A-Za-z][A-Za-z0-9-]{0,20})(?=\s+[A-Za-z]{1,20}\s*=|\s*$)/g;
/** AVTECH never closes the quote. */
const PARAMETER = /(?:^|[\s,])([a-z]{1,20})\s*=\s*(?:"((?:[^"\\]|\\.){0,2000})"?|([^\s,"]{1,2000}))/gi;

/** Ways to log in, in the order of the answer; several may share a line. */
export function offeredLogins(headers: readonly HeaderField[]): OfferedLogin[] {
  return headers
    .filter(({ name }) => name === "www-authenticate")
    .flatMap(({ value }) => {
      const starts = [...value.matchAll(SCHEME)];
      return starts.map((start, index) => ({
        scheme: start[1] ?? "",
        parameters: parametersIn(value.slice(start.index + start[0].length, starts[index + 1]?.index)),
      }));
    })
    .slice(0, MAX_OFFERS);
}

function parametersIn(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, bare] of text.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
  }
  return parameters;
}
