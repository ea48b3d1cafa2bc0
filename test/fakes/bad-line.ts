import { connect, type Socket } from "node:net";
import { LOOPBACK, tcpOn } from "./loopback.ts";

/** A line to a TCP port of this machine that can be cut, stalled, or made to break after so many bytes. */
export interface BadLine {
  port: number;
  /** How many bytes may still pass before connections are reset; Infinity: it holds. */
  breakAfter(bytes: number): void;
  /** From now on nothing passes, and nobody is told. */
  stall(): void;
  mend(): void;
  /** Bytes that have passed, both ways. */
  passed(): number;
  close(): Promise<void>;
}

export async function createBadLine(targetPort: number): Promise<BadLine> {
  let left = Infinity;
  let passed = 0;
  let isStalled = false;
  const pairs = new Set<readonly [Socket, Socket]>();
  const breakAll = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    pairs.clear();
  };
  const pass = (from: Socket, to: Socket): void => {
    from.on("data", (bytes: Buffer) => {
      if (isStalled) return;
      passed += bytes.length;
      left -= bytes.length;
      // The first part of what breaks a line gets through: that is what makes it hard.
      to.write(left < 0 ? bytes.subarray(0, Math.max(0, bytes.length + left)) : bytes);
      if (left < 0) breakAll();
    });
    from.on("close", () => to.destroy());
    from.on("error", () => to.destroy());
  };
  const proxy = await tcpOn(LOOPBACK, (near) => {
    if (left <= 0) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(targetPort, LOOPBACK);
    pairs.add([near, far]);
    pass(near, far);
    pass(far, near);
  });
  return {
    port: proxy.port,
    breakAfter: (bytes) => {
      left = bytes;
      if (bytes <= 0) breakAll();
    },
    stall: () => {
      isStalled = true;
    },
    mend: () => {
      left = Infinity;
      isStalled = false;
      breakAll();
    },
    passed: () => passed,
    close: async () => {
      breakAll();
      await proxy.close();
    },
  };
}
