import { boxConf, curlConfig, knownHosts } from "./box-conf.ts";
import { checkedBox, type SiteBoxInput } from "./box-input.ts";
import { CHECK_SCRIPT, INSTALL_SCRIPT, UNINSTALL_SCRIPT } from "./install-script.ts";
import { LINUX_UNITS } from "./linux-units.ts";
import { OPENWRT_CRON, OPENWRT_TUNNEL, OPENWRT_WG } from "./openwrt-files.ts";
import { PATH_SCRIPT, TUNNEL_SCRIPT } from "./path-script.ts";
import { boxReadme } from "./readme.ts";
import {
  WINDOWS_CHECK,
  WINDOWS_INSTALL,
  WINDOWS_PATH,
  WINDOWS_TUNNEL,
  WINDOWS_UNINSTALL,
  windowsConf,
} from "./windows-files.ts";
import { powerShellWords, shellWords } from "./words.ts";

/** One file of a site's kit. Secrets have no place in it: they are sealed together (`sealedSecretsText`). */
export type KitFile = {
  /** From the kit's folder, with slashes; names that FAT32 takes. */
  path: string;
  mode: "0644" | "0755";
  text: string;
  isSecret: boolean;
};

/**
 * Everything that a site's box needs, for Debian, OpenWrt and Windows at once: the box may be another one next year.
 *
 * @throws RangeError with what and where, for values that a file can't carry
 */
export function siteBoxKit(given: SiteBoxInput): KitFile[] {
  const box = checkedBox(given);
  const { primary, fallback, health, locale } = box;
  const plain = (path: string, text: string): KitFile => ({ path, mode: "0644", text, isSecret: false });
  const program = (path: string, text: string): KitFile => ({ path, mode: "0755", text, isSecret: false });
  const secret = (path: string, text: string): KitFile => ({ path, mode: "0644", text, isSecret: true });
  return [
    plain("README.txt", boxReadme(box, "en")),
    plain("LIESMICH.txt", boxReadme(box, "de")),
    program("install.sh", INSTALL_SCRIPT),
    program("uninstall.sh", UNINSTALL_SCRIPT),
    plain("box.conf", boxConf(box)),
    plain("known_hosts", knownHosts(fallback, health)),
    plain("lib/words.sh", shellWords(locale)),
    program("lib/farsite-path", PATH_SCRIPT),
    program("lib/farsite-tunnel", TUNNEL_SCRIPT),
    program("lib/farsite-box-check", CHECK_SCRIPT),
    ...Object.entries(LINUX_UNITS).map(([name, text]) => plain(`systemd/${name}`, text)),
    program("openwrt/farsite-wg", OPENWRT_WG),
    program("openwrt/farsite-tunnel", OPENWRT_TUNNEL),
    plain("openwrt/crontab", OPENWRT_CRON),
    plain("install.ps1", crLf(WINDOWS_INSTALL)),
    plain("uninstall.ps1", crLf(WINDOWS_UNINSTALL)),
    plain("windows/box.json", windowsConf(box)),
    plain("windows/words.ps1", crLf(powerShellWords(locale))),
    plain("windows/farsite-path.ps1", crLf(WINDOWS_PATH)),
    plain("windows/farsite-tunnel.ps1", crLf(WINDOWS_TUNNEL)),
    plain("windows/farsite-box-check.ps1", crLf(WINDOWS_CHECK)),
    ...(primary === null ? [] : [secret("wireguard.conf", primary.configText)]),
    ...(fallback === null ? [] : [secret("ssh-key", fallback.privateKey)]),
    ...(health?.kind === "https" ? [secret("health.curl", curlConfig(health))] : []),
    ...(health?.kind === "ssh" ? [secret("health-key", health.privateKey)] : []),
  ];
}

const crLf = (text: string): string => text.replaceAll("\n", "\r\n");

/**
 * The secrets of a kit as one text, which the host seals: a name and base64 a line, and last the SHA-256 of all before, so that
 * a box knows a damaged stick from a wrong passphrase.
 *
 * @param base64 of a text's UTF-8 bytes
 * @param sha256 hexadecimal, of a text's UTF-8 bytes
 */
export function sealedSecretsText(
  files: readonly KitFile[],
  { base64, sha256 }: { base64: (text: string) => string; sha256: (text: string) => string },
): string {
  const secrets = files.filter(({ isSecret }) => isSecret).map(({ path, text }) => `${path} ${base64(text)}\n`);
  const body = `farsite-secrets-1\n${secrets.join("")}`;
  return `${body}sha256 ${sha256(body)}\n`;
}
