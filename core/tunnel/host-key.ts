/** The fingerprint in what ssh-keygen wrote, or a person typed: "SHA256:" and 43 letters, blanks between them as well. Null: there is none. */
export function fingerprintIn(text: string): string | null {
  const [, digest] = /SHA256:\s*((?:[A-Za-z0-9+/]\s*){43})(?![A-Za-z0-9+/])/.exec(text) ?? [];
  return digest === undefined ? null : `SHA256:${digest.replaceAll(/\s/g, "")}`;
}
