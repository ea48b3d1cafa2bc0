import { UNIT_HARDENING } from "../system/systemd-hardening.ts";

/** systemd's units of a box. They name no site: what differs is in `box.conf`. */

const unit = (...lines: string[]): string => `${lines.join("\n")}\n`;

export const LINUX_UNITS: Readonly<Record<string, string>> = {
  "farsite-path.service": unit(
    "[Unit]",
    "Description=Farsite: look at the way to the hub, and act on it",
    "After=network-online.target",
    "Wants=network-online.target",
    "",
    "[Service]",
    "Type=oneshot",
    "ExecStart=/usr/local/lib/farsite/farsite-path",
    // Pings, the hub's report and every device's port have their own limits, which add up to less.
    "TimeoutStartSec=180",
    "StateDirectory=farsite",
    "CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_DAC_OVERRIDE",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
    ...UNIT_HARDENING,
  ),
  "farsite-path.timer": unit(
    "[Unit]",
    "Description=Farsite: look at the way to the hub every 30 seconds",
    "",
    "[Timer]",
    "OnBootSec=30",
    "OnUnitActiveSec=30",
    "AccuracySec=5",
    "",
    "[Install]",
    "WantedBy=timers.target",
  ),
  "farsite-tunnel.service": unit(
    "[Unit]",
    "Description=Farsite: fallback by OpenSSH; farsite-path starts and stops it",
    "After=network-online.target",
    "Wants=network-online.target",
    // Tried for as long as it takes.
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "ExecStart=/usr/local/lib/farsite/farsite-tunnel",
    "User=farsite-tunnel",
    "RuntimeDirectory=farsite-tunnel",
    "Restart=always",
    "RestartSec=15",
    "CapabilityBoundingSet=",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
    ...UNIT_HARDENING,
  ),
};
