import type { UploadSpeed } from "#core/vantage/upload-speed.ts";
import type { SessionEnvironment } from "./vantage-session.ts";

/** So much has been sent so far, for a bar that moves; the vantage alone knows how much arrived. */
export type UploadProgress = { elapsedMs: number; sentBytes: number };

/**
 * How fast this site uploads, measured by the vantage: for up to 5 s or 16 MB.
 *
 * @throws ProbeTrouble, or the resolver's error
 */
export async function measureUpload(
  _access: { url: string; token: string },
  _environment: SessionEnvironment,
  _options: { signal: AbortSignal; onProgress?: (progress: UploadProgress) => void },
): Promise<UploadSpeed> {
  throw new Error("not built yet");
}
