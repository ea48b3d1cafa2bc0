import { createORPCClient, type ClientContext, type ClientLink } from "@orpc/client";
import { RPCLink as MessagePortLink } from "@orpc/client/message-port";
import { RPCLink as WebSocketLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { ResponseValidationPlugin } from "@orpc/contract/plugins";
import { contract, type Contract } from "#core/contract/contract.ts";

export type FarsiteClient = ContractRouterClient<Contract>;

/** A call was made, or was under way, when the line to the host was gone. */
export class DisconnectedError extends Error {
  constructor(cause?: unknown) {
    super("the connection to the host is closed", { cause });
    this.name = "DisconnectedError";
  }
}

type LineState = { closed: boolean };

/** Options of both links: every answer is checked against the contract, and a dead line fails at once instead of hanging. */
function linkOptions(line: LineState) {
  return {
    plugins: [new ResponseValidationPlugin(contract)],
    interceptors: [
      async <T>({ next }: { next: () => Promise<T> }): Promise<T> => {
        if (line.closed) throw new DisconnectedError();
        try {
          return await next();
        } catch (error) {
          throw line.closed ? new DisconnectedError(error) : error;
        }
      },
    ],
  };
}

const client = (link: ClientLink<ClientContext>): FarsiteClient => createORPCClient(link);

/** Speaks the contract over a port that was handed over by the desktop shell; `onClose` runs once when the other end goes. */
export function clientOverPort(port: MessagePort, onClose: () => void): FarsiteClient {
  const line: LineState = { closed: false };
  port.addEventListener("close", () => {
    line.closed = true;
    onClose();
  });
  const result = client(new MessagePortLink({ port, ...linkOptions(line) }));
  port.start();
  return result;
}

/** Speaks the contract over a WebSocket whose handshake is done. */
export function clientOverSocket(socket: WebSocket): FarsiteClient {
  const line: LineState = { closed: false };
  socket.addEventListener("close", () => (line.closed = true));
  return client(new WebSocketLink({ websocket: socket, ...linkOptions(line) }));
}
