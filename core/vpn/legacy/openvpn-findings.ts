import { ownWords } from "../../lan/own-words.ts";
import { message, type Message } from "../../nat/diagnosis.ts";
import { openVpnLines, type OpenVpnDirective, type ReadOpenVpnConfig } from "./openvpn-reader.ts";

/** What is wrong with a pasted OpenVPN profile, and what of it is left out when it is narrowed. */

export type OpenVpnFindingCode =
  | "runs-programs"
  | "whole-traffic"
  | "compression"
  | "old-cipher"
  | "no-cipher"
  | "old-digest"
  | "server-not-checked"
  | "password-inside"
  | "static-key"
  | "expired"
  | "expires-soon"
  | "unreadable";

export interface OpenVpnFinding {
  readonly code: OpenVpnFindingCode;
  readonly severity: "problem" | "warning" | "info";
  readonly message: Message;
  /** Counted from 1; null: nowhere in particular. */
  readonly line: number | null;
}

/** Directives that start a program or load one. openvpn(8), "script and plugin options". */
const RUNS_PROGRAMS = new Set([
  "up",
  "down",
  "up-restart",
  "down-pre",
  "route-up",
  "route-pre-down",
  "ipchange",
  "client-connect",
  "client-disconnect",
  "client-crresponse",
  "learn-address",
  "auth-user-pass-verify",
  "tls-verify",
  "tls-export-cert",
  "tls-crypt-v2-verify",
  "plugin",
  "script-security",
  "iproute",
  "pkcs11-providers",
  "engine",
  "config",
  "cd",
  "chroot",
  "writepid",
  "log",
  "log-append",
  "status",
  "management",
]);

const OLD_CIPHERS = /^(bf|des|des-ede3|cast5|rc2|seed|idea)(-|$)/i;
const OLD_DIGESTS = /^(md4|md5|sha1|rsa-sha1|rsa-md5)$/i;

/** A certificate that was in the profile, as somebody who can read it says. */
export interface CertificateTimes {
  readonly notAfter: Date;
}

const SOON_DAYS = 60;
const DAY_MS = 86_400_000;

const isWholeTraffic = ({ name, args }: OpenVpnDirective): boolean => {
  if (name === "redirect-gateway" || name === "redirect-private") return true;
  const halves = ["0.0.0.0", "128.0.0.0"];
  return name === "route" && halves.includes(args[0] ?? "") && ["0.0.0.0", "128.0.0.0"].includes(args[1] ?? "");
};

function findingOf(directive: OpenVpnDirective): Omit<OpenVpnFinding, "message" | "line"> | null {
  const { name, args } = directive;
  // Levels 0 and 1 start nothing of the profile's, which is what the narrowed version says itself.
  const isTame = name === "script-security" && ["0", "1"].includes(args[0] ?? "");
  if (RUNS_PROGRAMS.has(name) && !isTame) return { code: "runs-programs", severity: "problem" };
  if (isWholeTraffic(directive)) return { code: "whole-traffic", severity: "problem" };
  const ciphers = args.flatMap((arg) => arg.split(":"));
  switch (name) {
    case "comp-lzo":
    case "compress":
      // `comp-lzo no` and a bare `compress stub-v2` compress nothing, but keep its framing.
      return args[0] === "no" || args[0]?.startsWith("stub") === true
        ? null
        : { code: "compression", severity: "warning" };
    case "cipher":
    case "data-ciphers":
    case "ncp-ciphers":
    case "data-ciphers-fallback":
      if (ciphers.some((cipher) => cipher.toLowerCase() === "none")) return { code: "no-cipher", severity: "problem" };
      return ciphers.some((cipher) => OLD_CIPHERS.test(cipher)) ? { code: "old-cipher", severity: "problem" } : null;
    case "auth":
      return OLD_DIGESTS.test(args[0] ?? "") ? { code: "old-digest", severity: "warning" } : null;
    case "secret":
      return { code: "static-key", severity: "problem" };
    default:
      return null;
  }
}

const isClient = ({ directives }: ReadOpenVpnConfig): boolean =>
  directives.some(({ name }) => name === "client" || name === "tls-client" || name === "remote");

/** All that speaks against a profile, the gravest first. `certificates`: what the host read of those in it. */
export function openVpnFindings(
  config: ReadOpenVpnConfig,
  certificates: readonly CertificateTimes[],
  now: Date,
): OpenVpnFinding[] {
  const names = new Set(config.directives.map(({ name }) => name));
  const tags = new Map(config.inline.map(({ tag, line }) => [tag, line]));
  const findings: Omit<OpenVpnFinding, "message">[] = config.directives.flatMap((directive) => {
    const found = findingOf(directive);
    return found === null ? [] : [{ ...found, line: directive.line }];
  });
  const add = (code: OpenVpnFindingCode, severity: OpenVpnFinding["severity"], line: number | null): void => {
    findings.push({ code, severity, line });
  };
  const checksServer = ["remote-cert-tls", "remote-cert-ku", "remote-cert-eku", "verify-x509-name", "ns-cert-type"];
  if (isClient(config) && !names.has("secret") && !checksServer.some((name) => names.has(name)))
    add("server-not-checked", "problem", null);
  const password = tags.get("auth-user-pass");
  if (password !== undefined) add("password-inside", "warning", password);
  const secret = tags.get("secret");
  if (secret !== undefined) add("static-key", "problem", secret);
  for (const { notAfter } of certificates) {
    const leftMs = notAfter.getTime() - now.getTime();
    if (leftMs <= 0) add("expired", "problem", null);
    else if (leftMs < SOON_DAYS * DAY_MS) add("expires-soon", "warning", null);
  }
  for (const line of config.unreadable.slice(0, 20)) add("unreadable", "warning", line);
  const order = { problem: 0, warning: 1, info: 2 } as const;
  const said = (line: number | null): string => {
    const directive = config.directives.find((one) => one.line === line);
    return directive === undefined ? "" : (ownWords([directive.name, ...directive.args].join(" ")) ?? "");
  };
  return findings
    .map((finding) => ({
      ...finding,
      message: message(`legacyVpn.openvpn.${finding.code}`, { line: finding.line ?? 0, words: said(finding.line) }),
    }))
    .toSorted((a, b) => order[a.severity] - order[b.severity] || (a.line ?? 0) - (b.line ?? 0));
}

/**
 * The same profile without what starts programs, sends all traffic through the server, or compresses. Its lines stay as they are
 * otherwise, files in it too; a server that pushes the same is not obeyed.
 */
export function narrowedOpenVpn(text: string, config: ReadOpenVpnConfig): string {
  const dropped = new Set(
    config.directives
      .filter((directive) =>
        ["runs-programs", "whole-traffic", "compression"].includes(findingOf(directive)?.code ?? ""),
      )
      .map(({ line }) => line),
  );
  for (const line of config.unreadable) dropped.add(line);
  const kept = openVpnLines(text).filter((_line, index) => !dropped.has(index + 1));
  return `${['pull-filter ignore "redirect-gateway"', "script-security 0", ...kept].join("\n").trimEnd()}\n`;
}
