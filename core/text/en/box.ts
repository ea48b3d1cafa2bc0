/** A site's box: what its scripts say, and the README of its kit. */
export const box = {
  say: {
    damaged: "A file of this kit is damaged or was changed. Make the kit again in Farsite.",
    "not-root": "This needs administrator's rights: sudo sh install.sh",
    "wrong-system":
      "This is neither Debian (Raspberry Pi OS, Ubuntu) with systemd nor OpenWrt. On Windows run install.ps1.",
    missing: "Not installed here yet: ",
    "install-them": "Install them now? [y/N]",
    "without-them": "The box can't work without them. Nothing was changed.",
    "no-packages": "The packages could not be installed. Does this box reach the internet? Nothing else was changed.",
    passphrase: "Passphrase of this kit (Farsite showed it once; blanks and hyphens don't matter):",
    "try-again": "That is not it. Try again.",
    "wrong-passphrase":
      "The passphrase is wrong. Nothing was changed. If it is lost, make the kit again in Farsite; the old one is then worthless.",
    "set-up": "The box is set up. Is it alive?",
    updates: "Security updates are not automatic here. Switch them on: apt-get install unattended-upgrades",
    removed: "Everything of Farsite is gone from this box.",
    "no-handshake":
      "Tunnel: the hub has not answered once. UDP may be blocked here, or the hub does not know this box yet.",
    "old-handshake": "Tunnel: the hub's last answer is too old.",
    "tunnel-up": "Tunnel: it is up, and the hub answers.",
    "no-ping": "Tunnel: the hub shook hands, but does not answer at its address in the tunnel.",
    "fallback-up": "Fallback (SSH): it is up.",
    "fallback-waits": "Fallback (SSH): not needed now, it waits.",
    "fallback-down":
      "Fallback (SSH): it is not up. It is started when the tunnel was dead for a minute; look again then.",
    "device-up": "Device: answers at",
    "device-down": "Device: does not answer at",
    alive: "The box is alive: the site can be reached.",
    dead: "The box reaches nobody: the site can't be reached.",
  },
  readme: {
    title: "{{site}} ({{id}}): the site's box. Made by Farsite on {{date, datetime(timeZone: UTC; dateStyle: long)}}.",
    what: "This box makes the devices of this site reachable from outside. It keeps its connection up by itself and needs nobody.",
    primary: "Tunnel: WireGuard, interface {{interfaceName}}, to the hub at {{hub}}.",
    fallback:
      "Fallback: SSH to {{host}} (ports {{ports}}). It takes over about a minute after the tunnel died, and steps back when the tunnel was good for five minutes.",
    "only-ssh": "Connection: SSH to {{host}} (ports {{ports}}).",
    forward: "  Port {{serverPort}} of the server leads to {{address}}, port {{port}}.",
    health: "Every five minutes, and when its path changes, the box tells the hub how it is.",
    device: "Device: {{name}}, {{address}}, port {{port}}.",
    install: "Setting up a new box:",
    "install-linux": "  Debian, Raspberry Pi OS, OpenWrt: copy this folder to the box, then: sudo sh install.sh",
    "install-windows":
      "  Windows: in PowerShell as administrator: powershell -ExecutionPolicy Bypass -File install.ps1",
    passphrase:
      "  It asks for the passphrase, which Farsite showed once when the kit was made. Without it nobody reads the keys in secrets.enc.",
    check:
      "Is the box alive? On the box: farsite-box-check (Windows: C:\\ProgramData\\Farsite\\farsite-box-check.ps1).",
    journal: "What it did: journalctl -t farsite (OpenWrt: logread -e farsite).",
    remove: "Taking everything away again: sudo sh uninstall.sh (Windows: uninstall.ps1).",
    lost: "Box or stick stolen or lost? Take its keys out of the hub in Farsite; then they open nothing any more.",
  },
};
