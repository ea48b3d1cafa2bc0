import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { DatagramInbox } from "#host/scan/datagram-inbox.ts";

const place = null;
let nextByte = 0;
const fresh = (): Uint8Array => Uint8Array.of(1, (nextByte += 1) & 0xff, nextByte >> 8, nextByte >> 16);

function inbox(onRead = (): void => {}): { box: DatagramInbox<null>; read: string[] } {
  const read: string[] = [];
  const box = new DatagramInbox<null>(({ address }) => {
    read.push(address);
    onRead();
  });
  return { box, read };
}

const slow = (): void => {
  const untilMs = performance.now() + 1;
  while (performance.now() < untilMs);
};

describe("a scan's inbox", () => {
  it("reads what came, later, and once what is repeated word for word", async () => {
    const { box, read } = inbox();
    const bytes = fresh();
    box.offer({ bytes, address: "a", port: 1, place });
    box.offer({ bytes: Uint8Array.from(bytes), address: "a", port: 1, place });
    box.offer({ bytes, address: "b", port: 1, place });
    expect(read).toEqual([]);
    await turn();
    expect(read).toEqual(["a", "b"]);
    expect(box.dropped).toBe(0);
  });

  it("lets everything else have its turn", async () => {
    const { box, read } = inbox(slow);
    for (let i = 0; i < 100; i += 1) box.offer({ bytes: fresh(), address: `s${i}`, port: 1, place });
    await turn();
    expect(read.length).toBeGreaterThan(0);
    expect(read.length).toBeLessThan(100);
    box.end();
  });

  it("reads who says little before who says much", async () => {
    const { box, read } = inbox();
    for (let i = 0; i < 200; i += 1) box.offer({ bytes: fresh(), address: "loud", port: 1, place });
    box.offer({ bytes: fresh(), address: "quiet", port: 1, place });
    await turn();
    expect(read.indexOf("quiet")).toBe(8);
  });

  it("takes so much of one sender, of all senders together, and of one datagram", async () => {
    const { box, read } = inbox();
    for (let i = 0; i < 300; i += 1) box.offer({ bytes: fresh(), address: "loud", port: 1, place });
    expect(box.dropped).toBe(300 - 256);
    box.offer({ bytes: new Uint8Array(9_001), address: "long", port: 1, place });
    expect(box.dropped).toBe(45);
    await turn();
    expect(read).toHaveLength(256);
  });

  it("bounds what waits: 65,000 datagrams of 5,000 senders", async () => {
    const { box, read } = inbox();
    for (let i = 0; i < 65_000; i += 1) box.offer({ bytes: fresh(), address: `s${i % 5_000}`, port: 1, place });
    expect(box.dropped).toBe(65_000 - 4_096);
    for (let turns = 0; turns < 1_000 && read.length < 4_096; turns += 1) await turn();
    expect(read).toHaveLength(4_096);
    box.end();
  });

  it("bounds what waits by its size, too", () => {
    const { box } = inbox();
    for (let i = 0; i < 1_100; i += 1) {
      const bytes = new Uint8Array(8_000);
      bytes.set(fresh());
      box.offer({ bytes, address: `s${i}`, port: 1, place });
    }
    expect(box.dropped).toBe(1_100 - Math.floor((8 * 1_024 * 1_024) / 8_000));
    box.end();
  });

  it("forgets at its end what it has not read", async () => {
    const { box, read } = inbox(slow);
    for (let i = 0; i < 100; i += 1) box.offer({ bytes: fresh(), address: `s${i}`, port: 1, place });
    box.end();
    const count = read.length;
    expect(count + box.dropped).toBe(100);
    await turn();
    expect(read).toHaveLength(count);
  });
});
