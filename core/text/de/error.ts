import type { error as english } from "../en/error.ts";

export const error: typeof english = {
  BAD_INPUT: { title: "Diese Eingabe geht nicht: {{detail}}", next: "Bitte korrigieren und erneut versuchen." },
  SITE_NOT_FOUND: {
    title: "Auf diesem Rechner gibt es kein Objekt „{{site}}“.",
    next: "Wählen Sie ein Objekt aus der Liste.",
  },
  CHECK_NOT_FOUND: {
    title: "Diese Prüfung gibt es auf diesem Rechner nicht.",
    next: "Wählen Sie eine Prüfung aus der Liste des Objekts.",
  },
  OTHER_NETWORK: {
    title: "Dieser Laptop hängt an einem anderen Router als bei jener Prüfung.",
    next: "Verbinden Sie ihn wieder mit dem Netz jenes Objekts, oder prüfen Sie hier ganz neu.",
  },
  NOTHING_TO_SAVE: {
    title: "Diese Prüfung wartet nicht mehr auf das Speichern.",
    next: "Steht sie nicht in der Liste der Objekte, sichern Sie sie als Datei.",
  },
  CHECK_ALREADY_RUNNING: {
    title: "Die Prüfung konnte nicht gestartet werden: es läuft schon eine.",
    next: "Sie läuft in einem anderen Tab oder Fenster. Warten Sie, oder brechen Sie sie dort ab.",
  },
  SCAN_NOT_FOUND: {
    title: "Diese Gerätesuche gibt es auf diesem Rechner nicht.",
    next: "Wählen Sie eine auf der Seite des Objekts.",
  },
  SCAN_ALREADY_RUNNING: {
    title: "Die Suche konnte nicht gestartet werden: es läuft schon eine.",
    next: "Sie läuft in einem anderen Tab oder Fenster. Warten Sie, oder brechen Sie sie dort ab.",
  },
  RANGE_NOT_ALLOWED: {
    title: "„{{range}}“ ist kein Bereich, den Farsite durchsucht.",
    next: "Geben Sie private Adressen dieses Objekts ein, zum Beispiel 192.168.1.0/24, höchstens so groß wie /16.",
  },
  RESCUE_IMPOSSIBLE: {
    title: "Eine zweite Adresse würde hier nicht helfen: {{detail}}",
    next: "Verbinden Sie den Laptop mit dem Netz des Geräts, oder ändern Sie dessen Adresse mit dem Programm des Herstellers.",
  },
  RESCUE_REFUSED: {
    title: "Dieser Rechner hat die zweite Adresse nicht angenommen: {{detail}}",
    next: "Führen Sie den Befehl selbst als Administrator aus: {{command}}",
  },
  DISK_FULL: {
    title: "Der Datenträger ist voll; in {{folder}} kann nichts mehr gespeichert werden.",
    next: "Schaffen Sie Platz und speichern Sie erneut. Was auf dem Bildschirm steht, ist noch da und lässt sich exportieren.",
  },
  STORE_DAMAGED: {
    title: "Die Datei mit Ihren Objekten ist beschädigt: {{file}}",
    next: "Farsite hat sie nicht verändert. Kopieren Sie die Datei an einen sicheren Ort und spielen Sie die letzte Sicherung ein.",
  },
  STORE_NEWER: {
    title: "Ihre Objekte stammen von einem neueren Farsite (Datenversion {{found}}, dieses kennt {{known}}).",
    next: "Installieren Sie hier das neuere Farsite. Es wurde nichts verändert.",
  },
  STORE_BUSY: {
    title: "Ein anderes Farsite-Fenster schreibt gerade.",
    next: "Versuchen Sie es gleich noch einmal. Bleibt es so, schließen Sie das andere Farsite.",
  },
  FOLDER_NOT_WRITABLE: {
    title: "Farsite darf in {{folder}} nicht schreiben.",
    next: "Prüfen Sie die Rechte des Ordners oder starten Sie Farsite mit FARSITE_DATA auf einen eigenen Ordner.",
  },
  KEYCHAIN_MISSING: {
    title: "Dieser Rechner hat keinen Schlüsselbund, den Farsite erreicht; Passwörter können nicht aufbewahrt werden.",
    next: "Unter Linux: GNOME Keyring oder KWallet (Secret Service) installieren und starten. Es wurde nichts gespeichert.",
  },
  KEYCHAIN_LOCKED: {
    title: "Der Schlüsselbund ist gesperrt.",
    next: "Entsperren Sie ihn (neu anmelden oder Passwortverwaltung öffnen) und versuchen Sie es erneut. Es wurde nichts gespeichert.",
  },
  KEYCHAIN_TIMEOUT: {
    title: "Der Schlüsselbund hat {{seconds}} Sekunden lang nicht geantwortet.",
    next: "Suchen Sie hinter diesem Fenster nach einer Passwortabfrage, beantworten Sie sie und versuchen Sie es erneut.",
  },
  SECRET_TOO_LONG: {
    title:
      "Das Passwort ist zu lang für den Schlüsselbund dieses Rechners ({{bytes}} von höchstens {{maxBytes}} Bytes).",
    next: "Verwenden Sie ein kürzeres.",
  },
  SECRET_NOT_FOUND: {
    title: "Hierfür ist kein Passwort gespeichert.",
    next: "Vielleicht wurde es im Schlüsselbund selbst gelöscht. Geben Sie es erneut ein.",
  },
  REPORT_FAILED: {
    title: "Das PDF konnte nicht erstellt werden.",
    next: "Ihre Prüfung ist gesichert. Versuchen Sie es erneut; sonst die Diagnose („doctor“) ausführen und an den Support senden.",
  },
  NOT_A_RECORDING: {
    title: "Diese Datei ist keine aufgezeichnete Farsite-Prüfung.",
    next: "Wählen Sie eine mit „survey --json“ gespeicherte oder aus Farsite exportierte Datei.",
  },
  UNEXPECTED: {
    title: "In Farsite ist etwas schiefgegangen.",
    next: "Gespeichertes ist sicher. Versuchen Sie es erneut; sonst die Diagnose („doctor“) ausführen und an den Support senden.",
  },
  DISCONNECTED: {
    title: "Die Verbindung zu Farsite ist abgerissen.",
    next: "Was Sie sehen, bleibt, solange Sie nicht neu laden. Wurde Farsite beendet, starten Sie es neu.",
  },
};
