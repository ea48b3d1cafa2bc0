import type { rehearsal as english } from "../en/rehearsal.ts";

export const rehearsal: typeof english = {
  outcome: {
    direct: "Direkt",
    relayed: "Über ein Relay",
    none: "Kein Weg gefunden",
    "udp-blocked": "UDP ist gesperrt",
  },
  answer: {
    direct: "Es geht direkt.",
    relayed: "Es geht über ein Relay.",
    none: "Zwischen beiden wurde kein Weg gefunden.",
    "udp-blocked": "UDP ist gesperrt, also geht nichts direkt.",
    "same-network": "Direkt, aber beide Laptops sind im selben Netz: Das beweist nichts.",
  },
  progress: {
    looking: "Das Netz hier wird angesehen …",
    colleague: "Warten auf den Kollegen …",
    text: "Warten auf den Text des anderen Bildschirms …",
    begin: "Warten, bis Ihr Text am anderen Bildschirm eingegeben ist …",
    meeting: "Die beiden Laptops sagen einander, wo sie zu erreichen sind …",
    checking: "Beide Laptops probieren alle Wege …",
    "checking-relay": "Beide Laptops probieren alle Wege, auch das Relay …",
    measuring: "Ein Weg ist gefunden. Er wird gemessen …",
    blocked: "Kein Server draußen antwortet über UDP.",
  },
  why: {
    "same-network":
      "Beide Laptops sind im selben Netz. Über den Weg durch das Internet sagt das nichts. Bringen Sie einen davon woanders hin, zum Beispiel in ein Mobilfunknetz.",
    "mapped-here":
      "Der Router hier hat auf Anfrage einen Port geöffnet ({{address}}, Port {{port}}), und die andere Seite kam dort herein.",
    "mapped-there":
      "Der Router der anderen Seite hat auf Anfrage einen Port geöffnet ({{address}}, Port {{port}}), und wir kamen dort hinein.",
    "forwarded-here":
      "Die Weiterleitung, die Sie genannt haben ({{address}}, Port {{port}}), hat die andere Seite hereingelassen.",
    "forwarded-there":
      "Die Weiterleitung, die die andere Seite genannt hat ({{address}}, Port {{port}}), hat uns hineingelassen.",
    ipv6: "Über IPv6: Niemand übersetzt die Adressen, und beide Firewalls haben sich geöffnet, sobald beide Seiten geschrieben hatten.",
    "public-here": "Dieser Laptop hat selbst eine öffentliche Adresse ({{address}}).",
    "public-there": "Der andere Laptop hat selbst eine öffentliche Adresse ({{address}}).",
    learned:
      "Ein Router nahm einen anderen Port nach außen als den, den sein Server gesehen hatte. Die andere Seite ließ die Pakete trotzdem herein und erfuhr den Port aus ihnen.",
    punched:
      "Beide Seiten schrieben an die Adresse und den Port, die ein Server draußen von der anderen gesehen hatte, und beide Router hielten die Pakete für Antworten.",
    relayed: "Direkt kam kein Paket durch, also geht alles über das Relay (TURN).",
    "relayed-unexpected":
      "Alles geht über das Relay (TURN), obwohl beide Router einen direkten Weg hätten zulassen müssen. Unterwegs verwirft etwas die Pakete: eine Firewall auf einem der Laptops, ein Filter in einem Router oder beim Anbieter.",
    none: "Direkt kam kein Paket durch, und es gibt kein Relay (TURN), über das es ginge.",
    "none-with-relay":
      "Kein Paket kam durch, auch nicht über das Relay (TURN). Vielleicht verbietet sein Server die Adresse der anderen Seite, oder er antwortet zu spät.",
    "unasked-here":
      "Hier war kein Server draußen zu fragen (keiner ist eingestellt, oder sein Name wurde nicht gefunden), also wusste die andere Seite nicht, wohin sie schreiben soll. Sehen Sie die Server in den Einstellungen an und versuchen Sie es noch einmal.",
    "unasked-there":
      "Die andere Seite hatte keinen Server draußen zu fragen (keiner ist eingestellt, oder sein Name wurde nicht gefunden), also wussten wir nicht, wohin wir schreiben sollen. Sehen Sie die Server in deren Einstellungen an und versuchen Sie es noch einmal.",
    "unasked-both":
      "Keine Seite hatte einen Server draußen zu fragen (keiner ist eingestellt, oder sein Name wurde nicht gefunden), also wusste keine, wohin sie schreiben soll. Sehen Sie die Server in den Einstellungen an und versuchen Sie es noch einmal.",
    "blocked-here":
      "Das Netz hier lässt kein UDP hinaus: Kein Server draußen hat über UDP geantwortet. Was hier gehen soll, muss über TCP gehen, am besten auf Port 443.",
    "blocked-there":
      "Das Netz der anderen Seite lässt kein UDP hinaus. Was dort gehen soll, muss über TCP gehen, am besten auf Port 443.",
    "blocked-both":
      "Beide Netze lassen kein UDP hinaus. Was dort gehen soll, muss über TCP gehen, am besten auf Port 443.",
  },
  candidate: {
    host: "Eine Adresse dieses Netzes: Nur wer im selben Netz ist, kann sie benutzen.",
    "host-public":
      "Eine öffentliche Adresse des Laptops selbst: Niemand übersetzt sie, und eine Firewall entscheidet, wer hereinkommt.",
    reflexive: "Wie ein Server draußen uns sieht: die Adresse des Routers und der Port, den er für uns genommen hat.",
    mapped: "Ein Port, den der Router geöffnet hat, als Farsite ihn darum bat.",
    forwarded: "Die Weiterleitung, die eingetippt wurde.",
    relayed:
      "Ein Port auf dem Relay der Firma (TURN): Er geht überall, wo UDP hinauskommt, und jedes Byte läuft über diesen Server.",
  },
  trouble: {
    "not-installed":
      "Diese Probe braucht einen Teil, den es für diesen Computer nicht gibt ({{platform}}): {{detail}}. Alles andere geht ohne ihn.",
    "no-vantage":
      "Es gibt keinen Testserver draußen, an dem man sich treffen kann. Richten Sie in den Einstellungen einen ein, oder tauschen Sie die Texte von Hand aus.",
    "vantage-failed": "Der Testserver draußen lässt sich nicht fragen: {{detail}}.",
    "vantage-old":
      "Der Testserver draußen ist dafür zu alt. Aktualisieren Sie ihn, oder tauschen Sie die Texte von Hand aus.",
    "no-room":
      "Unter diesem Code wartet niemand. Vergleichen Sie ihn mit dem anderen Bildschirm; er gilt zehn Minuten.",
    taken: "Unter diesem Code ist schon jemand anderes dazugekommen. Beginnen Sie neu mit einem neuen Code.",
    full: "Am Testserver laufen gerade zu viele Proben. Versuchen Sie es in einigen Minuten noch einmal.",
    left: "Die andere Seite hat die Probe beendet.",
    nobody: "Zehn Minuten lang kam niemand. Beginnen Sie neu mit einem neuen Code.",
    "in-between":
      "Was ankam, ist nicht von dem, der den anderen Bildschirm vor sich hat. Beginnen Sie neu mit einem neuen Code; passiert es wieder, benutzen Sie diesen Testserver nicht.",
    "not-a-code": "Das ist kein Code: acht Buchstaben, wie der andere Bildschirm sie zeigt.",
    "not-a-signal":
      "Das ist nicht der Text des anderen Bildschirms: {{detail}}. Kopieren Sie ihn ganz, von FR1 bis zum Ende.",
    "own-signal": "Das ist der Text dieses Bildschirms. Geben Sie den des anderen ein.",
    "no-answer": "Zehn Minuten lang wurde keine Antwort eingegeben. Beginnen Sie neu.",
    "port-taken":
      "Port {{port}} dieses Laptops wird von einem anderen Programm benutzt. Beenden Sie das Programm, oder leiten Sie auf einen anderen Port weiter.",
    failed: "Die Probe ist gescheitert: {{detail}}.",
  },
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
