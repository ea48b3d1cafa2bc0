export const vpnVendor = {
  note: {
    "no-wireguard":
      "Dieses Gerät kann kein WireGuard. Stellen Sie eine kleine Box daneben, oder nehmen Sie OpenVPN oder IPsec.",
    since: "Braucht {{version}} oder neuer.",
    "lets-in-by-hand": "Von selbst lässt es aus dem Tunnel nichts herein: Die Regel dafür ist einer der Schritte.",
    "lets-in-no": "Es erreicht die Firma durch den Tunnel, lässt aber niemanden in sein LAN.",
    "translates-by-hand":
      "Andere Objekte haben dieselben Adressen; die 1:1-Übersetzung wird auf der NAT-Seite von Hand eingetragen.",
    "translates-no":
      "Andere Objekte haben dieselben Adressen, und dieses Gerät kann sie nicht übersetzen. Geben Sie dem LAN dieses Objekts andere Adressen, oder nehmen Sie eine kleine Box.",
    "not-gateway":
      "Die Geräte antworten dem Router, nicht diesem Gerät. Lassen Sie es maskieren, oder tragen Sie im Router eine Route ein.",
    "edgeos-package":
      "EdgeOS hat kein eigenes WireGuard: Installieren Sie zuerst das Paket wireguard-vyatta-ubnt für genau dieses Modell und diese Version, und nach jedem Update wieder.",
    "vyos-address": "VyOS nimmt hier die Adresse des Servers, nicht seinen Namen.",
  },
  backup: {
    page: "Sichern Sie vor jeder Änderung die Einstellungen des Routers auf seinen Seiten in eine Datei (Sicherung oder Export).",
    command: "Geben Sie vor jeder Änderung dies dort ein: {{command}}",
  },
  value: {
    name: "Name, Beschreibung",
    "private-key": "Privater Schlüssel",
    "listen-port": "Lokaler Port",
    "tunnel-address": "Tunneladresse",
    mtu: "MTU",
    "peer-name": "Gegenstelle: Name",
    "peer-key": "Gegenstelle: öffentlicher Schlüssel",
    "preshared-key": "Gegenstelle: Pre-shared Key",
    "allowed-ips": "Gegenstelle: Allowed IPs",
    "endpoint-address": "Gegenstelle: Adresse",
    "endpoint-port": "Gegenstelle: Port",
    keepalive: "Gegenstelle: Keepalive in Sekunden",
    "pass-source": "Firewall-Regel: Quelle",
    "pass-destination": "Firewall-Regel: Ziel",
    "nat-external": "1:1-NAT: externes Netz",
    "nat-internal": "1:1-NAT: internes Netz",
    "max-mss": "Max MSS",
  },
  pfsense: {
    package: "System › Package Manager › Available Packages: „WireGuard“ installieren.",
    tunnel:
      "VPN › WireGuard › Tunnels › Add Tunnel: Name, privaten Schlüssel, Port und Tunneladresse eintragen. Speichern.",
    peer: "Add Peer: diesen Tunnel wählen, „Dynamic Endpoint“ abwählen, die Werte der Gegenstelle eintragen. Speichern und anwenden.",
    enable: "VPN › WireGuard › Settings: „Enable“ anhaken. Speichern und anwenden.",
    assign:
      "Interfaces › Assignments: den Port tun_wg… hinzufügen, öffnen, „Enable“ anhaken, „Static IPv4“ wählen, Tunneladresse und MTU eintragen.",
    routes:
      "System › Routing: ein Gateway auf dieser Schnittstelle mit der Tunneladresse des Servers anlegen, dann darüber eine statische Route zu jeder der Allowed IPs.",
    pass: "Firewall › Rules, Reiter dieser Schnittstelle: IPv4, jedes Protokoll, von den Allowed IPs zum hier genannten Ziel erlauben.",
    nat: "Firewall › NAT › 1:1 › Add: diese Schnittstelle, externes und internes Netz wie hier genannt, Ziel beliebig.",
    check: "Status › WireGuard: Der letzte Handshake muss wenige Sekunden alt sein.",
    undo: "Entfernen Sie die Regeln, den 1:1-Eintrag, die Routen und die Schnittstelle, dann Gegenstelle und Tunnel; oder spielen Sie die gesicherten Einstellungen zurück.",
  },
  opnsense: {
    instance:
      "VPN › WireGuard › Instances › +, erweiterter Modus: Name, privaten Schlüssel, Port, MTU und Tunneladresse eintragen. Vor 24.1 zuerst das Plugin os-wireguard installieren.",
    peer: "Peers › +: die Werte der Gegenstelle eintragen. Speichern.",
    link: "Die Instanz noch einmal öffnen und unter „Peers“ diese Gegenstelle wählen. Speichern.",
    enable: "„Enable WireGuard“ anhaken und „Apply“ drücken.",
    pass: "Firewall › Rules › WireGuard (Group): IPv4, jedes Protokoll, von den Allowed IPs zum hier genannten Ziel erlauben.",
    assign: "Interfaces › Assignments: den Tunnel als Schnittstelle hinzufügen und einschalten, ohne Adresse.",
    nat: "Firewall › NAT › One-to-One › +: diese Schnittstelle, Typ BINAT, externes Netz und Quelle (intern) wie hier genannt, Ziel beliebig.",
    mss: "Firewall › Settings › Normalization: eine Regel für WireGuard (Group) mit der hier genannten Max MSS, sonst bleiben Bilder stehen, während Pings durchgehen.",
    check: "VPN › WireGuard › Status: Der Handshake muss wenige Sekunden alt sein.",
    undo: "Entfernen Sie die Regeln und den One-to-One-Eintrag, dann Schnittstelle, Gegenstelle und Instanz; oder spielen Sie die gesicherten Einstellungen zurück.",
  },
  unifi: {
    client: "Einstellungen › VPN › VPN-Client › Neu erstellen: WireGuard wählen.",
    import: "Die für dieses Objekt erzeugte .conf-Datei hochladen. Alles andere lassen, wie es ist.",
    routes:
      "Einstellungen › Routing (richtlinienbasierte oder statische Routen): nur die hier genannten Netze der Firma durch diesen VPN-Client schicken, nie den ganzen Verkehr.",
    pass: "Einstellungen › Firewall: aus der Zone des VPN-Clients Quelle und Ziel wie hier genannt erlauben, sonst nichts.",
    nat: "Einstellungen › Policy Engine › NAT: ein Destination-NAT auf dem VPN-Client vom externen zum internen Netz. Manche Versionen nehmen nur einzelne Adressen: dann eine Regel je Rekorder.",
    check: "Lassen Sie Farsite es von außen beweisen. Der grüne Punkt dort zeigt nur den Handshake.",
    otherwise:
      "UniFi meint seinen VPN-Client für den Weg hinaus, und ob darüber etwas hereinkommt, ist je nach Version verschieden. Schlägt der Beweis fehl, nehmen Sie eine kleine Box hinter dem Gateway, oder IPsec.",
    undo: "Entfernen Sie Firewall-Regel, NAT-Regel und Route, dann den VPN-Client.",
  },
};
