import type * as english from "../en/risk.ts";

export const risk: typeof english.risk = {
  "exploited-firmware": {
    title: "Die Firmware hat Lücken, die Angreifer gerade ausnutzen: {{cves}}",
    whatToDo:
      "Aktualisieren Sie zuerst die Firmware. So geöffnet wird das Gerät wahrscheinlich binnen Tagen übernommen (Verzeichnis vom {{asOf}}).",
  },
  "exploited-unknown": {
    title: "Angreifer nutzen Lücken dieses Herstellers aus ({{cves}}), und die Firmware ist nicht bekannt",
    whatToDo:
      "Lesen Sie die Firmware im Gerät ab und vergleichen Sie sie mit der Liste des Herstellers. Bis dahin gilt es als betroffen (Verzeichnis vom {{asOf}}).",
  },
  "exploited-check": {
    title: "Angreifer nutzen Lücken dieses Herstellers aus ({{cves}}); ob diese Firmware sie hat, ist nicht sicher",
    whatToDo:
      "Vergleichen Sie Modell und Firmware mit der Liste des Herstellers, bevor Sie öffnen (Verzeichnis vom {{asOf}}).",
  },
  "device-unknown": {
    title: "Was unter dieser Adresse steht, wurde nicht angesehen; seine Risiken sind nicht bekannt",
    whatToDo: "Suchen Sie zuerst nach Geräten: Dann werden Modell, Firmware und bekannte Lücken geprüft.",
  },
  "not-activated": {
    title: "Es hat noch kein Passwort: Wer zuerst kommt, dem gehört es",
    whatToDo: "Aktivieren Sie es mit einem starken Passwort, bevor irgendetwas geöffnet wird.",
  },
  "factory-password": {
    title: "Es hat noch das Passwort ab Werk",
    whatToDo:
      "Ändern Sie es jetzt. Programme, die Werkspasswörter probieren, finden einen offenen Port binnen Stunden.",
  },
  "password-unknown": {
    title: "Ob es noch das Passwort ab Werk hat, ist nicht bekannt",
    whatToDo: "Lassen Sie es von dem ändern, der den Zugang hat, und wählen Sie dann neu.",
  },
  "open-without-login": {
    title: "Es zeigt Bilder ohne Passwort",
    whatToDo: "Schalten Sie im Gerät die Anmeldung für Streams und Bilder ein. So geöffnet kann jeder zusehen.",
  },
  "remote-shell": {
    title: "{{transport}} {{port}} ist eine Befehlszeile in das Gerät",
    whatToDo: "Lassen Sie den Port zu. Zum Zusehen braucht ihn niemand; für die Wartung gibt es ein VPN.",
  },
  takeover: {
    title: "{{transport}} {{port}} ist für Bildschirme, Dateien oder Datenbanken",
    whatToDo: "Lassen Sie den Port zu und nehmen Sie ein VPN: Solche Ports werden ständig angegriffen.",
  },
  control: {
    title: "{{transport}} {{port}} steuert Technik ohne Passwort",
    whatToDo: "Lassen Sie den Port zu und nehmen Sie ein VPN: Wer ihn findet, kann schalten und umprogrammieren.",
  },
  "never-forward": {
    title: "{{transport}} {{port}} gehört nicht ins Internet, laut Hersteller oder nach den Regeln der Technik",
    whatToDo: "Wählen Sie stattdessen den Port, den der Zweck braucht, oder ein VPN.",
  },
  "plain-http": {
    title: "Die Seite auf {{transport}} {{port}} ist nicht verschlüsselt",
    whatToDo:
      "Schalten Sie im Gerät HTTPS ein und leiten Sie jenen Port weiter. Sonst ist das Passwort unterwegs lesbar.",
  },
  "plain-rtsp": {
    title: "Der Stream auf {{transport}} {{port}} ist nicht verschlüsselt",
    whatToDo:
      "Nehmen Sie die App des Herstellers oder RTSP über TLS, wo das Gerät es kann. Sonst ist das Bild unterwegs zu sehen.",
  },
  "plain-ftp": {
    title: "FTP auf {{transport}} {{port}} sendet Passwörter im Klartext",
    whatToDo: "Lassen Sie den Port zu, oder nehmen Sie SFTP über ein VPN.",
  },
  "old-firmware": {
    title: "Die Firmware ist Jahre alt ({{firmware}})",
    whatToDo:
      "Suchen Sie beim Hersteller eine neuere. Firmware, die niemand mehr ausbessert, gehört nicht ins Internet.",
  },
  "makers-protocol": {
    title: "{{transport}} {{port}} ist das eigene Protokoll des Herstellers",
    whatToDo:
      "Angreifer kennen diese Protokolle gut. Halten Sie die Firmware aktuell, und nehmen Sie den verschlüsselten Port, wo die App es kann.",
  },
  "firmware-unknown": {
    title: "Die Firmware ist nicht bekannt",
    whatToDo: "Lesen Sie sie im Gerät ab und vergleichen Sie sie mit der neuesten beim Hersteller.",
  },
  "certificate-expired": {
    title: "Das Zertifikat ist abgelaufen",
    whatToDo: "Erzeugen Sie im Gerät ein neues, sonst gewöhnen sich alle daran, Warnungen wegzuklicken.",
  },
  "certificate-self-signed": {
    title: "Das Zertifikat hat es selbst erzeugt: Browser warnen davor",
    whatToDo: "Üblich bei Rekordern. Wer sich anmeldet, vergleicht es einmal und wird vorsichtig, wenn es sich ändert.",
  },
  "upnp-on": {
    title: "Es öffnet von selbst Ports am Router (UPnP an)",
    whatToDo: "Schalten Sie UPnP im Gerät aus: Sonst ist vielleicht mehr offen, als hier gewählt wird.",
  },
  "cloud-on": {
    title: "Die Cloud des Herstellers ist ebenfalls an",
    whatToDo: "Zwei Wege hinein sind doppeltes Risiko. Schalten Sie den aus, den niemand nutzt.",
  },
};
