import { ECHO_MARK, base64, type UdpAnswer } from "../model.ts";

/** Hikvision's SADP: an XML question to a group, an XML answer. */

const PORT = 37_020;
const GROUP = "239.255.255.250";

export interface SadpDescription {
  readonly description: string;
  readonly serialNumber: string;
  readonly mac: string;
  readonly address: string;
  readonly mask: string;
  readonly gateway: string | null;
  readonly firmware: string;
  readonly activated: boolean;
  readonly analogChannels?: number;
  readonly digitalChannels?: number;
  readonly httpPort?: number;
}

/** To the asker alone, or to the group, where also those of other subnets hear it: both are seen in the field. */
export function sadp(device: SadpDescription, way: "unicast" | "multicast"): UdpAnswer {
  const fields: Record<string, string | number | boolean> = {
    Uuid: ECHO_MARK,
    Types: "inquiry",
    DeviceType: 139_711,
    DeviceDescription: device.description,
    DeviceSN: device.serialNumber,
    CommandPort: 8_000,
    HttpPort: device.httpPort ?? 80,
    MAC: device.mac.replaceAll(":", "-"),
    IPv4Address: device.address,
    IPv4SubnetMask: device.mask,
    IPv4Gateway: device.gateway ?? "0.0.0.0",
    IPv6Address: "::",
    IPv6Gateway: "::",
    IPv6MaskLen: 64,
    DHCP: false,
    AnalogChannelNum: device.analogChannels ?? 0,
    DigitalChannelNum: device.digitalChannels ?? 1,
    SoftwareVersion: device.firmware,
    DSPVersion: "V7.3 build 200601",
    BootTime: "2026-11-01 06:30:10",
    Encrypt: true,
    ResetAbility: false,
    DiskNumber: 0,
    Activated: device.activated,
    PasswordResetAbility: true,
    // Firmware in the field spells it so.
    HCPlatformEnable: "flase",
  };
  const body = Object.entries(fields).map(([name, value]) => `<${name}>${String(value)}</${name}>\n`);
  return {
    port: PORT,
    groups: [GROUP],
    question: { has: "<Probe>" },
    bytes: base64(`<?xml version="1.0" encoding="UTF-8"?>\n<ProbeMatch>\n${body.join("")}</ProbeMatch>\n`),
    echoes: "uuid",
    to: way === "unicast" ? "asker" : { address: GROUP, port: PORT },
  };
}
