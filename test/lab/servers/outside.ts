import dgram from "node:dgram";
import http from "node:http";
import { serverAddresses, udpEchoPorts } from "../internet.ts";

/**
 * Runs on the probe host. "What is my address" over plain HTTP (`/` as text, `/json` with the port), and over UDP: any
 * datagram is answered with "ADDRESS PORT" as seen here; the text "from ADDRESS PORT" asks for the answer to come
 * from another of the four sockets, which shows what the NATs on the way filter.
 */

http
  .createServer((request, response) => {
    const { remotePort } = request.socket;
    // One socket for both families names IPv4 callers by their mapped form.
    const remoteAddress = request.socket.remoteAddress?.replace(/^::ffff:/, "");
    if (request.url === "/json") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ address: remoteAddress, port: remotePort }));
    } else {
      response.setHeader("content-type", "text/plain");
      response.end(`${remoteAddress}\n`);
    }
  })
  .listen(80, "::");

const sockets = new Map<string, dgram.Socket>();
for (const address of serverAddresses.probe) {
  for (const port of udpEchoPorts) {
    const socket = dgram.createSocket("udp4");
    socket.on("message", (message, from) => {
      const [, asked] = /^from (\S+ \d+)/.exec(message.toString("latin1")) ?? [];
      const answerer = asked === undefined ? socket : sockets.get(asked);
      answerer?.send(`${from.address} ${from.port}`, from.port, from.address);
    });
    socket.bind(port, address);
    sockets.set(`${address} ${port}`, socket);
  }
}
