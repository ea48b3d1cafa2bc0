import type { FirmServer } from "../tunnel/firm-server.ts";
import { APPLY_FRP } from "./apply-script-frp.ts";
import { APPLY_HUB } from "./apply-script-hub.ts";
import { APPLY_MEDIA } from "./apply-script-media.ts";
import { APPLY_RELAY } from "./apply-script-relay.ts";
import { APPLY_STATUS } from "./apply-script-status.ts";
import { listeners } from "./listeners.ts";
import type { SetupOptions } from "./setup-options.ts";
import { ipv4PrefixText, portNumber, userName } from "./values.ts";

/** Told by `farsite-apply status`: which of its commands and figures there are. */
export const APPLY_VERSION = 1;
export const APPLY_PATH = "/usr/local/sbin/farsite-apply";
/** What an administrator's account may run as root; arguments are part of it, so none can be added. */
export const APPLY_COMMANDS = ["wireguard", "access", "publish", "relay-keys", "frp", "media", "status"] as const;

/**
 * The one program that the administrator's account may run as root. It reads what is to be from standard input, checks every line against
 * what may be, tries it, and goes back to what was when that fails. POSIX sh and awk; nothing that is read is ever a command.
 *
 * @throws RangeError
 */
export function applyScript(server: FirmServer, options: SetupOptions): string {
  const { wireguard, relay, frp, media } = server;
  const own = listeners(server, options).map(
    ({ transport, first, last }) => `${transport}:${portNumber("port", first)}-${portNumber("port", last)}`,
  );
  const settings = [
    `version=${APPLY_VERSION}`,
    `tunnel_pool=${wireguard === null ? "" : ipv4PrefixText("tunnel pool", wireguard.tunnelPool)}`,
    `relay_first=${relay === null ? 0 : portNumber("relay", relay.firstPort)}`,
    `relay_last=${relay === null ? 0 : portNumber("relay", relay.lastPort)}`,
    `relay_user=${relay === null ? "nobody" : userName(relay.user)}`,
    `frp=${frp === null ? "no" : "yes"}`,
    `media=${media?.engine ?? "no"}`,
    "# Ports that the server's own services have.",
    `own_ports='${[...new Set(own)].join(" ")}'`,
  ];
  return `${HEAD}\n${settings.join("\n")}\n${COMMON}${APPLY_HUB}${APPLY_RELAY}${APPLY_FRP}${APPLY_MEDIA}${APPLY_STATUS}${MAIN}`;
}

const HEAD = `#!/bin/sh
# By Farsite: changes of this server, checked line by line. docs/firm-server.md says what each command reads.
set -eu
set -f
umask 077
export LC_ALL=C`;

// Without "$" and brace together, which a template would take for its own.
const COMMON = String.raw`
# Only tests have another root, and nobody who comes through sudo.
root=
PATH=/usr/sbin:/usr/bin:/sbin:/bin
if [ -n "$(printenv FARSITE_ROOT || :)" ] && [ -z "$(printenv SUDO_UID || :)" ]; then
  root=$FARSITE_ROOT
  PATH=$root/bin:$PATH
fi
export PATH
etc=$root/etc/farsite
rules=$etc/nftables.d
lib=$root/var/lib/farsite
max_bytes=262144

fail() {
  printf 'farsite-apply: %s\n' "$1" >&2
  exit 1
}

# One change at a time; a second one waits for 20 s.
begin() {
  mkdir -p "$lib/previous" "$rules" "$root/run"
  exec 9>"$root/run/farsite-apply.lock"
  flock -w 20 9 || fail 'another change is under way'
  work=$(mktemp -d "$lib/apply.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
}

# Standard input, when it is text of a size: no NUL, no control characters but line feeds.
read_input() {
  head -c "$((max_bytes + 1))" >"$work/input"
  [ "$(wc -c <"$work/input")" -le "$max_bytes" ] || fail 'too much input'
  [ "$(tr -d '\012\040-\176\200-\377' <"$work/input" | wc -c)" -eq 0 ] || fail 'control characters in the input'
}

# Functions for all awk programs here. mawk has no {n}, and numbers are checked as text first.
awk_common='
function die(why) { printf "farsite-apply: line %d: %s\n", NR, why >"/dev/stderr"; dead = 1; exit 1 }
function is_number(text, low, high) { return text ~ /^[0-9]+$/ && length(text) <= 5 && text !~ /^0[0-9]/ && text + 0 >= low && text + 0 <= high }
function is_port(text) { return is_number(text, 1, 65535) }
function ip_number(text,   part, count, at, sum) {
  if (text !~ /^[0-9.]+$/ || length(text) > 15) return -1
  count = split(text, part, ".")
  if (count != 4) return -1
  sum = 0
  for (at = 1; at <= 4; at++) {
    if (!is_number(part[at], 0, 255)) return -1
    sum = sum * 256 + part[at]
  }
  return sum
}
function size_of(bits,   size) { size = 1; while (bits++ < 32) size *= 2; return size }
# An address or a prefix whose bits behind the length are zero.
function is_prefix(text,   half, count) {
  count = split(text, half, "/")
  if (count > 2 || ip_number(half[1]) < 0) return 0
  if (count == 1) return 1
  return is_number(half[2], 1, 32) && ip_number(half[1]) % size_of(half[2] + 0) == 0
}
function in_pool(text, pool,   half, whole, size) {
  split(text, half, "/")
  split(pool, whole, "/")
  if (pool == "" || ip_number(half[1]) < 0) return 0
  if (whole[2] == "") whole[2] = 32
  size = size_of(whole[2] + 0)
  if (half[2] != "" && half[2] + 0 < whole[2] + 0) return 0
  return int(ip_number(half[1]) / size) == int(ip_number(whole[1]) / size)
}
# Networks that nobody on the internet has (RFC 1918, RFC 6598).
function is_inside(text) {
  return in_pool(text, "10.0.0.0/8") || in_pool(text, "172.16.0.0/12") || in_pool(text, "192.168.0.0/16") || in_pool(text, "100.64.0.0/10")
}
function in_any(text, pools,   list, count, at) {
  count = split(pools, list, " ")
  for (at = 1; at <= count; at++) if (in_pool(text, list[at])) return 1
  return 0
}
function holds_any(prefix, addresses,   list, count, at) {
  count = split(addresses, list, " ")
  for (at = 1; at <= count; at++) if (in_pool(list[at], prefix)) return 1
  return 0
}
function is_own(transport, port,   list, count, at, part, ends) {
  count = split(own_ports, list, " ")
  for (at = 1; at <= count; at++) {
    split(list[at], part, ":")
    split(part[2], ends, "-")
    if (part[1] == transport && port + 0 >= ends[1] + 0 && port + 0 <= ends[2] + 0) return 1
  }
  return 0
}
END { if (dead) exit 1 }
'

# Given to every check; set where a check looks at them.
own_addresses=
sites=

check() {
  program=$1
  shift
  awk -v own_ports="$own_ports" -v tunnel_pool="$tunnel_pool" -v own_addresses="$own_addresses" -v sites="$sites" \
    -v relay_first="$relay_first" -v relay_last="$relay_last" "$awk_common$program" "$@"
}

# A file is the old one or the new one at every moment, also when the power fails: /var may be another disk than /etc.
put() {
  cp -p "$1" "$2.new"
  sync "$2.new"
  mv "$2.new" "$2"
}

# New packet rules in one go: tried first, then loaded, then kept for the next start.
try_rules() { nft -c -f "$work/rules" >"$work/said" 2>&1 || fail "nft refuses the rules: $(head -c 300 "$work/said")"; }
keep_rules() {
  if [ -e "$rules/$1.nft" ]; then cp "$rules/$1.nft" "$lib/previous/$1.nft"; fi
  put "$work/rules" "$rules/$1.nft"
}
load_rules() {
  try_rules
  nft -f "$work/rules" >"$work/said" 2>&1 || fail "nft could not load the rules: $(head -c 300 "$work/said")"
  keep_rules "$1"
}
`;

const MAIN = String.raw`
[ "$#" -ge 1 ] || fail 'usage: farsite-apply wireguard|access|publish|relay-keys|frp|media|status|health SITE'
command=$1
shift
if [ "$command" != health ] && [ "$#" -ne 0 ]; then fail "$command takes no arguments"; fi
case $command in
  wireguard) begin; apply_wireguard ;;
  access) begin; apply_access ;;
  publish) begin; apply_publish ;;
  relay-keys) begin; apply_relay_keys ;;
  frp) begin; apply_frp ;;
  media) begin; apply_media ;;
  status) say_status ;;
  health) [ "$#" -eq 1 ] || fail 'usage: farsite-apply health SITE'; take_health "$1" ;;
  *) fail 'no such command' ;;
esac
`;
