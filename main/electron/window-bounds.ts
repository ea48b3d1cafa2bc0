import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

export const leastSize = { width: 1024, height: 640 };
const usualSize = { width: 1280, height: 860 };
/** So much of the window must be on a screen for a person to be able to grab it. */
const GRABBABLE_PX = 120;

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Rectangle = z.infer<typeof rectangle>;

const savedWindow = z.object({ bounds: rectangle, maximized: z.boolean() });
export type SavedWindow = z.infer<typeof savedWindow>;

export interface WindowPlacement {
  readonly bounds: { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number };
  readonly maximized: boolean;
}

function overlap(aStart: number, aLength: number, bStart: number, bLength: number): number {
  return Math.min(aStart + aLength, bStart + bLength) - Math.max(aStart, bStart);
}

/**
 * Where the window goes: where it was, unless that screen is gone or smaller now.
 * @param screens work areas of all screens, the main one first
 */
export function placeWindow(saved: SavedWindow | undefined, screens: readonly Rectangle[]): WindowPlacement {
  const clamp = (size: number, least: number, most: number): number => Math.max(least, Math.min(size, most));
  const wanted = saved?.bounds;
  const screen = wanted
    ? screens.find(
        (area) =>
          overlap(wanted.x, wanted.width, area.x, area.width) >= GRABBABLE_PX &&
          // The title bar is at the top: a window whose top is above the screen can't be moved.
          wanted.y >= area.y &&
          wanted.y + GRABBABLE_PX <= area.y + area.height,
      )
    : undefined;
  const area = screen ?? screens[0] ?? { x: 0, y: 0, ...usualSize };
  const { width, height } = wanted ?? usualSize;
  const size = {
    width: clamp(width, leastSize.width, area.width),
    height: clamp(height, leastSize.height, area.height),
  };
  const position = wanted && screen ? { x: wanted.x, y: wanted.y } : {};
  return { bounds: { ...size, ...position }, maximized: saved?.maximized ?? false };
}

/** What was saved, undefined when nothing (readable) was. */
export function readSavedWindow(file: string): SavedWindow | undefined {
  try {
    return savedWindow.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Losing the window's place is not worth a message. */
export function saveWindow(file: string, state: SavedWindow): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // A full disk or a read-only folder is reported by what matters: the store.
  }
}
