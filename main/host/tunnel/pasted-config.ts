import { X509Certificate } from "node:crypto";
import type { ReadConfig, Remark } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import {
  narrowedOpenVpn,
  openVpnFindings,
  type CertificateTimes,
  type OpenVpnFinding,
} from "#core/vpn/legacy/openvpn-findings.ts";
import { readOpenVpnConfig, type ReadOpenVpnConfig } from "#core/vpn/legacy/openvpn-reader.ts";
import { readWireGuardConfig } from "#core/vpn/read-wireguard-config.ts";
import { writeWgQuick } from "#core/vpn/wg-quick.ts";
import { findingRemark, remark } from "./remarks.ts";

/** As much as the contract carries; no profile that a router takes is longer. */
const MAX_NARROWED_CHARACTERS = 100_000;
const MAX_REMARKS = 60;
/** As much of a text as is looked at to tell what it is: the first section of a WireGuard file may stand after long comments. */
const MAX_LOOKED_AT_CHARACTERS = 1_000_000;

const WIREGUARD_SECTION = /^[^\S\n]*\[(?:interface|peer)\]/im;
/** One of these is in every profile that connects or is connected to (openvpn(8)). */
const OPENVPN_MARKS = new Set(["client", "remote", "tls-client", "tls-server", "server", "server-bridge", "secret"]);
const OPENVPN_FILES = new Set(["ca", "cert", "tls-auth", "tls-crypt", "tls-crypt-v2", "secret"]);

/** What a pasted configuration would do, and the same without what it does not need. Nothing of it is run. */
export function readPastedConfig(text: string, now: Date): ReadConfig {
  // Whoever reads it as the other one finds nothing that he knows.
  if (!WIREGUARD_SECTION.test(text.slice(0, MAX_LOOKED_AT_CHARACTERS))) {
    const config = readOpenVpnConfig(text);
    if (isOpenVpn(config)) return openVpn(text, config, now);
  }
  return wireGuard(text);
}

function wireGuard(text: string): ReadConfig {
  const { device, narrowed, findings, commands } = readWireGuardConfig(text);
  const remarks = [
    ...findings.map(findingRemark),
    ...(commands.length === 0
      ? []
      : [remark("warning", message("tunnel.pasted.commands", { count: commands.length }))]),
  ];
  if (device === null) return { kind: "unknown", remarks: shortened(remarks), narrowed: null };
  const harmless = narrowed ?? (commands.length > 0 ? device : null);
  return {
    kind: "wireguard",
    remarks: shortened(remarks),
    narrowed: harmless === null ? null : writeWgQuick(harmless, { firewall: "none" }).text,
  };
}

const isOpenVpn = ({ directives, inline }: ReadOpenVpnConfig): boolean =>
  directives.some(({ name }) => OPENVPN_MARKS.has(name)) || inline.some(({ tag }) => OPENVPN_FILES.has(tag));

function openVpn(text: string, config: ReadOpenVpnConfig, now: Date): ReadConfig {
  const findings = openVpnFindings(config, certificateTimes(config), now);
  const remarks = findings.map(openVpnRemark);
  if (obeysPushes(config)) remarks.push(remark("info", message("tunnel.pasted.pushed")));
  const isHarmless = !obeysPushes(config) && !findings.some(({ code }) => LEFT_OUT.has(code));
  const narrowed = isHarmless ? null : narrowedOpenVpn(text, config);
  if (narrowed !== null && narrowed.length > MAX_NARROWED_CHARACTERS) {
    remarks.unshift(remark("problem", message("tunnel.pasted.tooLong")));
    return { kind: "openvpn", remarks: shortened(remarks), narrowed: null };
  }
  return { kind: "openvpn", remarks: shortened(remarks), narrowed };
}

/** What the narrowed version does without. */
const LEFT_OUT: ReadonlySet<OpenVpnFinding["code"]> = new Set([
  "runs-programs",
  "whole-traffic",
  "compression",
  "unreadable",
]);

const openVpnRemark = ({ severity, message: text }: OpenVpnFinding): Remark => remark(severity, text);

/** A server that may say "send everything through me", and is believed. */
function obeysPushes({ directives }: ReadOpenVpnConfig): boolean {
  const names = new Set(directives.map(({ name }) => name));
  const pulls = names.has("client") || names.has("pull");
  const refuses = directives.some(
    ({ name, args }) => name === "pull-filter" && args[0] === "ignore" && args[1]?.startsWith("redirect-") === true,
  );
  return pulls && !refuses && !names.has("route-nopull");
}

/** Of those that can be read: what is no certificate, the router will say itself. */
const certificateTimes = ({ certificates }: ReadOpenVpnConfig): CertificateTimes[] =>
  certificates.flatMap((pem) => {
    try {
      return [{ notAfter: new Date(new X509Certificate(pem).validTo) }];
    } catch {
      return [];
    }
  });

/** The same sentence once, and no more than a page takes; how many are missing is said. */
function shortened(remarks: readonly Remark[]): Remark[] {
  const found = new Map(remarks.map((one) => [JSON.stringify(one.text), one]));
  const each = [...found.values()];
  if (each.length <= MAX_REMARKS) return each;
  const shown = each.slice(0, MAX_REMARKS - 1);
  return [...shown, remark("warning", message("tunnel.pasted.more", { count: each.length - shown.length }))];
}
