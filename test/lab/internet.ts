import type { Cidr } from "./cidr.ts";

/**
 * The lab's internet. miniupnpd calls documentation and private ranges "reserved" and refuses to map behind them, so
 * the public addresses are of ordinary ranges; they exist inside the lab's namespaces only.
 */
export const accessNetwork: Cidr = "25.0.113.1/24";
export const coreNetwork: Cidr = "25.51.100.1/24";
/** Another provider's. */
export const secondAccessNetwork: Cidr = "25.0.114.1/24";

/** Addresses of the internet's servers, each a host of its own. The names resolve to the first one. */
export const serverAddresses = {
  /** coturn: STUN and RFC 5780 behaviour tests on two addresses and two ports. */
  stun: ["25.51.100.10", "25.51.100.11"],
  /** stund: another implementation, of RFC 3489 (no magic cookie, MAPPED-ADDRESS only). */
  stund: ["25.51.100.20", "25.51.100.21"],
  /** "What is my address", and the vantage that tries to come in. */
  probe: ["25.51.100.30", "25.51.100.31"],
  dns: ["25.51.100.53"],
} as const;

/** A VPN provider's server, where a topology has one; what comes out of the tunnel leaves with this address. */
export const vpnServerAddress: Cidr = "25.51.100.60/24";

export const serverNames: Readonly<Record<string, keyof typeof serverAddresses>> = {
  "stun.lab": "stun",
  "stund.lab": "stund",
  "myip.lab": "probe",
};

/** For `--stun`: two independent servers. */
export const LAB_STUN_SERVERS: readonly string[] = ["stun.lab:3478", "stund.lab:3478"];
/** For `--whoami`: answers with the caller's address as text. */
export const LAB_WHOAMI_URLS: readonly string[] = ["http://myip.lab/"];

/** What the app reads as its defaults inside the lab. */
export function labEnvironment(): Record<string, string> {
  return { FARSITE_STUN: LAB_STUN_SERVERS.join(","), FARSITE_WHOAMI: LAB_WHOAMI_URLS.join(",") };
}

/** Where the firm's own server outside listens, on the probe host, and the word that lets a survey use it. */
export const vantageListen = "25.51.100.30:8443";
export const VANTAGE_URL = `http://${vantageListen}/`;
export const VANTAGE_TOKEN = "lab-token-0123456789abcdef";

/** Ports of the plain UDP echo on each of the probe host's addresses (`servers/outside.ts`). */
export const udpEchoPorts = [4000, 4001] as const;

/** The site's own network: the laptop and a recorder behind the home router. */
export const laptopAddress: Cidr = "192.168.1.50/24";
export const recorderAddress: Cidr = "192.168.1.64/24";
