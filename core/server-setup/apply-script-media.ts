/** `farsite-apply media`: which streams the media relay serves, to whom, and how. */
export const APPLY_MEDIA = String.raw`
apply_media() {
  case $media in
    mediamtx) conf=$etc/mediamtx.yml ;;
    go2rtc) conf=$etc/go2rtc.yaml ;;
    *) fail 'this server has no media relay' ;;
  esac
  [ -e "$conf" ] || fail 'the media relay has no settings yet'
  read_input
  sites=$(site_networks)
  # The logins that it has, by the stream's name: a laptop that does not know one leaves it as it is.
  awk '
    /^  [a-z0-9][a-z0-9_-]*:/ { name = $1; sub(/:$/, "", name) }
    match($0, /"rtsps?:\/\/[^@\/"]*@/) { login = substr($0, RSTART, RLENGTH); sub(/^"rtsps?:\/\//, "", login); sub(/@$/, "", login); print name, login }
  ' "$conf" >"$work/logins"
  check '
    function is_name(text) { return length(text) <= 63 && text ~ /^[a-z0-9][a-z0-9_-]*$/ }
    FILENAME == logins { kept[$1] = $2; next }
    FNR > 2000 { die("more than 2000 lines") }
    /[^ -~]/ { die("only plain letters") }
    $1 == "protocols" {
      if (protocols++ || NF > 5) die("protocols a second time")
      for (at = 2; at <= NF; at++) if ($at !~ /^(hls|rtsp|rtmp|srt)$/) die("no protocol: " $at)
      print
      next
    }
    $1 == "stream" {
      if (NF != 8 || !is_name($2) || seen[$2]++) die("not stream NAME SCHEME ADDRESS PORT PATH USER PASSWORD")
      if ($3 != "rtsp" && $3 != "rtsps") die("no scheme")
      if (ip_number($4) < 0 || !is_port($5)) die("no address of a camera")
      # On the server itself only what a site holds there, never its own services.
      if ($4 == "127.0.0.1") { if (relay_first + 0 <= 0 || $5 + 0 < relay_first + 0 || $5 + 0 > relay_last + 0) die("not a port of the relay: " $5) }
      else if (!is_inside($4) || !in_any($4, sites)) die("no address of a site that is a peer")
      if (length($6) > 401 || $6 !~ /^\/[A-Za-z0-9._~!&()*+,;=:@\/?%-]*$/) die("no path")
      if ($7 == "-") { if ($8 != "-") die("a password without a user"); login = "" }
      else {
        if (length($7) > 300 || $7 !~ /^=[A-Za-z0-9%_-]+$/) die("no user")
        user = substr($7, 2)
        if ($8 == "keep") { split(kept[$2], half, ":"); login = (half[1] == user ? kept[$2] : user) "@" }
        else if (length($8) <= 600 && $8 ~ /^=[A-Za-z0-9%_-]*$/) login = user ":" substr($8, 2) "@"
        else die("no password")
      }
      print "stream", $2, $3 "://" login $4 ":" $5 $6
      next
    }
    $1 == "viewer" {
      if (NF != 4 || !is_name($2) || viewer[$2]++) die("not viewer NAME HASH STREAMS")
      if (length($3) != 44 || $3 !~ /^[A-Za-z0-9+\/]+=$/) die("no hash")
      count = split($4, list, ",")
      for (at = 1; at <= count; at++) if (!(list[at] in seen)) die("no such stream: " list[at])
      print
      next
    }
    { die("neither protocols, stream nor viewer") }
  ' logins="$work/logins" "$work/logins" "$work/input" >"$work/media" || fail 'the media relay stays as it was'
  awk -v engine="$media" '
    FILENAME == media {
      if ($1 == "protocols") for (at = 2; at <= NF; at++) on[$at] = 1
      if ($1 == "stream") { names[++streams] = $2; urls[streams] = $3 }
      if ($1 == "viewer") { users[++viewers] = $2; hashes[viewers] = $3; watched[viewers] = $4 }
      next
    }
    marked { next }
    engine == "mediamtx" && /^(hls|rtsp|rtmp|srt): (true|false)$/ { name = $1; sub(/:/, "", name); print name ": " ((name in on) ? "true" : "false"); next }
    { print }
    /^# Kept by farsite-apply media\.$/ { marked = 1 }
    END {
      if (!marked) exit 1
      if (engine == "go2rtc") {
        print (streams ? "streams:" : "streams: {}")
        for (at = 1; at <= streams; at++) print "  " names[at] ": \"" urls[at] "\""
        exit 0
      }
      print "authInternalUsers:"
      for (at = 1; at <= viewers; at++) {
        print "  - user: \"" users[at] "\""
        print "    pass: \"sha256:" hashes[at] "\""
        print "    ips: []"
        print "    permissions:"
        count = split(watched[at], list, ",")
        for (one = 1; one <= count; one++) { print "      - action: \"read\""; print "        path: \"" list[one] "\"" }
      }
      print "  - user: \"any\""
      print "    pass: \"\""
      print "    ips:"
      print "      - \"127.0.0.1\""
      print "      - \"::1\""
      print "    permissions:"
      print "      - action: \"api\""
      print "      - action: \"metrics\""
      print (streams ? "paths:" : "paths: {}")
      for (at = 1; at <= streams; at++) { print "  " names[at] ":"; print "    source: \"" urls[at] "\"" }
    }
  ' media="$work/media" "$work/media" "$conf" >"$work/media.new" || fail 'its settings are none of Farsite: they stay as they were'
  if ! cmp -s "$work/media.new" "$conf"; then
    cp -p "$conf" "$lib/previous/media"
    cp -p "$conf" "$work/media.conf"
    cat "$work/media.new" >"$work/media.conf"
    put "$work/media.conf" "$conf"
    if ! start_again farsite-media "/usr/local/bin/$media"; then
      put "$lib/previous/media" "$conf"
      start_again farsite-media "/usr/local/bin/$media" || :
      fail "the media relay did not take it, and has its former settings: $(head -c 300 "$work/said")"
    fi
  fi
  printf 'ok\n'
}
`;
