import { once } from "node:events";
import { MessageChannel } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { os, type RouterClient } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { isWellFormed } from "#host/rpc-message.ts";
import { guardPort } from "../../../main/electron/guarded-port.ts";
import { PortLikeElectrons } from "../../fakes/electron-port.ts";

const aborted: string[] = [];
const router = {
  echo: os.input(z.object({ text: z.string() })).handler(({ input }) => input.text),
  fileSize: os.input(z.file()).handler(({ input }) => input.size),
  endless: os.handler(async function* ({ signal }) {
    signal?.addEventListener("abort", () => aborted.push("endless"));
    yield 1;
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
  }),
};

function connect() {
  const { port1, port2 } = new MessageChannel();
  const port = guardPort(new PortLikeElectrons(port1));
  new RPCHandler(router).upgrade(port);
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: port2 }));
  return { client, page: port2, guard: port };
}

describe("guardPort", () => {
  const open: { close(): void }[] = [];
  afterEach(() => {
    for (const port of open.splice(0)) port.close();
    aborted.length = 0;
  });

  it("lets calls, files and streams through", async () => {
    const { client, page } = connect();
    open.push(page);
    expect(await client.echo({ text: "hello" })).toBe("hello");
    expect(await client.fileSize(new File([new Uint8Array([0xff, 1, 2])], "x.bin"))).toBe(3);
    const items = await client.endless();
    expect(await items.next()).toMatchObject({ value: 1 });
    await items.return?.();
  });

  it.each<readonly [string, unknown]>([
    ["not JSON", "{"],
    ["no envelope", "{}"],
    ["a request without an address", '{"i":"1","p":{}}'],
    ["a request to elsewhere", '{"i":"1","p":{"u":"https://example.com/"}}'],
    ["an unknown type", '{"i":"1","t":9,"p":{}}'],
    ["a stream item without a kind", '{"i":"1","t":3,"p":{}}'],
    ["an object", { i: "1", p: { u: "/echo" } }],
    ["a number", 1],
    ["nothing", null],
    ["too much", `{"i":"1","p":{"u":"/echo","b":"${"x".repeat(64 * 1024 * 1024)}"}}`],
    ["broken bytes", new Uint8Array([0xff, 0xff])],
  ])("closes on %s", async (_, message) => {
    const { page } = connect();
    const closed = once(page, "close");
    page.postMessage(message);
    await expect(closed).resolves.toBeDefined();
  });

  it("aborts running calls when it is closed by the host", async () => {
    const { client, guard } = connect();
    const items = await client.endless();
    await items.next();
    guard.close();
    guard.close();
    await expect.poll(() => aborted).toEqual(["endless"]);
  });

  it.each([
    ["a call", '{"i":"1","p":{"u":"/settings/get","b":{}}}'],
    ["an abort, which carries nothing", '{"i":"1","t":4}'],
    ["an item of a stream", '{"i":"1","t":3,"p":{"e":"message","d":{}}}'],
  ])("lets %s pass", (_name, message) => {
    expect(isWellFormed(message)).toBe(true);
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.uint8Array()), (message) => {
        expect(typeof isWellFormed(message)).toBe("boolean");
      }),
    );
  });
});
