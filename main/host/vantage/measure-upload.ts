import { randomBytes } from "node:crypto";
import type { ClientRequest } from "node:http";
import { TLSSocket } from "node:tls";
import { uploadSpeed, type UploadSpeed } from "#core/vantage/upload-speed.ts";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_MS } from "#core/vantage/vantage-protocol.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { VantageLink } from "./vantage-link.ts";
import type { SessionEnvironment } from "./vantage-session.ts";

/** So much has left this program so far, for a bar that moves; the vantage alone knows how much arrived. */
export type UploadProgress = { elapsedMs: number; sentBytes: number };

/** Name lookup, two round trips, and an answer that waits behind what a slow line still has to send. */
const AROUND_IT_MS = 15_000;
/** Repeats so rarely that nothing on the way which compresses can see it. */
const NOISE_BYTES = 1_048_576;
const CHUNK_BYTES = 65_536;
const PROGRESS_MS = 200;

/**
 * How fast this site uploads, measured by the vantage: for up to 5 s or 16 MB, whichever is first, so that a slow line is
 * busy for some seconds and a fast one for less.
 *
 * @throws ProbeTrouble, or the resolver's error
 */
export async function measureUpload(
  access: { url: string; token: string },
  { computer, budget }: SessionEnvironment,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: (progress: UploadProgress) => void },
): Promise<UploadSpeed> {
  const deadline = timeoutSignal(MAX_UPLOAD_MS + AROUND_IT_MS, signal);
  const link = new VantageLink(access, { computer, budget, outsideSignal: deadline.signal, randomBytes });
  const ended = new AbortController();
  try {
    const family = await link.family();
    // A wrong token or clock shows before anything large is sent.
    await link.view(family);
    const write = (request: ClientRequest): void => pour(request, ended.signal, onProgress);
    const speed = uploadSpeed(await link.upload(family, write, deadline.signal));
    if (speed === null) throw new ProbeTrouble("silent", "silent");
    return speed;
  } finally {
    ended.abort();
    link.close();
    deadline.end();
  }
}

/** Sends noise until the answer is there, and not a byte longer: a customer's line is not to be kept full. */
function pour(request: ClientRequest, signal: AbortSignal, onProgress?: (progress: UploadProgress) => void): void {
  const noise = randomBytes(NOISE_BYTES);
  const startedMs = performance.now();
  let sentBytes = 0;
  let answered = false;
  const write = (): void => {
    if (answered) return;
    while (sentBytes < MAX_UPLOAD_BYTES) {
      const at = sentBytes % NOISE_BYTES;
      const length = Math.min(CHUNK_BYTES, NOISE_BYTES - at, MAX_UPLOAD_BYTES - sentBytes);
      sentBytes += length;
      if (!request.write(noise.subarray(at, at + length))) return;
    }
    request.end();
  };
  const progress = setInterval(
    () => onProgress?.({ elapsedMs: performance.now() - startedMs, sentBytes: sentBytes - request.writableLength }),
    PROGRESS_MS,
  );
  const stop = (): void => {
    answered = true;
    clearInterval(progress);
  };
  request.on("drain", write);
  request.once("response", (response) => {
    stop();
    response.once("end", () => hangUp(request));
  });
  request.once("close", stop);
  signal.addEventListener("abort", stop, { once: true });
  write();
}

/** With a reset: what waits in the system's buffer would keep a slow line busy for many seconds more. */
function hangUp({ socket }: ClientRequest): void {
  // Only a plain one can be reset; of a TLS one the vantage cuts off the rest.
  if (socket === null || socket instanceof TLSSocket) socket?.destroy();
  else socket.resetAndDestroy();
}
