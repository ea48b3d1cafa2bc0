/** `farsite-apply relay-keys` and `health`. */
export const APPLY_RELAY = String.raw`
apply_relay_keys() {
  [ "$relay_first" -gt 0 ] || fail 'this server is no SSH relay'
  read_input
  : >"$work/keys"
  # A line is restrict,port-forwarding, then ports, then the name for reports; anything else could open a shell or the server.
  check '
    NR > 1000 { die("more than 1000 keys") }
    /[^ -~]/ { die("only plain letters") }
    NF != 4 || $2 != "ssh-ed25519" { die("not OPTIONS ssh-ed25519 KEY COMMENT") }
    $3 !~ /^AAAA[A-Za-z0-9+\/]+=*$/ || length($3) != 68 { die("no Ed25519 key") }
    $4 !~ /^[A-Za-z0-9._@-]+$/ { die("a comment of other letters") }
    {
      if (seen_key[$3]++) die("a key twice")
      count = split($1, option, ",")
      if (count < 4 || option[1] != "restrict" || option[2] != "port-forwarding") die("not restrict,port-forwarding,...")
      if (option[count] !~ /^command="health:[A-Za-z0-9][A-Za-z0-9._-]*"$/ || length(option[count]) > 81) die("no site to report for")
      for (at = 3; at < count; at++) {
        if (option[at] !~ /^permitlisten="(localhost|127\.0\.0\.1|\*):[0-9]+"$/) die("an option that has no place here")
        listen = option[at]
        sub(/^permitlisten="/, "", listen); sub(/"$/, "", listen)
        host = listen; sub(/:.*$/, "", host)
        port = listen; sub(/^.*:/, "", port)
        if (!is_port(port) || port + 0 < relay_first + 0 || port + 0 > relay_last + 0) die("not a port of the relay: " port)
        if (is_own("tcp", port)) die("a port of the server itself: " port)
        if (seen_port[port] != "" && seen_port[port] != NR) die("a port of two keys: " port)
        seen_port[port] = NR
        if (host == "*" && !open[port]++) print port >ports
      }
      print $2 " " $3 >keys
      print
    }
  ' keys="$work/keys" ports="$work/ports" "$work/input" >"$work/relay-keys" || fail 'keys stay as they were'
  lines=$(wc -l <"$work/keys")
  if [ "$lines" -gt 0 ]; then
    ssh-keygen -l -f "$work/keys" >"$work/prints" 2>"$work/said" || fail "ssh-keygen refuses a key: $(head -c 300 "$work/said")"
    [ "$(wc -l <"$work/prints")" -eq "$lines" ] || fail 'ssh-keygen refuses a key'
  fi
  touch "$work/ports"
  {
    printf 'flush set inet farsite relay_open\n'
    while read -r port; do printf 'add element inet farsite relay_open { %s }\n' "$port"; done <"$work/ports"
  } >"$work/rules"
  try_rules
  # Written down before the keys change: whoever kills this between two lines leaves the old keys or the new ones, and the next run ends
  # what this one began.
  if [ -e "$etc/relay-keys" ]; then cut -d ' ' -f 3 "$etc/relay-keys" | sort >"$work/had"; else : >"$work/had"; fi
  cut -d ' ' -f 3 "$work/relay-keys" | sort >"$work/has"
  if [ "$(comm -23 "$work/had" "$work/has" | wc -l)" -gt 0 ]; then : >"$lib/relay-cut"; fi
  if [ -e "$etc/relay-keys" ]; then cp -p "$etc/relay-keys" "$lib/previous/relay-keys"; fi
  # First the keys: a port that is open and has nobody is worse than one that is closed for a moment.
  chmod 0644 "$work/relay-keys"
  put "$work/relay-keys" "$etc/relay-keys"
  if ! nft -f "$work/rules" >"$work/said" 2>&1; then
    if [ -s "$work/had" ]; then put "$lib/previous/relay-keys" "$etc/relay-keys"; else rm -f "$etc/relay-keys"; fi
    fail "nft could not load the rules: $(head -c 300 "$work/said")"
  fi
  keep_rules relay
  # Who was taken off the list still has a connection; all come back within seconds, those without a key do not.
  if [ -e "$lib/relay-cut" ]; then
    pkill -u "$relay_user" >/dev/null 2>&1 || :
    rm -f "$lib/relay-cut"
  fi
  printf 'ok\n'
}

# Runs as the relay's account. One line of plain letters: what a box says of itself is shown to people.
take_health() {
  case $1 in
    *[!A-Za-z0-9._-]* | .* | -* | '') fail 'no site' ;;
  esac
  [ "$(printf %s "$1" | wc -c)" -le 64 ] || fail 'no site'
  line=$(head -c 500 | head -n 1 | tr -cd '\040-\176')
  temporary=$(mktemp "$lib/health/.new.XXXXXX") || fail 'no place for reports'
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$line" >"$temporary"
  chmod 0644 "$temporary"
  mv "$temporary" "$lib/health/$1"
}
`;
