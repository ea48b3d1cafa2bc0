import { join } from "node:path";
import type { Page } from "@playwright/test";

/** Pictures for README and docs, in both themes: only where `FARSITE_SCREENSHOTS` names a folder. */
export async function inBothThemes(page: Page, name: string): Promise<void> {
  const folder = process.env["FARSITE_SCREENSHOTS"];
  if (!folder) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: "disabled" });
  }
}
