import { useEffect, useState } from "react";
import { showCamera, type CameraTrouble } from "./camera-stream.ts";

export type PhotoCameraState = { step: "starting" } | { step: "on" } | { step: "failed"; why: CameraTrouble };

/** As sharp as it gives; what is more than a photo keeps is made smaller afterwards. */
const SHARP = { width: { ideal: 2_560 }, height: { ideal: 1_440 } } as const;
/** It is encoded once more when it is made ready, so nothing is saved here. */
const STILL_QUALITY = 0.95;

export type Camera = { id: string; label: string };

/** A camera for taking photos, on only as long as the element that takes `ref` is in view. `cameraId` null: the one that looks away. */
export function usePhotoCamera(cameraId: string | null): {
  ref: (element: HTMLVideoElement | null) => void;
  state: PhotoCameraState;
  /** All that there are; their names are known once one is on. */
  cameras: readonly Camera[];
  /** The one that is on; null: none yet. */
  chosenId: string | null;
  /** The picture of this moment; null: there is none (yet). */
  shoot: () => Promise<Blob | null>;
  again: () => void;
} {
  const [picture, setPicture] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<PhotoCameraState>({ step: "starting" });
  const [cameras, setCameras] = useState<readonly Camera[]>([]);
  const [chosenId, setChosenId] = useState<string | null>(cameraId);

  useEffect(() => {
    if (picture === null) return undefined;
    let isOver = false;
    const look = (): void =>
      void navigator.mediaDevices.enumerateDevices().then(
        (devices) => !isOver && setCameras(camerasIn(devices)),
        // Without a list there is nothing to choose, which hurts nobody.
        () => {},
      );
    const wish = cameraId === null ? { facingMode: "environment" } : { deviceId: { exact: cameraId } };
    const stop = showCamera(
      picture,
      { ...wish, ...SHARP },
      {
        onOn() {
          const { srcObject } = picture;
          const [track] = srcObject instanceof MediaStream ? srcObject.getVideoTracks() : [];
          setChosenId(track?.getSettings().deviceId ?? cameraId);
          setState({ step: "on" });
          look();
          navigator.mediaDevices.addEventListener("devicechange", look);
        },
        onTrouble: (why) => setState({ step: "failed", why }),
      },
    );
    return () => {
      isOver = true;
      if ("mediaDevices" in navigator) navigator.mediaDevices.removeEventListener("devicechange", look);
      stop();
    };
  }, [picture, cameraId]);

  async function shoot(): Promise<Blob | null> {
    if (picture === null || picture.videoWidth === 0) return null;
    const canvas = new OffscreenCanvas(picture.videoWidth, picture.videoHeight);
    const drawing = canvas.getContext("2d", { alpha: false });
    if (drawing === null) return null;
    drawing.drawImage(picture, 0, 0);
    return canvas.convertToBlob({ type: "image/jpeg", quality: STILL_QUALITY });
  }

  // The element is gone while a trouble is shown; with the next one everything begins anew.
  return { ref: setPicture, state, cameras, chosenId, shoot, again: () => setState({ step: "starting" }) };
}

const camerasIn = (devices: readonly MediaDeviceInfo[]): Camera[] =>
  devices
    .filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
