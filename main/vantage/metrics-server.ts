import { createServer } from "node:http";
import type { Endpoint } from "#core/net/endpoint.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { Metrics } from "./metrics.ts";

/** Prometheus' text format 0.0.4. */
const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
const CONNECTIONS = 8;
const HEADERS_MS = 3_000;

/**
 * `GET /metrics`, without any token: meant for loopback or a firm's inside.
 *
 * @throws the system's error when the port can't be had
 */
export async function serveMetrics(
  metrics: Metrics,
  { address, port }: Endpoint,
): Promise<{ port: number; close(): Promise<void> }> {
  const startedSeconds = Date.now() / 1_000;
  metrics.gauge("process_resident_memory_bytes", "Memory of the process.", () => process.memoryUsage.rss());
  metrics.gauge("nodejs_heap_size_used_bytes", "Heap in use.", () => process.memoryUsage().heapUsed);
  metrics.gauge("process_start_time_seconds", "When it was started.", () => startedSeconds);
  const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: HEADERS_MS }, (request, response) => {
    const found = request.method === "GET" && request.url === "/metrics";
    response.writeHead(found ? 200 : 404, { "content-type": CONTENT_TYPE, connection: "close" });
    response.end(found ? metrics.render() : "");
  });
  server.maxConnections = CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address, port, ipv6Only: isIpv6(address) }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound ? bound.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
