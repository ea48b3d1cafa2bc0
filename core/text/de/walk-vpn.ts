import type * as english from "../en/walk-vpn.ts";

export const walkVpnProof: typeof english.walkVpnProof = {
  target: "{{name}}: {{address}}, Port {{port}}",
  field: {
    targets: "Was antworten soll",
    address: "Adresse eines anderen Geräts",
    port: "Sein Port",
    login: "Den Stream mit diesem Zugang abspielen",
    notProven: "Warum es nicht bewiesen ist",
  },
  hint: {
    targets: "Ein Stream beweist mehr als eine Seite",
    address: "Wie das Gerät im Objekt heißt, zum Beispiel 192.168.1.64",
    login: "Ohne Zugang fragt Farsite nur, ob es einen Stream gibt, und spielt keinen ab",
    notProven: "Nur wenn Sie hier ohne Beweis aufhören; es steht im Bericht",
  },
  said: {
    answered: "Antwortet durch das VPN",
    "answered-in": "Antwortet durch das VPN, {{ms}} ms hin und zurück",
    connected: "Verbindet sich, sagt aber nichts",
    stranger: "Etwas anderes antwortet",
    refused: "Lehnt ab",
    silent: "Antwortet nicht",
    "not-tested": "Nicht geprüft",
  },
  notice: {
    proven: "Bewiesen am {{at, datetime(dateStyle: long)}}: Jedes gefragte Gerät hat durch das VPN geantwortet.",
    "not-proven":
      "Nicht alles, was gefragt wurde, hat durch das VPN geantwortet. Sehen Sie in dieser Reihenfolge nach:",
    "put-off":
      "Aufgeschoben. Öffnen Sie diese Anleitung wieder, wo der Laptop im VPN ist und nicht im Objekt, zum Beispiel im Büro; hier geht es weiter.",
  },
  try: {
    box: "Ist die Box oder der Router an, und steht sie auf der Seite oder dem Server des VPN als verbunden?",
    route: "Ist das Netz des Objekts dort freigegeben, und darf dieser Laptop hinein?",
    device: "Antwortet das Gerät im Objekt selbst unter dieser Adresse und diesem Port?",
    gateway:
      "Hat das Gerät den Router des Objekts als Gateway? Ohne eines antwortet es niemandem außerhalb seines eigenen Netzes.",
  },
  refused: {
    "not-proven": "Noch ist nichts bewiesen: Fragen Sie zuerst die Geräte, oder hören Sie hier mit einem Grund auf.",
    reason: "Geben Sie ein, warum es nicht bewiesen ist; es steht im Bericht.",
    "no-target": "Wählen Sie, was antworten soll, oder geben Sie eine Adresse und einen Port ein.",
    "too-many": "Höchstens {{count}} Ports auf einmal.",
    address: "Geben Sie eine Adresse im Netz des Objekts {{lan}} ein.",
    port: "Geben Sie einen Port von 1 bis 65535 ein.",
  },
  action: {
    next: "Weiter",
    prove: "Durch das VPN fragen",
    later: "Später, von anderswo",
    leave: "Ohne Beweis aufhören",
  },
};

export const walkMeshVpn: typeof english.walkMeshVpn = {
  title: {
    product: "Welches Mesh",
    forecast: "Direkt oder über ein Relay",
    site: "Box und Netz",
    addresses: "Wie das Objekt heißt",
    account: "Wessen Konto",
    box: "Die Box einrichten",
    approve: "Sie hereinlassen",
    proof: "Beweis",
    done: "Das Objekt ist im Mesh",
    undo: "Wieder wegnehmen",
  },
  lead: {
    product:
      "In einem Mesh findet jedes Gerät die anderen über einen Kontrollserver. Eine Box im Objekt bringt Rekorder und Kameras hinein; im Router wird nichts geöffnet. Welches?",
    forecast:
      "{{product}} geht direkt, wo es kann, und sonst über ein Relay. Ein Relay reicht für Einstellungen und einzelne Bilder, meist nicht für mehrere Live-Streams.",
    site: "Ein kleiner Computer, der immer an ist, wird der Weg ins Netz des Objekts. Was ist es?",
    addresses: "Jedes Objekt braucht im Mesh ein eigenes Netz. Zwei mit demselben lassen sich nicht auseinanderhalten.",
    account:
      "Wem das Konto gehört, der entscheidet, wer hereinkommt, und zahlt. Was hier falsch ist, kostet eine Fahrt zum Objekt.",
    box: "Tun Sie das auf der Box, in dieser Reihenfolge. Schlüssel werden dort eingegeben, nie in Farsite.",
    approve:
      "Das Mesh kennt die Box jetzt, leitet aber nichts weiter, bevor ein Administrator das Netz des Objekts freigibt.",
    proof:
      "Nur ein Gerät, das durch {{product}} antwortet, beweist, dass es geht. Der Laptop muss im Mesh sein und nicht im Netz des Objekts.",
    done: "Das Objekt ist über {{product}} erreichbar, und Geräte haben durch es geantwortet.",
    "done-not-proven": "Die Box des Objekts ist in {{product}}. Dass seine Geräte antworten, ist nicht bewiesen.",
    undo: "Die Box war schon eingerichtet. Das kann Farsite nicht zurücknehmen; tun Sie es dort, oder sagen Sie, dass sie bleibt.",
  },
  server: {
    tailscale: "Tailscale: was es kostet und wer seinen Kontrollserver betreibt",
    zerotier: "ZeroTier: was es kostet und wer seinen Kontrollserver betreibt",
    netbird: "NetBird: was es kostet und wer seinen Kontrollserver betreibt",
  },
  about: {
    tailscale:
      "Am ausgereiftesten, auf jeder Plattform. Objekte mit demselben Netz werden durch Nummern getrennt (4via6). Nur der Kontrollserver gehört der Firma Tailscale; was hindurchgeht, ist von Ende zu Ende verschlüsselt.",
    zerotier:
      "Arbeitet wie ein großer Switch. Eine Box mit Linux oder OpenWrt kann Netze übersetzen, die es zweimal gibt. Was hindurchgeht, ist von Ende zu Ende verschlüsselt.",
    netbird:
      "WireGuard mit einem offenen Kontrollserver, der auf einer eigenen Maschine laufen kann. Was hindurchgeht, ist von Ende zu Ende verschlüsselt.",
  },
  price: {
    month:
      "{{de}}: {{amount, number(style: currency)}} im Monat (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    year: "{{de}}: {{amount, number(style: currency)}} im Jahr (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    once: "{{de}}: einmalig {{amount, number(style: currency)}} (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    "stream-month":
      "{{de}}: {{amount, number(style: currency)}} im Monat je Stream (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    "viewer-month":
      "{{de}}: {{amount, number(style: currency)}} im Monat je Person (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    hour: "{{de}}: {{amount, number(style: currency)}} je Stunde (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
  },
  end: { office: "Vom Büro- oder Heimanschluss", mobile: "Von mobilen Daten" },
  rests: {
    check: "Das beruht auf der Prüfung dieses Objekts vom {{date, datetime(timeZone: UTC; dateStyle: long)}}.",
    nothing:
      "Keine Prüfung hat diesen Anschluss gemessen, darum ist das nur, was üblich ist. Prüfen Sie zuerst das Objekt.",
    mapping: "Hier gemessen: Der ausgehende Port ist $t(natBehaviour.mapping.{{mapping}}).",
    unknown: "Diese Prüfung konnte nicht sagen, wie der Anschluss seine ausgehenden Ports wählt.",
    "other-ends":
      "Die anderen Enden sind nicht gemessen: Ein Büro gilt als üblicher Router, mobile Daten als ein Netz, das für jedes Ziel einen anderen Port nimmt. Eine Probe misst beide.",
  },
  direct: { yes: "Direkt", no: "Über ein Relay", maybe: "Nicht sicher" },
  odds: "{{probes, number}} Versuche ({{seconds, number}} s): {{percent, number}} %",
  called: {
    own: "Mit seinen eigenen Adressen ({{lan}})",
    "own-not-possible": "Ein anderes Objekt heißt in diesem Mesh schon so",
    mapped: "Mit Adressen, die kein anderes Objekt hat",
    "mapped-tailscale": "Mit einer Objektnummer (4via6): Die Geräte bekommen IPv6-Adressen und Namen",
    "mapped-other": "Mit einem anderen Netz gleicher Größe, das die Box eins zu eins übersetzt",
  },
  "called-example": "{{name}} (die ersten vier Zahlen sind die Adresse des Geräts)",
  owner: { firm: "Das Konto der Firma", customer: "Das Konto des Kunden" },
  "owner-hint": {
    firm: "Sie lassen Leute herein und hinaus; endet der Vertrag, zieht das Objekt in ein anderes Konto um",
    customer: "Der Kunde lässt Sie herein und kann das beenden; endet der Vertrag, zieht nichts um",
  },
  identity: { machine: "Eine Maschine, durch ein Tag", person: "Eine Person, die sich auf ihr anmeldet" },
  "identity-hint": {
    machine: "Ihr Schlüssel läuft nicht ab, und sie bleibt, wenn jemand die Firma verlässt",
    person: "Ihr Schlüssel läuft nach 180 Tagen ab, dann ist das Objekt wortlos weg",
  },
  seen: {
    running: "{{product}} läuft auf diesem Laptop.",
    stopped: "{{product}} ist auf diesem Laptop und läuft nicht.",
    "needs-login": "{{product}} ist auf diesem Laptop, und niemand ist angemeldet.",
    "not-installed": "{{product}} ist nicht auf diesem Laptop. Sehen Sie stattdessen auf seiner Verwaltungsseite nach.",
    "no-rights": "{{product}} zeigt seinen Zustand auf diesem Laptop nur Administratoren.",
  },
  outcome: { proven: "Bewiesen", "not-proven": "Nicht bewiesen", "put-off": "Aufgeschoben" },
  "key-stays": "Läuft nicht ab",
  "key-until": "Läuft am {{date, datetime(timeZone: UTC; dateStyle: long)}} ab",
  refused: {
    offline:
      "Bei der Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} hatte dieses Objekt kein Internet, und ohne das kommt kein Mesh zustande. Bringen Sie den Anschluss in Gang und prüfen Sie noch einmal.",
    lan: "Das ist kein Netz eines Objekts. Geben Sie es mit seiner Länge ein, zum Beispiel 192.168.1.0/24.",
    "in-mesh":
      "{{name}} heißt in {{product}} schon {{lan}}. Nennen Sie dieses Objekt anders, sonst ist nur eines davon erreichbar.",
    "site-number": "Die Nummer eines Objekts ist eine ganze Zahl von 0 bis {{most, number(useGrouping: false)}}.",
    "site-number-taken":
      "Ein anderes Objekt der Firma hat oder hatte die Nummer {{number, number(useGrouping: false)}}. Nehmen Sie eine andere.",
    control:
      "Geben Sie den Kontrollserver als https:// und Namen ein, etwa https://mesh.example.com, und nichts dahinter.",
    traps:
      "Gehen Sie die Liste durch und bestätigen Sie jeden Punkt: Was am Schlüssel falsch ist, zeigt sich erst nach Wochen.",
    "not-approved":
      "Geben Sie zuerst das Netz des Objekts auf der Verwaltungsseite frei; vorher erreicht niemand die Geräte.",
    expires: "Sehen Sie auf der Seite Machines nach: Ohne „Expiry disabled“ fällt die Box nach 180 Tagen heraus.",
    "expiry-day":
      "Geben Sie den Tag ein, an dem der Schlüssel abläuft, wie ihn die Seite Machines zeigt; er liegt in der Zukunft.",
  },
  field: {
    control: "Eigener Kontrollserver",
    product: "Produkt",
    platform: "Was die Box ist",
    lan: "Netz des Objekts",
    called: "Das Objekt heißt",
    siteNumber: "Objektnummer",
    mapped: "Anderes Netz",
    owner: "Konto",
    name: "Name des Kontos oder Netzes",
    identity: "Die Box meldet sich an als",
    "single-use": "Der Schlüssel ist für diese eine Box (einmalig, nicht wiederverwendbar)",
    "not-ephemeral": "Der Schlüssel ist nicht „ephemeral“: Eine Box, die eine Stunde aus ist, bleibt Mitglied",
    private: "Das Netz ist privat: Niemand kommt ohne Freigabe hinein",
    routesApproved: "Das Netz des Objekts ist auf der Verwaltungsseite freigegeben",
    expiryOff: "Auf der Seite Machines steht bei der Box „Expiry disabled“",
    keyExpires: "Der Schlüssel der Box läuft ab am",
    nextReview: "Wieder nachsehen am",
  },
  hint: {
    control: "Nur bei eigenem Headscale, NetBird-Server oder ZeroTier-Controller: https://mesh.example.com",
    lan: "Mit seiner Länge, zum Beispiel 192.168.1.0/24",
    siteNumber: "Nur für Adressen, die kein anderes Objekt hat; kein anderes Objekt der Firma darf diese Nummer haben",
    mapped:
      "Nur für Adressen, die kein anderes Objekt hat: so groß wie das Netz des Objekts. Farsite schlägt ein freies vor",
    name: "Damit der nächste Techniker es findet; nie ein Passwort oder Schlüssel",
    keyExpires: "Wie ihn die Seite Machines zeigt",
    nextReview: "Bei einem Schlüssel, der abläuft: einen Monat vorher",
  },
  fact: {
    control: "Kontrollserver",
    lan: "Netz des Objekts",
    called: "Im Mesh",
    example: "Name eines Geräts",
    account: "Konto",
    key: "Schlüssel der Box",
  },
  notice: {
    "ipv6-here": "Dieser Anschluss hat IPv6. Hat es das andere Ende auch, ist der Weg direkt, was die Router auch tun.",
    "lan-unseen":
      "Keine Prüfung hat das Netz des Objekts gesehen. Sehen Sie in den Netzwerkeinstellungen eines Geräts nach: Adresse und Maske.",
    "in-mesh": "In {{product}} heißt schon {{lan}}: {{names}}. Dieses Objekt muss anders heißen.",
    alike: "{{lan}} ist auch das Netz von: {{names}}. Nennen Sie dieses anders, bevor beide im Mesh sind.",
    unique: "Kein anderes Objekt der Firma hat {{lan}}.",
    "factory-lan":
      "Router kommen mit {{lan}} aus der Fabrik. Wer zu Hause dasselbe hat, erreicht das Objekt von dort nicht mit seinen eigenen Adressen.",
    "keys-stay-out": "Farsite fragt nach keinem Schlüssel und behält keinen.",
    unfit: "Die Werte dieser Anleitung passen in keinen Befehl. Gehen Sie zum Netz des Objekts zurück.",
    "without-proof": "Nicht bewiesen: {{reason}}",
    over: "Der Weg ist jetzt {{product}}.",
  },
  do: {
    proof: {
      elsewhere: "Nehmen Sie den Laptop aus dem Netz des Objekts: mobile Daten oder das Büro.",
      join: "Melden Sie sich auf dem Laptop bei {{product}} an.",
    },
    done: {
      people:
        "Installieren Sie {{product}} auf allem, was zusehen soll, und lassen Sie jede Person mit einem eigenen Konto herein.",
      keys: "Löschen Sie den Schlüssel, mit dem die Box beigetreten ist, wenn die Verwaltungsseite ihn noch zeigt.",
      firm: "Schreiben Sie in den Vertrag, dass das Objekt übernommen werden kann: Mit einem Befehl tritt die Box dem Konto des Kunden bei.",
      customer:
        "Lassen Sie sich vom Kunden zum Administrator oder Mitglied machen, und zeigen Sie ihm, wie er das beendet.",
      updates:
        "Vereinbaren Sie, wer die Box aktualisiert. Eine, um die sich niemand kümmert, ist die schwächste Stelle des Objekts.",
    },
    undo: {
      remove: "Melden Sie {{product}} auf der Box ab und entfernen Sie es.",
      "page-tailscale": "Löschen Sie die Box auf der Seite Machines; ihre Routen gehen mit.",
      "page-zerotier": "Löschen Sie in der Verwaltung von ZeroTier die Box und ihre Managed Route.",
      "page-netbird": "Löschen Sie die Box unter Peers und das Netz des Objekts unter Networks.",
      rules: "Nehmen Sie das Objekt aus den Zugriffsregeln.",
      keys: "Widerrufen Sie den Schlüssel, mit dem sie beigetreten ist.",
    },
  },
  action: {
    next: "Weiter",
    check: "Anschluss prüfen",
    "is-set-up": "Die Box ist eingerichtet",
    look: "{{product}} auf diesem Laptop ansehen",
    finish: "Abschließen",
    undone: "Alles ist weggenommen",
    left: "Es bleibt dort",
  },
};
