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
      "Eine Firma betreibt das Relay: Ihr Agent am Standort ruft hinaus, und das Gerät wird unter der Adresse der Firma erreicht.",
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
    agent: "Installieren Sie seinen Agenten auf einem Rechner am Standort, der nie ausgeschaltet wird.",
    cloudflare: {
      domain: "Der Kunde braucht eine eigene Domain, die bei Cloudflare verwaltet wird.",
      box: "Richten Sie seinen Connector (cloudflared) als Dienst auf einer kleinen Box am Standort ein.",
    },
    port: "Lassen Sie nur den Port des Geräts durch, der angesehen wird, und geben Sie dem Gerät ein eigenes Passwort.",
    power: "Geben Sie der Box Strom, der nicht mit dem Licht ausgeht.",
    "hand-over":
      "Übergeben Sie das Konto: Name, E-Mail, und wer den zweiten Schritt der Anmeldung hat. Nie ein Passwort per Mail.",
    renew: "Schreiben Sie auf, wann wieder bezahlt wird: Ein unbezahltes Relay ist am selben Tag dunkel.",
    end: "Um es zu beenden: Kündigen Sie {{name}}, entfernen Sie den Agenten von der Box und nehmen Sie den Tunnel auf der Seite dieses Standorts weg.",
  },
  another: "Ein anderes",
  use: { stream: "Videostream (RTSP)", web: "Webseite", app: "App des Herstellers" },
  notice: {
    unknown:
      "Über dieses ist nichts bekannt. Fragen Sie dort: Wer kann die Bilder sehen, wohin gehen sie, was geschieht am Ende?",
    sees: "Wer das Relay betreibt, könnte hineinsehen, wo das Gerät nicht selbst verschlüsselt. Sagen Sie es dem Kunden.",
    cloudflare:
      "Lesen Sie zuerst Cloudflares Bedingungen zu Video: Der kostenlose Dienst begrenzt es und kann dafür abgeschaltet werden.",
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
    deviceAddress: "Adresse des Geräts am Standort",
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
