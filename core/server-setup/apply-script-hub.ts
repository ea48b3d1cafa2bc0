/** `farsite-apply wireguard`, `access`, `publish`. */
export const APPLY_HUB = String.raw`
apply_wireguard() {
  [ -n "$tunnel_pool" ] || fail 'this server is no WireGuard hub'
  conf=$root/etc/wireguard/wg0.conf
  read_input
  # A laptop that does not have the hub's private key leaves it as it is.
  kept=
  if [ -e "$conf" ]; then kept=$(awk 'tolower($0) ~ /^ *privatekey *=/ { sub(/^[^=]*= */, ""); sub(/ *$/, ""); print; exit }' "$conf"); fi
  # A peer that is allowed the provider's network would take the server off it.
  own_addresses=$(own_network)
  # wg-quick runs PostUp and the like as root: nothing but these words, and no comment behind a value.
  export KEPT="$kept"
  check '
    function is_key(text) { return length(text) == 44 && text ~ /^[A-Za-z0-9+\/]+=$/ }
    function all_in_tunnel(text,   list, count, at) {
      count = split(text, list, /, */)
      if (count < 1) return 0
      for (at = 1; at <= count; at++) {
        if (!is_prefix(list[at]) || !is_inside(list[at])) return 0
        if (holds_any(list[at], own_addresses)) die("a network that this server itself is in: " list[at])
        if (seen_ip[list[at]]++) return 0
      }
      return 1
    }
    /^[ ]*(#.*)?$/ { print; next }
    /[^ -~]/ { die("only comments may have other letters") }
    $0 == "[Interface]" { if (interfaces++) die("a second [Interface]"); section = "i"; print; next }
    $0 == "[Peer]" { section = "p"; peers++; has_key = 0; print; next }
    {
      at = index($0, "=")
      if (at == 0) die("neither a section nor a setting")
      name = tolower(substr($0, 1, at - 1)); gsub(/ /, "", name)
      value = substr($0, at + 1); sub(/^ */, "", value); sub(/ *$/, "", value)
      if (section == "i" && name == "privatekey") {
        if (value == "keep") value = ENVIRON["KEPT"]
        if (!is_key(value)) die("PrivateKey is none")
        private++
        print "PrivateKey = " value
        next
      }
      ok = 0
      if (section == "i" && name == "listenport") ok = is_port(value)
      else if (section == "i" && name == "mtu") ok = is_number(value, 576, 9000)
      else if (section == "i" && name == "address") ok = value ~ /^[0-9.]+\/[0-9]+$/ && in_pool(value, tunnel_pool)
      else if (section == "p" && name == "publickey") { ok = is_key(value) && !has_key++ && !seen_key[value]++ }
      else if (section == "p" && name == "presharedkey") ok = is_key(value)
      else if (section == "p" && name == "persistentkeepalive") ok = is_number(value, 0, 65535)
      else if (section == "p" && name == "endpoint") ok = value ~ /^[A-Za-z0-9.:\[\]-]+:[0-9]+$/
      else if (section == "p" && name == "allowedips") ok = all_in_tunnel(value)
      else die("a setting that has no place here")
      if (!ok) die("a value that can not be")
      print
    }
    END { if (!dead && (interfaces != 1 || private != 1)) { print "farsite-apply: one [Interface] with one PrivateKey" >"/dev/stderr"; exit 1 } }
  ' "$work/input" >"$work/wg0.conf" || fail 'the hub stays as it was'
  unset KEPT
  wg-quick strip "$work/wg0.conf" >"$work/stripped" 2>"$work/said" || fail "wg-quick refuses it: $(head -c 300 "$work/said")"
  had=
  if [ -e "$conf" ]; then
    had=yes
    cp "$conf" "$lib/previous/wg0.conf"
  fi
  mkdir -p "$root/etc/wireguard"
  put "$work/wg0.conf" "$conf"
  if bring_up "$work/stripped"; then
    printf 'ok\n'
    return
  fi
  # Back to what ran before.
  if [ -n "$had" ]; then
    put "$lib/previous/wg0.conf" "$conf"
    wg-quick strip "$conf" >"$work/stripped" 2>>"$work/said" || :
    bring_up "$work/stripped" || :
  else
    rm -f "$conf"
  fi
  fail "WireGuard did not take it, and has its former settings: $(head -c 300 "$work/said")"
}

# Addresses of the server and of its routers, but for the tunnel's.
own_network() {
  {
    ip -4 -o address show | awk '$2 != "wg0" && $2 != "lo" { sub(/\/.*$/, "", $4); print $4 }'
    ip -4 route show default | awk '{ for (at = 1; at < NF; at++) if ($at == "via") print $(at + 1) }'
  } | tr '\012' ' '
}

# What the hub's peers are allowed, without the tunnel's own addresses.
site_networks() {
  awk 'tolower($0) ~ /^ *allowedips *=/ { sub(/^[^=]*= */, ""); gsub(/,/, " "); print }' "$root/etc/wireguard/wg0.conf" 2>/dev/null | tr '\012' ' '
}

# Whether the interface has what wg-quick would give it; wg itself knows neither address nor MTU.
is_dressed() {
  address=$(awk 'tolower($1) ~ /^address/ { sub(/^[^=]*= */, ""); sub(/ *$/, ""); print }' "$conf" | sort)
  mtu=$(awk 'tolower($1) ~ /^mtu/ { sub(/^[^=]*= */, ""); sub(/ *$/, ""); print }' "$conf")
  [ "$(ip -4 -o address show dev wg0 2>/dev/null | awk '{ print $4 }' | sort)" = "$address" ] || return 1
  [ -z "$mtu" ] || ip -o link show dev wg0 2>/dev/null | grep -q " mtu $mtu "
}

# Without an interruption where that will do: tunnels stay up. wg syncconf sets no routes, so they follow.
bring_up() {
  if wg show wg0 >/dev/null 2>&1 && is_dressed; then
    wg syncconf wg0 "$1" >"$work/said" 2>&1 || return 1
    wg show wg0 allowed-ips | awk '{ for (at = 2; at <= NF; at++) if ($at != "(none)") print $at }' | sort >"$work/wanted"
    while read -r net; do ip -4 route replace "$net" dev wg0 >"$work/said" 2>&1 || return 1; done <"$work/wanted"
    ip -4 route show dev wg0 | awk '/proto kernel/ { next } { print ($1 ~ /\// ? $1 : $1 "/32") }' | sort >"$work/there"
    comm -13 "$work/wanted" "$work/there" >"$work/gone"
    while read -r net; do ip -4 route del "$net" dev wg0 >"$work/said" 2>&1 || :; done <"$work/gone"
  else
    systemctl restart wg-quick@wg0.service >"$work/said" 2>&1 || return 1
  fi
}

apply_access() {
  [ -n "$tunnel_pool" ] || fail 'this server is no WireGuard hub'
  read_input
  check '
    BEGIN { print "flush set inet farsite reach" }
    NF != 2 { die("not ADDRESS NETWORK") }
    {
      if (ip_number($1) < 0 || !in_pool($1, tunnel_pool)) die("no address of the tunnel")
      if ($2 !~ /\// || !is_prefix($2) || !is_inside($2)) die("no network of a site")
      if (seen[$1 " " $2]++) die("a second time")
      print "add element inet farsite reach { " $1 " . " $2 " }"
    }
  ' "$work/input" >"$work/rules" || fail 'access stays as it was'
  load_rules access
  printf 'ok\n'
}

apply_publish() {
  [ -n "$tunnel_pool" ] || fail 'this server is no WireGuard hub'
  read_input
  sites=$(site_networks)
  check '
    BEGIN { print "flush chain inet farsite published_in" }
    NR > 500 { die("more than 500 ports") }
    NF != 5 || ($1 != "tcp" && $1 != "udp") { die("not TRANSPORT PORT ADDRESS PORT SOURCES") }
    {
      if (!is_port($2) || !is_port($4)) die("no port")
      if (ip_number($3) < 0 || !is_inside($3) || in_pool($3, tunnel_pool) || !in_any($3, sites)) die("no address of a site that is a peer")
      if (is_own($1, $2)) die("a port of the server itself: " $1 " " $2)
      if ($1 == "tcp" && relay_first > 0 && $2 + 0 >= relay_first + 0 && $2 + 0 <= relay_last + 0) die("a port of the SSH relay: " $2)
      if (seen[$1 " " $2]++) die("published twice: " $1 " " $2)
      from = ""
      if ($5 != "any") {
        count = split($5, list, ",")
        if (count > 64) die("more than 64 sources")
        for (at = 1; at <= count; at++) {
          if (!is_prefix(list[at]) || list[at] !~ /\//) die("no source")
          from = from (at == 1 ? "" : ", ") list[at]
        }
        from = "ip saddr { " from " } "
      }
      print "add rule inet farsite published_in meta nfproto ipv4 iifname != \"wg0\" " from $1 " dport " $2 " dnat ip to " $3 ":" $4
    }
  ' "$work/input" >"$work/rules" || fail 'published ports stay as they were'
  load_rules publish
  printf 'ok\n'
}
`;
