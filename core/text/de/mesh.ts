import type * as english from "../en/mesh.ts";

export const mesh: typeof english.mesh = {
  finding: {
    "no-rights": {
      title: "{{product}} läuft auf diesem Laptop, zeigt seinen Zustand aber nur Administratoren",
      todo: "Starten Sie Farsite einmal mit Administratorrechten, um zu sehen, ob es verbunden ist, oder sehen Sie in {{product}} selbst nach.",
    },
    "not-running": {
      title: "{{product}} ist auf diesem Laptop installiert, aber sein Dienst läuft nicht",
      todo: "Starten Sie den Dienst von {{product}}, oder starten Sie den Laptop neu.",
    },
    "not-understood": {
      title: "{{product}} ist auf diesem Laptop installiert, sagt aber nichts, was Farsite lesen kann",
      todo: "Aktualisieren Sie {{product}} und sehen Sie dann noch einmal nach.",
    },
    "key-expired": {
      title:
        "Der {{product}}-Schlüssel dieses Laptops ist am {{date, datetime(timeZone: UTC; dateStyle: long)}} abgelaufen",
      todo: "Melden Sie sich neu bei {{product}} an. Eine Box im Objekt, der das passiert, fehlt im Mesh, bis jemand vor ihr steht.",
    },
    "needs-login": {
      title: "{{product}} ist nicht angemeldet",
      todo: "Melden Sie sich auf diesem Laptop bei {{product}} an.",
    },
    "needs-approval": {
      title: "{{product}} wartet auf die Freigabe durch den Administrator",
      todo: "Lassen Sie diesen Laptop auf der Verwaltungsseite von {{product}} zu.",
    },
    stopped: {
      title: "{{product}} ist installiert und ausgeschaltet",
      todo: "Nichts, außer Sie wollen damit ein Objekt erreichen: Schalten Sie es dann ein.",
    },
    offline: {
      title: "{{product}} läuft, erreicht aber keinen seiner Server",
      todo: "Vielleicht sperrt es das Netz hier. Probieren Sie den Laptop an mobilen Daten; geht es dort, bitten Sie um ausgehendes UDP und TCP 443.",
    },
    "exit-node": {
      title: "{{product}} schickt allen Verkehr dieses Laptops durch einen anderen Computer ({{name}})",
      todo: "Schalten Sie den Exit Node aus und prüfen Sie neu: Bis dahin beschreibt jede Antwort den Anschluss jenes Computers, nicht diesen.",
    },
    "not-approved": {
      title: "{{product}}: {{prefixes}} wird angeboten, ist aber nicht freigegeben",
      todo: "Geben Sie die Route auf der Verwaltungsseite frei, oder in den Zugriffsregeln durch autoApprovers. Vorher erreicht niemand die Geräte des Objekts.",
    },
    "forwarding-off": {
      title: "Dieser Computer bietet {{product}} sein Netz an, leitet aber keine Pakete weiter",
      todo: "Schalten Sie IP-Forwarding ein (net.ipv4.ip_forward = 1); die Befehle der Einrichtung tun es auf Dauer.",
    },
    "key-expires": {
      title:
        "Der {{product}}-Schlüssel dieses Computers läuft am {{date, datetime(timeZone: UTC; dateStyle: long)}} ab",
      todo: "Eine Box, die das Netz eines Objekts anbietet, fällt an dem Tag wortlos heraus. Geben Sie ihr ein Tag, oder schalten Sie den Ablauf für sie auf der Verwaltungsseite aus.",
    },
    "overlaps-lan": {
      title: "{{prefix}} hinter {{name}} überschneidet sich mit dem Netz, in dem dieser Laptop ist ({{own}})",
      todo: "Von hier spricht der Laptop mit seinem eigenen Netz statt mit dem des Objekts. Nehmen Sie mobile Daten, oder geben Sie dem Objekt in {{product}} andere Adressen.",
    },
    "overlaps-site": {
      title: "{{prefix}} ist auch das Netz eines anderen Objekts: {{site}}",
      todo: "{{product}} kann nur eines davon erreichen. Geben Sie jedem Objekt eigene Adressen im Mesh.",
    },
    "overlaps-peer": {
      title: "{{name}} und {{other}} bieten beide {{prefix}} an",
      todo: "Nur einer davon bekommt die Pakete. Gut so, wenn der zweite ein Ersatz im selben Objekt ist; sind es zwei Objekte, geben Sie jedem in {{product}} eigene Adressen.",
    },
    "routes-not-accepted": {
      title: "Dieser Laptop benutzt die Netze nicht, die {{product}} anbietet ({{prefixes}})",
      todo: "Unter Linux muss das eingeschaltet werden: sudo tailscale set --accept-routes",
    },
    "tcp-only": {
      title: "{{product}} bekommt kein UDP hinaus und schickt alles über seine langsamen Relays",
      todo: "Video wird ruckeln. Bitten Sie um ausgehendes UDP, oder nehmen Sie einen Weg über TCP 443 (SSH-Relay).",
    },
    relayed: {
      title_one: "{{product}} erreicht {{count}} Computer über ein Relay: {{names}}",
      title_other: "{{product}} erreicht {{count}} Computer über Relays: {{names}}",
      todo: "Genug für Einstellungen und Bilder, meist nicht für mehrere Live-Streams. Ein offener UDP-Port an einem Ende macht den Weg direkt.",
    },
  },
  relay: {
    tailscale: "Ohne direkten Weg leitet Tailscale über seine DERP-Server (TCP 443): Das geht, geteilt und langsam.",
    zerotier: "Ohne direkten Weg leitet ZeroTier über seine Root-Server: Das geht und ist zu langsam für Live-Video.",
    netbird:
      "Ohne direkten Weg leitet NetBird über seine Relay-Server: Das geht, und deren Tempo teilen Sie mit anderen.",
  },
  "open-port":
    "Öffnen Sie an einem Ende UDP {{port}} zur Box, im Router oder durch UPnP; dann geht {{product}} bei jedem Paar direkt.",
  setup: {
    "not-possible": {
      windows:
        "{{product}} unter Windows leitet Pakete nicht so ins Netz eines Objekts weiter, dass es hält. Nehmen Sie eine kleine Linux-Box.",
      pfsense:
        "pfSense hat {{product}} nicht in seiner Paketverwaltung. Nehmen Sie eine kleine Linux-Box oder ein anderes VPN.",
    },
    account: {
      tailscale: "Nehmen Sie das Konto der Firma bei Tailscale, nicht das einer Person.",
      zerotier:
        "Legen Sie in der Verwaltung von ZeroTier ein Netzwerk an (oder nehmen Sie das der Firma), privat, und notieren Sie seine 16-stellige ID.",
      netbird: "Nehmen Sie das Konto der Firma bei NetBird oder ihren eigenen NetBird-Server.",
      "own-tailscale":
        "Das eigene Headscale der Firma unter {{control}} tritt an die Stelle von Tailscales Seiten. Machen Sie den Schlüssel dort auf dem Server: headscale preauthkeys create, einmal verwendbar, mit den Tags der Box.",
      "own-zerotier":
        "Legen Sie das Netz beim eigenen Controller {{control}} der Firma an, privat. Hat er eine eigene Planet-Datei, kommt sie auf die Box und auf jedes Gerät derer, die zusehen, bevor sie beitreten.",
      "own-netbird":
        "Nehmen Sie das eigene NetBird der Firma unter {{control}}; seine Seiten sind dieselben wie die von NetBird.",
    },
    key: {
      tailscale:
        "Machen Sie einen Auth-Key für diese eine Box: einmalig, nicht „ephemeral“ (solche Boxen werden gelöscht, wenn sie aus sind), mit den Tags {{tags}}. Ein mehrfach verwendbarer Schlüssel lässt in falschen Händen jeden herein. Farsite bewahrt ihn nicht auf.",
      netbird:
        "Machen Sie einen Setup-Key für diese eine Box: einmalig, nicht „ephemeral“ (solche Boxen werden gelöscht, wenn sie aus sind), mit einer Gruppe für die Boxen der Objekte. Farsite bewahrt ihn nicht auf.",
    },
    install: {
      tailscale: {
        linux: "Installieren Sie Tailscale auf der Box mit dem Befehl unten.",
        openwrt:
          "Installieren Sie Tailscale auf dem Router mit dem Befehl unten; es braucht etwa 30 MB freien Flash-Speicher.",
        windows: "Installieren Sie Tailscale von tailscale.com auf dem PC, der nie schlafen darf.",
        synology:
          "Installieren Sie Tailscale aus dem Paketzentrum und melden Sie sich für den Befehl unten per SSH an.",
        qnap: "Installieren Sie Tailscale aus dem App Center und melden Sie sich für den Befehl unten per SSH an.",
        "gl-inet":
          "Auf den Seiten des Routers: Anwendungen › Tailscale. Melden Sie sich an und schalten Sie „Allow Remote Access LAN“ ein; das bietet das Netz des Objekts an.",
        pfsense:
          "System › Package Manager: Tailscale installieren. Dann VPN › Tailscale: den Schlüssel unter Authentication, die Routen unter Advertised Routes.",
        opnsense:
          "System › Firmware › Plugins: os-tailscale installieren. Dann VPN › Tailscale: den Schlüssel unter Authentication, die Routen unter Subnets.",
      },
      zerotier: {
        linux: "Installieren Sie ZeroTier auf der Box mit dem Befehl unten.",
        openwrt: "Installieren Sie ZeroTier auf dem Router mit dem Befehl unten.",
        windows: "Installieren Sie ZeroTier von zerotier.com.",
        synology:
          "DSM 7 hat kein Paket für ZeroTier: Lassen Sie es als Container laufen (Container Manager, Image zerotier/zerotier-synology).",
        qnap: "Installieren Sie das QNAP-Paket von zerotier.com im App Center und melden Sie sich für den Befehl unten per SSH an.",
        "gl-inet":
          "Auf den Seiten des Routers: Anwendungen › ZeroTier. Tragen Sie die Netzwerk-ID ein und schalten Sie „Allow Remote Access LAN“ ein.",
        opnsense:
          "System › Firmware › Plugins: os-zerotier installieren. Dann VPN › ZeroTier: die Netzwerk-ID eintragen.",
      },
      netbird: {
        linux: "Installieren Sie NetBird auf der Box mit dem Befehl unten.",
        openwrt: "Installieren Sie NetBird auf dem Router mit dem Befehl unten.",
        windows: "Installieren Sie NetBird von netbird.io auf dem PC, der nie schlafen darf.",
        synology:
          "Lassen Sie NetBird als Container laufen (Container Manager, Image netbirdio/netbird, Host-Netzwerk, NET_ADMIN).",
        qnap: "Lassen Sie NetBird als Container laufen (Container Station, Image netbirdio/netbird, Host-Netzwerk, NET_ADMIN).",
        "gl-inet":
          "Auf den Seiten des Routers gibt es NetBird nicht: Installieren Sie es per SSH (opkg install netbird) und nehmen Sie dann den Befehl unten.",
        opnsense: "System › Firmware › Plugins: os-netbird installieren. Dann VPN › NetBird: den Setup-Key eintragen.",
      },
    },
    forwarding: "Lassen Sie die Box Pakete weiterleiten (IP-Forwarding), auf Dauer.",
    join: {
      tailscale: "Treten Sie dem Tailnet bei und bieten Sie {{routes}} an.",
      zerotier: "Treten Sie dem Netzwerk bei und notieren Sie die Adresse, die die Box bekommt.",
      netbird: "Treten Sie mit dem Setup-Key bei.",
    },
    mapped: {
      via: "Ein anderes Objekt benutzt {{own}} auch. Dieses wird als {{routes}} angeboten (4via6): Techniker rufen seine Geräte unter jenen IPv6-Adressen oder unter Namen wie 192-168-1-9-via-7.",
      box: "Ein anderes Objekt benutzt {{own}} auch. Die Box übersetzt: Geräte heißen in {{routes}} mit denselben letzten Zahlen.",
      "not-here":
        "Ein anderes Objekt benutzt {{own}} auch, und diese Plattform kann nicht selbst 1:1 übersetzen. Übersetzen Sie {{own}} in ihrer Firewall zu {{routes}} (1:1-NAT), oder nehmen Sie eine kleine Linux-Box.",
    },
    "way-back":
      "Die Geräte in {{own}} müssen den Rückweg finden: Tragen Sie im Router des Objekts eine Route zum Netz von ZeroTier ein, oder schalten Sie auf der Box Masquerading dafür ein.",
    approve: {
      tailscale:
        "Öffnen Sie auf der Seite „Machines“ die Routen der Box und geben Sie {{routes}} frei. Mit den autoApprovers der Regeln unten geschieht es von selbst.",
      zerotier:
        "In der Verwaltung von ZeroTier: Lassen Sie die Box zu und tragen Sie dann eine Managed Route für {{routes}} über die ZeroTier-Adresse der Box ein.",
      netbird:
        "Auf der Seite „Networks“: Legen Sie ein Netz mit der Ressource {{routes}} und der Box als Routing Peer an, Masquerade ein.",
      headscale:
        "Lassen Sie auf dem Headscale-Server die Box {{routes}} bringen: headscale nodes list-routes, dann headscale nodes approve-routes mit der Nummer der Box und diesen Netzen.",
    },
    access: {
      tailscale:
        "Setzen Sie die Regeln unten unter „Access controls“ ein: Techniker erreichen die Ports der Rekorder in {{routes}} und sonst nichts.",
      zerotier:
        "Setzen Sie die Regeln unten vor das letzte „accept“ der Flow Rules des Netzwerks: Nur die Ports der Rekorder in {{routes}} sind offen.",
      netbird:
        "Legen Sie eine Policy an: von der Gruppe der Techniker zur Ressource {{routes}}, TCP 80, 443, 554, 8000, 37777. Entfernen Sie die Policy „All“.",
    },
    expiry: {
      tagged:
        "Eine Box mit Tag hat keinen Schlüssel, der abläuft. Prüfen Sie es: Auf der Seite „Machines“ muss „Expiry disabled“ stehen.",
      person:
        "Ohne Tag läuft der Schlüssel der Box nach 180 Tagen ab, und das Objekt ist wortlos weg. Geben Sie ihr ein Tag; den Ablauf am Gerät einer Person auszuschalten ist das Zweitbeste.",
    },
    firewall:
      "Zum Objekt hin muss nichts geöffnet werden. Ausgehendes UDP zu jedem Port macht den Weg direkt; mit TCP 443 allein geht er über ein Relay.",
    updates: {
      "by-itself": "Lassen Sie es sich mit dem Befehl unten selbst aktualisieren.",
      "by-hand": "Schreiben Sie auf, wer die Box aktualisiert und wann: Sonst tut es niemand.",
    },
    prove: {
      tailscale:
        "Von einem Laptop anderswo: Rufen Sie ein Gerät in {{routes}} auf. Schalten Sie unter Linux vorher --accept-routes ein.",
      zerotier: "Von einem Laptop anderswo: Rufen Sie ein Gerät in {{routes}} auf.",
      netbird: "Von einem Laptop anderswo: Rufen Sie ein Gerät in {{routes}} auf.",
    },
    label: {
      access: "Zugriffsregeln",
      install: "Installieren",
      forwarding: "Pakete weiterleiten",
      join: "Beitreten",
      translate: "Adressen übersetzen",
      firewall: "Firewall",
      updates: "Aktualisierungen",
    },
  },
};
