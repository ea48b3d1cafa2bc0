import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "node:net";
import { LOOPBACK, tcpOn } from "./loopback.ts";

export type WhoamiManners =
  | "right"
  | "json"
  | "garbage"
  | "not-http"
  | "redirect"
  | "huge"
  | "endless"
  | "slow"
  | "never"
  | "private"
  | "close"
  | "error-503";

export type FakeWhoamiServer = { url: string; asked(): number; close(): Promise<void> };

/** A "what is my IP" page on loopback that sees everybody come from one address. */
export async function startFakeWhoamiServer(manners: WhoamiManners, address: string): Promise<FakeWhoamiServer> {
  let asked = 0;
  const server = await tcpOn(LOOPBACK, (connection) => {
    connection.once("data", () => {
      asked += 1;
      void answer(connection, manners, address);
    });
  });
  return { url: `http://${LOOPBACK}:${server.port}/ip`, asked: () => asked, close: () => server.close() };
}

const page = (body: string, status = "200 OK"): string =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

async function answer(connection: Socket, manners: WhoamiManners, address: string): Promise<void> {
  switch (manners) {
    case "right":
      return void connection.end(page(`${address}\n`));
    case "json":
      return void connection.end(page(JSON.stringify({ ip: address, country: "XX" })));
    case "garbage":
      return void connection.end(page("<html><h1>Please log in</h1></html>"));
    case "not-http":
      return void connection.end("\u0000\u0001 hello");
    case "redirect":
      return void connection.end(
        `HTTP/1.1 302 Found\r\nLocation: http://198.51.100.7/login\r\nContent-Length: 0\r\n\r\n`,
      );
    case "huge":
      return void connection.end(page(`${address}${" ".repeat(1_048_576)}`));
    case "endless":
      connection.write("HTTP/1.1 200 OK\r\n\r\n");
      while (!connection.destroyed) {
        connection.write(" ");
        await sleep(2);
      }
      return;
    case "slow":
      for (const byte of page(address)) {
        if (connection.destroyed) return;
        connection.write(byte);
        await sleep(100);
      }
      return;
    case "never":
      return;
    case "private":
      return void connection.end(page("192.168.1.7"));
    case "close":
      return void connection.destroy();
    case "error-503":
      return void connection.end(page("later", "503 Service Unavailable"));
    default:
      manners satisfies never;
  }
}
