/** procd's services of an OpenWrt box; like systemd's they name no site. */

/** WireGuard without netifd: the configuration stays the one file that wg-quick reads elsewhere. */
export const OPENWRT_WG = String.raw`#!/bin/sh /etc/rc.common
# Farsite: the tunnel to the hub.
START=95
STOP=10
ROOT=
. /etc/farsite/box.conf
CONF=/etc/wireguard/$WG_INTERFACE.conf

# The keys of wg-quick that wg does not know.
stripped() { grep -viE '^[[:space:]]*(address|dns|mtu|table|preup|postup|predown|postdown|saveconfig)[[:space:]]*=' "$CONF"; }
value() { sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" "$CONF" | tr ',' '\n' | tr -d ' \r'; }

start() {
  [ -n "$WG_INTERFACE" ] || return 0
  set -f
  ip link add dev "$WG_INTERFACE" type wireguard 2>/dev/null
  # Resolving the hub's name fails while the line comes up: the caller tries again.
  (umask 077 && stripped >/tmp/farsite-wg.conf)
  wg setconf "$WG_INTERFACE" /tmp/farsite-wg.conf
  done=$?
  rm -f /tmp/farsite-wg.conf
  [ "$done" -eq 0 ] || logger -t farsite "the tunnel could not be set up yet"
  for address in $(value Address); do ip address replace "$address" dev "$WG_INTERFACE"; done
  mtu=$(value MTU | head -n 1)
  [ -z "$mtu" ] || ip link set mtu "$mtu" dev "$WG_INTERFACE"
  ip link set up dev "$WG_INTERFACE"
  for prefix in $(value AllowedIPs); do
    case $prefix in */0) ;; *) ip route replace "$prefix" dev "$WG_INTERFACE" ;; esac
  done
}

stop() {
  [ -z "$WG_INTERFACE" ] || ip link delete dev "$WG_INTERFACE" 2>/dev/null
}

restart() {
  stop
  start
}
`;

export const OPENWRT_TUNNEL = String.raw`#!/bin/sh /etc/rc.common
# Farsite: the fallback by OpenSSH. farsite-path starts and stops it.
USE_PROCD=1

start_service() {
  mkdir -p /run/farsite-tunnel
  procd_open_instance
  procd_set_param command /usr/local/lib/farsite/farsite-tunnel
  # For as long as it takes, every 15 seconds.
  procd_set_param respawn 0 15 0
  procd_set_param stderr 1
  procd_close_instance
}
`;

/** cron knows minutes: two looks in each. */
export const OPENWRT_CRON = `* * * * * /usr/local/lib/farsite/farsite-path; sleep 30; /usr/local/lib/farsite/farsite-path
`;
