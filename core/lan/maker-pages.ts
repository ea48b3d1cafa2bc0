import { parseJson } from "../parse-json.ts";
import { builtBy } from "./brands.ts";
import { claimsOf, ownSerial } from "./claim-fields.ts";
import { normalMac } from "./makers.ts";
import { roleOfModel } from "./model-role.ts";
import { ownWords } from "./own-words.ts";
import type { Claims } from "./sighting.ts";

/** Pages that makers document as readable without a login. */
export type MakerPage = {
  readonly target: string;
  /** Sent by POST as JSON; absent: a GET. */
  readonly json?: string;
  /** What the answer says; null when it is not what the maker documents. */
  read(text: string): Claims | null;
};

type Fields = ReadonlyMap<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
const textOf = (fields: Fields, name: string): string | undefined => {
  const value = fields.get(name);
  return typeof value === "string" ? ownWords(value) : undefined;
};

/** VAPIX Basic Device Information: getAllUnrestrictedProperties, firmware 8.40 and later. */
function readAxis(text: string): Claims | null {
  const data = fieldsOf(fieldsOf(parseJson(text)).get("data"));
  const properties = fieldsOf(data.get("propertyList"));
  const model = textOf(properties, "ProdNbr");
  if (model === undefined) return null;
  const serialNumber = ownSerial(textOf(properties, "SerialNumber"));
  return claimsOf({
    brand: "Axis",
    model,
    firmware: textOf(properties, "Version"),
    serialNumber,
    // Axis numbers its devices by the card.
    mac: normalMac(serialNumber ?? "") ?? undefined,
    role: roleOfModel("Axis", textOf(properties, "ProdFullName") ?? "") ?? roleOfModel("Axis", model),
  });
}

/** Shelly API: `/shelly` of both generations. */
function readShelly(text: string): Claims | null {
  const fields = fieldsOf(parseJson(text));
  const model = textOf(fields, "model") ?? textOf(fields, "type");
  const mac = normalMac(textOf(fields, "mac") ?? "");
  if (model === undefined || mac === null) return null;
  return claimsOf({
    brand: "Shelly",
    model,
    mac,
    role: "controller",
    firmware: textOf(fields, "ver") ?? textOf(fields, "fw"),
    name: textOf(fields, "name"),
  });
}

/** Loxone Miniserver: `/jdev/cfg/api`; the value is JSON once more, with single quotes. */
function readLoxone(text: string): Claims | null {
  const value = fieldsOf(fieldsOf(parseJson(text)).get("LL")).get("value");
  if (typeof value !== "string") return null;
  const mac = /'snr'\s*:\s*'([0-9A-Fa-f:]{12,17})'/.exec(value)?.[1];
  const version = /'version'\s*:\s*'([^']{1,40})'/.exec(value)?.[1];
  if (mac === undefined) return null;
  return claimsOf({
    brand: "Loxone",
    model: "Miniserver",
    role: "controller",
    mac: normalMac(mac) ?? undefined,
    firmware: ownWords(version),
  });
}

/** ISAPI: `/SDK/activateStatus`; false until somebody has given it a password. */
function readHikvision(text: string): Claims | null {
  const activated = /<Activated>\s*(true|false)\s*<\/Activated>/i.exec(text.slice(0, 4_000))?.[1];
  return activated === undefined ? null : { activated: activated.toLowerCase() === "true" };
}

const PAGES: Readonly<Record<string, MakerPage>> = {
  Axis: {
    target: "/axis-cgi/basicdeviceinfo.cgi",
    json: '{"apiVersion":"1.0","method":"getAllUnrestrictedProperties"}',
    read: readAxis,
  },
  Hikvision: { target: "/SDK/activateStatus", read: readHikvision },
  Loxone: { target: "/jdev/cfg/api", read: readLoxone },
  Shelly: { target: "/shelly", read: readShelly },
};

/** The page that a device of this brand shows to everybody; undefined where the maker documents none. */
export function makerPage(brand: string): MakerPage | undefined {
  const maker = builtBy(brand);
  return Object.hasOwn(PAGES, maker) ? PAGES[maker] : undefined;
}
