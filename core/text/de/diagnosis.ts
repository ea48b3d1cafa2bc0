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
    laptop: "Dieser Laptop hat selbst die öffentliche Adresse {{address}}: dazwischen übersetzt kein Router.",
    "other-uplink":
      "Dem Router gehört die öffentliche Adresse {{address}}, er meldet aber {{wan}}: wahrscheinlich hat er zwei Internetanschlüsse.",
  },
  cgnat: {
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
    outside:
      "Der Router hat die öffentliche Adresse {{address}}, aber eine Verbindung von außen kam nicht herein: Etwas vor dem Router, wahrscheinlich die Firewall des Anbieters, hält sie ab.",
  },
  offline: {
    "login-page":
      "Vor dem Internet steht eine Anmeldeseite: Bis sich dort jemand anmeldet, hat dieses Netz kein Internet.",
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
      "Der Router hat die Adresse {{wan}}, schickt den Verkehr aber durch einen Tunnel hinaus: Das Internet sieht {{address}}. Wahrscheinlich läuft auf ihm ein VPN.",
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
  "login-page": {
    title: "Vor dem Internet steht eine Anmeldeseite",
    whatToDo:
      "Melden Sie sich im Browser an oder bitten Sie um ein Netz ohne Anmeldeseite. Recorder können sich dort nicht selbst anmelden.",
  },
  "names-fail": {
    title: "Namen lassen sich nicht nachschlagen",
    whatToDo:
      "Sehen Sie nach dem Namensserver (DNS) in Router und Laptop. Auch Recorder brauchen ihn für Apps, Uhrzeit und E-Mail.",
  },
  "proxy-in-use": {
    title: "Webseiten gehen über einen Proxy ({{proxy}})",
    whatToDo: "Webseiten sehen womöglich die Adresse des Proxys. Farsite fragt an ihm vorbei, andere Programme nicht.",
  },
  "laptop-firewall": {
    title: "Die Firewall dieses Laptops hat den Test von außen womöglich abgehalten ({{names}})",
    whatToDo:
      "Erlauben Sie Farsite in der Firewall des Laptops und prüfen Sie erneut; erst dann sagt ein misslungener Test etwas über den Anschluss.",
  },
  "vpn-beside": {
    title: "Neben dem Weg hinaus ist ein VPN eingeschaltet ({{adapters}})",
    whatToDo:
      "Diese Prüfung läuft nicht darüber. Seine eigenen Adressen (oft aus 100.64.0.0/10) sind nicht die des Anbieters.",
  },
  "on-wifi": {
    title: "Der Laptop ist im WLAN ({{adapter}})",
    whatToDo:
      "Ein Gäste-WLAN kann ein anderes Netz sein als das des Recorders. Nehmen Sie möglichst ein Kabel am Switch des Recorders.",
  },
  "only-some-ports": {
    title: "Nur einige Ports gehören diesem Anschluss",
    whatToDo:
      "Nehmen Sie außen einen der eigenen Ports (zum Beispiel {{example}}) und leiten Sie ihn auf den Port des Recorders, oder fragen Sie den Anbieter nach einer eigenen Adresse.",
  },
  "two-routers": {
    title: "Zwei Router hintereinander, beide vor Ort",
    whatToDo:
      "Am besten: den äußeren ({{hop}}) in den Bridge-Modus stellen. Oder den Port in beiden weiterleiten: im äußeren zum inneren Router, im inneren zum Recorder.",
  },
  "provider-firewall": {
    title: "Verbindungen von außen werden vor dem Router abgehalten",
    whatToDo:
      "Bitten Sie den Anbieter, den Anschluss für Verbindungen von außen zu öffnen, oder nehmen Sie ein Relay oder ein VPN, das von innen aufgebaut wird.",
  },
  "ipv4-only-devices": {
    title: "Geräte, die nur IPv4 sprechen, haben hier kein Internet",
    whatToDo:
      "Recorder und Kameras brauchen an diesem Anschluss IPv6 oder einen Router, der für sie übersetzt (464XLAT / CLAT).",
  },
  "same-nat-as-other-site": {
    title: "Ein anderer Ihrer Standorte steht hinter derselben geteilten Adresse ({{sites}})",
    whatToDo:
      "Eine direkte Verbindung zwischen beiden kann scheitern, obwohl beide hinauskommen; planen Sie ein Relay oder einen VPN-Knoten.",
  },
  "web-blocked": {
    title: "Webseiten kommen aus diesem Netz nicht hinaus",
    whatToDo: "Relays und Hersteller-Clouds brauchen TCP 443. Bitten Sie den Betreiber der Firewall, es zu erlauben.",
  },
  "outbound-ports-blocked": {
    title: "Einige Ports kommen nicht hinaus ({{ports}})",
    whatToDo:
      "Wählen Sie ein VPN oder Relay mit einem anderen Port, oder bitten Sie den Betreiber der Firewall, diese zu erlauben.",
  },
  "anybody-may-answer": {
    title: "Ist ein UDP-Port einmal offen, darf von außen jeder an ihn senden (Full Cone oder DMZ)",
    whatToDo:
      "Gut für direkte Verbindungen. Prüfen Sie, dass im Router kein Gerät als DMZ oder Exposed Host eingetragen ist.",
  },
  "one-way-audio": {
    title: "Bei Türsprechstellen und SIP ist der Ton oft nur in einer Richtung zu hören",
    whatToDo:
      "Nehmen Sie für Türstationen und SIP-Telefone das Relay des Herstellers, ein VPN oder einen SIP-Server draußen.",
  },
  "no-hairpin": {
    title: "Innerhalb des Standorts funktioniert die öffentliche Adresse nicht",
    whatToDo:
      "Nehmen Sie innen die lokale Adresse des Recorders und außen die öffentliche; Apps mit beiden Einträgen wechseln von selbst.",
  },
  "short-keepalive": {
    title: "Eine stille UDP-Verbindung wird nach {{seconds}} s getrennt",
    whatToDo: "Stellen Sie das Keepalive von VPNs auf höchstens {{keepalive}} s.",
  },
  "ipv6-way-in": {
    title: "IPv6 kann ein Weg hinein sein",
    whatToDo:
      "Der Anschluss hat eigenes IPv6 ({{address}}). Haben auch der Recorder und die Betrachter IPv6, genügt womöglich eine Freigabe in der IPv6-Firewall des Routers.",
  },
  "ipv6-open": {
    title: "Der Router lässt über IPv6 alles herein",
    whatToDo:
      "Schalten Sie die IPv6-Firewall des Routers ein: Kameras und Recorder sind aus dem ganzen Internet erreichbar.",
  },
  "ipv6-blocked": {
    title: "Über IPv6 kam nichts herein",
    whatToDo:
      "Üblich und sicher. Ist Zugang über IPv6 gewünscht, geben Sie in der IPv6-Firewall des Routers einen Port für ein Gerät frei.",
  },
  "ipv6-translated": {
    title: "Auch IPv6 wird übersetzt ({{address}})",
    whatToDo: "Ein Gerät hat außen eine andere Adresse; eine Freigabe braucht das übersetzte Präfix.",
  },
  "ipv6-no-way-out": {
    title: "IPv6 ist hier eingerichtet, kommt aber nicht hinaus",
    whatToDo: "Geräte, die zuerst IPv6 versuchen, werden langsam. Sehen Sie nach der IPv6-Einstellung des Routers.",
  },
  "chain-possible": {
    title: "Beide Router öffnen Ports auf Anfrage",
    whatToDo: "Eine Weiterleitung durch beide lässt sich von hier aus einrichten: Der äußere Router ist {{hop}}.",
  },
  "carrier-opens-ports": {
    title: "Das Gerät des Anbieters öffnet Ports auf Anfrage ({{hop}})",
    whatToDo:
      "Selten und nützlich: Eine Portweiterleitung kann an diesem Anschluss funktionieren, solange sie erneuert wird. Testen Sie sie von außen, bevor Sie sich darauf verlassen.",
  },
  "router-maps-for-anyone": {
    title: "Jedes Gerät darf Ports für jedes andere öffnen",
    whatToDo:
      "Praktisch beim Einrichten, danach ein Risiko: Schalten Sie im Router UPnP aus oder seinen „sicheren Modus“ ein, sobald die Installation fertig ist.",
  },
  "maps-only-for-asker": {
    title: "Der Router öffnet Ports nur für das Gerät, das fragt",
    whatToDo:
      "Lassen Sie den Recorder selbst fragen (dessen UPnP für den Moment einschalten) oder tragen Sie die Weiterleitung von Hand im Router ein.",
  },
  "router-started-anew": {
    title: "Der Router ist während der Prüfung neu gestartet oder hat seine Port-Einträge vergessen",
    whatToDo:
      "Prüfen Sie erneut. Kommt es wieder, halten Weiterleitungen, um die Geräte selbst bitten, auf diesem Router nicht.",
  },
  "ports-open-in-router": {
    title: "Im Router stehen Ports offen",
    whatToDo: "Prüfen Sie, ob jeder noch gewollt ist: {{ports}}",
  },
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
