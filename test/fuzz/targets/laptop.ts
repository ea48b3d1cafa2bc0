import {
  packetFilterState,
  parseSocketFilterState,
  parseUfwConf,
  windowsFirewalls,
} from "#core/system/local-firewall.ts";
import { isOwnForwarder, nameServerAddresses, parseResolvConf, parseScutilDns } from "#core/system/name-servers.ts";
import {
  parseGnomeProxy,
  parseInternetSettings,
  parseScutilProxy,
  proxyOfEnvironment,
} from "#core/system/proxy-settings.ts";
import {
  gnomeProxy,
  internetSettings,
  procModules,
  resolvConf,
  scutilDns,
  scutilProxy,
  socketFilter,
  ufwConf,
  windowsFirewall,
} from "../../fakes/system-outputs.ts";
import { fromUtf8, must, mustBeAddress, mustBeRecordable, utf8, type FuzzTarget } from "../target.ts";

/** Stands in every seed in front of an `@`. */
const SECRET = "geheim";

const proxy: FuzzTarget = {
  name: "proxy-settings",
  sources: { "core/system/proxy-settings.ts": [], "core/system/registry-values.ts": [] },
  seeds: () =>
    [
      ...Object.values(internetSettings),
      ...Object.values(scutilProxy),
      ...Object.values(gnomeProxy).map((text) => text.replaceAll(`'${SECRET}'`, "''")),
      "http://proxy.example:8080",
      "socks5://[fd00::7]:1080/",
    ].map((text) => utf8(text)),
  tokens: [
    `http://user:${SECRET}@`,
    `${SECRET}@`,
    "http=",
    "https=",
    "socks=",
    ";",
    "[fd00::1]:80",
    "    ProxyEnable    REG_DWORD    0x1\r\n",
    "    ProxyServer    REG_SZ    a.example:1\r\n",
    "    AutoConfigURL    REG_SZ    http://a.example/x.pac?y#z\r\n",
    "  HTTPEnable : 1\n  HTTPProxy : a.example\n",
    "  SOCKSEnable : 1\n",
    "  ProxyAutoConfigEnable : 1\n",
    "org.gnome.system.proxy mode 'manual'\n",
    "org.gnome.system.proxy mode 'auto'\n",
    "org.gnome.system.proxy.socks host '::1'\n",
    "\n",
  ],
  check(input) {
    const text = fromUtf8(input);
    const readings = [
      parseInternetSettings(text),
      parseScutilProxy(text),
      parseGnomeProxy(text),
      proxyOfEnvironment({ https_proxy: text.slice(0, 2_000) }),
      proxyOfEnvironment({ HTTP_PROXY: text.slice(0, 40), no_proxy: text.slice(-1) }),
    ];
    for (const reading of readings) {
      mustBeRecordable({ kind: "system-proxy", ...reading });
      for (const shown of [reading.proxy, reading.autoConfigUrl])
        must(shown === null || !shown.includes("@"), "what may hold a password never holds one");
    }
    return readings
      .map(({ proxy: shown, autoConfigUrl }) => `${shown === "?" ? "?" : shown !== null}${autoConfigUrl !== null}`)
      .join(" ");
  },
};

const nameServers: FuzzTarget = {
  name: "name-servers",
  sources: { "core/system/name-servers.ts": [] },
  seeds: () => [...Object.values(resolvConf), scutilDns, "[fe80::1%3]:53"].map((text) => utf8(text)),
  tokens: [
    "nameserver 9.9.9.9\n",
    "nameserver ::1\n",
    "  nameserver[0] : 9.9.9.9\n",
    "resolver #1\n",
    "DNS configuration (",
    "  domain   : x\n",
    "fec0::1",
    "%eth0",
  ],
  check(input) {
    const text = fromUtf8(input);
    const lists = [parseResolvConf(text), parseScutilDns(text), nameServerAddresses(text.split("\n"))];
    for (const servers of lists) {
      mustBeRecordable({ kind: "name-servers", servers });
      for (const server of servers) mustBeAddress(server);
      must(new Set(servers).size === servers.length, "a server is listed once");
    }
    return lists.map((servers) => `${Math.min(servers.length, 3)}${servers.some(isOwnForwarder)}`).join(" ");
  },
};

const firewall: FuzzTarget = {
  name: "local-firewall",
  sources: { "core/system/local-firewall.ts": [], "core/system/registry-values.ts": ["registryText"] },
  seeds: () =>
    [
      ...Object.values(windowsFirewall),
      ...Object.values(socketFilter),
      ...Object.values(ufwConf),
      ...Object.values(procModules),
    ].map((text) => utf8(text)),
  tokens: [
    "HKEY_LOCAL_MACHINE\\X\\PublicProfile\r\n",
    "HKEY_LOCAL_MACHINE\\X\\PrivateProfile\r\n",
    "    EnableFirewall    REG_DWORD    0x0\r\n",
    "    EnableFirewall    REG_DWORD    0x1\r\n",
    "(State = 1)",
    "ENABLED=yes\n",
    "ENABLED=no\n",
    "nf_tables 1 0\n",
  ],
  check(input) {
    const text = fromUtf8(input);
    const half = text.length >> 1;
    const firewalls = windowsFirewalls(text.slice(0, half), text.slice(half));
    const states = [parseSocketFilterState(text), parseUfwConf(text), packetFilterState(text)];
    mustBeRecordable({
      kind: "local-firewall",
      firewalls: [...firewalls, ...states.map((state) => ({ name: "x", state }))],
    });
    must(states[2] !== "on", "that a filter is loaded does not tell that it filters");
    return `${firewalls.map(({ state }) => state).join(" ")}, ${states.join(" ")}`;
  },
};

export const LAPTOP_TARGETS: readonly FuzzTarget[] = [proxy, nameServers, firewall];
