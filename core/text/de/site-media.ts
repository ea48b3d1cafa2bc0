import type { siteMedia as english } from "../en/site-media.ts";

export const siteMedia: typeof english = {
  noRelay:
    "{{name}} hat kein Medien-Relay. Schalten Sie es auf der Seite Server ein (MediaMTX) und bringen Sie die Einrichtung auf den Server.",
  unreached:
    "Der Tunnel führt nicht dorthin, es kann also niemand zusehen: {{names}}. Nehmen Sie erst seinen Port in den Tunnel auf.",
  noLogin: "Dieser Laptop hat das Passwort der Kamera nicht: {{names}}. Der Server behält das, das er hat.",
  oneLogin:
    "go2rtc hat eine Anmeldung für alle Kameras aller Objekte. Nehmen Sie für Kunden MediaMTX: Dort hat jeder Zuschauer seine eigene.",
  onServer:
    "{{name}} bekommt die Passwörter der Kameras, in einer Datei, die nur root und das Relay lesen können. Wer über den Server herrscht, kann zusehen und sich dort anmelden: Legen Sie an der Kamera eine Anmeldung an, die nur zusehen darf.",
  ownCertificate:
    "Der Server unterschreibt sein Zertifikat selbst: Der Browser warnt beim ersten Besuch. Let's Encrypt richtet Farsite dafür noch nicht ein.",
};
