import type { MessagePortMain } from "electron";
import { isWellFormed } from "#host/rpc-message.ts";

/** The shape of a port that oRPC's message-port adapter takes. */
interface RpcPort {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
  on(event: "close", listener: () => void): void;
  postMessage(data: unknown): void;
}

export interface GuardedPort extends RpcPort {
  /** Closes it as if the page had gone: running calls are aborted. */
  close(): void;
}

/** A port that closes at the first message that is not one of ours. */
export function guardPort(port: MessagePortMain): GuardedPort {
  const closeListeners: (() => void)[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    port.close();
    for (const listener of closeListeners) listener();
  };
  port.on("close", close);
  return {
    on(event: "message" | "close", listener: (event: { readonly data: unknown }) => void) {
      if (event === "close") {
        closeListeners.push(() => listener({ data: undefined }));
        return;
      }
      port.on("message", (message) => {
        const data: unknown = message.data;
        if (!open) return;
        if (isWellFormed(data)) listener({ data });
        else close();
      });
    },
    postMessage(data) {
      // An answer may come after the page is gone.
      if (open) port.postMessage(data);
    },
    close,
  };
}
