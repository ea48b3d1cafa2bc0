/** Die Passwörter für den Kunden, als verschlüsseltes PDF. */
export const sheet = {
  title: "Passwörter: {{site}}",
  kind: "Verschlossenes Passwortblatt",
  for: "Für",
  from: "Erstellt von",
  made: "Erstellt am",
  warning: "Dieses Blatt öffnet Ihre Sicherheitsanlage. Bewahren Sie es auf wie einen Schlüssel.",
  adviceStore:
    "Drucken Sie es einmal aus und schließen Sie es weg, oder legen Sie die Datei dort ab, wo nur Sie sie öffnen können. Schicken Sie sie nicht zusammen mit der Passphrase per E-Mail.",
  advicePass: "Die Passphrase dieser Datei erfahren Sie auf einem anderen Weg. Wer beides hat, kann hier alles lesen.",
  adviceChange:
    "Wenn jemand geht, der ein Passwort kannte, lassen Sie es ändern und verlangen Sie ein neues Blatt. Vernichten Sie das alte.",
  userName: "Benutzername",
  noUserName: "keiner",
  password: "Passwort",
  changed: "Gesetzt am",
  hintSpaces_one: "Darin ist {{count}} Leerzeichen.",
  hintSpaces_other: "Darin sind {{count}} Leerzeichen.",
  hintForeign: "Nicht auf jeder Tastatur: {{characters}}.",
  page: "Seite {{page}} von {{pages}}",
  receivedBy: "Erhalten von",
  date: "Datum",
  signature: "Unterschrift",
  footer: "Groß- und Kleinbuchstaben unterscheiden sich. Erzeugte Passwörter enthalten kein 0, O, 1, l oder I.",
};
