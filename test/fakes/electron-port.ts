import { EventEmitter } from "node:events";
import type { MessageChannel } from "node:worker_threads";

/** Electron's port has the events of Node's, but wraps a message as `{ data }`. */
export class PortLikeElectrons extends EventEmitter {
  readonly #port;

  constructor(port: MessageChannel["port1"]) {
    super();
    this.#port = port;
    port.on("message", (data: unknown) => this.emit("message", { data, ports: [] }));
    port.on("close", () => this.emit("close"));
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }

  start(): void {
    this.#port.start();
  }

  close(): void {
    this.#port.close();
  }
}
