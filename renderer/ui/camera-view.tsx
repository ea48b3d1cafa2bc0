import type { ReactNode, Ref } from "react";

/** What the camera sees, square, with the place to hold a code marked; it is looked at, not read out. */
export function CameraView({ label, ref }: { label: string; ref: Ref<HTMLVideoElement> }) {
  return (
    <div className="relative mx-auto aspect-square w-full max-w-[min(24rem,55dvh)] overflow-hidden rounded-control border border-line bg-sunken">
      <video ref={ref} aria-label={label} muted playsInline className="size-full object-cover" />
      <div aria-hidden className="pointer-events-none absolute inset-[8%] rounded-control border-2 border-accent" />
    </div>
  );
}

/**
 * What the camera sees, whole. `still`: the picture that was taken, in front of it; the camera stays on, so that the next one needs no
 * waiting.
 */
export function PhotoCameraView({
  label,
  ref,
  still,
}: {
  label: string;
  ref: Ref<HTMLVideoElement>;
  still: ReactNode;
}) {
  return (
    <div className="relative mx-auto aspect-video w-full max-w-[min(48rem,80dvh)] overflow-hidden rounded-control border border-line bg-sunken">
      <video
        ref={ref}
        aria-label={label}
        aria-hidden={still !== null}
        muted
        playsInline
        className="size-full object-contain"
      />
      {still !== null && <div className="absolute inset-0 bg-sunken">{still}</div>}
    </div>
  );
}
