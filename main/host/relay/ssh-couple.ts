import type { Socket } from "node:net";
import type { ClientChannel } from "ssh2";
import type { SshLine } from "./ssh-line.ts";

/** What a device that stopped reading still gets before it is cut off. */
const LINGER_MS = 10_000;

/**
 * Joins a caller's channel to a connection to a device until both are closed. Each side that has said all is closed for the other
 * alone (half close). Neither is read faster than the other takes it: the SSH window holds the caller back, and devices wait for the
 * line as a whole, since the engine takes whatever it is given.
 *
 * @param count of the bytes that were handed on
 */
export function couple(
  line: SshLine,
  channel: ClientChannel,
  device: Socket,
  count: { in(bytes: number): void; out(bytes: number): void },
): void {
  let isHeldByLine = false;
  let hasCallerEnded = false;
  /** What the device said may still wait for a slow caller: a channel that is closed loses it. */
  const closeWhenDone = (): void => {
    if (channel.writableFinished && (hasCallerEnded || device.destroyed)) channel.close();
  };

  channel.on("data", (chunk: Buffer) => {
    count.in(chunk.length);
    if (!device.write(chunk)) channel.pause();
  });
  device.on("drain", () => channel.resume());
  channel.on("end", () => {
    hasCallerEnded = true;
    device.end();
    closeWhenDone();
  });

  const goOn = (): void => {
    if (line.isOpen && line.isCongested) return line.whenFree(goOn);
    isHeldByLine = false;
    if (channel.writableNeedDrain) return;
    device.resume();
  };
  device.on("data", (chunk: Buffer) => {
    count.out(chunk.length);
    if (!channel.write(chunk)) device.pause();
    if (!isHeldByLine && line.isCongested) {
      isHeldByLine = true;
      device.pause();
      line.whenFree(goOn);
    }
  });
  channel.on("drain", () => {
    if (!isHeldByLine) device.resume();
  });
  device.on("end", () => channel.end());
  channel.on("finish", closeWhenDone);

  device.on("error", () => device.destroy());
  // A device's connection that breaks can't be told by SSH in any other way.
  device.on("close", (isBroken) => {
    if (isBroken) return channel.close();
    channel.end();
    closeWhenDone();
  });
  channel.on("close", () => {
    device.setTimeout(LINGER_MS, () => device.destroy());
    device.destroySoon();
  });
}
