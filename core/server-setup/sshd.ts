import type { FirmServer } from "../tunnel/firm-server.ts";
import { sshdPorts } from "./listeners.ts";
import type { SetupOptions } from "./setup-options.ts";
import { keyComment, portNumber, siteName, sshPublicKey, userName } from "./values.ts";

/** Before all others of the folder: sshd keeps the first value that it reads, and providers leave files of their own there. */
export const SSHD_CONFIG = "/etc/ssh/sshd_config.d/00-farsite.conf";
export const RELAY_KEYS = "/etc/farsite/relay-keys";

/**
 * sshd for administrators with a key and for sites' tunnels. Needs OpenSSH 9.2 (Debian 12). @throws RangeError
 */
export function sshdConfig(server: FirmServer, { owner }: Pick<SetupOptions, "owner">): string {
  const admin = userName(server.ssh.user);
  const relay = server.relay === null ? null : userName(server.relay.user);
  const users = [admin, ...(owner === null ? [] : [userName(owner.user)]), ...(relay === null ? [] : [relay])];
  if (new Set(users).size !== users.length) throw new RangeError(`accounts of one name: ${users.join(", ")}`);
  return [
    "# By Farsite.",
    ...sshdPorts(server).map((port) => `Port ${portNumber("SSH", port)}`),
    "HostKey /etc/ssh/ssh_host_ed25519_key",
    "PermitRootLogin no",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "AuthenticationMethods publickey",
    `AllowUsers ${users.join(" ")}`,
    // GCM and CTR beside ChaCha20: Electron's BoringSSL has no ChaCha20, small routers' Dropbear has no GCM.
    "KexAlgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org",
    "Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr",
    "MACs hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256",
    "HostKeyAlgorithms ssh-ed25519",
    "PubkeyAcceptedAlgorithms ssh-ed25519,sk-ssh-ed25519@openssh.com,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256",
    "LoginGraceTime 20",
    "MaxAuthTries 4",
    // Many sites come back at once when the server was restarted.
    "MaxStartups 30:30:200",
    "MaxSessions 4",
    // sshd 9.2 asks at every second interval only and gives up at the one after the last: a dead line's port is free again after 60 s,
    // with 15 and 3 after 120 s (measured). A line that stalls for less stays.
    "ClientAliveInterval 10",
    "ClientAliveCountMax 2",
    "TCPKeepAlive yes",
    "X11Forwarding no",
    "AllowAgentForwarding no",
    "AllowStreamLocalForwarding no",
    "AllowTcpForwarding no",
    "GatewayPorts no",
    "PermitTunnel no",
    "PermitUserEnvironment no",
    "PermitUserRC no",
    // Administrators reach what only listens on the server itself, and so does Farsite's proof. Through a hub it has to reach sites'
    // devices as well, whose addresses sshd has no pattern for; metadata stay shut to this account by the firewall.
    `Match User ${[admin, ...(owner === null ? [] : [owner.user])].join(",")}`,
    "  AllowTcpForwarding local",
    server.wireguard === null ? "  PermitOpen 127.0.0.1:* [::1]:* localhost:*" : "  PermitOpen any",
    ...(relay === null ? [] : relayMatch(relay)),
    "",
  ].join("\n");
}

/** Where a port may be is in each key's own line (`permitlisten`). */
const relayMatch = (relay: string): string[] => [
  `Match User ${relay}`,
  `  AuthorizedKeysFile ${RELAY_KEYS}`,
  "  AllowTcpForwarding remote",
  "  GatewayPorts clientspecified",
  "  PermitOpen none",
  "  PermitTTY no",
  // One: the report of a site's box.
  "  MaxSessions 1",
];

/** A port of the server's that a key may listen at. */
export interface RelayListen {
  readonly port: number;
  /** On all addresses; otherwise on the server's loopback. */
  readonly everyone: boolean;
}

/**
 * A site's line in the relay's list of keys: it can listen at these ports, and report how its box is, and do nothing else.
 *
 * `ssh -R 20001:...` asks for localhost, `ssh -R 127.0.0.1:20001:...` and libraries for the address; for everybody `*` or 0.0.0.0 is
 * asked (sshd(8), `permitlisten`).
 *
 * @param site what its reports are filed under
 * @throws RangeError
 */
export function relayKeyLine(key: {
  readonly publicKey: string;
  readonly listens: readonly RelayListen[];
  readonly site: string;
  readonly comment: string;
}): string {
  const [type = "", blob = ""] = sshPublicKey(key.publicKey).split(" ");
  if (type !== "ssh-ed25519") throw new RangeError(`a site's key is an Ed25519 key, not ${type}`);
  if (key.listens.length === 0) throw new RangeError("a site's key without a port could listen anywhere");
  const listens = key.listens.flatMap(({ port, everyone }) => {
    const number = portNumber("relay's port", port);
    return everyone ? [`*:${number}`] : [`localhost:${number}`, `127.0.0.1:${number}`];
  });
  const options = [
    "restrict",
    "port-forwarding",
    ...listens.map((listen) => `permitlisten="${listen}"`),
    `command="health:${siteName(key.site)}"`,
  ];
  return `${options.join(",")} ${type} ${blob} ${keyComment(key.comment)}`;
}

/** The relay account's login shell: whatever is asked for, a site's report is all there is. */
export const RELAY_SHELL = "/usr/local/sbin/farsite-relay-shell";
export const RELAY_SHELL_SCRIPT = `#!/bin/sh
# By Farsite. sshd calls this as "-c COMMAND", and COMMAND is the one of the key's line.
set -f
[ "$#" -eq 2 ] && [ "$1" = -c ] || exit 1
case $2 in
  health:*) exec /usr/local/sbin/farsite-apply health "$(printf %s "$2" | cut -c8-)" ;;
esac
exit 1
`;
