import type { FirmServer } from "../tunnel/firm-server.ts";
import { APPLY_COMMANDS, APPLY_PATH } from "./apply-script.ts";
import { openFile, type SetupFile } from "./setup-file.ts";
import type { SetupOptions } from "./setup-options.ts";
import { checked, userName } from "./values.ts";

/** What makes a rented machine one that can be left alone. */
export const hardeningFiles = (server: FirmServer, options: SetupOptions): SetupFile[] => [
  openFile("/etc/sysctl.d/60-farsite.conf", sysctl(server.wireguard !== null)),
  openFile("/etc/systemd/journald.conf.d/farsite.conf", "[Journal]\nSystemMaxUse=200M\nMaxRetentionSec=1month\n"),
  openFile("/etc/apt/apt.conf.d/21farsite-upgrades", upgrades(options.rebootTime)),
  { ...openFile("/etc/sudoers.d/farsite", sudoers(server, options)), mode: "0440" },
];

const sysctl = (isHub: boolean): string =>
  [
    "# By Farsite.",
    // Only a hub passes packets on.
    ...(isHub ? ["net.ipv4.ip_forward = 1"] : []),
    // A hub sends packets out where they came in, and must not tell anybody to take another way.
    "net.ipv4.conf.all.send_redirects = 0",
    "net.ipv4.conf.default.send_redirects = 0",
    "net.ipv4.conf.all.accept_redirects = 0",
    "net.ipv6.conf.all.accept_redirects = 0",
    "net.ipv4.conf.all.accept_source_route = 0",
    "net.ipv4.conf.all.rp_filter = 1",
    "net.ipv4.tcp_syncookies = 1",
    "kernel.dmesg_restrict = 1",
    "kernel.kptr_restrict = 2",
    // Keys in a service's memory stay out of core dumps.
    "fs.suid_dumpable = 0",
    "kernel.core_pattern = |/bin/false",
    "",
  ].join("\n");

const upgrades = (rebootTime: string): string =>
  [
    'APT::Periodic::Update-Package-Lists "1";',
    'APT::Periodic::Unattended-Upgrade "1";',
    'Unattended-Upgrade::Automatic-Reboot "true";',
    `Unattended-Upgrade::Automatic-Reboot-Time "${checked("time of restarts", rebootTime, /^(?:[01]\d|2[0-3]):[0-5]\d$/)}";`,
    "",
  ].join("\n");

/** The whole command is named, so nothing can be added to it. */
function sudoers(server: FirmServer, { owner }: SetupOptions): string {
  const commands = APPLY_COMMANDS.map((command) => `${APPLY_PATH} ${command}`).join(", ");
  return [
    "# By Farsite.",
    `Defaults:${userName(server.ssh.user)} env_reset, !setenv, !requiretty`,
    `${userName(server.ssh.user)} ALL=(root) NOPASSWD: ${commands}`,
    ...(owner === null ? [] : [`${userName(owner.user)} ALL=(ALL:ALL) NOPASSWD: ALL`]),
    "",
  ].join("\n");
}
