export const relay = {
  fault: {
    "name-not-found":
      "Einen Server namens {{host}} gibt es nicht. Prüfen Sie die Schreibweise, oder geben Sie statt des Namens seine Adresse ein.",
    "name-unanswered":
      "Kein Nameserver hat geantwortet, deshalb ist {{host}} nicht zu finden. Prüfen Sie das Internet des Laptops, oder geben Sie statt des Namens die Adresse des Servers ein.",
    "no-route": "Dieser Laptop hat keinen Weg zu {{host}}. Prüfen Sie Kabel oder WLAN und versuchen Sie es erneut.",
    unreachable:
      "{{host}} antwortet nicht. Prüfen Sie in der Konsole des Anbieters, dass der Server läuft und seine Firewall SSH einlässt; wenn ja, sperrt das Netz hier den Weg: Lassen Sie den Server auch auf Port 443 lauschen.",
    refused:
      "{{host}} ist eingeschaltet, aber an seinem SSH-Port lauscht nichts. Prüfen Sie den Port und ob SSH auf dem Server läuft.",
    "closed-early":
      "{{host}} nimmt die Verbindung an und schließt sie sofort. Entweder hat der Server die Adresse dieses Objekts gesperrt (fail2ban), oder eine Firewall hier verbietet SSH: Warten Sie zehn Minuten und versuchen Sie es dann über den Hotspot eines Telefons.",
    "turned-away":
      "{{host}} lässt von hier im Moment niemanden ein: Es gab zu viele Verbindungen oder falsche Anmeldungen. Warten Sie zehn Minuten und versuchen Sie es erneut.",
    silent:
      "Etwas nimmt die Verbindung zu {{host}} an und sagt nichts. Das ist meist ein Proxy dieses Netzes: Bitten Sie um eine Ausnahme für die Adresse des Servers, oder versuchen Sie es über den Hotspot eines Telefons.",
    "not-ssh-http":
      "Unter {{host}} antwortet ein Webserver statt SSH. Prüfen Sie den Port; stimmt er, hat ein Proxy dieses Netzes die Verbindung übernommen.",
    "not-ssh-tls":
      "Unter {{host}} antwortet ein verschlüsselter Webserver statt SSH. Prüfen Sie den Port; stimmt er, hat ein Proxy dieses Netzes die Verbindung übernommen.",
    "not-ssh-ssh-1": "{{host}} spricht nur SSH in Version 1, die gebrochen ist. Aktualisieren Sie den Server.",
    "not-ssh-other": "Unter {{host}} antwortet etwas anderes als SSH. Prüfen Sie Adresse und Port.",
    "captive-portal":
      "Eine Anmeldeseite oder ein Filter dieses Netzes antwortet an der Stelle von {{host}}. Öffnen Sie einen Browser und melden Sie sich im Netz an, oder bitten Sie um eine Ausnahme für den Server.",
    "no-common-algorithms":
      "{{host}} bietet keine Verschlüsselung an, die heute sicher ist. Aktualisieren Sie den Server; ab Debian 12 stimmt es.",
    "new-host-key":
      "Dieser Laptop sieht {{host}} zum ersten Mal. Vergleichen Sie den Fingerabdruck {{fingerprint}} mit dem in der Konsole des Anbieters und nehmen Sie ihn nur an, wenn beide gleich sind.",
    "host-key-changed":
      "{{host}} zeigt einen anderen Schlüssel als den angenommenen. Farsite hat vor der Anmeldung abgebrochen. Wurde der Server neu aufgesetzt, vergleichen Sie den neuen Schlüssel auf seiner Seite (Server) mit der Konsole des Anbieters und nehmen Sie ihn dort an; hat das niemand getan, sitzt vielleicht jemand dazwischen: Tun Sie aus diesem Netz nichts weiter.",
    "authentication-refused":
      "{{host}} kennt diesen Schlüssel nicht. Richten Sie den Server mit dem Schlüssel dieses Laptops neu ein, oder wählen Sie den Schlüssel, den er kennt.",
    "private-key-unreadable":
      "Der private Schlüssel ist nicht lesbar. Erzeugen Sie einen neuen, oder geben Sie einen im OpenSSH-Format ohne Passphrase ein.",
    stalled:
      "{{host}} hat gegrüßt und dann nicht mehr geantwortet. Wiederholt sich das, gehen große Pakete unterwegs verloren: Versuchen Sie es in einem anderen Netz, oder stellen Sie die MTU des Routers auf 1400.",
    "broken-off":
      "{{host}} hat die Verbindung während des Aufbaus abgebrochen. Versuchen Sie es erneut; wiederholt es sich, sehen Sie in das SSH-Protokoll des Servers.",
    "lost-silence":
      "{{host}} hat eine Weile nicht geantwortet. Farsite verbindet sich von selbst wieder, sobald er es tut.",
    "lost-server":
      "{{host}} hat die Verbindung geschlossen, wie bei einem Neustart. Farsite verbindet sich von selbst wieder.",
    "lost-network":
      "Das Netz dieses Objekts hat die Verbindung zu {{host}} abgebrochen. Farsite verbindet sich von selbst wieder.",
    stopped: "Die Verbindung zu {{host}} wurde hier beendet.",
  },
  atPort: {
    "name-not-found": "Port {{port}}: Name nicht gefunden",
    "name-unanswered": "Port {{port}}: kein Nameserver hat geantwortet",
    "no-route": "Port {{port}}: kein Weg dorthin",
    unreachable: "Port {{port}}: keine Antwort",
    refused: "Port {{port}}: abgelehnt",
    "closed-early": "Port {{port}}: sofort geschlossen",
    "turned-away": "Port {{port}}: vom Server abgewiesen",
    silent: "Port {{port}}: verbunden, keine Begrüßung",
    "not-ssh-http": "Port {{port}}: ein Webserver",
    "not-ssh-tls": "Port {{port}}: ein verschlüsselter Webserver",
    "not-ssh-ssh-1": "Port {{port}}: SSH Version 1",
    "not-ssh-other": "Port {{port}}: kein SSH",
    "captive-portal": "Port {{port}}: Anmeldeseite oder Filter",
    "no-common-algorithms": "Port {{port}}: keine sichere Verschlüsselung",
    "new-host-key": "Port {{port}}: Schlüssel noch nicht angenommen",
    "host-key-changed": "Port {{port}}: anderer Schlüssel als angenommen",
    "authentication-refused": "Port {{port}}: Schlüssel abgelehnt",
    "private-key-unreadable": "Port {{port}}: nicht versucht",
    stalled: "Port {{port}}: gegrüßt, dann still",
    "broken-off": "Port {{port}}: abgebrochen",
    "lost-silence": "Port {{port}}: antwortete nicht mehr",
    "lost-server": "Port {{port}}: vom Server geschlossen",
    "lost-network": "Port {{port}}: vom Netz abgebrochen",
    stopped: "Port {{port}}: beendet",
  },
  detail: {
    fingerprint: "Fingerabdruck: {{fingerprint}}",
    keyType: "Art des Schlüssels: {{type}}",
    location: "Schickt Browser nach: {{location}}",
    said: "Die Gegenseite sagte: {{said}}",
  },
  port: {
    "not-permitted":
      "Der Server erlaubt diesem Schlüssel den Port {{port}} nicht. Schreiben Sie den Schlüssel des Objekts mit allen Ports neu auf den Server.",
    "forwarding-off":
      "Der Server leitet für diesen Schlüssel nichts weiter. Richten Sie den Server mit Farsite neu ein: Seine SSH-Einstellungen verbieten Tunnel.",
    taken:
      "Port {{port}} des Servers ist belegt: von der Box dieses Objekts oder einem anderen Tunnel. Beenden Sie diesen, oder wählen Sie einen anderen Port.",
    refused:
      "Der Server lauscht nicht an Port {{port}} und sagt nicht, warum. Wählen Sie einen anderen Port, oder sehen Sie in sein SSH-Protokoll.",
    lost: "Die Verbindung brach ab, bevor der Server für Port {{port}} geantwortet hat.",
  },
  device: {
    refused:
      "{{address}} lehnt Verbindungen zu Port {{port}} ab. Prüfen Sie, ob der Dienst im Gerät eingeschaltet ist.",
    silent: "{{address}} antwortet nicht an Port {{port}}. Prüfen Sie, ob das Gerät an ist und diese Adresse hat.",
  },
};
