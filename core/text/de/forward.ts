import type * as english from "../en/forward.ts";

export const forward: typeof english.forward = {
  refused: {
    "only-for-itself":
      "Dieser Router öffnet Ports nur für das Gerät, das fragt, nicht für ein anderes. Tragen Sie die Weiterleitung auf den Seiten des Routers von Hand ein.",
    "not-allowed":
      "Der Router erlaubt diesem Laptop nicht, Ports zu öffnen. Erlauben Sie es auf den Seiten des Routers (oft „UPnP“ oder „selbstständige Portfreigabe“), oder tragen Sie die Weiterleitung dort von Hand ein.",
    "needs-a-person":
      "Jemand muss das erst auf den Seiten des Routers erlauben. Oder tragen Sie die Weiterleitung dort von Hand ein.",
    taken:
      "Der äußere Port {{port}} ist belegt: Er führt zu {{address}}, Port {{toPort}}. Nichts wurde geändert. Wählen Sie einen anderen äußeren Port, oder entfernen Sie diesen Eintrag auf den Seiten des Routers.",
    "taken-named":
      "Der äußere Port {{port}} ist belegt: Er führt zu {{address}}, Port {{toPort}}, und heißt „{{name}}“. Nichts wurde geändert. Wählen Sie einen anderen äußeren Port, oder entfernen Sie diesen Eintrag auf den Seiten des Routers.",
    "taken-unseen":
      "Der äußere Port ist durch etwas belegt, das der Router nicht zeigt, oft eine von Hand eingetragene Weiterleitung. Wählen Sie einen anderen äußeren Port, oder sehen Sie auf den Seiten des Routers nach.",
    "stands-already":
      "Der äußere Port {{port}} führt schon zu diesem Gerät, durch einen Eintrag, den dieses Farsite nicht angelegt hat. Nichts wurde geändert. Benutzen Sie ihn, wie er ist, und testen Sie ihn von außen, oder entfernen Sie ihn zuerst auf den Seiten des Routers.",
    "stands-switched-off":
      "Ein Eintrag für den äußeren Port {{port}} und dieses Gerät steht schon im Router, ist aber ausgeschaltet. Schalten Sie ihn auf den Seiten des Routers ein, oder entfernen Sie ihn dort und versuchen Sie es noch einmal.",
    "cannot-look":
      "Der Router sagt nicht, welche Ports belegt sind; deshalb lässt Farsite seine Liste in Ruhe: Es könnte einen fremden Eintrag überschreiben. Tragen Sie die Weiterleitung auf den Seiten des Routers von Hand ein.",
    "same-port-only":
      "Dieser Router öffnet nur denselben Port innen und außen. Wählen Sie den Port des Geräts auch als äußeren Port.",
    "named-peers-only":
      "Dieser Router öffnet Ports nur für Gegenstellen, die einzeln genannt sind; das passt nicht zu einer App. Tragen Sie die Weiterleitung auf den Seiten des Routers von Hand ein.",
    "all-ports-only":
      "Dieser Router würde alle Ports auf einmal öffnen; darum bittet Farsite nicht. Tragen Sie die Weiterleitung auf den Seiten des Routers von Hand ein.",
    "other-port":
      "Der Router würde nur den äußeren Port {{granted}} geben, nicht {{wanted}}. Er wurde wieder geschlossen. Wählen Sie einen anderen äußeren Port, oder tragen Sie die Weiterleitung von Hand ein.",
    "keeps-nothing":
      "Der Router hat ja gesagt, aber seine Liste zeigt die Weiterleitung nicht. Starten Sie den Router neu und versuchen Sie es noch einmal, oder tragen Sie sie auf seinen Seiten von Hand ein.",
    "leads-elsewhere":
      "Der Router hat ja gesagt, aber sein Eintrag führt zu {{address}}, Port {{toPort}}. Er wurde wieder geschlossen. Tragen Sie die Weiterleitung auf den Seiten des Routers von Hand ein.",
    "made-switched-off":
      "Der Router hat den Eintrag angelegt, lässt ihn aber ausgeschaltet. Er wurde wieder entfernt. Tragen Sie die Weiterleitung auf den Seiten des Routers von Hand ein.",
    "line-down":
      "Der Router lehnt ab. Meist ist dann sein Internetanschluss unterbrochen oder seine eigene Internetadresse privat. Prüfen Sie zuerst den Anschluss.",
    "no-port-to-give":
      "Der Router hat keinen Port zu vergeben: Seine Liste ist voll, oder seine eigene Internetadresse ist privat. Prüfen Sie zuerst den Anschluss.",
    "share-used-up":
      "Der Router lässt diesen Laptop keine weiteren Ports öffnen. Tragen Sie die Weiterleitung auf den Seiten des Routers von Hand ein.",
    full: "Die Liste offener Ports im Router ist voll. Entfernen Sie auf seinen Seiten Einträge, die niemand braucht, und versuchen Sie es noch einmal.",
    "not-offered": "Das kann der Router nicht. Tragen Sie die Weiterleitung auf seinen Seiten von Hand ein.",
    "not-understood":
      "Der Router versteht die Anfrage nicht. Tragen Sie die Weiterleitung auf seinen Seiten von Hand ein.",
    "no-lease-fits":
      "Der Router nimmt keine Dauer an, um die Farsite bittet. Tragen Sie die Weiterleitung auf seinen Seiten von Hand ein.",
    "seen-differently":
      "Der Router sieht diesen Laptop unter einer anderen Adresse, also übersetzt ein Gerät dazwischen. Schließen Sie den Laptop direkt an den Router an und versuchen Sie es noch einmal.",
    "firewall-off":
      "Die IPv6-Firewall des Routers ist aus, es muss also nichts geöffnet werden. Testen Sie gleich von außen.",
    "no-pinholes":
      "Der Router lässt diesen Laptop seine IPv6-Firewall nicht öffnen. Öffnen Sie sie auf den Seiten des Routers von Hand.",
    code: "Der Router lehnt mit Fehler {{code}} ab. Tragen Sie die Weiterleitung auf seinen Seiten von Hand ein.",
    named: "Der Router lehnt ab: {{name}}. Tragen Sie die Weiterleitung auf seinen Seiten von Hand ein.",
    plain: "Der Router lehnt ohne Grund ab. Tragen Sie die Weiterleitung auf seinen Seiten von Hand ein.",
  },
  failed: {
    "no-router":
      "Dieser Laptop hat keinen Weg zu einem Router. Verbinden Sie ihn mit dem Netz des Kunden und versuchen Sie es noch einmal.",
    "nameless-router":
      "Die Hardwareadresse des Routers lässt sich hier nicht lesen; Farsite könnte ihn also nicht wiedererkennen, um die Weiterleitung zu schließen. Tragen Sie sie auf den Seiten des Routers von Hand ein.",
    "no-ipv6": "Dieser Laptop hat hier kein IPv6; ohne das lässt sich die IPv6-Firewall des Routers nicht öffnen.",
    "not-spoken":
      "Der Router antwortet nicht auf {{protocol}}. Schalten Sie es auf den Seiten des Routers ein, oder tragen Sie die Weiterleitung von Hand ein.",
    silent:
      "Der Router hat mittendrin aufgehört zu antworten; vielleicht startet er neu. Warten Sie, bis er wieder da ist, und versuchen Sie es noch einmal. Was begonnen wurde, ist aufgeschrieben.",
    left: "Der Router hat etwas anderes geöffnet als verlangt und nicht bestätigt, dass es wieder geschlossen ist. Farsite versucht es beim nächsten Start hier noch einmal; sehen Sie auch auf den Seiten des Routers nach.",
    "old-one-left":
      "Der Router hat nicht bestätigt, dass die Weiterleitung in ihrer früheren Form geschlossen ist. Warten Sie eine Minute und versuchen Sie es noch einmal, oder entfernen Sie sie auf den Seiten des Routers.",
    "not-written":
      "Die Weiterleitung ließ sich auf diesem Laptop nicht aufschreiben; deshalb wurde der Router um nichts gebeten. Schaffen Sie Platz auf der Festplatte und versuchen Sie es noch einmal.",
    "not-a-device":
      "{{address}} ist keine Adresse eines Geräts an diesem Objekt; nichts wurde geöffnet. Wählen Sie den Rekorder noch einmal.",
    "the-router-itself":
      "{{address}} ist der Router selbst. Farsite öffnet die Seiten eines Routers nicht zum Internet hin.",
    "not-own-network":
      "{{address}} liegt in keinem Netz, in dem dieser Laptop ist. Verbinden Sie ihn mit dem Netz des Geräts.",
    "no-such-name":
      "Unter diesem Namen gibt es noch keine Adresse. Prüfen Sie die Schreibweise, und warten Sie nach dem Einrichten einige Minuten.",
    "no-name-server":
      "Hier antwortet kein Nameserver. Prüfen Sie den Internetanschluss und versuchen Sie es noch einmal.",
    cancelled: "Abgebrochen. Was begonnen wurde, ist zurückgenommen oder für den nächsten Start hier aufgeschrieben.",
    unexpected: "Das ist nicht gelungen: {{detail}}",
  },
  offer: {
    nothing:
      "Der Router antwortet weder auf UPnP noch auf PCP oder NAT-PMP. Schalten Sie UPnP auf seinen Seiten ein, oder tragen Sie Weiterleitungen dort von Hand ein.",
  },
};
