import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BringUpOptions } from "../lab.ts";
import { bringUpDeviceSite } from "./device-lab.ts";
import { addressOnly } from "./device-network.ts";
import { judge, type JudgedDevice, type Judgement } from "./judge.ts";
import type { Site } from "./model.ts";
import { scanSite, type FoundDevice, type SiteScan } from "./scan-site.ts";

/** The table of `npm run lab -- devices`. */

/** As promised: a whole scan of a /24, and the first device of it. */
const scanLimitMs = 6_000;
const firstDeviceLimitMs = 1_000;

export interface ScannedSite {
  readonly scan: SiteScan;
  readonly judgement: Judgement;
}

/** Scans a site as a person would and takes it down. @throws Error when the scan could not be made. */
export async function scanFreshSite(site: Site, options: BringUpOptions = {}): Promise<ScannedSite> {
  const dataFolder = mkdtempSync(join(tmpdir(), "farsite-devices-"));
  const lab = await bringUpDeviceSite(site, options);
  try {
    const scan = await scanSite(lab, dataFolder);
    return { scan, judgement: judge(site, scan) };
  } finally {
    await lab.down();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

const widths = [32, 34, 44] as const;
const line = (...cells: readonly string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join(" ")
    .trimEnd();

const words = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(" ");
const summary = ({ brand, model, role }: Pick<FoundDevice, "brand" | "model" | "role">): string =>
  words(brand ?? "?", role, model);

/** The table's lines, and whether everything is as promised. */
export function siteTable({ scan, judgement }: ScannedSite): { lines: string[]; isAsPromised: boolean } {
  const { devices, extra } = judgement;
  const bad = devices.filter(({ wrong }) => wrong.length > 0);
  const missed = devices.filter(({ found }) => found === null);
  const totals: [what: string, value: string, isRight: boolean][] = [
    ["devices found", `${devices.length - missed.length} of ${devices.length}`, missed.length === 0],
    ["devices with something wrong", String(bad.length), bad.length === 0],
    ["records of nobody", String(extra.length), extra.length === 0],
    ["about the site", judgement.wrong.join("; ") || "ok", judgement.wrong.length === 0],
    [
      "first device",
      `${Math.round(scan.firstDeviceMs ?? Number.NaN)} ms`,
      (scan.firstDeviceMs ?? Infinity) <= firstDeviceLimitMs,
    ],
    ["the whole scan", `${Math.round(scan.durationMs)} ms`, scan.durationMs <= scanLimitMs],
    ["left undone", scan.circumstances.unfinished.join(", ") || "nothing", scan.circumstances.unfinished.length === 0],
  ];
  return {
    lines: [
      line("device", "truth", "found", ""),
      ...devices.map(row),
      ...extra.map((found) => line("(nobody)", found.addresses[0]?.address ?? "", summary(found), "EXTRA")),
      "",
      ...totals.map(([what, value, isRight]) => `${isRight ? " " : "!"} ${what.padEnd(30)} ${value}`),
    ],
    isAsPromised: totals.every(([, , isRight]) => isRight),
  };
}

function row({ device, found, wrong }: JudgedDevice): string {
  const address = addressOnly(device.cards[0]);
  return line(
    `${device.name} ${address}`,
    summary(device),
    found === null ? "-" : summary(found),
    wrong.length === 0 ? "ok" : `WRONG: ${wrong.join("; ")}`,
  );
}
