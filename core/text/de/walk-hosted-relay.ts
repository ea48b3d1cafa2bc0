import type { walkHostedRelay as enHostedRelay } from "../en/walk-hosted-relay.ts";

/** Ein Relay, das eine Firma betreibt. */
export const walkHostedRelay: typeof enHostedRelay = {
  title: {
    product: "Welches Relay",
    prepare: "Vertrag und Box",
    address: "Wo es erreicht wird",
    proof: "Nachweis durch das Relay",
    done: "Übergabe",
  },
  lead: {
    product:
      "Eine Firma betreibt das Relay: Ihr Agent im Objekt ruft hinaus, und das Gerät wird unter der Adresse der Firma erreicht.",
    prepare: "{{name}} wird auf seinen eigenen Seiten eingerichtet. In dieser Reihenfolge.",
    address: "Geben Sie ein, was die Seite des Relays zeigt, und zu welchem Gerät es führt.",
    proof:
      "Farsite ruft von diesem Laptop aus die Adresse des Relays an und fragt das Gerät in seinem eigenen Protokoll.",
    "proof-good": "Das Gerät hat durch das Relay geantwortet. Der Test steht in der Aufnahme.",
    done: "Das Gerät wird von jetzt an durch {{name}} erreicht.",
  },
  do: {
    account:
      "Eröffnen Sie das Konto auf den Namen des Kunden, mit seiner E-Mail und seiner Zahlung, und schalten Sie die Anmeldung in zwei Schritten ein.",
    agent:
      "Installieren Sie dessen Agenten auf einem Rechner im Objekt, der nie ausgeschaltet wird. Ein Rekorder oder eine Kamera mit eingebautem Agenten genügt auch.",
    "no-box":
      "Dort bleibt nichts an? Dann braucht es erst eine Box: einen kleinen Rechner oder ein NAS, auf dem der Agent läuft. Wo keine hinzukommen darf, nehmen Sie ein VPN auf dem Router selbst oder die Cloud des Herstellers.",
    cloudflare: {
      domain:
        "Für eine Webseite im Browser braucht der Kunde eine eigene Domain, die bei Cloudflare verwaltet wird. Zum Ansehen mit Cloudflares eigener App braucht es keine.",
      box: "Legen Sie auf Cloudflares Zero-Trust-Seiten einen Tunnel an und installieren Sie dessen Connector (cloudflared) als Dienst auf einem kleinen Rechner im Objekt, der anbleibt. Der Befehl, den die Seite zeigt, enthält das Token des Tunnels: Geben Sie ihn dort ein und bewahren Sie ihn nirgends sonst auf.",
      out: "Der Connector ruft Port 7844 an, über UDP oder TCP. Eine Leitung, die beides nicht hinauslässt, kann ihn nicht benutzen.",
      web: "Webseite: Legen Sie einen öffentlichen Hostnamen an, der zu Adresse und Port des Geräts führt, und davor eine Access-Regel, die namentlich genannte Personen einlässt. Ohne sie sieht jeder die Anmeldeseite des Geräts.",
      stream:
        "Videostream oder App des Herstellers: Das ist keine Webseite, und kein Browser zeigt es. Entweder führen Sie das Netz des Objekts in den Tunnel und setzen Cloudflares App (WARP) auf jedes Gerät derer, die zusehen, oder auf jedem ihrer Rechner läuft „cloudflared access tcp“.",
    },
    address: {
      page: "Nehmen Sie die Adresse von der Seite des Relays selbst, nicht aus einem Player, der schon ein Bild zeigt.",
      web: "Webseite: der öffentliche Hostname und Port 443.",
      warp: "Cloudflares App (WARP): Adresse und Port des Geräts selbst. Gehen Sie mit diesem Laptop vom Objekt weg und verbinden Sie zuerst dessen App.",
      access:
        "cloudflared access: Starten Sie es auf diesem Laptop (cloudflared access tcp --hostname NAME --url 127.0.0.1:8554) und geben Sie dann 127.0.0.1 und 8554 ein.",
    },
    proof: {
      login:
        "Wo eine Access-Regel eine Anmeldung verlangt, antwortet sie an Stelle des Geräts. Lassen Sie den Test von Farsite für diese Minuten durch, oder beenden Sie ohne Nachweis und sagen Sie es.",
      compare: "Aus dem Netz des Objekts kann Farsite vergleichen, was das Relay sagt und was das Gerät sagt.",
    },
    port: "Lassen Sie nur den Port des Geräts durch, der angesehen wird, und geben Sie dem Gerät ein eigenes Passwort.",
    power: "Geben Sie der Box Strom, der nicht mit dem Licht ausgeht.",
    "hand-over":
      "Übergeben Sie das Konto: Name, E-Mail, und wer den zweiten Schritt der Anmeldung hat. Nie ein Passwort per Mail.",
    renew: "Schreiben Sie auf, wann wieder bezahlt wird: Ein unbezahltes Relay ist am selben Tag dunkel.",
    end: "Um es zu beenden: Kündigen Sie {{name}}, entfernen Sie den Agenten von der Box und nehmen Sie den Tunnel auf der Seite dieses Objekts weg.",
  },
  another: "Ein anderes",
  use: { stream: "Videostream (RTSP)", web: "Webseite", app: "App des Herstellers" },
  notice: {
    unknown:
      "Über dieses ist nichts bekannt. Fragen Sie dort: Wer kann die Bilder sehen, wohin gehen sie, was geschieht am Ende?",
    sees: "Wer das Relay betreibt, könnte hineinsehen, wo das Gerät nicht selbst verschlüsselt. Sagen Sie es dem Kunden.",
    cloudflare:
      "Lesen Sie erst Cloudflares Bedingungen: Unter einem öffentlichen Hostnamen ist das Netz für Webseiten gedacht, und Video ohne einen der bezahlten Videodienste kann begrenzt oder abgeschaltet werden.",
    proven: "Nachgewiesen: Das Gerät hat durch das Relay geantwortet.",
    "not-proven": "Nicht nachgewiesen: Niemand hat bisher gezeigt, dass das Gerät durch das Relay antwortet.",
  },
  action: {
    next: "Weiter",
    prove: "Durch das Relay testen",
    leave: "Ohne Nachweis lassen",
    finish: "Abschließen",
  },
  refused: {
    offline:
      "Die Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: medium)}} fand hier kein Internet. Ohne das kommt nichts hinaus: Bringen Sie den Anschluss in Ordnung und prüfen Sie noch einmal.",
    product: "Wählen Sie ein Relay, oder geben Sie den Namen eines anderen ein.",
    "not-customers": "Das Konto muss dem Kunden selbst gehören. Sonst verliert er mit Ihnen die Bilder.",
    host: "Geben Sie nur Namen oder Adresse ein, etwa r7.relay.example: kein https://, kein Pfad.",
    device: "Das ist keine Adresse eines Geräts hier. Geben Sie eine wie 192.168.1.64 ein.",
    "not-proven":
      "Das Gerät hat nicht durch das Relay geantwortet. Testen Sie noch einmal, oder sagen Sie, warum es so bleibt.",
    "no-reason": "Sagen Sie in wenigen Worten, warum.",
  },
  field: {
    product: "Relay",
    name: "Name eines anderen",
    owner: "Der Vertrag läuft auf",
    isCustomers: "Das Konto gehört dem Kunden selbst",
    host: "Name oder Adresse des Relays",
    port: "Port des Relays",
    use: "Wofür",
    deviceAddress: "Adresse des Geräts im Objekt",
    devicePort: "Port des Geräts",
    noProof: "Warum der Nachweis fehlt",
  },
  hint: {
    name: "Nur wenn es nicht in der Liste steht",
    host: "Ohne https:// und ohne Pfad",
    deviceAddress: "Zum Beispiel 192.168.1.64",
    noProof: "Zum Beispiel: Der Vertrag beginnt nächste Woche",
  },
};
