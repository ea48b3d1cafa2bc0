import { clientOverPort } from "./client.ts";
import { connectionStore, type Connection } from "./connection.ts";

/** The preload hands the port over while the page loads; when it did not come by then, the host failed to start. */
const PORT_WAIT_MS = 15_000;

/**
 * The desktop shell: the preload posts `farsite:port` with one MessagePort to this window. A second port replaces the first
 * (the host was started again after it died).
 */
export function desktopConnection(page: Window): Connection {
  const store = connectionStore({ step: "connecting" });
  const giveUp = setTimeout(() => store.set({ step: "lost", client: null, nextTryAtMs: null }), PORT_WAIT_MS);
  let turn = 0;

  page.addEventListener("message", (event) => {
    // Only this very window may hand over a port: a frame or an opener could post the same words.
    if (event.source !== page || event.data !== "farsite:port") return;
    const port = event.ports[0];
    if (port === undefined || event.ports.length !== 1) return;
    clearTimeout(giveUp);
    const mine = ++turn;
    const client = clientOverPort(port, () => {
      if (mine === turn) store.set({ step: "lost", client, nextTryAtMs: null });
    });
    store.set({ step: "ready", client });
  });

  return { state: store.state, subscribe: store.subscribe, retry: () => page.location.reload() };
}
