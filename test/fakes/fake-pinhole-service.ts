import { tcpOn } from "./loopback.ts";

export type PinholeManners =
  | "right"
  | "refuses"
  /** Opens it and breaks off before saying so. */
  | "silent-on-add"
  /** Opens only for the host itself that asks, as miniupnpd does. */
  | "own-address-only"
  | "refuses-delete"
  | "off"
  | "garbage";

export type FakePinholeService = {
  controlUrl: string;
  /** What is open, by its name. */
  open: Map<string, string>;
  actions: string[];
  close(): Promise<void>;
};

export const PINHOLE_SERVICE = "urn:schemas-upnp-org:service:WANIPv6FirewallControl:1";

/** WANIPv6FirewallControl:1 on loopback, written from the standard and not with Farsite's own codecs. */
export async function startFakePinholeService(host: string, manners: PinholeManners): Promise<FakePinholeService> {
  const open = new Map<string, string>();
  const actions: string[] = [];
  const server = await tcpOn(host, (connection) => {
    let request = "";
    connection.on("data", (chunk: Buffer) => {
      request += chunk.toString("latin1");
      if (!request.includes("</s:Envelope>")) return;
      const action = /<u:(\w+)/.exec(request)?.[1] ?? "";
      actions.push(action);
      const answer = answerTo(action, request, connection.remoteAddress ?? "", manners, open);
      if (answer === null) connection.destroy();
      else connection.end(`HTTP/1.1 ${answer.status}\r\nContent-Length: ${answer.body.length}\r\n\r\n${answer.body}`);
    });
  });
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    controlUrl: `http://${shown}:${server.port}/ctl/IP6FCtl`,
    open,
    actions,
    close: () => server.close(),
  };
}

type Answer = { status: string; body: string };

const envelope = (body: string): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

const ok = (action: string, inner = ""): Answer => ({
  status: "200 OK",
  body: envelope(`<u:${action}Response xmlns:u="${PINHOLE_SERVICE}">${inner}</u:${action}Response>`),
});

const fault = (code: number): Answer => ({
  status: "500 Internal Server Error",
  body: envelope(
    `<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail><UPnPError xmlns="urn:schemas-upnp-org:control-1-0"><errorCode>${code}</errorCode></UPnPError></detail></s:Fault>`,
  ),
});

function answerTo(
  action: string,
  request: string,
  caller: string,
  manners: PinholeManners,
  open: Map<string, string>,
): Answer | null {
  const argument = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(request)?.[1] ?? "";
  if (manners === "garbage") return { status: "200 OK", body: "<html>Not here</html>" };
  switch (action) {
    case "GetFirewallStatus": {
      const state = manners === "off" ? 0 : 1;
      return ok(
        action,
        `<FirewallEnabled>${state}</FirewallEnabled><InboundPinholeAllowed>${state}</InboundPinholeAllowed>`,
      );
    }
    case "AddPinhole": {
      if (manners === "refuses") return fault(703);
      if (manners === "off") return fault(702);
      if (manners === "own-address-only" && argument("InternalClient") !== caller) return fault(606);
      const pinhole = ["RemoteHost", "RemotePort", "InternalClient", "InternalPort", "Protocol"]
        .map(argument)
        .join(" ");
      const known = [...open].find(([, one]) => one === pinhole)?.[0];
      const name = known ?? String(open.size + 1);
      open.set(name, pinhole);
      return manners === "silent-on-add" && known === undefined ? null : ok(action, `<UniqueID>${name}</UniqueID>`);
    }
    case "DeletePinhole":
      if (manners === "refuses-delete") return fault(606);
      return open.delete(argument("UniqueID")) ? ok(action) : fault(704);
    default:
      return fault(401);
  }
}
