import type { walkOwnRelay as enOwnRelay, walkThrough as enThrough } from "../en/walk-relay.ts";

/** Ein Test durch ein Relay, wie die Wege dorthin von ihm erzählen. */
export const walkThrough: typeof enThrough = {
  fact: {
    answer: "{{address}}, Port {{port}}",
    rtt: "Hin und zurück, Port {{port}}",
    stream: "Stream, Port {{port}}",
    reconnect: "Nach einer Trennung, Port {{port}}",
  },
  outcome: {
    answered: "Das Gerät hat geantwortet",
    connected: "Der Weg ist offen, und dahinter antwortet niemand",
    stranger: "Etwas anderes hat geantwortet",
    weak: "Etwas hat geantwortet; ob es das Gerät ist, zeigte sich nicht",
    refused: "Abgewiesen",
    silent: "Keine Antwort",
    "not-tested": "Nicht getestet",
  },
  ms: "{{ms, number}} ms",
  mbps: "{{mbps, number}} Mbit/s",
  "mbps-of": "{{mbps, number}} Mbit/s; gewünscht: {{wanted, number}}",
  back: "Nach {{seconds, number}} s wieder da",
  "stayed-away": "Nach {{seconds, number}} s nicht wieder da",
};

/** Ein Relay auf dem eigenen Server der Firma. */
export const walkOwnRelay: typeof enOwnRelay = {
  title: {
    server: "Welcher Server",
    reach: "Lässt er uns hinein",
    devices: "Was erreicht werden soll",
    access: "Wer es erreichen darf",
    risks: "Wessen Risiko es ist",
    keys: "Der Tunnel und sein Schlüssel",
    "roll-out": "Dem Server Bescheid sagen",
    live: "Von diesem Laptop aus probieren",
    agent: "Eine Box, die bleibt",
    up: "Steht der Tunnel der Box",
    proof: "Nachweis durch den Tunnel",
    done: "Übergabe",
    closing: "Wird wieder beendet",
    left: "Was zu tun bleibt",
  },
  lead: {
    server:
      "Das Objekt hält eine Verbindung zu einem Server Ihrer Firma offen, und seine Geräte werden dort erreicht. Von einem nahen Server kommen Bilder schneller.",
    "no-server":
      "Ein Relay braucht einen Server Ihrer Firma im Internet, auf dem das SSH-Relay eingeschaltet ist. Dieser Laptop kennt noch keinen.",
    reach:
      "Farsite meldet sich von hier aus bei {{name}} an, so wie später die Box des Objekts ihn von hier aus anruft.",
    devices:
      "Wählen Sie, was von außen angesehen werden soll, und nicht mehr. Der Tunnel trägt TCP: Streams, Webseiten und Apps der Hersteller.",
    access:
      "Ohne Haken erreicht einen Port nur, wer sich am Server anmelden kann. Mit Haken kann ihn das ganze Internet probieren.",
    risks_one: "{{count}} Risiko muss ein Mensch annehmen, bevor dies für alle offen ist.",
    risks_other: "{{count}} Risiken muss ein Mensch annehmen, bevor dies für alle offen ist.",
    "risks-settled": "Alles, was anzunehmen war, ist angenommen.",
    keys: {
      ssh: "Farsite schreibt den Tunnel in die Aufnahme und erzeugt einen Schlüssel für dieses Objekt. Auf {{name}} kann er diese Ports öffnen und sonst nichts.",
      frp: "Farsite schreibt den Tunnel in die Aufnahme. frp hat ein Token für alle Objekte von {{name}}; es steht in den Dateien.",
    },
    "roll-out": {
      ssh: "Farsite gibt {{name}} den Schlüssel dieses Objekts. Es noch einmal zu tun schadet nicht.",
      frp: "Farsite lässt {{name}} frp diese Ports öffnen. Alle seine Tunnel über frp sind für einige Sekunden weg.",
    },
    "roll-out-by-hand": {
      ssh: "Von hier aus kann {{name}} nicht unterrichtet werden; ein Mensch mit Zugang trägt den Schlüssel ein.",
      frp: "Von hier aus lässt sich {{name}} nicht sagen, dass frp diese Ports öffnen darf: Ein Mensch mit Zugang sagt es ihm.",
    },
    told: "{{name}} kennt den Tunnel dieses Objekts.",
    live: "Bevor etwas installiert wird, öffnet dieser Laptop den Tunnel selbst. Farsite fragt dann die Geräte von der anderen Seite, misst, trennt die Verbindung und wartet, bis sie wieder da ist.",
    "live-good":
      "Von hier aus geht es. Jetzt braucht es eine Box, die bleibt: Der Tunnel dieses Laptops wird geschlossen, wenn Sie weitergehen.",
    agent: "Etwas im Objekt muss den Tunnel offen halten, wenn dieser Laptop weg ist.",
    "agent-on": {
      linux:
        "Ein kleiner Linux-Rechner. systemd startet den Tunnel mit dem Rechner und jedes Mal neu, wenn er abreißt.",
      openwrt:
        "Ein Router mit OpenWrt. Seine eigene Dienstverwaltung startet den Tunnel, und jedes Mal neu, wenn er abreißt.",
      windows:
        "Ein Windows-Rechner, der nie ausgeschaltet wird. Eine Aufgabe startet den Tunnel mit Windows, bevor sich jemand anmeldet.",
      other:
        "Jedes Gerät mit einem OpenSSH-Client kann es, wenn es den Befehl von selbst startet und jedes Mal neu, wenn er endet.",
    },
    up: "Farsite fragt {{name}}, ob die Box des Objekts ihre Ports hält. Der Tunnel dieses Laptops ist geschlossen.",
    "up-good": "Die Box hält den Tunnel zu {{name}} von selbst.",
    "up-not": "{{name}} sieht noch nicht alle Ports des Objekts.",
    proof: "Noch einmal dieselben Fragen, jetzt durch die Box des Objekts.",
    "proof-good": "Die Geräte haben durch die Box des Objekts geantwortet. Der Test steht in der Aufnahme.",
    done: "So wird das Objekt von jetzt an erreicht.",
    "closing-live": "Der Tunnel dieses Laptops soll geschlossen werden.",
    "closing-server": "{{name}} soll dieses Objekt vergessen.",
    left: "Farsite hat beendet, was es konnte. Das bleibt für einen Menschen:",
  },
  do: {
    "no-server": {
      rent: "Mieten Sie einen kleinen Server (1 Prozessor, 1 GB) mit öffentlicher Adresse, nah am Objekt. Debian 12 oder neuer.",
      page: "Öffnen Sie die Seite Server, fügen Sie ihn hinzu und schalten Sie das SSH-Relay ein.",
      "set-up":
        "Geben Sie den Einrichtungstext von dort beim Anbieter als „user data“ an, oder führen Sie ihn auf dem Server aus. Warten Sie einige Minuten.",
      back: "Kommen Sie hierher zurück: Es geht weiter, wo Sie waren.",
    },
    "not-set-up": {
      page: "Öffnen Sie die Seite Server und geben Sie ihm den Einrichtungstext dieses Servers.",
      wait: "Ist das eben erst geschehen, warten Sie, bis sein erster Start durch ist, und sehen Sie dann noch einmal nach.",
    },
    compare: {
      console: "Öffnen Sie die Konsole des Servers beim Anbieter (nicht über SSH).",
      command: "Geben Sie dort ein: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub",
      same: "Vergleichen Sie alles mit dem Fingerabdruck hier. Nehmen Sie ihn nur an, wenn beide gleich sind.",
    },
    changed: {
      stop: "Machen Sie nicht weiter. An diesen Server wurde nichts gesendet.",
      console:
        "Fragen Sie, wer den Server neu eingerichtet hat, und sehen Sie seinen Fingerabdruck in der Konsole des Anbieters an.",
      page: "Nur wenn das stimmt: Öffnen Sie die Seite des Servers (Server), sehen Sie dort nach und nehmen Sie den neuen Schlüssel mit dem an, was die Konsole zeigt. Sonst sitzt womöglich jemand dazwischen.",
    },
    risks: {
      instead:
        "Oder gehen Sie zurück und überlassen Sie es denen, die sich anmelden können: Das muss niemand annehmen.",
    },
    "by-hand": {
      ssh: {
        login: "Melden Sie sich am Server an, oder schicken Sie die Datei dem, der es kann.",
        put: "Übergeben Sie die Datei: sudo farsite-apply relay-keys < relay-keys. Sie enthält die Zeilen aller Objekte dieses Laptops; auf einem Server ohne Farsites Einrichtung fügen Sie die Zeile dieses Objekts bei den authorized_keys des Relay-Kontos an.",
        check:
          "Nichts darin ist geheim. Die andere Hälfte des Schlüssels bleibt auf diesem Laptop und kommt auf die Box.",
      },
      frp: {
        login: "Melden Sie sich am Server an, oder schicken Sie die Datei dem, der es kann.",
        put: "Übergeben Sie die Datei: sudo farsite-apply frp < frp. Sie enthält die Ports aller Objekte dieses Laptops; auf einem Server ohne Farsites Einrichtung fügen Sie die Ports dieses Objekts in seiner frps.toml zu allowPorts hinzu und starten frps neu.",
        check: "Nichts darin ist geheim. Das Token von frp hat der Server schon.",
      },
    },
    live: {
      site: "Seien Sie im Objekt, mit diesem Laptop im Netz der Geräte.",
      stay: "Lassen Sie den Laptop wach, bis die Zahlen da sind. Das dauert bis zu zwei Minuten.",
    },
    agent: {
      ssh: {
        files:
          "Speichern Sie die Dateien unten, oder das ganze Paket für einen USB-Stick. Sie enthalten den Schlüssel dieses Objekts: Übergeben Sie sie persönlich, nie per Mail.",
        linux:
          "Kopieren Sie sie auf die Box, wie ihre Namen es sagen, und führen Sie das Installationsskript mit sudo aus.",
        openwrt: "Kopieren Sie sie mit SCP auf den Router und führen Sie dort das Installationsskript aus.",
        windows:
          "Kopieren Sie den Ordner auf den Rechner und führen Sie das Installationsskript als Administrator aus.",
        other:
          "Richten Sie den ssh-Befehl aus den Dateien so ein, dass er von selbst startet. Lesen darf den Schlüssel nur dieses Konto.",
      },
      frp: {
        files:
          "Speichern Sie die Dateien unten und holen Sie das Programm frpc für die Box. Die Dateien enthalten das Token aller Objekte dieses Servers: Übergeben Sie sie persönlich, nie per Mail.",
        linux:
          "Legen Sie das Programm und die Dateien in einen Ordner auf der Box und führen Sie das Installationsskript mit sudo aus.",
        openwrt:
          "Installieren Sie das Paket frpc, kopieren Sie die Dateien per SCP auf den Router und führen Sie dort das Skript enable.sh aus.",
        windows:
          "Legen Sie frpc.exe und die Dateien in einen Ordner auf dem Rechner und führen Sie das Installationsskript als Administrator aus.",
        other:
          "Lassen Sie das Gerät frpc -c frpc.toml von selbst starten, und jedes Mal neu, wenn es endet. server.pem muss dort liegen, wo frpc.toml es sagt.",
      },
      power: "Geben Sie der Box Strom, der nicht mit dem Licht ausgeht, am besten hinter der USV des Rekorders.",
      address: "Sorgen Sie dafür, dass die Geräte ihre Adressen behalten: fest im Gerät, oder im Router reserviert.",
    },
    up: {
      runs: "Ist die Box an, und läuft ihr Dienst? Unter Linux: systemctl status 'farsite*'",
      internet: "Hat die Box selbst Internet: Erreicht sie den Namen des Servers?",
      clock: "Geht ihre Uhr richtig?",
      log: "Was sagt ihr Protokoll? „Permission denied“: Sie hat einen anderen Schlüssel. „remote port forwarding failed“: Der Port ist noch belegt, warten Sie eine Minute.",
      ports: "Hat sie die Dateien dieses Tunnels bekommen, und keine älteren?",
    },
    done: {
      app: "Tragen Sie in der App oder im Player den Namen des Servers und den Port von oben anstelle der Angaben des Geräts ein.",
      login:
        "Für das, was hinter der Anmeldung liegt: Führen Sie den Befehl aus und öffnen Sie dann den Port auf dem eigenen Rechner (127.0.0.1).",
      box: "Zeigen Sie dem Kunden die Box: Ist sie ausgesteckt, wird von außen nichts erreicht.",
      whose:
        "Schreiben Sie in den Vertrag, wem der Server gehört, wer ihn bezahlt und was am Ende des Vertrags geschieht.",
      end: "Um es zu beenden: Nehmen Sie den Tunnel auf der Seite dieses Objekts weg und führen Sie das Deinstallationsskript der Box aus.",
    },
  },
  fact: {
    fingerprint: "Fingerabdruck des Serverschlüssels",
    port: "Es geht um",
    "public-key": "Öffentlicher Schlüssel dieses Objekts",
    server: "Server",
  },
  action: {
    next: "Weiter",
    measure: "Welcher ist am nächsten?",
    look: "Jetzt nachsehen",
    "look-again": "Noch einmal nachsehen",
    trust: "Er ist gleich: Schlüssel annehmen",
    accept: "Dieses Risiko annehmen",
    make: "Den Schlüssel des Tunnels erzeugen",
    apply: "Dem Server Bescheid sagen",
    "told-by-hand": "Der Server kennt ihn",
    try: "Jetzt von diesem Laptop aus probieren",
    "try-again": "Noch einmal probieren",
    "other-ports": "Einen anderen Port nehmen",
    "skip-trial": "Ohne Versuch weiter",
    prove: "Durch den Tunnel testen",
    "prove-again": "Noch einmal testen",
    "not-proven": "Ohne Nachweis lassen",
    installed: "Sie ist installiert",
    "other-platform": "Eine andere Art von Box",
    "prove-anyway": "Trotzdem testen",
    finish: "Abschließen",
    "try-closing": "Jetzt beenden",
    "leave-closing": "Lassen, ich kümmere mich darum",
    end: "Notiert, beenden",
  },
  confirm: {
    "by-hand": "Nur wenn es wirklich jemand am Server eingetragen hat. Sonst kommt nichts durch.",
  },
  notice: {
    "none-measured": "Keiner der Server hat geantwortet. Prüfen Sie das Internet hier, und ob sie laufen.",
    "server-gone":
      "Dieser Laptop kennt den Server nicht. Nehmen Sie ihn auf der Seite Server aus der Datei eines Kollegen auf.",
    "not-set-up":
      "{{name}} lässt Farsite hinein, hat aber noch keine Einrichtung von Farsite oder ist noch damit beschäftigt.",
    "by-hand":
      "Sie können ohne weitermachen: Der Schlüssel wird dann von Hand eingetragen, und die Tests am Ende brauchen einen Laptop, der sich anmelden kann.",
    reached: "Farsite wurde eingelassen, an Port {{port}}.",
    "other-port":
      "Port {{blocked}} ist von hier aus gesperrt, Port {{port}} ist offen. Das ist in Ordnung: Die Box probiert beide.",
    "no-devices": "Es ist noch kein Gerät bekannt. Starten Sie eine Gerätesuche, oder geben Sie eine Adresse ein.",
    login: "Anmelden heißt: mit SSH am Server Ihrer Firma. Apps von Kunden können das nicht, Techniker schon.",
    live: "Dieser Laptop hält den Tunnel jetzt offen. Er schließt sich, wenn Sie diesen Schritt verlassen.",
    "stayed-away":
      "Absichtlich getrennt, kam er nicht rechtzeitig wieder; wer zusieht, säße vor einem schwarzen Bild. Testen Sie noch einmal; bleibt er wieder weg, sehen Sie auf der Seite des Servers nach, ob der Server den Port noch hält.",
    "cut-untried": "Ob er nach einer Trennung wiederkommt, wurde nicht versucht.",
    "record-gone":
      "Der Test steht in der Aufnahme, gehört aber nicht mehr zu den letzten. Testen Sie noch einmal, um ihn hier zu sehen.",
    "frp-untried":
      "Den frp-Tunnel hat Farsite nicht selbst ausprobiert: Es schreibt nur die Dateien. Was zählt, ist der Test am Ende.",
    "laptop-leaves": "Der Versuch von diesem Laptop ist vorbei: Bis die Box läuft, wird von außen nichts erreicht.",
    "up-unknown": "{{name}} konnte nicht gefragt werden.",
    up_one: "{{name}} sieht {{count}} Port des Objekts, und dieser Laptop hat nichts damit zu tun.",
    up_other: "{{name}} sieht {{count}} Ports des Objekts, und dieser Laptop hat nichts damit zu tun.",
    missing: "Nicht vom Objekt gehalten: {{ports}}",
    "not-open": "Gehalten, aber nicht für alle: {{ports}}. Die Box hat ältere Dateien: Geben Sie ihr die neuen.",
    proven: "Nachgewiesen: Die Geräte haben durch die Box des Objekts geantwortet.",
    "not-proven":
      "Nicht nachgewiesen: Niemand hat bisher gezeigt, dass die Geräte durch die Box des Objekts antworten.",
    reason: "Grund: {{reason}}",
    "for-everyone":
      "Einige Ports stehen dem ganzen Internet offen. Halten Sie die Software der Geräte aktuell und ihre Passwörter lang.",
    "still-lets-in": "Bis {{name}} Bescheid weiß, lässt er dieses Objekt noch ein.",
  },
  "server-at": "{{where}}: {{ms, number}} ms",
  "device-at": "{{address}}, Port {{port}}",
  port: {
    stream: "{{name}}: Videostream, Port {{port}}",
    web: "{{name}}: Webseite, Port {{port}}",
    app: "{{name}}: App des Herstellers, Port {{port}}",
  },
  use: { stream: "Videostream (RTSP)", web: "Webseite", app: "App des Herstellers" },
  at: {
    server: "Port {{port}} von {{host}}, nach der Anmeldung dort",
    everyone: "{{host}}:{{port}}, für alle im Internet",
  },
  carrier: { ssh: "SSH (empfohlen)", frp: "frp" },
  "carrier-hint": {
    ssh: "Farsite kann es gleich ausprobieren, und Ports können hinter der Anmeldung bleiben",
    frp: "Nur Dateien, von Farsite nicht vorher ausprobiert; jeder Port steht dem ganzen Internet offen",
  },
  "no-login": "Keiner: fragen, ohne einen Stream zu spielen",
  platform: {
    linux: "Linux-Rechner",
    openwrt: "Router mit OpenWrt",
    windows: "Windows-Rechner",
    other: "Etwas anderes",
  },
  "platform-hint": {
    linux: "Raspberry Pi, Mini-PC, NAS mit systemd",
    openwrt: "GL.iNet und andere",
    windows: "Windows 10 oder 11 mit OpenSSH",
    other: "Alles mit einem OpenSSH-Client",
  },
  left: {
    live: "Der Tunnel dieses Laptops ist womöglich noch offen: Schließen Sie Farsite, dann endet er.",
    server:
      "{{name}} kennt den Schlüssel dieses Objekts noch: Bringen Sie ihn auf der Seite Server auf den neuesten Stand.",
    "by-hand": {
      ssh: "Nehmen Sie die Zeile dieses Objekts auf {{name}} wieder weg, wo sie von Hand eingetragen wurde.",
      frp: "Nehmen Sie die Ports dieses Objekts auf {{name}} wieder aus frp heraus, wo sie von Hand eingetragen wurden.",
    },
    agent: "Nehmen Sie den Tunnel von der Box im Objekt: Ihr Deinstallationsskript tut es.",
  },
  outcome: {
    ports_one: "{{count}} Port",
    ports_other: "{{count}} Ports",
    "by-hand": "Von Hand",
    told: "Er kennt den Schlüssel",
    "not-proven": "Nicht nachgewiesen",
  },
  refused: {
    offline:
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: medium)}} fand hier kein Internet. Ohne das kommt nichts hinaus: Bringen Sie den Anschluss in Ordnung und prüfen Sie noch einmal.",
    server:
      "Dieser Laptop kennt den Server nicht. Nehmen Sie ihn auf der Seite Server auf, oder wählen Sie einen anderen.",
    "still-at-server":
      "Der vorher gewählte Server kennt diesen Tunnel noch. Brechen Sie hier ab, damit er dort weggenommen wird, und beginnen Sie neu.",
    "not-reached": "Der Server hat Farsite noch nicht eingelassen. Was zu tun ist, steht oben.",
    "key-known":
      "Von diesem Server wurde schon ein anderer Schlüssel angenommen. Er wird hier nie ersetzt: Sehen Sie auf der Seite Server nach.",
    "not-compared": "Vergleichen Sie zuerst den Fingerabdruck, und sagen Sie es.",
    port: "Ein Port ist eine ganze Zahl von 1 bis 65535.",
    "no-port": "Wählen Sie mindestens einen Port.",
    "too-many": "Ein Tunnel trägt hier höchstens {{max}} Ports. Wählen Sie, was wirklich angesehen wird.",
    address: "Das ist keine Adresse eines Geräts hier. Geben Sie eine wie 192.168.1.64 ein.",
    "range-full":
      "Im Bereich des Relays ist auf dem Server kein Port mehr frei. Vergrößern Sie den Bereich auf der Seite Server.",
    risk: "Jemand muss zuerst das Risiko annehmen, oder Sie gehen zurück und überlassen es denen, die sich anmelden können.",
    "accepted-by": "Wessen Name steht unter diesem Risiko? Geben Sie ihn ein.",
    role: "Geben Sie ein, was dieser Mensch ist: Inhaber, Leiter, Errichter.",
    reason: "Geben Sie ein, warum es angenommen wird, mit höchstens 1.000 Zeichen.",
    "not-proven":
      "Die Geräte haben nicht durch den Tunnel geantwortet. Testen Sie noch einmal, oder sagen Sie, warum es so bleibt.",
    "no-reason": "Sagen Sie in wenigen Worten, warum.",
    platform: "Wählen Sie, worauf die Box läuft.",
    "not-up": "Der Server sieht die Ports des Objekts noch nicht.",
  },
  trouble: {
    "no-key-made": "Es ist kein Schlüssel entstanden. Versuchen Sie es noch einmal.",
    "other-tunnel":
      "Der Tunnel in der Aufnahme ist nicht mehr der, der hier gezeigt wird: Jemand hat ihn geändert oder entfernt. Gehen Sie zurück und machen Sie ihn neu.",
  },
  field: {
    server: "Server",
    isCompared: "Ich habe ihn mit der Konsole des Anbieters verglichen",
    ports: "Was erreicht werden soll",
    address: "Ein anderes Gerät: seine Adresse",
    port: "Sein Port",
    use: "Wofür",
    carrier: "Durch welchen Tunnel",
    everyone: "Offen für alle im Internet",
    acceptedBy: "Angenommen von",
    role: "Rolle",
    reason: "Grund",
    account: "Zugang für den Stream",
    noTrial: "Warum es nicht probiert wird",
    noProof: "Warum der Nachweis fehlt",
    platform: "Die Box läuft auf",
  },
  hint: {
    address: "Von diesem Laptop aus gesehen, zum Beispiel 192.168.1.64",
    everyone: "Nur, was ohne Anmeldung auskommen muss, etwa die App des Herstellers auf Telefonen von Kunden",
    acceptedBy: "Der Mensch, der dafür einsteht, nicht aus Gewohnheit der Errichter",
    reason: "In seinen Worten",
    account: "Mit einem Zugang wird der Stream einige Sekunden gespielt, damit das Tempo gemessen ist",
    noTrial: "Zum Beispiel: Der Laptop ist nicht im Objekt",
    noProof: "Zum Beispiel: Die Box kommt nächste Woche",
    platform: "Es muss Tag und Nacht an sein",
  },
};
