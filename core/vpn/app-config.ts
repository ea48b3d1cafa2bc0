import { inIpv4Prefix, ipv4Number, parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import { vpnFinding, type VpnFinding } from "./findings.ts";
import { writeWgQuick } from "./wg-quick.ts";
import type { WireGuardDevice } from "./wireguard-device.ts";
import type { WrittenFile } from "./written-file.ts";

/**
 * ISO/IEC 18004: version 40 holds 2,953 bytes at the lowest correction, but its 177 modules a side are too fine for a telephone that
 * reads them off a laptop. Version 25 (117 modules) with correction M holds 997.
 */
const QR_BYTES_MAX = 997;
/** What FRITZ!OS calls its own network; other masks its import refuses. */
const FRITZBOX_LENGTH = 24;

/** A device for the WireGuard app of Windows, macOS, iOS and Android: no commands, which those refuse or ignore. */
export function writeAppConfig(device: WireGuardDevice): WrittenFile {
  const file = writeWgQuick({ ...device, lan: null, translation: null }, { firewall: "none" });
  return { ...file, installPath: null };
}

export type QrText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly finding: VpnFinding };

/** The text of the QR code that the telephone's WireGuard app scans: the same file without comments. */
export function phoneQrText(device: WireGuardDevice): QrText {
  const lines = writeAppConfig(device)
    .text.split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const text = `${lines.join("\n")}\n`;
  // All of it is ASCII: names of people stand only in comments.
  if (text.length > QR_BYTES_MAX) {
    return { ok: false, finding: vpnFinding("qr-too-long", { bytes: text.length, most: QR_BYTES_MAX }) };
  }
  return { ok: true, text };
}

export type FritzBoxFile =
  | { readonly ok: true; readonly file: WrittenFile; readonly findings: readonly VpnFinding[] }
  | { readonly ok: false; readonly finding: VpnFinding };

/**
 * A site's device as FRITZ!OS 7.50 and later imports it ("Connect networks", "already set up at the remote end: yes"). The box has no
 * address of its own in the tunnel: `Address` is its own in its LAN, and the hub sends it the LAN as it is. So no translation, no
 * MTU, no IPv6.
 *
 * @param boxAddress the FRITZ!Box's own address in the LAN
 */
export function writeFritzBox(device: WireGuardDevice, boxAddress: string): FritzBoxFile {
  const lan = device.lan === null ? undefined : parseIpv4Prefix(device.lan);
  const address = ipv4Number(boxAddress);
  if (!lan || lan.length !== FRITZBOX_LENGTH || address === undefined || !inIpv4Prefix(address, lan)) {
    return { ok: false, finding: vpnFinding("fritzbox-lan-length", { lan: device.lan ?? boxAddress }) };
  }
  if (device.translation !== null) {
    return {
      ok: false,
      finding: vpnFinding("not-possible-here", { lan: device.translation.lan, other: device.translation.mapped }),
    };
  }
  if (device.peers.some(({ allowedIps }) => allowedIps.some((prefix) => prefix.includes(":")))) {
    return { ok: false, finding: vpnFinding("fritzbox-ipv4-only") };
  }
  const file = writeAppConfig({ ...device, addresses: [`${boxAddress}/${FRITZBOX_LENGTH}`], mtu: null });
  return { ok: true, file, findings: [vpnFinding("fritzbox-one-key")] };
}
