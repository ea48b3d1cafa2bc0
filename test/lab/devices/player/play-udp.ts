import dgram from "node:dgram";
import type { RoomScript } from "./room-script.ts";
import type { UdpAnswer } from "../model.ts";
import { answerTo, isQuestion } from "./questions.ts";

/** Plays the discovery protocols of a room: one ear for what is sent to all, and for every device its own sockets. */

type Device = RoomScript["devices"][number];

interface Mouth {
  readonly device: Device;
  readonly answers: readonly UdpAnswer[];
  readonly socketOf: (port: number) => dgram.Socket;
}

/** The group of ONVIF devices on IPv6 (WS-Discovery section 3.1.1: the same as SSDP's). */
const DISCOVERY_GROUP_V6 = "ff02::c";
const DISCOVERY_PORT = 3_702;

export async function playUdp({ earAddress, devices }: RoomScript): Promise<void> {
  const mouths = await Promise.all(devices.map(mouthOf));
  const answers = devices.flatMap(({ udp }) => udp);
  const ports = new Set(answers.map(({ port }) => port));
  for (const port of ports) {
    const ear = dgram.createSocket({ type: "udp4", reuseAddr: true });
    await bound(ear, port, "0.0.0.0");
    const groups = new Set(answers.filter((answer) => answer.port === port).flatMap((answer) => answer.groups));
    for (const group of groups) ear.addMembership(group, earAddress);
    ear.on("message", (bytes, from) => {
      for (const mouth of mouths) hear(mouth, port, bytes, from);
    });
  }
  await Promise.all(mouths.map(listenOnIpv6));
  for (const { answers: own, socketOf } of mouths) {
    for (const answer of own) {
      if (answer.everyMs === undefined || answer.to === "asker") continue;
      const { address, port } = answer.to;
      const say = () =>
        send(socketOf(answer.fromPort ?? answer.port), Buffer.from(answer.bytes, "base64"), port, address);
      setInterval(say, answer.everyMs);
    }
  }
}

async function mouthOf(device: Device): Promise<Mouth> {
  const sockets = new Map<number, dgram.Socket>();
  const mouth: Mouth = {
    device,
    answers: device.udp,
    socketOf: (port) => {
      const socket = sockets.get(port);
      if (socket === undefined) throw new Error(`${device.name} has no socket on ${port}`);
      return socket;
    },
  };
  for (const port of new Set(device.udp.flatMap((answer) => [answer.port, answer.fromPort ?? answer.port]))) {
    const socket = dgram.createSocket({ type: "udp4", reuseAddr: true });
    await bound(socket, port, device.address);
    socket.setBroadcast(true);
    socket.setMulticastInterface(device.address);
    // What is sent to this device alone.
    socket.on("message", (bytes, from) => hear(mouth, port, bytes, from));
    sockets.set(port, socket);
  }
  return mouth;
}

function hear({ answers, socketOf }: Mouth, port: number, bytes: Buffer, from: dgram.RemoteInfo): void {
  for (const answer of answers) {
    if (answer.port !== port || !isQuestion(answer.question, bytes)) continue;
    const reply = answerTo(answer, bytes, from.port);
    if (reply === null) continue;
    const to = answer.to === "asker" ? from : answer.to;
    setTimeout(() => send(socketOf(answer.fromPort ?? answer.port), reply, to.port, to.address), answer.delayMs ?? 0);
  }
}

/** A device whose subnet the asker is not in cannot send to it; that is how it is, and no error. */
function send(socket: dgram.Socket, bytes: Buffer, port: number, address: string): void {
  socket.send(bytes, port, address, () => undefined);
}

async function listenOnIpv6({ device, answers }: Mouth): Promise<void> {
  if (device.ipv6Interface === null) return;
  const socket = dgram.createSocket({ type: "udp6", reuseAddr: true, ipv6Only: true });
  await bound(socket, DISCOVERY_PORT, "::");
  socket.addMembership(DISCOVERY_GROUP_V6, `::%${device.ipv6Interface}`);
  socket.on("message", (bytes, from) => {
    for (const answer of answers) {
      if (answer.port !== DISCOVERY_PORT || answer.to !== "asker" || !isQuestion(answer.question, bytes)) continue;
      const reply = answerTo(answer, bytes, from.port);
      if (reply !== null) send(socket, reply, from.port, from.address);
    }
  });
}

const bound = (socket: dgram.Socket, port: number, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, () => {
      socket.off("error", reject);
      socket.on("error", () => undefined);
      resolve();
    });
  });
