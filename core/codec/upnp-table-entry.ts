/** One entry of a router's port table (WANIPConnection:1 section 2.4.14, GetGenericPortMappingEntry). */
export interface UpnpTableEntry {
  /** Empty: from anywhere. */
  readonly remoteHost: string;
  readonly externalPort: number;
  readonly transport: "tcp" | "udp";
  readonly internalClient: string;
  readonly internalPort: number;
  readonly enabled: boolean;
  readonly description: string;
  /** Seconds left; 0: for ever. */
  readonly leaseSeconds: number;
}

const MAX_HOST_CHARACTERS = 80;
const MAX_DESCRIPTION_CHARACTERS = 200;

function portOf(text: string | undefined): number | null {
  if (text === undefined || !/^[0-9]{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port <= 65_535 ? port : null;
}

/** Routers write 1, true, yes and Enabled; an entry is on unless it says that it is not. */
const isOff = (text: string | undefined): boolean => /^(?:0|false|no|off|disabled)$/i.test(text ?? "");

/** 4294967295 is how some write "for ever"; what is no number is taken so, too, as that is the case that matters. */
function leaseOf(text: string | undefined): number {
  const seconds = /^[0-9]{1,10}$/.test(text ?? "") ? Number(text) : 0;
  return seconds >= 0xffffffff ? 0 : seconds;
}

/**
 * Reads an entry from the output arguments of GetGenericPortMappingEntry. Null where the ports, the protocol or the host are
 * missing or make no sense: such an answer says nothing about an open port.
 */
export function upnpTableEntry(args: Readonly<Record<string, string>>): UpnpTableEntry | null {
  const externalPort = portOf(args["NewExternalPort"]);
  const internalPort = portOf(args["NewInternalPort"]);
  const transport = args["NewProtocol"]?.trim().toLowerCase();
  const internalClient = args["NewInternalClient"]?.slice(0, MAX_HOST_CHARACTERS) ?? "";
  if (externalPort === null || internalPort === null || internalClient === "") return null;
  if (transport !== "tcp" && transport !== "udp") return null;
  return {
    remoteHost: args["NewRemoteHost"]?.slice(0, MAX_HOST_CHARACTERS) ?? "",
    externalPort,
    transport,
    internalClient,
    internalPort,
    enabled: !isOff(args["NewEnabled"]),
    description: args["NewPortMappingDescription"]?.slice(0, MAX_DESCRIPTION_CHARACTERS) ?? "",
    leaseSeconds: leaseOf(args["NewLeaseDuration"]),
  };
}
