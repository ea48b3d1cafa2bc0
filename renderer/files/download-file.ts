/** Long enough for the browser to have opened the file; after that the memory is given back. */
const OBJECT_URL_LIFETIME_MS = 60_000;

/** Hands a file to the browser (or the desktop shell's save dialog) under a name. */
export function downloadFile(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), OBJECT_URL_LIFETIME_MS);
}
