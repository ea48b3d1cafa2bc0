import type { letter as english } from "../en/letter.ts";

export const letter: typeof english = {
  gap: {
    provider: "[Anbieter]",
    "provider-address": "[Postanschrift des Anbieters]",
    holder: "[Vertragsinhaber]",
    account: "[Vertragsnummer]",
    address: "[Adresse des Anschlusses]",
    callback: "[Name]",
    phone: "[Telefonnummer]",
  },
  subject: {
    request: "Öffentliche IPv4-Adresse für unseren Anschluss, Vertrag {{account}}",
    reminder: "Erinnerung: öffentliche IPv4-Adresse für unseren Anschluss, Vertrag {{account}}",
    "not-done": "Öffentliche IPv4-Adresse fehlt noch immer, Vertrag {{account}}",
    filtered: "Eingehende Verbindungen erreichen unseren Anschluss nicht, Vertrag {{account}}",
  },
  day: "{{date, datetime(timeZone: UTC; dateStyle: long)}}",
  account: "Vertragsnummer: {{account}}",
  line: "Anschluss: {{address}}",
  reference: "Ihr Zeichen: {{reference}}",
  greeting: "Sehr geehrte Damen und Herren,",
  purpose: {
    video:
      "an der Adresse {{address}} betreiben wir eine Videoanlage, die über das Internet von außen erreichbar sein muss.",
    alarm:
      "an der Adresse {{address}} betreiben wir eine Alarmanlage, die über das Internet von außen erreichbar sein muss.",
    both: "an der Adresse {{address}} betreiben wir eine Videoanlage und eine Alarmanlage, die über das Internet von außen erreichbar sein müssen.",
    other: "an der Adresse {{address}} betreiben wir Geräte, die über das Internet von außen erreichbar sein müssen.",
  },
  asked:
    "Am {{date, datetime(timeZone: UTC; dateStyle: long)}} haben wir Sie um eine öffentliche IPv4-Adresse für diesen Anschluss gebeten.",
  "no-answer": "Eine Antwort haben wir noch nicht erhalten.",
  promised:
    "Sie haben uns dafür den {{date, datetime(timeZone: UTC; dateStyle: long)}} genannt. Dass es erledigt ist, haben wir noch nicht gehört.",
  "told-done": "Uns wurde gesagt, das sei erledigt; daraufhin haben wir den Anschluss noch einmal prüfen lassen.",
  cause: {
    cgnat:
      "Das ist zurzeit nicht möglich, weil dieser Anschluss keine eigene öffentliche IPv4-Adresse hat: Er teilt sich eine mit anderen Kunden (Carrier-Grade-NAT).",
    "cgnat-likely":
      "Das ist zurzeit nicht möglich. Nach allem, was gemessen wurde, hat dieser Anschluss keine eigene öffentliche IPv4-Adresse, sondern teilt sich eine mit anderen Kunden (Carrier-Grade-NAT).",
    "ds-lite":
      "Das ist zurzeit nicht möglich, weil dieser Anschluss keine eigene IPv4-Adresse hat: IPv4 wird durch IPv6 befördert, und die Adresse ist mit anderen Kunden geteilt (DS-Lite).",
    ports:
      "Das ist zurzeit nicht richtig möglich, weil dieser Anschluss sich seine öffentliche IPv4-Adresse mit anderen Kunden teilt und nur einen Teil ihrer Ports hat.",
    nat64: "Das ist zurzeit nicht möglich, weil dieser Anschluss nur IPv6 und keine eigene IPv4-Adresse hat.",
    filtered:
      "Der Anschluss hat jetzt eine öffentliche IPv4-Adresse, vielen Dank dafür. Verbindungen von außen erreichen ihn aber nicht.",
  },
  measured: "Gemessen wurde am Anschluss am {{date, datetime(timeZone: UTC; dateStyle: long)}}:",
  request: {
    named: "Bitte schalten Sie für diesen Anschluss „{{name}}“ frei.",
    static:
      "Bitte geben Sie diesem Anschluss eine eigene öffentliche IPv4-Adresse, die sich nicht ändert (feste Adresse).",
    "dynamic-public":
      "Bitte geben Sie diesem Anschluss eine eigene öffentliche IPv4-Adresse; eine feste muss es nicht sein (dynamisch genügt).",
    filtered:
      "Bitte lassen Sie eingehende Verbindungen zu diesem Anschluss durch, oder nennen Sie uns, wo sich das einschalten lässt.",
    "not-done": "Bitte schließen Sie die Umstellung ab, oder teilen Sie uns mit, was auf unserer Seite dafür fehlt.",
  },
  price: {
    month:
      "Wir haben dafür einen Preis von {{amount, number(style: currency)}} im Monat gefunden (Stand {{date, datetime(timeZone: UTC; dateStyle: long)}}); bitte nennen Sie uns den heutigen.",
    free: "Soweit wir gefunden haben, ist das kostenlos (Stand {{date, datetime(timeZone: UTC; dateStyle: long)}}); bitte bestätigen Sie uns das.",
  },
  "not-meant":
    "Eine Einstellung in unserem Router, ein DynDNS-Name oder IPv6 allein helfen hier nicht: Auch dafür braucht der Anschluss eine öffentliche IPv4-Adresse.",
  questions: "Bitte teilen Sie uns mit:",
  question: {
    when: "ab welchem Tag der Anschluss diese Adresse hat,",
    cost: "was sie einmalig und monatlich kostet und ob sich die Vertragslaufzeit ändert,",
    fixed: "ob die Adresse gleich bleibt,",
    inbound: "ob Verbindungen von außen durchgelassen werden und welche Ports gesperrt sind,",
    router: "was an Modem oder Router zu ändern ist (Neustart, Zugangsdaten, Betriebsart).",
  },
  "other-tariff": "Ist das im jetzigen Tarif nicht möglich, nennen Sie uns bitte den Tarif, der es enthält.",
  deadline: "Über Ihre Antwort bis zum {{date, datetime(timeZone: UTC; dateStyle: long)}} würden wir uns freuen.",
  callback: "Technische Fragen beantwortet {{name}}, Telefon {{phone}}.",
  closing: "Mit freundlichen Grüßen",
  call: {
    before: "VOR DEM ANRUF",
    "before-holder":
      "Der Vertragsinhaber ({{holder}}) ruft an oder sitzt neben Ihnen: Mit anderen sprechen Anbieter nicht.",
    "before-number": "Bereitlegen: Vertragsnummer {{account}}, Adresse des Anschlusses {{address}}.",
    "before-phone": "Telefon des Anbieters: {{phone}}",
    opening: "WAS SIE SAGEN",
    hello:
      "„Guten Tag, hier ist {{holder}}. Meine Vertragsnummer ist {{account}}; es geht um den Internetanschluss {{address}}.“",
    "hello-reference": "„Der Vorgang läuft bei Ihnen unter {{reference}}.“",
    quoted: "„{{text}}“",
    why: "WARUM, WENN MAN FRAGT",
    objections: "WAS MAN IHNEN ANTWORTEN KANN",
    objection: {
      "not-needed": "„Das brauchen Sie nicht.“",
      app: "„Nehmen Sie doch die App des Herstellers.“",
      restart: "„Starten Sie Ihren Router neu.“",
      business: "„Das gibt es nur für Geschäftskunden.“",
      ipv6: "„Sie haben doch IPv6.“",
    },
    reply: {
      "not-needed":
        "„Doch: Die Anlage muss von außen erreichbar sein, und dafür braucht der Anschluss eine öffentliche IPv4-Adresse. Wenn Sie das nicht freischalten können, verbinden Sie mich bitte mit jemandem, der es kann, oder geben Sie es mir schriftlich.“",
      "not-needed-wan":
        "„Doch: Die Anlage muss von außen erreichbar sein. Am {{date, datetime(timeZone: UTC; dateStyle: long)}} wurde gemessen, dass unser Router nur {{wan}} bekommt. Das ist keine öffentliche Adresse; von außen kann darunter nichts hereinkommen. Wenn Sie das nicht ändern können, verbinden Sie mich bitte mit jemandem, der es kann.“",
      app: "„So eine App läuft über die Server einer anderen Firma. Wir wollen unsere Anlage direkt oder über unser eigenes VPN erreichen, und dafür braucht der Anschluss eine öffentliche IPv4-Adresse.“",
      restart:
        "„Das mache ich gern, sobald Sie die Adresse freigeschaltet haben. Vorher kann ein Neustart dem Anschluss keine eigene Adresse geben.“",
      business:
        "„Dann nennen Sie mir bitte den Geschäftskundentarif, der das enthält, mit Preis und Laufzeit, und verbinden Sie mich mit denen, die ihn verkaufen.“",
      "ipv6-none":
        "„Bei der Prüfung am {{date, datetime(timeZone: UTC; dateStyle: long)}} hatte dieser Anschluss kein nutzbares IPv6. Außerdem bräuchte jeder, der zusieht, ebenfalls IPv6, und zwar überall. Deshalb brauchen wir IPv4.“",
      "ipv6-native":
        "„Der Anschluss hat IPv6, das stimmt. Aber auch der Rekorder und jeder, der zusieht, bräuchten es, und zwar überall; darauf ist kein Verlass. Deshalb brauchen wir IPv4.“",
      ipv6: "„Mit IPv6 allein bräuchten es auch der Rekorder und jeder, der zusieht, und zwar überall. Darauf ist kein Verlass. Deshalb brauchen wir IPv4.“",
    },
    after: "BEVOR SIE AUFLEGEN",
    "after-note":
      "Aufschreiben: Name des Gesprächspartners, Vorgangsnummer, Tag der Umstellung, Preis einmalig und im Monat.",
    "after-writing": "Lassen Sie es sich schriftlich geben (E-Mail oder im Kundenkonto).",
    "after-keep": "Tragen Sie es gleich in Farsite ein: Der nächste Schritt fragt danach.",
  },
};
