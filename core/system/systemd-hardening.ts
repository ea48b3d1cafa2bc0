/** What keeps a unit from all that no program of Farsite's needs (systemd.exec(5)). What a unit may do besides, it says itself. */
export const UNIT_HARDENING: readonly string[] = [
  "NoNewPrivileges=yes",
  "ProtectSystem=strict",
  "ProtectHome=yes",
  "PrivateTmp=yes",
  "PrivateDevices=yes",
  "ProtectControlGroups=yes",
  "ProtectKernelModules=yes",
  "ProtectKernelTunables=yes",
  "RestrictRealtime=yes",
  "RestrictSUIDSGID=yes",
  "LockPersonality=yes",
  "SystemCallArchitectures=native",
];

/** For a program that serves the network under an account of its own, and starts no others. */
export const SERVICE_HARDENING: readonly string[] = [
  ...UNIT_HARDENING,
  "UMask=0077",
  "ProtectClock=yes",
  "ProtectHostname=yes",
  "ProtectKernelLogs=yes",
  "RestrictNamespaces=yes",
  "MemoryDenyWriteExecute=yes",
  "SystemCallFilter=@system-service",
  "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
];
