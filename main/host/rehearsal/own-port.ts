import { createSocket } from "node:dgram";
import { RehearsalTrouble } from "./rehearsal-trouble.ts";

/**
 * A UDP port of this laptop that is free now, or the wished one if it is. ICE binds it a moment later; in between the system gives
 * it to nobody who asks for any port, since it gives those out in turn.
 *
 * @throws RehearsalTrouble port-taken
 */
export async function freeUdpPort(wished: number | null): Promise<number> {
  const socket = createSocket("udp4");
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(wished ?? 0, () => resolve());
    });
    return socket.address().port;
  } catch (error) {
    throw new RehearsalTrouble("port-taken", { port: wished ?? 0 }, error);
  } finally {
    socket.close();
  }
}
