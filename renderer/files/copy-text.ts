/** Puts text on the clipboard; rejects where the shell does not allow it. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
