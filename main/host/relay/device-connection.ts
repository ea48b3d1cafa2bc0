import { connect, type Socket } from "node:net";
import { isDeviceAddress } from "#core/net/device-address.ts";
import { systemErrorCode } from "../system-error.ts";

export type DeviceConnection =
  | { readonly kind: "open"; readonly socket: Socket }
  | { readonly kind: "failed"; readonly why: "refused" | "silent" };

/** On a LAN a device answers in a millisecond; one that wakes from sleep, or is behind a slow bridge, in a few seconds. */
const DEVICE_MS = 5_000;
/** Finds out about devices that were unplugged. */
const KEEPALIVE_MS = 30_000;

export type ConnectDevice = (to: { readonly address: string; readonly port: number }) => Promise<DeviceConnection>;

/** A connection to a device of the site, which may close its half alone; never throws, and never to this laptop itself. */
export const connectDevice: ConnectDevice = ({ address, port }) => {
  if (!isDeviceAddress(address)) return Promise.resolve({ kind: "failed", why: "refused" });
  return new Promise((resolve) => {
    const socket = connect({
      host: address,
      port,
      noDelay: true,
      allowHalfOpen: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEPALIVE_MS,
    });
    const fail = (why: "refused" | "silent"): void => {
      socket.destroy();
      resolve({ kind: "failed", why });
    };
    socket.setTimeout(DEVICE_MS, () => fail("silent"));
    socket.once("error", (error) => fail(systemErrorCode(error) === "ECONNREFUSED" ? "refused" : "silent"));
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.removeAllListeners("timeout");
      socket.removeAllListeners("error");
      resolve({ kind: "open", socket });
    });
  });
};
