import { encodeQR } from "qr";
import { useMemo } from "react";

/** Modules of white around the code, without which readers don't find it (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;
/** Up to this many modules a side, every second screen pixel of a webcam still tells two of them apart. */
const DENSE_MODULES = 97;

/**
 * A text as a QR code, black on white in either theme: readers expect it so, and an inverted one is often not read. `label` says what it
 * is for; the same must be had in another way, since a code can't be read out.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  const side = size + 2 * QUIET_ZONE;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      shapeRendering="crispEdges"
      className={
        // The more there is in it, the larger it must be shown to be read from a screen.
        size > DENSE_MODULES
          ? "mx-auto block aspect-square w-full max-w-[min(34rem,78dvh)] rounded-small bg-code-light forced-color-adjust-none"
          : "mx-auto block aspect-square w-full max-w-[min(24rem,60dvh)] rounded-small bg-code-light forced-color-adjust-none"
      }
    >
      <path d={path} className="fill-code-dark" />
    </svg>
  );
}

/** The dark modules as one path, each run of a row as one rectangle. */
function qrPath(text: string): { size: number; path: string } {
  // Shown on a screen a code has no scratches: the least correction makes the largest modules.
  const rows = encodeQR(text, "raw", { ecc: "low", border: 0 });
  const path = rows
    .map((row, y) => {
      const line = row.map((dark) => (dark ? "1" : "0")).join("");
      return [...line.matchAll(/1+/g)]
        .map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`)
        .join("");
    })
    .join("");
  return { size: rows.length, path };
}
