/** The hub's WireGuard interface on the server. */
export const HUB_INTERFACE = "wg0";

/** What may stand in the hub's configuration, in lower case; `farsite-apply wireguard` takes the same and nothing else. */
export const HUB_DIRECTIVES: Readonly<Record<"interface" | "peer", readonly string[]>> = {
  interface: ["privatekey", "listenport", "address", "mtu"],
  peer: ["publickey", "presharedkey", "allowedips", "endpoint", "persistentkeepalive"],
};

/**
 * The hub's configuration once more: wg-quick runs `PostUp` and its like as root, and `0.0.0.0/0` would lead all of the server's traffic
 * to a site.
 *
 * @throws RangeError with the line
 */
export function checkedHubConfig(text: string): string {
  let section: "interface" | "peer" | null = null;
  for (const line of text.split("\n")) {
    const plain = line.replace(/#.*$/, "").trim();
    if (plain === "") continue;
    const header = /^\[(interface|peer)\]$/i.exec(plain)?.[1]?.toLowerCase();
    if (header === "interface" || header === "peer") {
      section = header;
      continue;
    }
    const { key = "", value = "" } =
      /^(?<key>[A-Za-z]+)\s*=\s*(?<value>[A-Za-z0-9+/=.,:[\] -]+)$/.exec(plain)?.groups ?? {};
    if (section === null || !HUB_DIRECTIVES[section].includes(key.toLowerCase()))
      throw new RangeError(`hub's configuration: ${JSON.stringify(key === "" ? "a line" : key)} has no place in it`);
    if (key.toLowerCase() === "allowedips" && /\/0+(?:[\s,]|$)/.test(value))
      throw new RangeError(`hub's configuration: AllowedIPs ${value} would lead everything to one site`);
  }
  return text.endsWith("\n") ? text : `${text}\n`;
}
