import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSize, placeWindow, readSavedWindow, saveWindow } from "../../../main/electron/window-bounds.ts";

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beamer = { x: 1440, y: 0, width: 1920, height: 1080 };

describe("placeWindow", () => {
  it("lets the system choose the first place", () => {
    expect(placeWindow(undefined, [laptop])).toEqual({ bounds: { width: 1280, height: 860 }, maximized: false });
  });

  it("puts the window back where it was", () => {
    const saved = { bounds: { x: 1500, y: 40, width: 1100, height: 700 }, maximized: true };
    expect(placeWindow(saved, [laptop, beamer])).toEqual(saved);
  });

  it.each([
    ["its screen is gone", { x: 1500, y: 40, width: 1100, height: 700 }],
    ["only a sliver would show", { x: 1400, y: 40, width: 1100, height: 700 }],
    ["the title bar would be above the screen", { x: 0, y: -400, width: 1100, height: 700 }],
    ["the title bar would be below the screen", { x: 0, y: 890, width: 1100, height: 700 }],
  ])("keeps the size but not the place when %s", (_, bounds) => {
    expect(placeWindow({ bounds, maximized: false }, [laptop]).bounds).toEqual({ width: 1100, height: 700 });
  });

  it("is never smaller than its least size, nor larger than a screen that can hold that", () => {
    const part = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(part, part, size, size, (x, y, width, height) => {
        const { bounds } = placeWindow({ bounds: { x, y, width, height }, maximized: false }, [laptop, beamer]);
        expect(bounds.width).toBeGreaterThanOrEqual(leastSize.width);
        expect(bounds.height).toBeGreaterThanOrEqual(leastSize.height);
        expect(bounds.width).toBeLessThanOrEqual(beamer.width);
        expect(bounds.height).toBeLessThanOrEqual(beamer.height);
      }),
    );
  });

  it("reads back what it saved and forgets what is broken", () => {
    const folder = mkdtempSync(join(tmpdir(), "farsite-window-"));
    const file = join(folder, "window.json");
    const state = { bounds: { x: 1, y: 2, width: 1100, height: 700 }, maximized: false };
    expect(readSavedWindow(file)).toBeUndefined();
    saveWindow(file, state);
    expect(readSavedWindow(file)).toEqual(state);
    for (const broken of ["", "{", '{"bounds":{"x":"1"}}', '{"bounds":{"x":1e400,"y":0,"width":-1,"height":1}}']) {
      writeFileSync(file, broken);
      expect(readSavedWindow(file)).toBeUndefined();
    }
    saveWindow(join(folder, "missing", "window.json"), state);
    rmSync(folder, { recursive: true });
  });
});
