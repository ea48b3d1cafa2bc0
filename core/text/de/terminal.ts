import type { terminal as english } from "../en/terminal.ts";

export const terminal: typeof english = {
  verdict: "Urteil",
  confidence: "{{percent}} % ({{word}})",
  for: "Dafür",
  against: "Dagegen",
  settledBy: "Was es klären würde",
  inbound: "Von außen",
  findings: "Befunde",
  evidence: "Belege",
  legend: "+ beantwortet, - abgelehnt, . keine Antwort, ! unbrauchbar",
  incomplete: "Abgebrochen: unvollständig, nicht gespeichert.",
  took: "Die Prüfung dauerte {{seconds}} s.",
  saved: "Gespeichert als „{{name}}“.",
  notSaved: "Die Prüfung ist fertig, konnte aber nicht gespeichert werden:",
  cancelled: "Abgebrochen. Testeinträge im Router wurden entfernt.",
  leftoversRemoved:
    "Eine Prüfung wurde unterbrochen. Farsite hat dafür gesorgt, dass kein Testeintrag im Router geblieben ist.",
  noSites: "Noch keine Objekte. „farsite survey --save“ bewahrt eine Prüfung auf.",
  publicAddress: "Öffentliche Adresse: {{address}}",
  wanAddress: "Internetadresse des Routers: {{address}}",
  notKnown: "unbekannt",
  usageError: "{{detail}}\nHilfe: „farsite help“.",
  fileUnreadable: "{{file}} lässt sich nicht lesen: {{detail}}",
  unreadable: {
    missing: "die Datei gibt es nicht",
    forbidden: "keine Berechtigung",
    folder: "es ist ein Ordner",
    "too-large": "die Datei ist zu groß",
  },
  notJson: "{{file}} ist kein JSON.",
};
