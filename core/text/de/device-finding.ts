import type * as english from "../en/device-finding.ts";

export const deviceFinding: typeof english.deviceFinding = {
  "duplicate-address": {
    title: "Zwei Geräte benutzen {{address}}: dieses und {{other}}",
    whatToDo:
      "Ziehen Sie eines ab, geben Sie dem anderen eine eigene Adresse und stecken Sie das erste wieder an. Bis dahin fallen beide zeitweise aus.",
  },
  "wrong-subnet": {
    title: "Es ist in einem anderen Netz ({{address}}) und lässt sich von hier nicht öffnen",
    whatToDo:
      "Geben Sie dem Laptop kurz eine zweite Adresse in jenem Netz (das kann Farsite) und stellen Sie dann im Gerät eine Adresse für dieses Objekt ein.",
  },
  "no-dhcp-address": {
    title: "Es fand keinen Router und gab sich selbst {{address}}",
    whatToDo:
      "Prüfen Sie sein Kabel und ob der Router Adressen vergibt (DHCP), oder stellen Sie im Gerät eine Adresse ein.",
  },
  "factory-address": {
    title: "Es hat noch die Werksadresse von {{brand}} ({{address}})",
    whatToDo:
      "Geben Sie ihm eine eigene Adresse, bevor das nächste Gerät dieses Herstellers angesteckt wird: Das will sie auch.",
  },
  "no-gateway": {
    title: "Es hat kein Gateway, also erreicht es von außen niemand",
    whatToDo:
      "Tragen Sie die Adresse des Routers als Gateway ein. Ohne geht keine Weiterleitung, keine App und kein Cloud-Dienst.",
  },
  "gateway-elsewhere": {
    title: "Sein Gateway {{gateway}} liegt nicht in seinem eigenen Netz ({{network}})",
    whatToDo: "Berichtigen Sie Gateway, Adresse oder Maske im Gerät. So ist es von außen nicht erreichbar.",
  },
  "gateway-unknown": {
    title: "Es benutzt {{gateway}} als Gateway, dort wurde kein Gerät gefunden",
    whatToDo:
      "Vielleicht wurde der Router getauscht. Wenn der Router dieses Objekts {{router}} ist, tragen Sie diesen ein.",
  },
  "no-dns": {
    title: "Es hat keinen Namensserver (DNS)",
    whatToDo:
      "Tragen Sie die Adresse des Routers als Namensserver ein. Uhrzeit, E-Mail, Updates und Apps brauchen ihn.",
  },
  "address-by-dhcp": {
    title: "Seine Adresse kommt vom Router und kann wechseln (DHCP)",
    whatToDo:
      "Reservieren Sie die Adresse im Router oder stellen Sie sie im Gerät fest ein, damit Weiterleitungen und Recorder es wiederfinden.",
  },
  "claims-other-mac": {
    title: "Es nennt die Hardware-Adresse {{mac}}, mit der {{other}} antwortet",
    whatToDo:
      "Üblich hinter WLAN-Repeatern und Recordern mit eigenen Kameraports. Finden Sie sonst heraus, welches Gerät es ist.",
  },
  "not-activated": {
    title: "Es ist nicht aktiviert: Es hat noch kein Passwort",
    whatToDo:
      "Vergeben Sie jetzt ein starkes Passwort, auf seiner Webseite oder mit dem Werkzeug des Herstellers (SADP, ConfigTool). Bis dahin kann es jeder in diesem Netz übernehmen.",
  },
  "default-password-ask": {
    title: "Hat es noch ein Standardpasswort?",
    whatToDo:
      "Fragen Sie, wer es eingerichtet hat, oder sehen Sie in den Unterlagen nach. Farsite probiert keine Passwörter. Im Zweifel ändern Sie es.",
  },
  "clock-hours-off": {
    title: "Seine Uhr geht {{hours}} h falsch: Zeitzone oder Sommerzeit",
    whatToDo: "Stellen Sie im Gerät Zeitzone und Sommerzeit ein, und einen Zeitserver (NTP).",
  },
  "clock-wrong": {
    title_one: "Seine Uhr geht {{count}} Minute falsch",
    title_other: "Seine Uhr geht {{count}} Minuten falsch",
    whatToDo:
      "Gemessen an der Uhr dieses Laptops. Stellen Sie die Uhr und einen Zeitserver (NTP) ein: Aufnahmen mit falscher Zeit taugen schlecht als Beweis.",
  },
  "clock-far-off": {
    title_one: "Seine Uhr geht {{count}} Tag falsch",
    title_other: "Seine Uhr geht {{count}} Tage falsch",
    whatToDo:
      "Stellen Sie die Uhr und einen Zeitserver (NTP) ein. Geht sie nach einem Stromausfall wieder falsch, ist die Batterie im Gerät leer.",
  },
  "exploited-affected": {
    title_one: "Seine Firmware hat eine Lücke, die Angreifer nutzen: {{cves}}",
    title_other: "Seine Firmware hat {{count}} Lücken, die Angreifer nutzen: {{cves}}",
    whatToDo:
      "Aktualisieren Sie zuerst die Firmware und leiten Sie keine Ports dorthin weiter. Die Liste des Herstellers nennt dieses Modell und diese Version (Verzeichnis vom {{asOf}}).",
  },
  "exploited-check": {
    title_one: "Prüfen Sie {{cves}}: Angreifer nutzen diese Lücke in Geräten dieses Herstellers",
    title_other: "Prüfen Sie {{cves}}: Angreifer nutzen diese Lücken in Geräten dieses Herstellers",
    whatToDo:
      "Vergleichen Sie Modell und Firmware mit der Liste des Herstellers hinter den Links (Verzeichnis vom {{asOf}}). Steht es darin oder hat der Hersteller es aufgegeben, aktualisieren oder ersetzen Sie es.",
  },
  "exploited-newer": {
    title: "Seine Firmware ist neuer als die Behebung von {{cves}}",
    whatToDo: "Wahrscheinlich ist nichts zu tun. Sicher sagt es die Liste des Herstellers (Verzeichnis vom {{asOf}}).",
  },
  "old-firmware": {
    title_one: "Seine Firmware ist {{count}} Jahr alt ({{date}})",
    title_other: "Seine Firmware ist {{count}} Jahre alt ({{date}})",
    whatToDo:
      "Suchen Sie auf der Seite des Herstellers nach einem Update. Gibt es keines mehr, planen Sie den Austausch.",
  },
  forwarded: {
    title_one: "Ein Port des Routers führt zu ihm: {{ports}}",
    title_other: "{{count}} Ports des Routers führen zu ihm: {{ports}}",
    whatToDo:
      "Wer den Port findet, kann es versuchen. Löschen Sie, was niemand braucht; besser als eine Weiterleitung ist ein VPN oder ein Relay. Schalten Sie im Gerät UPnP aus, wenn es den Port selbst geöffnet hat.",
  },
  "telnet-open": {
    title: "Telnet ist offen (Port {{port}})",
    whatToDo:
      "Schalten Sie es im Gerät aus. Geht das nicht, aktualisieren Sie die Firmware oder ersetzen Sie das Gerät.",
  },
  "console-open": {
    title: "Ein Wartungsport des Herstellers ist offen (Port {{port}})",
    whatToDo:
      "In älterer Firmware gibt er die volle Kontrolle. Aktualisieren Sie die Firmware und leiten Sie diesen Port nie weiter.",
  },
  "ftp-open": {
    title: "FTP ist offen (Port {{port}})",
    whatToDo: "Schalten Sie es aus, wenn niemand damit Bilder abholt: Es sendet Passwörter im Klartext.",
  },
  "serial-open": {
    title: "Seine serielle Schnittstelle ist aus dem ganzen Netz erreichbar (Port {{port}})",
    whatToDo:
      "Setzen Sie im Umsetzer ein Passwort und halten Sie ihn in einem eigenen Netz: Was dahinter hängt, lässt sich meist darüber programmieren.",
  },
  "remote-desktop-open": {
    title: "Sein Bildschirm ist über das Netz erreichbar (Port {{port}})",
    whatToDo: "Lassen Sie das nur an, wenn es jemand braucht, mit eigenem Passwort. Leiten Sie diesen Port nie weiter.",
  },
  "rtsp-without-login": {
    title: "Sein Livebild lässt sich ohne Passwort ansehen (RTSP)",
    whatToDo: "Schalten Sie im Gerät die Anmeldung für RTSP ein.",
  },
  "snapshot-without-login": {
    title: "Es zeigt Bilder ohne Passwort",
    whatToDo: "Schalten Sie im Gerät den Zugang für Gäste (anonymes Ansehen) aus.",
  },
  "media-without-login": {
    title: "Es nennt seine Streams ohne Passwort (ONVIF)",
    whatToDo: "Schalten Sie im Gerät die Anmeldung für ONVIF ein.",
  },
  "http-only": {
    title: "Seine Seite gibt es nur unverschlüsselt (HTTP, Port {{port}})",
    whatToDo: "Schalten Sie im Gerät HTTPS ein. Sonst lässt sich sein Passwort im Netz mitlesen.",
  },
  "certificate-changed": {
    title: "Es zeigt ein anderes Zertifikat als beim letzten Mal (Port {{port}})",
    whatToDo:
      "Wurde es zurückgesetzt, aktualisiert oder getauscht? Wenn nicht, geben Sie kein Passwort ein: An seiner Stelle kann ein anderes Gerät antworten.",
  },
  "certificate-shared": {
    title_one: "Es hat dasselbe Zertifikat wie {{other}}",
    title_other: "Es hat dasselbe Zertifikat wie {{other}} und andere (zusammen {{count}})",
    whatToDo: "Ein Schlüssel ab Werk schützt nichts. Erzeugen Sie im Gerät ein eigenes Zertifikat.",
  },
  "certificate-expired": {
    title: "Sein Zertifikat endete am {{date}} (Port {{port}})",
    whatToDo: "Erzeugen Sie im Gerät ein neues. Ist es neu, prüfen Sie die Uhr des Geräts.",
  },
  "certificate-not-yet": {
    title: "Sein Zertifikat gilt erst ab {{date}} (Port {{port}})",
    whatToDo: "Prüfen Sie die Uhr des Geräts und die dieses Laptops und erzeugen Sie dann ein neues Zertifikat.",
  },
  "certificate-self-signed": {
    title: "Es hat sein Zertifikat selbst ausgestellt",
    whatToDo: "Üblich bei Kameras und Recordern. Farsite merkt es sich und sagt Ihnen, wenn es sich ändert.",
  },

  "nothing-found": {
    title: "Keine Kamera, kein Recorder und keine Zentrale wurde gefunden",
    whatToDo: "Darunter steht, woran es liegen kann. Probieren Sie es von oben nach unten.",
    noCause:
      "Ein Grund ist nicht zu sehen. Stecken Sie den Laptop an den Switch des Recorders oder tragen Sie dessen Adresse von Hand ein.",
  },
  "no-adapter": {
    title: "Der Laptop ist in keinem Netz",
    whatToDo: "Stecken Sie ein Netzwerkkabel an oder verbinden Sie das WLAN des Objekts und suchen Sie erneut.",
  },
  "only-vpn": {
    title: "Der Laptop hat nur ein VPN ({{adapters}})",
    whatToDo:
      "Durch ein VPN lassen sich keine Geräte finden. Stecken Sie vor Ort ein Netzwerkkabel an und suchen Sie erneut.",
  },
  "laptop-without-dhcp": {
    title: "Der Laptop bekam keine Adresse von einem Router ({{address}})",
    whatToDo:
      "Prüfen Sie Kabel und Switchport. Gibt es in diesem Netz keinen Router, geben Sie dem Laptop eine feste Adresse im Netz der Geräte.",
  },
  "sends-refused": {
    title: "Das System lässt Farsite im Netz nicht fragen ({{adapters}})",
    whatToDo:
      "Auf einem Mac: Systemeinstellungen, Datenschutz & Sicherheit, Lokales Netzwerk, Farsite erlauben. Sonst erlauben Sie es in der Firewall oder im Sicherheitsprogramm des Laptops.",
  },
  "vpn-in-the-way": {
    title: "Ein VPN auf dem Laptop nimmt allen Verkehr an sich",
    whatToDo: "Schalten Sie es für die Suche aus. Viele VPNs sperren das Netz vor Ort.",
  },
  "laptop-firewall": {
    title: "Die Firewall dieses Laptops hält die Antworten womöglich ab ({{names}})",
    whatToDo:
      "Erlauben Sie Farsite darin. Stellen Sie unter Windows dieses Netz auf „Privat“: In einem öffentlichen Netz werden Antworten auf Suchen gesperrt.",
  },
  "guest-wifi": {
    title: "Nur der Router antwortete: Das kann ein Gäste-WLAN sein",
    whatToDo:
      "Ein Gäste-WLAN, und in anderen die Trennung der Teilnehmer, versteckt alle Geräte voreinander. Nehmen Sie ein Kabel oder bitten Sie um das Haupt-WLAN.",
  },
  "isolated-port": {
    title: "Nur der Router antwortete: Diese Dose kann abgetrennt sein",
    whatToDo:
      "Stecken Sie den Laptop an den Switch der Kameras. Switches können ihre Ports voneinander trennen (Isolation, VLAN).",
  },
  "nobody-answers": {
    title: "In diesem Bereich antwortete niemand, auch kein Router",
    whatToDo:
      "Prüfen Sie das Kabel und ob der Bereich der des Objekts ist, und sehen Sie dann nach der Firewall des Laptops.",
  },
  "other-network": {
    title_one: "{{count}} Adresse antwortete, keine Kamera und kein Recorder ist darunter",
    title_other: "{{count}} Adressen antworteten, keine Kamera und kein Recorder ist darunter",
    whatToDo:
      "Kameras sind oft in einem eigenen Netz: hinter den Ports des Recorders, an einem anderen Switch oder in einem VLAN. Stecken Sie den Laptop dort an.",
  },
  "only-wifi": {
    title: "Die Suche ging nur über WLAN",
    whatToDo: "Viele WLANs geben Suchen nicht weiter. Stecken Sie ein Kabel an den Switch der Kameras.",
  },
  "not-swept": {
    title: "Gefunden wurde nur, wer auf Suchen antwortet",
    whatToDo: "Suchen Sie erneut mit eingeschaltetem Adressbereich: Viele Geräte antworten auf Suchen nicht.",
  },
  "range-too-small": {
    title: "Der Bereich lässt einen Teil des Netzes des Laptops aus ({{networks}})",
    whatToDo: "Erweitern Sie den Bereich oder tragen Sie die Adresse des Geräts von Hand ein.",
  },
  "address-conflict": {
    title_one: "Zwei Geräte teilen sich eine Adresse: {{addresses}}",
    title_other: "Geräte teilen sich {{count}} Adressen: {{addresses}}",
    whatToDo:
      "Ziehen Sie von jedem Paar eines ab und geben Sie dem anderen eine eigene Adresse. Oft sind es Werksadressen.",
  },
  flood: {
    title_one: "Es kam {{count}} Antwort mehr, als ein Objekt Geräte hat",
    title_other: "Es kamen {{count}} Antworten mehr, als ein Objekt Geräte hat",
    whatToDo:
      "Etwas überflutet dieses Netz oder erfindet Geräte. Was behalten wurde, wird gezeigt, der Rest blieb weg.",
  },
  "unfinished-sweep": {
    title: "Die Zeit war um, bevor alle Adressen versucht waren",
    whatToDo: "Suchen Sie erneut in einem kleineren Bereich.",
  },
  "unfinished-looks": {
    title: "Die Zeit war um, bevor alle Geräte angesehen waren",
    whatToDo: "Suchen Sie für Marke, Modell und Risiken der übrigen erneut in einem kleineren Bereich.",
  },
  "forward-to-nobody": {
    title_one: "Ein Port des Routers führt zu einer Adresse, an der niemand antwortete: {{ports}}",
    title_other: "{{count}} Ports des Routers führen zu Adressen, an denen niemand antwortete: {{ports}}",
    whatToDo: "Löschen Sie sie im Router, wenn das Gerät weg ist: Das nächste mit dieser Adresse steht im Internet.",
  },
};
