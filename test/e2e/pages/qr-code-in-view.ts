import type { Locator, Page } from "@playwright/test";
import { decodeQR } from "qr/decode.js";

/** The text of the code in view, read off its drawing. */
export async function textOfQrCode(page: Page, within: Locator = page.getByRole("dialog")): Promise<string> {
  const svg = within.locator("svg[role=img]");
  const [, , side = 0] = ((await svg.getAttribute("viewBox")) ?? "").split(" ").map(Number);
  const path = (await svg.locator("path").getAttribute("d")) ?? "";
  const SCALE = 4;
  const width = side * SCALE;
  const data = new Uint8Array(width * width * 4).fill(255);
  const quiet = 4;
  for (const [, x = "", y = "", run = ""] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = 0; row < SCALE; row++) {
      const start = ((Number(y) + quiet) * SCALE + row) * width + (Number(x) + quiet) * SCALE;
      for (let pixel = start; pixel < start + Number(run) * SCALE; pixel++) data.fill(0, pixel * 4, pixel * 4 + 3);
    }
  return decodeQR({ width, height: width, data });
}
