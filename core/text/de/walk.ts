import type { walk as english } from "../en/walk.ts";

export const walk: typeof english = {
  action: {
    back: "Zurück",
    abandon: "Diese Anleitung abbrechen",
    again: "Noch einmal",
  },
  confirm: {
    abandon:
      "Alles, was diese Anleitung am Objekt geändert hat, wird zurückgenommen, und sie ist beendet. Was Sie eingegeben haben, bleibt im Verlauf.",
  },
  interrupted:
    "Das wurde unterbrochen, bevor es fertig war: Farsite wurde geschlossen, oder der Rechner ging aus. Es noch einmal zu tun schadet nicht.",
  plain: "{{text}}",
  "on-day": "{{date, datetime(timeZone: UTC; dateStyle: long)}}",
  price: {
    month: "{{amount, number(style: currency)}} im Monat (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    "month-and-once":
      "{{amount, number(style: currency)}} im Monat und {{once, number(style: currency)}} einmalig (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    free: "Kostenlos (Stand {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
  },
  busy: {
    "check-site": "Der Anschluss wird geprüft …",
    "ask-router": "Der Router wird gefragt, was er kann …",
    "reach-device": "Es wird probiert, ob das Gerät antwortet …",
    "open-forward": "Der Port wird im Router geöffnet …",
    "close-forward": "Der Port wird im Router geschlossen …",
    "look-at-forward": "Es wird nachgesehen, ob der Router sie noch hält …",
    prove: "Es wird von außen getestet …",
    "look-up-name": "Der Name wird nachgeschlagen …",
    "measure-servers": "Der Weg zu den Servern der Firma wird gemessen …",
    "look-at-server": "Anmeldung am Server läuft …",
    "trust-server": "Der Schlüssel des Servers wird behalten …",
    "make-keys": "Die Schlüssel werden erzeugt …",
    "apply-to-server": "Der Server wird unterrichtet …",
    "probe-wireguard": "Der Hub wird um einen Handshake gebeten …",
    "open-live": "Der Tunnel wird von diesem Laptop aus geöffnet …",
    "close-live": "Der Tunnel dieses Laptops wird geschlossen …",
    "prove-through": "Die Geräte werden durch den Tunnel gefragt …",
    "look-at-mesh": "Der Stand des Mesh-VPN wird gelesen …",
    "probe-legacy-vpn": "Der VPN-Server wird gefragt …",
  },
  trouble: {
    "strange-result": "Die Antwort passt nicht zur Frage. Versuchen Sie es noch einmal.",
    "not-its-own": "Was begonnen war, gehört nicht zu diesem Schritt und wird nicht getan. Machen Sie hier weiter.",
    cancelled: "Angehalten, bevor es fertig war. Es noch einmal zu tun schadet nicht.",
    unexpected: "Das ging auf eine Weise schief, die Farsite nicht kennt: {{detail}}. Versuchen Sie es noch einmal.",
  },
  refused: {
    "first-step": "Das ist der erste Schritt.",
    "nothing-to-repeat": "Hier wurde nichts unterbrochen.",
    "under-way": "Hier ist noch etwas zu Ende zu bringen: noch einmal, oder zurück.",
    "other-step": "Diese Anleitung ist inzwischen weiter. So steht sie jetzt.",
    values: "Etwas fehlt oder passt nicht. Füllen Sie die nötigen Felder aus.",
    "is-over": "Diese Anleitung ist beendet. Beginnen Sie sie neu, um etwas zu ändern.",
    "other-version": "Diese Anleitung schrieb eine andere Version von Farsite; diese hier führt sie nicht weiter.",
  },
  otherVersion: {
    title: "Von einer anderen Version von Farsite geschrieben",
    lead: "Diese Version kann nicht lesen, wie weit die Anleitung ist. Aktualisieren Sie Farsite und machen Sie weiter, oder brechen Sie sie ab und beginnen Sie neu.",
  },
};
