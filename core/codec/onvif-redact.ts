/**
 * Some devices (Bosch, Reolink) send the whole security header of the question back, with the digest of the password and the nonce
 * it was made with: enough to guess the password offline. Media addresses may hold the login itself.
 */

/** `<wsse:Security ...>` and what may stand alone, with its signs written out or escaped (an echo inside a fault). */
const SECRET_ELEMENT =
  /(<|&lt;)([A-Za-z0-9_.-]{0,40}:)?(Security|UsernameToken|Password|Nonce|BinarySecurityToken)(?=[\s/>&])/gi;
/** `rtsp://admin:secret@192.168.1.10/` */
const URL_LOGIN = /(:\/\/)[^\s/@"'<>]{1,400}@/g;
/** `?usr=admin&pwd=secret`, and Xiongmai's `/user=admin_password=secret_channel=1`. */
const URL_PASSWORD = /((?:password|passwd|pass|pwd)=)[^&_\s"'<>]{1,200}/gi;

const EMPTY_TAG = /^<[^<>]*\/>/;
const MAX_TAG_CHARACTERS = 1_000;
const REMOVED = "…";

/** The text with everything taken out that a login could be made of. Safe for raw records, logs and exports. */
export function redactSecurity(text: string): string {
  let kept = "";
  let from = 0;
  SECRET_ELEMENT.lastIndex = 0;
  for (let match = SECRET_ELEMENT.exec(text); match !== null; match = SECRET_ELEMENT.exec(text)) {
    const [opening, sign = "<", prefix = "", name = ""] = match;
    const closing = `${sign}/${prefix}${name}`;
    const emptyTag = EMPTY_TAG.exec(text.slice(match.index, match.index + MAX_TAG_CHARACTERS));
    const end = emptyTag === null ? text.indexOf(closing, match.index) : match.index + emptyTag[0].length;
    kept +=
      text.slice(from, match.index) +
      (emptyTag === null ? `${opening}${sign === "<" ? ">" : "&gt;"}${REMOVED}` : emptyTag[0]);
    // Without an end it goes on to the end of the text: better too much than the password.
    from = end === -1 ? text.length : end;
    SECRET_ELEMENT.lastIndex = from;
  }
  return (kept + text.slice(from)).replace(URL_LOGIN, `$1${REMOVED}@`).replace(URL_PASSWORD, `$1${REMOVED}`);
}

/** Names of the elements in a text that hold parts of a login, as written. */
export function secretElements(text: string): readonly string[] {
  const leaves = [...text.matchAll(SECRET_ELEMENT)].filter(([, , , name]) => /^(?:password|nonce)$/i.test(name ?? ""));
  return [...new Set(leaves.map(([, , prefix = "", name = ""]) => `${prefix}${name}`))].slice(0, 8);
}
