import type { wireGuard as english } from "../en/wireguard.ts";

export const wireGuard: typeof english = {
  title: {
    answers: "Der Hub antwortet",
    "answers-on-other-port": "Der Hub antwortet auf UDP-Port {{port}}, nicht auf {{wished}}",
    "clock-behind": "Die Uhr dieses Computers geht nach: Der Hub verwirft, was er sendet",
    "preshared-key-differs": "Der Pre-Shared Key ist nicht an beiden Enden derselbe",
    "hub-busy": "Der Hub ist überlastet und hat den Handshake nicht beendet",
    "nothing-listens": "Am WireGuard-Port des Hubs nimmt niemand etwas an",
    "not-wireguard": "Dort antwortet etwas anderes als WireGuard",
    "silent-hub-reachable": "UDP erreicht den Hub, und WireGuard schweigt",
    "port-blocked-or-key": "Der Hub läuft; sein WireGuard-Port schweigt",
    "udp-blocked": "UDP kommt aus diesem Netz nicht hinaus",
    "hub-unreachable": "Der Hub antwortet überhaupt nicht",
    silent: "WireGuard schweigt; warum, lässt sich nicht sagen",
    "name-unknown": "Den Namen {{host}} gibt es nicht",
    "names-unanswered": "Kein Nameserver gibt Auskunft über {{host}}",
    "nothing-answers": "Nichts im Internet antwortet",
    "no-route": "Dieser Computer hat keinen Weg ins Internet",
  },
  meaning: {
    answers:
      "Ein vollständiger Handshake gelang in {{rtt}} ms: UDP kommt durch, und beide Enden haben die richtigen Schlüssel. Der Hub unter {{address}}, Port {{port}}, ist der, dessen öffentlicher Schlüssel in diesem Plan steht.",
    "answers-on-other-port":
      "Ein vollständiger Handshake gelang auf Port {{port}} in {{rtt}} ms; Schlüssel und Hub sind also richtig. Auf Port {{wished}} antwortet niemand: Eine Firewall auf dem Weg lässt ihn nicht durch, oder der Hub nimmt dort nichts an.",
    "clock-behind":
      "Auf Handshakes mit der Zeit dieses Computers schwieg der Hub, auf einen mit der richtigen Zeit antwortete er sofort. WireGuard glaubt nie einer Zeit, die vor der zuletzt gesehenen liegt.",
    "preshared-key-differs":
      "Der Hub kennt diesen öffentlichen Schlüssel und antwortet; beide Schlüsselpaare stimmen also. Seine Antwort lässt sich mit dem hier angegebenen Pre-Shared Key nicht öffnen.",
    "hub-busy":
      "Der Hub hat den richtigen öffentlichen Schlüssel und schickte ein Cookie, wie es ein überlasteter Server tut; danach schwieg er. Er ist überlastet, oder er kennt den öffentlichen Schlüssel dieses Computers nicht.",
    "nothing-listens":
      "Der Port wurde sofort abgewiesen. WireGuard läuft dort nicht, läuft auf einem anderen Port, oder eine Firewall weist den Port ab.",
    "not-wireguard": "An diesem Port antwortet etwas, aber nicht so, wie WireGuard es tut.",
    "silent-hub-reachable":
      "Der eigene Testserver des Hubs an derselben Adresse antwortet über UDP. WireGuard antwortet niemandem, dessen Schlüssel es nicht kennt; am wahrscheinlichsten ist also ein Schlüssel falsch, oder sein Port ist in der Firewall des Hubs nicht offen.",
    "port-blocked-or-key":
      "UDP geht von hier aus, und die Adresse des Hubs antwortet sonst. Entweder ist dieser UDP-Port auf dem Weg oder am Hub gesperrt, oder ein Schlüssel ist falsch: WireGuard schweigt in beiden Fällen.",
    "udp-blocked":
      "Verbindungen über TCP kommen durch, und keiner der befragten UDP-Server antwortet. WireGuard braucht UDP.",
    "hub-unreachable":
      "Andere Server antworten von hier aus; der Hub antwortet weder mit WireGuard noch auf sonst etwas, das versucht wurde.",
    silent: "Der WireGuard-Port des Hubs schweigt, und es ließ sich zu wenig anderes vergleichen, um zu sagen, warum.",
    "name-unknown": "Der Nameserver sagt, dass es diesen Namen nicht gibt oder dass er keine Adresse hat.",
    "names-unanswered": "Andere Server antworten von hier aus, aber niemand nennt die Adresse des Hubs.",
    "nothing-answers": "Weder der Hub noch einer der Vergleichsserver war zu hören, weder über UDP noch über TCP.",
    "no-route": "Das System kennt keinen Weg zu einer der versuchten Adressen.",
  },
  next: {
    answers: "Nichts: WireGuard wird hier funktionieren.",
    "answers-on-other-port":
      "Nehmen Sie Port {{port}} als Endpunkt für dieses Objekt, oder lassen Sie Port {{wished}} öffnen.",
    "clock-behind":
      "Stellen Sie die Uhr dieses Computers, und prüfen Sie die des Gateways: Mit falscher Uhr verbindet es sich auch nicht.",
    "preshared-key-differs": "Kopieren Sie den Pre-Shared Key neu an beide Enden, oder lassen Sie ihn an beiden weg.",
    "hub-busy":
      "Versuchen Sie es in einer Minute noch einmal. Bleibt es so, prüfen Sie am Hub, ob es einen Peer mit diesem öffentlichen Schlüssel gibt: {{own}}",
    "nothing-listens": "Am Hub: „systemctl status wg-quick@wg0“ und „wg show“; sehen Sie nach, welchen Port es nennt.",
    "not-wireguard": "Prüfen Sie Adresse und Port, und was am Hub sonst auf diesem Port läuft.",
    "silent-hub-reachable":
      "Am Hub muss „wg show“ den öffentlichen Schlüssel {{server}} als seinen eigenen nennen und einen Peer {{own}}. Stimmen beide, prüfen Sie, ob seine Firewall UDP zu diesem Port einlässt und ob kein Computer mit vorgehender Uhr diesen Schlüssel benutzt hat.",
    "port-blocked-or-key":
      "Vergleichen Sie zuerst die Schlüssel mit „wg show“ am Hub: Sein eigener ist {{server}}, und es muss einen Peer {{own}} geben. Versuchen Sie dann Port 443, und sehen Sie in die Firewall des Hubs (auch die in der Konsole des Anbieters).",
    "udp-blocked":
      "Bitten Sie darum, UDP zum Hub hinauszulassen, oder nehmen Sie einen Weg, der keines braucht: SSH, oder OpenVPN über TCP, auf Port 443.",
    "hub-unreachable":
      "Sehen Sie in der Konsole des Anbieters nach, ob der Server läuft und diese Adresse hat: {{address}}",
    silent: "Geben Sie dem Test etwas zum Vergleichen: einen TCP-Port des Hubs und einen STUN-Server.",
    "name-unknown": "Prüfen Sie die Schreibweise des Namens und den Eintrag beim Anbieter der Domain.",
    "names-unanswered": "Nehmen Sie die Adresse des Hubs statt seines Namens, oder einen anderen Nameserver.",
    "nothing-answers": "Prüfen Sie zuerst die Leitung: Starten Sie die Prüfung.",
    "no-route":
      "Stecken Sie das Kabel ein oder verbinden Sie sich mit dem WLAN des Objekts; starten Sie dann die Prüfung.",
  },
  note: {
    "moved-endpoint":
      "Der Test sprach mit dem Schlüssel des Objekts selbst: Der Hub schickt den Verkehr des Objekts an diesen Computer, bis er das Gateway selbst hört. Starten Sie das Gateway jetzt, und testen Sie von da an mit dem Testschlüssel.",
    "clock-ahead_one":
      "Die Uhr dieses Computers geht etwa {{count}} Minute vor. Der Test nahm die richtige Zeit. WireGuard auf diesem Computer täte das nicht, und danach glaubt der Hub diesem Schlüssel keine frühere Zeit: Stellen Sie die Uhr.",
    "clock-ahead_other":
      "Die Uhr dieses Computers geht etwa {{count}} Minuten vor. Der Test nahm die richtige Zeit. WireGuard auf diesem Computer täte das nicht, und danach glaubt der Hub diesem Schlüssel keine frühere Zeit: Stellen Sie die Uhr.",
    "clock-unknown":
      "Ob die Uhr dieses Computers stimmt, weiß niemand. Geht sie vor, glaubt der Hub dem Gateway erst, wenn ebenso viel Zeit vergangen ist.",
    "clock-behind_one":
      "Die Uhr dieses Computers geht etwa {{count}} Minute nach. Stellen Sie sie: Ein Hub verwirft wortlos, was eine frühere Zeit trägt, als er schon gesehen hat.",
    "clock-behind_other":
      "Die Uhr dieses Computers geht etwa {{count}} Minuten nach. Stellen Sie sie: Ein Hub verwirft wortlos, was eine frühere Zeit trägt, als er schon gesehen hat.",
    "one-family":
      "Der Hub hat eine IPv4- und eine IPv6-Adresse, und nur eine von beiden antwortet. Geben Sie dem Gateway diese Adresse statt des Namens.",
    "other-ports-silent": "Hier unbeantwortet: UDP-Port {{silent}}.",
    "under-load": "Der Hub verlangte erst ein Cookie: Er ist ausgelastet, oder jemand überflutet ihn.",
    "hub-silent-too": "Der Hub antwortete auch über TCP nicht; ob er läuft, ist von hier aus nicht zu sehen.",
    "refused-nearby":
      "Die Abweisung kam viel früher, als der Hub antworten könnte: Eine Firewall in der Nähe weist den Port ab.",
  },
};
