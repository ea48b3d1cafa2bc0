/** Why there is no picture. */
export type CameraTrouble = "denied" | "none" | "busy";

/** What a failure to get a camera means to the person (Media Capture and Streams, section 10.2, getUserMedia). */
export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError" || name === "TypeError") return "none";
  return "busy";
}

export type CameraStreamEvents = { onOn: () => void; onTrouble: (why: CameraTrouble) => void };

/** Shows what a camera sees until it fails or the returned function is called; the camera is off then. */
export function showCamera(
  picture: HTMLVideoElement,
  wish: MediaTrackConstraints,
  { onOn, onTrouble }: CameraStreamEvents,
): () => void {
  let stream: MediaStream | null = null;
  let over = false;

  function stop(): void {
    over = true;
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    picture.srcObject = null;
  }

  function fail(error: unknown): void {
    if (over) return;
    stop();
    onTrouble(troubleOf(error));
  }

  async function start(): Promise<void> {
    // Absent where the page is not a secure context or the browser has no cameras at all.
    const devices = "mediaDevices" in navigator ? navigator.mediaDevices : null;
    if (devices === null) throw new DOMException("no media devices", "NotFoundError");
    const opened = await devices.getUserMedia({ audio: false, video: wish });
    if (over) return opened.getTracks().forEach((track) => track.stop());
    stream = opened;
    // Unplugged, or taken by the system.
    opened.getVideoTracks()[0]?.addEventListener("ended", () => fail(new DOMException("ended", "NotReadableError")));
    picture.srcObject = opened;
    await picture.play();
    if (!over) onOn();
  }

  start().catch(fail);
  return stop;
}
