/** A blob's bytes as they come: one of gigabytes is never in memory. */
export async function* blobPieces(blob: Blob): AsyncGenerator<Uint8Array, void> {
  const reader = blob.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
