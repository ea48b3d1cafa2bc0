import type * as english from "../en/diagnosis.ts";

export const verdict: typeof english.verdict = {
  name: {
    public: "Öffentliche Adresse",
    "double-nat": "Zwei Router hintereinander",
    cgnat: "Carrier-Grade-NAT",
    "shared-address": "Geteilte Adresse",
    nat64: "Reiner IPv6-Anschluss",
    firewalled: "Von einer Firewall gesperrt",
    offline: "Kein Internet",
    unknown: "Noch nicht klar",
  },
  public: {
    confirmed:
      "Der Router hat eine eigene öffentliche Adresse, {{address}}. Eine Portweiterleitung kann hier funktionieren.",
    owned:
      "Der Router selbst antwortet für die öffentliche Adresse {{address}}. Eine Portweiterleitung kann hier funktionieren.",
    laptop: "Dieser Laptop hat selbst die öffentliche Adresse {{address}}: dazwischen übersetzt kein Router.",
    "other-uplink":
      "Dem Router gehört die öffentliche Adresse {{address}}, er meldet aber {{wan}}: wahrscheinlich hat er zwei Internetanschlüsse.",
  },
  cgnat: {
    "shared-range":
      "Der Anbieter teilt eine öffentliche Adresse unter vielen Kunden auf (Carrier-Grade-NAT): der Router bekommt nur {{wan}}. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
    "shared-hop":
      "Der Anbieter teilt die öffentliche Adresse {{address}} unter vielen Kunden auf (Carrier-Grade-NAT): sie gehört nicht dem Router, und das nächste Gerät ist {{hop}} beim Anbieter. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
  },
  offline: {
    "no-route": "Dieser Laptop ist nicht verbunden: kein Netz bietet ihm einen Weg hinaus.",
    "no-gateway":
      "Der Laptop ist im Netz ({{address}}), kennt aber keinen Router: wahrscheinlich ist eine feste Adresse eingestellt.",
    silent: "Im Internet hat niemand geantwortet: der Anschluss ist tot oder alles ist gesperrt.",
  },
  unknown: {
    vpn: "Ein VPN auf diesem Laptop ({{adapter}}) leitet den Verkehr um; diese Prüfung sieht den Anschluss des Kunden nicht.",
    "no-router":
      "Der Verkehr dieses Laptops geht über {{adapter}} ohne Router hinaus: ein VPN oder ein Modem im Laptop selbst. Der Anschluss des Kunden ist nicht zu sehen.",
    "nothing-asked": "Es wurde kein Server im Internet gefragt; der Anschluss lässt sich nicht beurteilen.",
    "addresses-disagree":
      "Server im Internet sahen verschiedene Adressen ({{addresses}}); es ist nicht klar, welcher Anschluss benutzt wird.",
    "router-contradicts":
      "Der Router meldet verschiedene eigene Adressen ({{addresses}}); auf seine Aussage ist kein Verlass.",
    "no-evidence": "Weder der Router noch ein Server im Internet nannte eine brauchbare Adresse.",
    "further-out":
      "Die öffentliche Adresse {{address}} gehört nicht diesem Router, sondern einem Gerät zwischen ihm und dem Internet: einem zweiten Router vor Ort oder dem geteilten NAT des Anbieters.",
    "router-silent": "Die öffentliche Adresse ist {{address}}, der Router sagt aber nicht, ob sie ihm gehört.",
    "shared-but-owned":
      "Der Router meldet {{wan}}, eine Adresse aus dem geteilten NAT eines Anbieters, antwortet aber selbst für die öffentliche Adresse. Das widerspricht sich.",
    "private-wan":
      "Die Internetadresse des Routers ist {{wan}}, eine private: zwischen ihm und dem Internet sitzt noch ein Router, vor Ort oder beim Anbieter.",
    "no-outside-view": "Der Router meldet {{wan}}, es wurde aber kein Server im Internet erreicht, der das bestätigt.",
    "wan-differs": "Der Router meldet {{wan}}, das Internet sieht aber {{address}}: dazwischen übersetzt etwas.",
    "false-claim": "Der Router gibt {{wan}} als seine Adresse aus, für sie antwortet aber ein Gerät weiter draußen.",
  },
};

export const evidence: typeof english.evidence = {
  tunnel: "Der Weg aus diesem Laptop führt durch {{adapter}}, einen VPN-Adapter.",
  "no-default-route": "Der Laptop hat kein Standardgateway.",
  "no-router": "Auf dem Weg über {{adapter}} steht kein Router.",
  "nobody-outside_one": "{{count}} Frage ging ins Internet, niemand hat geantwortet.",
  "nobody-outside_other": "{{count}} Fragen gingen ins Internet, niemand hat geantwortet.",
  "wan-reported": "Der Router meldet die Adresse {{wan}}.",
  "sources-disagree": "Verschiedene Server sahen {{addresses}}.",
  "laptop-has-public": "Server im Internet sehen {{address}}, die eigene Adresse des Laptops.",
  "wan-contradiction": "Die Protokolle des Routers melden verschiedene Adressen: {{addresses}}.",
  "no-wan": "Der Router nannte seine eigene Internetadresse nicht.",
  "shared-not-excluded":
    "Manche Anbieter teilen eine Adresse nach Ports auf mehrere Kunden auf; das kann diese Prüfung nicht ausschließen.",
  "wan-shared":
    "Die Internetadresse {{wan}} des Routers stammt aus 100.64.0.0/10, dem Bereich für geteiltes NAT der Anbieter (RFC 6598).",
  "wan-private": "Die Internetadresse {{wan}} des Routers ist eine private (RFC 1918).",
  "wan-is-public": "Der Router meldet {{wan}}, dieselbe Adresse, die das Internet sieht.",
  "wan-differs": "Das Internet sieht {{address}}, nicht {{wan}} wie der Router.",
  "router-owns":
    "Ein Testpaket, das nur einen Schritt weit reisen darf, wurde von {{address}} selbst beantwortet: sie gehört dem Router.",
  "further-out-owns":
    "Ein Testpaket, das nur einen Schritt weit reisen darf, kam nicht bis {{address}}: {{replier}} hätte es weiterreichen müssen, sie gehört also einem Gerät weiter draußen.",
  "hop-shared":
    "Das nächste Gerät nach dem Router zeigt {{hop}} aus 100.64.0.0/10, dem Bereich für geteiltes NAT der Anbieter (RFC 6598).",
  "hop-private": "Das nächste Gerät nach dem Router zeigt die private Adresse {{hop}}.",
  "ping-silent":
    "Der Router beantwortete den Ein-Schritt-Test nicht; wem die öffentliche Adresse gehört, bleibt offen.",
  "public-seen_one": "{{count}} Server im Internet sah {{address}}.",
  "public-seen_other": "{{count}} Server im Internet sahen {{address}}.",
};

export const settle: typeof english.settle = {
  "read-wan-address":
    "Öffnen Sie die Statusseite des Routers und lesen Sie seine WAN-Adresse (Internetadresse) ab. Das klärt es.",
  "test-from-outside":
    "Beweisen kann es nur ein Test von außen: Richten Sie im Router die Portweiterleitung zum Recorder ein und öffnen Sie sie mit einem Telefon im Mobilfunk.",
  "switch-vpn-off": "Schalten Sie das VPN auf {{adapter}} aus und prüfen Sie erneut.",
  "leave-adapter":
    "Schalten Sie {{adapter}} (VPN oder Mobilfunk) aus, lassen Sie nur das Netz des Kunden verbunden und prüfen Sie erneut.",
  "use-dhcp":
    "Stellen Sie den Netzwerkadapter auf automatisch (DHCP) oder tragen Sie den Router als Gateway ein und prüfen Sie erneut.",
  "compare-wan-address":
    "Öffnen Sie die Statusseite des Routers und lesen Sie seine WAN-Adresse ab. Steht dort {{address}}, gehört sie dem Router und eine Portweiterleitung kann funktionieren; sonst übersetzt ein Gerät dazwischen.",
  "plug-in": "Verbinden Sie den Laptop mit dem Netz des Kunden (Kabel oder WLAN) und prüfen Sie erneut.",
  "line-light": "Sehen Sie nach der Leitungsanzeige des Modems, starten Sie es nötigenfalls neu und prüfen Sie erneut.",
  "add-servers":
    "Tragen Sie in den Einstellungen einen STUN-Server oder eine Adressseite ein und prüfen Sie dort erneut, wo es Internet gibt.",
  "one-uplink": "Trennen Sie einen der Internetanschlüsse (oder den Proxy) und prüfen Sie erneut.",
  "find-box":
    "Öffnen Sie http://{{hop}} im Browser: Meldet sich ein Router oder Modem vor Ort, lässt es sich hier beheben. Meldet sich nichts, suchen Sie vor Ort nach einem zweiten Gerät, bevor Sie den Anbieter fragen.",
  "find-second-router":
    "Suchen Sie vor Ort nach einem zweiten Router oder Modem, das {{wan}} vergibt. Gibt es eines, lässt es sich hier beheben; sonst gehört es dem Anbieter.",
};

export const finding: typeof english.finding = {
  "vpn-on-laptop": {
    title: "Ein VPN auf dem Laptop verdeckt die Wahrheit ({{adapter}})",
    whatToDo:
      "Schalten Sie das VPN aus und prüfen Sie erneut. Bis dahin beschreibt jede Antwort das VPN, nicht dieses Objekt.",
  },
  "several-ways-out": {
    title: "Der Laptop hat mehr als einen Weg hinaus ({{gateways}})",
    whatToDo: "Lassen Sie nur das Netz des Kunden verbunden (WLAN oder Mobilfunk aus) und prüfen Sie erneut.",
  },
  "mapped-but-useless": {
    title: "Der Router öffnet Ports, aber das hilft hier nicht ({{protocols}})",
    whatToDo:
      "Richten Sie keine Portweiterleitung ein: der Router sagt ja, aber das Gerät des Anbieters nach ihm lässt nichts herein. Wählen Sie einen anderen Weg.",
  },
  "mapped-but-not-last-router": {
    title: "Der Router öffnet Ports, ist aber nicht der letzte Router ({{protocols}})",
    whatToDo:
      "Eine Weiterleitung nur in diesem Router reicht nicht bis ins Internet. Klären Sie zuerst, wem der nächste Router gehört.",
  },
  "no-port-forward-here": {
    title: "Eine Portweiterleitung scheidet an diesem Anschluss aus",
    whatToDo:
      "Fragen Sie den Anbieter nach einer öffentlichen IPv4-Adresse oder nehmen Sie ein Relay oder VPN, das von innen aufgebaut wird.",
  },
  "router-claims-foreign-address": {
    title: "Der Router gibt eine Adresse als eigene aus, die ihm nicht gehört ({{address}})",
    whatToDo:
      "Lesen Sie die WAN-Adresse auf der Statusseite des Routers ab und trauen Sie seinen automatischen Protokollen nicht.",
  },
  "router-contradicts-itself": {
    title: "Der Router meldet verschiedene Adressen ({{addresses}})",
    whatToDo: "Lesen Sie die WAN-Adresse auf der Statusseite ab. Ein Neustart oder eine neue Firmware kann helfen.",
  },
  "public-addresses-disagree": {
    title: "Server im Internet sehen verschiedene Adressen ({{addresses}})",
    whatToDo:
      "Suchen Sie nach einem zweiten Anschluss, einem Proxy oder einem VPN im Router und prüfen Sie je einen Anschluss.",
  },
  "udp-blocked": {
    title: "UDP kommt aus diesem Netz nicht hinaus",
    whatToDo:
      "WireGuard und die meisten VPNs brauchen UDP. Lassen Sie es in der Firewall freigeben oder planen Sie einen Weg über TCP 443.",
  },
  "ports-change-per-destination": {
    title: "Der ausgehende Port wechselt mit jedem Ziel (symmetrisches NAT)",
    whatToDo: "Eine Portweiterleitung stört das nicht. Cloud- und Peer-to-Peer-Zugriff brauchen vielleicht ein Relay.",
  },
  "test-mapping-left": {
    title: "Ein Testeintrag ließ sich nicht aus dem Router entfernen ({{protocols}})",
    whatToDo: "Er läuft in wenigen Minuten von selbst ab; beim nächsten Start in diesem Netz entfernt Farsite ihn.",
  },
  "router-opens-ports-unasked": {
    title: "Jedes Gerät in diesem Netz kann im Router Ports öffnen ({{protocols}})",
    whatToDo: "Schalten Sie das nach der Installation im Router ab, wenn es niemand braucht.",
  },
  "mapping-refused": {
    title: "Der Router wollte keinen Testport öffnen ({{protocols}})",
    whatToDo: "Öffnen Sie den Port von Hand im Router, wenn eine Portweiterleitung gewünscht ist.",
  },
  "unusable-answers": {
    title: "Etwas hat mit unsinnigen Daten geantwortet ({{who}})",
    whatToDo: "Farsite hat es nicht beachtet. Fehlerhafte Firmware tut das; Einzelheiten stehen unten in den Belegen.",
  },
};

export const layer: typeof english.layer = {
  laptop: "Dieser Laptop",
  router: "Router",
  "second-router": "Zweiter Router",
  vpn: "VPN",
  "carrier-nat": "Geteiltes NAT des Anbieters",
  "shared-address": "Adressteilung des Anbieters",
  nat64: "NAT64 des Anbieters",
  "unidentified-nat": "Ein weiterer Router dazwischen",
  internet: "Internet",
  owner: {
    installer: "Ihrer",
    customer: "vom Kunden",
    carrier: "vom Anbieter",
    unknown: "unbekannt, wessen",
    nobody: "niemandes",
  },
};

export const inbound: typeof english.inbound = {
  proven: "Von außen getestet: es kommt herein.",
  blocked: "Von außen getestet: nichts kommt herein.",
  untested: "Ob von außen etwas hereinkommt, wurde nicht getestet.",
};

export const confidence: typeof english.confidence = {
  certain: "sicher",
  high: "ziemlich sicher",
  medium: "wahrscheinlich",
  low: "nur ein Hinweis",
  none: "kein Urteil",
};
