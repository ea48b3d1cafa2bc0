// oRPC over MessagePort and WebSocket, and against a hand-written call over the same port. Figures: docs/decisions/003-contract.md.
//
//   node test/trials/contract/trial.mjs [--calls COUNT]
//
// Uses the project's own packages; loopback only.
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { MessageChannel } from "node:worker_threads";
import { createORPCClient, isDefinedError, ORPCError } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { RPCLink as SocketLink } from "@orpc/client/websocket";
import { eventIterator, oc } from "@orpc/contract";
import { implement } from "@orpc/server";
import { RPCHandler as PortHandler } from "@orpc/server/message-port";
import { RPCHandler as SocketHandler } from "@orpc/server/ws";
import { WebSocket, WebSocketServer } from "ws";
import { z } from "zod";

const { values } = parseArgs({ options: { calls: { type: "string", default: "10000" } } });
const CALLS = Number(values.calls);

const stray = [];
process.on("unhandledRejection", (error) => stray.push(error));

// ---- one contract, one host -----------------------------------------------------------------------------------------
const procedure = oc.errors({ DISK_FULL: { status: 507, data: z.object({ folder: z.string() }) } });
const contract = {
  echo: procedure.input(z.object({ n: z.number() })).output(z.object({ n: z.number() })),
  full: procedure.output(z.string()),
  breaks: procedure.output(z.string()),
  lies: procedure.output(z.string()),
  slow: procedure.output(z.string()),
  file: procedure.output(z.file()),
  kinds: procedure.input(z.unknown()).output(z.unknown()),
  count: procedure
    .input(z.object({ to: z.number(), everyMs: z.number() }))
    .output(eventIterator(z.object({ i: z.number() }))),
  countThenFull: procedure.output(eventIterator(z.object({ i: z.number() }))),
};

const host = { slowAborted: 0, finished: 0, yielded: 0 };
const on = implement(contract);
const router = on.router({
  echo: on.echo.handler(({ input }) => input),
  full: on.full.handler(({ errors }) => {
    throw errors.DISK_FULL({ data: { folder: "/data" } });
  }),
  breaks: on.breaks.handler(() => {
    throw new Error("secret detail");
  }),
  lies: on.lies.handler(() => 42),
  slow: on.slow.handler(async ({ signal }) => {
    signal?.addEventListener("abort", () => host.slowAborted++);
    await sleep(2_000, undefined, { signal });
    return "late";
  }),
  file: on.file.handler(() => new File([new Uint8Array(100_000).fill(7)], "check.pdf", { type: "application/pdf" })),
  kinds: on.kinds.handler(({ input }) => input),
  count: on.count.handler(async function* ({ input, signal }) {
    try {
      for (let i = 0; i < input.to; i++) {
        if (input.everyMs) await sleep(input.everyMs, undefined, { signal });
        host.yielded++;
        yield { i };
      }
    } finally {
      host.finished++;
    }
  }),
  countThenFull: on.countThenFull.handler(async function* ({ errors }) {
    yield { i: 0 };
    throw errors.DISK_FULL({ data: { folder: "/data" } });
  }),
});

// ---- transports -------------------------------------------------------------------------------------------------------
async function overPort() {
  const { port1, port2 } = new MessageChannel();
  new PortHandler(router).upgrade(port1);
  const client = createORPCClient(new PortLink({ port: port2 }));
  port1.start();
  port2.start();
  return {
    client,
    raw: (message) => port2.postMessage(message),
    rawToClient: (message) => port1.postMessage(message),
    onClientMessage: (listener) => port2.on("message", listener),
    cut: () => port2.close(),
    close: () => port1.close(),
  };
}

/** A port dressed as a WebSocket, so that oRPC's ws handler, which catches what it can't read, serves it. */
async function overPortAsSocket() {
  const { port1, port2 } = new MessageChannel();
  const dressed = { send: (data) => port1.postMessage(data), addEventListener: port1.addEventListener.bind(port1) };
  await new SocketHandler(router).upgrade(dressed);
  const client = createORPCClient(new PortLink({ port: port2 }));
  port1.start();
  port2.start();
  return {
    client,
    raw: (message) => port2.postMessage(message),
    rawToClient: (message) => port1.postMessage(message),
    onClientMessage: (listener) => port2.on("message", listener),
    cut: () => port2.close(),
    close: () => port1.close(),
  };
}

async function overSocket() {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const handler = new SocketHandler(router);
  let serverSide;
  sockets.on("connection", (socket) => {
    serverSide = socket;
    void handler.upgrade(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}`);
  const client = createORPCClient(new SocketLink({ websocket: socket }));
  await once(socket, "open");
  return {
    client,
    raw: (message) =>
      socket.send(typeof message === "string" || message instanceof Uint8Array ? message : JSON.stringify(message)),
    rawToClient: (message) => serverSide.send(typeof message === "string" ? message : JSON.stringify(message)),
    onClientMessage: (listener) => socket.on("message", (data) => listener(Buffer.from(data).toString())),
    cut: () => socket.terminate(),
    close: () => {
      sockets.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

let rawId = 0;
/** A request as a hostile page could write it, past the client's own encoding. */
async function rawRequest(pair, payload) {
  const id = `raw${++rawId}`;
  const answer = new Promise((resolve) => {
    pair.onClientMessage((text) => {
      if (typeof text === "string" && text.includes(`"${id}"`)) resolve(text.slice(0, 120));
    });
  });
  pair.raw(JSON.stringify({ i: id, p: payload }));
  return Promise.race([answer, sleep(500, "no answer")]);
}

// ---- questions ----------------------------------------------------------------------------------------------------------
const outcome = async (work) => {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
};
const named = ({ value, error }) =>
  error === undefined
    ? JSON.stringify(value)
    : error instanceof ORPCError
      ? `ORPCError ${error.code}${isDefinedError(error) ? " (defined)" : ""} "${error.message}" data ${JSON.stringify(error.data)}`.slice(
          0,
          170,
        )
      : `${error.name} "${error.message}"`;
/** Milliseconds until `done` is true, or "never" after 1 s. */
async function until(done) {
  const started = performance.now();
  while (!done()) {
    if (performance.now() - started > 1_000) return "never (1 s)";
    await sleep(1);
  }
  return `${Math.round(performance.now() - started)} ms`;
}

const questions = {
  call: ({ client }) => outcome(() => client.echo({ n: 1 })).then(named),
  "input against the schema": ({ client }) => outcome(() => client.echo({ n: "1" })).then(named),
  "output against the schema": ({ client }) => outcome(() => client.lies()).then(named),
  "typed error": ({ client }) => outcome(() => client.full()).then(named),
  "untyped throw": ({ client }) => outcome(() => client.breaks()).then(named),
  "procedure that is not there": ({ client }) => outcome(() => client.nothing()).then(named),
  "raw path /__proto__/toString": (pair) => rawRequest(pair, { u: "/__proto__/toString", b: { json: {} } }),
  "raw path /constructor": (pair) => rawRequest(pair, { u: "/constructor", b: { json: {} } }),
  "raw meta into __proto__": async (pair) => {
    const answer = await rawRequest(pair, { u: "/kinds", b: { json: {}, meta: [[1, "__proto__", "polluted"]] } });
    return `${answer}; Object.prototype touched: ${"polluted" in {}}`;
  },
  "Date, bigint, Map, undefined": async ({ client }) => {
    const sent = { d: new Date(0), b: 12n, m: new Map([[1, "a"]]), u: undefined };
    const got = await client.kinds(sent);
    return `Date ${got.d instanceof Date}, bigint ${got.b === 12n}, Map ${got.m instanceof Map}, key of undefined kept ${"u" in got}`;
  },
  "File of 100 kB": async ({ client }) => {
    const file = await client.file();
    return `${file.name} ${file.type} ${(await file.bytes()).every((b) => b === 7)} ${file.size}`;
  },
  "stream of 5": async ({ client }) => {
    const seen = [];
    for await (const { i } of await client.count({ to: 5, everyMs: 1 })) seen.push(i);
    return seen.join();
  },
  "typed error inside a stream": ({ client }) =>
    outcome(async () => {
      for await (const _ of await client.countThenFull());
    }).then(named),
  "break out of a stream": async ({ client }) => {
    const before = host.finished;
    for await (const { i } of await client.count({ to: 1_000, everyMs: 10 })) if (i === 2) break;
    return `host's finally ran after ${await until(() => host.finished > before)}`;
  },
  "AbortSignal on a call": async ({ client }) => {
    const before = host.slowAborted;
    const started = performance.now();
    const result = named(await outcome(() => client.slow(undefined, { signal: AbortSignal.timeout(50) })));
    return `${result} after ${Math.round(performance.now() - started)} ms; host's signal fired after ${await until(() => host.slowAborted > before)}`;
  },
  "AbortSignal on a stream": async ({ client }) => {
    const before = host.finished;
    const result = named(
      await outcome(async () => {
        for await (const _ of await client.count({ to: 1_000, everyMs: 10 }, { signal: AbortSignal.timeout(50) }));
      }),
    );
    return `${result}; host's finally ran after ${await until(() => host.finished > before)}`;
  },
  "slow reader, 20,000 events": async ({ client }) => {
    const before = host.yielded;
    const stream = await client.count({ to: 20_000, everyMs: 0 });
    await stream.next();
    await sleep(1_000);
    const ahead = host.yielded - before;
    await stream.return?.();
    return `1 read; host had sent ${ahead} after 1 s`;
  },
  "garbage to the host": async (pair) => {
    stray.length = 0;
    for (const message of [
      "",
      "nonsense",
      "{}",
      '{"i":1}',
      "[]",
      "null",
      { i: "x", t: 99 },
      { i: "1", t: 2, p: { e: "x" } },
    ])
      pair.raw(message);
    await sleep(200);
    const still = named(await outcome(() => pair.client.echo({ n: 2 })));
    return `unhandled rejections: ${stray.length}${stray[0] ? ` (${stray[0].name}: ${stray[0].message})` : ""}; host still answers ${still}`;
  },
  "garbage to the client": async (pair) => {
    stray.length = 0;
    for (const message of ["", "nonsense", "{}", '{"i":1}']) pair.rawToClient(message);
    await sleep(200);
    const still = named(await outcome(() => pair.client.echo({ n: 2 })));
    return `unhandled rejections: ${stray.length}; client still gets ${still}`;
  },
  "connection lost in a stream": async (pair) => {
    const before = host.finished;
    setTimeout(() => pair.cut(), 50);
    const result = await Promise.race([
      outcome(async () => {
        for await (const _ of await pair.client.count({ to: 300, everyMs: 10 }));
        return "stream ended as if complete";
      }).then(named),
      sleep(1_500, "client waits for ever (1.5 s)"),
    ]);
    return `${result}; host's finally ran after ${await until(() => host.finished > before)}`;
  },
  "call after the loss": async ({ client }) =>
    Promise.race([outcome(() => client.echo({ n: 3 })).then(named), sleep(1_000, "no answer in 1 s")]),
};

const consoleError = console.error;
for (const [name, make] of Object.entries({
  MessagePort: overPort,
  "MessagePort served by the ws handler": overPortAsSocket,
  WebSocket: overSocket,
})) {
  console.log(name);
  const pair = await make();
  let logged = 0;
  console.error = () => logged++; // the ws adapter logs what it can't read
  for (const [question, ask] of Object.entries(questions)) console.log(`  ${question.padEnd(38)} ${await ask(pair)}`);
  console.error = consoleError;
  console.log(`  ${"lines logged by the adapter".padEnd(38)} ${logged}`);
  pair.close();
}

// ---- what a call costs --------------------------------------------------------------------------------------------------
/** The least that a hand-written call over a port can be: an id, a map of waiting callers, zod on both sides of the way in and out. */
function handWritten() {
  const { port1, port2 } = new MessageChannel();
  const schema = contract.echo["~orpc"].inputSchema;
  port1.on("message", ({ id, input }) => port1.postMessage({ id, output: schema.parse(schema.parse(input)) }));
  const waiting = new Map();
  let nextId = 0;
  port2.on("message", ({ id, output }) => {
    waiting.get(id)(output);
    waiting.delete(id);
  });
  return {
    echo: (input) =>
      new Promise((resolve) => {
        waiting.set(++nextId, resolve);
        port2.postMessage({ id: nextId, input });
      }),
    close: () => port1.close(),
  };
}

async function cost(name, call) {
  for (let i = 0; i < CALLS / 10; i++) await call({ n: i });
  const each = [];
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    for (let i = 0; i < CALLS; i++) await call({ n: i });
    each.push(((performance.now() - started) / CALLS) * 1_000);
  }
  console.log(`  ${name.padEnd(28)} ${each.map((us) => us.toFixed(0)).join(", ")} microseconds a call`);
}
console.log(`${CALLS} calls one after the other, three rounds`);
const byHand = handWritten();
await cost("hand-written, MessagePort", byHand.echo);
byHand.close();
for (const [name, make] of Object.entries({ MessagePort: overPort, WebSocket: overSocket })) {
  const pair = await make();
  await cost(`oRPC, ${name}`, pair.client.echo);
  const started = performance.now();
  let events = 0;
  for await (const _ of await pair.client.count({ to: CALLS, everyMs: 0 })) events++;
  console.log(
    `  ${`oRPC, ${name}, stream`.padEnd(28)} ${(((performance.now() - started) / events) * 1_000).toFixed(0)} microseconds an event`,
  );
  pair.close();
}
process.exit();
