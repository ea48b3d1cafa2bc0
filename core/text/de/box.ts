import type * as english from "../en/box.ts";

export const box: typeof english.box = {
  say: {
    damaged: "Eine Datei dieses Satzes ist beschädigt oder wurde geändert. Machen Sie den Satz in Farsite neu.",
    "not-root": "Das braucht Administratorrechte: sudo sh install.sh",
    "wrong-system":
      "Das ist weder Debian (Raspberry Pi OS, Ubuntu) mit systemd noch OpenWrt. Unter Windows starten Sie install.ps1.",
    missing: "Hier noch nicht installiert: ",
    "install-them": "Jetzt installieren? [j/N]",
    "without-them": "Ohne sie kann die Box nicht arbeiten. Nichts wurde geändert.",
    "no-packages":
      "Die Pakete ließen sich nicht installieren. Erreicht diese Box das Internet? Sonst wurde nichts geändert.",
    passphrase: "Passphrase dieses Satzes (Farsite hat sie einmal gezeigt; Leerzeichen und Bindestriche sind egal):",
    "try-again": "Das ist sie nicht. Noch einmal.",
    "wrong-passphrase":
      "Die Passphrase ist falsch. Nichts wurde geändert. Ist sie verloren, machen Sie den Satz in Farsite neu; der alte ist dann wertlos.",
    "set-up": "Die Box ist eingerichtet. Lebt sie?",
    updates:
      "Sicherheitsupdates kommen hier nicht von selbst. Schalten Sie sie ein: apt-get install unattended-upgrades",
    removed: "Von Farsite ist auf dieser Box nichts mehr.",
    "no-handshake":
      "Tunnel: Der Hub hat noch nie geantwortet. Vielleicht ist UDP hier gesperrt, oder der Hub kennt diese Box noch nicht.",
    "old-handshake": "Tunnel: Die letzte Antwort des Hubs ist zu alt.",
    "tunnel-up": "Tunnel: Er steht, und der Hub antwortet.",
    "no-ping": "Tunnel: Der Hub hat sich gemeldet, antwortet aber an seiner Adresse im Tunnel nicht.",
    "fallback-up": "Ersatzweg (SSH): Er steht.",
    "fallback-waits": "Ersatzweg (SSH): gerade nicht nötig, er wartet.",
    "fallback-down":
      "Ersatzweg (SSH): Er steht nicht. Er wird gestartet, wenn der Tunnel eine Minute tot war; sehen Sie dann noch einmal nach.",
    "device-up": "Gerät: antwortet an",
    "device-down": "Gerät: antwortet nicht an",
    alive: "Die Box lebt: Das Objekt ist erreichbar.",
    dead: "Die Box erreicht niemanden: Das Objekt ist nicht erreichbar.",
  },
  readme: {
    title:
      "{{site}} ({{id}}): die Box dieses Objekts. Von Farsite gemacht am {{date, datetime(timeZone: UTC; dateStyle: long)}}.",
    what: "Diese Box macht die Geräte dieses Objekts von außen erreichbar. Sie hält ihre Verbindung selbst und braucht niemanden.",
    primary: "Tunnel: WireGuard, Schnittstelle {{interfaceName}}, zum Hub unter {{hub}}.",
    fallback:
      "Ersatzweg: SSH zu {{host}} (Ports {{ports}}). Er springt etwa eine Minute nach dem Ausfall des Tunnels ein und tritt zurück, wenn der Tunnel fünf Minuten gut war.",
    "only-ssh": "Verbindung: SSH zu {{host}} (Ports {{ports}}).",
    forward: "  Port {{serverPort}} des Servers führt zu {{address}}, Port {{port}}.",
    health: "Alle fünf Minuten, und wenn ihr Weg wechselt, sagt die Box dem Hub, wie es ihr geht.",
    device: "Gerät: {{name}}, {{address}}, Port {{port}}.",
    install: "Eine neue Box einrichten:",
    "install-linux":
      "  Debian, Raspberry Pi OS, OpenWrt: Kopieren Sie diesen Ordner auf die Box, dann: sudo sh install.sh",
    "install-windows":
      "  Windows: in der PowerShell als Administrator: powershell -ExecutionPolicy Bypass -File install.ps1",
    passphrase:
      "  Gefragt wird nach der Passphrase, die Farsite beim Machen dieses Satzes einmal gezeigt hat. Ohne sie liest niemand die Schlüssel in secrets.enc.",
    check: "Lebt die Box? Auf der Box: farsite-box-check (Windows: C:\\ProgramData\\Farsite\\farsite-box-check.ps1).",
    journal: "Was sie getan hat: journalctl -t farsite (OpenWrt: logread -e farsite).",
    remove: "Alles wieder wegnehmen: sudo sh uninstall.sh (Windows: uninstall.ps1).",
    lost: "Box oder Stick gestohlen oder verloren? Nehmen Sie ihre Schlüssel in Farsite aus dem Hub; dann öffnen sie nichts mehr.",
  },
};
