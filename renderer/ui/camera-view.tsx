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

/** What the camera sees, whole; what is taken is what is shown. */
export function PhotoCameraView({ label, ref }: { label: string; ref: Ref<HTMLVideoElement> }) {
  return (
    <div className="mx-auto aspect-video w-full max-w-[min(48rem,80dvh)] overflow-hidden rounded-control border border-line bg-sunken">
      <video ref={ref} aria-label={label} muted playsInline className="size-full object-contain" />
    </div>
  );
}

/** The picture that was taken, in the place of what the camera saw. */
export function PhotoStill({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto aspect-video w-full max-w-[min(48rem,80dvh)] overflow-hidden rounded-control border border-accent bg-sunken">
      {children}
    </div>
  );
}
