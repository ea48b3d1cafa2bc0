import type { FirmServer } from "../tunnel/firm-server.ts";
import { certificateCommands, TLS_CERTIFICATE } from "./certificates.ts";
import { frpCertificateCommands, FRPS_GROUP } from "./frp.ts";
import { certificateNames, sharedPort } from "./listeners.ts";
import { yamlJson, type Plain } from "./quoted-text.ts";
import { serverSetup } from "./server-setup.ts";
import type { SetupFile } from "./setup-file.ts";
import type { FetchedProgram, ServerSecrets, SetupOptions } from "./setup-options.ts";
import { RELAY_SHELL } from "./sshd.ts";
import { checked, hostName, address, sshPublicKey, userName } from "./values.ts";

/**
 * User data for a new server: the whole set-up in one text to paste at the provider. It is JSON, which cloud-init reads as the YAML it
 * is, because JSON's quoting leaves nothing to doubt. It holds the secrets: whoever can read the server's metadata has them.
 *
 * @param pack gzip and then base64, as write_files' `gz+b64` takes it; null: every file stands there as it is, for reading
 * @throws RangeError
 */
export function cloudInit(
  server: FirmServer,
  secrets: ServerSecrets,
  options: SetupOptions,
  pack: ((text: string) => string) | null = null,
): string {
  const files = serverSetup(server, secrets, options);
  const document: Plain = {
    package_update: true,
    package_upgrade: true,
    package_reboot_if_required: true,
    packages: packages(server, options),
    ssh_pwauth: false,
    disable_root: true,
    ssh_deletekeys: true,
    ssh_genkeytypes: ["ed25519"],
    // Certificates, and the clock that WireGuard's handshakes carry.
    ntp: { enabled: true },
    // Keys in memory stay off the disk.
    swap: { size: 0 },
    users: users(server, options),
    write_files: files.map((file) => writtenFile(file, pack)),
    runcmd: commands(server, options, files),
  };
  return `#cloud-config\n${yamlJson(document)}\n`;
}

/** Shorter files only get longer. */
const WORTH_PACKING = 600;

/** As cloud-init counts: AWS takes 16 KB (also compressed), Hetzner 32, DigitalOcean and Azure 64. */
export const USER_DATA_BYTES = { plain: 32_768, compressed: 16_384 } as const;

export function packages(server: FirmServer, options: SetupOptions): string[] {
  return [
    "nftables",
    "openssh-server",
    "openssl",
    "sudo",
    "unattended-upgrades",
    "util-linux",
    ...(server.wireguard === null ? [] : ["wireguard-tools"]),
    ...(server.turn === null ? [] : ["coturn"]),
    ...(sharedPort(server).isShared ? ["libnginx-mod-stream", "nginx"] : []),
    ...(certificateNames(options).length === 0 ? [] : ["certbot"]),
    ...(options.frps === null && options.media?.program == null ? [] : ["ca-certificates", "curl"]),
  ];
}

function users(server: FirmServer, { adminKeys, owner }: SetupOptions): Plain[] {
  const person = (name: string, keys: readonly string[]): Plain => ({
    name: userName(name),
    shell: "/bin/bash",
    lock_passwd: true,
    ssh_authorized_keys: keys.map(sshPublicKey),
  });
  const service = (name: string, shell: string): Plain => ({
    name,
    system: true,
    no_create_home: true,
    homedir: "/nonexistent",
    shell,
    lock_passwd: true,
  });
  const { relay, frp, media } = server;
  return [
    person(server.ssh.user, adminKeys),
    ...(owner === null ? [] : [person(owner.user, owner.keys)]),
    ...(relay === null ? [] : [service(userName(relay.user), RELAY_SHELL)]),
    ...(frp === null ? [] : [service(FRPS_GROUP, "/usr/sbin/nologin")]),
    ...(media === null ? [] : [service("farsite-media", "/usr/sbin/nologin")]),
  ];
}

/** Groups are given afterwards: files are written before accounts and packages are there. */
function writtenFile({ path, content, mode, secret }: SetupFile, pack: ((text: string) => string) | null): Plain {
  const permissions = secret ? "0600" : mode;
  return pack !== null && content.length > WORTH_PACKING
    ? { path, permissions, encoding: "gz+b64", content: pack(content) }
    : { path, permissions, content };
}

/** What is run once the files are there; a second time does no harm but for the certificates. @throws RangeError */
export function commands(server: FirmServer, options: SetupOptions, files: readonly SetupFile[]): string[][] {
  const { relay, wireguard, turn, frp, media } = server;
  const needsTls = files.some(({ content }) => content.includes(TLS_CERTIFICATE));
  const host = server.host.includes(":") ? address("server", server.host) : hostName("server", server.host);
  return [
    ["swapoff", "-a"],
    ["systemctl", "mask", "swap.target"],
    ["install", "-d", "-m", "0755", "/var/lib/farsite", "/etc/farsite", "/etc/farsite/nftables.d"],
    ["install", "-d", "-m", "0700", "/var/lib/farsite/previous"],
    ...(relay === null ? [] : [["install", "-d", "-m", "0755", "-o", userName(relay.user), "/var/lib/farsite/health"]]),
    ["sysctl", "--system"],
    ["systemctl", "enable", "nftables.service"],
    ["systemctl", "restart", "nftables.service"],
    ["systemctl", "restart", "systemd-journald.service"],
    // The package starts a web server of its own at 80, where certificates are proven.
    ...(sharedPort(server).isShared ? [["systemctl", "disable", "--now", "nginx.service"]] : []),
    ...(needsTls ? certificateCommands(host, options) : []),
    ...(frp === null ? [] : [...frpCertificateCommands(), ...fetched("frps", options.frps)]),
    ...(media === null ? [] : fetched(media.engine, options.media?.program ?? null)),
    ...files.flatMap(({ path, group, mode }) =>
      group === undefined
        ? []
        : [
            ["chgrp", group, path],
            ["chmod", mode, path],
          ],
    ),
    ["systemctl", "daemon-reload"],
    // Ubuntu 24.04 lets systemd listen for sshd, at port 22 alone.
    [
      "sh",
      "-c",
      "if systemctl cat ssh.socket >/dev/null 2>&1; then systemctl disable --now ssh.socket; rm -f /etc/systemd/system/ssh.service.d/00-socket.conf; systemctl daemon-reload; fi",
    ],
    ["systemctl", "enable", "ssh.service"],
    ["systemctl", "restart", "ssh.service"],
    ...(wireguard === null ? [] : [["systemctl", "enable", "--now", "wg-quick@wg0.service"]]),
    ...(turn === null ? [] : started("coturn.service")),
    ...(sharedPort(server).isShared ? [...started("farsite-shared-port.service")] : []),
    ...(frp === null || options.frps === null ? [] : started("frps.service")),
    ...(media === null || options.media?.program == null ? [] : started("farsite-media.service")),
    ["touch", "/var/lib/farsite/ready"],
  ];
}

const started = (unit: string): string[][] => [
  ["systemctl", "enable", unit],
  ["systemctl", "restart", unit],
];

/** Fetched, and used only when it is exactly this. */
function fetched(name: string, program: FetchedProgram | null): string[][] {
  if (program === null) return [];
  const url = checked("program's address", program.url, /^https:\/\/[A-Za-z0-9._/~%:+-]{1,300}$/);
  const sum = checked("program's SHA-256", program.sha256, /^[0-9a-f]{64}$/);
  const there = `/usr/local/lib/farsite/${name}`;
  const unpack = url.endsWith(".tar.gz")
    ? `tar -xzf ${there}.new -C ${there}.d && install -m 0755 "$(find ${there}.d -type f -name ${name} | head -n 1)" /usr/local/bin/${name}`
    : `install -m 0755 ${there}.new /usr/local/bin/${name}`;
  return [
    ["install", "-d", "-m", "0755", "/usr/local/lib/farsite", `${there}.d`],
    ["curl", "-fsSL", "--retry", "5", "--proto", "=https", "-o", `${there}.new`, url],
    ["sh", "-c", `echo "${sum}  ${there}.new" | sha256sum -c && ${unpack}`],
  ];
}
