import dgram from "node:dgram";
import { ECHO_MARK } from "../model.ts";
import { probeMatch, scopesOf, serviceAt } from "../answers/onvif.ts";
import { sadp } from "../answers/sadp.ts";

/** Devices that do not exist: one card answers for thousands of them, half by SADP and half by WS-Discovery. */

const SADP_PORT = 37_020;
const DISCOVERY_PORT = 3_702;
const GROUP = "239.255.255.250";
/** So that the wire and the asker's buffer can take them: 5,000 in a second. */
const BATCH = 50;
const BATCH_EVERY_MS = 10;

/** From the card with `address`, for as long as anybody asks. */
export function playFlood(count: number, address: string, earAddress: string): void {
  const ports = [
    [SADP_PORT, (index: number) => fakeHikvision(index)],
    [DISCOVERY_PORT, (index: number) => fakeOnvif(index)],
  ] as const;
  for (const [port, packetOf] of ports) {
    const mouth = dgram.createSocket({ type: "udp4", reuseAddr: true }).on("error", () => undefined);
    mouth.bind(port, address);
    const ear = dgram.createSocket({ type: "udp4", reuseAddr: true }).on("error", () => undefined);
    let isPouring = false;
    ear.on("message", (bytes, from) => {
      if (isPouring || !/Probe/.test(bytes.toString("latin1"))) return;
      isPouring = true;
      const messageId = /<(?:[\w-]+:)?MessageID[^>]*>([^<]*)</.exec(bytes.toString("latin1"))?.[1] ?? "";
      let index = 0;
      const timer = setInterval(() => {
        for (let left = BATCH; left > 0 && index < count / 2; left -= 1, index += 1) {
          mouth.send(packetOf(index).replaceAll(ECHO_MARK, messageId), from.port, from.address);
        }
        if (index < count / 2) return;
        clearInterval(timer);
        isPouring = false;
      }, BATCH_EVERY_MS);
    });
    ear.bind(port, "0.0.0.0", () => ear.addMembership(GROUP, earAddress));
  }
}

const text = (base64: string): string => Buffer.from(base64, "base64").toString("utf8");
const hexOf = (index: number, digits: number): string => index.toString(16).padStart(digits, "0");
const macOf = (first: string, index: number): string => `${first}:${hexOf(index, 6).replaceAll(/(..)(?=.)/g, "$1:")}`;
const addressOf = (index: number): string => `192.168.${1 + (index >> 8)}.${index & 0xff}`;

const fakeHikvision = (index: number): string =>
  text(
    sadp(
      {
        description: "DS-2CD2143G2-I",
        serialNumber: `DS-2CD2143G2-I20990101AAWR${hexOf(index, 8)}`,
        mac: macOf("44:19:b6", index),
        address: addressOf(index),
        mask: "255.255.0.0",
        gateway: "192.168.1.1",
        firmware: "V9.9.9",
        activated: true,
      },
      "unicast",
    ).bytes,
  );

const fakeOnvif = (index: number): string =>
  text(
    probeMatch({
      uuid: `00000000-0000-4000-8000-0000${hexOf(index, 8)}`,
      scopes: scopesOf(`Flood ${index}`, `FL-${index}`),
      xaddrs: [serviceAt(addressOf(index))],
    }).bytes,
  );
