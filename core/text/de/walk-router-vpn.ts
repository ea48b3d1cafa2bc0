import type { walkRouterVpn as english } from "../en/walk-router-vpn.ts";

export const walkRouterVpn: typeof english = {
  title: {
    kind: "Was der Router spricht",
    server: "Wer angerufen wird",
    reach: "Kommt es durch",
    site: "Das Netz des Objekts",
    files: "Beide Enden einrichten",
    proof: "Beweis",
    done: "Das Objekt ist im VPN",
    undo: "Wieder wegnehmen",
  },
  lead: {
    kind: "Nur für Router, die nichts Neueres können. Sehen Sie in den Seiten des Routers unter VPN nach.",
    server:
      "Jemand muss angerufen werden: der Server der Firma, ein anderer, oder der Router selbst, wo sein Anschluss jemanden hereinlässt.",
    reach:
      "Vom Objekt aus klopft Farsite an die Ports des Servers und geht nicht weiter. Das zeigt, was der Anschluss hinauslässt.",
    "reach-router":
      "Der Router selbst wird von außen angerufen. Das lässt sich von innen nicht prüfen; der Beweis kommt von anderswo.",
    site: "Der Server schickt dem Router, was für das Netz des Objekts bestimmt ist. Keine zwei Objekte dürfen dasselbe haben.",
    files:
      "Tun Sie das in dieser Reihenfolge. Wo Großbuchstaben oder der Name einer Datei anstelle eines Schlüssels stehen, setzen Sie ein, was der Server gemacht hat.",
    proof: "Nur ein Gerät, das durch das VPN antwortet, beweist, dass es geht.",
    done: "Das Objekt ist über das VPN des Routers erreichbar, und Geräte haben durch es geantwortet.",
    "done-not-proven":
      "Das VPN des Routers ist eingerichtet. Dass die Geräte des Objekts durch es antworten, ist nicht bewiesen.",
    undo: "Der Router war schon eingerichtet. Das kann Farsite nicht zurücknehmen; tun Sie es dort, oder sagen Sie, dass es bleibt.",
  },
  kind: {
    openvpn: "OpenVPN",
    ikev2: "IPsec mit IKEv2",
    l2tp: "L2TP über IPsec",
    ikev1: "IPsec mit IKEv1",
    "ikev1-aggressive": "IPsec mit IKEv1, Aggressive Mode",
    "l2tp-plain": "L2TP ohne IPsec",
    pptp: "PPTP",
  },
  "kind-hint": {
    openvpn: "Auch über TCP 443, wo ein Anschluss kein UDP hinauslässt",
    ikev2: "Schnell und in vielen Geschäftsroutern; braucht UDP 500 und 4500",
  },
  server: { other: "Ein anderer Server", router: "Der Router selbst" },
  "server-hint": {
    other: "Auf ihm läuft OpenVPN oder IPsec schon, oder Sie richten es ein",
    router: "Wer zusieht, ruft den Router an; nur an einem Anschluss mit öffentlicher Adresse",
  },
  copy: {
    authority: "Auf dem Server, einmal, als root: Zertifikate",
    certificate: "Auf dem Server, als root: Schlüssel und Zertifikat dieses Objekts",
    "server-file": "Auf dem Server: {{path}}",
    "server-line": "Auf dem Server: eine Zeile mehr in {{path}}",
    profile: "Für den Router: {{file}}",
    psk: "Auf dem Server: macht einen Schlüssel für dieses Objekt",
  },
  outcome: {
    reached: "Kommt durch",
    "not-reached": "Kommt nicht durch",
    proven: "Bewiesen",
    "not-proven": "Nicht bewiesen",
    "put-off": "Aufgeschoben",
  },
  confirm: {
    anyway:
      "Weitergehen, obwohl vom Objekt aus niemand geantwortet hat? Sperrt es der Anschluss, kommt der Tunnel nicht zustande.",
  },
  refused: {
    offline:
      "Bei der Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} hatte dieses Objekt kein Internet, und ohne das kommt kein VPN zustande. Bringen Sie den Anschluss in Gang und prüfen Sie noch einmal.",
    "not-told":
      "L2TP ist veraltet. Sehen Sie noch einmal nach, ob der Router OpenVPN oder IKEv2 hat, und bestätigen Sie, dass er keines davon hat.",
    port: "Geben Sie einen Port von 1 bis 65535 ein.",
    host: "Geben Sie den Namen oder die Adresse des Servers ein, zum Beispiel vpn.example.com.",
    lan: "Das ist kein Netz eines Objekts. Geben Sie es mit seiner Länge ein, zum Beispiel 192.168.1.0/24.",
    "firm-networks": "Geben Sie die Netze der Firma mit ihrer Länge ein, zum Beispiel 10.94.0.0/20; höchstens acht.",
    "lan-taken":
      "{{name}} hat an diesem Server auch {{lan}}, und er kann die beiden nicht auseinanderhalten. Geben Sie diesem Objekt ein anderes Netz, oder nehmen Sie eine Box mit WireGuard, die übersetzt.",
    "pool-full": "Im VPN ist keine Adresse mehr frei. Nehmen Sie Objekte heraus, die es nicht mehr gibt.",
  },
  field: {
    kind: "Art des VPN",
    isTold: "Der Router hat weder OpenVPN noch IKEv2",
    server: "Server",
    host: "Sein Name oder seine Adresse",
    udpPort: "UDP-Port",
    tcpPort: "TCP-Port",
    lan: "Netz des Objekts",
    router: "Router",
    firmNetworks: "Netze der Firma",
  },
  hint: {
    isTold: "Nur für L2TP nötig",
    host: "Nur für einen anderen Server oder den Router selbst; ein Name, der der Adresse folgt, ist besser als eine Adresse",
    tcpPort: "443 kommt fast überall durch; ein anderer, wo der Server 443 schon benutzt",
    lan: "Mit seiner Länge, zum Beispiel 192.168.1.0/24",
    router: "Hersteller und Modell",
    firmNetworks: "Von wo das Objekt erreicht wird; mehrere mit Komma dazwischen",
  },
  fact: { server: "Server", ports: "Ports", kind: "Art des VPN", router: "Router", lan: "Netz des Objekts" },
  notice: {
    better:
      "Eine kleine Box mit WireGuard oder einem Mesh-VPN neben dem Router ist schneller, sicherer und leichter aktuell zu halten.",
    "not-the-router": "Der Router selbst kann an diesem Anschluss nicht angerufen werden.",
    "at-server": "{{lan}} ist schon an diesem Server: {{names}}. Dieses Objekt braucht ein anderes Netz.",
    alike: "{{lan}} ist auch das Netz von: {{names}}. Beide können nie am selben Server sein.",
    "lan-unseen":
      "Keine Prüfung hat das Netz des Objekts gesehen. Sehen Sie in den Netzwerkeinstellungen eines Geräts nach: Adresse und Maske.",
    unfit: "Die Werte dieser Anleitung passen in keine Datei. Gehen Sie zum Netz des Objekts zurück.",
    "without-proof": "Nicht bewiesen: {{reason}}",
    over: "Der Weg ist jetzt das VPN des Routers.",
  },
  do: {
    reach: {
      "at-site": "Der Laptop muss im Netz des Objekts sein, und in keinem anderen.",
      running:
        "Starten Sie zuerst den Dienst des VPN auf dem Server; ist er noch nicht eingerichtet, gehen Sie weiter und kommen Sie zurück.",
      firewall: "Lassen Sie diese Ports in der Firewall des Servers herein.",
      "own-server": "Nichts anderes darf diese Ports am Router benutzen, und keine andere Box steht vor ihm.",
      update:
        "Bringen Sie die Firmware des Routers auf den neuesten Stand: Sein VPN-Server steht dann dem ganzen Internet offen.",
    },
    openvpn: {
      backup: "Sichern Sie die Einstellungen des Routers.",
      authority:
        "Installieren Sie auf dem Server OpenVPN und führen Sie das Skript für die Zertifikate aus, wenn es noch nie lief.",
      "server-files":
        "Führen Sie das Skript für dieses Objekt aus, speichern Sie die Dateien, wo ihre Namen es sagen, schalten Sie IP-Forwarding ein und starten Sie openvpn-server@farsite-udp und openvpn-server@farsite-tcp.",
      fetch:
        "Holen Sie ca.crt, tls-crypt.key und aus dem Ordner issued die Dateien .crt und .key des Objekts über SSH vom Server.",
      import: "Setzen Sie ihren Inhalt in das Profil, wo ihre Namen stehen, und importieren Sie es im Router.",
      secret: "Löschen Sie das Profil danach vom Laptop: Wer es hat, ist im VPN.",
    },
    ikev2: {
      backup: "Sichern Sie die Einstellungen des Routers.",
      psk: "Installieren Sie auf dem Server strongSwan (charon-systemd, strongswan-swanctl) und machen Sie einen Schlüssel nur für dieses Objekt.",
      "server-file":
        "Speichern Sie die Datei mit diesem Schlüssel, nur für root lesbar, und führen Sie aus: swanctl --load-all",
      values: "Geben Sie die Werte im Router ein: VPN, IPsec, Standort zu Standort.",
      secret: "Bewahren Sie den Schlüssel bei den Passwörtern dieses Objekts auf, nie in einer Notiz.",
    },
    l2tp: {
      backup: "Sichern Sie die Einstellungen des Routers.",
      server: "Den Server für L2TP richtet Farsite nicht ein: Legen Sie dort einen Benutzer nur für dieses Objekt an.",
      values: "Geben Sie die Werte im Router ein: VPN, L2TP-Client.",
      secret: "Bewahren Sie Schlüssel und Passwort bei den Passwörtern dieses Objekts auf, nie in einer Notiz.",
    },
    router: {
      "server-on":
        "Sichern Sie die Einstellungen des Routers und schalten Sie dann seinen VPN-Server ein: VPN, Server.",
      users:
        "Legen Sie für jede Person einen Benutzer mit langem Passwort oder ein Zertifikat an, und exportieren Sie das Profil.",
      "only-site": "Lassen Sie das VPN nur ins Netz des Objekts führen, nicht allen Verkehr durch das Objekt.",
      "no-admin": "Die Seiten des Routers selbst bleiben zum Internet hin zu.",
    },
    proof: {
      "by-server": "Farsite fragt über den Server der Firma; dieser Laptop darf überall sein.",
      "by-vpn": "Nehmen Sie den Laptop aus dem Netz des Objekts und verbinden Sie ihn mit dem VPN.",
      status: "Die VPN-Seite des Routers muss die Verbindung als aktiv zeigen.",
    },
    done: {
      label: "Schreiben Sie an den Router, dass sein VPN der Firma gehört, mit Telefonnummer.",
      restart: "Starten Sie den Router einmal neu: Das VPN muss von selbst wiederkommen.",
      update: "Vereinbaren Sie, wer den Router aktualisiert. Alte VPN-Software ist, wonach Angreifer suchen.",
    },
    undo: {
      router: "Löschen Sie das VPN im Router, oder spielen Sie seine gesicherten Einstellungen zurück.",
      server: "Löschen Sie auf dem Server die Dateien des Objekts, damit sein Schlüssel nichts mehr öffnet.",
      users: "Löschen Sie die Benutzer, und schalten Sie den VPN-Server aus, wenn ihn sonst niemand benutzt.",
    },
  },
  action: {
    next: "Weiter",
    probe: "Beim Server anklopfen",
    anyway: "Ohne das weitergehen",
    "is-set-up": "Beide Enden sind eingerichtet",
    finish: "Abschließen",
    undone: "Alles ist weggenommen",
    left: "Es bleibt dort",
  },
};
