import { DecodeError } from "./decode-error.ts";

/** Settings as Dahua's CGI and Axis' param.cgi write them: `table.Network.eth0.MTU=1500`, one to a line. */
export type KeyValues = ReadonlyMap<string, string>;

/** A recorder's table of 256 cameras has about 20,000 lines. */
const MAX_LINES = 40_000;
const MAX_VALUE_CHARACTERS = 1_000;
/** `table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_0.VideoInputs[0].Name` */
const LINE = /^([A-Za-z][\w.:[\]-]{0,200})=(.*)$/;

/**
 * The keys and values of an answer, of doubled keys the first; lines of another form (`# Error: …`) say nothing. Throws DecodeError
 * for an answer without any: an error text, a web page.
 */
export function readKeyValues(text: string): KeyValues {
  if (text.trimStart().startsWith("<")) throw new DecodeError("key-values", "markup in place of settings", 0);
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/, MAX_LINES)) {
    const [, key = "", value = ""] = LINE.exec(line.trim()) ?? [];
    if (key !== "" && !found.has(key)) found.set(key, value.slice(0, MAX_VALUE_CHARACTERS).trim());
  }
  if (found.size === 0) throw new DecodeError("key-values", "no settings in it", 0);
  return found;
}

/** Null when the value is absent or neither. */
export function flagIn(values: KeyValues, key: string): boolean | null {
  switch (values.get(key)?.toLowerCase()) {
    case "true":
    case "yes":
    case "1":
      return true;
    case "false":
    case "no":
    case "0":
      return false;
    default:
      return null;
  }
}

/** `Name[0]=a`, `Name[1]=b`; ends with the first that is missing. */
export function listIn(values: KeyValues, key: string, most: number): string[] {
  const list: string[] = [];
  for (let index = 0; index < most; index += 1) {
    const value = values.get(`${key}[${index}]`);
    if (value === undefined) break;
    list.push(value);
  }
  return list;
}
