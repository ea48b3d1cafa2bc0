import { createSocket } from "node:dgram";

/**
 * Holds a free UDP port of the laptop while a test mapping points at it, so that the test never exposes a program that
 * happens to listen there. Whatever arrives is dropped unread.
 */
export async function holdUdpPort(): Promise<{ port: number; release(): void }> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, () => resolve());
  });
  return { port: socket.address().port, release: () => socket.close() };
}
