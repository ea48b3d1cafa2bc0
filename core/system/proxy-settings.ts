import { parseRegistryValues, registryNumber, registryText } from "./registry-values.ts";

/** Names and passwords are cut out while reading: neither field ever holds any. */
export type ProxySettings = {
  /** `host:port` of the proxy for web pages; `?` for one that can't be read; null: none. */
  proxy: string | null;
  /** A script that decides page by page (PAC); null: none. */
  autoConfigUrl: string | null;
};

const UNREADABLE = "?";
const MAX_PROXY_CHARACTERS = 300;
const MAX_URL_CHARACTERS = 500;
const HOST_PORT = /^(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;

/**
 * The proxy in the variables that curl, wget and most programs of a terminal obey; the one for https counts first, since most
 * pages are. `no_proxy=*` switches them off.
 */
export function proxyOfEnvironment(environment: Readonly<Record<string, string | undefined>>): ProxySettings {
  const variable = (name: string): string =>
    (environment[name]?.trim() || environment[name.toUpperCase()]?.trim()) ?? "";
  const off = variable("no_proxy") === "*";
  const set = ["https_proxy", "http_proxy", "all_proxy"].map(variable).find((value) => value !== "");
  return { proxy: off || set === undefined ? null : hostPortOf(set), autoConfigUrl: null };
}

/** `reg query "HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"` on Windows of any language. */
export function parseInternetSettings(text: string): ProxySettings {
  const values = parseRegistryValues(text);
  const server = registryNumber(values, "ProxyEnable") === 1 ? registryText(values, "ProxyServer") : null;
  return {
    proxy: server === null ? null : windowsProxy(server),
    autoConfigUrl: scriptAddress(registryText(values, "AutoConfigURL")),
  };
}

/** One proxy for all (`host:port`), or a list by protocol: `http=host:port;https=host:port;socks=host:port`. */
function windowsProxy(server: string): string | null {
  // A password may hold the separators, too, so nothing before the last `@` is looked at.
  const entries = afterUser(server)
    .split(/[;\s]+/)
    .filter((entry) => entry !== "");
  const of = (protocol: string): string | undefined =>
    entries.find((entry) => entry.toLowerCase().startsWith(`${protocol}=`))?.slice(protocol.length + 1);
  const chosen = of("https") ?? of("http") ?? of("socks") ?? entries.find((entry) => !entry.includes("="));
  // Only a proxy for FTP: web pages go straight out.
  return chosen === undefined ? null : hostPortOf(chosen);
}

/** macOS `scutil --proxy`: a dictionary, of which the outermost level is what is in force. */
export function parseScutilProxy(text: string): ProxySettings {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, value] = /^ {2}(\w+) : (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !values.has(name)) values.set(name, value.trim());
  }
  const chosen = ["HTTPS", "HTTP", "SOCKS"].find(
    (kind) => values.get(`${kind}Enable`) === "1" && values.get(`${kind}Proxy`),
  );
  const script = values.get("ProxyAutoConfigEnable") === "1" ? values.get("ProxyAutoConfigURLString") : undefined;
  return {
    proxy: chosen === undefined ? null : joined(values.get(`${chosen}Proxy`), values.get(`${chosen}Port`)),
    autoConfigUrl: scriptAddress(script ?? null),
  };
}

/** GNOME and its relatives: `gsettings list-recursively org.gnome.system.proxy`. */
export function parseGnomeProxy(text: string): ProxySettings {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, section = "", name, value] = /^org\.gnome\.system\.proxy(?:\.(\w+))? ([\w-]+) (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) values.set(`${section} ${name}`, value.trim().replace(/^'|'$/g, ""));
  }
  const mode = values.get(" mode");
  const chosen = ["https", "http", "socks"].find((kind) => values.get(`${kind} host`));
  const isManual = mode === "manual" && chosen !== undefined;
  return {
    proxy: isManual ? joined(values.get(`${chosen} host`), values.get(`${chosen} port`)) : null,
    autoConfigUrl: mode === "auto" ? scriptAddress(values.get(" autoconfig-url") ?? null) : null,
  };
}

function joined(host: string | undefined, port: string | undefined): string {
  const plain = (host ?? "").includes(":") && !host?.includes("/") && !host?.startsWith("[") ? `[${host}]` : host;
  return hostPortOf(port === undefined || port === "0" ? (plain ?? "") : `${plain}:${port}`);
}

/**
 * `host:port` of a proxy however it is written. Everything up to the last `@` may be a name and a password, slashes in the
 * password included, so it goes first; what is left is shown only when it is a host and a port and nothing else.
 */
function hostPortOf(text: string): string {
  const bare = afterUser(text)
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, "")
    .replace(/[/?#].*$/s, "");
  return bare.length <= MAX_PROXY_CHARACTERS && HOST_PORT.test(bare) ? bare : UNREADABLE;
}

const afterUser = (text: string): string => text.slice(text.lastIndexOf("@") + 1);

/** Where a PAC script lies, without what may be secret in it: name, password, query. */
function scriptAddress(text: string | null): string | null {
  if (text === null || text === "") return null;
  const [, scheme, rest] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return UNREADABLE;
  const bare = afterUser(rest).replace(/[?#].*$/s, "");
  return `${scheme}://${bare}`.slice(0, MAX_URL_CHARACTERS);
}
