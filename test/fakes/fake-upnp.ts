import type { Socket as Connection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { closeUdp, tcpOn, udpOn } from "./loopback.ts";
import type { PortTable } from "./port-table.ts";

/** How a fake gateway answers the UPnP search. */
export type SearchManners =
  | "right"
  | "silent"
  | "garbage"
  /** Hundreds of answers of another host first, the gateway's own last. */
  | "flood"
  /** The description lies on another host. */
  | "location-elsewhere"
  | "no-location"
  | "twice"
  /** From another port of the same host, as some routers do. */
  | "other-port"
  /** Another host answers in its stead, for its own description. */
  | "other-host";

/** How its web server answers, for the description and for control alike. */
export type HttpManners =
  | "right"
  | "chunked"
  | "refuse"
  | "garbage"
  | "empty"
  | "close"
  | "huge"
  | "bomb"
  | "byte-at-a-time"
  | "endless"
  | "redirect"
  /** On the same host, without end. */
  | "redirect-chain"
  /** As fast as it is taken. */
  | "gigabyte"
  | "error-500"
  | "never";

/** How control answers once the transport is right. */
export type ControlManners =
  | "right"
  | "refuse"
  | "fault-without-code"
  /** A well-formed answer to a question that was not asked. */
  | "other-action"
  /** Carries a mapping out and never says so. */
  | "silent-on-map"
  | "slow-on-map"
  | "loses-mappings"
  | "refuses-delete"
  | "rewrites-description"
  | "no-such-action"
  /** Has a list, and can't be asked for one entry. */
  | "list-only"
  /** Maps to the asking host only, and calls it a conflict (secure mode of miniupnpd). */
  | "secure"
  /** Grants for ever or not at all. */
  | "permanent-only"
  | "invalid-lease"
  /** Takes no lease that is for ever. */
  | "no-permanent"
  /** Keeps an entry for a week at most, as the second version of the service has it. */
  | "week-at-most"
  /** Says yes, and leads the port to another device. */
  | "leads-elsewhere"
  /** The same, under a name of its own. */
  | "leads-elsewhere-renamed"
  /** Says yes, and leaves the entry switched off. */
  | "adds-disabled"
  /** Every port is taken, unless it may choose one itself. */
  | "conflict"
  /** Shows its first open port under every number. */
  | "repeats-table"
  /** Stops in the middle of its list of open ports. */
  | "breaks-off-table"
  /** Has ever more open ports. */
  | "endless-table"
  | "no-address";

export type UpnpOptions = {
  address: string;
  otherHost: string;
  externalAddress: string;
  search: SearchManners;
  description: HttpManners;
  control: HttpManners;
  answers: ControlManners;
  /** The error code with which it refuses to map. */
  refuseWith?: number;
  /** Replaces parts of the description. */
  describe?: (xml: string) => string;
  /** The lines of several services, by the path of their control address; null: one that fails. */
  lines?: Readonly<Record<string, { status: string; address: string } | null>>;
  table: PortTable;
  counts: { ssdp: number; http: number; bigBytes: number; actions: string[] };
  /** Of the search; 0: any. */
  port: number;
};

const SLOW_MS = 120;
const FLOOD = 600;
const SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1";

export async function startUpnp(
  options: UpnpOptions,
): Promise<{ port: number; httpPort: number; close(): Promise<void> }> {
  const { address, otherHost, counts } = options;
  const http = await tcpOn(address, (connection) => serve(connection, options));
  const elsewhere = await tcpOn(otherHost, (connection) => serve(connection, options));
  if (options.description === "refuse") await http.close();
  const ssdp = await udpOn(address, options.port);
  const otherPort = await udpOn(address);
  const other = await udpOn(otherHost);
  const found = (host: string, port: number): string =>
    `HTTP/1.1 200 OK\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\nSERVER: fake\r\nLOCATION: http://${host}:${port}/rootDesc.xml\r\n\r\n`;
  ssdp.on("message", (_search, from) => {
    counts.ssdp += 1;
    const send = (text: string, socket = ssdp): void => socket.send(text, from.port, from.address, () => {});
    const own = found(address, http.port);
    switch (options.search) {
      case "right":
        return send(own);
      case "silent":
        return;
      case "garbage":
        return send("\u0000\u0001 not a search answer");
      case "flood":
        if (counts.ssdp === 1) for (let n = 0; n < FLOOD; n++) send(found(otherHost, n + 1), other);
        return send(own);
      case "location-elsewhere":
        return send(found(otherHost === address ? "198.51.100.7" : otherHost, elsewhere.port));
      case "no-location":
        return send("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\n\r\n");
      case "twice":
        send(own);
        return send(own);
      case "other-port":
        return send(own, otherPort);
      case "other-host":
        return send(found(otherHost, elsewhere.port), other);
      default:
        options.search satisfies never;
    }
  });
  return {
    port: ssdp.address().port,
    httpPort: http.port,
    close: async () => {
      await Promise.all([...[ssdp, otherPort, other].map(closeUdp), http.close(), elsewhere.close()]);
    },
  };
}

/** A web page of the router's, served in this manner. */
export async function startWebPage(
  address: string,
  manners: HttpManners,
  counts: UpnpOptions["counts"],
): Promise<{ port: number; close(): Promise<void> }> {
  const page = { status: "200 OK", body: "<html><title>Fake gateway</title></html>" };
  return tcpOn(address, (connection) => connection.once("data", () => void write(connection, manners, page, counts)));
}

function serve(connection: Connection, options: UpnpOptions): void {
  let request = "";
  connection.on("data", (chunk) => {
    request += chunk.toString("latin1");
    const head = request.indexOf("\r\n\r\n");
    const length = Number(/content-length: *(\d+)/i.exec(request)?.[1] ?? 0);
    if (head < 0 || request.length < head + 4 + length) return;
    options.counts.http += 1;
    void respond(connection, request, options);
    request = "";
  });
}

async function respond(connection: Connection, request: string, options: UpnpOptions): Promise<void> {
  const isControl = request.startsWith("POST");
  const answer = isControl ? await control(request, options) : { status: "200 OK", body: deviceDescription(options) };
  if (answer) await write(connection, isControl ? options.control : options.description, answer, options.counts);
}

/** Answers one request in this manner. `counts` is told how much of a gigabyte was taken. */
async function write(
  connection: Connection,
  manners: HttpManners,
  { status, body }: { status: string; body: string },
  counts: Pick<UpnpOptions["counts"], "bigBytes">,
): Promise<void> {
  const head = (extra: string): string => `HTTP/1.1 ${status}\r\nContent-Type: text/xml\r\n${extra}\r\n`;
  const whole = `${head(`Content-Length: ${Buffer.byteLength(body)}\r\n`)}${body}`;
  switch (manners) {
    case "right":
      // Never closed by the server, as on many routers: the length has to do.
      connection.write(whole);
      return;
    case "chunked": {
      connection.write(head("Transfer-Encoding: chunked\r\n"));
      for (let at = 0; at < body.length; at += 100) {
        const part = body.slice(at, at + 100);
        connection.write(`${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n0`.slice(0, -1));
        await sleep(1);
      }
      // The last chunk in two pieces.
      connection.write("0\r\n");
      await sleep(5);
      connection.write("\r\n");
      return;
    }
    case "refuse":
    case "close":
      connection.destroy();
      return;
    case "garbage":
      connection.end("\u0000\u0001\u0002 not HTTP at all <<<");
      return;
    case "empty":
      connection.end(head("Content-Length: 0\r\n"));
      return;
    case "huge":
      connection.end(`${head("")}<?xml version="1.0"?><root>${"<device>".repeat(131_072)}`);
      return;
    case "bomb":
      connection.end(`${head("")}${BOMB}`);
      return;
    case "byte-at-a-time":
      for (const byte of whole) {
        if (connection.destroyed) return;
        connection.write(byte);
        await sleep(10);
      }
      return;
    case "endless":
      connection.write(head(""));
      while (!connection.destroyed) {
        connection.write("<a>");
        await sleep(1);
      }
      return;
    case "redirect":
      connection.end("HTTP/1.1 302 Found\r\nLocation: http://198.51.100.7/\r\nContent-Length: 0\r\n\r\n");
      return;
    case "redirect-chain":
      connection.end(`HTTP/1.1 302 Found\r\nLocation: /${Math.random()}\r\nContent-Length: 0\r\n\r\n`);
      return;
    case "gigabyte": {
      connection.write(head(`Content-Length: ${GIGABYTE}\r\n`));
      const chunk = Buffer.alloc(65_536, " ");
      for (let sent = 0; sent < GIGABYTE && !connection.destroyed; sent += chunk.length) {
        counts.bigBytes += chunk.length;
        if (!connection.write(chunk)) await writable(connection);
      }
      return;
    }
    case "error-500":
      connection.end("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\nsorry");
      return;
    case "never":
      return;
    default:
      manners satisfies never;
  }
}

/** Until it takes more, or never will. */
const writable = (connection: Connection): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ["drain", "close"]) connection.once(event, () => resolve());
  });

const GIGABYTE = 2 ** 30;

/** "Billion laughs": 10 to the 9th copies of a word, for a parser that expands entities. */
const BOMB = `<?xml version="1.0"?><!DOCTYPE root [<!ENTITY a0 "ha">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`,
).join("")}]><root><device><friendlyName>&a9;</friendlyName></device></root>`;

function deviceDescription(options: UpnpOptions): string {
  const xml = `<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion><device>
<deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType><friendlyName>Fake</friendlyName>
<manufacturer>Nobody</manufacturer><modelName>Gateway 1</modelName><UDN>uuid:fake-gateway</UDN><deviceList><device>
<deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType><deviceList><device>
<deviceType>urn:schemas-upnp-org:device:WANConnectionDevice:1</deviceType><serviceList><service>
<serviceType>${SERVICE}</serviceType><serviceId>urn:upnp-org:serviceId:WANIPConn1</serviceId>
<SCPDURL>/scpd.xml</SCPDURL><controlURL>/ctl</controlURL><eventSubURL>/evt</eventSubURL>
</service></serviceList></device></deviceList></device></deviceList></device></root>`;
  return options.describe?.(xml) ?? xml;
}

type Answer = { status: string; body: string };

const envelope = (body: string): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

function done(action: string, args: Record<string, string | number> = {}): Answer {
  const inner = Object.entries(args).map(([name, value]) => `<${name}>${value}</${name}>`);
  return {
    status: "200 OK",
    body: envelope(`<u:${action}Response xmlns:u="${SERVICE}">${inner.join("")}</u:${action}Response>`),
  };
}

function fault(code: number | null, text: string): Answer {
  const errorCode = code === null ? "" : `<errorCode>${code}</errorCode>`;
  return {
    status: "500 Internal Server Error",
    body: envelope(
      `<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail><UPnPError xmlns="urn:schemas-upnp-org:control-1-0">${errorCode}<errorDescription>${text}</errorDescription></UPnPError></detail></s:Fault>`,
    ),
  };
}

async function control(request: string, options: UpnpOptions): Promise<Answer | null> {
  const { table, answers, counts } = options;
  const action = /SOAPAction: *"[^"#]*#(\w+)"/i.exec(request)?.[1] ?? "";
  counts.actions.push(action);
  const path = /^POST (\S+)/.exec(request)?.[1] ?? "";
  const line = options.lines?.[path];
  if (line === null) return fault(501, "ActionFailed");
  const value = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(request)?.[1] ?? "";
  if (answers === "other-action") return done("GetNATRSIPStatus", { NewNATEnabled: 1 });
  const transport = value("NewProtocol").toLowerCase() as "udp" | "tcp";
  const externalPort = Number(value("NewExternalPort"));
  switch (action) {
    case "GetExternalIPAddress":
      return done(action, {
        NewExternalIPAddress: answers === "no-address" ? "" : (line?.address ?? options.externalAddress),
      });
    case "GetStatusInfo":
      return done(action, {
        NewConnectionStatus: line?.status ?? "Connected",
        NewLastConnectionError: "ERROR_NONE",
        NewUptime: 4_711,
      });
    case "AddPortMapping": {
      if (answers === "refuse") return fault(501, "ActionFailed");
      if (answers === "fault-without-code") return fault(null, "x".repeat(300));
      if (answers === "conflict") return fault(718, "ConflictInMappingEntry");
      if (answers === "secure" && value("NewInternalClient") !== options.address)
        return fault(718, "ConflictInMappingEntry");
      if (options.refuseWith !== undefined) return fault(options.refuseWith, "No");
      const asked = Number(value("NewLeaseDuration"));
      const lease = answers === "week-at-most" && asked === 0 ? 604_800 : asked;
      if (answers === "no-permanent" && lease === 0) return fault(402, "Invalid Args");
      if (answers === "permanent-only" && lease !== 0) return fault(725, "OnlyPermanentLeasesSupported");
      if (answers === "invalid-lease" && lease !== 0) return fault(402, "Invalid Args");
      const isRenamed = answers === "rewrites-description" || answers === "leads-elsewhere-renamed";
      const description = isRenamed ? "UPnP" : value("NewPortMappingDescription");
      const client = answers.startsWith("leads-elsewhere") ? "127.0.0.99" : value("NewInternalClient");
      const internalPort = Number(value("NewInternalPort"));
      if (answers === "slow-on-map") await sleep(SLOW_MS);
      const entry = { transport, client, internalPort, externalPort, description, nonce: null, leaseSeconds: lease };
      if (answers !== "loses-mappings") table.add({ ...entry, isOff: answers === "adds-disabled" });
      return answers === "silent-on-map" ? null : done(action);
    }
    case "AddAnyPortMapping": {
      if (answers !== "conflict") return fault(401, "Invalid Action");
      const reserved = externalPort ^ 1;
      table.add({
        transport,
        client: value("NewInternalClient"),
        internalPort: Number(value("NewInternalPort")),
        externalPort: reserved,
        description: value("NewPortMappingDescription"),
        nonce: null,
      });
      return done(action, { NewReservedPort: reserved });
    }
    case "GetGenericPortMappingEntry": {
      if (answers === "no-such-action") return fault(401, "Invalid Action");
      const index = Number(value("NewPortMappingIndex"));
      if (answers === "breaks-off-table" && index > 0) return null;
      const [first] = table.entries;
      const entry =
        answers === "endless-table" && first
          ? { ...first, externalPort: 1_000 + index }
          : table.entries[answers === "repeats-table" ? 0 : index];
      if (!entry) return fault(713, "SpecifiedArrayIndexInvalid");
      return done(action, {
        NewRemoteHost: "",
        NewExternalPort: entry.externalPort,
        NewProtocol: entry.transport.toUpperCase(),
        NewInternalPort: entry.internalPort,
        NewInternalClient: entry.client,
        NewEnabled: entry.isOff ? 0 : 1,
        NewPortMappingDescription: entry.description,
        NewLeaseDuration: entry.leaseSeconds ?? 120,
      });
    }
    case "GetSpecificPortMappingEntry": {
      // Something else in the router holds every port.
      if (answers === "conflict" && !table.at(transport, externalPort))
        return done(action, {
          NewInternalPort: 1,
          NewInternalClient: "192.0.2.9",
          NewPortMappingDescription: "forward",
        });
      if (answers === "no-such-action" || answers === "list-only") return fault(401, "Invalid Action");
      const entry = table.at(transport, externalPort);
      if (!entry) return fault(714, "NoSuchEntryInArray");
      return done(action, {
        NewInternalPort: entry.internalPort,
        NewInternalClient: entry.client,
        NewEnabled: entry.isOff ? 0 : 1,
        NewPortMappingDescription: entry.description,
        NewLeaseDuration: entry.leaseSeconds ?? 120,
      });
    }
    case "DeletePortMapping":
      if (answers === "refuses-delete") return fault(606, "Action not authorized");
      if (!table.at(transport, externalPort)) return fault(714, "NoSuchEntryInArray");
      table.removeAt(transport, externalPort);
      return done(action);
    default:
      return fault(401, "Invalid Action");
  }
}
