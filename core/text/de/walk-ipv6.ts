import type * as english from "../en/walk-ipv6.ts";

export const ipv6Direct: typeof english.ipv6Direct = {
  lead: "Mit IPv6 hat jedes Gerät eine eigene Adresse im Internet. Weitergeleitet wird nichts: Die Firewall des Routers lässt einen Port zu einem Gerät durch.",
  viewers: {
    all: "Ja, überall, von wo aus geschaut wird",
    some: "Manche, oder nicht überall",
    no: "Nein",
  },
  "viewers-some":
    "Wer kein IPv6 hat, sieht auf diesem Weg nichts. Planen Sie für diese einen zweiten Weg oder ein VPN.",
  ports: {
    lead: "Diese Ports und keine anderen werden durchgelassen. Bei IPv6 ist die Nummer außen dieselbe wie innen.",
  },
  address: {
    lead: "Die Adresse beginnt mit einem Präfix, das zur Leitung gehört, und endet mit einem Teil, der zum Gerät gehört. Beide müssen bleiben, oder ein Name muss ihnen folgen.",
    privacy:
      "Das Gerät wechselt seine Adresse von selbst. Schalten Sie darin Privacy-Adressen (temporäre Adressen) aus, oder geben Sie ihm eine feste.",
    ddns: "Wechselt das Präfix: Richten Sie einen Namen (DDNS) im Gerät selbst ein oder im Router für dieses Gerät – der Name des Routers führt nur zum Router.",
  },
  left: {
    stays: "Die Adresse des Geräts kann sich von selbst ändern: Schalten Sie darin Privacy-Adressen aus.",
  },
  begin: {
    "not-checked": "Prüfen Sie zuerst dieses Objekt: Ob die Leitung IPv6 hat, ist nicht bekannt.",
    none: "Diese Leitung hat kein IPv6. Fragen Sie den Anbieter danach, oder nehmen Sie einen anderen Weg.",
    "local-only":
      "IPv6 geht nur innerhalb dieses Netzes, nach außen kam nichts an. Schalten Sie es im Router ein, oder fragen Sie den Anbieter.",
    translated:
      "IPv6 wird unterwegs übersetzt (außen {{address}}). Niemand draußen kann ein Gerät hier unter seiner eigenen Adresse erreichen.",
    unknown:
      "Ob die Leitung IPv6 hat, ließ sich nicht feststellen. Prüfen Sie das Objekt noch einmal, mit eingeschaltetem IPv6 am Laptop.",
    blocked:
      "Ein Test von außen über IPv6 traf nur auf Stille, obwohl der Router durchließ. Bitten Sie den Anbieter, seine Sperre aufzuheben.",
    viewers: "Wer zusieht, hat kein IPv6: Auf diesem Weg käme niemand herein. Nehmen Sie einen anderen Weg.",
  },
  refused: {
    viewers: "Wer zusieht, hat kein IPv6: Auf diesem Weg käme niemand herein. Nehmen Sie einen anderen Weg.",
  },
};
