import { readFileSync, writeFileSync } from "node:fs";
import { playFlood } from "./play-flood.ts";
import { playTcp } from "./play-tcp.ts";
import { playUdp } from "./play-udp.ts";
import type { RoomScript } from "./room-script.ts";

/** Runs in a room of the device site and plays everybody in it: `player.ts SCRIPT.json`. */

const script = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as RoomScript;
await Promise.all([playUdp(script), playTcp(script)]);
const [first] = script.devices;
if (script.flood > 0 && first !== undefined) playFlood(script.flood, first.address, script.earAddress);
writeFileSync(script.readyFile, "");
