import { setTimeout as sleep } from "node:timers/promises";
import { isIPv6, type Socket } from "node:net";
import { LOOPBACK, tcpOn } from "./loopback.ts";

export type WhoamiManners =
  | "right"
  | "json"
  | "garbage"
  | "not-http"
  | "redirect"
  | "redirect-to-itself"
  | "login-page"
  | "login-required"
  | "huge-login-page"
  | "huge"
  /** As fast as it is taken. */
  | "gigabyte"
  | "endless"
  | "slow"
  | "never"
  | "private"
  | "close"
  | "error-503";

export type FakeWhoamiServer = {
  url: string;
  port: number;
  asked(): number;
  /** What callers said whom they ask, each once. */
  hosts(): string[];
  close(): Promise<void>;
};

/** A "what is my IP" page on loopback that sees everybody come from one address. */
export async function startFakeWhoamiServer(
  manners: WhoamiManners,
  address: string,
  host: string = LOOPBACK,
  port = 0,
): Promise<FakeWhoamiServer> {
  let asked = 0;
  const hosts = new Set<string>();
  const onConnection = (connection: Socket): void => {
    connection.once("data", (request: Buffer) => {
      asked += 1;
      hosts.add(/^host: (.*)$/im.exec(request.toString("latin1"))?.[1] ?? "");
      void answer(connection, manners, address);
    });
  };
  const server = await tcpOn(host, onConnection, port);
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${server.port}/ip`,
    port: server.port,
    asked: () => asked,
    hosts: () => [...hosts],
    close: () => server.close(),
  };
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
      return void connection.end(page("Please log in"));
    case "not-http":
      return void connection.end("\u0000\u0001 hello");
    case "redirect":
      return void connection.end(
        `HTTP/1.1 302 Found\r\nLocation: http://198.51.100.7/login\r\nContent-Length: 0\r\n\r\n`,
      );
    case "redirect-to-itself":
      return void connection.end("HTTP/1.1 301 Moved\r\nLocation: /ip/\r\nContent-Length: 0\r\n\r\n");
    case "login-page":
      return void connection.end(page("<!DOCTYPE html><html><head><title>Hotel\n Wi-Fi</title></head></html>"));
    case "login-required":
      return void connection.end(page("Log in first", "511 Network Authentication Required"));
    case "huge-login-page":
      return void connection.end(page(`<html><title>Log in</title>${"<br>".repeat(100_000)}</html>`));
    case "huge":
      return void connection.end(page(`${address}${" ".repeat(1_048_576)}`));
    case "gigabyte":
      connection.write(`HTTP/1.1 200 OK\r\nContent-Length: ${2 ** 30}\r\n\r\n`);
      while (!connection.destroyed) {
        connection.write(" ".repeat(65_536));
        await sleep(1);
      }
      return;
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
