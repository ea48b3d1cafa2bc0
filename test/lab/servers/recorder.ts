import dgram from "node:dgram";
import http from "node:http";
import net from "node:net";

/** A recorder's open ports, without its protocols: web, RTSP OPTIONS, two makers' own ports, one UDP service. */

for (const port of [80, 8000]) {
  http
    .createServer((_request, response) => {
      response.setHeader("server", "lab-recorder");
      response.end(`lab recorder, port ${port}\n`);
    })
    .listen(port, "0.0.0.0");
}

for (const port of [554, 37777]) {
  net
    .createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (data) => {
        socket.end(
          data.toString("latin1").startsWith("OPTIONS ")
            ? "RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE\r\n\r\n"
            : `lab recorder, port ${port}\n`,
        );
      });
    })
    .listen(port, "0.0.0.0");
}

const udp = dgram.createSocket("udp4");
udp.on("message", (_message, from) => udp.send("lab recorder", from.port, from.address));
udp.bind(9000, "0.0.0.0");
