import { randomBytes } from "node:crypto";
import dgram from "node:dgram";
import { lookup } from "node:dns/promises";

/**
 * A STUN binding request in the fewest lines, so that the lab can vouch for its servers without the codec that is
 * tested against them.
 */

const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const magicCookie = 0x2112a442;
const headerBytes = 20;
const mappedAddress = 0x0001;
const xorMappedAddress = 0x0020;
/** A lost datagram would look like a dead server. */
const resendMs = 250;

/** @returns the IPv4 address the server sees, or null when it (or its name) does not answer in time. */
export async function askStun(server: string, timeoutMs: number): Promise<string | null> {
  const [name = "", port] = server.split(":");
  const giveUp = new Promise<null>((resolve) => setTimeout(() => resolve(null), timeoutMs).unref());
  const host = await Promise.race([lookup(name, 4).catch(() => null), giveUp]);
  return host === null ? null : Promise.race([bind(host.address, Number(port)), giveUp]);
}

function bind(address: string, port: number): Promise<string> {
  const request = Buffer.alloc(headerBytes);
  request.writeUInt16BE(bindingRequest, 0);
  request.writeUInt32BE(magicCookie, 4);
  randomBytes(12).copy(request, 8);
  const socket = dgram.createSocket("udp4");
  socket.unref();
  socket.on("error", () => undefined); // no route: silence
  return new Promise((resolve) => {
    const send = () => socket.send(request, port, address, () => undefined);
    const resend = setInterval(send, resendMs).unref();
    send();
    socket.on("message", (message) => {
      const isOurs = message.length >= headerBytes && message.subarray(4, headerBytes).equals(request.subarray(4));
      const seen = isOurs && message.readUInt16BE(0) === bindingSuccess ? addressIn(message) : null;
      if (seen === null) return;
      clearInterval(resend);
      socket.close();
      resolve(seen);
    });
  });
}

/** RFC 5389 sections 15.1 and 15.2. */
function addressIn(message: Buffer): string | null {
  for (let at = headerBytes; at + 12 <= message.length; at += 4 + Math.ceil(message.readUInt16BE(at + 2) / 4) * 4) {
    const type = message.readUInt16BE(at);
    if (type !== mappedAddress && type !== xorMappedAddress) continue;
    const mask = type === xorMappedAddress ? magicCookie : 0;
    const value = (message.readUInt32BE(at + 8) ^ mask) >>> 0;
    return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join(".");
  }
  return null;
}
