import type { AdapterKind } from "./adapter-kind.ts";

/**
 * macOS `networksetup -listallhardwareports`: device -> kind. Each port is a block of three lines, its name, its device and
 * its MAC, each behind a label and a colon; only "Wi-Fi" (once "AirPort") is read, which is the same in every language.
 */
export function parseHardwarePorts(text: string): Map<string, AdapterKind> {
  const ports = new Map<string, AdapterKind>();
  for (const block of text.split(/\n[ \t\r]*\n/)) {
    const [port, device] = block
      .trim()
      .split(/\r?\n/)
      .map((line) => /^[^:]{1,80}: +(.{1,120})$/.exec(line)?.[1]?.trim());
    if (port === undefined || device === undefined || !/^[a-z]{2,10}\d{1,4}$/.test(device)) continue;
    ports.set(device, kindOf(port, device));
  }
  return ports;
}

function kindOf(port: string, device: string): AdapterKind {
  if (/wi-?fi|airport/i.test(port)) return "wifi";
  if (/^(?:bridge|vmnet|ap|awdl|llw|anpi)/.test(device)) return "virtual";
  // A phone's data line comes in over USB or Bluetooth: no cable to the site's network.
  if (/iphone|ipad|bluetooth/i.test(port)) return "unknown";
  return device.startsWith("en") ? "ethernet" : "unknown";
}
