// What node-upnp-client 0.0.2 does with a real gateway and with bad answers. Figures: docs/decisions/001-own-protocol-clients.md.
//
//   npm install --prefix test/trials/node-upnp-client
//   node test/trials/node-upnp-client/trial.mjs [--gateway] [--only CASE]
//
// Without --gateway it only talks to itself on loopback. With --gateway it searches the network it stands in by
// multicast for 12 s: use the lab.
import { fork } from "node:child_process";
import dgram from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const SEARCH_MS = 12_000; // the package reports its end after 10 s
const CASE_MS = 4_000;
const EVENTS = ["deviceFound", "updateUpnpDevice", "searchDevicesEnd"];

// ---- the child: one client ----------------------------------------------------------------------------------------
if (process.send) {
  const quiet = { ...console };
  console.log = () => {}; // the package prints to stdout by itself
  const { default: UpnpClient } = await import("node-upnp-client");
  const client = new UpnpClient();
  const seen = [];
  const parse = client.parseDevice;
  client.parseDevice = function (message) {
    // Replies to the search arrive as a header object, whose toString() is "[object Object]".
    seen.push({
      kind: Buffer.isBuffer(message) ? "NOTIFY or search" : "reply",
      asText: message.toString().slice(0, 15),
      target: Buffer.isBuffer(message) ? message.toString().match(/^NT: *(.*)$/im)?.[1] : message.ST,
    });
    return parse.call(this, message);
  };
  for (const name of EVENTS) client.on(name, (device) => process.send({ event: name, name: device?.friendlyName }));
  process.on("message", () => {
    quiet.log(
      JSON.stringify({
        datagramsSeen: seen.length,
        replies: seen.filter((m) => m.kind === "reply").length,
        repliesAboutGateways: seen.filter(
          (m) => m.kind === "reply" && /InternetGateway|WANIP|WANPPP|WANCommon/.test(m.target),
        ).length,
        repliesParsedAs: [...new Set(seen.filter((m) => m.kind === "reply").map((m) => m.asText))].join(),
        servers: client.getServers().length,
        renderers: client.getRenderers().length,
        avTransports: client.getavTransports().length,
        connectionManagers: client._connectionManagers.length,
        memoryMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
      }),
    );
    process.channel.unref();
  });
  if (process.argv[2] === "search") client.searchDevices();
  else {
    // Only the listening half of _start(): no multicast search leaves the machine.
    client._ssdp.search = () => {};
    client._start();
  }
  client._client.on("listening", () => process.send({ event: "ready" }));
}

// ---- the parent ---------------------------------------------------------------------------------------------------
async function run(mode, ms, act = () => {}) {
  const child = fork(fileURLToPath(import.meta.url), [mode], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let out = "";
  let err = "";
  const events = {};
  child.stdout.on("data", (d) => (out += d));
  child.stderr.on("data", (d) => (err += d));
  child.on("message", ({ event }) => {
    events[event] = (events[event] ?? 0) + 1;
    if (event === "ready") act();
  });
  const ask = setTimeout(() => child.send("report"), ms);
  let stopped = false;
  const stop = setTimeout(() => {
    stopped = true;
    child.kill();
  }, ms + 3_000);
  const [code] = await once(child, "close");
  clearTimeout(ask);
  clearTimeout(stop);
  delete events.ready;
  const crash = err.match(/^\w*Error.*$/m)?.[0];
  return [
    out.trim(),
    `events ${JSON.stringify(events)}`,
    crash && `process died: ${crash}`,
    stopped ? "still running 3 s after the search, stopped" : `exit ${code}`,
  ]
    .filter(Boolean)
    .join(" | ");
}

/** One datagram to the port the package listens on (1900), as anyone on the network can send it. */
const datagram = (text, from) => () => {
  const socket = dgram.createSocket("udp4");
  socket.bind(0, from, () => socket.send(text, 1900, "127.0.0.1", () => socket.close()));
};
const notify = (location, from = "127.0.0.1") =>
  datagram(
    `NOTIFY * HTTP/1.1\r\nNT: urn:schemas-upnp-org:device:MediaServer:1\r\nNTS: ssdp:alive\r\nLOCATION: ${location}\r\n\r\n`,
    from,
  );

async function withServer(handle, work) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  const result = await work(`http://127.0.0.1:${server.address().port}/d.xml`);
  server.closeAllConnections();
  server.close();
  return result;
}

async function trials() {
  const { values } = parseArgs({ options: { gateway: { type: "boolean" }, only: { type: "string" } } });
  const report = async (name, work) => {
    if (values.only && values.only !== name) return;
    console.log(`${name.padEnd(36)} ${await work()}`);
  };
  const { default: UpnpClient } = await import("node-upnp-client");
  await report("public methods", () =>
    Object.keys(UpnpClient.prototype)
      .filter((n) => !n.startsWith("_"))
      .join(", "),
  );

  if (values.gateway) await report("search, real gateway", () => run("search", SEARCH_MS));

  await report("DLNA server's NOTIFY (its own job)", () => {
    const icon = "<iconList><icon><url>/i</url></icon></iconList>";
    const service =
      "<service><serviceType>urn:schemas-upnp-org:service:ContentDirectory:1</serviceType><serviceId>i</serviceId><controlURL>/c</controlURL><eventSubURL>/e</eventSubURL><SCPDURL>/s</SCPDURL></service>";
    const device = `<root><device><UDN>uuid:1</UDN><modelName>m</modelName><friendlyName>f</friendlyName>${icon}<serviceList>${service}</serviceList></device></root>`;
    return withServer(
      (_q, s) => s.end(device),
      (url) => run("listen", CASE_MS, notify(url)),
    );
  });
  await report("port 1900 in use", async () => {
    const other = dgram.createSocket("udp4");
    other.bind(1900, "0.0.0.0");
    await once(other, "listening");
    const result = await run("listen", CASE_MS);
    other.close();
    return result;
  });
  await report("LOCATION refuses", () => run("listen", CASE_MS, notify("http://127.0.0.1:9/d.xml")));
  await report("LOCATION is no URL", () => run("listen", CASE_MS, notify("nonsense")));
  await report("byebye without uuid", () => run("listen", CASE_MS, datagram("NOTIFY mediaserver ssdp:byebye\r\n\r\n")));
  const bodies = {
    "200, empty body": "",
    "200, HTML page": "<html><body>log in</body></html>",
    "200, <device> without UDN": "<root><device><serviceList/></device></root>",
    "200, <device> without services": "<root><device><UDN>uuid:1</UDN></device></root>",
    "200, service without icon":
      "<root><device><UDN>uuid:1</UDN><modelName>m</modelName><friendlyName>f</friendlyName><serviceList><service><serviceType>t</serviceType><serviceId>i</serviceId><controlURL>/c</controlURL><eventSubURL>/e</eventSubURL><SCPDURL>/s</SCPDURL></service></serviceList></device></root>",
  };
  for (const [name, body] of Object.entries(bodies)) {
    await report(`description: ${name}`, () =>
      withServer(
        (_q, s) => s.end(body),
        (url) => run("listen", CASE_MS, notify(url)),
      ),
    );
  }
  await report("description never ends, 256 MiB", () =>
    withServer(
      async (_q, s) => {
        const block = Buffer.alloc(1 << 20, "<a>");
        for (let i = 0; i < 256 && !s.destroyed; i++) if (!s.write(block)) await once(s, "drain").catch(() => {});
      },
      (url) => run("listen", 10_000, notify(url)),
    ),
  );
  await report("description server never answers", async () => {
    const server = createTcpServer(() => {}).listen(0, "127.0.0.1");
    await once(server, "listening");
    const result = await run("listen", CASE_MS, notify(`http://127.0.0.1:${server.address().port}/d.xml`));
    server.close();
    return result;
  });
  await report("LOCATION on a host that did not send", async () => {
    let hit = 0;
    const result = await withServer(
      (_q, s) => {
        hit++;
        s.end("<root/>");
      },
      (url) => run("listen", CASE_MS, notify(url, "127.0.0.66")),
    );
    return `fetched ${hit} time(s) | ${result}`;
  });
}

if (!process.send) await trials();
