#!/bin/sh
# Installs or renews the vantage on a Debian or Ubuntu server; run it as root in the folder with its files.
set -eu
cd "$(dirname "$0")"
command -v node >/dev/null || { echo "Node 18 or newer is needed: apt-get install nodejs" >&2; exit 1; }
getent group farsite-vantage >/dev/null || groupadd --system farsite-vantage
install -d -m 0755 /usr/local/lib/farsite-vantage
install -m 0644 farsite-vantage.mjs /usr/local/lib/farsite-vantage/farsite-vantage.mjs
install -d -m 0750 -g farsite-vantage /etc/farsite-vantage
# Tokens that are there already stay: technicians have them.
[ -e /etc/farsite-vantage/tokens.json ] || install -m 0640 -g farsite-vantage tokens.json /etc/farsite-vantage/tokens.json
install -m 0644 farsite-vantage.service /etc/systemd/system/farsite-vantage.service
systemctl daemon-reload
systemctl enable farsite-vantage.service
systemctl restart farsite-vantage.service
