/**
 * One word for a POSIX shell, whatever is in it.
 *
 * @throws RangeError for NUL, which no argument of a program can hold
 */
export function shellQuoted(text: string): string {
  if (text.includes("\0")) throw new RangeError("a shell's word can't hold NUL");
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** One word for PowerShell, which takes the typographic quotation marks for the plain one. @throws RangeError for NUL */
export function powerShellQuoted(text: string): string {
  if (text.includes("\0")) throw new RangeError("a word of PowerShell can't hold NUL");
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}
