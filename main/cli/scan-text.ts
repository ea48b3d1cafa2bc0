import type { Device } from "#core/lan/device.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

/** A device as one line: address, what it is, what is to be known first. */
export function deviceLine(device: Device, locale: Locale): string {
  const { t } = createI18n(locale);
  const [first] = device.addresses;
  const what = [device.brand?.value, device.model?.value].filter(Boolean).join(" ");
  const called = device.name && device.name.value !== device.model?.value ? `“${device.name.value}”` : "";
  return [
    (first?.address ?? "").padEnd(ADDRESS_WIDTH),
    t(`deviceRole.${device.role.value}`).padEnd(ROLE_WIDTH),
    [what || (device.maker ?? t("terminal.scan.unknownMaker")), called, device.firmware?.value]
      .filter(Boolean)
      .join("  "),
  ].join("  ");
}

const ADDRESS_WIDTH = 15;
const ROLE_WIDTH = 14;

/** The whole result for a person at a terminal: devices with what is to be done, then what is to be said of the site. */
export function scanText(record: ScanRecord, locale: Locale): string {
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  const lines = record.devices.flatMap((device) => [
    deviceLine(device, locale),
    ...device.findings
      .filter(({ severity }) => severity === "problem" || severity === "warning")
      .map((finding) => `    ! ${say(finding.title)}`),
  ]);
  const about = record.findings.flatMap((finding) => [
    `! ${say(finding.title)}`,
    ...(finding.whatToDo ? [`  ${say(finding.whatToDo)}`] : []),
  ]);
  return [
    t("terminal.scan.found", { count: record.devices.length, seconds: (record.durationMs / 1_000).toFixed(1) }),
    ...lines,
    ...(about.length > 0 ? ["", ...about] : []),
  ].join("\n");
}
