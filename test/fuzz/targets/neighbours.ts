import {
  parseArpListing,
  parseIpNeigh,
  parseNdp,
  parseNetshNeighbours,
  parseProcNetArp,
  parseProcNetArpUnanswered,
} from "#core/system/neighbour-table.ts";
import { neighbourTables } from "../../fakes/neighbour-tables.ts";
import { vectorFile } from "../../unit/codec/vector-files.ts";
import { fromUtf8, must, mustBeAddress, utf8, type FuzzTarget } from "../target.ts";

const READERS = { parseProcNetArp, parseIpNeigh, parseArpListing, parseNdp, parseNetshNeighbours };

const neighbours: FuzzTarget = {
  name: "neighbours",
  sources: { "core/system/neighbour-table.ts": [] },
  seeds: () => [
    ...["freebsd12-arp-a", "osx-10.14.6-arp-a", "ubuntu-18.04-arp-a"].map((name) => vectorFile(`system/${name}.txt`)),
    ...Object.values(neighbourTables).map((text) => utf8(text)),
  ],
  tokens: [
    "192.168.1.1",
    "fe80::1%en0",
    "02:00:5e:00:00:01",
    "2:0:5e:0:0:1",
    "01:00:5e:00:00:fb",
    "00:00:00:00:00:00",
    "0x2",
    " dev eth0 lladdr ",
    " REACHABLE",
    " FAILED",
    " on en0 ",
    " permanent ",
    "Interface: 10.0.0.2 --- 0xb\n",
    "Interface 12: Ethernet\n",
    "\n",
  ],
  check(input) {
    const text = fromUtf8(input);
    const unanswered = parseProcNetArpUnanswered(text);
    unanswered.forEach((address) => mustBeAddress(address));
    must(unanswered.length <= 8_192, "a table has an end");
    const found = Object.entries(READERS)
      .map(([name, read]) => {
        const entries = read(text);
        must(entries.length <= 8_192, "a table has an end");
        for (const { address, mac, interfaceRef } of entries) {
          mustBeAddress(address);
          must(/^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/.test(mac), `${mac} is no device's`);
          must(mac !== "00:00:00:00:00:00", "nobody has this one");
          if (interfaceRef && "name" in interfaceRef) must(interfaceRef.name !== "", "an interface has a name");
        }
        const [first] = entries;
        return `${name} ${Math.min(entries.length, 3)} ${first?.confirmed} ${Object.keys(first?.interfaceRef ?? {}).join("")}`;
      })
      .join("; ");
    return `${found}; ${Math.min(unanswered.length, 2)}`;
  },
};

export const NEIGHBOUR_TARGETS: readonly FuzzTarget[] = [neighbours];
