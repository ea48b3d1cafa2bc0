import type { walkMobileLine as english } from "../en/walk-mobile-line.ts";

export const walkMobileLine: typeof english = {
  title: {
    needs: "Was er leisten muss",
    coverage: "Empfang am Rekorder",
    carrier: "Welches Netz",
    plan: "Welche SIM-Karte",
    trial: "Erst eine SIM-Karte ausprobieren",
    return: "Zurück ins Netz des Kunden",
    "fit-out": "Antenne, Strom, Datenalarm",
    done: "Was daraus folgt",
  },
  lead: {
    needs:
      "Wie viel über den Mobilfunk hinausgeht, bestimmt das Datenvolumen. Aufzeichnungen bleiben vor Ort und kosten nichts.",
    coverage:
      "Messen Sie dort, wo der Router stehen wird, nicht vor der Tür: Eine Wand oder ein Schrank kann die Verbindung kosten.",
    carrier: "Wessen Mobilfunknetz es sein soll: das am besten gemessene, oder das, das der Kunde schon hat.",
    plan: "Eine gewöhnliche SIM-Karte lässt von außen nichts herein. Entscheiden Sie, wofür der Anschluss ist, und dann, welche Karte das braucht.",
    trial:
      "Bevor ein Vertrag unterschrieben wird: Eine Prepaid- oder Testkarte derselben Art zeigt, was dieses Netz wirklich gibt. Farsite prüft den Anschluss durch sie hindurch.",
    return:
      "Die letzte Prüfung lief über die Testkarte. Prüfen Sie den Anschluss des Objekts noch einmal, damit alles andere hier wieder von diesem spricht.",
    "fit-out":
      "Ein Mobilfunkanschluss ist so gut wie seine Antenne, sein Strom und jemand, der erfährt, wenn das Volumen zu Ende geht.",
  },
  "lead-done": {
    "whole-site": "Der Mobilfunkanschluss trägt das ganze Objekt.",
    tunnel: "Der Mobilfunkanschluss trägt nur den Tunnel; alles andere bleibt auf dem vorhandenen Anschluss.",
  },
  refused: {
    elsewhere: "Messen Sie am Platz des Rekorders und bestätigen Sie das: Anderswo zählen die Werte nicht.",
    strength: "Das ist keine Signalstärke. RSRP ist eine Zahl zwischen -30 und -160 dBm, zum Beispiel -95.",
    "not-on-line":
      "Verbinden Sie den Laptop zuerst mit dem Testanschluss und mit nichts anderem und bestätigen Sie das: Sonst würde ein anderer Anschluss geprüft.",
  },
  volume: "{{gb, number}} GB im Monat",
  upload: "{{mbps, number}} Mbit/s Upload sollten gemessen werden",
  "sold-as": "Bei diesem Anbieter heißt sie „{{name}}“",
  "in-book_one": "{{count}} Mobilfunknetz",
  "in-book_other": "{{count}} Mobilfunknetze",
  outcome: { needs: "{{gb, number}} GB im Monat" },
  coverage: { good: "Gut", poor: "Schwach", none: "Keiner", unknown: "Nicht gemessen" },
  "coverage-means": {
    good: "Der Empfang am Platz des Rekorders reicht dafür.",
    poor: "Der Empfang am Platz des Rekorders ist dafür zu schwach oder zu langsam. Planen Sie eine Außenantenne ein, probieren Sie ein anderes Netz, oder schicken Sie kleinere Bilder (Substream).",
    none: "Am Platz des Rekorders ging nichts durch. Ohne Außenantenne oder ein anderes Netz gibt es keinen Anschluss.",
    unknown: "Der Empfang wurde nicht gemessen. Bis dahin steht alles Weitere auf Sand.",
  },
  policy: {
    yes: "Dieses Netz teilt Adressen unter seinen Kunden auf.",
    no: "Soweit bekannt, vergibt dieses Netz öffentliche Adressen. Probieren Sie es aus, bevor Sie sich darauf verlassen.",
    some: "Dieses Netz teilt Adressen in manchen Tarifen auf.",
    unknown: "Ob dieses Netz Adressen aufteilt, ist nicht bekannt.",
  },
  use: {
    "whole-site": "Das ganze Objekt: Der Mobilfunkrouter wird zum Weg ins Internet",
    tunnel: "Nur der Tunnel: VPN oder Relay laufen über Mobilfunk, alles andere bleibt",
  },
  "use-hint": {
    "whole-site": "Wo es keinen anderen Anschluss gibt",
    tunnel: "Am wenigsten Daten; der Anschluss des Kunden und seine Nutzer bleiben unberührt",
  },
  sim: {
    shared: "Gewöhnliche Daten-SIM",
    "dynamic-public": "SIM mit öffentlicher Adresse, die wechseln kann",
    static: "SIM mit fester öffentlicher Adresse",
    "private-apn": "SIM für Maschinen (M2M) in einem privaten Netz (APN)",
  },
  "sim-hint": {
    shared: "Am günstigsten; es geht nur, was selbst hinausruft: VPN zu einem Server, Relay, Hersteller-Cloud",
    "dynamic-public": "Verlangen Sie sie mit diesen Worten; oft nur für Geschäftskunden",
    static: "Verlangen Sie sie mit diesen Worten; oft ein Maschinentarif (M2M)",
    "private-apn": "Erreichbar über das VPN des Anbieters, nicht aus dem Internet",
  },
  found: {
    public: "Ausprobiert: Diese SIM-Karte gibt dem Anschluss eine eigene öffentliche Adresse.",
    "second-router": "Ausprobiert: Die öffentliche Adresse ist da, endet aber an einem zweiten Router vor dem Laptop.",
    filtered:
      "Ausprobiert: Die Adresse ist öffentlich, aber das Netz lässt keine Verbindung herein. Das ist, als wäre sie geteilt.",
    shared:
      "Ausprobiert: Das Netz teilt seine Adressen auf. Herein kommt nichts; darüber läuft nur ein Relay oder ein VPN von innen.",
    unclear: "Ausprobiert, und es bleibt unklar, was dieser Anschluss ist. Behandeln Sie ihn als geteilt.",
    untested: "Nicht ausprobiert. Behandeln Sie ihn als geteilt: Mehr als neun von zehn Mobilfunknetzen sind es.",
  },
  "found-short": {
    public: "Öffentliche Adresse",
    "second-router": "Öffentlich, zweiter Router",
    filtered: "Nichts kommt herein",
    shared: "Geteilte Adresse",
    unclear: "Unklar",
    untested: "Nicht ausprobiert",
  },
  antenna: { "built-in": "Die eingebaute des Routers", outdoor: "Außenantenne" },
  power: {
    ups: "Unterbrechungsfrei (USV), mit dem Rekorder",
    shared: "Aus der Versorgung des Rekorders oder PoE",
    none: "Einfache Steckdose",
  },
  field: {
    streams: "Bilder gleichzeitig",
    streamMbps: "Mbit/s für ein Bild",
    hoursPerDay: "Stunden am Tag, in denen jemand zusieht",
    uploadMbps: "Dort gemessener Upload (Mbit/s)",
    rsrpDbm: "Signalstärke RSRP (dBm)",
    atRecorder: "Gemessen, wo der Router stehen wird",
    name: "Mobilfunknetz",
    entry: "Welches davon ist es?",
    use: "Wofür er ist",
    sim: "Art der SIM-Karte",
    onMobileLine: "Dieser Laptop ist mit dem Testanschluss verbunden und mit nichts anderem",
    isSameRouter: "Die Testkarte steckt im Router des Objekts",
    antenna: "Antenne",
    antennaPlace: "Wohin die Antenne kommt",
    power: "Strom",
    planGb: "Datenvolumen (GB im Monat)",
    alarmGb: "Alarm ab (GB im Monat)",
    alarmTo: "Alarm geht an",
  },
  hint: {
    streams: "So viele, wie über den Mobilfunk zusammen angesehen werden",
    streamMbps: "Wo er genügt, der Substream: 0,5 bis 1; der Hauptstream hat 4 bis 8",
    hoursPerDay: "1 für einen Blick ab und zu; 24, wenn eine Leitstelle ständig zusieht",
    uploadMbps: "Mit einem beliebigen Geschwindigkeitstest auf einem Telefon mit SIM-Karte dieses Netzes",
    rsrpDbm: "Im Status von Telefon oder Router, zum Beispiel -95; leer, wo nichts sie anzeigt",
    name: "Wie auf der SIM-Karte",
    planGb: "Was der Tarif enthält, bevor er langsam wird",
    alarmGb: "Der Router zählt und warnt per SMS oder E-Mail",
    alarmTo: "Jemand, der es liest und etwas tun kann",
  },
  fact: {
    volume: "Daten",
    upload: "Geschwindigkeit",
    "in-book": "Bekannt",
    product: "Produkt",
    price: "Preis",
    "price-source": "Wie sicher der Preis ist",
  },
  notice: {
    "line-is-public":
      "Der vorhandene Anschluss hat eine eigene öffentliche Adresse. Mobilfunk braucht es nur als zweiten Weg.",
    "shared-until-proven":
      "Halten Sie jeden Mobilfunkanschluss für geteilt, bis eine Prüfung mit genau dieser SIM-Karte anderes zeigt, was der Laden auch sagt.",
    "unknown-carrier":
      "Dieses Netz ist Farsite nicht bekannt, das ist normal. Halten Sie es für geteilt, bis es ausprobiert ist.",
    "still-site-router":
      "Die Prüfung lief über den Router des Objekts, nicht über den Testanschluss. Ziehen Sie das Kabel ab, verlassen Sie das WLAN des Kunden und prüfen Sie noch einmal.",
    "still-away":
      "Die Prüfung traf einen anderen Router an als am Anfang. Verbinden Sie sich mit dem Netz des Kunden und prüfen Sie noch einmal.",
    "antenna-outside": "Nach den Messwerten lohnt sich eine Außenantenne.",
    "plan-too-small":
      "Das Volumen von {{plan, number}} GB ist kleiner als die {{gb, number}} GB, die in einem Monat hinausgehen.",
    "no-alarm": "Ohne Datenalarm merkt man das leere Volumen erst daran, dass niemand mehr etwas sieht.",
    "no-power":
      "An einer einfachen Steckdose ist der Anschluss beim ersten Stromausfall weg, gerade wenn er gebraucht wird.",
    over: {
      "whole-site": "Der Weg ist jetzt der Mobilfunkanschluss.",
      tunnel: "Der Weg ist jetzt ein Tunnel über Mobilfunk.",
    },
  },
  do: {
    coverage: {
      place: "Stellen Sie sich dorthin, wo der Router oder seine Antenne sein wird, bei geschlossenem Schrank.",
      network: "Nehmen Sie ein Telefon mit einer SIM-Karte des fraglichen Netzes, WLAN aus.",
      test: "Machen Sie drei Geschwindigkeitstests und schreiben Sie den niedrigsten Upload auf; auch RSRP, wenn das Telefon sie zeigt.",
    },
    trial: {
      sim: "Stecken Sie eine Test- oder Prepaidkarte von {{carrier}}, von der Art, die gekauft werden soll, in den Router oder in ein Telefon mit Hotspot.",
      connect: "Verbinden Sie diesen Laptop damit.",
      alone: "Ziehen Sie jedes andere Kabel, verlassen Sie das WLAN des Kunden und schalten Sie jedes VPN aus.",
      back: "Verbinden Sie sich danach wieder mit dem Netz des Kunden; Farsite erinnert Sie daran.",
    },
    return: {
      connect: "Verbinden Sie den Laptop wieder mit dem Netz des Kunden.",
      check: "Prüfen Sie den Anschluss des Objekts.",
    },
    "fit-out": {
      antenna: "Antenne: kurzes Kabel, dorthin ausrichten, wo der Empfang am besten war, Durchführung abdichten.",
      power: "Strom: Router und Rekorder an dieselbe unterbrechungsfreie Versorgung.",
      alarm: "Datenalarm: im Router und im Kundenkonto des Anbieters einrichten und einmal probeweise auslösen.",
      restart:
        "Lassen Sie den Router die Mobilfunkverbindung von selbst neu aufbauen, wenn ein Ping unbeantwortet bleibt.",
    },
    done: {
      forward:
        "Portweiterleitung und VPN am Mobilfunkrouter funktionieren beide. Beginnen Sie die Anleitung zur Portweiterleitung, oder wählen Sie ein VPN.",
      relay:
        "Nehmen Sie, was vom Objekt aus hinausruft: ein Relay, ein VPN zu einem Server draußen oder die Cloud des Herstellers. Eine Portweiterleitung kann nicht funktionieren.",
      tunnel:
        "Richten Sie den Tunnel nur auf dem Mobilfunkmodem ein und binden Sie ihn daran, damit er nie über den Anschluss des Kunden läuft.",
      "private-apn":
        "Richten Sie den VPN-Zugang des Anbieters zum privaten Netz dort ein, wo zugesehen wird, und testen Sie ihn, bevor die Karte eingebaut wird.",
      "ask-carrier":
        "Die SIM-Karte mit öffentlicher Adresse ist nicht bewiesen. Lassen Sie sich das Bestellte schriftlich bestätigen, und probieren Sie genau diese Karte aus.",
      "second-router":
        "Kümmern Sie sich zuerst um den zweiten Router: Bridge-Modus, oder die Karte in den Router, an dem der Rekorder hängt.",
      "close-router":
        "Schließen Sie die eigenen Seiten des Mobilfunkrouters (Web, SSH, Telnet) zur Mobilfunkseite, bevor die Karte hineinkommt.",
      "check-again": "Wenn die gekaufte Karte steckt, prüfen Sie das Objekt noch einmal durch sie hindurch.",
    },
  },
  confirm: {
    "no-trial":
      "Ohne Test gilt der Anschluss als geteilt: Eine Portweiterleitung verspricht diese Anleitung dann nicht.",
  },
  action: {
    next: "Weiter",
    "check-trial": "Testanschluss prüfen",
    "no-trial": "Kein Test möglich",
    "check-back": "Anschluss des Objekts prüfen",
    "no-line": "Es gibt hier keinen anderen Anschluss",
    finish: "Fertig",
  },
};
