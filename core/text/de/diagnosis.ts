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
    proven: "Eine Verbindung von außen kam unter {{address}} herein. Eine Portweiterleitung funktioniert hier.",
    "several-lines":
      "Der Router hat mehrere eigene öffentliche Adressen ({{addresses}}): Er hat mehr als einen Internetanschluss.",
    confirmed:
      "Der Router hat eine eigene öffentliche Adresse, {{address}}. Eine Portweiterleitung kann hier funktionieren.",
    owned:
      "Der Router selbst antwortet für die öffentliche Adresse {{address}}. Eine Portweiterleitung kann hier funktionieren.",
    "owned-silently":
      "Der Router schweigt über sich, aber nach allem, was zu sehen war, gehört ihm die öffentliche Adresse {{address}}. Eine Portweiterleitung kann hier funktionieren.",
    laptop: "Dieser Laptop hat selbst die öffentliche Adresse {{address}}: dazwischen übersetzt kein Router.",
    "other-uplink":
      "Dem Router gehört die öffentliche Adresse {{address}}, er meldet aber {{wan}}: wahrscheinlich hat er zwei Internetanschlüsse, oder seine Aussage ist veraltet.",
  },
  cgnat: {
    "carrier-box-likely":
      "Die öffentliche Adresse {{address}} gehört einem Gerät hinter diesem Router, das nichts von sich zeigt ({{hop}}): höchstwahrscheinlich dem geteilten NAT des Anbieters, in einem Firmennetz vielleicht der Zentrale. Eine Portweiterleitung nur in diesem Router kann nicht funktionieren.",
    "opened-by-provider":
      "Der Anschluss steht hinter dem geteilten NAT des Anbieters, aber dessen Gerät öffnet Ports auf Anfrage: Eine Verbindung von außen kam hindurch. Das hält, solange es erneuert wird.",
    "carrier-box":
      "Der Anbieter teilt die öffentliche Adresse {{address}} unter vielen Kunden auf (Carrier-Grade-NAT): Das Gerät hinter dem Router, {{hop}}, gehört ihm. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
    "behind-second":
      "Zwei Router hintereinander, und der äußere ({{hop}}) bekommt nur {{wan}}, eine Adresse aus dem geteilten NAT des Anbieters. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
    "public-looking":
      "Der Anbieter teilt die öffentliche Adresse {{address}} unter vielen Kunden auf (Carrier-Grade-NAT): {{wan}}, die Adresse des Routers, sieht nur öffentlich aus. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
    "public-looking-hop":
      "Der Anbieter teilt die öffentliche Adresse {{address}} unter vielen Kunden auf (Carrier-Grade-NAT): Sie gehört einem Gerät hinter {{hop}}, das nicht vor Ort steht. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
    "shared-range":
      "Der Anbieter teilt eine öffentliche Adresse unter vielen Kunden auf (Carrier-Grade-NAT): der Router bekommt nur {{wan}}. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
    "shared-hop":
      "Der Anbieter teilt die öffentliche Adresse {{address}} unter vielen Kunden auf (Carrier-Grade-NAT): sie gehört nicht dem Router, und das nächste Gerät ist {{hop}} beim Anbieter. Eine Portweiterleitung kann an diesem Anschluss nicht funktionieren.",
  },
  "double-nat": {
    "perhaps-routed":
      "Die öffentliche Adresse gehört {{hop}}, vor Ort hinter diesem Router. Der Port muss dort weitergeleitet werden; in diesem Router ebenfalls, falls er selbst Adressen übersetzt (ein Switch oder reiner Router tut das nicht).",
    second:
      "Zwei Router hintereinander: Hinter diesem steht {{hop}}, vor Ort. Eine Portweiterleitung funktioniert, sobald sie in beiden eingerichtet ist oder der äußere nur noch durchreicht (Bridge-Modus).",
    named:
      "Zwei Router hintereinander: Hinter diesem steht {{name}} ({{hop}}), vor Ort. Eine Portweiterleitung funktioniert, sobald sie in beiden eingerichtet ist oder der äußere nur noch durchreicht (Bridge-Modus).",
    several:
      "{{routers}} Router hintereinander, alle vor Ort; der letzte ist {{hop}}. Eine Portweiterleitung funktioniert, sobald sie in jedem davon eingerichtet ist.",
  },
  "shared-address": {
    "ds-lite":
      "Der Anschluss hat keine eigene IPv4-Adresse (DS-Lite): Der Anbieter befördert IPv4 durch IPv6 und teilt seine Adresse unter vielen Kunden auf. Eine Portweiterleitung kann über IPv4 nicht funktionieren.",
    "map-e":
      "Die öffentliche Adresse {{address}} ist nach Ports auf mehrere Kunden aufgeteilt (MAP-E). Nur {{ports}} der Ports gehören diesem Anschluss; eine Portweiterleitung funktioniert mit einem davon.",
    "port-set":
      "Die öffentliche Adresse {{address}} ist nach Ports auf mehrere Kunden aufgeteilt: Der Router benutzt nur einen Teil davon. Eine Portweiterleitung funktioniert nur mit einem seiner eigenen Ports.",
  },
  nat64: {
    translated:
      "Der Anschluss kann nur IPv6; IPv4 übersetzt der Anbieter (NAT64, {{prefix}}). Über IPv4 kann nichts herein, über IPv6 vielleicht.",
    "only-ipv6": "Der Anschluss kann nur IPv6. Über IPv4 kann nichts herein, über IPv6 vielleicht.",
  },
  firewalled: {
    laptop:
      "Dieser Laptop hat selbst die öffentliche Adresse {{address}}, aber eine Verbindung von außen kam nicht herein: Etwas auf dem Weg, wahrscheinlich die Firewall des Anbieters, hält sie ab.",
    outside:
      "Der Router hat die öffentliche Adresse {{address}}, aber eine Verbindung von außen kam nicht herein: Etwas vor dem Router, wahrscheinlich die Firewall des Anbieters, hält sie ab.",
  },
  offline: {
    "login-page":
      "Vor dem Internet steht eine Anmeldeseite: Bis sich dort jemand anmeldet, hat dieses Netz kein Internet.",
    "filter-page":
      "Statt des Internets antwortet eine Webseite: eine Anmeldeseite oder ein Webfilter. Bis das gelöst ist, hat dieses Netz kein offenes Internet.",
    "line-down": "Der Router meldet, dass sein Internetanschluss keine Verbindung hat.",
    "no-route": "Dieser Laptop ist nicht verbunden: kein Netz bietet ihm einen Weg hinaus.",
    "no-gateway":
      "Der Laptop ist im Netz ({{address}}), kennt aber keinen Router: wahrscheinlich ist eine feste Adresse eingestellt.",
    silent: "Im Internet hat niemand geantwortet: der Anschluss ist tot oder alles ist gesperrt.",
  },
  unknown: {
    "names-failed":
      "Namen lassen sich hier nicht nachschlagen; deshalb konnte kein Server im Internet gefragt werden. Die Leitung selbst befördert Pakete.",
    "router-tunnel":
      "Der Router hat die Adresse {{wan}}, der Verkehr nimmt aber einen anderen Weg: Das Internet sieht {{address}}. Auf ihm läuft ein VPN, oder er benutzt einen zweiten (Ersatz-)Anschluss.",
    "ipv4-without-router":
      "Der Laptop hat die IPv4-Adresse {{address}} und keinen Router dafür; nur IPv6 funktioniert. Wahrscheinlich ist eine feste Adresse eingestellt, oder die automatische (DHCP) kam nicht.",
    "claimed-twice":
      "Sowohl der Router als auch das Gerät dahinter ({{hop}}) geben {{wan}} als ihre Adresse an. Eines von beiden wiederholt nur, was es gehört hat.",
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
  "router-owns-silently":
    "{{replier}} reicht Pakete weiter und meldet es, wenn sie nicht weiter dürfen; nur die für {{address}} hat er wortlos behalten: Die Adresse gehört ihm.",
  "further-out-owns":
    "Ein Testpaket, das nur einen Schritt weit reisen darf, kam nicht bis {{address}}: {{replier}} hätte es weiterreichen müssen, sie gehört also einem Gerät weiter draußen.",
  "hop-shared":
    "Das nächste Gerät nach dem Router zeigt {{hop}} aus 100.64.0.0/10, dem Bereich für geteiltes NAT der Anbieter (RFC 6598).",
  "hop-private": "Ein Gerät hinter dem Router zeigt die private Adresse {{hop}}.",
  "hop-public": "Das Gerät hinter dem Router zeigt {{hop}}.",
  "box-upnp": "{{hop}} beschreibt sich als {{name}}: ein Router für Haushalte und Büros.",
  "box-page": "{{hop}} hat eine eigene Seite („{{title}}“), wie Router und Modems vor Ort.",
  "box-far": "{{hop}} ist {{ms}} ms weiter entfernt als der Router: Dazwischen liegt eine Leitung, kein Kabel vor Ort.",
  "box-nat-pmp": "{{hop}} spricht NAT-PMP, wie Router für Haushalte.",
  "box-pcp-only": "{{hop}} spricht PCP, hat aber weder eine Seite noch UPnP: So sind Geräte der Anbieter.",
  "box-drops": "{{hop}} lässt jede Frage unbeantwortet, wie Geräte der Anbieter.",
  "box-refuses": "{{hop}} lehnt höflich ab, statt zu schweigen, wie Router vor Ort gegenüber ihrem eigenen Netz.",
  "box-claims": "{{hop}} sagt, dass {{address}} seine eigene Adresse ist.",
  "box-shared-claim":
    "{{hop}} sagt, dass seine eigene Adresse {{wan}} ist, aus 100.64.0.0/10, dem Bereich für geteiltes NAT der Anbieter (RFC 6598).",
  "owner-steps_one": "Das Gerät mit der öffentlichen Adresse ist {{count}} Schritt hinter dem Router.",
  "owner-steps_other": "Das Gerät mit der öffentlichen Adresse ist {{count}} Schritte hinter dem Router.",
  "inbound-proven": "Eine Verbindung vom Testserver draußen kam durch den Port herein, den der Router geöffnet hatte.",
  "inbound-by-outer-box":
    "Eine Verbindung vom Testserver draußen kam durch einen Port herein, den das Gerät hinter dem Router geöffnet hatte.",
  "laptop-firewall-unknown": "Ob eine Firewall dieses Laptops den Test abgehalten hat, ließ sich nicht feststellen.",
  "inbound-blocked":
    "Der Router hatte einen Port geöffnet, und eine Verbindung vom Testserver draußen kam trotzdem nicht herein.",
  "names-failed": "Kein Name ließ sich nachschlagen.",
  "passed-router": "Pakete kommen über den Router hinaus: {{hop}} hat geantwortet.",
  "line-down": "Der Router meldet, dass er keine Verbindung hat.",
  "login-page": "Statt einer Antwort kam eine Webseite, auf der man sich anmelden soll.",
  "only-ipv6-route": "Der Laptop hat nur über IPv6 einen Weg hinaus.",
  clat: "Der Laptop übersetzt IPv4 selbst in IPv6 ({{adapter}}).",
  "nat64-prefix": "Der Namensdienst gibt IPv4-Servern IPv6-Adressen unter {{prefix}}.",
  "tunnel-end": "{{address}} ist eine Adresse, die nur die Enden eines IPv4-in-IPv6-Tunnels haben (RFC 6333).",
  "map-rule":
    "Das IPv6-Präfix des Anschlusses ergibt nach der veröffentlichten Regel von {{operator}} genau {{address}} und {{ports}} Ports.",
  "port-set": "Alle Ports, die Server im Internet sahen, stammen aus einer kleinen Menge.",
  "any-port": "Server im Internet sahen Ports aus dem ganzen Bereich: Sie sind nicht auf eine Menge beschränkt.",
  "typed-is-public": "Die Statusseite des Routers zeigt {{wan}}, dieselbe Adresse, die das Internet sieht.",
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
  "router-tunnel":
    "Suchen Sie im Router nach einem VPN, durch das aller Verkehr geht. Schalten Sie es für den Test aus, oder planen Sie den Zugang mit der eigenen Adresse des Routers.",
  "ask-provider-ipv4":
    "Fragen Sie den Anbieter nach einer eigenen öffentlichen IPv4-Adresse für diesen Anschluss und was sie kostet.",
  "ask-provider-firewall":
    "Bitten Sie den Anbieter, Verbindungen hereinzulassen (manche haben dafür einen Schalter im Kundenkonto), und prüfen Sie erneut.",
  "log-in": "Öffnen Sie im Browser irgendeine Webseite, melden Sie sich an und prüfen Sie erneut.",
  "mend-names":
    "Tragen Sie in den Netzwerkeinstellungen des Laptops einen anderen Namensserver ein (zum Beispiel 9.9.9.9) und prüfen Sie erneut.",
  "ask-one-to-one":
    "Bitten Sie den Anbieter um eine eigene öffentliche Adresse für diesen Anschluss. Manche haben ihm schon eine zugeordnet (1:1-NAT, feste IP), während der Router diese behält: Ein Test von außen zeigt es.",
  "find-other-box":
    "Vergewissern Sie sich, dass vor Ort zwischen diesem Router und der Anschlussdose kein zweiter Router und kein Modem steht; ist dort keines, fragen Sie den Anbieter nach einer öffentlichen Adresse.",
  "line-light": "Sehen Sie nach der Leitungsanzeige des Modems, starten Sie es nötigenfalls neu und prüfen Sie erneut.",
  "add-servers":
    "Tragen Sie in den Einstellungen einen STUN-Server oder eine Adressseite ein und prüfen Sie dort erneut, wo es Internet gibt.",
  "one-uplink": "Trennen Sie einen der Internetanschlüsse (oder den Proxy) und prüfen Sie erneut.",
  "find-box":
    "Öffnen Sie http://{{hop}} im Browser: Meldet sich ein Router oder Modem vor Ort, lässt es sich hier beheben. Meldet sich nichts, suchen Sie vor Ort nach einem zweiten Gerät, bevor Sie den Anbieter fragen.",
  "find-second-router":
    "Suchen Sie vor Ort nach einem zweiten Router oder Modem, das {{wan}} vergibt. Gibt es eines, lässt es sich hier beheben; sonst gehört es dem Anbieter.",
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
