/**
 * `farsite-path`: looks once at the box' way to the hub and acts on it; the system's timer calls it every 30 seconds. It holds no
 * value of any site: those are in `box.conf`, quoted.
 *
 * Down at once (two looks, so that one lost packet is no reason), up only when the tunnel was good for a while; the while
 * doubles each time the tunnel fails again within an hour, up to an hour. `FARSITE_ROOT` is for tests.
 */
export const PATH_SCRIPT = String.raw`#!/bin/sh
# Farsite: keeps this box' way to the hub. Called by a timer; nothing to be done by hand.
set -uf
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin
ROOT=$(printenv FARSITE_ROOT) || ROOT=
. "$ROOT/etc/farsite/box.conf"

BAD_LOOKS=2
HANDSHAKE_SECONDS=180
GOOD_SECONDS=300
GOOD_SECONDS_MAX=3600
FLAP_SECONDS=3600
RESTART_SECONDS=600
REPORT_SECONDS=300

STATE_DIR=$ROOT/var/lib/farsite
STATE=$STATE_DIR/path.state
mkdir -p "$STATE_DIR"
# A look that still waits for an answer is not overtaken by the next one.
if command -v flock >/dev/null 2>&1; then
  exec 9>"$STATE_DIR/lock"
  flock -n 9 || exit 0
fi
now=$(date +%s)

say() {
  if command -v logger >/dev/null 2>&1; then logger -t farsite "$1"; else echo "farsite: $1"; fi
}

# The first when it is a number, else the second: a state file may be half of one.
number() {
  case $1 in
    '' | *[!0-9]* | 0[0-9]* | ????????????*) echo "$2" ;;
    *) echo "$1" ;;
  esac
}

path=primary since=$now bad=0 good_since=0 wait=$GOOD_SECONDS recovered=0 restarted=0 reported=0 standing_in=0
if [ -r "$STATE" ]; then
  while IFS='=' read -r key value; do
    case $key in
      path) case $value in primary | fallback | none) path=$value ;; esac ;;
      since) since=$(number "$value" "$since") ;;
      bad) bad=$(number "$value" "$bad") ;;
      good_since) good_since=$(number "$value" "$good_since") ;;
      wait) wait=$(number "$value" "$wait") ;;
      recovered) recovered=$(number "$value" "$recovered") ;;
      restarted) restarted=$(number "$value" "$restarted") ;;
      reported) reported=$(number "$value" "$reported") ;;
      standing_in) standing_in=$(number "$value" "$standing_in") ;;
    esac
  done <"$STATE"
fi
# A clock that was set back must not freeze anything.
[ "$good_since" -le "$now" ] || good_since=$now
[ "$recovered" -le "$now" ] || recovered=0
[ "$restarted" -le "$now" ] || restarted=0
[ "$reported" -le "$now" ] || reported=0
[ "$since" -le "$now" ] || since=$now

# Without the lock: what is started here outlives this look.
service() {
  if command -v systemctl >/dev/null 2>&1; then systemctl --no-block "$1" "$2"; else "$ROOT/etc/init.d/$2" "$1"; fi >/dev/null 2>&1 9>&-
}

# WireGuard is silent by nature: a fresh handshake and an answer from the other end.
primary_alive() {
  [ -n "$WG_INTERFACE" ] || return 1
  newest=$(wg show "$WG_INTERFACE" latest-handshakes 2>/dev/null | awk '$2 > newest { newest = $2 } END { print newest + 0 }')
  newest=$(number "$newest" 0)
  [ $((now - newest)) -le "$HANDSHAKE_SECONDS" ] || return 1
  ping -c 1 -W 2 "$HUB_ADDRESS" >/dev/null 2>&1
}

fallback_alive() {
  [ -n "$SSH_HOST" ] || return 1
  ssh -F none -S "$SSH_SOCKET" -O check farsite >/dev/null 2>&1
}

was=$path
if primary_alive; then
  bad=0
  [ "$good_since" -gt 0 ] || good_since=$now
  if [ "$standing_in" -eq 1 ] && [ $((now - good_since)) -ge "$wait" ]; then
    service stop farsite-tunnel
    standing_in=0
    recovered=$now
    say "the tunnel was good for $wait seconds: the fallback is stopped"
  fi
  if [ "$standing_in" -eq 1 ] && fallback_alive; then path=fallback; else path=primary; fi
else
  good_since=0
  bad=$((bad + 1))
  if [ "$bad" -ge "$BAD_LOOKS" ]; then
    if [ -n "$SSH_HOST" ]; then
      if [ "$standing_in" -eq 0 ] && [ -n "$WG_INTERFACE" ]; then
        if [ "$recovered" -gt 0 ] && [ $((now - recovered)) -lt "$FLAP_SECONDS" ]; then
          wait=$((wait * 2))
          [ "$wait" -le "$GOOD_SECONDS_MAX" ] || wait=$GOOD_SECONDS_MAX
        else
          wait=$GOOD_SECONDS
        fi
        say "the tunnel is dead: the fallback is started"
      fi
      standing_in=1
      # Every time: a fallback that somebody stopped is started again.
      service start farsite-tunnel
    fi
    # The hub's name may lead elsewhere now, which WireGuard asks only when it starts.
    if [ -n "$WG_INTERFACE" ] && [ $((now - restarted)) -ge "$RESTART_SECONDS" ]; then
      [ "$restarted" -eq 0 ] || service restart "$WG_SERVICE"
      restarted=$now
    fi
    if fallback_alive; then path=fallback; else path=none; fi
  fi
fi
if [ "$path" != "$was" ]; then
  since=$now
  reported=0
  say "path: $path (before: $was)"
fi

devices() {
  for device in $DEVICES; do
    host=$(echo "$device" | sed 's/^\(.*\)_[0-9]*$/\1/')
    port=$(echo "$device" | sed 's/^.*_//')
    # Busybox' nc knows no -z.
    if nc -w 2 "$host" "$port" </dev/null >/dev/null 2>&1; then answer=true; else answer=false; fi
    printf '%s{"address":"%s","port":%s,"answers":%s}' "$comma" "$host" "$port" "$answer"
    comma=,
  done
}

# Names and addresses only: nothing here needs JSON's quoting.
report() {
  comma=
  line=$(printf '{"site":"%s","path":"%s","since":%s,"at":%s,"devices":[%s]}' "$SITE_ID" "$path" "$since" "$now" "$(devices)")
  case $HEALTH in
    https) echo "$line" | curl -sS -m 20 -o /dev/null --config "$ROOT/etc/farsite/health.curl" --data-binary @- ;;
    ssh)
      echo "$line" | ssh -F none -T -i "$ROOT/etc/farsite/health-key" -p "$HEALTH_PORT" -o BatchMode=yes -o ConnectTimeout=10 \
        -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$ROOT/etc/farsite/known_hosts" \
        -l "$HEALTH_USER" -- "$HEALTH_HOST" health >/dev/null
      ;;
  esac
}
if [ -n "$HEALTH" ] && [ $((now - reported)) -ge "$REPORT_SECONDS" ]; then
  # Kept before it is told: a hub that hangs must not be asked at every look.
  reported=$now
  report 2>/dev/null || say "the report did not reach the hub"
fi

printf '%s\n' "path=$path" "since=$since" "bad=$bad" "good_since=$good_since" "wait=$wait" "recovered=$recovered" \
  "restarted=$restarted" "reported=$reported" "standing_in=$standing_in" >"$STATE.new" && mv "$STATE.new" "$STATE"
`;

/** `farsite-tunnel`: the fallback in the foreground, over the first of its ports that works. Ends when that does; the system starts it again. */
export const TUNNEL_SCRIPT = String.raw`#!/bin/sh
# Farsite: the fallback by OpenSSH. Started and stopped by farsite-path.
set -uf
ROOT=$(printenv FARSITE_ROOT) || ROOT=
. "$ROOT/etc/farsite/box.conf"
set --
for forward in $SSH_FORWARDS; do set -- "$@" -R "$forward"; done
for port in $SSH_PORTS; do
  rm -f "$SSH_SOCKET"
  ssh -F none -N -T -M -S "$SSH_SOCKET" -i "$ROOT/etc/farsite/ssh-key" -p "$port" -o BatchMode=yes -o ConnectTimeout=15 \
    -o IdentitiesOnly=yes -o ExitOnForwardFailure=yes -o ServerAliveInterval=20 -o ServerAliveCountMax=3 \
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$ROOT/etc/farsite/known_hosts" "$@" -l "$SSH_USER" -- "$SSH_HOST" &
  child=$!
  trap 'kill "$child" 2>/dev/null; wait "$child"; exit 0' TERM INT
  wait "$child"
done
exit 1
`;
