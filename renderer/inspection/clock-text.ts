import type { Text } from "../i18n/language.tsx";

/** Less than this is nothing that anybody notices in a recording. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** How far a device's clock is off, in words; null: it did not tell. */
export function clockText(offsetSeconds: number | null, { t, longDuration }: Text): string | null {
  if (offsetSeconds === null) return null;
  if (Math.abs(offsetSeconds) <= CLOCK_TOLERANCE_SECONDS) return t("ui.device.clockRight");
  const time = longDuration(Math.abs(offsetSeconds));
  return t(offsetSeconds > 0 ? "ui.device.clockAhead" : "ui.device.clockBehind", { time });
}
