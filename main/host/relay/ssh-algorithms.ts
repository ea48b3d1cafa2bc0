import type { Algorithms } from "ssh2";

/**
 * What is offered, strongest first, as differences to what the engine can do on this Node: Electron's BoringSSL lacks ChaCha20, and an
 * algorithm named outright that is not there would be an error. All servers since OpenSSH 6.5 (2014) find a match.
 *
 * Left out: SHA-1 in host keys and MACs, Diffie-Hellman below 3,072 bits or of the server's own choice, and compression, which is
 * useless for video and tells about what it compresses.
 */
export const MODERN_ALGORITHMS: Algorithms = {
  kex: without("diffie-hellman-group-exchange-sha256", "diffie-hellman-group14-sha256"),
  serverHostKey: without("ssh-rsa"),
  hmac: without("hmac-sha1", "hmac-sha1-etm@openssh.com"),
  compress: ["none"],
};

function without<T extends string>(...names: T[]): Record<"append" | "prepend" | "remove", T | T[]> {
  return { append: [], prepend: [], remove: names };
}
