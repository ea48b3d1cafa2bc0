export const legacyVpn = {
  openvpn: {
    "runs-programs":
      "Zeile {{line}} startet ein Programm oder schreibt eine Datei auf dem Router: {{words}}. Farsite lässt sie weg und führt sie nie aus.",
    "whole-traffic":
      "Zeile {{line}} schickt alles vom Objekt über den Server ({{words}}): Sein Internet wäre so langsam wie der Tunnel und fiele mit ihm aus. Weggelassen; nur die Netze der Firma gehen hindurch.",
    compression:
      "Zeile {{line}} komprimiert vor dem Verschlüsseln ({{words}}): Die Längen verraten dann, was gesendet wurde (VORACLE). Weggelassen.",
    "old-cipher":
      "Zeile {{line}} nimmt eine gebrochene Verschlüsselung ({{words}}). Lassen Sie das Profil mit AES-256-GCM neu erstellen.",
    "no-cipher": "Zeile {{line}} schaltet die Verschlüsselung ab ({{words}}). Verwenden Sie dieses Profil nicht.",
    "old-digest": "Zeile {{line}} nimmt eine veraltete Prüfsumme ({{words}}). Richtig ist SHA256.",
    "server-not-checked":
      "Das Profil sagt nicht, wem zu glauben ist: Jeder mit einem Zertifikat derselben Stelle könnte den Server spielen. Ergänzen Sie „remote-cert-tls server“.",
    "password-inside":
      "Zeile {{line}}: Benutzername und Passwort stehen in der Datei. Wer die Datei hat, hat den Zugang.",
    "static-key":
      "Zeile {{line}} nimmt für immer denselben Schlüssel: Wer ihn findet, kann alles lesen, was je aufgezeichnet wurde. Lassen Sie das Profil mit Zertifikaten neu erstellen.",
    expired: "Ein Zertifikat im Profil ist abgelaufen: Der Server wird es ablehnen. Lassen Sie es neu erstellen.",
    "expires-soon": "Ein Zertifikat im Profil läuft binnen 60 Tagen ab. Lassen Sie es vorher neu erstellen.",
    unreadable: "Zeile {{line}} ist nicht lesbar. Weggelassen.",
  },
  value: {
    server: "Server",
    kind: "Art des VPN",
    "ike-version": "IKE-Version",
    "local-id": "Lokale ID (dieses Objekt), Typ FQDN",
    "remote-id": "Entfernte ID (Server)",
    psk: "Pre-shared Key",
    "local-network": "Lokales Netz",
    "remote-network": "Entfernte Netze",
    "phase-1": "Phase 1 (IKE)",
    "phase-2": "Phase 2 (ESP)",
    "nat-t": "NAT-Traversal",
    dpd: "Dead Peer Detection",
    user: "Benutzername",
    password: "Passwort",
  },
  trait: {
    pptp: "PPTP ist gebrochen: Seine Verschlüsselung ist binnen eines Tages offen. Verwenden Sie es nicht.",
    "l2tp-plain":
      "L2TP ohne IPsec verschlüsselt nichts: Bilder und Passwörter sind unterwegs lesbar. Verwenden Sie es nicht.",
    "l2tp-ipsec":
      "L2TP/IPsec kommt durch wenige NATs und nur für ein Gerät dahinter. Nehmen Sie IKEv2, OpenVPN oder WireGuard, wenn der Router sie hat.",
    "ikev1-aggressive":
      "IKEv1 im Aggressive Mode zeigt jedem, der fragt, eine verwürfelte Form des Schlüssels; kurze Schlüssel werden daraus erraten. Verwenden Sie ihn nicht.",
    ikev1: "IKEv1 ist veraltet (RFC 9395). Wählen Sie IKEv2, wenn der Router es hat.",
    "3des": "3DES ist veraltet und langsam. Wählen Sie AES-256.",
    "dh-2": "DH-Gruppe 2 (1024 Bit) können Angreifer mit Geld brechen. Wählen Sie Gruppe 14 oder höher.",
    sha1: "SHA-1 ist veraltet. Wählen Sie SHA-256.",
    "fritzbox-ipsec": "Eine FRITZ!Box spricht IPsec nur als IKEv1. Ab FRITZ!OS 7.50 hat sie WireGuard: Nehmen Sie das.",
  },
  reach: {
    "openvpn-answers": "OpenVPN antwortet an {{transport}}-Port {{port}}.",
    "ike-answers": "IPsec antwortet an {{transport}}-Port {{port}}.",
    refused:
      "An {{transport}}-Port {{port}} des Servers lauscht nichts. Starten Sie dort den Dienst, oder öffnen Sie den Port in seiner Firewall.",
    unreachable: "Von hier führt für {{transport}}-Port {{port}} kein Weg zum Server.",
    "other-program": "An {{transport}}-Port {{port}} antwortet ein anderes Programm, nicht OpenVPN.",
    closed:
      "{{transport}}-Port {{port}} nimmt Verbindungen an und beendet sie. Ein Server mit tls-crypt tut das mit Fremden: Geben Sie Farsite seinen Schlüssel, um sicher zu sein.",
    "wrong-key":
      "{{transport}}-Port {{port}} nimmt Verbindungen an und beendet sie: anderer tls-crypt-Schlüssel, falsche Uhr, oder kein OpenVPN.",
    blocked:
      "Keine Antwort an {{transport}}-Port {{port}}: Der Anschluss dieses Objekts oder die Firewall des Servers sperrt ihn, oder der Dienst läuft nicht.",
    "silent-or-blocked":
      "Keine Antwort an {{transport}}-Port {{port}}. Ein Server mit tls-auth oder tls-crypt schweigt gegenüber Fremden, das beweist also nichts: Geben Sie Farsite seinen Schlüssel.",
    "use-tcp":
      "UDP kommt nicht durch, TCP schon: Nehmen Sie das TCP-Profil. Auf schlechten Leitungen ist es langsamer.",
    "nat-t":
      "IPsec geht in UDP-Port 4500 (NAT-Traversal). ESP ohne das lässt sich vom Laptop nicht prüfen und wird nicht gebraucht.",
    "only-500":
      "Port 500 kommt durch, Port 4500 nicht: Der Tunnel käme zustande und trüge nichts. Öffnen Sie UDP 4500, oder nehmen Sie OpenVPN auf TCP 443.",
    "only-4500": "Port 4500 kommt durch, Port 500 nicht: Die meisten Router beginnen bei 500. Öffnen Sie auch UDP 500.",
  },
};
