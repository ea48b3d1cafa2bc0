import { decodeQR } from "qr/decode.js";
import { useEffect, useRef, useState } from "react";

/** Why there is no picture. */
export type CameraTrouble = "denied" | "none" | "busy";
export type CameraState = { step: "starting" } | { step: "on" } | { step: "failed"; why: CameraTrouble };

/** Several looks a second find a code that is held still, and leave the machine time for everything else. */
const LOOK_EVERY_MS = 150;
/** A dense code needs about four pixels a module; more pixels only take longer. */
const MAX_LOOK_PIXELS = 800;

/** What a failure to get a camera means to the person (Media Capture and Streams, section 10.2, getUserMedia). */
export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError" || name === "TypeError") return "none";
  return "busy";
}

/** The square in the middle of a picture, scaled down to what is looked at. */
export function middleSquare(width: number, height: number): { x: number; y: number; side: number; pixels: number } {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side, pixels: Math.min(side, MAX_LOOK_PIXELS) };
}

/** Reads one QR code by the camera, which is on only as long as this is in view. The picture is shown in the element that takes `ref`. */
export function useCamera(onText: (text: string) => void): {
  ref: (element: HTMLVideoElement | null) => void;
  state: CameraState;
  again: () => void;
} {
  const [picture, setPicture] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<CameraState>({ step: "starting" });
  const report = useRef(onText);
  useEffect(() => {
    report.current = onText;
  }, [onText]);

  useEffect(() => {
    if (picture === null) return undefined;
    return watchCamera(picture, {
      onOn: () => setState({ step: "on" }),
      onText: (text) => report.current(text),
      onTrouble: (why) => setState({ step: "failed", why }),
    });
  }, [picture]);

  // The element is gone while a trouble is shown; with the next one everything begins anew.
  return { ref: setPicture, state, again: () => setState({ step: "starting" }) };
}

type CameraEvents = { onOn: () => void; onText: (text: string) => void; onTrouble: (why: CameraTrouble) => void };

/** Switches the camera on and looks for a code until one is found, it fails, or the returned function is called. */
function watchCamera(picture: HTMLVideoElement, { onOn, onText, onTrouble }: CameraEvents): () => void {
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });

  function stop(): void {
    over = true;
    clearTimeout(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    picture.srcObject = null;
  }

  function fail(error: unknown): void {
    if (over) return;
    stop();
    onTrouble(troubleOf(error));
  }

  function look(): void {
    if (over || drawing === null) return;
    const text = textIn(picture, canvas, drawing);
    if (text === null) {
      timer = setTimeout(look, LOOK_EVERY_MS);
      return;
    }
    stop();
    onText(text);
  }

  async function start(): Promise<void> {
    // Absent where the page is not a secure context or the browser has no cameras at all.
    const devices = "mediaDevices" in navigator ? navigator.mediaDevices : null;
    if (devices === null) throw new DOMException("no media devices", "NotFoundError");
    const opened = await devices.getUserMedia({
      audio: false,
      video: { facingMode: "environment", width: { ideal: 1_280 }, height: { ideal: 720 } },
    });
    if (over) return opened.getTracks().forEach((track) => track.stop());
    stream = opened;
    // Unplugged, or taken by the system.
    opened.getVideoTracks()[0]?.addEventListener("ended", () => fail(new DOMException("ended", "NotReadableError")));
    picture.srcObject = opened;
    await picture.play();
    if (over) return;
    onOn();
    look();
  }

  start().catch(fail);
  return stop;
}

/** The text of the code that a picture shows; null: none is seen in it. */
function textIn(
  picture: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  drawing: CanvasRenderingContext2D,
): string | null {
  const { x, y, side, pixels } = middleSquare(picture.videoWidth, picture.videoHeight);
  if (pixels === 0) return null;
  if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
  drawing.drawImage(picture, x, y, side, side, 0, 0, pixels, pixels);
  try {
    return decodeQR(drawing.getImageData(0, 0, pixels, pixels));
  } catch {
    // Most pictures show no code, or not all of it: the next one may.
    return null;
  }
}
