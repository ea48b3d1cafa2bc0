import type { Device } from "../lan/device.ts";
import { noteFor } from "../lan/device-notes.ts";
import type { DeviceNote } from "../lan/scan-record.ts";
import { message, type Message } from "../nat/diagnosis.ts";

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). Where lists are separated by semicolons, a
 * cell may as well begin behind one of those, or on a new line, whatever stands around it.
 */
const FORMULA_START = /(^|[;\t\r\n]\s*)(?=[=+\-@\t\r])/g;

/** Excel reads a file as UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = "\ufeff";

type Link = Device["links"][number];

type Table = {
  /** The texts of the file's language. */
  say: (message: Message) => string;
  /** What spreadsheets of that language expect between two cells: a semicolon where the comma stands in numbers. */
  separator: "," | ";";
  /** What of a device's links is worth a cell. */
  linksOf: (device: Device) => readonly Link[];
};

const COLUMNS: readonly {
  key: string;
  of: (device: Device, note: DeviceNote | null, table: Table) => string | null | undefined;
}[] = [
  { key: "name", of: (device, note) => note?.name ?? device.name?.value },
  { key: "role", of: (device, _, { say }) => say(message(`deviceRole.${device.role.value}`)) },
  { key: "brand", of: ({ brand }) => brand?.value },
  { key: "model", of: ({ model }) => model?.value },
  { key: "firmware", of: ({ firmware }) => firmware?.value },
  { key: "serialNumber", of: ({ serialNumber }) => serialNumber?.value },
  { key: "address", of: ({ addresses }) => addresses[0]?.address },
  { key: "furtherAddresses", of: ({ addresses }) => joined(addresses.slice(1).map(({ address }) => address)) },
  { key: "mac", of: ({ macs }) => joined(macs) },
  { key: "maker", of: ({ maker }) => maker },
  { key: "ports", of: ({ ports }) => joined(ports.map(({ transport, port }) => `${transport}/${port}`)) },
  { key: "webPages", of: (device, _, { linksOf }) => urls(linksOf(device), "web") },
  { key: "streams", of: (device, _, { linksOf }) => urls(linksOf(device), "rtsp") },
  {
    key: "activated",
    of: ({ activated }, _, { say }) =>
      activated === null ? null : say(message(`deviceTable.${activated ? "yes" : "no"}`)),
  },
  { key: "findings", of: ({ findings }, _, { say }) => joined(findings.map(({ title }) => say(title))) },
  { key: "note", of: (_, note) => note?.note },
];

/**
 * Devices as a table for spreadsheets (RFC 4180, UTF-8 with a byte order mark), with the names and notes that the person gave.
 * What a spreadsheet would run as a formula gets an apostrophe before it: names come from devices, and anybody may have set them.
 */
export function deviceCsv(devices: readonly Device[], notes: readonly DeviceNote[], table: Table): string {
  const head = COLUMNS.map(({ key }) => table.say(message(`deviceTable.${key}`)));
  const rows = devices.map((device) => {
    const note = noteFor(notes, device.keys);
    return COLUMNS.map(({ of }) => of(device, note, table) ?? "");
  });
  return BYTE_ORDER_MARK + [head, ...rows].map((cells) => `${cells.map(field).join(table.separator)}\r\n`).join("");
}

const joined = (parts: readonly string[]): string => parts.join("; ");
const urls = (links: readonly Link[], kind: Link["kind"]): string =>
  joined(links.filter((link) => link.kind === kind).map(({ url }) => url));

/** RFC 4180 section 2: quoted where it holds a separator, a quote or a line break; quotes inside are doubled. */
function field(text: string): string {
  const safe = text.replace(FORMULA_START, "$1'");
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
