import type * as english from "../en/vpn.ts";

export const vpn: typeof english.vpn = {
  mtu: {
    ordinary: "{{mtu}} Byte: die Leitung nimmt {{line}}, WireGuard braucht bis zu {{overhead}} davon.",
    pppoe: "{{mtu}} Byte: PPPoE lässt {{line}} von 1500 der Leitung, WireGuard braucht bis zu {{overhead}} davon.",
    "ds-lite":
      "{{mtu}} Byte: DS-Lite lässt {{line}} von 1500 der Leitung, WireGuard braucht bis zu {{overhead}} davon.",
    mobile:
      "{{mtu}} Byte: Mobilfunknetze lassen oft nicht mehr als {{line}} durch, WireGuard braucht bis zu {{overhead}} davon.",
    measured: "{{mtu}} Byte: {{line}} kamen gemessen durch, WireGuard braucht bis zu {{overhead}} davon.",
    floor:
      "{{mtu}} Byte, weniger geht nicht: die Leitung nimmt {{line}}, WireGuard braucht bis zu {{overhead}} davon, große Pakete reisen also in zwei Teilen.",
  },
  finding: {
    "mapped-twice": {
      title: "{{prefix}} wurde an mehrere Objekte vergeben: {{sites}}",
      whatToDo:
        "Zwei Laptops haben sie geplant, ohne voneinander zu wissen. Geben Sie allen bis auf einem ein neues Präfix, bevor etwas eingerichtet wird; ein Objekt, das schon läuft, behält am besten seines.",
    },
    "lan-shared": {
      title: "Mehrere Objekte wären unter {{prefix}} zu erreichen: {{sites}}",
      whatToDo:
        "Nur eines davon kann die Adressen seines LANs behalten. Lassen Sie die anderen 1:1 übersetzen (Linux-Box, OpenWrt, MikroTik ...) oder nummerieren Sie deren LAN um.",
    },
    "mapped-is-lan": {
      title: "{{site}}: sein Präfix im Tunnel, {{mapped}}, überschneidet sich mit dem eigenen LAN {{lan}}",
      whatToDo:
        "Geben Sie dem Objekt ein anderes Präfix. Seine Box könnte die eigenen Geräte nicht vom Tunnel unterscheiden.",
    },
    "mapped-in-lan": {
      title: "Das LAN {{lan}} von {{site}} überschneidet sich mit anderen Objekten: {{sites}} ({{mapped}})",
      whatToDo:
        "Ein Laptop bei {{site}} erreicht diese Objekte nicht, solange er dort ist. Kommt das oft vor, geben Sie ihnen andere Präfixe.",
    },
    "lan-in-tunnel-pool": {
      title: "Das LAN {{lan}} von {{site}} überschneidet sich mit den Adressen des Tunnels {{pool}}",
      whatToDo:
        "Das geht nicht: nummerieren Sie das LAN um oder richten Sie den Hub mit einem anderen Bereich neu ein.",
    },
    "lan-changed": {
      title: "{{site}} hat jetzt das Netz {{lan}}; sein Tunnel führt noch zu {{planned}}",
      whatToDo:
        "Schreiben Sie die Konfiguration des Objekts mit dem neuen LAN neu und spielen Sie sie ein. Das Präfix des Objekts bleibt.",
    },
    "mapped-outside-pool": {
      title: "{{site}}: {{mapped}} liegt nicht im Bereich {{pool}} des Hubs",
      whatToDo:
        "Geben Sie dem Objekt ein Präfix aus dem Bereich. Nur diesen schicken die Geräte der Techniker in den Tunnel.",
    },
    "mapped-length": {
      title: "{{site}}: {{mapped}} und sein LAN {{lan}} sind nicht gleich groß",
      whatToDo:
        "Eine 1:1-Übersetzung braucht gleiche Größen. Geben Sie dem Objekt ein Präfix, das so lang ist wie das seines LANs.",
    },
    "pools-overlap": {
      title: "Diese Adressbereiche überschneiden sich: {{pools}}",
      whatToDo: "Geben Sie jedem Hub und jedem Zweck einen eigenen Bereich. Betroffen: {{hubs}}.",
    },
    "range-public": {
      title: "Der Bereich {{pool}} von {{hub}} ist öffentlich: er gehört anderen im Internet",
      whatToDo:
        "Nehmen Sie einen privaten Bereich, zum Beispiel 10.96.0.0/11. Sonst sind jene Adressen nicht mehr zu erreichen.",
    },
    "range-carrier": {
      title: "Der Bereich {{pool}} von {{hub}} ist der der Provider selbst (100.64.0.0/10)",
      whatToDo:
        "Nehmen Sie einen anderen: hinter CGNAT benutzt ihn die Internetseite des Routers, und Tailscale benutzt ihn ganz.",
    },
    "range-docker": {
      title: "Der Bereich {{pool}} von {{hub}} ist der von Docker (172.17.0.0/16)",
      whatToDo: "Nehmen Sie einen anderen: auf jeder Box mit Docker ist dieses Netz vergeben.",
    },
    "range-podman": {
      title: "Der Bereich {{pool}} von {{hub}} ist der von Podman (10.88.0.0/16)",
      whatToDo: "Nehmen Sie einen anderen oder achten Sie darauf, dass auf keiner der Boxen Podman läuft.",
    },
    "range-openvpn": {
      title: "Der Bereich {{pool}} von {{hub}} ist der, in den Farsite die Geräte von OpenVPN legt (10.94.0.0/19)",
      whatToDo: "Nehmen Sie einen anderen oder verwenden Sie neben diesem Hub kein OpenVPN.",
    },
    "mesh-shared": {
      title: "Mehrere Objekte heißen in {{product}} {{prefix}}: {{sites}}",
      whatToDo:
        "Erreicht wird nur eines davon, und niemand sagt, welches. Geben Sie allen bis auf einem in ihrer Anleitung einen anderen Namen und richten Sie deren Boxen neu ein.",
    },
    "mesh-meets": {
      title: "{{site}} heißt in {{product}} {{prefix}}, und das ist auch: {{others}}",
      whatToDo:
        "Ein Laptop, der in beiden VPNs zugleich ist, erreicht nur eines davon. Schalten Sie das eine VPN ab, bevor Sie das andere benutzen, oder geben Sie dem Objekt in seiner Anleitung einen anderen Namen.",
    },
    "technician-lan": {
      title: "Das eigene Netz {{lan}} von {{name}} überschneidet sich mit dem, was die Firma benutzt: {{sites}}",
      whatToDo:
        "Von dort aus sind diese nicht zu erreichen. Nummerieren Sie jenes Netz um oder geben Sie den Objekten andere Präfixe.",
    },
    "key-twice": {
      title: "Ein Schlüssel für {{count}} Geräte: {{names}}",
      whatToDo:
        "WireGuard kennt Geräte nur an ihren Schlüsseln: sie werfen einander hinaus. Erzeugen Sie für alle bis auf eines einen neuen Schlüssel.",
    },
    "address-twice": {
      title: "{{address}} wurde mehrfach vergeben: {{names}}",
      whatToDo:
        "Geben Sie allen bis auf einem eine neue Adresse im Tunnel und schreiben Sie deren Konfigurationen neu.",
    },
    "address-outside-pool": {
      title: "{{name}}: {{address}} liegt nicht im Bereich {{pool}} des Tunnels",
      whatToDo: "Geben Sie ihm eine Adresse aus dem Bereich. Anderen antworten die Objekte nicht.",
    },
    "name-twice": {
      title: "{{count}} Geräte heißen „{{name}}“",
      whatToDo:
        "Geben Sie ihnen verschiedene Namen: geht eines verloren, müssen Sie wissen, welcher Schlüssel zu entfernen ist.",
    },
    unreadable: {
      title: "„{{text}}“ ist weder eine IPv4-Adresse noch ein Netz",
      whatToDo: "Berichtigen Sie es, zum Beispiel 192.168.1.0/24.",
    },
    "pool-nearly-full": {
      title: "{{percent}} % vom Bereich {{pool}} von {{hub}} sind vergeben",
      whatToDo: "Planen Sie einen zweiten Hub mit eigenem Bereich, bevor dieser voll ist.",
    },
    "pool-full": {
      title: "Im Bereich {{pool}} von {{hub}} ist nichts mehr frei",
      whatToDo:
        "Entfernen Sie Objekte, die es nicht mehr gibt, oder richten Sie einen zweiten Hub mit eigenem Bereich ein.",
    },
    "lan-too-large": {
      title: "Das LAN {{lan}} lässt sich nicht 1:1 übersetzen: nur Netze von /{{widest}} bis /30",
      whatToDo:
        "Nennen Sie den Teil davon, in dem Rekorder und Kameras sind, zum Beispiel dessen /24, oder geben Sie ihnen ein eigenes Netz.",
    },
    "wish-taken": {
      title: "{{prefix}} ist vergeben: {{other}}",
      whatToDo: "Wählen Sie ein anderes Präfix oder überlassen Sie Farsite die Wahl.",
    },
    "wish-unfit": {
      title: "{{prefix}} passt nicht: es muss ein /{{length}} in {{pool}} sein",
      whatToDo: "Wählen Sie ein anderes Präfix oder überlassen Sie Farsite die Wahl.",
    },
    "no-hub": {
      title: "Dieser Server ist kein WireGuard-Hub, oder sein Adressbereich ist nicht lesbar",
      whatToDo: "Richten Sie zuerst den Hub ein.",
    },
    "not-possible-here": {
      title: "Diese Box kann Adressen nicht übersetzen, und das LAN {{lan}} überschneidet sich mit {{other}}",
      whatToDo:
        "Stellen Sie eine kleine Box daneben, die übersetzt (Linux, OpenWrt, MikroTik), oder nummerieren Sie dieses LAN um. Zwei gleiche Netze lassen sich nicht unterscheiden.",
    },
    "too-large": {
      title: "Der Text ist länger als 1 MB",
      whatToDo: "Fügen Sie nur die WireGuard-Konfiguration ein; sie hat wenige Zeilen.",
    },
    "not-a-config": {
      title: "Das ist keine WireGuard-Konfiguration: [Interface] fehlt",
      whatToDo: "Fügen Sie die ganze Datei ein, ab [Interface].",
    },
    "whole-internet": {
      title: "Sie schickt den ganzen Internetverkehr des Objekts über den Server ({{prefixes}})",
      whatToDo:
        "Alles ginge über den Server, verbrauchte dessen Datenvolumen und stünde still, wenn er steht. Nehmen Sie die engere Fassung: nur was zum Tunnel gehört, geht hindurch.",
    },
    "wide-prefix": {
      title: "Sie schickt sehr große Bereiche in den Tunnel ({{prefixes}})",
      whatToDo:
        "Verengen Sie sie auf die Netze, die es wirklich gibt; andere Netze des Objekts wären sonst abgeschnitten.",
    },
    "covers-lan": {
      title: "Sie schickt das eigene Netz {{lan}} des Objekts in den Tunnel ({{prefixes}})",
      whatToDo: "Entfernen Sie diesen Bereich. Die Geräte am Ort könnten einander verlieren, das Gateway zuerst.",
    },
    "runs-commands": {
      title_one: "Sie führt als Administrator einen Befehl aus: {{commands}}",
      title_other: "Sie führt als Administrator {{count}} Befehle aus: {{commands}}",
      whatToDo:
        "Farsite führt sie nicht aus und lässt sie weg, wenn es schreibt. Lesen Sie sie, bevor Sie die Datei verwenden, wie sie ist; wer sie schrieb, kann auf dem Gerät alles tun.",
    },
    "own-routing": {
      title: "Sie ändert, wie das Gerät routet ({{settings}})",
      whatToDo: "Farsite lässt das weg. Ohne das folgen die Routen aus AllowedIPs, und so soll es hier sein.",
    },
    "overwrites-itself": {
      title: "SaveConfig: die Datei wird überschrieben, sobald der Tunnel endet",
      whatToDo: "Farsite lässt das weg, sonst ginge die nächste Änderung in der Datei verloren.",
    },
    "changes-dns": {
      title: "Sie stellt das DNS des Geräts auf {{servers}} um",
      whatToDo:
        "Die Box eines Objekts braucht das nicht, darum lässt Farsite es weg: mit dem Tunnel fielen sonst auch die Namen aus.",
    },
    "no-keepalive": {
      title: "PersistentKeepalive fehlt, und das Objekt ist hinter einem NAT",
      whatToDo:
        "Setzen Sie es auf 25 Sekunden. Sonst ist das Objekt von außen erst zu erreichen, wenn es selbst etwas sendet.",
    },
    "endpoint-missing": {
      title: "Sie ruft niemanden an (Endpoint) und nimmt nichts an (ListenPort)",
      whatToDo: "Tragen Sie Adresse und Port des Servers als Endpoint ein.",
    },
    "endpoint-private": {
      title: "Die Adresse {{endpoint}} des Servers ist über das Internet nicht zu erreichen",
      whatToDo: "Tragen Sie den öffentlichen Namen oder die öffentliche Adresse des Servers ein.",
    },
    "endpoint-unreadable": {
      title: "Die Adresse „{{endpoint}}“ des Servers ist nicht lesbar",
      whatToDo:
        "Sie braucht Name oder Adresse und einen Port, zum Beispiel vpn.example.com:51820 oder [2001:db8::1]:51820.",
    },
    "endpoint-odd-port": {
      title: "Der Server nimmt auf UDP {{expected}} an, die Datei ruft {{endpoint}}",
      whatToDo: "Berichtigen Sie den Port, außer jemand leitet diesen weiter.",
    },
    "private-key-missing": {
      title: "Der private Schlüssel fehlt",
      whatToDo:
        "Tragen Sie ihn ein, oder lassen Sie Farsite ein neues Paar erzeugen und geben Sie dem Server den öffentlichen.",
    },
    "private-key-broken": {
      title: "Der private Schlüssel ist beschädigt: ein Schlüssel hat 44 Zeichen und endet mit =",
      whatToDo: "Kopieren Sie ihn noch einmal, ganz. Ist er verloren, erzeugen Sie ein neues Paar.",
    },
    "private-key-unlikely": {
      title: "Der private Schlüssel sieht aus wie ein öffentlicher",
      whatToDo: "Wahrscheinlich wurden die beiden verwechselt. Der private ist der, den „wg genkey“ ausgab.",
    },
    "public-key-broken": {
      title: "Der öffentliche Schlüssel von {{peer}} fehlt oder ist beschädigt: er hat 44 Zeichen und endet mit =",
      whatToDo: "Kopieren Sie ihn noch einmal, ganz.",
    },
    "public-key-weak": {
      title: "Der öffentliche Schlüssel von {{peer}} ist kein echter",
      whatToDo: "Damit kommt keine Verbindung zustande. Nehmen Sie den, den die Gegenstelle anzeigt.",
    },
    "public-key-own": {
      title: "Der öffentliche Schlüssel von {{peer}} ist der eigene dieses Geräts",
      whatToDo: "Hierher gehört der Schlüssel der Gegenstelle. Jede Seite hat den öffentlichen der anderen.",
    },
    "peer-twice": {
      title: "Zwei Abschnitte [Peer] haben denselben Schlüssel: {{peer}}",
      whatToDo: "WireGuard macht daraus einen. Entfernen Sie einen, oder tragen Sie den richtigen Schlüssel ein.",
    },
    "preshared-key-broken": {
      title: "Der PresharedKey von {{peer}} ist beschädigt",
      whatToDo: "Kopieren Sie ihn noch einmal, ganz; beide Seiten brauchen denselben.",
    },
    "prefix-in-two-peers": {
      title: "Zwei Gegenstellen sollen dieselben Adressen haben: {{prefixes}}",
      whatToDo: "Nur eine davon bekommt die Daten. Berichtigen Sie AllowedIPs.",
    },
    "prefix-unreadable": {
      title: "Das ist keine Adresse: „{{text}}“",
      whatToDo: "Berichtigen Sie sie, zum Beispiel 10.96.3.0/24.",
    },
    "no-peer": {
      title: "[Peer] fehlt: niemand am anderen Ende",
      whatToDo: "Fügen Sie die ganze Datei ein, mit dem Teil des Servers.",
    },
    "no-address": {
      title: "Der Tunnel bekommt keine Adresse",
      whatToDo: "Tragen Sie Address ein, wie der Server sie erwartet, zum Beispiel 10.87.0.2/32.",
    },
    "number-unreadable": {
      title: "{{setting}} = „{{text}}“ ist keine passende Zahl",
      whatToDo: "Berichtigen Sie sie. Farsite lässt sie weg.",
    },
    "mtu-out-of-range": {
      title: "MTU {{mtu}} ist ungewöhnlich",
      whatToDo:
        "Nehmen Sie 1280 bis 1420, außer Sie wissen, dass die Leitung mehr nimmt. Zu groß: Seiten bleiben hängen, obwohl Pings gehen.",
    },
    "section-twice": {
      title: "[Interface] steht {{count}}-mal da",
      whatToDo: "Wurden zwei Dateien zusammengefügt? Nehmen Sie nur eine davon.",
    },
    "setting-twice": {
      title: "Doppelt eingetragen: {{settings}}",
      whatToDo: "Es gilt das letzte. Entfernen Sie das andere.",
    },
    "setting-unknown": {
      title: "WireGuard kennt das nicht: {{settings}}",
      whatToDo: "wg-quick nimmt eine solche Datei nicht an. Farsite lässt es weg.",
    },
    "not-plain-wireguard": {
      title: "Das ist für AmneziaWG, nicht für WireGuard ({{settings}})",
      whatToDo:
        "Ein gewöhnlicher WireGuard-Server antwortet darauf nicht. Bitten Sie den, der sie machte, um eine gewöhnliche Konfiguration.",
    },
    "odd-characters": {
      title_one: "Ein Zeichen, das niemand sieht, steht in Zeile {{lines}}",
      title_other: "Zeichen, die niemand sieht, stehen in den Zeilen {{lines}}",
      whatToDo:
        "Sie stammen von einer Webseite oder aus einer Textverarbeitung, oder jemand will etwas verbergen. Farsite liest den Text ohne sie; andere Programme tun das vielleicht nicht.",
    },
    "fritzbox-ipv4-only": {
      title: "Eine FRITZ!Box nimmt in einer WireGuard-Datei nur IPv4-Adressen",
      whatToDo: "Lassen Sie die IPv6-Adressen weg.",
    },
    "fritzbox-lan-length": {
      title: "Das Netz {{lan}} der FRITZ!Box ist kein /24",
      whatToDo:
        "Stellen Sie in der FRITZ!Box die Maske 255.255.255.0 ein, oder nehmen Sie für den Tunnel eine andere Box.",
    },
    "fritzbox-one-key": {
      title: "Eine FRITZ!Box hat einen WireGuard-Schlüssel für alle ihre Verbindungen",
      whatToDo:
        "Hat sie schon WireGuard-Verbindungen, kann der Import abgelehnt werden oder jene beenden. Legen Sie die Verbindung dann von Hand mit dem Schlüssel an, den die FRITZ!Box anzeigt, und nennen Sie ihn dem Hub.",
    },
    "qr-too-long": {
      title: "Die Konfiguration ist zu lang für einen QR-Code ({{bytes}} von {{most}} Byte)",
      whatToDo: "Geben Sie sie als Datei weiter.",
    },
  },
};
