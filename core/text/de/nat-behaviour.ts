import type { natBehaviour as english } from "../en/nat-behaviour.ts";

export const natBehaviour: typeof english = {
  title: "Wie der Anschluss übersetzt (NAT)",
  hint: "Was alle Router auf dem Weg zusammen tun. Davon hängt ab, wie gut Anrufe, Türstationen und Relays ohne Portweiterleitung gehen.",
  name: {
    mapping: "Port nach außen",
    filtering: "Wer zurücksenden darf",
    "port-preservation": "Portnummer",
    hairpin: "Öffentliche Adresse von innen",
    "classic-name": "Klassischer Name",
  },
  mapping: {
    "endpoint-independent": "für jedes Ziel derselbe",
    "address-dependent": "für jede Adresse ein anderer",
    "address-and-port-dependent": "für jede Adresse und jeden Port ein anderer",
    "endpoint-dependent": "für jedes Ziel ein anderer",
  },
  filtering: {
    "endpoint-independent": "jeder",
    "address-dependent": "nur Adressen, an die etwas ging",
    "address-and-port-dependent": "nur die Adresse und der Port, an die etwas ging",
    "endpoint-dependent": "nur wer etwas bekommen hat",
  },
  "port-preservation": { yes: "bleibt außen gleich", no: "ist außen eine andere" },
  hairpin: { yes: "funktioniert", no: "funktioniert nicht" },
  "classic-name": {
    none: "keine Übersetzung",
    "full-cone": "Full Cone",
    "restricted-cone": "Restricted Cone",
    "port-restricted-cone": "Port-restricted Cone",
    symmetric: "symmetrisch",
  },
  technical: {
    mapping: "{{word}} mapping",
    filtering: "{{word}} filtering",
    "port-preservation": "Port Preservation",
    hairpin: "Hairpinning",
    "classic-name": "RFC 3489",
  },
};
