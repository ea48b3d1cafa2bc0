import type { through as english } from "../en/through.ts";

export const through: typeof english = {
  "relay-itself":
    "„{{says}}“ antwortet, und so antwortet ein Relay auch, wenn niemand dahinter ist. Testen Sie noch einmal aus dem Netz des Objekts, wo Farsite mit dem Gerät vergleichen kann, oder sehen Sie sich ein Bild in einem Player an.",
  trouble: {
    "no-way": "Der Weg lässt sich nicht öffnen: Der Tunnel ist unten, oder an seinem Ende hört niemand.",
    "no-way-in-time": "Der Weg ging nicht rechtzeitig auf. Der Tunnel ist unten, oder die Leitung ist sehr langsam.",
    silent: "Der Weg geht auf, und niemand antwortet hindurch. Ist das Gerät an, und ist das sein Port?",
    closed: "Der Weg geht auf und wird getrennt, bevor das Gerät antwortet.",
    "no-rtsp": "Etwas antwortet, aber nicht in RTSP. Prüfen Sie, zu welchem Port des Geräts der Weg führt.",
    stranger: "Etwas anderes als dieses Gerät antwortet („{{says}}“). Prüfen Sie, wohin der Weg führt.",
    "wrong-login": "Das Gerät antwortet und lehnt Benutzername oder Passwort für seinen Stream ab.",
    stalled:
      "Das Gerät beantwortet kurze Fragen, und dann kommt nichts mehr. Der Tunnel oder die Leitung ist abgebrochen.",
    "comes-and-goes":
      "Der Weg kommt und geht: Eben antwortet das Gerät, gleich darauf nicht mehr. Sehen Sie zuerst nach der Leitung (Kabel, WLAN, Mobilfunkempfang, ein Router, der neu startet), dann danach, ob zwei Geräte denselben Schlüssel benutzen.",
    "mtu-describe":
      "Kurze Fragen werden beantwortet, und die längere Beschreibung des Streams kommt nie, immer wieder. Wahrscheinlich gehen Pakete voller Größe unterwegs verloren: Stellen Sie die MTU des Tunnels kleiner (WireGuard: zunächst 1280) und prüfen Sie erneut.",
    "mtu-stream":
      "Das Gerät antwortet und beginnt seinen Stream, aber nie kommt ein Bild. Wahrscheinlich gehen Pakete voller Größe unterwegs verloren: Stellen Sie die MTU des Tunnels kleiner (WireGuard: zunächst 1280) und prüfen Sie erneut.",
    "mtu-page":
      "Kurze Antworten kommen, die Seite selbst nie. Wahrscheinlich gehen Pakete voller Größe unterwegs verloren: Stellen Sie die MTU des Tunnels kleiner (WireGuard: zunächst 1280) und prüfen Sie erneut.",
    "mtu-tls":
      "Die Verbindung steht, aber das Zertifikat des Geräts kommt nie, obwohl es innen eines zeigt. Wahrscheinlich gehen Pakete voller Größe unterwegs verloren: Stellen Sie die MTU des Tunnels kleiner (WireGuard: zunächst 1280) und prüfen Sie erneut.",
  },
  stream: {
    enough:
      "Der Weg trägt den Stream: {{mbps, number}} Mbit/s über {{seconds, number}} s, so viel wie die gewünschten {{wanted, number}} Mbit/s.",
    smaller:
      "Der Stream kam mit seinen vollen {{mbps, number}} Mbit/s über {{seconds, number}} s durch. Ob auch {{wanted, number}} Mbit/s hineinpassen, zeigte sich nicht, weil das Gerät nicht mehr sandte.",
    measured:
      "Der Stream kam durch: {{mbps, number}} Mbit/s über {{seconds, number}} s. Tragen Sie in der Aufnahme ein, wie viele Streams zugleich gewünscht sind; dann sagt der Test, ob sie hineinpassen.",
    "broken-off":
      "Der Stream blieb {{gap, number}} s lang stehen: Die Leitung oder der Tunnel kommt und geht. Sehen Sie zuerst nach der Leitung (Kabel, WLAN, Mobilfunkempfang) und testen Sie dann noch einmal.",
    "too-slow":
      "Der Weg ist für diesen Stream zu langsam: Nach {{seconds, number}} s war das Bild {{behind, number}} s zurück. Er trug {{mbps, number}} Mbit/s; wählen Sie einen kleineren Stream.",
    lossy:
      "Der Stream kam mit Lücken: {{lost}} Pakete fehlten in {{seconds, number}} s, bei {{mbps, number}} Mbit/s. Das Gerät wurde ihn nicht schnell genug los.",
    "not-played":
      "Das Gerät beschreibt seinen Stream. Abgespielt wurde er nicht, weil kein Zugang gewählt war; wie viel der Weg trägt, wurde darum nicht gemessen.",
    "needs-login":
      "Das Gerät antwortet. Sein Stream verlangt einen Zugang, darum wurde nicht gemessen, wie viel der Weg trägt.",
    "no-such-path": "Das Gerät antwortet, hat aber unter diesem Pfad keinen Stream; gemessen wurde nichts.",
    refused: "Das Gerät antwortet und lehnt seinen Stream ab (Code {{code}}); gemessen wurde nichts.",
    "nothing-to-play": "Das Gerät antwortet und bietet unter diesem Pfad nichts zum Abspielen; gemessen wurde nichts.",
    "no-interleaving":
      "Das Gerät antwortet, sendet aber keinen Stream durch dieselbe Verbindung; gemessen wurde nichts.",
    "hung-up": "Das Gerät antwortet und legt nach jeder Antwort auf; mehr wurde nicht gemessen.",
  },
  together: {
    enough:
      "Der Weg trägt das Gewünschte: {{copies}} Streams zugleich kamen auf {{mbps, number}} Mbit/s über {{seconds, number}} s, gewünscht sind {{wanted, number}} Mbit/s.",
    smaller:
      "{{copies}} Streams zugleich kamen vollständig durch, {{mbps, number}} Mbit/s über {{seconds, number}} s. Ob auch {{wanted, number}} Mbit/s hineinpassen, zeigte sich nicht, weil das Gerät nicht mehr sandte.",
    "too-slow":
      "Ein Stream passt, {{copies}} zugleich passen nicht: Nach {{seconds, number}} s war das Bild {{behind, number}} s zurück. Der Weg trug {{mbps, number}} Mbit/s, gewünscht sind {{wanted, number}}; nehmen Sie kleinere Streams oder weniger zugleich.",
    lossy:
      "Ein Stream passt, {{copies}} zugleich kamen mit Lücken: {{lost}} Pakete fehlten in {{seconds, number}} s, bei {{mbps, number}} Mbit/s. Gewünscht sind {{wanted, number}}; nehmen Sie kleinere Streams oder weniger zugleich.",
  },
  reconnect: {
    back: "Absichtlich getrennt, war der Weg nach {{seconds, number}} s von selbst wieder da.",
    gone: "Absichtlich getrennt, kam der Weg binnen {{seconds, number}} s nicht wieder. Prüfen Sie, ob sein Agent von selbst neu startet.",
    "not-there": "Das Gerät antwortete nicht durch den Weg, also gab es nichts zu trennen.",
  },
};
