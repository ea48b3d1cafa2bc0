import type * as english from "../en/finding.ts";

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
  "forward-further-out": {
    title: "Die öffentliche Adresse gehört einem Gerät weiter draußen vor Ort",
    whatToDo:
      "Leiten Sie den Port in {{hop}} weiter: zum Recorder, wenn dieser Router nur durchreicht (ein Switch), sonst zu diesem Router und von hier zum Recorder.",
  },
  "opened-and-not-reached": {
    title: "Der Router hat einen Port zugesagt, und nichts kam herein",
    whatToDo:
      "Prüfen Sie den Eintrag auf der Seite des Routers, dann Sicherheitsprogramme auf diesem Laptop, und fragen Sie dann den Anbieter nach einer Firewall im Anschluss.",
  },
  "vantage-not-usable": {
    title: "Der Testserver draußen war nicht zu gebrauchen; von außen wurde nichts getestet",
    whatToDo:
      "Die Belege sagen, warum (Adresse, Port, Token). Beheben Sie es in den Einstellungen und prüfen Sie erneut.",
  },
  "phone-hotspot": {
    title: "Der Laptop benutzt den Anschluss eines Telefons ({{gateway}}), nicht den dieses Objekts",
    whatToDo:
      "Verbinden Sie den Laptop mit dem Netz des Kunden, schalten Sie den Hotspot des Telefons aus und prüfen Sie erneut.",
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
    title: "Ein anderes Ihrer Objekte steht hinter derselben geteilten Adresse",
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
    title: "Im Objekt selbst funktioniert die öffentliche Adresse nicht",
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
