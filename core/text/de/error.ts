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
  REVISION_NOT_FOUND: {
    title: "Dieser Stand der Aufnahme ist nicht vorhanden.",
    next: "Gehen Sie zum Objekt zurück und öffnen Sie den Verlauf noch einmal.",
  },
  CHANGE_IMPOSSIBLE: {
    title: "Das lässt sich nicht einzeln zurücknehmen.",
    next: "{{detail}}",
  },
  CONFLICT_NOT_FOUND: {
    title: "Dieser Widerspruch ist schon geklärt.",
    next: "Öffnen Sie das Objekt noch einmal, um zu sehen, was gewählt wurde.",
  },
  TEMPLATE_NOT_FOUND: {
    title: "Diese Vorlage gibt es nicht mehr.",
    next: "Wählen Sie eine andere; jemand hat sie entfernt.",
  },
  NOT_A_PHOTO: {
    title: "Das ist kein Bild, das aufbewahrt werden kann.",
    next: "Nehmen Sie eine JPEG-, PNG- oder WebP-Datei oder machen Sie das Bild noch einmal. Einzelheiten: {{detail}}",
  },
  PHOTO_MISSING: {
    title: "Dieses Bild ist noch nicht auf diesem Laptop.",
    next: "Es kommt beim nächsten Austausch mit dem Laptop, der es aufgenommen hat, oder mit dem Büro.",
  },
  NOT_A_PACKAGE: {
    title: "Diese Datei kann nicht übernommen werden.",
    next: "Sie ist beschädigt, wurde unterwegs verändert oder ist keine .farsite-Datei. Hier wurde nichts verändert. Lassen Sie sie sich noch einmal geben. Einzelheiten: {{detail}}",
  },
  PACKAGE_NEWER: {
    title: "Diese Datei stammt von einem neueren Farsite.",
    next: "Aktualisieren Sie Farsite auf diesem Laptop (die Datei braucht Version {{found}}, dieses liest bis {{known}}). Hier wurde nichts verändert.",
  },
  TRANSFER_NOT_FOUND: {
    title: "Diese Datei ist nicht mehr geöffnet.",
    next: "Öffnen Sie sie noch einmal.",
  },
  NOT_A_CARD: {
    title: "Das ist keine Karte eines Laptops.",
    next: "Lassen Sie sie sich noch einmal geben: Einstellungen, Dieser Laptop, Karte zeigen. Einzelheiten: {{detail}}",
  },
  COLLEAGUE_NOT_FOUND: {
    title: "Dieser Laptop ist hier nicht bekannt.",
    next: "Fügen Sie zuerst die Karte des Kollegen hinzu: Einstellungen, Laptops, Kollegen hinzufügen.",
  },
  COLLEAGUE_NOT_CONFIRMED: {
    title: "Noch hat niemand bestätigt, dass {{laptop}} der Laptop Ihres Kollegen ist.",
    next: "Vergleichen Sie den Fingerabdruck mit dem Kollegen und bestätigen Sie ihn: Einstellungen, Laptops.",
  },
  NOT_A_HANDOVER: {
    title: "Darin sind keine übergebenen Passwörter.",
    next: "Es ist beschädigt oder etwas anderes. Bitten Sie den Kollegen, sie noch einmal zu übergeben. Einzelheiten: {{detail}}",
  },
  HANDOVER_NOT_FOR_US: {
    title: "Diese Passwörter wurden einem anderen Laptop übergeben.",
    next: "Nur jener kann sie öffnen. Zeigen Sie dem Kollegen die Karte dieses Laptops und bitten Sie noch einmal darum.",
  },
  HUB_NOT_CONFIGURED: {
    title: "Es ist kein Team-Server eingerichtet.",
    next: "Tragen Sie seine Adresse in den Einstellungen unter Team ein.",
  },
  HUB_UNREACHABLE: {
    title: "Der Team-Server antwortet nicht.",
    next: "Ihre Arbeit ist auf diesem Laptop sicher und geht von selbst hinüber, sobald die Leitung da ist. Bleibt es so, prüfen Sie die Adresse {{hub}}. Einzelheiten: {{detail}}",
  },
  HUB_REFUSED: {
    title: "Der Team-Server hat diese Anmeldung abgelehnt.",
    next: "Prüfen Sie Benutzer und Passwort für {{hub}} in den Einstellungen; wer den Server betreibt, kann ein neues vergeben. Einzelheiten: {{detail}}",
  },
  HUB_NOT_SET_UP: {
    title: "Dieser Server ist für dieses Farsite nicht vorbereitet.",
    next: "Wer {{hub}} betreibt, muss ihn vorbereiten, auch nach einer Aktualisierung: farsite hub init. Dabei geht nichts verloren. Einzelheiten: {{detail}}",
  },
  HUB_NEWER: {
    title: "Der Team-Server ist für ein neueres Farsite.",
    next: "Aktualisieren Sie Farsite auf diesem Laptop. Der Server {{hub}} hat Version {{found}}, dieses kennt bis {{known}}. Ihre Arbeit bleibt hier sicher.",
  },
  SYNC_ALREADY_RUNNING: {
    title: "Der Austausch mit dem Team-Server läuft schon.",
    next: "Warten Sie, bis er fertig ist.",
  },
  STORE_READ_ONLY: {
    title: "Die Aufnahmen auf diesem Laptop sind beschädigt und nur noch lesbar.",
    next: "Bis zur Reparatur wird nichts mehr geschrieben: Einstellungen, Speicher, Reparieren. Die beschädigte Datei {{file}} bleibt erhalten. Einzelheiten: {{detail}}",
  },
  VAULT_LOCKED: {
    title: "Der Passphrasen-Tresor ist abgeschlossen.",
    next: "Geben Sie seine Passphrase auf der Seite Passwörter ein.",
  },
  VAULT_DAMAGED: {
    title: "Der Passphrasen-Tresor lässt sich nicht lesen: {{file}}",
    next: "Farsite hat nichts daran geändert. Legen Sie eine Kopie dieser Datei zurück, wenn Sie eine haben, oder beginnen Sie einen neuen Tresor; die beschädigte Datei bleibt erhalten. Einzelheiten: {{detail}}",
  },
  PASSPHRASE_WRONG: {
    title: "Diese Passphrase stimmt nicht.",
    next: "Achten Sie auf Großbuchstaben und die Sprache der Tastatur und versuchen Sie es noch einmal.",
  },
  PASSPHRASE_NEEDED: {
    title: "Diese Datei ist mit einer Passphrase geschützt.",
    next: "Geben Sie die ein, die beim Erstellen gewählt wurde.",
  },
  ACCOUNT_NOT_FOUND: {
    title: "Diese Anmeldung ist nicht mehr in der Aufnahme.",
    next: "Öffnen Sie das Objekt noch einmal; jemand hat sie entfernt.",
  },
  DISK_FULL: {
    title: "Der Datenträger ist voll; in {{folder}} kann nichts mehr gespeichert werden.",
    next: "Schaffen Sie Platz und speichern Sie erneut. Was auf dem Bildschirm steht, ist noch da und lässt sich exportieren.",
  },
  STORE_DAMAGED: {
    title: "Die Datei mit Ihren Objekten ist beschädigt: {{file}}",
    next: "Farsite hat sie nicht verändert. Reparieren Sie sie: Einstellungen, Speicher, Reparieren. Aus allem Lesbaren entsteht eine heile Datei, die beschädigte bleibt erhalten.",
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
    next: "Die Seite Passwörter sagt, was auf diesem System zu tun ist, und bietet stattdessen einen Passphrasen-Tresor an. Es wurde nichts gespeichert.",
  },
  KEYCHAIN_LOCKED: {
    title: "Der Schlüsselbund ist gesperrt.",
    next: "Entsperren Sie ihn und versuchen Sie es erneut. Die Seite Passwörter sagt, wie es auf diesem System geht. Es wurde nichts gespeichert.",
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
  WALK_NOT_FOUND: {
    title: "Diese Anleitung ist nicht mehr in der Aufnahme.",
    next: "Öffnen Sie das Objekt noch einmal und beginnen Sie sie neu.",
  },
  FORWARD_NOT_FOUND: {
    title: "Diese Portweiterleitung ist nicht mehr in der Aufnahme.",
    next: "Öffnen Sie das Objekt noch einmal. Ob der Router sie noch hat, sagt die nächste Prüfung.",
  },
  SERVER_NOT_FOUND: {
    title: "Dieser Laptop kennt den Server nicht.",
    next: "Übernehmen Sie ihn vom Laptop einer Kollegin oder eines Kollegen (Server, Importieren), oder legen Sie ihn an.",
  },
  SERVER_REFUSED: {
    title: "Der Server hat es nicht angenommen: {{detail}}",
    next: "Dort wurde nichts geändert. Die Seite des Servers sagt, wie man hineinkommt und was fehlt.",
  },
  HOST_KEY_NOT_COMPARED: {
    title: "Der neue Schlüssel des Servers wurde nicht verglichen.",
    next: "Öffnen Sie die Seite des Servers und fügen Sie den Fingerabdruck ein, den seine eigene Konsole zeigt; nur derselbe wird angenommen.",
  },
  HOST_KEY_UNKNOWN: {
    title:
      "Der Schlüssel von {{server}} ist noch nicht bekannt; im Objekt ließe er sich von einem Fremden nicht unterscheiden.",
    next: "Öffnen Sie die Seite des Servers (Server), sehen Sie einmal nach und vergleichen Sie dort seinen Schlüssel.",
  },
  SERVER_HAS_OTHERS: {
    title:
      "Der Server lässt andere ein, die keine Aufnahme dieses Laptops kennt: {{addresses}}. Geändert wurde nichts.",
    next: "In der Regel gehören sie einer Kollegin oder einem Kollegen und würden getrennt: Übernehmen Sie zuerst deren Aufnahmen. Nur wenn niemand sie braucht, werfen Sie sie auf der Seite des Servers hinaus.",
  },
  ADDRESSES_CLASH: {
    title: "Zwei wollen dieselben Adressen, darum lässt sich nichts schreiben: {{detail}}",
    next: "Der Adressplan (Server) sagt, wer das ist und was zu ändern ist.",
  },
  SERVER_KEY_NOT_HERE: {
    title: "Dieser Laptop hat den Schlüssel des Servers dafür nicht.",
    next: "Im Schlüsselbund des Laptops, der den Server angelegt hat, heißt er „{{entry}}“. Übernehmen Sie ihn von dort (Server, Exportieren mit Passphrase, dann hier Importieren). Hat ihn kein Laptop mehr, legen Sie den Server neu an: Das erzeugt neue Schlüssel.",
  },
  SITE_KEY_NOT_HERE: {
    title: "Der Schlüssel des Objekts ist nicht auf diesem Laptop.",
    next: "Im Schlüsselbund des Laptops, der den Tunnel angelegt hat, heißt er „{{entry}}“. Lassen Sie ihn von dort übergeben (Passwörter des Objekts, Übergeben). Hat ihn niemand mehr, entfernen Sie den Tunnel und gehen seine Anleitung noch einmal durch: Das erzeugt einen neuen.",
  },
  DEVICE_KEY_NOT_HERE: {
    title: "Der Schlüssel dieses Geräts ist nicht auf diesem Laptop.",
    next: "Er wurde auf dem Gerät selbst erzeugt oder auf einem anderen Laptop, wo er im Schlüsselbund „{{entry}}“ heißt: Zeigen Sie den Code dort. Ist er verloren, nehmen Sie das Gerät heraus und fügen es neu hinzu: Das erzeugt einen neuen.",
  },
  TUNNEL_NOT_FOUND: {
    title: "Dieser Tunnel ist nicht mehr in der Aufnahme.",
    next: "Öffnen Sie das Objekt noch einmal.",
  },
  NOT_SERVERS: {
    title: "Diese Datei lässt sich nicht übernehmen: {{detail}}.",
    next: "Wählen Sie eine Datei, die mit Server, Exportieren geschrieben wurde, und geben Sie deren Passphrase ein.",
  },
  PROOF_NOT_FOUND: {
    title: "Diesen Test von außen gibt es auf diesem Rechner nicht.",
    next: "Wählen Sie einen auf der Seite des Objekts.",
  },
  BACKUP_NOT_HERE: {
    title: "Die Einstellungsdatei des Routers ist nicht auf diesem Laptop.",
    next: "Sie bleibt auf dem Laptop, der sie gesichert hat, und wird nicht weitergegeben. Fragen Sie den Kollegen danach, oder sichern Sie sie auf den Seiten des Routers neu.",
  },
  VANTAGE_NEEDED: {
    title: "Dafür braucht es einen eigenen Testserver im Internet, und es ist keiner eingerichtet.",
    next: "Richten Sie einen ein: Einstellungen, Testserver draußen. Ohne ihn kann ein Telefon im Mobilfunknetz den Weg nachweisen.",
  },
  VANTAGE_FAILED: {
    title: "Der Testserver {{vantage}} konnte es nicht tun.",
    next: "Das beweist nichts, weder so noch so. Probieren Sie den Server aus (Einstellungen, Testserver draußen) und testen Sie dann erneut. Einzelheiten: {{detail}}",
  },
  PROOF_ALREADY_RUNNING: {
    title: "Der Test von außen konnte nicht gestartet werden: es läuft schon einer.",
    next: "Er läuft in einem anderen Tab oder Fenster. Warten Sie, oder beenden Sie ihn dort.",
  },
  REHEARSAL_ALREADY_RUNNING: {
    title: "Die Probe konnte nicht beginnen: Es läuft schon eine.",
    next: "Sie läuft in einem anderen Tab oder Fenster von Farsite. Warten Sie darauf, oder beenden Sie sie dort.",
  },
  NOT_KNOWLEDGE: {
    title: "In dieser Datei stehen keine Einträge der Wissensbasis.",
    next: "Wählen Sie eine aus Farsite exportierte Datei. Hier wurde nichts verändert. Einzelheiten: {{detail}}",
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
