import type { rehearsal as english } from "../en/rehearsal.ts";

export const rehearsal: typeof english = {
  prediction: {
    "udp-blocked":
      "Das Netz einer Seite lässt kein UDP hinaus. Direkte Wege brauchen UDP, also geht alles über ein Relay mit TCP.",
    "port-open": "Direkt: Eine Seite hat einen offenen Port, die andere muss nur dorthin schreiben.",
    ipv6: "Direkt, über IPv6: Dort übersetzt niemand Adressen, und beide Firewalls öffnen sich für den, an den sie geschrieben haben.",
    "both-easy":
      "Direkt: Beide Router nehmen für alle denselben Port nach außen. So kann jeder Seite gesagt werden, wohin sie schreiben muss.",
    "easy-lets-in":
      "Direkt: Ein Router nimmt für jedes Ziel einen anderen Port nach außen, aber der andere lässt von einer Adresse, an die er geschrieben hat, alles herein.",
    "hard-lets-in":
      "Vielleicht direkt: Ein Router nimmt für jedes Ziel einen anderen Port nach außen, lässt aber am bekannten Port auch Fremde herein. Ob das reicht, ist von Router zu Router verschieden.",
    "one-hard":
      "Über ein Relay: Ein Router öffnet für jedes Ziel einen anderen Port nach außen, und der andere lässt nur genau den Port herein, an den er geschrieben hat. Keine Seite kann wissen, wohin sie schreiben muss.",
    "both-hard":
      "Über ein Relay: Beide Router öffnen für jedes Ziel einen anderen Port nach außen. Keine Seite kann wissen, wohin sie schreiben muss.",
    "not-measured": "Nicht bekannt: Wie einer der Router übersetzt, wurde nicht gemessen.",
    "guessing-one":
      "Der richtige Port ließe sich erraten: mit 256 Sockets auf der einen und 100 Versuchen je Sekunde auf der anderen Seite zur Hälfte innerhalb von 2 Sekunden, fast immer innerhalb von 20. Verlassen Sie sich nicht darauf: Mesh-VPNs und WebRTC nehmen für solche Paare meist ein Relay, und kleine Router halten so viele Ports nicht aus.",
    "guessing-both":
      "Erraten hilft hier nicht: Beide Ports müssten zugleich getroffen werden. Das dauert bei 100 Versuchen je Sekunde etwa 9 Minuten, und auch dann nur zur Hälfte. Mesh-VPNs nehmen für solche Paare ein Relay.",
    "what-changes-it":
      "Ein offener Port auf einer Seite (PCP, NAT-PMP, UPnP oder eine Weiterleitung) oder IPv6 auf beiden macht die Verbindung direkt, was die Router sonst auch tun. Mesh-VPNs nutzen beides von selbst.",
  },
};
