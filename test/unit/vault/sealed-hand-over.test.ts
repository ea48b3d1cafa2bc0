import { describe, expect, it } from "vitest";
import { HAND_OVER_PREFIX, type HandOver } from "#core/vault/hand-over.ts";
import { createLaptopKeys, laptopIdOf, signCard, type LaptopKeys } from "#host/identity/laptop-keys.ts";
import { openHandOver, sealHandOver } from "#host/vault/sealed-hand-over.ts";

const at = "2026-11-21T10:00:00Z";
const [anna, ben, carl] = [createLaptopKeys(), createLaptopKeys(), createLaptopKeys()];
const card = (keys: LaptopKeys, name: string) => signCard(keys, { name, technician: name, at });

const handOver = (changed: Partial<HandOver> = {}): HandOver => ({
  format: "farsite-handover",
  version: 1,
  at,
  from: card(anna, "Anna"),
  to: laptopIdOf(ben.publicKey),
  siteId: "0dcc7a3e-4a3b-4f0c-9d53-0f5a8a7a8a11",
  siteName: "Bakery Möller",
  accounts: [
    {
      id: "3b9f3d6a-2a7e-4c07-8f5e-7a3f1c2d4e5f",
      kind: "recorder",
      label: "Recorder, admin",
      userName: "admin",
      changedAt: at,
      password: "Grün-7Kräh_\u{1F511}",
    },
  ],
  ...changed,
});

const failsWith = (code: string): unknown => expect.objectContaining({ code });

describe("passwords handed over", () => {
  it("come out as they went in, at the laptop they were meant for", async () => {
    const text = await sealHandOver(handOver(), ben.recipient, anna);
    expect(text.startsWith(HAND_OVER_PREFIX)).toBe(true);
    expect(Buffer.from(text.slice(HAND_OVER_PREFIX.length), "base64url").toString()).not.toContain("7Kr");
    expect(await openHandOver(`\n${text} `, ben)).toEqual(handOver());
  });

  it("fit into a QR code that a webcam can read, a few at a time", async () => {
    const [first] = handOver().accounts;
    const three = [1, 2, 3].flatMap((n) => (first === undefined ? [] : { ...first, label: `Camera ${n}` }));
    expect((await sealHandOver(handOver({ accounts: three }), ben.recipient, anna)).length).toBeLessThan(1_500);
  });

  it("open at no other laptop", async () => {
    const text = await sealHandOver(handOver(), ben.recipient, anna);
    await expect(openHandOver(text, carl)).rejects.toThrow(failsWith("HANDOVER_NOT_FOR_US"));
  });

  it("are refused where somebody passes them on as meant for another laptop", async () => {
    const text = await sealHandOver(handOver(), carl.recipient, anna);
    await expect(openHandOver(text, carl)).rejects.toThrow(failsWith("HANDOVER_NOT_FOR_US"));
  });

  it("are refused where somebody else signed them, or signed another card", async () => {
    const forged = await sealHandOver(handOver(), ben.recipient, carl);
    await expect(openHandOver(forged, ben)).rejects.toThrow(failsWith("NOT_A_HANDOVER"));
    const renamed = await sealHandOver(
      handOver({ from: { ...card(carl, "Carl"), name: "Anna" } }),
      ben.recipient,
      carl,
    );
    await expect(openHandOver(renamed, ben)).rejects.toThrow(failsWith("NOT_A_HANDOVER"));
  });

  it.each(["", "hello", HAND_OVER_PREFIX, `${HAND_OVER_PREFIX}%%%`, `${HAND_OVER_PREFIX}AAAA`, "WIFI:S:x;;"])(
    "are told from %o",
    async (text) => {
      await expect(openHandOver(text, ben)).rejects.toThrow(failsWith("NOT_A_HANDOVER"));
    },
  );

  it("are refused with any bit changed or anything cut off", async () => {
    const text = await sealHandOver(handOver(), ben.recipient, anna);
    const bytes = Buffer.from(text.slice(HAND_OVER_PREFIX.length), "base64url");
    for (let place = 0; place < bytes.length; place += 23) {
      const flipped = Buffer.from(bytes);
      flipped[place] = (flipped[place] ?? 0) ^ 0x10;
      for (const broken of [flipped, bytes.subarray(0, place)]) {
        const attempt = openHandOver(HAND_OVER_PREFIX + broken.toString("base64url"), ben);
        await expect(attempt).rejects.toThrow(expect.objectContaining({ name: "HostError" }));
      }
    }
  });
});
