import ssh2 from "ssh2";
import { publicKeyFingerprint, publicKeyLine } from "#core/relay/ssh-public-key.ts";

/** A key pair for SSH. The private part goes straight to the keychain. */
export interface SshKeyPair {
  /** As OpenSSH keeps it ("-----BEGIN OPENSSH PRIVATE KEY-----", with a line feed at the end), without a passphrase. Secret. */
  readonly privateKey: string;
  /** "ssh-ed25519 AAAA...", without a comment. */
  readonly publicKey: string;
  /** "SHA256:..." */
  readonly fingerprint: string;
}

/** A new Ed25519 key pair. The random numbers are the system's (node:crypto). */
export function generateSshKeyPair(): SshKeyPair {
  for (;;) {
    const { private: text } = ssh2.utils.generateKeyPairSync("ed25519");
    // OpenSSH refuses a private key whose last line has no end.
    const privateKey = `${text.trimEnd()}\n`;
    const parts = publicPartOf(privateKey);
    // ssh2 1.17 leaves out a zero that a public key begins with: nobody can read one of 256 (31 of 8,000, measured).
    if (parts !== null) return { privateKey, ...parts };
  }
}

/** The public part of a private key, or null when that is no private key that needs no passphrase. */
export function publicPartOf(privateKey: string): Omit<SshKeyPair, "privateKey"> | null {
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error || !parsed.isPrivateKey()) return null;
  const blob = parsed.getPublicSSH();
  return { publicKey: publicKeyLine({ type: parsed.type, blob }), fingerprint: publicKeyFingerprint(blob) };
}
