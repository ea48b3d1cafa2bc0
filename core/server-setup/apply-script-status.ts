/** `farsite-apply status`: one JSON document, read by `server-status.ts`. */
export const APPLY_STATUS = String.raw`
# Text as JSON carries it; only printable ASCII ever gets here.
awk_json='
function json(text) { gsub(/[^ -~]/, "", text); gsub(/["\\]/, "\\\\&", text); return "\"" text "\"" }
'

say_status() {
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  ready=false
  if [ -e "$lib/ready" ]; then ready=true; fi
  reboot=false
  if [ -e "$root/run/reboot-required" ] || [ -e "$root/var/run/reboot-required" ]; then reboot=true; fi
  printf '{"version":%s,"time":"%s","ready":%s,"rebootRequired":%s' "$version" "$now" "$ready" "$reboot"
  printf ',"wireguard":'
  # The first line holds the private key, and each peer's second word its preshared one: neither is printed.
  if [ -n "$tunnel_pool" ] && wg show wg0 dump >/dev/null 2>&1; then
    wg show wg0 dump | awk -F '\t' "$awk_json"'
      NR == 1 { printf "{\"publicKey\":%s,\"listenPort\":%d,\"peers\":[", json($2), $3; next }
      {
        printf "%s{\"publicKey\":%s,\"endpoint\":%s,\"allowedIps\":%s", (NR > 2 ? "," : ""), json($1), ($3 == "(none)" ? "null" : json($3)), json($4)
        printf ",\"latestHandshakeSeconds\":%s,\"receivedBytes\":%s,\"sentBytes\":%s}", ($5 ~ /^[1-9][0-9]*$/ ? $5 : "null"), ($6 ~ /^[0-9]+$/ ? $6 : "0"), ($7 ~ /^[0-9]+$/ ? $7 : "0")
      }
      END { if (NR > 0) printf "]}"; else printf "null" }'
  else
    printf null
  fi
  printf ',"relayPorts":['
  if [ "$relay_first" -gt 0 ]; then
    ss -H -l -t -n | awk -v first="$relay_first" -v last="$relay_last" "$awk_json"'
      { port = $4; sub(/^.*:/, "", port); host = $4; sub(/:[0-9]+$/, "", host) }
      port ~ /^[0-9]+$/ && port + 0 >= first + 0 && port + 0 <= last + 0 {
        open = host !~ /^(127\.0\.0\.1|\[::1\])$/
        if (!(port in seen) || open) seen[port] = open
      }
      END { for (port in seen) { printf "%s{\"port\":%d,\"everyone\":%s}", (count++ ? "," : ""), port, (seen[port] ? "true" : "false") } }'
  fi
  printf '],"health":['
  set +f
  count=0
  for file in "$lib"/health/*; do
    set -f
    [ -f "$file" ] && [ ! -L "$file" ] || continue
    count=$((count + 1))
    [ "$count" -le 1000 ] || break
    head -c 600 "$file" | head -n 1 | awk -v site="$(basename "$file")" -v first="$count" "$awk_json"'
      NR == 1 { time = $1; line = $0; sub(/^[^ ]* ?/, "", line); printf "%s{\"site\":%s,\"time\":%s,\"line\":%s}", (first > 1 ? "," : ""), json(site), json(time), json(line) }'
  done
  set -f
  printf '],"services":{'
  separator=
  for unit in wg-quick@wg0 ssh nftables coturn frps farsite-media farsite-shared-port; do
    # Prints one word, also for units that there are not.
    state=$(systemctl is-active "$unit" 2>/dev/null | tr -cd 'a-z-' | head -c 20 || :)
    printf '%s"%s":"%s"' "$separator" "$unit" "$state"
    separator=,
  done
  # By it boxes know frps; the first in the file, as the letters between its lines.
  certificate=
  if [ -r "$etc/frps/certificate.pem" ]; then
    certificate=$(awk '/^-----END/ { exit } inside { printf "%s", $0 } /^-----BEGIN CERTIFICATE-----/ { inside = 1 }' "$etc/frps/certificate.pem" | tr -cd 'A-Za-z0-9+/=' | head -c 4000)
  fi
  printf '},"frpCertificate":%s}\n' "$(if [ -n "$certificate" ]; then printf '"%s"' "$certificate"; else printf null; fi)"
}
`;
