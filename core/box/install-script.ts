/**
 * `install.sh` for Debian (Raspberry Pi OS, Ubuntu) and OpenWrt. It holds no value of a site; its sentences are in `lib/words.sh`.
 * `FARSITE_ROOT` puts everything below a folder and leaves the system alone: for tests.
 */
export const INSTALL_SCRIPT = String.raw`#!/bin/sh
# Farsite: sets up this box for its site. Running it again does no harm.
set -eu
cd "$(dirname "$0")"
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin
ROOT=$(printenv FARSITE_ROOT) || ROOT=
. lib/words.sh

stop() {
  echo "$1" >&2
  exit 1
}
# printf is the shell's own: no secret is on a command line.
open_secrets() { printf '%s' "$1" | openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -md sha256 -in secrets.enc -pass stdin 2>/dev/null; }
secret() { printf '%s\n' "$secrets" | sed -n "s/^$1 //p" | openssl base64 -d -A; }
put() {
  mkdir -p "$(dirname "$ROOT$2")"
  cp "$1" "$ROOT$2.new"
  chmod "$3" "$ROOT$2.new"
  mv "$ROOT$2.new" "$ROOT$2"
}
put_secret() {
  mkdir -p "$(dirname "$ROOT$2")"
  (umask 077 && secret "$1" >"$ROOT$2.new")
  mv "$ROOT$2.new" "$ROOT$2"
}

sha256sum -c SHA256SUMS >/dev/null 2>&1 || stop "$SAY_DAMAGED"
[ -n "$ROOT" ] || [ "$(id -u)" -eq 0 ] || stop "$SAY_NOT_ROOT"
if [ -e "$ROOT/etc/openwrt_release" ]; then system=openwrt
elif [ -e "$ROOT/etc/debian_version" ] && command -v systemctl >/dev/null 2>&1; then system=debian
else stop "$SAY_WRONG_SYSTEM"; fi
. ./box.conf

missing=
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need openssl "$([ "$system" = openwrt ] && echo openssl-util || echo openssl)"
need ping iputils-ping
need nc netcat-openbsd
[ -z "$WG_INTERFACE" ] || need wg wireguard-tools
if [ -n "$SSH_HOST" ] || [ "$HEALTH" = ssh ]; then need ssh openssh-client; fi
[ "$HEALTH" != https ] || need curl curl
if [ -n "$missing" ]; then
  printf '%s%s\n%s ' "$SAY_MISSING" "$missing" "$SAY_INSTALL_THEM"
  read -r answer || answer=
  case $answer in [yYjJ]*) ;; *) stop "$SAY_WITHOUT_THEM" ;; esac
  if [ "$system" = debian ]; then
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    # Unquoted: a list of words.
    apt-get update && apt-get install -y --no-install-recommends $missing || stop "$SAY_NO_PACKAGES"
  elif command -v apk >/dev/null 2>&1; then apk update && apk add $missing || stop "$SAY_NO_PACKAGES"
  else opkg update && opkg install $missing || stop "$SAY_NO_PACKAGES"; fi
fi

tries=3
while :; do
  printf '%s ' "$SAY_PASSPHRASE"
  [ ! -t 0 ] || stty -echo
  read -r typed || typed=
  [ ! -t 0 ] || { stty echo; echo; }
  # As it was shown: blanks and capitals don't matter.
  passphrase=$(printf '%s' "$typed" | tr 'A-Z' 'a-z' | tr -cd 'a-z0-9')
  plain=$(open_secrets "$passphrase" | tr -d '\000') || plain=
  case $plain in farsite-secrets-1*) break ;; esac
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || stop "$SAY_WRONG_PASSPHRASE"
  echo "$SAY_TRY_AGAIN"
done
secrets=$(printf '%s\n' "$plain" | sed '$d')
sum=$(printf '%s\n' "$plain" | sed -n '$s/^sha256 //p')
[ "$(printf '%s\n' "$secrets" | sha256sum | cut -d' ' -f1)" = "$sum" ] || stop "$SAY_DAMAGED"

put box.conf /etc/farsite/box.conf 0644
put known_hosts /etc/farsite/known_hosts 0644
put lib/words.sh /usr/local/lib/farsite/words.sh 0644
for name in farsite-path farsite-tunnel; do put "lib/$name" "/usr/local/lib/farsite/$name" 0755; done
put lib/farsite-box-check /usr/local/bin/farsite-box-check 0755
mkdir -p "$ROOT/var/lib/farsite"
if [ -n "$WG_INTERFACE" ]; then put_secret wireguard.conf "/etc/wireguard/$WG_INTERFACE.conf"; fi
if [ -n "$SSH_HOST" ]; then put_secret ssh-key /etc/farsite/ssh-key; fi
case $HEALTH in
  https) put_secret health.curl /etc/farsite/health.curl ;;
  ssh) put_secret health-key /etc/farsite/health-key ;;
esac

if [ "$system" = debian ]; then
  if [ -n "$SSH_HOST" ]; then
    id farsite-tunnel >/dev/null 2>&1 || useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin farsite-tunnel
    chown farsite-tunnel "$ROOT/etc/farsite/ssh-key"
  fi
  for name in systemd/*; do put "$name" "/etc/systemd/system/$(basename "$name")" 0644; done
  if [ -n "$WG_INTERFACE" ]; then
    printf 'net.ipv4.ip_forward = 1\n' >"$ROOT/etc/sysctl.d/99-farsite.conf"
    [ -n "$ROOT" ] || sysctl -q -p /etc/sysctl.d/99-farsite.conf
  fi
  systemctl daemon-reload
  [ -z "$WG_INTERFACE" ] || { systemctl enable "$WG_SERVICE" && systemctl restart "$WG_SERVICE"; }
  systemctl enable --now farsite-path.timer
else
  put openwrt/farsite-wg /etc/init.d/farsite-wg 0755
  put openwrt/farsite-tunnel /etc/init.d/farsite-tunnel 0755
  if [ -n "$WG_INTERFACE" ]; then
    "$ROOT/etc/init.d/farsite-wg" enable && "$ROOT/etc/init.d/farsite-wg" restart
    uci set firewall.farsite=zone
    uci set firewall.farsite.name=farsite
    uci set firewall.farsite.input=REJECT
    uci set firewall.farsite.output=ACCEPT
    uci set firewall.farsite.forward=REJECT
    uci -q delete firewall.farsite.device || :
    uci add_list "firewall.farsite.device=$WG_INTERFACE"
    uci set firewall.farsite_lan=forwarding
    uci set firewall.farsite_lan.src=farsite
    uci set firewall.farsite_lan.dest=lan
    uci commit firewall
    service firewall restart
  fi
  mkdir -p "$ROOT/etc/crontabs"
  touch "$ROOT/etc/crontabs/root"
  grep -v farsite-path "$ROOT/etc/crontabs/root" >"$ROOT/etc/crontabs/root.new" || :
  cat openwrt/crontab >>"$ROOT/etc/crontabs/root.new"
  mv "$ROOT/etc/crontabs/root.new" "$ROOT/etc/crontabs/root"
  service cron enable && service cron restart
fi

echo "$SAY_SET_UP"
if [ "$system" = debian ] && [ ! -e "$ROOT/usr/bin/unattended-upgrade" ]; then echo "$SAY_UPDATES"; fi
# The first handshake and the first looks take a moment.
[ -n "$ROOT" ] || sleep 8
"$ROOT/usr/local/lib/farsite/farsite-path" || :
"$ROOT/usr/local/bin/farsite-box-check"
`;

export const UNINSTALL_SCRIPT = String.raw`#!/bin/sh
# Farsite: takes everything away that install.sh put on this box. Packages stay.
set -eu
cd "$(dirname "$0")"
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin
ROOT=$(printenv FARSITE_ROOT) || ROOT=
. lib/words.sh
[ -n "$ROOT" ] || [ "$(id -u)" -eq 0 ] || { echo "$SAY_NOT_ROOT" >&2; exit 1; }
. ./box.conf

if [ -e "$ROOT/etc/openwrt_release" ]; then
  for name in farsite-tunnel farsite-wg; do
    [ ! -x "$ROOT/etc/init.d/$name" ] || { "$ROOT/etc/init.d/$name" stop; "$ROOT/etc/init.d/$name" disable; } || :
    rm -f "$ROOT/etc/init.d/$name"
  done
  for section in farsite farsite_lan; do uci -q delete "firewall.$section" || :; done
  uci commit firewall
  if [ -e "$ROOT/etc/crontabs/root" ]; then
    grep -v farsite-path "$ROOT/etc/crontabs/root" >"$ROOT/etc/crontabs/root.new" || :
    mv "$ROOT/etc/crontabs/root.new" "$ROOT/etc/crontabs/root"
  fi
  service firewall restart || :
  service cron restart || :
else
  systemctl disable --now farsite-path.timer || :
  systemctl stop farsite-tunnel.service || :
  [ -z "$WG_INTERFACE" ] || systemctl disable --now "$WG_SERVICE" || :
  for name in systemd/*; do rm -f "$ROOT/etc/systemd/system/$(basename "$name")"; done
  rm -f "$ROOT/etc/sysctl.d/99-farsite.conf"
  systemctl daemon-reload || :
  if id farsite-tunnel >/dev/null 2>&1; then userdel farsite-tunnel || :; fi
fi
[ -z "$WG_INTERFACE" ] || rm -f "$ROOT/etc/wireguard/$WG_INTERFACE.conf"
rm -rf "$ROOT/etc/farsite" "$ROOT/usr/local/lib/farsite" "$ROOT/var/lib/farsite"
rm -f "$ROOT/usr/local/bin/farsite-box-check"
echo "$SAY_REMOVED"
`;

/** `farsite-box-check`: is the box alive, in sentences. Exit status 0: the hub is reached; 1: it is not. Changes nothing. */
export const CHECK_SCRIPT = String.raw`#!/bin/sh
# Farsite: says how this box is. Changes nothing.
set -uf
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin
ROOT=$(printenv FARSITE_ROOT) || ROOT=
. "$ROOT/etc/farsite/box.conf"
. "$ROOT/usr/local/lib/farsite/words.sh"
reached=1

if [ -n "$WG_INTERFACE" ]; then
  newest=$(wg show "$WG_INTERFACE" latest-handshakes 2>/dev/null | awk '$2 > newest { newest = $2 } END { print newest + 0 }')
  case $newest in '' | *[!0-9]*) newest=0 ;; esac
  age=$(($(date +%s) - newest))
  if [ "$newest" -eq 0 ]; then echo "$SAY_NO_HANDSHAKE"
  elif [ "$age" -gt 180 ]; then echo "$SAY_OLD_HANDSHAKE ($age s)"
  elif ping -c 1 -W 3 "$HUB_ADDRESS" >/dev/null 2>&1; then
    echo "$SAY_TUNNEL_UP"
    reached=0
  else echo "$SAY_NO_PING"; fi
fi
if [ -n "$SSH_HOST" ]; then
  if ssh -F none -S "$SSH_SOCKET" -O check farsite >/dev/null 2>&1; then
    echo "$SAY_FALLBACK_UP"
    reached=0
  elif [ "$reached" -eq 0 ]; then echo "$SAY_FALLBACK_WAITS"
  else echo "$SAY_FALLBACK_DOWN"; fi
fi
for device in $DEVICES; do
  host=$(echo "$device" | sed 's/_[0-9]*$//')
  port=$(echo "$device" | sed 's/^.*_//')
  if nc -w 2 "$host" "$port" </dev/null >/dev/null 2>&1; then echo "$SAY_DEVICE_UP $host $port"; else echo "$SAY_DEVICE_DOWN $host $port"; fi
done
if [ "$reached" -eq 0 ]; then echo "$SAY_ALIVE"; else echo "$SAY_DEAD"; fi
exit "$reached"
`;
