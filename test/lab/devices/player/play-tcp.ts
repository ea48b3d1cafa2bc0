import { readFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import tls from "node:tls";
import type { TcpService } from "../model.ts";
import type { RoomScript } from "./room-script.ts";
import { playHttp } from "./play-http.ts";
import { playRtsp } from "./play-rtsp.ts";

/** Plays the TCP ports of a room's devices. */

/** Nobody holds a port of a device for longer. */
const IDLE_MS = 15_000;
const TAR_PIT_EVERY_MS = 1_000;

export async function playTcp({ devices, folder }: RoomScript): Promise<void> {
  await Promise.all(
    devices.flatMap(({ address, tcp }) =>
      tcp.map((service) => listen(serverOf(service, folder), service.port, address)),
    ),
  );
}

function serverOf(service: TcpService, folder: string): net.Server {
  const onSocket = (socket: net.Socket) => {
    socket.on("error", () => undefined);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    play(service, socket);
  };
  if (service.kind !== "http" || service.certificate === undefined) return net.createServer(onSocket);
  const file = (ending: string) => readFileSync(join(folder, `${service.certificate}.${ending}`));
  return tls.createServer({ cert: file("pem"), key: file("key") }, onSocket).on("tlsClientError", () => undefined);
}

function play(service: TcpService, socket: net.Socket): void {
  switch (service.kind) {
    case "http":
      playHttp(service, socket);
      return;
    case "rtsp":
      playRtsp(service, socket);
      return;
    case "silent":
      socket.resume();
      return;
    case "banner":
      socket.resume();
      socket.write(Buffer.from(service.bytes, "base64"));
      return;
    case "tar-pit":
      tarPit(socket);
      return;
    case "endless":
      endless(socket, Buffer.from(service.head, "base64"), Buffer.from(service.again, "base64"));
  }
}

function tarPit(socket: net.Socket): void {
  socket.resume();
  socket.setTimeout(0);
  const timer = setInterval(() => socket.write("H"), TAR_PIT_EVERY_MS);
  socket.once("close", () => clearInterval(timer));
}

function endless(socket: net.Socket, head: Buffer, again: Buffer): void {
  const pour = () => {
    while (!socket.destroyed && socket.write(again));
  };
  socket.on("drain", pour);
  socket.once("data", () => {
    socket.write(head);
    pour();
  });
}

const listen = (server: net.Server, port: number, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => resolve());
  });
