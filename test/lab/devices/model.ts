import type { DeviceRole } from "#core/lan/sighting.ts";
import type { Cidr } from "../cidr.ts";

/**
 * A site full of devices as data: who stands on it, where it is plugged in, and what it answers to whom. Everything can be
 * handed to another process as JSON.
 */

/** The site's two cables; the laptop has a card in each. */
export type Segment = "lan" | "field";

/** A network card of a device. */
export interface Card {
  readonly segment: Segment;
  readonly address: Cidr;
  readonly mac: string;
  /** Null: it was given none, and can be reached from its own network only. */
  readonly gateway: string | null;
}

/** What is true of a device, for a person who stands in front of it. */
export interface Truth {
  readonly brand: string | null;
  readonly role: DeviceRole;
  readonly model: string | null;
  readonly serialNumber: string | null;
}

/** What of the truth a device's answers really carry, so that a scan must find it. */
export type Carried = keyof Truth;

/** When a device answers a datagram. */
export type Question =
  /** This text is in it. */
  | { readonly has: string }
  /** It begins with these bytes, as hex. */
  | { readonly starts: string }
  /** A WS-Discovery probe for one of these types, or for none. */
  | { readonly probeFor: readonly string[] }
  /** An SSDP search for one of these. */
  | { readonly searchFor: readonly string[] }
  /** A DNS question for one of these names, or for the list of all services. */
  | { readonly dnsNames: readonly string[] }
  /** Only tells of itself unasked. */
  | "never";

export interface UdpAnswer {
  /** Which of the device's cards it is for; absent: the first. */
  readonly card?: number;
  /** Where the question comes in: by broadcast, to a group, or to the device's own address. */
  readonly port: number;
  readonly groups: readonly string[];
  readonly question: Question;
  /** Base64. Holds `ECHO_MARK` where the question's id has to stand. */
  readonly bytes: string;
  /** What of the question comes back in the answer. */
  readonly echoes?: "message-id" | "uuid" | "search-target" | "dns-id";
  /** Whom it goes to: multicast answers cross the border of a subnet, unicast ones do not. */
  readonly to: "asker" | { readonly address: string; readonly port: number };
  /** Where it comes from; absent: the port of the question. */
  readonly fromPort?: number;
  readonly delayMs?: number;
  /** Also sent unasked, to `to` which must not be "asker" then. */
  readonly everyMs?: number;
}

/** 36 characters, as long as a UUID, so that lengths inside a packet stay right. */
export const ECHO_MARK = "ECHOECHO-ECHO-ECHO-ECHO-ECHOECHOECHO";

/** A page, or one operation of a service behind one address. */
export interface HttpPage {
  readonly path: string;
  /** For SOAP: a text that the request's body must have. */
  readonly bodyHas?: string;
  /** The whole response, base64; the connection is closed behind it. */
  readonly response: string;
  /** Asks for the device's login first. */
  readonly login?: boolean;
  /** Has `%YEAR%` and the like, to be replaced by the device's clock: the true time and this. */
  readonly clockOffsetSeconds?: number;
}

export interface Login {
  readonly realm: string;
  readonly userName: string;
  readonly password: string;
}

/** Names of certificates, made when the site comes up (`certificates.ts`). */
export type CertificateName = "shared" | "expired" | "own" | "storage";

interface TcpPort {
  readonly port: number;
}

export type TcpService = TcpPort &
  (
    | {
        readonly kind: "http";
        readonly certificate?: CertificateName;
        readonly login?: Login;
        /** The first that matches; the one with path "*" matches every request. */
        readonly pages: readonly HttpPage[];
      }
    | {
        readonly kind: "rtsp";
        readonly server: string | null;
        /** Null: shows its stream to everybody. */
        readonly challenge: string | null;
        /** Session description, base64. */
        readonly sdp: string | null;
      }
    /** A maker's own protocol: takes the connection and waits for words that only the maker knows. */
    | { readonly kind: "silent" }
    /** Speaks first; base64. */
    | { readonly kind: "banner"; readonly bytes: string }
    /** A byte a second, for ever. */
    | { readonly kind: "tar-pit" }
    /** The head, then the same again and again as fast as it is read; base64. */
    | { readonly kind: "endless"; readonly head: string; readonly again: string }
  );

/** Real programs that stand for a device (`real-daemons.ts`). */
export type DaemonName = "axis-camera" | "television" | "computer" | "switch" | "storage" | "rtsp-camera" | "router";

export interface SiteDevice extends Truth {
  /** Unique on the site. */
  readonly name: string;
  readonly cards: readonly [Card, ...Card[]];
  readonly carries: readonly Carried[];
  readonly udp: readonly UdpAnswer[];
  readonly tcp: readonly TcpService[];
  /** Drops what it is not asked by ARP. */
  readonly firewalled?: boolean;
  /** Answers WS-Discovery by IPv6 on its link-local address as well. */
  readonly ipv6?: boolean;
  readonly daemon?: DaemonName;
  /** Findings that a scan must have for it. */
  readonly findings?: readonly string[];
}

export interface Site {
  readonly name: string;
  readonly summary: string;
  readonly devices: readonly SiteDevice[];
  /** What a person would confirm for the sweep. */
  readonly ranges: readonly string[];
  /** The prefix length of the laptop's card in the LAN; 24 unless said. */
  readonly lanPrefixLength?: number;
  /** Nobody on the cable sees anybody but the router, as on a guests' Wi-Fi. */
  readonly isolated?: boolean;
  /** Devices that do not exist and answer all the same, from one card. */
  readonly flood?: number;
  /** Findings about the whole site that a scan must have. */
  readonly findings: readonly string[];
}

/** The common case: one card in the LAN with the router as gateway. */
export function cardIn(segment: Segment, host: number, mac: string): Card {
  return segment === "lan"
    ? { segment, address: `192.168.1.${host}/24`, mac, gateway: "192.168.1.1" }
    : { segment, address: `10.10.0.${host}/24`, mac, gateway: null };
}

export const base64 = (text: string, encoding: "utf8" | "latin1" | "hex" = "utf8"): string =>
  Buffer.from(text, encoding).toString("base64");
