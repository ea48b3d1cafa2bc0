const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})/;

/**
 * The device's clock minus the laptop's in seconds, as people read both: by the time of day that it shows, whatever zone it writes
 * behind it. Factories set +08:00, and installers then set the hands. Undefined for a text that is no time.
 */
export function shownClockOffset(text: string | null, at: Date): number | undefined {
  const [, date = "", time = ""] = LOCAL_TIME.exec(text ?? "") ?? [];
  // Without a zone it is read by the laptop's: they are on one site.
  return offsetSeconds(new Date(`${date}T${time}`), at);
}

/** The same for a time in UTC. */
export function utcClockOffset(text: string | null, at: Date): number | undefined {
  return offsetSeconds(new Date(text ?? ""), at);
}

function offsetSeconds(device: Date, at: Date): number | undefined {
  const seconds = Math.round((device.getTime() - at.getTime()) / 1_000);
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}
