import { txtValue, type DnsSdService } from "../codec/dns-sd.ts";
import { brandOf, usualRole } from "./brands.ts";
import { cardMac, claimsOf, ownAddresses, ownPorts, ownSerial } from "./claim-fields.ts";
import { hapRole, serviceKind, serviceName } from "./mdns-types.ts";
import { roleOfModel } from "./model-role.ts";
import { ownUuid } from "./own-uuid.ts";
import { ownWords } from "./own-words.ts";
import type { Claims, DeviceRole } from "./sighting.ts";

/** Who is behind the services that one host announces. */

const MAX_PORTS = 16;
/** Prefixes that Axis has, and DoorBird, whose door stations announce themselves by Axis' service type. */
const AXIS_MAC = /^(?:00:40:8c|ac:cc:8e|b8:a4:4f|e8:27:25):/;
const DOORBIRD_MAC = /^1c:ca:e3:/;

/** The services of one message, those of one host together; types without a host belong to whoever is there. */
export function servicesByHost(services: readonly DnsSdService[]): DnsSdService[][] {
  const hosts = Map.groupBy(services, ({ host }) => host?.toLowerCase() ?? "");
  const named = [...hosts.keys()].filter((host) => host !== "");
  if (named.length <= 1) return services.length === 0 ? [] : [[...services]];
  return named.map((host) => hosts.get(host) ?? []);
}

/** What the services of one host say of it. */
export function claimsOfServices(services: readonly DnsSdService[]): Claims {
  const ranked = services.toSorted((a, b) => orderOf(a) - orderOf(b));
  const first = ranked.map(labelOf).find((label) => label !== undefined);
  const mac = firstOf(ranked, macOf);
  const { brand, model } = makeOf(ranked, first?.label, mac);
  const role = roleOf(ranked, brand, model, mac);
  return claimsOf({
    mac,
    addresses: ownAddresses(...ranked.flatMap(({ addresses }) => addresses)),
    uuid: ownUuid(firstOf(ranked, (one) => txtValue(one, "uuid"))),
    serialNumber: ownSerial(firstOf(ranked, (one) => txtValue(one, "serialnumber", "serial"))),
    brand,
    model,
    firmware: ownWords(firstOf(ranked, firmwareOf)),
    name: nameOf(ranked),
    hostName: ownWords(firstOf(ranked, ({ host }) => host?.replace(/\.local\.?$/i, ""))),
    ...role,
    ports: ownPorts(...ranked.map((one) => [portOf(one), serviceKind(one.serviceType)?.port ?? null] as const)).slice(
      0,
      MAX_PORTS,
    ),
  });
}

const orderOf = ({ serviceType }: DnsSdService): number => serviceKind(serviceType)?.order ?? Number.MAX_SAFE_INTEGER;

function firstOf<T>(services: readonly DnsSdService[], read: (service: DnsSdService) => T | undefined): T | undefined {
  for (const service of services) {
    const value = read(service);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Only of services that say what it is for. */
const portOf = ({ serviceType, port }: DnsSdService): number | null =>
  serviceKind(serviceType)?.port === undefined ? null : port;

/** `AXIS M1065-LW - 00408C123456`, `HIKVISION DS-2CD2142FWD-I - 123456789`: model and id as cameras name themselves. */
function labelOf({ instance }: DnsSdService): { label: string; id: string } | undefined {
  const match = /^(.{1,80}?) +- +([0-9A-F]{12}|[0-9A-Z]{6,40})(?: .*)?$/i.exec(instance ?? "");
  const [label, id] = [match?.[1], match?.[2]];
  return label === undefined || id === undefined || !/[0-9]/.test(id) ? undefined : { label, id };
}

function macOf(service: DnsSdService): string | undefined {
  const instance = service.instance ?? "";
  const inName: Readonly<Record<string, RegExp>> = {
    // `AABBCCDDEEFF@Kitchen`
    raop: /^([0-9A-F]{12})@/i,
    // `nas [aa:bb:cc:dd:ee:ff]`, as avahi writes it
    workstation: /\[([0-9a-f:]{17})\]$/i,
    shelly: /-([0-9A-F]{12})$/i,
  };
  const pattern = inName[serviceName(service.serviceType)];
  const bridge = /^([0-9a-f]{6})fffe([0-9a-f]{6})$/i.exec(txtValue(service, "bridgeid") ?? "");
  return (
    cardMac(txtValue(service, "macaddress", "mac", "deviceid")) ??
    cardMac(bridge === null ? undefined : `${bridge[1]}${bridge[2]}`) ??
    cardMac(pattern?.exec(instance)?.[1]) ??
    cardMac(/^[0-9A-F]{12}$/i.test(labelOf(service)?.id ?? "") ? labelOf(service)?.id : undefined)
  );
}

function makeOf(
  services: readonly DnsSdService[],
  label: string | undefined,
  mac: string | undefined,
): { brand: string | undefined; model: string | undefined } {
  const stated = ownWords(
    firstOf(services, (one) => txtValue(one, "md", "model", "am", "modelid", "ty", "usb_mdl", "app")) ?? label,
  );
  const maker = firstOf(services, (one) => txtValue(one, "manufacturer", "usb_mfg", "mfg", "vendor"));
  const brand =
    (mac !== undefined && DOORBIRD_MAC.test(mac) ? "DoorBird" : undefined) ??
    brandOf(maker ?? "") ??
    brandOf(label ?? "") ??
    brandOf(stated ?? "") ??
    firstOf(services, ({ serviceType }) => serviceKind(serviceType)?.brand) ??
    (mac !== undefined && AXIS_MAC.test(mac) ? "Axis" : undefined) ??
    ownWords(maker);
  return { brand, model: stated === undefined ? undefined : ownWords(withoutBrand(stated, brand)) };
}

/** `M1065-LW` of `AXIS M1065-LW`. */
function withoutBrand(model: string, brand: string | undefined): string {
  const starts = brand !== undefined && model.toLowerCase().startsWith(`${brand.toLowerCase()} `);
  return starts ? model.slice(brand.length + 1) : model;
}

function roleOf(
  services: readonly DnsSdService[],
  brand: string | undefined,
  model: string | undefined,
  mac: string | undefined,
): { role?: DeviceRole; certainty?: number } {
  if (mac !== undefined && DOORBIRD_MAC.test(mac)) return { role: "door-station" };
  for (const service of services) {
    const kind = serviceKind(service.serviceType);
    if (serviceName(service.serviceType) === "hap") {
      const role = hapRole(txtValue(service, "ci"));
      if (role !== undefined) return { role };
    }
    const byModel = kind?.modelDecides === true ? roleOfModel(brand, model ?? "") : undefined;
    if (byModel !== undefined) return { role: byModel };
    if (kind?.role !== undefined) return { role: kind.role, ...(kind.certainty && { certainty: kind.certainty }) };
  }
  const usual = brand === undefined ? undefined : usualRole(brand);
  return usual === undefined ? {} : { role: usual };
}

/** Only where the key means the device's own firmware. */
function firmwareOf(service: DnsSdService): string | undefined {
  switch (serviceName(service.serviceType)) {
    case "shelly":
      return txtValue(service, "ver", "fw_id");
    case "home-assistant":
    case "esphomelib":
      return txtValue(service, "version");
    case "raop":
    case "airplay":
      return txtValue(service, "fv");
    default:
      return txtValue(service, "firmware", "fw", "fwversion");
  }
}

/** What somebody called it: a name for people, or the instance where that is no model with an id. */
function nameOf(services: readonly DnsSdService[]): string | undefined {
  return ownWords(
    firstOf(services, (one) => {
      const friendly = txtValue(one, "fn", "location_name", "friendly_name");
      if (friendly !== undefined) return friendly;
      if (one.instance === null || labelOf(one) !== undefined) return undefined;
      const type = serviceName(one.serviceType);
      // Ids, not names.
      if (type === "matter" || type === "googlecast" || type === "shelly") return undefined;
      return one.instance.replace(/^[0-9A-F]{12}@/i, "").replace(/ \[[0-9a-f:]{17}\]$/i, "");
    }),
  );
}
