import { dialer } from "../../main/vantage/dial.ts";
import { prove } from "../../main/vantage/prove.ts";
import { startVantage } from "../../main/vantage/vantage-server.ts";
import { closedPort, LOOPBACK } from "../fakes/loopback.ts";

// A vantage in a process of its own, to be attacked: it tells whom it came in at, and what memory it has after a collection.
// Started by vantage-under-attack.ts with --expose-gc.

export type VantageReport = {
  heapUsed: number;
  rss: number;
  /** `ADDRESS from LOCAL ADDRESS`, as often as it was dialled. */
  dialled: Record<string, number>;
  metrics: string;
};

/** So many callers at once are not what is under attack; the limits for each of them are as usual. */
const dialled = new Map<string, number>();
const note = ({ address, from }: { address: string; from: string }): void => {
  const key = `${address} from ${from}`;
  dialled.set(key, (dialled.get(key) ?? 0) + 1);
};

const [tokensText = "[]"] = process.argv.slice(2);
const start = (udpPort: number, otherPort: number) =>
  startVantage({
    token: null,
    technicians: JSON.parse(tokensText) as { name: string; token: string }[],
    listen: [{ address: LOOPBACK, port: 0 }],
    ports: [{ transport: "udp", port: udpPort }],
    stun: { port: udpPort, otherPort },
    tls: null,
    dial: (target, signal, hmac) => {
      note(target);
      return dialer(hmac)(target, signal);
    },
    prove: (target, signal) => {
      note(target);
      return prove(target, signal);
    },
  });

/** Two ports by number, which somebody else may take in between: then two others. */
async function started() {
  for (let tries = 1; ; tries += 1) {
    const udpPort = await closedPort();
    try {
      return { udpPort, vantage: await start(udpPort, await closedPort()) };
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
    }
  }
}

const MOST_TRIES = 5;
const { vantage, udpPort } = await started();
process.on("message", () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({
    heapUsed,
    rss,
    dialled: Object.fromEntries(dialled),
    metrics: vantage.metrics.render(),
  } satisfies VantageReport);
});
process.on("disconnect", () => process.exit());
process.send?.({ port: vantage.listening[0]?.port, udpPort });
