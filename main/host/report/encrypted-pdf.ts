import { HostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";

/**
 * The same PDF, encrypted with AES-256 (ISO 32000-2, security handler revision 6): it opens with the passphrase only. Printing and
 * reading aloud stay allowed.
 *
 * @throws HostError REPORT_FAILED, without a word of what is in it
 */
export async function encryptedPdf(pdf: Uint8Array, passphrase: string): Promise<Uint8Array> {
  // A megabyte of code that few sessions need.
  const { PDFDocument } = await import("@cantoo/pdf-lib");
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    document.encrypt({
      algorithm: "AES-256",
      userPassword: passphrase,
      ownerPassword: passphrase,
      permissions: { printing: "highResolution", contentAccessibility: true },
    });
    // With object streams every string of the document is encrypted, its title among them.
    return await document.save({ useObjectStreams: true });
  } catch (error) {
    throw new HostError("REPORT_FAILED", { detail: errorText(error) }, error);
  }
}
