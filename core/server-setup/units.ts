import { SERVICE_HARDENING } from "../system/systemd-hardening.ts";

/** Units of what Debian's packages bring none for. */

/** Besides what all services have, after the manner of the vantage's. */
const HARDENED = [
  ...SERVICE_HARDENING,
  "ProtectProc=invisible",
  "ProcSubset=pid",
  "RemoveIPC=yes",
  "KeyringMode=private",
  "SystemCallErrorNumber=EPERM",
  // Keys and logins stay out of the swap and out of core dumps.
  "MemorySwapMax=0",
  "LimitCORE=0",
];

const LOW_PORT = ["AmbientCapabilities=CAP_NET_BIND_SERVICE", "CapabilityBoundingSet=CAP_NET_BIND_SERVICE"];

function unit(description: string, service: readonly string[]): string {
  return [
    "[Unit]",
    `Description=${description}`,
    "Wants=network-online.target",
    "After=network-online.target wg-quick@wg0.service",
    // For ever: a line that is down is no reason to give up.
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    ...service,
    "Restart=always",
    "RestartSec=2",
    ...HARDENED,
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

export const frpsUnit = (): string =>
  unit("frp server", [
    "Type=exec",
    "ExecStart=/usr/local/bin/frps -c /etc/farsite/frps.toml",
    "User=farsite-frps",
    ...LOW_PORT,
    "MemoryMax=256M",
    "TasksMax=256",
    "LimitNOFILE=65536",
  ]);

export const mediaUnit = (engine: "go2rtc" | "mediamtx"): string =>
  unit("Media relay", [
    "Type=exec",
    engine === "go2rtc"
      ? "ExecStart=/usr/local/bin/go2rtc -config /etc/farsite/go2rtc.yaml"
      : "ExecStart=/usr/local/bin/mediamtx /etc/farsite/mediamtx.yml",
    "User=farsite-media",
    "SupplementaryGroups=farsite-tls",
    ...LOW_PORT,
    "MemoryMax=1G",
    "TasksMax=512",
    "LimitNOFILE=65536",
  ]);

export const sharedPortUnit = (): string =>
  unit("TCP 443 for several services", [
    "Type=exec",
    "ExecStart=/usr/sbin/nginx -c /etc/farsite/shared-port.conf -g 'daemon off;'",
    "ExecReload=/bin/kill -HUP $MAINPID",
    "RuntimeDirectory=farsite-shared-port",
    "CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SETUID CAP_SETGID CAP_CHOWN CAP_DAC_OVERRIDE",
    "ReadWritePaths=/var/lib/nginx /var/log/nginx",
    "MemoryMax=256M",
    "LimitNOFILE=65536",
  ]);

/** Beside the package's own unit. */
export const coturnDropIn = (needsLowPort: boolean): string =>
  [
    "[Service]",
    "SupplementaryGroups=farsite-tls",
    ...(needsLowPort ? LOW_PORT : ["CapabilityBoundingSet="]),
    "Restart=always",
    "RestartSec=2",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateDevices=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "ProtectControlGroups=yes",
    "RestrictSUIDSGID=yes",
    "ReadWritePaths=/var/lib/turn",
    "MemorySwapMax=0",
    "LimitCORE=0",
    "",
  ].join("\n");
