import type { serverDistance as englishDistance, turn as english } from "../en/turn.ts";

export const turn: typeof english = {
  way: {
    relays:
      "{{way}}: funktioniert. Der Server gab {{relayed}}, und was hindurchgeschickt wurde, kam zurück. Hin und zurück {{rtt}} ms.",
    given: "{{way}}: Der Server gab {{relayed}}, aber nichts von dem, was hindurchgeschickt wurde, kam zurück.",
  },
  fault: {
    "name-unknown": "{{way}}: Der Name des Servers führt nirgendwohin. Prüfen Sie Schreibweise und DNS-Eintrag.",
    silent:
      "{{way}}: keine Antwort. Entweder sperrt es das Netz des Objekts, oder der Server läuft nicht oder ist durch seine eigene Firewall zu.",
    refused: "{{way}}: Der Server weist es ab. An diesem Port hört niemand.",
    unreachable: "{{way}}: Von hier gibt es keinen Weg zum Server.",
    closed: "{{way}}: Die Verbindung brach mittendrin ab. Eine Firewall unterwegs kann sie trennen.",
    "not-tls": "{{way}}: Dieser Port spricht kein TLS. Prüfen Sie den Port, und ob coturn „cert“ und „pkey“ hat.",
    "not-turn": "{{way}}: Dort antwortet etwas anderes als ein TURN-Server.",
    "stun-only": "{{way}}: Der Server beantwortet STUN und vergibt keine Relay-Adressen. Steht coturn auf „stun-only“?",
    "wrong-login":
      "{{way}}: Der Server lehnt Benutzername, Passwort oder gemeinsames Geheimnis ab. Vergleichen Sie sie mit den Einstellungen von coturn.",
    "expired-login":
      "{{way}}: Dieser Zugang ist abgelaufen: Im Benutzernamen steht die Zeit seines Endes. Lassen Sie einen neuen erzeugen.",
    forbidden:
      "{{way}}: Der Server verbietet es („{{reason}}“). Prüfen Sie „denied-peer-ip“ und „allowed-peer-ip“ von coturn.",
    mismatch:
      "{{way}}: Der Server hält noch eine ältere Sitzung dieser Verbindung. Warten Sie zehn Minuten und prüfen Sie erneut.",
    "no-udp-relay":
      "{{way}}: Der Server leitet kein UDP weiter, das Videoanrufe und Hersteller-Clouds brauchen. Prüfen Sie „no-udp-relay“ von coturn.",
    quota:
      "{{way}}: Dieser Benutzer hat alle Sitzungen, die der Server erlaubt. Erhöhen Sie „user-quota“ oder „total-quota“ von coturn oder beenden Sie Sitzungen.",
    full: "{{way}}: Der Server hat keinen Relay-Port mehr frei. Erweitern Sie „min-port“ bis „max-port“ in den Einstellungen von coturn.",
    "other-server": "{{way}}: Der Server schickt seine Nutzer weiter zu {{server}}. Prüfen Sie diesen.",
    tampered:
      "{{way}}: Die Antworten stammen nicht vom Server, oder jemand hat sie unterwegs verändert. Nutzen Sie diese Verbindung nicht.",
    error: "{{way}}: Der Server lehnte mit Code {{code}} ab („{{reason}}“).",
  },
  certificate: {
    expired:
      "{{way}}: Das Zertifikat des Servers ist am {{validTo}} abgelaufen. Browser und Apps lehnen es ab; erneuern Sie es.",
    "not-yet-valid":
      "{{way}}: Das Zertifikat des Servers gilt noch nicht. Prüfen Sie zuerst die Uhr dieses Laptops, dann das Zertifikat.",
    "wrong-name":
      "{{way}}: Das Zertifikat des Servers lautet auf einen anderen Namen ({{names}}). Browser und Apps lehnen es ab.",
    "self-signed":
      "{{way}}: Der Server hat sein Zertifikat selbst gemacht. Browser und Apps lehnen es ab; holen Sie eines von einer öffentlichen Stelle.",
    untrusted:
      "{{way}}: Das Zertifikat des Servers stammt von niemandem, dem Browser trauen, oder in „cert“ fehlt das Zwischenzertifikat. Browser und Apps lehnen es ab.",
  },
  overall: {
    all: "Betrachter und Hersteller-Clouds können von diesem Objekt aus auf {{host}} zurückgreifen: Er leitet weiter über {{ways}}.",
    "udp-only":
      "{{host}} leitet weiter über {{ways}}. Wo ein Objekt UDP sperrt, bleibt nichts, worauf sich zurückgreifen lässt: Bieten Sie auch TLS an Port 443 an.",
    "udp-blocked":
      "UDP kommt hier nicht hinaus. {{host}} leitet noch über {{ways}} weiter, Video kommt also durch, mit etwas mehr Verzögerung.",
    "streams-only":
      "{{host}} leitet über {{ways}} weiter und nicht über UDP. Video kommt durch, mit mehr Verzögerung als nötig.",
    given:
      "{{host}} antwortet und vergibt Adressen über {{ways}}, aber nichts kam hindurch. Verlassen Sie sich noch nicht darauf.",
    "not-outside":
      "{{host}} vergibt Adressen, die draußen niemand erreicht. Bis das in Ordnung ist, kommt kein Betrachter hindurch.",
    untrusted:
      "{{host}} leitet weiter, aber sein Zertifikat stimmt nicht, darum lehnen Browser und Apps ihn ab. Darauf lässt sich nicht zurückgreifen.",
    "wrong-login": "{{host}} antwortet und lehnt den Zugang ab. Damit lässt sich nicht auf ihn zurückgreifen.",
    "expired-login": "{{host}} antwortet, und dieser Zugang ist abgelaufen.",
    silent: "{{host}} ist von hier auf keinem Weg erreichbar, also lässt sich nicht auf ihn zurückgreifen.",
    nothing: "{{host}} antwortet, leitet aber nichts weiter. Die Zeilen darunter sagen, warum.",
  },
  finding: {
    "open-to-all":
      "Der Server leitet für jeden ohne Zugang weiter. Fremde werden ihn nutzen, und Sie zahlen: Schalten Sie „lt-cred-mech“ oder „use-auth-secret“ ein.",
    clock:
      "Der Server nimmt einen Zugang für Jahre und lehnt einen für eine Stunde ab: Die Uhr dieses Laptops oder die des Servers geht falsch. Stellen Sie beide über NTP, sonst scheitern Zugänge immer wieder.",
    "external-ip-missing":
      "Der Server vergibt {{relayed}}, eine Adresse seines eigenen Netzes, obwohl er unter {{address}} erreicht wird. Setzen Sie „external-ip={{address}}/{{relayed}}“ in den Einstellungen von coturn.",
    "external-ip-wrong":
      "Der Server vergibt {{relayed}}, wird unter {{address}} erreicht, und was an {{relayed}} geht, kommt nicht an. Prüfen Sie „external-ip“ in den Einstellungen von coturn.",
    "relay-ports-closed":
      "Im Server selbst klappt die Weiterleitung, aber was dieser Laptop an {{relayed}} schickt, kommt nicht an. Wahrscheinlich hält die Firewall des Servers die Relay-Ports zu: Öffnen Sie UDP 49152-65535 (oder „min-port“ bis „max-port“ von coturn).",
    "quota-small":
      "Der Server erlaubt diesem Benutzer eine Sitzung zur Zeit. Ein Anruf hat zwei Enden: Erhöhen Sie „user-quota“.",
    "peers-forbidden":
      "Der Server leitet nicht an die öffentliche Adresse dieses Objekts weiter. Prüfen Sie „denied-peer-ip“ von coturn.",
    "not-freed":
      "Der Server hat nicht bestätigt, dass die Adressen der Prüfung zurückgegeben sind. Er vergisst sie von selbst binnen zehn Minuten.",
    "no-443":
      "Nichts davon ist TCP oder TLS an Port 443. Objekte, die sonst nichts hinauslassen, können den Server nicht nutzen; richten Sie es ein, wo Sie können.",
  },
};

export const serverDistance: typeof englishDistance = {
  nearest: "{{name}} ist von hier aus am nächsten: {{rtt}} ms hin und zurück.",
  equal:
    "{{names}} sind diesem Objekt gleich nah (etwa {{rtt}} ms). Wählen Sie nach Preis oder danach, wo Ihre Kunden sind.",
  only: "Nur {{name}} hat geantwortet: {{rtt}} ms hin und zurück.",
  none: "Keiner der Server hat von diesem Objekt aus geantwortet.",
  lossy:
    "{{name}} ist am nächsten ({{rtt}} ms), aber nur {{answered}} von {{tried}} Verbindungen gelangen. Sehen Sie sich die Leitung an, bevor Sie darauf bauen.",
};
