import type { proof as english } from "../en/proof.ts";

export const proof: typeof english = {
  origin: {
    vantage: "Von außen geprüft durch {{host}}",
    phone: "Geprüft mit einem Telefon im Mobilfunk ({{address}})",
    elsewhere: "Von diesem Laptop an einem anderen Ort aus geprüft ({{address}})",
    hairpin: "Nur von innen geprüft, über die Kehrtwende des Routers",
    server: "Durch {{host}} und den Tunnel getestet",
    vpn: "Von diesem Laptop an anderem Ort durch das VPN getestet",
    nowhere: "Von hier aus konnte nichts geprüft werden",
  },
  outcome: {
    proven: "Von außen bewiesen",
    weak: "Wahrscheinlich, nicht bewiesen",
    connected: "Nicht bewiesen: Die Verbindung steht, und niemand spricht",
    answered: "Nicht bewiesen",
    stranger: "Nicht bewiesen: Etwas anderes antwortet",
    refused: "Nicht bewiesen: abgewiesen",
    silent: "Nicht bewiesen: keine Antwort",
    "not-tested": "Nicht geprüft",
  },
  visit: {
    outside: "Aus dem Internet ({{from}}): Der Weg herein ist offen.",
    hairpin:
      "Von der eigenen Adresse des Objekts ({{from}}): Das Telefon ist im WLAN des Objekts, und der Router hat es umgedreht. Schalten Sie am Telefon das WLAN aus und laden Sie die Seite neu.",
    "hairpin-router":
      "Es kam über den Router ({{from}}), der verbirgt, wo es vorher war. Wahrscheinlich ist das Telefon im WLAN des Objekts: Schalten Sie das WLAN aus und laden Sie die Seite neu. Ist es aus, verbirgt dieser Router alle Besucher: Lassen Sie den Testserver draußen prüfen.",
    "same-network":
      "Aus dem eigenen Netz des Objekts ({{from}}): Das Telefon ist im WLAN des Objekts. Schalten Sie das WLAN aus und laden Sie die Seite neu.",
    "same-network-laptop":
      "Auf diesem Laptop selbst geöffnet ({{from}}). Scannen Sie den Code mit einem Telefon im Mobilfunk.",
    "same-network-vpn":
      "Es kam über ein VPN zu diesem Laptop ({{from}}), nicht über den Router. Schalten Sie am Telefon das VPN aus und laden Sie die Seite neu.",
    "same-carrier-said":
      "Von {{from}}, aber das Telefon hat denselben Anbieter wie das Objekt: Es kann hereingekommen sein, ohne dessen Netz je zu verlassen. Nehmen Sie ein Telefon mit einem anderen Anbieter.",
    "same-carrier-pool":
      "Von {{from}}, einer Adresse desselben Anbieters wie die des Objekts: Es kann hereingekommen sein, ohne dessen Netz je zu verlassen. Nehmen Sie ein Telefon mit einem anderen Anbieter.",
    "same-carrier-shared":
      "Von {{from}}, einer Adresse im Inneren eines Anbieters: Das Telefon war gar nicht im Internet. Nehmen Sie ein Telefon mit einem anderen Anbieter.",
    "wrong-page":
      "Von {{from}} kam jemand herein, wollte aber eine andere Seite. Scannen Sie den Code, der jetzt angezeigt wird; einer von einer früheren Prüfung zählt nicht mehr.",
  },
  page: {
    outside: { title: "Es funktioniert.", next: "Sie können diese Seite schließen." },
    "same-network": {
      title: "Sie sind im WLAN des Objekts.",
      next: "Schalten Sie an diesem Telefon das WLAN aus und laden Sie die Seite neu.",
    },
    hairpin: {
      title: "Sie sind im WLAN des Objekts.",
      next: "Schalten Sie an diesem Telefon das WLAN aus und laden Sie die Seite neu.",
    },
    "same-carrier": {
      title: "Derselbe Anbieter wie das Objekt.",
      next: "Das beweist noch nichts. Nehmen Sie ein Telefon mit einem anderen Mobilfunkanbieter.",
    },
  },
  remark: {
    "router-itself":
      "Dort antwortet der Router selbst („{{says}}“), nicht das Gerät. Vielleicht nutzt seine Fernwartung diesen Port: Schalten Sie sie aus, oder nehmen Sie außen einen anderen Port.",
    "another-device":
      "Dort antwortet etwas anderes als dieses Gerät („{{says}}“). Sehen Sie im Router nach, wohin der Port führt; auch eine Sperrseite des Anbieters sieht so aus.",
    "like-router":
      "Es kommt eine Antwort („{{says}}“), aber Gerät und Router antworten gleich, also kann niemand sagen, wer von beiden es war.",
    "nothing-to-tell-by": "Es kommt eine Antwort. Nichts darin unterscheidet ein Gerät vom anderen.",
    "not-compared":
      "Es kommt die erwartete Antwort. Von hier aus lässt sie sich nicht mit dem vergleichen, was das Gerät innen sagt.",
    "may-be-anybody": "Etwas antwortet („{{says}}“). Von hier aus kann niemand sagen, ob es das Gerät ist.",
    "takes-everything":
      "Die Verbindung wird angenommen, die zu einem Port, der nirgends geöffnet wurde, aber auch: Etwas unterwegs nimmt jeden Anruf an. Bewiesen ist nichts.",
    "mute-not-compared": "Die Verbindung wird angenommen; wer dort ist, sagt Fremden nichts.",
    "mute-without-device":
      "Die Verbindung wird angenommen, aber das Gerät antwortet auf diesem Port auch innen nicht: Etwas anderes hat den Anruf angenommen.",
    "mute-only-outside":
      "Die Verbindung wird angenommen, aber die Antwort des Geräts kommt nicht heraus, obwohl es innen antwortet: Etwas unterwegs hat den Anruf angenommen.",
    "mute-alike": "Die Verbindung wird angenommen. Wie innen sagt das Gerät Fremden nichts.",
    "mute-alike-controlled":
      "Die Verbindung wird hier angenommen und an einem Port, der nirgends geöffnet wurde, nicht. Wie innen sagt das Gerät Fremden nichts.",
    refused:
      "Der Anruf wurde abgewiesen: Die Weiterleitung steht nicht im Router, oder das Gerät weist Anrufe aus anderen Netzen ab.",
    silent:
      "Keine Antwort: Die Weiterleitung steht nicht im Router, etwas unterwegs filtert, oder das Gerät hat kein Gateway.",
    "refused-but-inside":
      "Der Anruf wurde abgewiesen, obwohl das Gerät innen antwortet: Die Weiterleitung steht nicht im Router, oder das Gerät weist Anrufe aus anderen Netzen ab (sein Adressfilter).",
    "silent-but-inside":
      "Keine Antwort, obwohl das Gerät innen antwortet. Sehen Sie der Reihe nach nach: Hat der Router die Weiterleitung noch, ist die Adresse des Routers das Gateway des Geräts, filtert das Gerät Adressen, sperrt der Anbieter den Port.",
    "refused-elsewhere":
      "Der Anruf wurde abgewiesen: Die Weiterleitung ist weg, oder die Leitung hat inzwischen eine andere Adresse. Prüfen Sie das Objekt wieder, wenn Sie dort sind.",
    "silent-elsewhere":
      "Keine Antwort: Die Weiterleitung ist weg, das Gerät ist aus, oder die Leitung hat inzwischen eine andere Adresse. Prüfen Sie das Objekt wieder, wenn Sie dort sind.",
    "nor-inside":
      "Keine Antwort, und auf diesem Port antwortet das Gerät auch innen nicht. Ist es an, und ist das sein Port?",
    hairpin:
      "Der Router hat den eigenen Anruf dieses Laptops umgedreht, und er ist angekommen. Die Weiterleitung funktioniert also wahrscheinlich; beweisen kann es nur eine Prüfung von außen.",
    "name-unknown":
      "Unter der Adresse kommt eine Antwort, aber der Name {{name}} führt nirgends hin. Prüfen Sie den Eintrag beim dynamischen DNS.",
    "name-elsewhere":
      "Unter {{address}} kommt eine Antwort, aber der Name {{name}} führt zu {{leadsTo}}. Prüfen Sie den Eintrag beim dynamischen DNS: Apps mit dem Namen finden nichts.",
    "way-only":
      "Der Weg aus dem Internet zu diesem Laptop ist offen. Das Gerät selbst wurde nicht angerufen: Der Laptop stand an seiner Stelle.",
  },
  trouble: {
    offline: "Dieser Laptop ist nicht im Internet, also lässt sich von außen nichts prüfen.",
    "never-checked":
      "Dieses Objekt wurde noch nie geprüft, also kann Farsite nicht sagen, ob dieser Laptop dort ist. Prüfen Sie zuerst das Objekt.",
    vpn: "Ein VPN nimmt den Verkehr dieses Laptops ({{adapter}}): Die Prüfung käme beim VPN an und nicht an diesem Objekt. Schalten Sie es aus und prüfen Sie noch einmal.",
    "shared-address":
      "Andere Kunden des Anbieters haben dieselbe Adresse wie dieses Objekt, also kann Farsite nicht sagen, ob dieser Laptop dort ist.",
    "site-address-unknown":
      "Die letzte Prüfung fand keine Internetadresse dieses Objekts. Prüfen Sie das Objekt wieder, wenn Sie dort sind.",
    "which-router":
      "Hier gibt es wie am Objekt einen Router unter {{gateway}}, aber die Adressen im Internet sind verschieden. Ist dieser Laptop am Objekt? Dann prüfen Sie erst das Objekt und danach die Weiterleitungen.",
    udp: "Über UDP antwortet niemand einem Fremden, also kann es keine Prüfung von außen beweisen. Verbinden Sie sich mit dem VPN oder der App, für die der Port da ist.",
    "ipv6-by-vantage":
      "Der Testserver ruft die Adresse zurück, die ihn fragt: diesen Laptop und nicht das Gerät. Prüfen Sie von diesem Laptop an einem anderen Ort mit IPv6 oder mit der App.",
    "ipv6-from-inside":
      "Über IPv6 kommt ein Anruf von innen an der Firewall des Routers nicht vorbei, also würde er nichts beweisen.",
    name: "Der Name {{name}} führt nirgends hin. Prüfen Sie den Eintrag beim dynamischen DNS.",
    "not-public": "{{address}} ist keine Adresse des Internets.",
    hairpin:
      "Von innen versucht, was nichts sagt: Viele Router drehen einen solchen Anruf nicht um. Lassen Sie es von einem Telefon im Mobilfunk oder einem Testserver draußen beweisen.",
    "not-at-site":
      "Dieser Laptop ist nicht am Objekt: Das Internet sieht ihn als {{address}}. Die Seite für das Telefon geht nur am Objekt; von hier aus lassen sich die Weiterleitungen direkt prüfen.",
    "by-hand-refused":
      "Kein Telefon öffnet Port {{port}}: Browser lehnen ihn ab. Leiten Sie einen anderen an diesen Laptop weiter, etwa 48080.",
    "by-hand-low":
      "Port {{port}} darf dieser Laptop selbst nicht benutzen. Leiten Sie einen ab 1024 an ihn weiter, etwa 48080.",
    "by-hand-taken":
      "Ein anderes Programm auf diesem Laptop benutzt Port {{port}}. Leiten Sie einen anderen an ihn weiter, etwa 48080.",
    "no-port": "Für diese Prüfung war kein Port zu haben.",
  },
  phone: {
    "firewall-shut":
      "Dieser Laptop selbst weist Verbindungen an Port {{port}} ab. Erlauben Sie Farsite zuerst in seiner Firewall, sonst kommt kein Telefon herein, was immer die Leitung tut.",
    "firewall-on":
      "Dieser Laptop hat vielleicht eine eigene Firewall ({{names}}). Bekommt das Telefon keine Seite, erlauben Sie Farsite eingehende Verbindungen an TCP-Port {{port}}; wo das System fragt, für private und öffentliche Netze.",
    "port-refused": "Kein Browser öffnet Port {{wanted}}, darum prüft das Telefon den Weg an Port {{port}}.",
    "port-taken":
      "Port {{wanted}} führt schon zum Gerät und bleibt, wie er ist, darum prüft das Telefon den Weg an Port {{port}}.",
    "port-shared":
      "Port {{wanted}} gehört nicht zu denen dieser Leitung, darum prüft das Telefon den Weg an Port {{port}}.",
    "port-other": "Der Router gab Port {{port}} statt {{wanted}}.",
    "router-address":
      "Der Router hält {{external}} für seine Adresse, das Internet sieht {{address}}: Ein weiteres Gerät dazwischen muss den Anruf durchlassen.",
    "nobody-outside": "In der Zeit kam niemand von außen. Was die Besuche zeigten, steht oben.",
    "nobody-shut":
      "Es kam niemand, und es konnte auch niemand kommen: Dieser Laptop weist Verbindungen an Port {{port}} ab. Erlauben Sie Farsite in seiner Firewall und prüfen Sie noch einmal. Über die Leitung sagt das nichts.",
    "nobody-firewall":
      "Es kam niemand. Vielleicht hielt die eigene Firewall dieses Laptops ({{names}}) sie ab: Erlauben Sie eingehende Verbindungen an TCP-Port {{port}} und prüfen Sie noch einmal, bevor Sie es der Leitung zuschreiben.",
    nobody:
      "Es kam niemand. War das Telefon im Mobilfunk und bekam keine Seite, ist der Weg herein zu: durch den Anbieter oder durch ein weiteres Gerät vor dem Router.",
  },
  stale: {
    "forward-changed": "Die Weiterleitung wurde nach der Prüfung geändert: Prüfen Sie sie noch einmal.",
    "tunnel-changed": "Der Tunnel wurde nach der Prüfung angelegt, geändert oder entfernt: Prüfen Sie ihn noch einmal.",
    "address-changed":
      "Die Leitung hatte damals eine andere Adresse ({{before}}, jetzt {{now}}): Prüfen Sie sie noch einmal.",
    "in-future": "Die Prüfung trägt ein Datum in der Zukunft, also ging eine Uhr falsch: Prüfen Sie noch einmal.",
    old_one: "Die Prüfung ist {{count}} Tag alt: Prüfen Sie noch einmal.",
    old_other: "Die Prüfung ist {{count}} Tage alt: Prüfen Sie noch einmal.",
  },
  verify: {
    none: "Von diesem Objekt ist kein Port weitergeleitet, also gibt es nichts zu prüfen.",
    row: "{{transport}} {{port}} zu {{address}}:{{internalPort}}: {{outcome}}",
    latency: "{{ms}} ms",
    allProven: "Alle Weiterleitungen sind bewiesen.",
    notAllProven: "{{proven}} von {{count}} Weiterleitungen sind bewiesen.",
    saved: "In der Aufnahme behalten.",
    unchanged: "Wie beim letzten Mal; nicht noch einmal behalten.",
  },
};
