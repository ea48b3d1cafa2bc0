import { endianness } from "node:os";
import { readFileSync, writeFileSync } from "node:fs";

/**
 * Debian's miniupnpd refuses to map while its outside address is private, shared or reserved; many shipped routers do
 * not. For those, a copy of the program whose table of reserved networks lacks the private and shared ones. The
 * packaged file is not touched.
 */

const packagedProgram = "/usr/sbin/miniupnpd";

/** A table entry: the network as a number, then how many of its bits are free (getifaddr.c, `reserved[]`). */
type Entry = readonly [network: number, freeBits: number];

/** The same table answers "is the LAN address private?", so the lab's LAN stays in it, in place of 192.168.0.0/16. */
const replacements: readonly { readonly from: Entry; readonly to: Entry }[] = [
  { from: [0x0a00_0000, 24], to: [0xffff_fffe, 0] },
  { from: [0x6440_0000, 22], to: [0xffff_fffe, 0] },
  { from: [0xac10_0000, 20], to: [0xffff_fffe, 0] },
  { from: [0xc0a8_0000, 16], to: [0xc0a8_0100, 8] },
];

/** @throws Error when the packaged program is not built as expected. */
export function writePermissiveMiniupnpd(file: string): void {
  if (endianness() !== "LE") throw new Error("miniupnpd's table is looked up for little-endian machines only");
  const program = readFileSync(packagedProgram);
  for (const { from, to } of replacements) {
    const at = program.indexOf(bytesOf(from));
    if (at < 0 || program.includes(bytesOf(from), at + 1)) {
      throw new Error(`${packagedProgram} has no table of reserved networks in the known form`);
    }
    bytesOf(to).copy(program, at);
  }
  writeFileSync(file, program, { mode: 0o700 });
}

function bytesOf([network, freeBits]: Entry): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(network, 0);
  bytes.writeUInt32LE(freeBits, 4);
  return bytes;
}
