import { decodeQR } from "qr/decode.js";
import { useEffect, useRef, useState } from "react";
import { showCamera, type CameraStreamEvents, type CameraTrouble } from "./camera-stream.ts";

export type CameraState = { step: "starting" } | { step: "on" } | { step: "failed"; why: CameraTrouble };

/** Several looks a second find a code that is held still, and leave the machine time for everything else. */
const LOOK_EVERY_MS = 150;
/** A dense code needs about four pixels a module; more pixels only take longer. */
const MAX_LOOK_PIXELS = 800;

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

type CameraEvents = CameraStreamEvents & { onText: (text: string) => void };

/** Switches the camera on and looks for a code until one is found, it fails, or the returned function is called. */
function watchCamera(picture: HTMLVideoElement, { onOn, onText, onTrouble }: CameraEvents): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  const switchOff = showCamera(
    picture,
    { facingMode: "environment", width: { ideal: 1_280 }, height: { ideal: 720 } },
    {
      onOn() {
        onOn();
        look();
      },
      onTrouble(why) {
        clearTimeout(timer);
        onTrouble(why);
      },
    },
  );

  function stop(): void {
    clearTimeout(timer);
    switchOff();
  }

  function look(): void {
    if (drawing === null) return;
    const text = textIn(picture, canvas, drawing);
    if (text === null) {
      timer = setTimeout(look, LOOK_EVERY_MS);
      return;
    }
    stop();
    onText(text);
  }

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
