import type { walkPublicIp as english } from "../en/walk-public-ip.ts";

export const walkPublicIp: typeof english = {
  title: {
    provider: "Wer gefragt wird",
    product: "Was verlangt wird",
    contact: "Schreiben oder anrufen",
    asked: "Wann gefragt wurde",
    promised: "Warten auf den Anbieter",
    recheck: "Prüfen, ob es erledigt ist",
    denied: "Der Anbieter sagt Nein",
    done: "Der Anschluss hat eine eigene Adresse",
  },
  lead: {
    provider:
      "Von wem kommt die Rechnung für diesen Internetanschluss? Nur diese Firma kann ihm eine eigene Adresse geben.",
    product:
      "Verlangen Sie genau dieses Produkt: Wer nach „Portfreigabe“ oder „offenen Ports“ fragt, wird zum Router zurückgeschickt.",
    contact:
      "Farsite schreibt den Brief, die E-Mail oder die Worte für ein Telefonat, mit dem, was an diesem Objekt gemessen wurde. Was fehlt, steht in eckigen Klammern.",
    asked: "Halten Sie fest, wann gefragt wurde, damit nachgehakt werden kann.",
    promised:
      "Die Anfrage ist unterwegs; das Objekt steht in der Liste der wartenden. Schreiben Sie auf, was der Anbieter zusagt.",
    recheck:
      "Eine Prüfung am Objekt zeigt, ob der Anschluss jetzt wirklich eine eigene Adresse hat. Das Wort des Anbieters genügt nicht.",
    denied:
      "Ohne öffentliche Adresse kommt von außen nichts von selbst herein. Erreichbar machen lässt sich das Objekt trotzdem:",
    done: "Die Prüfung zeigt es: Die Adresse, die das Internet sieht, ist die des Routers. Die Übersetzung beim Anbieter ist weg.",
    "done-behind-second":
      "Der Anbieter hat es erledigt: Der Anschluss hat eine eigene Adresse. Sie endet an einem zweiten Router vor Ort, um den sich zuerst jemand kümmern muss.",
  },
  refused: {
    unchecked:
      "Prüfen Sie zuerst dieses Objekt. Nur eine Prüfung sagt, ob hier überhaupt eine öffentliche Adresse fehlt.",
    public:
      "Dieser Anschluss hat schon eine eigene öffentliche Adresse: {{address}} (Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}}). Vom Anbieter ist nichts zu verlangen; weiter geht es mit der Portweiterleitung oder einem VPN.",
    firewalled:
      "Dieser Anschluss hat schon eine eigene öffentliche Adresse ({{address}}), aber der Test von außen vom {{date, datetime(timeZone: UTC; dateStyle: long)}} kam nicht herein. Bitten Sie den Anbieter, Verbindungen hereinzulassen (bei manchen gibt es dafür einen Schalter im Kundenkonto), und prüfen Sie noch einmal.",
    "double-nat":
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} fand einen zweiten Router vor Ort ({{hop}}), und die öffentliche Adresse ist dort. Der Anbieter hat nichts zu ändern: Beheben Sie zuerst das doppelte NAT.",
    offline:
      "Bei der Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} war der Anschluss gestört, deshalb weiß niemand, was er ist. Bringen Sie ihn in Gang und prüfen Sie noch einmal.",
    unknown:
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} lässt offen, was dieser Anschluss ist; eine Anfrage könnte umsonst sein. Die Prüfung sagt, was es klären würde: Tun Sie das, und prüfen Sie noch einmal.",
    "no-provider": "Geben Sie den Namen des Anbieters ein, wie er auf der Rechnung steht.",
    "asked-in-future": "Dieser Tag kommt erst noch. Geben Sie den Tag ein, an dem gefragt wurde.",
    "not-on-site":
      "Verbinden Sie den Laptop zuerst mit dem Netz des Kunden und bestätigen Sie das: Anderswo würde ein anderer Anschluss geprüft.",
  },
  trouble: {
    "several-providers": "Mehrere bekannte Anbieter heißen so. Wählen Sie den, der gemeint ist.",
  },
  "checked-on": "Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}}",
  "not-in-book": "Keiner davon",
  provider: {
    fixed: "{{name}}, Festnetz",
    mobile: "{{name}}, Mobilfunk",
    satellite: "{{name}}, Satellit",
  },
  "provider-in": {
    fixed: "{{name}}, Festnetz ({{country}})",
    mobile: "{{name}}, Mobilfunk ({{country}})",
    satellite: "{{name}}, Satellit ({{country}})",
  },
  product: {
    static: "Eine öffentliche IPv4-Adresse, die sich nie ändert (fest)",
    "dynamic-public": "Eine eigene öffentliche IPv4-Adresse, die wechseln kann (dynamisch)",
  },
  "product-hint": {
    static: "In neutralen Worten verlangt, die jeder Anbieter versteht",
    "dynamic-public": "Genügt für eine Weiterleitung mit DDNS oder für ein VPN, oft ohne Aufpreis",
  },
  form: { letter: "Brief", "e-mail": "E-Mail", phone: "Telefonat" },
  outcome: {
    asked: "{{date, datetime(timeZone: UTC; dateStyle: medium)}}",
    promised: "Bis {{date, datetime(timeZone: UTC; dateStyle: medium)}}",
  },
  field: {
    name: "Internetanbieter",
    entry: "Welcher davon ist es?",
    product: "Verlangt wird",
    form: "Auf welchem Weg",
    holder: "Vertragsinhaber",
    accountNumber: "Vertrags- oder Kundennummer",
    deadline: "Antwort erbeten bis",
    callbackName: "Wer Fragen beantwortet",
    callbackPhone: "Telefon",
    on: "Gefragt am",
    by: "Gefragt hat",
    spokeWith: "Gesprochen mit",
    reference: "Vorgangsnummer",
    until: "Zugesagt für",
    price: "Genannter Preis",
    onSite: "Dieser Laptop ist mit dem Netz des Kunden verbunden",
    routerReplaced: "Der Router wurde seit der ersten Prüfung ausgetauscht",
    reason: "Was der Anbieter gesagt hat",
    next: "Weiter mit",
  },
  hint: {
    name: "Wie auf der Rechnung; auf dem Router steht oft ein anderer Name",
    entry: "Produkte und Preise sind in jedem Land andere",
    product: "Eine feste Adresse macht am wenigsten Arbeit; eine wechselnde genügt mit DDNS",
    holder: "Anbieter sprechen nur mit dem Vertragsinhaber",
    callbackName: "Sie oder der Kunde: wen der Anbieter zurückrufen darf",
    reference: "Ticket- oder Auftragsnummer; lassen Sie sich eine geben",
    until: "Leer lassen, wenn kein Tag genannt wurde",
    price: "Wie er genannt wurde, zum Beispiel „5 im Monat, 20 einmalig“",
    routerReplaced: "Nur ankreuzen, wenn es stimmt; es erklärt, warum die Prüfung einen anderen Router antraf",
  },
  fact: {
    book: "Bekannt als",
    cgnat: "Geteilte Adressen",
    inbound: "Verbindungen von außen",
    note: "Gut zu wissen",
    provider: "Anbieter",
    product: "Verlangt wird",
    price: "Preis",
    "price-source": "Wie sicher der Preis ist",
    phone: "Telefon",
    web: "Webseite",
    contact: "So erreichbar",
    asked: "Gefragt am",
    reminded: "Nachgefragt am",
    "spoke-with": "Gesprochen mit",
    reference: "Vorgangsnummer",
    address: "Öffentliche Adresse",
  },
  shares: {
    yes: "Dieser Anbieter teilt Adressen unter Kunden auf",
    no: "Soweit bekannt, gibt dieser Anbieter jedem Anschluss eine eigene Adresse; die Prüfung fand etwas anderes",
    some: "Dieser Anbieter teilt Adressen in manchen Tarifen oder Regionen auf",
    unknown: "Nicht bekannt",
  },
  notice: {
    "old-check_one":
      "Die Prüfung ist {{count}} Tag alt. Prüfen Sie noch einmal, bevor Sie schreiben: Anschlüsse ändern sich.",
    "old-check_other":
      "Die Prüfung ist {{count}} Tage alt. Prüfen Sie noch einmal, bevor Sie schreiben: Anschlüsse ändern sich.",
    "not-certain":
      "Die Prüfung ist nicht sicher. Dies würde es klären und lohnt sich, bevor der Kunde für etwas zahlt:",
    "second-router":
      "Vor Ort steht außerdem ein zweiter Router. Wenn der Anbieter den Anschluss geändert hat, ist der noch an der Reihe (Bridge-Modus oder eine zweite Weiterleitung).",
    "unknown-provider":
      "Dieser Anbieter ist Farsite nicht bekannt, das ist normal. Fragen Sie in neutralen Worten: Was eine öffentliche IPv4-Adresse ist, weiß jeder Anbieter.",
    "no-product":
      "Dieser Anbieter ist bekannt, aber keines seiner Produkte mit eigener Adresse. Fragen Sie in neutralen Worten und bei einem Nein nach einem Geschäftskundentarif.",
    product: "„{{name}}“: Der Preis ist nicht bekannt.",
    "product-priced": "„{{name}}“: was es kostet und woher das stammt",
    "contact-from-book": "So ist der Anbieter erreichbar, soweit bekannt",
    "denied-over": "Festgehalten. Diese Anleitung ist zu Ende.",
    "static-not-proven":
      "Dass die Adresse gleich bleibt, zeigt eine einzelne Prüfung nicht. Die Prüfung beim nächsten Besuch vergleicht sie von selbst.",
    changes:
      "Diese Adresse kann wechseln. Nehmen Sie für eine Weiterleitung DDNS, damit die App das Objekt weiter findet.",
    "inbound-untested":
      "Ob von außen etwas hereinkommt, beweist nur ein Test von außen; damit endet die nächste Anleitung.",
  },
  do: {
    contact: {
      holder: "Tragen Sie ein, wer den Vertrag hat, und seine Nummer; sie steht auf der Rechnung des Kunden.",
      read: "Übernehmen Sie das in den Text und lesen Sie ihn: Er geht im Namen des Kunden hinaus.",
      send: "Lassen Sie den Kunden ihn abschicken oder beim Telefonat neben sich sitzen. Dann geht es hier weiter.",
    },
    "still-shared": {
      restart:
        "Starten Sie den Router noch einmal neu (eine Minute aus) und prüfen Sie erneut: Manche Anschlüsse bekommen die neue Adresse erst mit einer neuen Verbindung.",
      ask: "Bleibt es dabei, fragen Sie den Anbieter, an welchem Tag und für welchen Vertrag umgestellt wurde und ob ein Neustart oder neue Zugangsdaten nötig sind.",
      send: "Schicken Sie den Text unten ab; er nennt, was die Prüfung nach der Umstellung fand.",
    },
    filtered: {
      ask: "Die Adresse ist da, aber nichts kommt herein. Bitten Sie den Anbieter, an diesem Anschluss Verbindungen hereinzulassen.",
      account:
        "Sehen Sie im Kundenkonto nach: Bei manchen Anbietern gibt es dafür einen Schalter („Firewall“, „eingehende Verbindungen“).",
    },
    recheck: {
      data: "Hat der Anbieter neue Zugangsdaten oder einen neuen Router geschickt, richten Sie das zuerst ein.",
      restart:
        "Schalten Sie Modem und Router eine Minute aus: Die meisten Anschlüsse bekommen die neue Adresse erst mit einer neuen Verbindung.",
      connect:
        "Verbinden Sie diesen Laptop mit dem Netz des Kunden, möglichst mit Kabel, und schalten Sie jedes VPN aus.",
    },
    denied: {
      business: "Ein Geschäftskundentarif desselben Anbieters hat oft, was der private nicht hat.",
      "inside-out":
        "Ein Relay oder ein VPN zu einem Server draußen braucht keine öffentliche Adresse: Das Objekt ruft selbst hinaus.",
      "other-line":
        "Ein anderer Anbieter oder ein Mobilfunkanschluss mit öffentlicher Adresse ist ein neuer Vertrag; vergleichen Sie die Kosten.",
    },
  },
  rechecked: {
    "still-shared":
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} zeigt keine Änderung: Der Anschluss hat noch immer keine eigene Adresse.",
    filtered:
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} zeigt die öffentliche Adresse, aber der Test von außen kam nicht herein.",
    offline:
      "Bei der Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} war der Anschluss gestört. Nach einer Umstellung fehlen oft neue Zugangsdaten oder ein Neustart.",
    unclear:
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} klärt es nicht. Tun Sie, was sie sagt, und prüfen Sie noch einmal.",
    "other-router":
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} traf einen anderen Router an als die erste. Verbinden Sie den Laptop mit dem Netz des Kunden; oder kreuzen Sie unten an, dass der Router ausgetauscht wurde, und prüfen Sie noch einmal.",
  },
  overdue: {
    promise_one:
      "Zugesagt war es für den {{date, datetime(timeZone: UTC; dateStyle: long)}}, das war vor {{count}} Tag. Prüfen Sie, ob es erledigt ist, oder fragen Sie nach.",
    promise_other:
      "Zugesagt war es für den {{date, datetime(timeZone: UTC; dateStyle: long)}}, das war vor {{count}} Tagen. Prüfen Sie, ob es erledigt ist, oder fragen Sie nach.",
    answer_one: "Seit {{count}} Tag war nichts zu hören. Fragen Sie nach.",
    answer_other: "Seit {{count}} Tagen war nichts zu hören. Fragen Sie nach.",
  },
  next: {
    "port-forward": "Portweiterleitung",
    vpn: "VPN an diesem Anschluss",
    "fix-double-nat": "Zuerst die zwei Router in Ordnung bringen",
    later: "Später entscheiden",
  },
  "next-hint": {
    "port-forward": "Am schnellsten; der Rekorder steht dann im offenen Internet",
    vpn: "Vom Rekorder ist nichts im Internet offen; wer zusieht, braucht eine App",
    "fix-double-nat": "Vorher kommt weder eine Weiterleitung noch ein VPN durch",
    later: "Der Vergleich der Wege zeigt, was jetzt funktioniert",
  },
  "next-done": {
    "port-forward":
      "Der Weg ist jetzt die Portweiterleitung. Beginnen Sie deren Anleitung: Sie öffnet den Port und beweist ihn von außen.",
    vpn: "Der Weg ist jetzt ein VPN. Der Vergleich der Wege zeigt, welches zu diesem Router passt.",
    "fix-double-nat":
      "Der Weg ist jetzt, die zwei Router in Ordnung zu bringen. Beginnen Sie diese Anleitung, danach die Portweiterleitung.",
    later: "Fertig. Der Vergleich der Wege rechnet jetzt mit der öffentlichen Adresse.",
  },
  action: {
    next: "Weiter",
    "keep-contact": "In den Text übernehmen",
    sent: "Es ist angefragt",
    delivered: "Der Anbieter sagt, es ist erledigt",
    "keep-promise": "Zusage festhalten",
    reminded: "Ich habe nachgefragt",
    denied: "Der Anbieter sagt Nein",
    check: "Dieses Objekt prüfen",
    "accept-denial": "Hier beenden",
    "other-product": "Etwas anderes verlangen",
    finish: "Fertig",
  },
};
