import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserConnection, type BrowserPage } from "../../../renderer/connection/browser-connection.ts";
import { DisconnectedError } from "../../../renderer/connection/client.ts";
import type { Connection, ConnectionState } from "../../../renderer/connection/connection.ts";
import { problemOf } from "../../../renderer/problems/problem.ts";
import { serveFake, type FakeShell } from "../../e2e/serve-fake.ts";

let shell: FakeShell;
beforeEach(async () => {
  shell = await serveFake();
});
afterEach(() => shell.close());

type FakePage = BrowserPage & { kept: Map<string, string>; replaced: string[] };

/** A tab at an address: enough of `window` for the connection, over the real fetch and WebSocket. */
function tab(href: string, kept = new Map<string, string>(), Socket: typeof WebSocket = WebSocket): FakePage {
  const url = new URL(href);
  const replaced: string[] = [];
  return {
    kept,
    replaced,
    location: url as unknown as Location,
    history: {
      replaceState(_: unknown, __: string, to: string) {
        replaced.push(to);
        url.hash = "";
      },
    } as unknown as History,
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    } as unknown as Storage,
    fetch: (path, init) => fetch(new URL(path as string, url), init),
    WebSocket: Socket,
  };
}

async function until<S extends ConnectionState["step"]>(
  connection: Connection,
  step: S,
): Promise<Extract<ConnectionState, { step: S }>> {
  return vi.waitFor(() => {
    const state = connection.state();
    expect(state.step).toBe(step);
    return state as Extract<ConnectionState, { step: S }>;
  });
}

test("the code becomes a token, leaves the address bar, and the contract answers", async () => {
  const page = tab(shell.link());
  const connection = browserConnection(page);
  expect(connection.state()).toEqual({ step: "connecting" });
  const { client } = await until(connection, "ready");
  expect(page.replaced).toEqual(["/"]);
  expect([...page.kept.keys()]).toEqual(["farsite.token"]);
  expect(await client.app.info()).toMatchObject({ shell: "test" });
});

test("a reload lives on the kept token, and an address that was opened again does no harm", async () => {
  const link = shell.link();
  const kept = new Map<string, string>();
  for (const href of [link, shell.address, link])
    expect(await until(browserConnection(tab(href, kept)), "ready")).toMatchObject({ step: "ready" });
});

test("a used code, and no code at all, need a fresh link", async () => {
  const link = shell.link();
  await until(browserConnection(tab(link)), "ready");
  for (const href of [link, shell.address, `${shell.address}#/settings`])
    expect(await until(browserConnection(tab(href)), "link-needed")).toEqual({ step: "link-needed" });
});

test("a route in the address stays where it is", async () => {
  const page = tab(`${shell.address}#/settings`);
  await until(browserConnection(page), "link-needed");
  expect(page.replaced).toEqual([]);
});

test("a lost line comes back by itself with a new client; the old one fails at once", async () => {
  const connection = browserConnection(tab(shell.link()), () => 0);
  const { client } = await until(connection, "ready");
  shell.down();
  const lost = await until(connection, "lost");
  expect(lost.client).toBe(client);
  expect(lost.nextTryAtMs).not.toBeNull();
  await expect(client.app.info()).rejects.toBeInstanceOf(DisconnectedError);
  shell.up();
  const back = await until(connection, "ready");
  expect(back.client).not.toBe(client);
  await back.client.app.info();
});

test("a call that is under way when the line breaks fails instead of hanging", async () => {
  const connection = browserConnection(tab(shell.link()), () => 0);
  const { client } = await until(connection, "ready");
  shell.plan({ stall: true });
  const events = await client.check.run({ siteId: null, only: null });
  await events.next();
  const rest = (async () => {
    for await (const _ of events);
  })();
  shell.down();
  await expect(rest.catch((error: unknown) => problemOf(error).code)).resolves.toBe("DISCONNECTED");
});

test("a host that was started again takes the token away", async () => {
  const page = tab(shell.link());
  const connection = browserConnection(page, () => 0);
  await until(connection, "ready");
  shell.restart();
  await until(connection, "link-needed");
  expect(page.kept.size).toBe(0);
});

test("a code is kept until the host can be reached", async () => {
  const page = tab(shell.link());
  let reachable = false;
  const reach = page.fetch;
  page.fetch = (...args) => (reachable ? reach(...args) : Promise.reject(new TypeError("Failed to fetch")));
  const connection = browserConnection(page, () => 0);
  expect(await until(connection, "lost")).toMatchObject({ client: null });
  reachable = true;
  connection.retry();
  await until(connection, "ready");
});

test("hurrying twice opens one socket", async () => {
  const opened: string[] = [];
  class CountingSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      opened.push(String(url));
    }
  }
  const connection = browserConnection(tab(shell.link(), new Map(), CountingSocket), () => 1);
  await until(connection, "ready");
  shell.down();
  await until(connection, "lost");
  shell.up();
  connection.retry();
  connection.retry();
  await until(connection, "ready");
  expect(opened).toHaveLength(2);
  expect(opened[0]).toBe(`${shell.address.replace("http:", "ws:")}rpc`);
});

test.each(["garbage", "{}", '{"ready":false}', "null"])("a first word of %s is no handshake", async (word) => {
  class OddSocket extends EventTarget {
    binaryType = "blob";
    readyState = 1;
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new Event("open")));
    }
    send(): void {
      this.dispatchEvent(new MessageEvent("message", { data: word }));
    }
    close(): void {
      this.dispatchEvent(Object.assign(new Event("close"), { code: 1005 }));
    }
  }
  const page = tab(shell.link(), new Map(), OddSocket as unknown as typeof WebSocket);
  expect(
    await until(
      browserConnection(page, () => 1),
      "lost",
    ),
  ).toMatchObject({ client: null });
});
