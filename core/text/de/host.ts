import type * as english from "../en/host.ts";

export const site: typeof english.site = { unnamed: "Objekt vom {{when}}" };

export const doctor: typeof english.doctor = {
  item: {
    node: "Laufzeit",
    "data-folder": "Datenordner",
    database: "Datenbank",
    keychain: "Schlüsselbund",
    ping: "Ping-Programm",
    network: "Netzwerk",
    report: "PDF-Erzeugung",
    "leftover-mappings": "Übrige Testeinträge in Routern",
  },
  state: { ok: "In Ordnung", warning: "Achtung", problem: "Problem" },
  detail: {
    database_one: "{{file}}: {{count}} Objekt",
    database_other: "{{file}}: {{count}} Objekte",
    keychain: "benutzbar",
    leftovers: "{{removed}} entfernt, {{waiting}} wartend",
    noLeftovers: "keine übrig",
  },
  fix: {
    "data-folder": "Prüfen Sie die Rechte des Ordners oder setzen Sie FARSITE_DATA auf einen eigenen Ordner.",
    database:
      "Reparieren Sie sie im Fenster: Einstellungen, Speicher, Reparieren. Die beschädigte Datei bleibt erhalten.",
    keychain:
      "Prüfungen gehen auch ohne. Um Passwörter aufzubewahren, entsperren oder installieren Sie den Schlüsselbund dieses Rechners.",
    ping: "Prüfungen gehen auch ohne, können dann aber nicht sagen, wem die öffentliche Adresse gehört. Installieren Sie das Ping-Programm des Systems.",
    network: "Stecken Sie ein Kabel ein oder verbinden Sie sich mit dem WLAN des Kunden.",
    report: "Installieren Sie Farsite neu: ein Teil fehlt.",
    "leftover-mappings": "Sie laufen von selbst ab; beim nächsten Start in jenem Netz entfernt Farsite sie außerdem.",
  },
};

export const serve: typeof english.serve = {
  openAt:
    "Farsite ist bereit. Falls sich der Browser nicht von selbst öffnet, öffnen Sie diese Adresse (sie gilt einmal):",
  alreadyRunning: "Farsite läuft auf diesem Rechner schon. Hier ist eine neue Adresse dazu (sie gilt einmal):",
  stop: "Strg-C beendet Farsite.",
};
