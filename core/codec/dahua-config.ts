import { flagIn, listIn, type KeyValues } from "./key-values.ts";

/**
 * Settings of a Dahua device (`/cgi-bin/configManager.cgi?action=getConfig&name=…`, HTTP API for IPC and DVR). Absent is null or an
 * empty list, texts are as written. Names and passwords of the cameras, which stand beside these, are not read.
 */

export type DahuaInterface = {
  readonly name: string;
  readonly physicalAddress: string | null;
  readonly ipAddress: string | null;
  readonly subnetMask: string | null;
  readonly defaultGateway: string | null;
  readonly dns: readonly string[];
  readonly dhcp: boolean | null;
};

export type DahuaFilter = {
  readonly enabled: boolean | null;
  readonly mode: "allow" | "deny" | null;
  readonly entries: readonly string[];
};

export type DahuaChannel = { readonly number: number; readonly name: string | null; readonly address: string | null };

const MAX_ENTRIES = 256;
const MAX_CHANNEL = 4_096;

/** `Network`: the interface that it goes out by first. */
export function readDahuaNetwork(values: KeyValues): DahuaInterface[] {
  const names = [...values.keys()].flatMap((key) => /^table\.Network\.([\w-]{1,40})\.IPAddress$/.exec(key)?.[1] ?? []);
  const first = values.get("table.Network.DefaultInterface");
  return names
    .toSorted((a, b) => Number(b === first) - Number(a === first))
    .map((name) => {
      const at = `table.Network.${name}`;
      const text = (key: string) => values.get(`${at}.${key}`) || null;
      return {
        name,
        physicalAddress: text("PhysicalAddress"),
        ipAddress: text("IPAddress"),
        subnetMask: text("SubnetMask"),
        defaultGateway: values.get(`${at}.DefaultGateway`) ?? null,
        dns: listIn(values, `${at}.DnsServers`, 8).filter((server) => server !== ""),
        dhcp: flagIn(values, `${at}.DhcpEnable`),
      };
    });
}

/** `AccessFilter`: `TrustList` lets only its own in, `BannedList` keeps its own out. */
export function readDahuaFilter(values: KeyValues): DahuaFilter {
  const type = values.get("table.AccessFilter.Type")?.toLowerCase() ?? "";
  const mode = type.startsWith("trust") ? "allow" : type.startsWith("ban") ? "deny" : null;
  const list = mode === "deny" ? "BannedList" : "TrustList";
  return {
    enabled: flagIn(values, "table.AccessFilter.Enable"),
    mode,
    entries: listIn(values, `table.AccessFilter.${list}`, MAX_ENTRIES).filter((entry) => entry !== ""),
  };
}

const REMOTE_DEVICE = /^table\.RemoteDevice\.(?:uuid:)?System_CONFIG_NETCAMERA_INFO_(\d{1,4})\.Enable$/;

/** `RemoteDevice`: cameras that a recorder takes its pictures from; unused slots are there too, switched off. */
export function readDahuaChannels(values: KeyValues): DahuaChannel[] {
  return [...values].flatMap(([key, value]) => {
    const slot = Number(REMOTE_DEVICE.exec(key)?.[1] ?? MAX_CHANNEL);
    if (slot >= MAX_CHANNEL || !/^true$/i.test(value)) return [];
    const at = key.slice(0, -".Enable".length);
    const name = values.get(`${at}.VideoInputs[0].Name`) || values.get(`${at}.Name`) || null;
    return [{ number: slot + 1, name, address: values.get(`${at}.Address`) || null }];
  });
}

/** `LogicDeviceManager.cgi?action=getCameraState`: whether a camera is connected, by channel from 1. */
export function readDahuaStates(values: KeyValues): ReadonlyMap<number, boolean> {
  const states = new Map<number, boolean>();
  for (const [key, value] of values) {
    const at = /^(states\[\d{1,4}\])\.channel$/i.exec(key)?.[1];
    if (at === undefined || !/^\d{1,4}$/.test(value)) continue;
    const state = values.get(`${at}.connectionState`) ?? values.get(`${at}.ConnectionState`);
    if (state !== undefined) states.set(Number(value) + 1, /^connected$/i.test(state));
  }
  return states;
}
