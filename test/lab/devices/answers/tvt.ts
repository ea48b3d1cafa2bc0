import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { UdpAnswer } from "../model.ts";
import { addressBytes, macBytes } from "./binary.ts";

/** TVT's announcement as a camera of it sent it, with another address in the fields for it. */

const PORT = 23_456;
const QUESTION_GROUP = "234.55.55.55";
const ANSWER_GROUP = "234.55.55.56";
const ADDRESS_AT = 0x28;
const MAC_AT = 0x20;
/** Devices repeat themselves. */
const EVERY_MS = 2_000;

const capture = join(import.meta.dirname, "../../../vectors/tvt-mhed/announce-lobby.hex");

export function mhed(address: string, mac: string): UdpAnswer {
  const bytes = Buffer.from(readFileSync(capture, "utf8").replaceAll(/\s/g, ""), "hex");
  bytes.set(macBytes(mac), MAC_AT);
  bytes.set(addressBytes(address), ADDRESS_AT);
  return {
    port: PORT,
    groups: [QUESTION_GROUP],
    question: { starts: "4d484544" },
    bytes: bytes.toString("base64"),
    to: { address: ANSWER_GROUP, port: PORT },
    everyMs: EVERY_MS,
  };
}
