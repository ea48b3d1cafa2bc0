import type { hub as english } from "../en/hub.ts";

export const hub: typeof english = {
  askPassword: "Passwort von {{user}} für {{hub}}: ",
  askLine: "Die Zeile von „farsite hub add“: ",
  badLine: "Das ist keine Zeile von „farsite hub add“: postgres://BENUTZER@RECHNER:PORT/DATENBANK#PASSWORT",
  passwordInUrl: "Lassen Sie das Passwort aus --url weg: Eine Befehlszeile kann jeder auf diesem Rechner lesen.",
  initDone: "{{hub}} ist bereit. Weiter: farsite hub add NAME, einmal für jeden Techniker.",
  initUpgraded: "{{hub}} wurde von Version {{from}} auf {{to}} gebracht.",
  initNothing: "{{hub}} war schon bereit (Version {{to}}).",
  added:
    "{{name}} kann {{hub}} benutzen. Diese Zeile kommt in die Einstellungen von Farsite auf dem Laptop von {{name}}:",
  renewed:
    "{{name}} hat ein neues Passwort für {{hub}}; das alte gilt nicht mehr. Diese Zeile kommt in die Einstellungen von Farsite:",
  shownOnce:
    "Sie enthält das Passwort und wird nur jetzt gezeigt. Geben Sie sie so weiter, dass niemand sonst sie liest.",
  addAuthority: "Der Laptop braucht außerdem das Zertifikat der Zertifizierungsstelle: {{file}}",
  removed: "{{name}} kann sich bei {{hub}} nicht mehr anmelden. Die Aufnahmen bleiben.",
  version: "Version {{version}}",
  technician: "{{name}}: kann sich anmelden",
  technicianRemoved: "{{name}}: entfernt",
  holds: "{{revisions}} Fassungen von {{sites}} Objekten, {{photos}} Bilder, {{megabytes}} MB",
  using: "Dieser Laptop gleicht sich jetzt mit {{hub}} ab, als {{user}}.",
  forgotten: "Dieser Laptop gleicht sich nicht mehr ab. Seine Aufnahmen bleiben hier und auf dem Server.",
  phase: {
    connect: "Verbindung wird aufgebaut",
    push: "Eigenes wird gebracht: {{done}} von {{total}} Objekten",
    pull: "Wird geholt: {{done}} von {{total}}",
    photos: "Bilder: {{done}} von {{total}}",
  },
  synced:
    "Abgeglichen. Gebracht: {{pushed}} Fassungen, {{photosPushed}} Bilder; geholt: {{pulled}} Fassungen, {{photosPulled}} Bilder; {{sitesChanged}} Objekte geändert.",
  syncCancelled: "Abgebrochen. Was bis dahin herüberkam, bleibt.",
  conflicts_one: "An {{count}} Stelle haben zwei Leute Verschiedenes geschrieben. Sie steht auf der Seite des Objekts.",
  conflicts_other:
    "An {{count}} Stellen haben zwei Leute Verschiedenes geschrieben. Sie stehen auf den Seiten der Objekte.",
  leftOut: "Weggelassen: {{hash}} ({{reason}}), gebracht von {{pushedBy}}",
  leftOutOwn: "Vom Server nicht angenommen: {{hash}} ({{reason}})",
};
