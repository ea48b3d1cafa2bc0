import type { server as englishServer, tunnel as englishTunnel } from "../en/tunnel.ts";

export const tunnel: typeof englishTunnel = {
  value: "{{text}}",
  nothingAsked: "Es gab nichts zu fragen: Kein Port ist bekannt.",
  file: {
    secret: "Mit dem privaten Schlüssel: nur persönlich übergeben, nie per Mail",
    token: "Mit dem frp-Token des Servers: persönlich übergeben, nie per E-Mail",
    open: "Enthält nichts Geheimes",
    peer: "Für das eigene Gerät von {{name}}, mit dessen Schlüssel",
  },
  how: {
    "wg-quick":
      "Kopieren Sie die Datei auf der Box nach /etc/wireguard/{{name}}.conf (nur für root lesbar) und geben Sie ein: systemctl enable --now wg-quick@{{name}}",
    networkd: "Kopieren Sie die Dateien dorthin, wo ihr Name es sagt, und geben Sie ein: networkctl reload",
    openwrt:
      "Kopieren Sie die Dateien auf den Router und geben Sie ein: uci batch < {{name}}.uci && uci commit && service network reload && service firewall reload",
    routeros:
      "Laden Sie die Datei hoch (Files) und geben Sie im Terminal ein: /import file-name={{name}}.rsc. Die Undo-Datei nimmt alles zurück.",
    edgeos:
      "Melden Sie sich per SSH an, geben Sie configure ein, fügen Sie die Zeilen ein, dann: commit; save; exit. Die Undo-Datei nimmt alles zurück.",
    vyos: "Melden Sie sich per SSH an, geben Sie configure ein, fügen Sie die Zeilen ein, dann: commit; save; exit. Die Undo-Datei nimmt alles zurück.",
    fritzbox:
      "In der FRITZ!Box: Internet, Freigaben, VPN (WireGuard), Verbindung hinzufügen, Netzwerke koppeln, und angeben, dass die Gegenseite schon eingerichtet ist. Dann diese Datei wählen.",
    windows: "In der WireGuard-App: Tunnel aus Datei importieren, dann Aktivieren.",
    undo: "Zum Zurücknehmen:",
  },
  agent: {
    linux:
      "Kopieren Sie die Dateien auf der Box in einen Ordner und geben Sie dort als root ein: sh install.sh. Sie startet mit der Box und kommt von selbst wieder.",
    openwrt:
      "Kopieren Sie die Dateien auf dem Router dorthin, wo ihr Name es sagt, und geben Sie ein: sh enable.sh. Es startet mit dem Router und kommt von selbst wieder.",
    windows:
      "Kopieren Sie die Dateien auf dem Computer in einen Ordner, öffnen Sie dort PowerShell als Administrator und geben Sie ein: .\\install.ps1. Es startet mit Windows und kommt von selbst wieder.",
  },
  frp: {
    get: "Holen Sie frpc 0.52 oder neuer für die Box von den Veröffentlichungen des frp-Projekts (github.com/fatedier/frp) und vergleichen Sie die Prüfsumme mit der dort.",
    linux:
      "Legen Sie das Programm frpc und diese Dateien in einen Ordner auf der Box und führen Sie dort als root aus: sh install.sh. Es startet mit der Box und kommt von selbst wieder.",
    openwrt:
      "Installieren Sie das Paket frpc (opkg install frpc, oder das Programm nach /usr/bin), kopieren Sie die Dateien dorthin, wo ihre Namen sagen, und führen Sie aus: sh enable.sh. Es startet mit dem Router und kommt von selbst wieder.",
    windows:
      "Legen Sie frpc.exe und diese Dateien in einen Ordner auf dem Computer, öffnen Sie dort PowerShell als Administrator und führen Sie aus: .\\install.ps1. Es startet mit Windows und kommt von selbst wieder.",
    defender:
      "Windows Defender hält frpc.exe oft für gefährlich und entfernt es. Nehmen Sie dann das SSH-Relay, oder lassen Sie den Ordner C:\\ProgramData\\FarsiteFrp von dem zulassen, der den Computer betreut.",
    oneToken:
      "frp hat ein Token für alle Objekte von {{name}}: Wer eine Box zerlegt, kann sich als jedes davon ausgeben. Wo das zählt, nehmen Sie das SSH-Relay, mit einem Schlüssel je Objekt.",
  },
  left: {
    server:
      "Sagen Sie dem Server {{name}}, dass es den Tunnel nicht mehr gibt (Server, Auf den neuesten Stand bringen); bis dahin lässt er ihn noch herein.",
    site: "Nehmen Sie die Einstellungen an Box oder Router beim Kunden zurück: mit der Undo-Datei oder dem Uninstall-Skript des Sets.",
    peers_one: "{{count}} Gerät hat den Tunnel noch in seiner WireGuard-App: Dort kann er gelöscht werden.",
    peers_other: "{{count}} Geräte haben den Tunnel noch in ihrer WireGuard-App: Dort kann er gelöscht werden.",
  },
  pasted: {
    commands_one:
      "Sie würde {{count}} Befehl als Administrator ausführen. Farsite führt keinen aus und lässt ihn weg in dem, was es schreibt.",
    commands_other:
      "Sie würde {{count}} Befehle als Administrator ausführen. Farsite führt keinen aus und lässt sie weg in dem, was es schreibt.",
    pushed:
      "Beim Verbinden kann der Server den Router anweisen, alles vom Objekt durch ihn zu schicken. Die Fassung mit dem Nötigen gehorcht dem nicht.",
    tooLong: "Sie ist zu lang, um neu geschrieben zu werden. Lassen Sie ein Profil machen, das nur das Nötige enthält.",
    more_one: "Es gibt {{count}} weiteren Hinweis; beheben Sie zuerst diese.",
    more_other: "Es gibt {{count}} weitere Hinweise; beheben Sie zuerst diese.",
  },
  mesh: {
    version: "Version",
    name: "Name im Mesh",
    network: "Netz",
    addresses: "Adressen",
    advertised: "Angebotene Netze",
    approved: "Freigegebene Netze",
    peers: "Andere Geräte",
    paths: "{{direct}} direkt, {{relayed}} über ein Relay, {{idle}} nicht in Gebrauch",
  },
};

export const server: typeof englishServer = {
  noKey:
    "Dieser Laptop hat keinen Schlüssel, um diesen Server zu ändern. Übernehmen Sie ihn von dem Laptop, der ihn eingerichtet hat (dort: Server, Exportieren, mit Passphrase).",
  refusedPort_one:
    "{{name}}: {{count}} Risiko eines Ports für alle ist noch nicht übernommen, der Port bleibt geschlossen.",
  refusedPort_other:
    "{{name}}: {{count}} Risiken eines Ports für alle sind noch nicht übernommen, der Port bleibt geschlossen.",
  applied_one: "{{name}} ist auf dem neuesten Stand: {{count}} Objekt.",
  applied_other: "{{name}} ist auf dem neuesten Stand: {{count}} Objekte.",
  file: {
    userData: "Die ganze Einrichtung in einem Text, für das Feld „User data“ oder „cloud-init“ eines neuen Servers",
    one: "Gehört nach {{path}}",
    byHand: "Auf dem Server, als root: farsite-apply {{command}}, mit diesem Text als Eingabe",
    change: "Für root auf dem Server: ändert, was seither gewählt wurde, und sonst nichts",
    technician: "Für den eigenen Laptop oder das Telefon von {{name}}, mit dessen Schlüssel",
  },
};
