import type * as english from "../en/walk-port-forward.ts";

export const portForward: typeof english.portForward = {
  title: {
    device: "Gerät wählen",
    preflight: "Ist es bereit?",
    backup: "Einstellungen des Routers sichern",
    uses: "Wofür?",
    ports: "Welche Ports",
    risks: "Risiken",
    method: "Wie es der Router erfährt",
    open: "Ports öffnen",
    "by-hand": "Im Router eintragen",
    outer: "Der zweite Router",
    address: "Wie es von außen zu finden ist",
    proof: "Nachweis von außen",
    done: "Fertig",
    closing: "Zurücknehmen",
    "undo-by-hand": "Aus dem Router entfernen",
  },
  action: {
    next: "Weiter",
    "try-device": "Probieren, ob es antwortet",
    reach: "Noch einmal probieren",
    changed: "Es ist geändert: noch einmal probieren",
    "ask-router": "Den Router fragen, was er anbietet",
    "ask-router-again": "Den Router noch einmal fragen",
    "skip-backup": "Ohne Sicherung weiter",
    accept: "Dieses Risiko annehmen",
    "password-changed": "Das Passwort wurde geändert: neu fragen",
    open: "Öffnen",
    "open-rest": "Die übrigen öffnen",
    "by-hand": "Stattdessen von Hand eintragen",
    "other-way": "Anders machen",
    entered_one: "Es ist eingetragen",
    entered_other: "Alle {{count}} sind eingetragen",
    "outer-entered": "Es ist im äußeren Gerät eingetragen",
    bridged: "Das äußere Gerät reicht jetzt nur durch: Leitung prüfen",
    "keep-name": "Mit diesem Namen weiter",
    "without-name": "Ohne Namen weiter",
    prove: "Von außen testen",
    look: "Den Router fragen, ob er sie noch hält",
    "open-again": "Noch einmal öffnen",
    "not-proven": "Ohne Nachweis weiter",
    finish: "Abschließen",
    close: "Noch einmal zu schließen versuchen",
    "close-by-hand": "Ich schließe ihn von Hand",
    removed: "Es ist entfernt",
    "leave-standing": {
      method: "Offen lassen und zurück",
      abandoned: "Offen lassen und aufhören",
    },
  },
  confirm: {
    "skip-backup": "Verliert der Router seine Einstellungen, hat sie niemand. Ohne Sicherung weiter?",
    "without-name": "Ändert der Anbieter die Adresse, findet niemand mehr das Gerät. Ohne Namen weiter?",
    "leave-standing": "Die Ports bleiben zum Internet offen. Die Aufnahme führt sie weiter auf. So lassen?",
  },
  field: {
    device: "Gerät",
    address: "Adresse",
    stays: "Bleibt seine Adresse gleich?",
    viewers: "Hat, wer zusieht, IPv6?",
    looked: "Haben Sie im Gerät nachgesehen?",
    anyway: "Warum weiter, obwohl es nicht antwortet?",
    uses: "Zweck",
    otherPort: "Ein anderer Port",
    otherTransport: "Des anderen Ports",
    external: "Port außen für {{transport}} {{internalPort}}",
    entered: "Eingetragener Port außen für {{transport}} {{internalPort}}",
    password: "Welches Passwort hat es?",
    acceptedBy: "Angenommen von",
    role: "Funktion",
    reason: "Grund",
    means: "Wie",
    addressKind: "Die Adresse dieser Leitung",
    hostName: "Name, der der Adresse folgt (DDNS)",
    notProven: "Warum es nicht nachgewiesen ist",
    nextReview: "Wieder ansehen am",
  },
  hint: {
    address: "Nur wenn Sie sie eintippen, statt ein Gerät zu wählen.",
    stays: "Eine Weiterleitung führt zu einer Adresse. Ändert sich die, führt sie zu niemandem oder zu etwas anderem.",
    viewers: "Die meisten Mobilfunknetze haben es, viele Büros und Hotels nicht.",
    looked:
      "In den Netzwerkeinstellungen: Das Gateway ist die Adresse des Routers, und kein Adressfilter hält Fremde ab.",
    anyway: "Zum Beispiel: Es steht in einem anderen VLAN, das der Laptop nicht erreicht.",
    otherPort: "Nur wenn Sie wissen, dass genau dieser gebraucht wird.",
    password: "Farsite probiert keine Passwörter. Fragen Sie, wer es eingerichtet hat.",
    acceptedBy: "Voller Name dessen, der dafür einsteht, meist der Kunde.",
    reason: "Steht mit dem Namen im Bericht.",
    addressKind: "Steht im Vertrag oder auf der Seite des Anbieters. Steht dort nichts, wechselt sie.",
    hostName: "Vom Dienst des Routers oder einem anderen. Bei einer Adresse, die nie wechselt, unnötig.",
    notProven: "Nur wenn Sie ohne Nachweis weitergehen. Bleibt hier und im Bericht sichtbar.",
    nextReview: "Firmware, was offen ist und wer es braucht.",
  },
  role: {
    recorder: "Rekorder",
    camera: "Kamera",
    panel: "Alarmzentrale",
    "door-station": "Türstation",
    controller: "Steuerung",
    bridge: "Umsetzer für eine serielle Leitung",
    other: "Etwas anderes",
    unknown: "Nicht bekannt, was es ist",
    "typed-in": "In die Aufnahme eingetippt",
  },
  device: {
    lead: "Der Rekorder oder die Zentrale, die von außen erreicht werden soll. Kameras sieht man über den Rekorder.",
    option: "{{name}} ({{address}})",
    typed: "Ein anderes, nach seiner Adresse",
    none: "Noch wurde kein Gerät gefunden. Suchen Sie zuerst nach Geräten, oder tippen Sie die Adresse ein.",
    camera:
      "Kameras werden nie ins Internet geöffnet: Viele haben Lücken, die nie geschlossen werden. Erreichen Sie sie über den Rekorder, ein VPN oder ein Relay.",
    "no-ipv6": "Es hat keine eigene IPv6-Adresse, die ins Internet reicht.",
  },
  before: {
    proven_one: "Eine Weiterleitung dieses Objekts ist schon von außen nachgewiesen.",
    proven_other: "{{count}} Weiterleitungen dieses Objekts sind schon von außen nachgewiesen.",
    "proven-line":
      "{{transport}} {{externalPort}} an {{address}}:{{internalPort}}, {{at, datetime(dateStyle: medium; timeStyle: short)}}",
    "double-nat":
      "Hier übersetzen zwei Router. Der Port muss in beiden geöffnet werden; besser reicht der äußere nur durch (Anleitung „Doppeltes NAT beheben“).",
    "shared-address":
      "Diese Leitung teilt ihre öffentliche Adresse. Nur manche Ports gehören ihr, und nur die werden angeboten.",
  },
  begin: {
    "not-checked": "Prüfen Sie zuerst dieses Objekt: Ob eine Weiterleitung geht, hängt von der Leitung ab.",
    cgnat: {
      seen: "Eine Weiterleitung führt hier ins Leere: Der Anbieter übersetzt (CGNAT). Der Router hat {{wan}}, das Internet sieht {{address}}, und die gehört dem Anbieter. Fragen Sie nach einer öffentlichen Adresse, oder nehmen Sie ein VPN oder Relay.",
      plain:
        "Eine Weiterleitung führt hier ins Leere: Der Anbieter übersetzt (CGNAT), und das kann am Objekt niemand ändern. Fragen Sie nach einer öffentlichen Adresse, oder nehmen Sie ein VPN oder Relay.",
    },
    "shared-none":
      "Eine Weiterleitung führt hier ins Leere: Diese Leitung teilt {{address}} mit anderen und hat keinen eigenen Port. Fragen Sie nach einer öffentlichen Adresse, oder nehmen Sie IPv6, ein VPN oder ein Relay.",
    "shared-unknown":
      "Diese Leitung teilt {{address}} mit anderen, und welche Ports ihr gehören, ist nicht bekannt. Lesen Sie sie im Router ab, oder fragen Sie den Anbieter; prüfen Sie dann neu.",
    nat64:
      "Eine Weiterleitung führt hier ins Leere: Diese Leitung hat nur IPv6, IPv4 geht durch die Übersetzung des Anbieters (NAT64). Nehmen Sie „IPv6 direkt“, ein VPN oder ein Relay.",
    offline:
      "Bei der letzten Prüfung antwortete draußen nichts. Bringen Sie zuerst die Leitung zum Laufen, und prüfen Sie dann neu.",
    firewalled:
      "Eine Weiterleitung führt hier ins Leere: Ein Test von außen an {{address}} traf nur auf Stille, obwohl der Router durchließ. Bitten Sie den Anbieter, seine Sperre für eingehende Verbindungen aufzuheben.",
    blocked:
      "Eine Weiterleitung führt hier ins Leere: Der Router hatte für einen Test einen Port offen, und von außen kam an {{address}} nichts herein. Finden Sie zuerst heraus, was sperrt: siehe Ergebnis der Prüfung.",
    unknown:
      "Was diese Leitung ist, ließ sich nicht feststellen. Machen Sie den einen Test, den das Ergebnis der Prüfung nennt, und prüfen Sie dann neu.",
    "several-boxes":
      "Hinter dem Router übersetzen noch {{count}} Geräte. Eine Weiterleitung durch alle ist brüchig: Nehmen Sie zuerst die Anleitung „Doppeltes NAT beheben“.",
  },
  preflight: {
    lead: "Läuft {{name}} ({{address}}), und kann es jemandem draußen antworten? Mit seinen Zugangsdaten fragt Farsite es nach Gateway, Namensserver, Adressfilter und Uhr.",
    ready: "Es ist bereit, von außen erreicht zu werden.",
  },
  reached: { open: "antwortet", refused: "geschlossen", silent: "keine Antwort" },
  blocked: {
    silent: "Unter {{address}} antwortet nichts. Eine Weiterleitung dorthin führte ins Leere.",
    "silent-cause": {
      power: "Läuft es, und steckt das Netzwerkkabel?",
      address: "Ist das noch seine Adresse? Suchen Sie neu nach Geräten.",
      network: "Ist der Laptop im selben Netz? Ein VLAN oder Gäste-WLAN hält ihn ab.",
    },
  },
  looked: {
    yes: "Ja: Gateway ist der Router, und kein Filter ist an",
    no: "Nein, ich habe keine Zugangsdaten",
  },
  stays: {
    v4: {
      device: "Ja, sie ist im Gerät eingestellt",
      router: "Ja, der Router hält sie reserviert",
      no: "Noch nicht dafür gesorgt",
    },
    v6: {
      device: "Ja: im Gerät eingestellt oder aus der Hardware-Adresse gebildet",
      router: "Ja, der Router gibt ihm immer dieselbe",
      no: "Nein oder nicht bekannt: Sie wechselt von selbst (Privacy-Adresse)",
    },
    warn: "Seine Adresse kann sich ändern, und dann bricht die Weiterleitung.",
    how: "Reservieren Sie die Adresse im Router (DHCP), oder stellen Sie sie im Gerät außerhalb des Bereichs des Routers ein.",
  },
  backup: {
    lead: "Bevor etwas geändert wird: Speichern Sie die Einstellungen des Routers als Datei und legen Sie sie hier ab. So lässt sich alles zurückholen.",
    skipped: "Sie sind ohne Sicherung weitergegangen.",
  },
  uses: {
    lead: "Jeder offene Port ist eine Tür mehr. Wählen Sie nur, was wirklich jemand braucht.",
    needs: "Braucht {{ports}}",
    "not-known":
      "Welchen Port es braucht, ist hier nicht bekannt: Sehen Sie im Gerät nach, und tragen Sie ihn unten ein.",
    "not-asked": "Der Router ließ sich nicht fragen. Was dort schon offen ist, ist nicht bekannt.",
  },
  use: {
    app: "Die App des Herstellers",
    web: "Ein Browser",
    stream: "Ein Stream für andere Programme (RTSP)",
    panel: "App oder Programmiersoftware der Zentrale",
    other: "Etwas anderes",
  },
  ports: {
    lead: "Diese Ports und keine anderen werden geöffnet. Die Nummer außen darf eine andere sein als innen.",
    to: "{{transport}} {{internalPort}} an {{address}}",
    standing: "Port {{internalPort}} ist im Router schon weitergeleitet, außen als {{externalPort}}.",
    taken:
      "{{internalPort}} außen führt schon zu einem anderen Gerät, darum der Vorschlag {{externalPort}}. Er muss in der App eingetragen werden.",
    "not-own":
      "{{internalPort}} gehört nicht zu den Ports dieser Leitung, darum der Vorschlag {{externalPort}}. Er muss in der App eingetragen werden.",
    usable: "Ports dieser Leitung: {{ranges}}",
    "not-seen":
      "Im Gerät nicht offen gefunden: {{ports}}. Schalten Sie dort den Dienst ein, oder lesen Sie die Nummer in seinen Einstellungen ab.",
    never: "Im Gerät offen und nicht angeboten, weil es draußen niemand braucht: {{ports}}",
  },
  risks: {
    ask: "Bevor ein Port geöffnet wird: Passwörter ab Werk probieren Angreifer zuerst.",
    none: "Es ist nichts bekannt, was dagegen spricht.",
    settled: "Alles, was zu entscheiden war, ist entschieden.",
    lead_one: "Ein Risiko muss namentlich angenommen werden, bevor der Port geöffnet wird – oder besser beseitigt.",
    lead_other:
      "{{count}} Risiken müssen namentlich angenommen werden, bevor der Port geöffnet wird – oder besser beseitigt.",
    accepted: "Angenommen von {{by}} ({{role}})",
  },
  password: {
    own: "Ein eigenes, das nur der Kunde und wir kennen",
    factory: "Noch das ab Werk",
    unknown: "Das weiß hier niemand",
  },
  method: {
    lead: "Dem Router lässt es sich mit einem Protokoll sagen: Dann vertippt sich niemand, und Farsite kann es zurücknehmen.",
    "by-hand-only":
      "Diesem Router lässt es sich hier nicht mit einem Protokoll sagen. Es wird von Hand eingetragen; die genauen Schritte folgen.",
    trouble: "Den Router zu fragen hat nicht geklappt.",
    "only-itself": "So öffnet dieser Router Ports nur für das Gerät, das fragt, und das ist dieser Laptop.",
  },
  means: {
    upnp: "Mit UPnP",
    "nat-pmp": "Mit NAT-PMP",
    pcp: "Mit PCP",
    pinhole: "Mit einer Freigabe in der IPv6-Firewall (UPnP oder PCP)",
    "by-hand": "Von Hand auf den Seiten des Routers",
  },
  keeps: {
    yes: "Bleibt, bis jemand es entfernt",
    no: "Bleibt nicht: nur solange Farsite hier läuft und es erneuert. Gut für einen Test; auf Dauer von Hand.",
    unknown: "Ob es bleibt, zeigt sich, wenn es offen ist",
    "by-hand": "Bleibt, bis jemand es entfernt, bei jedem Router",
  },
  open: {
    all: "Der Router sagt, es sei offen. Ob etwas hereinkommt, zeigt nur der Test von außen.",
    "not-all": "Noch sind nicht alle Ports offen.",
    "other-port":
      "Der Router hat {{transport}} {{got}} statt {{asked}} vergeben. Diese Nummer muss in der App eingetragen werden.",
    "not-own":
      "{{transport}} {{got}} gehört nicht zu den Ports dieser Leitung: Dort kommt nichts herein. Gehen Sie zurück und nehmen Sie einen anderen.",
    lease_one:
      "{{transport}} {{got}} bleibt nicht: Der Router schließt ihn nach etwa einer Stunde, wenn er nicht erneuert wird.",
    lease_other:
      "{{transport}} {{got}} bleibt nicht: Der Router schließt ihn nach etwa {{count}} Stunden, wenn er nicht erneuert wird.",
    "lease-renewed": "Farsite erneuert ihn, solange es hier läuft. Geht der Laptop, endet er.",
    "lease-ends": "Er wird nicht erneuert.",
    "lease-way-out": "Auf Dauer: Tragen Sie ihn von Hand im Router ein.",
  },
  opened: {
    not: "an {{address}}:{{internalPort}}, noch nicht offen",
    upnp: "an {{address}}:{{internalPort}}, mit UPnP",
    "nat-pmp": "an {{address}}:{{internalPort}}, mit NAT-PMP",
    pcp: "an {{address}}:{{internalPort}}, mit PCP",
    pinhole: "durchgelassen zu {{address}}",
    "by-hand": "an {{address}}:{{internalPort}}, von Hand eingetragen",
  },
  "by-hand": {
    lead: "Tragen Sie genau das im Router ein, und sagen Sie es dann hier.",
    done: "Alles ist eingetragen.",
    refused: "Der Router wollte {{transport}} {{externalPort}} nicht von sich aus öffnen.",
  },
  outer: {
    lead: "Außerhalb des Routers steht ein zweiter ({{name}}, {{address}}), der ebenfalls übersetzt. Er muss dieselben Ports an den Router weitergeben.",
    "no-address":
      "Die Adresse des Routers zum zweiten hin ist nicht bekannt. Lesen Sie sie auf der Statusseite des Routers ab, tragen Sie sie in die Aufnahme ein, und prüfen Sie die Leitung neu.",
    reserve:
      "Reservieren Sie die Adresse des Routers im äußeren Gerät, oder stellen Sie sie fest ein: Ändert sie sich, bricht die Weiterleitung.",
    whose:
      "Wem das Gerät gehört, war nicht sicher festzustellen. Gehört es dem Anbieter und sind seine Seiten gesperrt, fragen Sie den Anbieter.",
    bridge:
      "Besser, wo das Gerät es kann: Lassen Sie es nur durchreichen (Bridge-Modus), dann entfällt dieser Schritt.",
    still: {
      "double-nat":
        "Die Leitung wurde geprüft: Zwei Router übersetzen immer noch. Warten Sie, bis beide Geräte gestartet sind, und prüfen Sie neu.",
      cgnat:
        "Die Leitung wurde geprüft: Jetzt übersetzt der Anbieter (CGNAT). Eine Weiterleitung führte ins Leere; gehen Sie zurück und nehmen Sie einen anderen Weg.",
      "shared-address":
        "Die Leitung wurde geprüft: Sie teilt jetzt ihre Adresse. Hören Sie hier auf, und beginnen Sie die Anleitung neu.",
      nat64: "Die Leitung wurde geprüft: Sie hat jetzt nur IPv6. Hören Sie hier auf, und nehmen Sie einen anderen Weg.",
      firewalled:
        "Die Leitung wurde geprüft: Sie ist öffentlich, und etwas sperrt, was von außen kommt. Sehen Sie sich das Ergebnis der Prüfung an.",
      offline:
        "Die Leitung wurde geprüft: Draußen antwortet nichts. Warten Sie, bis beide Geräte gestartet sind, und prüfen Sie neu.",
      unknown:
        "Die Leitung wurde geprüft, und was sie ist, ließ sich nicht feststellen. Sehen Sie sich das Ergebnis der Prüfung an.",
    },
  },
  address: {
    lead: "Wer zusieht, braucht eine Adresse, die auch morgen hierher führt.",
    v4: {
      static: "Laut Vertrag fest",
      dynamic: "Wechselt ab und zu",
      unknown: "Das weiß niemand",
    },
    v6: {
      static: "Das Präfix ist laut Vertrag fest",
      dynamic: "Das Präfix wechselt ab und zu",
      unknown: "Das weiß niemand",
    },
    ddns: "Bei wechselnder Adresse: Richten Sie im Router einen Namen ein, der ihr folgt (DDNS), und tragen Sie ihn hier ein.",
    "name-right": "{{name}} führt hierher.",
    "name-unknown":
      "{{name}} führt noch nirgendwohin. Prüfen Sie die Schreibweise und ob der Router seine Adresse gemeldet hat.",
    "name-elsewhere": "{{name}} führt zu {{leadsTo}}, dieses Objekt ist {{address}}.",
    "name-wait": "Nach einer Änderung dauert es einige Minuten, bis der Name zur neuen Adresse führt.",
  },
  access: {
    app: "Für die App: Adresse und Port",
    web: "Für den Browser",
    stream: "Stream der ersten Kamera; setzen Sie den Benutzernamen ein, das Programm fragt nach dem Passwort",
    "stream-without-path": "Stream; der Pfad dahinter steht im Handbuch des Geräts",
    panel: "Für die App der Zentrale: Adresse und Port",
    other: "Adresse und Port",
  },
  closing: {
    lead_one: "Ein Port wird wieder geschlossen.",
    lead_other: "{{count}} Ports werden wieder geschlossen.",
    stands: "noch offen",
  },
  undo: {
    lead: "Was von Hand eingetragen wurde, können nur Sie entfernen. Löschen Sie diese Regeln im Router, und sagen Sie es dann hier.",
    remove: "Löschen Sie {{transport}} {{externalPort}} an {{address}}:{{internalPort}}.",
    outer: "Löschen Sie dieselben Regeln im äußeren Gerät ({{address}}).",
    leftovers: "Der Router hat nicht bestätigt, dass alles zu ist. Sehen Sie nach, ob es wirklich weg ist.",
  },
  fact: {
    port: "{{transport}} {{port}}",
    at: "{{at, datetime(dateStyle: medium; timeStyle: short)}}",
    backup: "Gesichert: {{fileName}}",
    "inner-wan": "Adresse des Routers zum äußeren Gerät hin",
    "outside-address": "Adresse außen",
    unknown: "nicht bekannt",
  },
  outcome: {
    accepted_one: "eines angenommen",
    accepted_other: "{{count}} angenommen",
    "not-proven": "nicht nachgewiesen",
  },
  refused: {
    device: "Wählen Sie ein Gerät.",
    stays: "Sagen Sie, ob seine Adresse gleich bleibt.",
    viewers: "Sagen Sie, ob IPv6 hat, wer zusieht.",
    address: "Das ist keine Adresse. Sie sieht aus wie 192.168.1.64.",
    "address-v4": "Eine Weiterleitung führt zu einer IPv4-Adresse dieses Objekts, etwa 192.168.1.64.",
    "address-v6": "Tippen Sie die globale IPv6-Adresse des Geräts ein; sie beginnt mit 2 oder 3.",
    "address-router": "Das ist die Adresse des Routers selbst. Tippen Sie die des Geräts ein.",
    looked: "Sagen Sie, ob Sie Gateway und Adressfilter im Gerät angesehen haben.",
    backup: "Legen Sie zuerst die Sicherung hier ab, oder gehen Sie ohne weiter.",
    uses: "Wählen Sie wenigstens einen Zweck, oder tragen Sie einen Port ein.",
    "no-port": {
      app: "Welchen Port die App braucht, ist für dieses Gerät nicht bekannt. Sehen Sie in seinen Netzwerkeinstellungen nach, und tragen Sie ihn als anderen Port ein.",
      web: "Auf diesem Gerät wurde keine Webseite gefunden. Sehen Sie in seinen Netzwerkeinstellungen nach, und tragen Sie ihren Port als anderen Port ein.",
      stream:
        "Auf diesem Gerät wurde kein Stream gefunden. Sehen Sie in seinen Netzwerkeinstellungen nach, und tragen Sie seinen Port als anderen Port ein.",
      panel:
        "Welchen Port die Zentrale braucht, ist nicht bekannt. Sehen Sie in ihren Einstellungen nach, und tragen Sie ihn als anderen Port ein.",
    },
    "too-many": "Mehr als {{max}} Ports auf einmal sind zu viele. Nehmen Sie ein VPN.",
    port: "Ein Port ist eine ganze Zahl von 1 bis 65535.",
    taken: "Port {{externalPort}} außen führt schon zu einem anderen Gerät. Frei wäre {{free}}.",
    "not-own": "Port {{externalPort}} gehört nicht zu dieser Leitung. Nutzbar wäre {{free}}.",
    password: "Sagen Sie, welches Passwort es hat.",
    risk: "Ein Risiko ist noch nicht angenommen.",
    "accepted-by": "Tragen Sie ein, wer es annimmt.",
    role: "Tragen Sie die Funktion dessen ein, der es annimmt.",
    reason: "Tragen Sie einen Grund ein.",
    means: "Das bietet der Router nicht an.",
    "not-open": "Noch sind nicht alle Ports offen.",
    "inner-wan": "Die Adresse des Routers zum äußeren Gerät hin ist noch nicht bekannt.",
    "address-kind": "Sagen Sie, ob die Adresse der Leitung gleich bleibt.",
    "host-name": "Tragen Sie den Namen ein, der der Adresse folgt, oder gehen Sie ohne weiter.",
    "host-name-form": "Das ist kein Name wie objekt.example.net.",
    "not-proven":
      "Es ist noch nicht nachgewiesen. Testen Sie von außen, oder gehen Sie ohne Nachweis weiter und sagen Sie warum.",
    "not-proven-reason": "Sagen Sie, warum es nicht nachgewiesen ist.",
    day: "Wählen Sie einen Tag ab heute.",
  },
};
