import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { writeAppConfig, writeFritzBox } from "../vpn/app-config.ts";
import type { VpnFinding } from "../vpn/findings.ts";
import { writeNetworkd } from "../vpn/networkd.ts";
import { writeOpenWrtBatch } from "../vpn/openwrt.ts";
import type { VendorFile } from "../vpn/vendor/vendor-file.ts";
import { opnSenseSteps, pfSenseSteps, unifiSteps, type PageSteps, type StepValue } from "../vpn/vendor/page-steps.ts";
import { backupStep, PLATFORM_FACTS, platformNotes } from "../vpn/vendor/platforms.ts";
import { routerOsScript } from "../vpn/vendor/routeros-script.ts";
import { edgeOsScript, vyOsScript } from "../vpn/vendor/vyatta-commands.ts";
import { writeWgQuick } from "../vpn/wg-quick.ts";
import type { WireGuardDevice } from "../vpn/wireguard-device.ts";
import type { WrittenFile } from "../vpn/written-file.ts";
import type { SitePlatform } from "./tunnel.ts";

/** What a person needs to set up a site's end of a WireGuard tunnel, whatever it runs on. */
export interface SiteFiles {
  readonly files: readonly WrittenFile[];
  /** In this order. */
  readonly steps: readonly Message[];
  /** To type where there is no file. */
  readonly values: readonly StepValue[];
  readonly findings: readonly VpnFinding[];
}

/** Where the site's end stands in its network. */
export interface SitePlace {
  /** It is the LAN's router: devices answer to it without masquerading. */
  readonly isGateway: boolean;
  /** Its own address in the LAN, for a FRITZ!Box; null: not known. */
  readonly ownAddress: string | null;
}

const NOTHING: SiteFiles = { files: [], steps: [], values: [], findings: [] };

/** @throws RangeError for what the platform's format can't carry */
export function siteFiles(device: WireGuardDevice, platform: SitePlatform, place: SitePlace): SiteFiles {
  const written = writtenFor(device, platform, place);
  const before = PLATFORM_FACTS[platform].backupCommand === null ? [backupStep(platform)] : [];
  return {
    ...written,
    steps: [...before, ...platformNotes(platform, device.translation !== null), ...written.steps],
  };
}

function writtenFor(device: WireGuardDevice, platform: SitePlatform, place: SitePlace): SiteFiles {
  const masquerade = !place.isGateway;
  switch (platform) {
    case "linux":
    case "qnap":
    case "synology":
    case "other":
      return { ...NOTHING, files: [writeWgQuick(device, { masquerade })], steps: [how("wg-quick", device)] };
    case "networkd":
      return { ...NOTHING, files: writeNetworkd(device, { masquerade }), steps: [how("networkd", device)] };
    case "openwrt":
    case "gl-inet":
      return { ...NOTHING, files: writeOpenWrtBatch(device, { masquerade }), steps: [how("openwrt", device)] };
    case "routeros":
      return vendor(routerOsScript(device), "routeros", device);
    case "edgeos":
      return vendor(edgeOsScript(device), "edgeos", device);
    case "vyos":
      return vendor(vyOsScript(device, "1.4"), "vyos", device);
    case "unifi":
      return pages(unifiSteps(device));
    case "pfsense":
      return pages(pfSenseSteps(device));
    case "opnsense":
      return pages(opnSenseSteps(device));
    case "fritzbox":
      return fritzBox(device, place.ownAddress);
    case "windows":
      return { ...NOTHING, files: [writeAppConfig(device)], steps: [how("windows", device)] };
    default:
      return assertNever(platform);
  }
}

const how = (platform: string, { interfaceName }: WireGuardDevice): Message =>
  message(`tunnel.how.${platform}`, { name: interfaceName });

/** A script, and the one that takes it back off. */
function vendor({ fileName, text, undo }: VendorFile, platform: string, device: WireGuardDevice): SiteFiles {
  const written = (name: string, content: string, isSecret: boolean): WrittenFile => ({
    fileName: name,
    text: content,
    installPath: null,
    isSecret,
  });
  return {
    ...NOTHING,
    files: [written(fileName, text, true), written(`undo-${fileName}`, undo, false)],
    steps: [how(platform, device)],
  };
}

const pages = ({ steps, values, undo }: PageSteps): SiteFiles => ({
  ...NOTHING,
  steps: [...steps, ...(undo.length === 0 ? [] : [message("tunnel.how.undo"), ...undo])],
  values,
});

function fritzBox(device: WireGuardDevice, ownAddress: string | null): SiteFiles {
  const written = writeFritzBox(device, ownAddress ?? "");
  return written.ok
    ? { ...NOTHING, files: [written.file], steps: [how("fritzbox", device)], findings: written.findings }
    : { ...NOTHING, findings: [written.finding] };
}
