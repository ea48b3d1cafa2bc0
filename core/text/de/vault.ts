import type { vault as english } from "../en/vault.ts";

export const vault: typeof english = {
  keychain: {
    missing: {
      linux:
        "Linux bewahrt Passwörter im GNOME-Schlüsselbund oder in KWallet auf, und keiner von beiden läuft. Melden Sie sich an der grafischen Oberfläche an (nicht nur über SSH). Fehlt er, installieren Sie „gnome-keyring“ und melden Sie sich ab und wieder an. In KDE schalten Sie in den Systemeinstellungen die KDE-Brieftasche ein. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
      darwin:
        "macOS bewahrt Passwörter im Schlüsselbund „Anmeldung“ auf, und Farsite erreicht ihn nicht. Öffnen Sie die „Schlüsselbundverwaltung“: Fehlt „Anmeldung“ in der Liste, melden Sie sich am Mac ab und wieder an. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
      win32:
        "Windows bewahrt Passwörter in der Anmeldeinformationsverwaltung auf, und sie antwortet nicht. Öffnen Sie „Dienste“ (services.msc), starten Sie „Anmeldeinformationsverwaltung“ und stellen Sie den Starttyp auf „Automatisch“. Auf einem Firmenrechner kann die Verwaltung sie abgeschaltet haben: Benutzen Sie dann auf diesem Laptop einen Passphrasen-Tresor.",
    },
    locked: {
      linux:
        "Der Schlüsselbund ist gesperrt. Das kommt bei automatischer Anmeldung vor, oder wenn das Anmeldepasswort geändert wurde. Öffnen Sie „Passwörter und Schlüssel“ (KDE: „KWalletManager“), entsperren Sie „Anmeldung“ und sehen Sie noch einmal nach. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
      darwin:
        "Der Schlüsselbund „Anmeldung“ ist gesperrt, oder der Zugriff wurde abgelehnt. Öffnen Sie die „Schlüsselbundverwaltung“, wählen Sie „Anmeldung“ und entsperren Sie ihn mit dem Passwort des Macs. Wenn macOS fragt, wählen Sie „Immer erlauben“. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
      win32:
        "Windows verweigert den Zugriff auf die Anmeldeinformationsverwaltung. Sperren Sie den Rechner mit Windows+L, melden Sie sich mit Ihrem Passwort an (nicht mit einer PIN) und sehen Sie noch einmal nach. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
    },
    timeout: {
      linux:
        "Der Schlüsselbund wartet, wahrscheinlich auf sein Passwort. Suchen Sie sein Fenster, vielleicht hinter diesem, und antworten Sie. Ist keines da, melden Sie sich ab und wieder an. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
      darwin:
        "macOS wartet auf eine Antwort. Suchen Sie sein Fenster, vielleicht hinter diesem oder auf einem anderen Bildschirm, geben Sie das Passwort des Macs ein und wählen Sie „Immer erlauben“. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
      win32:
        "Die Anmeldeinformationsverwaltung antwortet nicht. Suchen Sie hinter diesem Fenster nach einem Fenster von Windows; ist keines da, starten Sie den Rechner neu. Oder benutzen Sie auf diesem Laptop stattdessen einen Passphrasen-Tresor.",
    },
  },
};
