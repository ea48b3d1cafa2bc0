/** `farsite-apply frp`: at which ports frps may listen for sites. */
export const APPLY_FRP = String.raw`
apply_frp() {
  conf=$etc/frps.toml
  [ "$frp" = yes ] && [ -e "$conf" ] || fail 'this server has no frp'
  read_input
  # A port that a site holds by SSH is that site's.
  if [ -e "$etc/relay-keys" ]; then tr ',' '\012' <"$etc/relay-keys" | sed -n 's/^permitlisten=".*:\([0-9]*\)"$/\1/p' >"$work/by-ssh"; else : >"$work/by-ssh"; fi
  check '
    FILENAME == by_ssh { taken[$1] = 1; next }
    FNR > 500 { die("more than 500 ports") }
    NF != 1 || !is_port($1) { die("no port") }
    {
      if (relay_first + 0 <= 0 || $1 + 0 < relay_first + 0 || $1 + 0 > relay_last + 0) die("not a port of the relay: " $1)
      if (is_own("tcp", $1)) die("a port of the server itself: " $1)
      if ($1 in taken) die("a port that a site holds by SSH: " $1)
      if (seen[$1]++) die("a port twice: " $1)
      print $1
    }
  ' by_ssh="$work/by-ssh" "$work/by-ssh" "$work/input" >"$work/ports" || fail "frp's ports stay as they were"
  {
    printf 'flush set inet farsite frp_open\n'
    while read -r port; do printf 'add element inet farsite frp_open { %s }\n' "$port"; done <"$work/ports"
  } >"$work/rules"
  try_rules
  # Everything else of the file stays, the token too. An empty list would allow every port: one that nobody can have says none.
  own=$(sed -n 's/^bindPort = \([0-9]*\)$/\1/p' "$conf")
  allowed=$(awk '{ printf "%s{ single = %s }", (NR > 1 ? ", " : ""), $1 }' "$work/ports")
  [ -n "$allowed" ] || allowed="{ single = $own }"
  awk -v line="allowPorts = [$allowed]" '/^allowPorts = / { print line; seen++; next } { print } END { if (seen != 1) exit 1 }' "$conf" >"$work/frps.new" ||
    fail 'frps.toml is none of Farsite: it stays as it was'
  # frps reads its file when it starts, and a restart cuts all of its tunnels for some seconds: only for a change.
  if ! cmp -s "$work/frps.new" "$conf"; then
    cp -p "$conf" "$lib/previous/frps.toml"
    cp -p "$conf" "$work/frps.toml"
    cat "$work/frps.new" >"$work/frps.toml"
    put "$work/frps.toml" "$conf"
    if ! start_again frps /usr/local/bin/frps; then
      put "$lib/previous/frps.toml" "$conf"
      start_again frps /usr/local/bin/frps || :
      fail "frps did not take it, and has its former settings: $(head -c 300 "$work/said")"
    fi
  fi
  load_rules frp
  printf 'ok\n'
}

# A program that a person has not put there yet finds its settings when it is: nothing is wrong with them.
start_again() {
  [ -x "$root$2" ] || return 0
  systemctl enable "$1" >/dev/null 2>&1 || :
  systemctl restart "$1" >"$work/said" 2>&1 || return 1
}
`;
