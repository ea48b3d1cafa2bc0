/**
 * What the programs of Windows, macOS and Linux print, written from their documented formats, in several languages: for the
 * tests of their readers and as the seeds of the fuzz run. Addresses and names are made up.
 */

const crlf = (...lines: string[]): string => lines.join("\r\n");
const lf = (...lines: string[]): string => lines.join("\n");

const INTERNET_SETTINGS = "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

/** `reg query` of the Internet Settings; all that a language changes is the name of the unnamed value. */
export const internetSettings = {
  none: crlf(
    "",
    INTERNET_SETTINGS,
    "    IE5_UA_Backup_Flag    REG_SZ    5.0",
    "    User Agent    REG_SZ    Mozilla/4.0 (compatible; MSIE 8.0; Win32)",
    "    CertificateRevocation    REG_DWORD    0x1",
    "    ZonesSecurityUpgrade    REG_BINARY    D22C3E5E3B0DD901",
    "    ProxyEnable    REG_DWORD    0x0",
    "    ProxyServer    REG_SZ    proxy.example:8080",
    "",
    `${INTERNET_SETTINGS}\\5.0`,
    `${INTERNET_SETTINGS}\\Connections`,
    "",
  ),
  german: crlf(
    "",
    INTERNET_SETTINGS,
    "    (Standard)    REG_SZ    ",
    "    ProxyEnable    REG_DWORD    0x1",
    "    ProxyServer    REG_SZ    proxy.firma.example:3128",
    "    ProxyOverride    REG_SZ    *.firma.example;<local>",
    "",
  ),
  frenchByProtocol: crlf(
    "",
    INTERNET_SETTINGS,
    "    (par défaut)    REG_SZ    (valeur non définie)",
    "    ProxyEnable    REG_DWORD    0x1",
    "    ProxyServer    REG_SZ    ftp=10.0.0.9:21;http=http://10.0.0.8:8080;https=10.0.0.7:8443",
    "",
  ),
  japaneseScript: crlf(
    "",
    INTERNET_SETTINGS,
    "    (既定)    REG_SZ    (値の設定なし)",
    "    ProxyEnable    REG_DWORD    0x0",
    "    AutoConfigURL    REG_SZ    http://user:geheim@wpad.example/proxy.pac?token=abc",
    "",
  ),
} as const;

export const scutilProxy = {
  none: lf(
    "<dictionary> {",
    "  ExceptionsList : <array> {",
    "    0 : *.local",
    "    1 : 169.254/16",
    "  }",
    "  FTPPassive : 1",
    "}",
  ),
  manual: lf(
    "<dictionary> {",
    "  ExceptionsList : <array> {",
    "    0 : *.local",
    "  }",
    "  FTPPassive : 1",
    "  HTTPEnable : 1",
    "  HTTPPort : 8080",
    "  HTTPProxy : proxy.example",
    "  HTTPSEnable : 1",
    "  HTTPSPort : 8443",
    "  HTTPSProxy : secure-proxy.example",
    "  ProxyAutoConfigEnable : 0",
    "  ProxyAutoConfigURLString : http://old.example/proxy.pac",
    "  SOCKSEnable : 0",
    "  __SCOPED__ : <dictionary> {",
    "    en0 : <dictionary> {",
    "      HTTPSEnable : 1",
    "      HTTPSPort : 1",
    "      HTTPSProxy : scoped.example",
    "    }",
    "  }",
    "}",
  ),
  script: lf(
    "<dictionary> {",
    "  ProxyAutoConfigEnable : 1",
    "  ProxyAutoConfigURLString : http://wpad.example/proxy.pac",
    "  SOCKSEnable : 1",
    "  SOCKSPort : 1080",
    "  SOCKSProxy : fd00::7",
    "}",
  ),
} as const;

const gnomeHosts = (mode: string, script: string): string =>
  lf(
    `org.gnome.system.proxy autoconfig-url '${script}'`,
    "org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1']",
    `org.gnome.system.proxy mode '${mode}'`,
    "org.gnome.system.proxy use-same-proxy true",
    "org.gnome.system.proxy.ftp host ''",
    "org.gnome.system.proxy.ftp port 0",
    "org.gnome.system.proxy.http authentication-password 'geheim'",
    "org.gnome.system.proxy.http authentication-user 'user'",
    "org.gnome.system.proxy.http enabled false",
    "org.gnome.system.proxy.http host 'proxy.example'",
    "org.gnome.system.proxy.http port 8080",
    "org.gnome.system.proxy.http use-authentication true",
    "org.gnome.system.proxy.https host ''",
    "org.gnome.system.proxy.https port 0",
    "org.gnome.system.proxy.socks host ''",
    "org.gnome.system.proxy.socks port 0",
    "",
  );
export const gnomeProxy = {
  none: gnomeHosts("none", ""),
  manual: gnomeHosts("manual", "http://old.example/proxy.pac"),
  script: gnomeHosts("auto", "http://wpad.example/proxy.pac"),
} as const;

export const resolvConf = {
  stub: lf(
    "# This is /run/systemd/resolve/stub-resolv.conf managed by man:systemd-resolved(8).",
    "nameserver 127.0.0.53",
    "options edns0 trust-ad",
    "search fritz.box",
    "",
  ),
  upstream: lf(
    "# This is /run/systemd/resolve/resolv.conf managed by man:systemd-resolved(8).",
    "nameserver 192.168.178.1",
    "nameserver fd00::3a10:d5ff:fe01:203",
    "nameserver fe80::3a10:d5ff:fe01:203%2",
    "nameserver 192.168.178.1",
    "# Too many DNS servers configured, the following entries may be ignored.",
    "nameserver 9.9.9.9",
    "search fritz.box",
    "",
  ),
} as const;

export const scutilDns = lf(
  "DNS configuration",
  "",
  "resolver #1",
  "  search domain[0] : fritz.box",
  "  nameserver[0] : fd00::3a10:d5ff:fe01:203",
  "  nameserver[1] : 192.168.178.1",
  "  if_index : 12 (en0)",
  "  flags    : Request A records, Request AAAA records",
  "  reach    : 0x00020002 (Reachable,Directly Reachable Address)",
  "",
  "resolver #2",
  "  domain   : corp.example",
  "  nameserver[0] : 10.8.0.1",
  "  flags    : Supplemental, Request A records",
  "  reach    : 0x00000003 (Reachable,Transient Connection)",
  "  order    : 103600",
  "",
  "resolver #3",
  "  domain   : local",
  "  options  : mdns",
  "  timeout  : 5",
  "  flags    : Request A records",
  "  reach    : 0x00000000 (Not Reachable)",
  "  order    : 300000",
  "",
  "DNS configuration (for scoped queries)",
  "",
  "resolver #1",
  "  search domain[0] : fritz.box",
  "  nameserver[0] : 192.168.0.1",
  "  if_index : 4 (en7)",
  "  flags    : Scoped, Request A records",
  "",
);

const FIREWALL_POLICY =
  "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy";
const enableFirewall = (key: string, value: 0 | 1): string =>
  crlf("", key, `    EnableFirewall    REG_DWORD    0x${value}`, "", "");
export const windowsFirewall = {
  allOn: ["DomainProfile", "StandardProfile", "PublicProfile"]
    .map((profile) => enableFirewall(`${FIREWALL_POLICY}\\${profile}`, 1))
    .join("\n"),
  privateOff: lf(
    enableFirewall(`${FIREWALL_POLICY}\\DomainProfile`, 1),
    enableFirewall(`${FIREWALL_POLICY}\\StandardProfile`, 0),
    enableFirewall(`${FIREWALL_POLICY}\\PublicProfile`, 1),
  ),
  /** `/s` ends with a count, which is translated ("Ende der Suche: 1 Übereinstimmung(en) gefunden."). */
  policyPrivateOn: crlf(
    enableFirewall("HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile", 1),
    "Ende der Suche: 1 Übereinstimmung(en) gefunden.",
  ),
} as const;

export const socketFilter = {
  off: "Firewall is disabled. (State = 0)\n",
  on: "Firewall is enabled. (State = 1)\n",
  blockAll: "Firewall is blocking all non-essential incoming connections. (State = 2)\n",
} as const;

export const ufwConf = {
  on: lf(
    "# /etc/ufw/ufw.conf",
    "#",
    "",
    "# Set to yes to start on boot. If setting this remotely, be sure to add a rule",
    "# ENABLED=no",
    "ENABLED=yes",
    "",
    "LOGLEVEL=low",
    "",
  ),
  off: lf("ENABLED=no", "LOGLEVEL=low", ""),
} as const;

export const procModules = {
  filter: lf(
    "nft_chain_nat 16384 4 - Live 0x0000000000000000",
    "nf_tables 372736 91 nft_compat,nft_chain_nat, Live 0x0000000000000000",
    "e1000e 356352 0 - Live 0x0000000000000000",
    "",
  ),
  none: lf("e1000e 356352 0 - Live 0x0000000000000000", "iwlwifi 598016 1 iwlmvm, Live 0x0000000000000000", ""),
} as const;

const connection = (guid: string, ...values: string[]): string =>
  crlf(
    `HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\${guid}`,
    "",
    `HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\${guid}\\Connection`,
    ...values.map((value) => `    ${value}`),
    "",
    "",
  );
/** Connections of a Japanese Windows, whose cable is called "イーサネット". */
export const windowsConnections = [
  crlf(
    "",
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}",
    "    Class    REG_SZ    Net",
    "    (既定)    REG_SZ    ネットワーク アダプター",
    "",
    "",
  ),
  connection(
    "{11111111-0000-4000-8000-000000000001}",
    "Name    REG_SZ    イーサネット",
    "PnPInstanceID    REG_SZ    PCI\\VEN_8086&DEV_15F3&SUBSYS_00008086&REV_03\\3&11583659&0&FE",
  ),
  connection(
    "{11111111-0000-4000-8000-000000000002}",
    "DefaultNameIndex    REG_DWORD    0x0",
    "DefaultNameResourceId    REG_DWORD    0x708",
    "Name    REG_SZ    Wi-Fi",
    "MediaSubType    REG_DWORD    0x2",
    "PnPInstanceID    REG_SZ    PCI\\VEN_8086&DEV_2723&SUBSYS_00848086&REV_1A\\4&10",
  ),
  connection(
    "{11111111-0000-4000-8000-000000000003}",
    "Name    REG_SZ    イーサネット 2",
    "PnPInstanceID    REG_SZ    ROOT\\NET\\0000",
  ),
  connection(
    "{11111111-0000-4000-8000-000000000004}",
    "Name    REG_SZ    wg_firma",
    "PnPInstanceID    REG_SZ    SWD\\WIREGUARD\\{11111111-0000-4000-8000-000000000004}",
  ),
  connection(
    "{11111111-0000-4000-8000-000000000005}",
    "Name    REG_SZ    vEthernet (WSL)",
    "PnPInstanceID    REG_SZ    ROOT\\VMS_MP\\0000",
  ),
  connection(
    "{11111111-0000-4000-8000-000000000006}",
    "Name    REG_SZ    Ethernet 5",
    "PnPInstanceID    REG_SZ    USB\\VID_0BDA&PID_8153\\000001",
  ),
  connection("{11111111-0000-4000-8000-000000000007}", "PnPInstanceID    REG_SZ    SWD\\MSRRAS\\MS_L2TPMINIPORT"),
].join("");

export const tapDevice = crlf(
  "",
  "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Enum\\ROOT\\NET\\0000",
  "    HardwareID    REG_MULTI_SZ    root\\tap0901\\0tap0901",
  "",
);

export const phoneBook = crlf(
  "[Firma VPN]",
  "Encoding=1",
  "PBVersion=6",
  "Type=2",
  "AutoLogon=0",
  "",
  "[Breitbandverbindung]",
  "Encoding=1",
  "Type=5",
  "",
);

export const hardwarePorts = lf(
  "",
  "Hardware Port: Ethernet Adapter (en4)",
  "Device: en4",
  "Ethernet Address: 02:00:5e:00:00:04",
  "",
  "Hardware Port: USB 10/100/1000 LAN",
  "Device: en7",
  "Ethernet Address: 02:00:5e:00:00:07",
  "",
  "Hardware Port: Thunderbolt-Bridge",
  "Device: bridge0",
  "Ethernet Address: 02:00:5e:00:00:0b",
  "",
  "Hardware Port: Wi-Fi",
  "Device: en0",
  "Ethernet Address: 02:00:5e:00:00:00",
  "",
  "Hardware Port: iPhone USB",
  "Device: en9",
  "Ethernet Address: N/A",
  "",
  "VLAN Configurations",
  "===================",
  "",
);
