import { parseJson } from "../parse-json.ts";
import { DecodeError } from "./decode-error.ts";
import { jsonRecord, jsonText } from "./json-fields.ts";
import { flagIn, type KeyValues } from "./key-values.ts";

/** Answers of Axis' VAPIX, by the VAPIX library: JSON of the newer interfaces, and `param.cgi`. Absent is null or an empty list. */

export type AxisDeviceInfo = {
  readonly brand: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly firmware: string | null;
};

export type AxisNetwork = {
  readonly mac: string | null;
  readonly address: string | null;
  readonly subnetMask: string | null;
  readonly gateway: string | null;
  readonly dns: readonly string[];
  readonly dhcp: boolean | null;
  readonly hostName: string | null;
  readonly filter: {
    readonly enabled: boolean;
    readonly mode: "allow" | "deny";
    readonly entries: readonly string[];
  } | null;
  /** Whether it opens ports on the router by itself. */
  readonly natTraversal: boolean | null;
};

const MAX_ENTRIES = 256;

/** The `data` of a JSON answer. Throws DecodeError for an error and for anything else. */
function dataOf(text: string): ReturnType<typeof jsonRecord> & object {
  const answer = jsonRecord(parseJson(text));
  const data = answer === null ? null : jsonRecord(answer["data"]);
  if (data === null) throw new DecodeError("vapix", "no data in it", 0);
  return data;
}

/** `basicdeviceinfo.cgi`, `getAllProperties`. Throws DecodeError. */
export function readAxisDeviceInfo(text: string): AxisDeviceInfo {
  const properties = jsonRecord(dataOf(text)["propertyList"]);
  if (properties === null) throw new DecodeError("vapix", "no properties in it", 0);
  return {
    brand: jsonText(properties, "Brand"),
    model: jsonText(properties, "ProdShortName") ?? jsonText(properties, "ProdNbr"),
    serialNumber: jsonText(properties, "SerialNumber"),
    firmware: jsonText(properties, "Version"),
  };
}

/** `time.cgi`, `getDateTimeInfo`: ISO 8601 in UTC. Throws DecodeError. */
export function readAxisTime(text: string): string | null {
  return jsonText(dataOf(text), "dateTime");
}

/** `param.cgi` of firmwares before 6.50, groups `Brand`, `Properties.Firmware` and `Properties.System`. */
export function readAxisBrand(values: KeyValues): AxisDeviceInfo {
  const text = (key: string) => parameter(values, key) || null;
  return {
    brand: text("Brand.Brand"),
    model: text("Brand.ProdShortName") ?? text("Brand.ProdNbr"),
    serialNumber: text("Properties.System.SerialNumber"),
    firmware: text("Properties.Firmware.Version"),
  };
}

/** `param.cgi`, group `Network`. */
export function readAxisNetwork(values: KeyValues): AxisNetwork {
  const text = (...keys: readonly string[]) =>
    keys.map((key) => parameter(values, `Network.${key}`)).find((value) => value !== undefined && value !== "") ?? null;
  const bootProto = text("BootProto")?.toLowerCase();
  const servers = text("Resolver.NameServerList")?.split(/[\s,]+/) ?? [text("DNSServer1"), text("DNSServer2")];
  return {
    mac: text("eth0.MACAddress"),
    address: text("eth0.IPAddress", "IPAddress"),
    subnetMask: text("eth0.SubnetMask", "SubnetMask"),
    gateway: text("Routing.DefaultRouter", "DefaultRouter"),
    dns: servers.flatMap((server) => server || []).slice(0, 8),
    dhcp: bootProto === "dhcp" ? true : bootProto === "none" || bootProto === "static" ? false : null,
    hostName: text("HostName"),
    filter: filterIn(values),
    natTraversal: flagAt(values, "Network.UPnP.NATTraversal.Enabled"),
  };
}

function filterIn(values: KeyValues): AxisNetwork["filter"] {
  const enabled = flagAt(values, "Network.Filter.Enabled");
  if (enabled === null) return null;
  const mode = parameter(values, "Network.Filter.Input.Policy")?.toLowerCase() === "deny" ? "deny" : "allow";
  const list = parameter(values, "Network.Filter.Input.AcceptAddresses") ?? "";
  return {
    enabled,
    mode,
    entries: list
      .split(/[\s,]+/)
      .flatMap((entry) => entry || [])
      .slice(0, MAX_ENTRIES),
  };
}

/** `param.cgi`, group `Time`; null when it does not say where its time comes from. */
export function readAxisTimeServer(values: KeyValues): boolean | null {
  const source = parameter(values, "Time.SyncSource");
  return source === undefined || source === "" ? null : source.toUpperCase() === "NTP";
}

/** Most firmwares write `root.` before every name. */
function parameter(values: KeyValues, key: string): string | undefined {
  return values.get(`root.${key}`) ?? values.get(key);
}

const flagAt = (values: KeyValues, key: string): boolean | null => flagIn(values, `root.${key}`) ?? flagIn(values, key);
