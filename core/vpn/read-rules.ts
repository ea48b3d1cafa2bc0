import type { ConfigSetting } from "./config-lines.ts";
import { networkPrefix } from "./prefix-text.ts";
import { hookLines, LAN_FIREWALLS, RULES_COMMENT } from "./wg-quick.ts";
import type { WireGuardDevice } from "./wireguard-device.ts";

const RULES =
  /^LAN (?<lan>[\d./]+)(?:, called (?<mapped>[\d./]+))?, by (?<firewall>either|nftables|iptables|none)(?<masquerade>, masquerading)?$/;

/**
 * The device with the LAN that Farsite's own commands in the file serve. Null when the commands are anybody else's: they must be the
 * very ones that Farsite writes for this device, to the letter.
 */
export function rulesIn(
  comment: string | null,
  hooks: readonly ConfigSetting[],
  plain: WireGuardDevice,
): WireGuardDevice | null {
  const groups = comment?.startsWith(RULES_COMMENT)
    ? RULES.exec(comment.slice(RULES_COMMENT.length).trim())?.groups
    : undefined;
  const lan = networkPrefix(groups?.["lan"] ?? "");
  if (!groups || lan === undefined) return null;
  const { mapped } = groups;
  const firewall = LAN_FIREWALLS.find((name) => name === groups["firewall"]) ?? "none";
  const translation = mapped === undefined ? null : { mapped, lan };
  const device = { ...plain, lan, translation };
  const masquerade = groups["masquerade"] !== undefined;
  const written = hooks.map(({ label, value }) => `${label} = ${value}`);
  try {
    const expected = hookLines(device, { firewall, masquerade });
    return expected.join("\n") === written.join("\n") ? device : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
