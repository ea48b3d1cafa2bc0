import { clientOverSocket, type FarsiteClient } from "./client.ts";
import { connectionStore, type Connection } from "./connection.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";
import { exchangeCode, forgetToken, keptToken, takeCode, type SessionPage } from "./session-token.ts";

/** The host closes with this when the token is not valid (any more): started again, or another tab's token. */
export const TOKEN_REFUSED = 4401;

/** Opening a socket to the same machine and one answer: longer means that something hangs, so start over. */
const HANDSHAKE_TIMEOUT_MS = 5_000;

export type BrowserPage = SessionPage & { WebSocket: typeof WebSocket };

/**
 * The browser shell: a one-time code from the address becomes a token, the token is the first message on the WebSocket, and
 * after `{"ready":true}` the same socket speaks the contract. A lost line is tried again for as long as the tab is open.
 */
export function browserConnection(page: BrowserPage, random: () => number = Math.random): Connection {
  const store = connectionStore({ step: "connecting" });
  let code = takeCode(page);
  let lastClient: FarsiteClient | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function connect(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (code !== null) {
      try {
        // A used code is no harm in a tab that has a token: its address was opened again.
        await exchangeCode(page, code);
        code = null;
      } catch {
        return later();
      }
    }
    const token = keptToken(page);
    if (token === null) return store.set({ step: "link-needed" });
    open(token);
  }

  function open(token: string): void {
    const socket = new page.WebSocket(`ws://${page.location.host}/rpc`);
    socket.binaryType = "arraybuffer";
    const deadline = setTimeout(() => socket.close(), HANDSHAKE_TIMEOUT_MS);
    socket.addEventListener("open", () => socket.send(JSON.stringify({ token })), { once: true });
    socket.addEventListener(
      "message",
      (event) => {
        clearTimeout(deadline);
        if (!isReady(event.data)) return socket.close();
        failures = 0;
        lastClient = clientOverSocket(socket);
        store.set({ step: "ready", client: lastClient });
      },
      { once: true },
    );
    socket.addEventListener("close", (event) => {
      clearTimeout(deadline);
      if (event.code !== TOKEN_REFUSED) return later();
      forgetToken(page);
      store.set({ step: "link-needed" });
    });
  }

  function later(): void {
    const delayMs = reconnectDelayMs(failures++, random());
    store.set({ step: "lost", client: lastClient, nextTryAtMs: Date.now() + delayMs });
    timer = setTimeout(() => void connect(), delayMs);
  }

  void connect();
  return {
    state: store.state,
    subscribe: store.subscribe,
    retry() {
      // Only a waiting line can be hurried; one that is being opened must not be opened twice.
      if (timer !== undefined) void connect();
    },
  };
}

function isReady(data: unknown): boolean {
  if (typeof data !== "string") return false;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === "object" && message !== null && "ready" in message && message.ready === true;
  } catch {
    return false;
  }
}
