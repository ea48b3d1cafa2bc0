import { encodeQR } from "qr";
import { useMemo, type ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** Modules of white around the code, without which readers don't find it (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;
/** The encoder draws no code without a margin of its own; the quiet zone is drawn here, where it is part of the picture's size. */
const FRAME = 1;
/** Codes of more modules a side need all the room there is to be read off a screen. */
const DENSE_MODULES = 85;

type QrCodeProps = {
  text: string;
  /** What it is for; the same must be had in another way, since a code can't be read out. */
  label: string;
  /** What to do with it, and the other ways. */
  children: ReactNode;
};

/**
 * A text as a QR code, black on white in either theme: readers expect it so, and an inverted one is often not read. Its words stand
 * beside it, or under it where it is dense.
 */
export function QrCode({ text, label, children }: QrCodeProps) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  const side = size + 2 * QUIET_ZONE;
  const isDense = size > DENSE_MODULES;
  return (
    <div className="@container">
      <div className={classNames("grid grid-cols-1 items-start gap-5", !isDense && "@lg:grid-cols-2")}>
        <svg
          role="img"
          aria-label={label}
          viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
          shapeRendering="crispEdges"
          className={classNames(
            "mx-auto block aspect-square w-full rounded-small bg-code-light forced-color-adjust-none",
            isDense ? "max-w-[min(40rem,80dvh)]" : "max-w-[min(26rem,60dvh)]",
          )}
        >
          <path d={path} className="fill-code-dark" />
        </svg>
        <div className="flex min-w-0 flex-col gap-4">{children}</div>
      </div>
    </div>
  );
}

/** The dark modules as one path, each run of a row as one rectangle. */
function qrPath(text: string): { size: number; path: string } {
  // Shown on a screen a code has no scratches: the least correction makes the largest modules.
  const framed = encodeQR(text, "raw", { ecc: "low", border: FRAME });
  const rows = framed.slice(FRAME, -FRAME).map((row) => row.slice(FRAME, -FRAME));
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
