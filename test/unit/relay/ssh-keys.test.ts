import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePublicKeyLine, publicKeyFingerprint, publicKeyType } from "#core/relay/ssh-public-key.ts";
import { generateSshKeyPair, publicPartOf } from "#host/relay/ssh-keys.ts";

describe("a new key pair", () => {
  it("fits together, and is another one each time", () => {
    const pair = generateSshKeyPair();
    expect(publicPartOf(pair.privateKey)).toEqual({ publicKey: pair.publicKey, fingerprint: pair.fingerprint });
    expect(pair.publicKey).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/);
    // Windows' keychain takes 1,280 characters.
    expect(pair.privateKey.length).toBeLessThan(600);
    expect(generateSshKeyPair().fingerprint).not.toBe(pair.fingerprint);
  });

  it("can always be read, also where the engine leaves out a zero", () => {
    // One of 256 would be damaged: 1,500 good ones are no luck.
    for (let made = 0; made < 1_500; made += 1)
      expect(generateSshKeyPair().publicKey).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/);
  });

  it.runIf(existsSync("/usr/bin/ssh-keygen"))("is one that ssh-keygen reads alike", () => {
    const folder = mkdtempSync(join(tmpdir(), "farsite-ssh-key-"));
    const pair = generateSshKeyPair();
    writeFileSync(join(folder, "key"), pair.privateKey, { mode: 0o600 });
    const told = (...args: string[]): string =>
      spawnSync("ssh-keygen", [...args, join(folder, "key")], { encoding: "utf8" }).stdout;
    expect(told("-y", "-f").trim()).toBe(pair.publicKey);
    expect(told("-l", "-f")).toContain(` ${pair.fingerprint} `);
    rmSync(folder, { recursive: true });
  });
});

describe("what is no key", () => {
  it("is told, whatever it is", () => {
    for (const text of [
      "",
      "ssh-ed25519",
      "ssh-ed25519 !",
      "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIA==",
      'command="x" ssh-ed25519 AAAA',
    ])
      expect(parsePublicKeyLine(text)).toBeUndefined();
    expect(publicPartOf("-----BEGIN OPENSSH PRIVATE KEY-----")).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.uint8Array({ maxLength: 100 }), (text, blob) => {
        expect(parsePublicKeyLine(text)).toBeUndefined();
        expect(publicPartOf(text)).toBeNull();
        expect(publicKeyType(blob) ?? "").toMatch(/^[a-z0-9@.-]*$/);
        expect(publicKeyFingerprint(blob)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
      }),
    );
  });
});
